"""Associations that nobody would dream up: everything that an archive may hold, at random."""

import datetime
from random import Random
from typing import Any

from django.core.files.base import ContentFile
from PIL import Image

from benevalibre.actions.models import Source, Status
from benevalibre.associations.links import digest_of, seal
from benevalibre.associations.models import Association, Expenses, Membership, Right
from benevalibre.certificates.models import Letterhead
from benevalibre.instance.pictures import clean_picture
from benevalibre.journal.models import Entry
from benevalibre.reports.models import Introduction
from benevalibre.valuation.evidence import clean_evidence
from benevalibre.valuation.models import Gift, PlannedHours, Rate, Statement
from tests.factories import (
    ActionFactory,
    AssociationFactory,
    CategoryFactory,
    FiscalYearFactory,
    GuestLinkFactory,
    InvitationFactory,
    LevelFactory,
    MembershipFactory,
    ProjectFactory,
    RoleFactory,
    UserFactory,
)
from tests.transfer.archive.imagined_figures import imagine_figures
from tests.transfer.archive.imagined_papers import imagine_papers
from tests.transfer.archive.imagined_travel import imagine_travel

TEXTS = [
    "",
    "Vélo",
    "L’« atelier »\u202f: dès 14\u00a0h",
    'guillemets " et \\ barre \\u0000',
    "deux\nlignes\u2028et plus\x85",
    "=SOMME(A1)",
    "🚲 مرحبا",
    "<b>gras</b>",
]
NOON = datetime.datetime(2026, 3, 1, 12, 0, 0, 123456, tzinfo=datetime.UTC)


def imagine(random: Random) -> Association:
    """An association whose every column may be anything it may be."""
    place = Imagined(random)
    place.furnish()
    place.people_it()
    place.record()
    return place.association


class Imagined:
    """One association in the making."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.association = AssociationFactory(
            name=f"Les {random.randint(1, 10**9)} {self.text()}".strip(),
            description=self.text(),
            website=random.choice(["", "https://example.org/a?b=c&d"]),
            hidden=self.maybe(),
            postal_code=random.choice(["", "35000"]),
            has_employees=random.choice([None, True, False]),
            income=random.choice([None, 0, 12_000_000_000]),
            declared_on=random.choice([None, datetime.date(1901, 7, 1)]),
            time_zone=random.choice(["", "Indian/Reunion"]),
            policy_moderate_actions=self.maybe(),
            policy_visibility=random.choice(["own", "totals", "all"]),
            policy_expenses=random.choice(Expenses.values),
            policy_back_days=random.randint(1, 3660),
            policy_day_minutes=random.choice([None, 420]),
            policy_seen_at=random.choice([None, NOON]),
            created_at=NOON,
        )
        if self.maybe():
            drawn = ContentFile(b"", name="logo.png")
            Image.new("RGB", (60, 40), random.choice(["red", "blue"])).save(drawn, "PNG")
            logo = clean_picture(drawn, square=False)
            self.association.logo.save(logo.name, logo)

    def text(self) -> str:
        return self.random.choice(TEXTS)

    def maybe(self) -> bool:
        return self.random.random() < 0.5

    def some(self, rows: list[Any]) -> Any:
        """One of them, or none."""
        return self.random.choice([None, *rows])

    def times(self, most: int) -> range:
        return range(self.random.randint(0, most))

    def evidence(self) -> Any:
        """A document, a picture as we keep them, or nothing."""
        drawn = ContentFile(b"", name="photo.png")
        Image.new("RGB", (600, 800), "white").save(drawn, "PNG")
        paper = ContentFile(b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\n%%EOF\n", name="devis.pdf")
        sent = self.random.choice([None, drawn, paper])
        return "" if sent is None else clean_evidence(sent)

    def furnish(self) -> None:
        """Roles, words and years."""
        here: dict[str, Any] = {"association": self.association}
        rights = [right for right in Right if self.maybe()]
        self.roles = [
            RoleFactory(manager=True, **here),
            RoleFactory(default=self.maybe(), rights=rights, description=self.text(), **here),
        ]
        self.levels = [LevelFactory(archived=self.maybe(), **here) for _n in self.times(2)]
        self.categories = [CategoryFactory(description=self.text(), **here)] + [
            CategoryFactory(
                archived=self.maybe(),
                usual_level=self.some(self.levels),
                cec_kind=self.random.choice(["", "direction"]),
                is_valued=self.maybe(),
                **here,
            )
            for _n in self.times(2)
        ]
        if len(self.categories) == 3 and self.maybe():
            first, _second, last = self.categories
            first.merged_into, first.archived_at = last, NOON
            first.save()
        self.projects = [
            ProjectFactory(
                closed_at=self.random.choice([None, NOON]),
                usual_category=self.some(self.categories),
                **here,
            )
            for _n in self.times(2)
        ]
        self.years = [
            FiscalYearFactory(start=datetime.date(year, 1, 1), **here)
            for year in (2020, 2021)[: self.random.randint(0, 2)]
        ]

    def people_it(self) -> None:
        """With accounts, without, by a link; here, gone, waiting, merged, deleted."""
        here: dict[str, Any] = {"association": self.association, "created_at": NOON}
        self.people: list[Membership] = [
            MembershipFactory(role=self.roles[0], **here),
            MembershipFactory(role=None, pending=True, usual_level=self.some(self.levels), **here),
            MembershipFactory(role=None, left=True, **here),
            MembershipFactory(user=None, role=None, left=True, name="", **here),
            MembershipFactory(role=self.roles[1], user=UserFactory(inactive=True), **here),
            MembershipFactory(named=True, name=f"Zoé {self.text()}", **here),
        ]
        invited = MembershipFactory(named=True, **here)
        InvitationFactory(claims=invited, role=self.some(self.roles))
        merged = MembershipFactory(named=True, left=True, merged_into=self.people[5], **here)
        self.people += [invited, merged]
        for number in self.times(2):
            secret = f"secret-{self.association.pk}-{number}"
            guest = MembershipFactory(guest=True, **here)
            GuestLinkFactory(
                membership=guest,
                digest=digest_of(secret),
                sealed=seal(secret),
                expires_at=self.random.choice([None, NOON]),
                is_active=self.maybe(),
                visits=number,
            )
            self.people.append(guest)
        for person in self.people[:2]:
            if self.maybe():
                person.functions.create(
                    kind="direction", start=datetime.date(2020, 1, 1), until=self.some([NOON])
                )
        for _number in self.times(2):
            InvitationFactory(role=self.some(self.roles), name=self.text(), **here)

    def record(self) -> None:
        """Actions, rates, a statement, and the journal."""
        choose = self.random.choice
        for _number in self.times(6):
            category = choose(self.categories)
            ActionFactory(
                association=self.association,
                member=self.some(self.people),
                typed_by=self.some(self.people),
                status_by=self.some(self.people),
                category=category,
                level=self.some(self.levels),
                project=self.some(self.projects),
                title=choose(TEXTS),
                description=choose(TEXTS),
                date=datetime.date(choose([2000, 2020, 2021, 2026]), 1, 1),
                end_date=self.some([datetime.date(2026, 3, 2)]),
                minutes=self.random.randint(0, 600_000),
                travel_minutes=self.random.randint(0, 600),
                distance_hundredths=self.some([0, 12_345]),
                status=choose(Status.values),
                status_at=self.some([NOON]),
                reason=choose(TEXTS),
                source=choose(Source.values),
                cec_function=choose(["", "supervision"]),
                version=self.random.randint(1, 9),
            )
        self.value()
        imagine_travel(self.random, self.association, self.people)
        imagine_papers(self.random, self.association, self.people)
        self.tell()

    def value(self) -> None:
        """A rate, who signs, and the statement of a closed year."""
        if self.maybe():
            Letterhead.objects.create(
                association=self.association, address=self.text(), signatory="Zoé", quality=""
            )
        if self.maybe():
            Introduction.objects.create(association=self.association, text=self.text())
        if self.maybe():
            Rate.objects.create(
                association=self.association,
                category=self.some(self.categories),
                start=datetime.date(2020, 1, 1),
                coefficient="1.5",
                employer_percent="7.25",
            )
        for year in self.years[:1]:
            words = (self.categories, self.levels, self.projects)
            category, level, project = map(self.some, words)
            figures = imagine_figures(
                year, self.people[0], category=category, level=level, project=project
            )
            for project in self.projects:
                PlannedHours.objects.create(
                    association=self.association,
                    fiscal_year=year,
                    project=project,
                    category=self.some(self.categories),
                    minutes=self.random.randint(1, 10**6),
                )
            Gift.objects.create(
                association=self.association,
                fiscal_year=year,
                nature="goods",
                label="Bois",
                cents=self.random.randint(0, 10**12),
                evidence=self.evidence(),
            )
            if self.maybe():
                year.closed_at = NOON
                year.save()
            Statement.objects.create(
                association=self.association,
                fiscal_year=year,
                number=1,
                closed_at=NOON,
                closed_by=self.some(self.people),
                is_valued=self.maybe(),
                figures=figures,
                issuer={"name": "Les Amis", "lines": ["35000"]},
            )

    def tell(self) -> None:
        """Entries about rows that are there, rows that are gone, and things unheard of."""
        people = self.people
        role = self.roles[0].pk
        for verb, label, pk, changes in (
            ("member.change_role", "associations.membership", people[0].pk, {"role": [None, role]}),
            ("member.merge", "associations.membership", people[7].pk, {"into": people[5].pk}),
            ("action.remove", "actions.action", 10**9, {"minutes": [5, None], "title": True}),
            ("policy.change", "associations.association", self.association.pk, {"name": True}),
            ("moon.land", "moon.crater", 3, {"odd": [[1], 2], "date": ["nonsense", None]}),
        ):
            Entry.objects.create(
                association_id=self.association.pk,
                membership_id=self.random.choice([people[0].pk, 10**9, None]),
                user_id=people[0].user_id,
                verb=verb,
                object_type=label,
                object_id=pk,
                changes=changes,
                at=NOON,
            )
