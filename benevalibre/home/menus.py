"""The menus: everybody's, the account's, and the one of an association by rights."""

from dataclasses import dataclass, replace

from django.urls import reverse
from django.utils.translation import gettext as _

from benevalibre.accounts.models import User
from benevalibre.actions.models import Action
from benevalibre.associations.models import Association, Membership, Right, Visibility
from benevalibre.associations.models.association import State
from benevalibre.reports.seeing import sees_figures
from benevalibre.ui.formats import format_count
from benevalibre.ui.frame import MenuItem

MANY = 99
TRAVEL = (
    "valuation:travel_year",
    "valuation:vehicle_create",
    "valuation:vehicle_edit",
    "valuation:vehicle_deletion",
    "valuation:waiver_create",
)
PAPERS = (
    "certificates:create",
    "certificates:detail",
    "certificates:letterhead",
    "certificates:mission",
    "certificates:mission_refusal",
    "certificates:mission_return",
    "certificates:request",
    "certificates:request_refusal",
    "certificates:revocation",
)
REPORTS = ("reports:activity", "reports:introduction_edit")
LINKS = ("associations:link_list", "associations:link_create", "associations:link_detail")
HOURS = (
    "actions:edit",
    "actions:delete",
    "reports:own_statistics",
    "reports:timesheet_mine",
    "reports:export_mine",
    "reports:year",
)
PLACES = ("associations:detail", "associations:create", "associations:join")
OWN = (
    "accounts:mail_preferences",
    "accounts:password",
    "accounts:session_list",
    "account_email",
    "badges:bring",
    "badges:removal",
    "certificates:ask",
    "certificates:badge",
    "certificates:cec_mine",
    "certificates:mine",
    "certificates:mission_create",
    "certificates:mission_delete",
    "certificates:mission_edit",
    "person:data",
    "person:deletion",
)
WORDS = (Right.MANAGE_PROJECTS, Right.MANAGE_CATEGORIES, Right.MANAGE_LEVELS)


@dataclass(frozen=True, slots=True)
class Menus:
    """Draws the lines of menus; ``current`` is the name of the page that is open."""

    current: str

    def main(self) -> list[MenuItem]:
        """An account's four entries."""
        return [
            self._item(_("Accueil"), "house", "home:home", ("actions:record", "actions:again")),
            self._item(_("Heures"), "clock", "actions:mine", HOURS),
            self._item(_("Associations"), "users", "associations:list", PLACES),
            self._item(_("Moi"), "user", "accounts:profile", OWN),
        ]

    def guest(self) -> list[MenuItem]:
        """What somebody who came by a link has."""
        return self.main()[:2]

    def of_guest(self) -> list[MenuItem]:
        """Behind the initials of somebody who came by a link."""
        leave = reverse("associations:guest_close")
        return [
            self._item(_("J’ai un compte"), "user", "accounts:sign_in"),
            MenuItem(label=_("Quitter"), url=leave, icon="log-out", method="post"),
        ]

    def account(self, user: User) -> list[MenuItem]:
        """Behind the picture of whoever is signed in."""
        host = [self._item(_("Hébergement"), "server", "hosting:home")] if user.is_host else []
        sign_out = reverse("accounts:sign_out")
        return [
            self._item(_("Mon profil"), "user", "accounts:profile"),
            *host,
            MenuItem(label=_("Se déconnecter"), url=sign_out, icon="log-out", method="post"),
        ]

    def association(self, membership: Membership, *, waiting: int | None = None) -> list[MenuItem]:
        """The pages of an association that this person may open; one query where they moderate.

        None where the view has counted what waits: it says so in ``waiting``.
        """
        here = membership.association
        may = membership.may
        items = [self._here(_("Présentation"), "info", "associations:detail", here)]
        if sees_figures(membership):
            items = self._figures(here)
        if may(Right.MANAGE_ACTIONS):
            items += self._moderation(here, waiting)
        elif here.policy_visibility == Visibility.ALL:
            items.append(self._here(_("Activités"), "clock", "actions:list", here))
        if may(Right.LIST_MEMBERS) or may(Right.MANAGE_MEMBERS):
            page = "associations:member_list"
            items.append(self._here(_("Bénévoles"), "users", page, here, others=LINKS))
        items += self._words(membership)
        if may(Right.MANAGE_VALUATION):
            items.append(self._accounts(here))
        if may(Right.ISSUE_CERTIFICATES):
            papers = "certificates:list"
            items.append(self._here(_("Attestations"), "badge-check", papers, here, others=PAPERS))
            cec = ("certificates:cec_person", "certificates:cec_conditions")
            label = _("Engagement citoyen")
            items.append(self._here(label, "hand-heart", "certificates:cec_list", here, others=cec))
        items += self._rules(here)
        if may(Right.MANAGE_ROLES):
            items.append(self._here(_("Rôles"), "key-round", "associations:role_list", here))
        if may(Right.MANAGE_ASSOCIATION):
            items.append(self._here(_("Réglages"), "settings", "associations:settings", here))
            items.append(self._here(_("Journal"), "history", "associations:journal", here))
            items.append(self._data(here))
        return items

    def _accounts(self, here: Association) -> MenuItem:
        """« Pour les comptes », current on each page that it leads to."""
        item = self._here(_("Pour les comptes"), "award", "valuation:statement_list", here)
        is_own = self.current in {"valuation:travel_mine", *TRAVEL}
        return replace(item, current=self.current.startswith("valuation:") and not is_own)

    def _rules(self, here: Association) -> list[MenuItem]:
        """The rules, and one's own travel expenses where they allow to waive them."""
        rules = self._here(_("Nos règles"), "scale", "associations:policy", here)
        if not here.waives_expenses:
            return [rules]
        label, own = _("Mes frais de trajet"), "valuation:travel_mine"
        return [self._here(label, "car", own, here, others=TRAVEL), rules]

    def _figures(self, here: Association) -> list[MenuItem]:
        """What it adds up to, in short and at length."""
        page = "reports:statistics"
        return [
            self._here(_("Vue d’ensemble"), "layout-dashboard", "reports:overview", here),
            self._here(_("Statistiques"), "chart-column", page, here, others=REPORTS),
        ]

    def hosting(self) -> list[MenuItem]:
        """The host's pages; one query for what waits there."""
        waiting = Association.objects.filter(state=State.AWAITING)[: MANY + 1].count()
        badge = format_count(waiting, cap=MANY) if waiting else None
        return [
            self._item(_("À suivre"), "server", "hosting:home"),
            replace(self._hosted(_("Associations"), "users", "association"), badge=badge),
            self._hosted(_("Comptes"), "user", "account"),
            self._hosted(_("Annonces"), "megaphone", "announcement"),
            self._hosted(_("Vocabulaire"), "tags", "word", page="first"),
            self._item(
                _("Conditions"), "scale", "hosting:terms", ("hosting:processing_agreement",)
            ),
            self._hosted(_("Mails"), "mail", "mail"),
            self._item(_("SMIC"), "euro", "valuation:smic_list"),
            self._item(_("Statistiques"), "chart-column", "hosting:statistics"),
            self._item(_("Réglages du site"), "settings", "hosting:settings"),
            self._item(_("Santé"), "shield", "hosting:health"),
            self._item(_("Journal"), "history", "hosting:journal"),
        ]

    def _hosted(self, label: str, icon: str, kind: str, page: str = "list") -> MenuItem:
        """The list of one kind of thing, current on each page about one of them."""
        item = self._item(label, icon, f"hosting:{kind}_{page}")
        return replace(item, current=self.current.startswith(f"hosting:{kind}_"))

    def _moderation(self, here: Association, waiting: int | None) -> list[MenuItem]:
        if waiting is None:
            waiting = Action.objects.pending().filter(association=here)[: MANY + 1].count()
        badge = format_count(waiting, cap=MANY) if waiting else None
        queue = self._here(_("À valider"), "list-checks", "actions:queue", here, badge=badge)
        return [queue, self._here(_("Activités"), "clock", "actions:list", here)]

    def _data(self, here: Association) -> MenuItem:
        """« Données », current on the pages that it leads to."""
        item = self._here(_("Données"), "download", "transfer:association_data", here)
        rooms = ("transfer:departure", "spreadsheets:")
        return replace(item, current=item.current or self.current.startswith(rooms))

    def _words(self, membership: Membership) -> list[MenuItem]:
        here = membership.association
        pages = (
            "associations:project_list",
            "associations:category_list",
            "associations:level_list",
        )
        open_pages = [
            page for page, right in zip(pages, WORDS, strict=True) if membership.may(right)
        ]
        if not open_pages:
            return []
        label = _("Projets et catégories")
        return [self._here(label, "folder", open_pages[0], here, others=tuple(open_pages[1:]))]

    def _here(
        self,
        label: str,
        icon: str,
        name: str,
        here: Association,
        *,
        badge: str | None = None,
        others: tuple[str, ...] = (),
    ) -> MenuItem:
        return MenuItem(
            label=label,
            url=reverse(name, args=[here.pk]),
            icon=icon,
            badge=badge,
            current=self.current in {name, *others},
        )

    def _item(self, label: str, icon: str, name: str, others: tuple[str, ...] = ()) -> MenuItem:
        is_current = self.current in {name, *others}
        return MenuItem(label=label, url=reverse(name), icon=icon, current=is_current)
