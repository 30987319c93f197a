"""People: looking for them, naming them, giving them a role."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from benevalibre.associations.forms.dates import SaneDateField
from benevalibre.associations.forms.obeying import ObeyingForm
from benevalibre.associations.models import Association, Level, Membership, Role
from benevalibre.associations.models.membership import Kind, MembershipQuerySet, MembershipState
from benevalibre.associations.models.vocabulary import CecKind

STATES = [
    (MembershipState.ACTIVE, _("Dans l’équipe")),
    (MembershipState.PENDING, _("Demandes à examiner")),
    (MembershipState.LEFT, _("Parties")),
    (MembershipState.DECLINED, _("Demandes non retenues")),
]
KINDS = [
    ("", _("Toutes")),
    (Kind.ACCOUNT, _("Avec un compte")),
    (Kind.NAMED, _("Sans compte")),
    (Kind.GUEST, _("Par un lien")),
]


class MemberFilterForm(forms.Form):
    """The query string of the list of people."""

    q = forms.CharField(
        label=_("Nom"),
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search", "placeholder": _("Un nom")}),
        required=False,
    )
    state = forms.ChoiceField(label=_("Qui"), choices=STATES, required=False)
    kind = forms.ChoiceField(label=_("Comment"), choices=KINDS, required=False)
    role = forms.ModelChoiceField(
        Role.objects.none(), label=_("Rôle"), empty_label=_("Tous"), required=False
    )
    idle = forms.ChoiceField(
        label=_("Activité"),
        choices=[("", _("Toutes les personnes")), ("month", _("Rien noté ce mois-ci"))],
        required=False,
    )

    def __init__(self, *args: Any, association: Association, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.association = association
        roles = self.fields["role"]
        if isinstance(roles, forms.ModelChoiceField):
            roles.queryset = association.roles.order_by("name_key")

    @property
    def used(self) -> int:
        """How many filters are set, the search apart."""
        return sum(1 for name in ("kind", "role", "idle") if self.cleaned_data.get(name))

    @property
    def looked_at(self) -> str:
        """The state looked at: the team where none is asked for."""
        return self.cleaned_data.get("state") or MembershipState.ACTIVE

    def people(self) -> MembershipQuerySet:
        """Those found (the form was validated); what is wrong in the query filters nothing."""
        data = self.cleaned_data
        people = Membership.objects.filter(association=self.association, state=self.looked_at)
        if data.get("kind"):
            people = people.filter(kind=data["kind"])
        if data.get("role"):
            people = people.filter(role=data["role"])
        if data.get("idle"):
            people = people.idle_since(self.association.today().replace(day=1))
        return people.unmerged().called(data.get("q", "")).with_person().by_name()


class NameForm(ObeyingForm, forms.Form):
    """A person without account."""

    name = forms.CharField(
        label=_("Prénom et nom"),
        help_text=_("Ou un surnom\u00a0: ce que l’équipe reconnaîtra."),
        max_length=255,
    )


class DetailsForm(ObeyingForm, forms.Form):
    """The usual level of a person, and the name of one who has no account."""

    name = forms.CharField(label=_("Prénom et nom"), max_length=255)
    usual_level = forms.ModelChoiceField(
        Level.objects.none(), label=_("Niveau habituel"), empty_label=_("Aucun"), required=False
    )

    def __init__(self, *args: Any, person: Membership, **kwargs: Any) -> None:
        kwargs["initial"] = {"name": person.name, "usual_level": person.usual_level_id}
        super().__init__(*args, **kwargs)
        levels = person.association.levels.in_use()
        if person.kind == Kind.ACCOUNT:
            del self.fields["name"]
        field = self.fields["usual_level"]
        if not levels:
            del self.fields["usual_level"]
        elif isinstance(field, forms.ModelChoiceField):
            field.queryset = levels


class RoleChoiceForm(ObeyingForm, forms.Form):
    """A role among those that whoever asks may give."""

    role = forms.ModelChoiceField(Role.objects.none(), label=_("Rôle"), empty_label=None)

    def __init__(self, *args: Any, by: Membership, person: Membership, **kwargs: Any) -> None:
        kwargs["initial"] = {"role": person.role or person.association.default_role()}
        super().__init__(*args, **kwargs)
        field = self.fields["role"]
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = Role.objects.that_may_be_given(by)


class MergeForm(ObeyingForm, forms.Form):
    """The other row of the same person, chosen among those found by ``q``."""

    into = forms.ModelChoiceField(Membership.objects.none(), widget=forms.HiddenInput)

    def __init__(self, *args: Any, person: Membership, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["into"]
        if isinstance(field, forms.ModelChoiceField):
            others = Membership.objects.filter(association=person.association).unmerged()
            field.queryset = others.exclude(pk=person.pk).with_person()


class FunctionForm(ObeyingForm, forms.Form):
    """A function that counts for the citizen engagement account, and its dates."""

    kind = forms.ChoiceField(label=_("Fonction"), choices=CecKind.choices)
    start = SaneDateField(label=_("Depuis le"))
    until = SaneDateField(
        label=_("Jusqu’au"), help_text=_("Laissez vide tant que cela continue."), required=False
    )
