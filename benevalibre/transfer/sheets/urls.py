"""Bringing in a spreadsheet."""

from django.urls import path

from benevalibre.transfer.sheets.views import arriving, going_on, undoing

PLACE = "associations/<int:association_id>/donnees/import"
ONE = f"{PLACE}/<int:spreadsheet_id>"

app_name = "spreadsheets"
urlpatterns = [
    path(f"{PLACE}/", arriving.spreadsheet_list, name="list"),
    path(f"{PLACE}/activites/", arriving.send_actions, name="actions"),
    path(f"{PLACE}/activites/modele/", arriving.model_of_actions, name="model_of_actions"),
    path(f"{PLACE}/personnes/", arriving.send_people, name="people"),
    path(f"{PLACE}/personnes/modele/", arriving.model_of_people, name="model_of_people"),
    path(f"{ONE}/", going_on.spreadsheet_detail, name="detail"),
    path(f"{ONE}/colonnes/", going_on.columns, name="columns"),
    path(f"{ONE}/choix/", going_on.choices, name="choices"),
    path(f"{ONE}/lancement/", going_on.launch, name="launch"),
    path(f"{ONE}/abandon/", going_on.removal, name="removal"),
    path(f"{ONE}/annulation/", undoing.spreadsheet_undo, name="undo"),
]
