"""Our identity for other instances, and what people bring from them."""

from django.urls import URLPattern, URLResolver, path

from benevalibre.badges.views import bringing, identity

app_name = "badges"

urlpatterns: list[URLPattern | URLResolver] = [
    path(".well-known/did.json", identity.document, name="well_known"),
    path("did.json", identity.document, name="document"),
    path("badges/emetteur.json", identity.profile, name="profile"),
    path("attestations/apporter/", bringing.badge_bring, name="bring"),
    path("attestations/ailleurs/<int:badge_id>/retrait/", bringing.badge_removal, name="removal"),
    path("attestations/ailleurs/<int:badge_id>.jwt", bringing.badge_file, name="file"),
]
