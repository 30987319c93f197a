"""One's own data and the end of one's account, under ``/compte/``."""

from django.urls import path

from benevalibre.transfer.views import person

app_name = "person"

urlpatterns = [
    path("mes-donnees/", person.own_data, name="data"),
    path("mes-donnees/json/", person.own_json, name="json"),
    path("mes-donnees/dossier/", person.own_folder, name="folder"),
    path("suppression/", person.deletion, name="deletion"),
    path("suppression/code/", person.deletion_code, name="deletion_code"),
]
