"""Every URL prefix on one screen; each room has its own map."""

from django.urls import include, path

urlpatterns = [
    path("", include("benevalibre.home.urls")),
    path("", include("benevalibre.actions.urls")),
    path("", include("benevalibre.reports.urls")),
    path("", include("benevalibre.associations.urls")),
    path("compte/", include("benevalibre.accounts.urls")),
    path("compte/", include("benevalibre.accounts.library_urls")),
    path("hebergement/", include("benevalibre.hosting.urls")),
    path("style/", include("benevalibre.ui.urls")),
]

handler400 = "benevalibre.home.errors.bad_request"
handler403 = "benevalibre.home.errors.forbidden"
handler404 = "benevalibre.home.errors.not_found"
handler500 = "benevalibre.home.errors.server_error"
