"""Rows for tests: what a test does not say, a factory makes believable.

Each row belongs to one association: pass ``association=`` once, and what hangs below follows
(``ActionFactory(association=a)`` makes its member and its category in ``a``).
"""

import datetime
import hashlib
from typing import Any

import factory
from django.db.models import Model
from django.utils import timezone
from factory.django import DjangoModelFactory

from benevalibre.accounts.models import User
from benevalibre.actions.models import Action, Source, Status
from benevalibre.associations.models import (
    Association,
    Category,
    DefaultCategory,
    DefaultLevel,
    FiscalYear,
    GuestLink,
    Invitation,
    Level,
    Membership,
    Project,
    Right,
    Role,
)
from benevalibre.associations.models.membership import Kind, MembershipState
from benevalibre.instance.models import Announcement
from benevalibre.journal.models import Batch

PASSWORD = "motdepasse-Long-42"
# None that a test gives: it may look for that name, and must not find it by chance.
FIRST_NAMES = ["Maud", "Yaël", "Tristan", "Irène", "Gaspard", "Ondine", "Oscar", "Béatrice"]
SAME_ASSOCIATION = factory.SelfAttribute("..association")


class InAssociation(DjangoModelFactory):
    """What belongs to an association: that of the rows given, where it is not said."""

    class Meta:
        abstract = True

    association = factory.SubFactory("tests.factories.AssociationFactory")

    @classmethod
    def _generate(cls, strategy: str, params: dict[str, Any]) -> Any:
        for name in ("member", "role", "category", "project", "level", "claims", "by"):
            if "association" not in params and isinstance(params.get(name), Model):
                params["association"] = params[name].association
        return super()._generate(strategy, params)


class UserFactory(DjangoModelFactory):
    """An active account with a confirmed address, whose password is ``PASSWORD``."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"personne{n}@example.org")
    first_name = factory.Sequence(lambda n: FIRST_NAMES[n % len(FIRST_NAMES)])
    last_name = factory.Sequence(lambda n: f"Durand{n}")

    class Params:
        host = factory.Trait(is_host=True)
        inactive = factory.Trait(is_active=False)

    @classmethod
    def _create(cls, model_class: type[User], *args: Any, **columns: Any) -> User:
        password = columns.pop("password", PASSWORD)
        return User.objects.create_user(password=password, **columns)

    @factory.post_generation
    def confirmed(self: User, create: bool, extracted: bool | None, **kwargs: Any) -> None:
        """``UserFactory(confirmed=False)`` for an account that has not confirmed its address."""
        from allauth.account.models import EmailAddress

        if create:
            confirmed = extracted is not False
            EmailAddress.objects.create(
                user=self, email=self.email, verified=confirmed, primary=True
            )


class DefaultCategoryFactory(DjangoModelFactory):
    class Meta:
        model = DefaultCategory
        django_get_or_create = ("name_key",)

    name = factory.Sequence(lambda n: f"Nomenclature {n}")
    name_key = factory.LazyAttribute(lambda o: o.name.casefold())


class DefaultLevelFactory(DjangoModelFactory):
    class Meta:
        model = DefaultLevel

    name = factory.Sequence(lambda n: f"Niveau usuel {n}")


class AssociationFactory(DjangoModelFactory):
    """An open, listed association with the default rules. It has no role, person nor word yet."""

    class Meta:
        model = Association

    name = factory.Sequence(lambda n: f"Association {n}")
    policy_seen_at = factory.LazyFunction(timezone.now)

    class Params:
        hidden_away = factory.Trait(hidden=True)
        moderated = factory.Trait(policy_moderate_members=True, policy_moderate_actions=True)
        rereads = factory.Trait(policy_moderate_actions=True)
        awaiting = factory.Trait(state="awaiting")
        archived = factory.Trait(state="archived")
        moved = factory.Trait(state="moved")


class RoleFactory(InAssociation):
    """A role without any right, or with ``rights=[Right.X, …]``."""

    class Meta:
        model = Role

    name = factory.Sequence(lambda n: f"Rôle {n}")

    class Params:
        default = factory.Trait(is_default=True)
        manager = factory.Trait(manage_association=True)

    @classmethod
    def _create(cls, model_class: type[Role], *args: Any, **columns: Any) -> Role:
        rights = columns.pop("rights", ())
        columns |= {right.value: True for right in rights}
        return super()._create(model_class, *args, **columns)


class LevelFactory(InAssociation):
    class Meta:
        model = Level

    name = factory.Sequence(lambda n: f"Niveau {n}")

    class Params:
        archived = factory.Trait(archived_at=factory.LazyFunction(timezone.now))


class CategoryFactory(InAssociation):
    class Meta:
        model = Category

    name = factory.Sequence(lambda n: f"Catégorie {n}")
    default_category = factory.SubFactory(DefaultCategoryFactory)

    class Params:
        archived = factory.Trait(archived_at=factory.LazyFunction(timezone.now))


class ProjectFactory(InAssociation):
    class Meta:
        model = Project

    name = factory.Sequence(lambda n: f"Projet {n}")

    class Params:
        archived = factory.Trait(archived_at=factory.LazyFunction(timezone.now))


class MembershipFactory(InAssociation):
    """An active participant with an account, in a role without any right.

    ``rights=[Right.X]`` gives a role with just those; ``manager=True`` one that manages.
    """

    class Meta:
        model = Membership

    user = factory.SubFactory(UserFactory)
    role = factory.LazyAttribute(lambda o: RoleFactory(association=o.association, rights=o.rights))
    kind = Kind.ACCOUNT
    state = MembershipState.ACTIVE

    class Params:
        rights = ()
        manager = factory.Trait(rights=(Right.MANAGE_ASSOCIATION,))
        named = factory.Trait(
            kind=Kind.NAMED,
            user=None,
            role=None,
            name=factory.Sequence(lambda n: f"Personne {n}"),
        )
        guest = factory.Trait(
            kind=Kind.GUEST,
            user=None,
            role=None,
            name=factory.Sequence(lambda n: f"Invitée {n}"),
        )
        pending = factory.Trait(state=MembershipState.PENDING)
        left = factory.Trait(state=MembershipState.LEFT)
        declined = factory.Trait(state=MembershipState.DECLINED)


class GuestLinkFactory(DjangoModelFactory):
    """The link of a guest; its secret cannot be read back (see the operation that makes links)."""

    class Meta:
        model = GuestLink

    membership = factory.SubFactory(MembershipFactory, guest=True)
    digest = factory.Sequence(lambda n: hashlib.sha256(str(n).encode()).hexdigest())
    sealed = ""

    class Params:
        expired = factory.Trait(
            expires_at=factory.LazyFunction(lambda: timezone.now() - datetime.timedelta(days=1))
        )


class InvitationFactory(InAssociation):
    class Meta:
        model = Invitation

    role = factory.SubFactory(RoleFactory, association=SAME_ASSOCIATION)
    email = factory.Sequence(lambda n: f"attendue{n}@example.org")
    digest = factory.Sequence(lambda n: hashlib.sha256(f"i{n}".encode()).hexdigest())
    sent_at = factory.LazyFunction(lambda: timezone.now() - datetime.timedelta(hours=1))
    mails = 1
    expires_at = factory.LazyFunction(lambda: timezone.now() + datetime.timedelta(days=30))


class FiscalYearFactory(InAssociation):
    """The calendar year in which the test runs, open."""

    class Meta:
        model = FiscalYear

    start = factory.LazyFunction(lambda: timezone.localdate().replace(month=1, day=1))
    end = factory.LazyAttribute(lambda o: o.start.replace(year=o.start.year, month=12, day=31))

    class Params:
        closed = factory.Trait(closed_at=factory.LazyFunction(timezone.now))


class BatchFactory(DjangoModelFactory):
    class Meta:
        model = Batch

    association_id = 1
    kind = "approval"


class ActionFactory(InAssociation):
    """Two hours yesterday, approved, typed by who gave them."""

    class Meta:
        model = Action

    member = factory.SubFactory(MembershipFactory, association=SAME_ASSOCIATION)
    typed_by = factory.SelfAttribute("member")
    category = factory.SubFactory(CategoryFactory, association=SAME_ASSOCIATION)
    title = factory.Sequence(lambda n: f"Activité {n}")
    date = factory.LazyFunction(lambda: timezone.localdate() - datetime.timedelta(days=1))
    minutes = 120
    status = Status.APPROVED
    source = Source.SELF

    class Params:
        pending = factory.Trait(status=Status.PENDING)
        approved = factory.Trait(status=Status.APPROVED)
        declined = factory.Trait(
            status=Status.DECLINED,
            reason="Déjà notée",
            status_at=factory.LazyFunction(timezone.now),
        )
        to_correct = factory.Trait(
            status=Status.TO_CORRECT,
            reason="Durée à vérifier",
            status_at=factory.LazyFunction(timezone.now),
        )
        nobody = factory.Trait(member=None, typed_by=None, source=Source.IMPORT)


class AnnouncementFactory(DjangoModelFactory):
    class Meta:
        model = Announcement

    title = factory.Sequence(lambda n: f"Annonce {n}")
    text = "Maintenance de 8 h à 9 h."
    published_at = factory.LazyFunction(timezone.now)


def all_rights_but(right: Right) -> list[Right]:
    """Every right except ``right``, and except managing, which would give it back."""
    return [each for each in Right if each not in {right, Right.MANAGE_ASSOCIATION}]
