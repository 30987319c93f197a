"""The team's pages about everybody's actions."""

from django.urls import path

from benevalibre.actions.views import team_entry, team_list, team_person, team_queue, team_sheet

PLACE = "associations/<int:association_id>"

urlpatterns = [
    path(f"{PLACE}/activites/", team_list.team_list, name="list"),
    path(f"{PLACE}/activites/suppression/", team_list.removals, name="removals"),
    path(f"{PLACE}/activites/nouvelle/", team_entry.create, name="create"),
    path(f"{PLACE}/activites/<int:action_id>/", team_entry.team_edit, name="team_edit"),
    path(
        f"{PLACE}/activites/<int:action_id>/suppression/",
        team_entry.team_delete,
        name="team_delete",
    ),
    path(
        f"{PLACE}/activites/<int:action_id>/personne/",
        team_person.team_person,
        name="team_person",
    ),
    path(f"{PLACE}/feuille/", team_sheet.sheet, name="sheet"),
    path(f"{PLACE}/feuille/a-imprimer/", team_sheet.sign_in_sheet, name="sign_in_sheet"),
    path(f"{PLACE}/a-valider/", team_queue.queue_page, name="queue"),
    path(f"{PLACE}/a-valider/validation/", team_queue.approvals, name="approvals"),
    path(f"{PLACE}/a-valider/correction/", team_queue.corrections, name="corrections"),
    path(f"{PLACE}/a-valider/non-retenues/", team_queue.declines, name="declines"),
    path(f"{PLACE}/a-valider/apres/", team_queue.moderation_off, name="moderation_off"),
    path(f"{PLACE}/lots/<int:batch_id>/annulation/", team_queue.batch_undo, name="batch_undo"),
]
