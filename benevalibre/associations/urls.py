"""The addresses of an association, its people and its words."""

from django.urls import URLPattern, URLResolver, path

from benevalibre.associations.views import (
    associations,
    deletion,
    directory,
    fiscal_years,
    functions,
    guests,
    invitation,
    invitations,
    journal,
    links,
    member,
    members,
    policy,
    roles,
    words,
)

app_name = "associations"

HERE = "associations/<int:association_id>/"
PERSON = f"{HERE}benevoles/<int:member_id>/"
LINK = f"{HERE}liens/<int:member_id>/"


def vocabulary(
    folder: str, words_of: words.Vocabulary, *orders: tuple[str, str]
) -> list[URLPattern]:
    """The pages of one vocabulary under ``folder``."""
    one, name = f"{folder}<int:word_id>/", words_of.name
    pages = [
        path(folder, words.list_of(words_of), name=f"{name}_list"),
        path(f"{folder}ajout/", words.create_of(words_of), name=f"{name}_create"),
        path(one, words.edit_of(words_of), name=f"{name}_edit"),
        path(f"{one}reunion/", words.merge_of(words_of), name=f"{name}_merge"),
        path(f"{one}suppression/", words.deletion_of(words_of), name=f"{name}_deletion"),
    ]
    return pages + [
        path(f"{one}{noun}/", words.order_of(words_of, order), name=f"{name}_{order}")
        for noun, order in (("archivage", "archive"), ("retour", "unarchive"), *orders)
    ]


urlpatterns: list[URLPattern | URLResolver] = [
    path("associations/", directory.association_list, name="list"),
    path("associations/nouvelle/", associations.association_create, name="create"),
    path(HERE, associations.association_detail, name="detail"),
    path(f"{HERE}rejoindre/", associations.association_join, name="join"),
    path(f"{HERE}quitter/", associations.association_leave, name="leave"),
    path(f"{HERE}attente/", associations.association_waiting, name="waiting"),
    path(f"{HERE}suppression/", deletion.association_deletion, name="deletion"),
    path(f"{HERE}reglages/", associations.association_settings, name="settings"),
    path(f"{HERE}nos-regles/", policy.policy, name="policy"),
    path(f"{HERE}nos-regles/choix/", policy.policy_edit, name="policy_edit"),
    path(f"{HERE}nos-regles/lecture/", policy.policy_seen, name="policy_seen"),
    path(f"{HERE}journal/", journal.journal_list, name="journal"),
    path(f"{HERE}benevoles/", members.member_list, name="member_list"),
    path(f"{HERE}benevoles/ajout/", members.member_create, name="member_create"),
    path(
        f"{HERE}benevoles/reunions/<int:batch_id>/annulation/", member.merge_undo, name="merge_undo"
    ),
    path(PERSON, member.member_detail, name="member_detail"),
    path(f"{PERSON}accord/", member.member_approval, name="member_approval"),
    path(f"{PERSON}non-retenue/", member.member_refusal, name="member_refusal"),
    path(f"{PERSON}role/", member.member_role, name="member_role"),
    path(f"{PERSON}fiche/", member.member_details, name="member_details"),
    path(f"{PERSON}depart/", member.member_removal, name="member_removal"),
    path(f"{PERSON}reunion/", member.member_merge, name="member_merge"),
    path(f"{PERSON}fonctions/", functions.function_create, name="function_create"),
    path(
        f"{PERSON}fonctions/<int:function_id>/suppression/",
        functions.function_deletion,
        name="function_deletion",
    ),
    path(f"{HERE}liens/", guests.link_list, name="link_list"),
    path(f"{HERE}liens/ajout/", guests.link_create, name="link_create"),
    path(LINK, guests.link_detail, name="link_detail"),
    path(f"{LINK}fermeture/", guests.link_closing, name="link_closing"),
    path(f"{LINK}ouverture/", guests.link_opening, name="link_opening"),
    path(f"{LINK}nouveau/", guests.link_renewal, name="link_renewal"),
    path(f"{LINK}code.svg", guests.link_code, name="link_code"),
    path(f"{LINK}affiche/", guests.link_poster, name="link_poster"),
    path(f"{PERSON}invitation/", invitations.member_invite, name="member_invite"),
    path(f"{HERE}invitations/", invitations.invitation_list, name="invitation_list"),
    path(f"{HERE}invitations/envoi/", invitations.invitation_create, name="invitation_create"),
    path(
        f"{HERE}invitations/envoi/<int:batch_id>/annulation/",
        invitations.invitation_undo,
        name="invitation_undo",
    ),
    path(
        f"{HERE}invitations/<int:invitation_id>/renvoi/",
        invitations.invitation_resend,
        name="invitation_resend",
    ),
    path(
        f"{HERE}invitations/<int:invitation_id>/retrait/",
        invitations.invitation_withdrawal,
        name="invitation_withdrawal",
    ),
    *vocabulary(f"{HERE}categories/", words.CATEGORIES),
    *vocabulary(f"{HERE}niveaux/", words.LEVELS),
    *vocabulary(f"{HERE}projets/", words.PROJECTS, ("cloture", "close"), ("reouverture", "reopen")),
    path(f"{HERE}roles/", roles.role_list, name="role_list"),
    path(f"{HERE}roles/ajout/", roles.role_create, name="role_create"),
    path(f"{HERE}roles/<int:role_id>/", roles.role_edit, name="role_edit"),
    path(f"{HERE}roles/<int:role_id>/defaut/", roles.role_default, name="role_default"),
    path(f"{HERE}roles/<int:role_id>/suppression/", roles.role_deletion, name="role_deletion"),
    path(f"{HERE}exercices/", fiscal_years.fiscal_year_list, name="fiscal_year_list"),
    path(f"{HERE}exercices/ajout/", fiscal_years.fiscal_year_create, name="fiscal_year_create"),
    path(f"{HERE}exercices/<int:year_id>/", fiscal_years.fiscal_year_edit, name="fiscal_year_edit"),
    path("invitation/", invitation.invitation, name="invitation"),
    path(
        "invitation/acceptation/",
        invitation.invitation_acceptance,
        name="invitation_acceptance",
    ),
    path("invitation/<str:secret>/", invitation.invitation_open, name="invitation_open"),
    path("lien/", links.guest_offer, name="guest_offer"),
    path("lien/fermeture/", links.guest_close, name="guest_close"),
    path("lien/<str:secret>/", links.guest_open, name="guest_open"),
    path("dashboard/", links.guest_open_old, name="guest_open_old"),
]
