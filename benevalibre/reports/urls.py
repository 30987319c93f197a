"""What it adds up to, and what can be taken away."""

from django.urls import URLPattern, URLResolver, path

from benevalibre.reports.views import (
    activity,
    bundles,
    exports,
    overview,
    own_statistics,
    statistics,
    timesheets,
    year,
)

PLACE = "associations/<int:association_id>"

app_name = "reports"
urlpatterns: list[URLPattern | URLResolver] = [
    path(f"{PLACE}/vue-d-ensemble/", overview.overview, name="overview"),
    path(f"{PLACE}/statistiques/", statistics.statistics, name="statistics"),
    path(
        f"{PLACE}/statistiques/<slug:table>/<slug:code>/",
        statistics.statistics_file,
        name="statistics_file",
    ),
    path(f"{PLACE}/rapport-d-activite/", activity.activity, name="activity"),
    path(f"{PLACE}/rapport-d-activite.pdf", activity.activity_file, name="activity_file"),
    path(
        f"{PLACE}/rapport-d-activite/introduction/",
        activity.introduction_edit,
        name="introduction_edit",
    ),
    path("votre-annee/<int:number>/", year.year, name="year"),
    path("votre-annee/<int:number>.pdf", year.year_file, name="year_file"),
    path("votre-annee/<int:number>/rangement/", year.year_hiding, name="year_hiding"),
    path("mes-statistiques/", own_statistics.own_statistics, name="own_statistics"),
    path(
        "mes-statistiques/<slug:table>/<slug:code>/",
        own_statistics.own_statistics_file,
        name="own_statistics_file",
    ),
    path("feuille-de-temps/", timesheets.timesheet_mine, name="timesheet_mine"),
    path("feuille-de-temps.pdf", timesheets.timesheet_mine_pdf, name="timesheet_mine_pdf"),
    path(
        f"{PLACE}/benevoles/<int:member_id>/feuille-de-temps/",
        timesheets.timesheet,
        name="timesheet",
    ),
    path(
        f"{PLACE}/benevoles/<int:member_id>/feuille-de-temps.pdf",
        timesheets.timesheet_pdf,
        name="timesheet_pdf",
    ),
    path(f"{PLACE}/etats/<int:number>/feuilles/", bundles.bundle, name="bundle"),
    path(f"{PLACE}/etats/<int:number>/feuilles/fichier/", bundles.bundle_file, name="bundle_file"),
    path("activites/export/", exports.export_mine, name="export_mine"),
    path(f"{PLACE}/activites/export/", exports.export_actions, name="export_actions"),
    path(f"{PLACE}/benevoles/export/", exports.export_people, name="export_people"),
]
