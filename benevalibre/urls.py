"""Every URL prefix on one screen; each room has its own map."""

from django.urls import include, path

from benevalibre.accounts.access import public
from benevalibre.ui.views import style_guide

urlpatterns = [
    path("", include("benevalibre.home.urls")),
    path("", include("benevalibre.transfer.urls")),
    path("", include("benevalibre.certificates.urls")),
    path("", include("benevalibre.badges.urls")),
    path("", include("benevalibre.actions.urls")),
    path("", include("benevalibre.reports.urls")),
    path("", include("benevalibre.valuation.urls")),
    path("", include("benevalibre.associations.urls")),
    path("", include("benevalibre.transfer.sheets.urls")),
    path("compte/", include("benevalibre.accounts.urls")),
    path("compte/", include("benevalibre.accounts.library_urls")),
    path("compte/", include("benevalibre.transfer.person_urls")),
    path("hebergement/", include("benevalibre.hosting.urls")),
    # A room below the accounts cannot say whom its page is for: it is said here.
    path("style/", include(([path("", public(style_guide), name="style_guide")], "ui"))),
]

handler400 = "benevalibre.home.errors.bad_request"
handler403 = "benevalibre.home.errors.forbidden"
handler404 = "benevalibre.home.errors.not_found"
handler500 = "benevalibre.home.errors.server_error"
