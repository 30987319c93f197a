"""Everybody's pages about their own actions."""

from django.urls import path

from benevalibre.actions.views import own, own_edit, own_list

urlpatterns = [
    path("saisir/", own.action_record, name="record"),
    path("activites/", own_list.action_mine, name="mine"),
    path("activites/<int:action_id>/", own_edit.action_edit, name="edit"),
    path("activites/<int:action_id>/suppression/", own_edit.action_delete, name="delete"),
    path("activites/<int:action_id>/encore/", own.action_again, name="again"),
    path("annulation/activites/<int:action_id>/", own.action_undo, name="undo"),
    path("annulation/suppressions/<int:batch_id>/", own_edit.action_restore, name="restore"),
]
