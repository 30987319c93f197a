"""What it adds up to, and what can be taken away."""

from django.urls import URLPattern, URLResolver, path

from benevalibre.reports.views import exports, overview

PLACE = "associations/<int:association_id>"

app_name = "reports"
urlpatterns: list[URLPattern | URLResolver] = [
    path(f"{PLACE}/vue-d-ensemble/", overview.overview, name="overview"),
    path("activites/export/", exports.export_mine, name="export_mine"),
    path(f"{PLACE}/activites/export/", exports.export_actions, name="export_actions"),
    path(f"{PLACE}/benevoles/export/", exports.export_people, name="export_people"),
]
