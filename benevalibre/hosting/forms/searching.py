"""What the addresses of the host's lists say; what cannot be read is as if it were not there."""

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from benevalibre.accounts.models import User
from benevalibre.associations.appointing import orphans
from benevalibre.associations.models import Association
from benevalibre.associations.models.association import State
from benevalibre.namekeys import name_key, sort_key

ORPHAN = "orphan"
ASSOCIATION_STATES = [
    ("", _("Toutes")),
    (State.AWAITING.value, _("En attente de votre accord")),
    (State.ACTIVE.value, _("Ouvertes")),
    (ORPHAN, _("Sans responsable")),
    (State.FROZEN.value, _("En déménagement")),
    (State.MOVED.value, _("Parties ailleurs")),
    (State.ARCHIVED.value, _("Archivées")),
]
ACCOUNT_STATES = [
    ("", _("Tous")),
    ("active", _("Actifs")),
    ("suspended", _("Désactivés")),
    ("unconfirmed", _("Adresse non confirmée")),
    ("host", _("Hébergeurs")),
]


class FinderForm(forms.Form):
    """Words to look for, and a state."""

    q = forms.CharField(
        max_length=100,
        required=False,
        widget=forms.TextInput(attrs={"type": "search", "placeholder": _("Un nom")}),
    )
    state = forms.ChoiceField(label=_("État"), required=False)

    def held(self, name: str) -> str:
        """The value of a field, where it holds."""
        self.is_valid()
        return str(self.cleaned_data.get(name, ""))

    @property
    def is_used(self) -> bool:
        """Is anything looked for?"""
        return bool(self.held("q") or self.held("state"))

    @property
    def is_filtered(self) -> bool:
        """Is anything looked for but a name?"""
        return bool(self.held("state"))


class AssociationFinderForm(FinderForm):
    state = forms.ChoiceField(label=_("État"), choices=ASSOCIATION_STATES, required=False)

    def found(self) -> QuerySet[Association]:
        """The associations asked for, by name."""
        state = self.held("state")
        rows = orphans() if state == ORPHAN else Association.objects.all()
        if state and state != ORPHAN:
            rows = rows.filter(state=state)
        return rows.called(self.held("q")).order_by("sort_key", "pk")


class AccountFinderForm(FinderForm):
    q = forms.CharField(
        max_length=100,
        required=False,
        widget=forms.TextInput(attrs={"type": "search", "placeholder": _("Nom ou adresse")}),
    )
    state = forms.ChoiceField(label=_("État"), choices=ACCOUNT_STATES, required=False)

    def found(self) -> QuerySet[User]:
        """The accounts asked for, by name; each word stands in the name or in the address."""
        rows = User.objects.filter(**_ACCOUNTS[self.held("state")])
        for word in self.held("q").split():
            named = Q(sort_key__contains=sort_key(word))
            rows = rows.filter(named | Q(email_key__contains=name_key(word)))
        return rows.order_by("sort_key", "pk")


_ACCOUNTS: dict[str, dict[str, object]] = {
    "": {},
    "active": {"is_active": True},
    "suspended": {"is_active": False},
    "unconfirmed": {
        "is_active": True,
        "emailaddress__primary": True,
        "emailaddress__verified": False,
    },
    "host": {"is_host": True},
}
