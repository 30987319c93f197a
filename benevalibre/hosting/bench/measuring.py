"""How long each page takes and how many queries it asks, in the big association and a small one.

Pages are asked in this process, through the whole stack but the network; each is asked once
beforehand, so that nothing is loaded for the first time. Opening and closing a transaction is
no query.
"""

import statistics
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from benevalibre.accounts.models import User
from benevalibre.actions.models import Action
from benevalibre.associations.models import Association, Membership
from benevalibre.hosting.bench.seeding import BIG_MANAGER, BUSY_VOLUNTEER, SMALL_MANAGER

TIMES = 30
MOST_QUERIES = 10
MOST_QUERIES_WRITING = 12
SLOWER_AT_MOST = 2.0
NOT_QUERIES = ("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE SAVEPOINT")

LAST_YEAR = f"?period={timezone.localdate().year - 1}"

Fields = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Place:
    """Where pages are asked: an association, who manages it, and who records there."""

    association: Association
    manager: User
    volunteer: User


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page to time; ``name`` is its URL's, ``query`` what follows, ``fields`` are posted.

    Its address is about the association, or about nothing, or what ``about`` gives for a place.
    ``before`` is done before each visit, and not timed. ``most`` are the milliseconds that the
    median in the big place may take, where that is not twice the small place's; ``queries`` the
    most it may ask, where that is not ten (twelve to write).
    """

    label: str
    name: str
    query: str = ""
    is_of_association: bool = True
    about: Callable[[Place], Sequence[object]] | None = None
    by_volunteer: bool = False
    fields: Callable[[Place], Fields] | None = None
    before: Callable[[Place], object] | None = None
    most: float | None = None
    queries: int | None = None

    def address(self, place: Place) -> str:
        """Where it is for ``place``."""
        if self.about:
            return reverse(self.name, args=self.about(place)) + self.query
        about = [place.association.pk] if self.is_of_association else []
        return reverse(self.name, args=about) + self.query


@dataclass(frozen=True, slots=True)
class Timing:
    """Milliseconds and queries of one page; ``status`` is the answer's code.

    ``processor`` is the median of the time that this process computed, SQLite in it: what is left
    of ``median`` is the wait for the machine, or for a database beside it.
    """

    status: int
    queries: int
    median: float
    percentile_95: float
    processor: float

    @property
    def spent(self) -> float:
        """What the page takes on a machine that does nothing else, as far as one can tell."""
        return min(self.median, self.processor) if connection.vendor == "sqlite" else self.median


@dataclass(frozen=True, slots=True)
class Line:
    """The same page in the big association and in a small one."""

    page: Page
    big: Timing
    small: Timing

    @property
    def faults(self) -> list[str]:
        """What is above a budget, in words."""
        usual = MOST_QUERIES_WRITING if self.page.fields else MOST_QUERIES
        most = self.page.queries or usual
        found = []
        worst = max(self.big.status, self.small.status)
        if worst >= 400 or (self.page.fields is None and self.big.status != 200):
            found.append(f"réponse {worst}")
        if max(self.big.queries, self.small.queries) > most:
            found.append(f"plus de {most} requêtes")
        if self.page.most is not None:
            if self.big.spent > self.page.most:
                found.append(f"plus de {self.page.most:.0f} ms")
        elif self.big.median > SLOWER_AT_MOST * self.small.median:
            found.append("plus de deux fois plus lente")
        return found


def _entry(place: Place) -> Fields:
    """« 2h30 today », with the first category."""
    return {
        "association": str(place.association.pk),
        "what": f"c{place.association.categories.order_by('pk').values_list('pk', flat=True)[0]}",
        "when": "aujourdhui",
        "duration": "2h30",
    }


def _write(place: Place) -> None:
    """Change an action of last month by a minute."""
    actions = Action.objects.approved().filter(association=place.association)
    row = actions.order_by("-date", "-pk")[min(1_000, actions.count() - 1)]
    actions.filter(pk=row.pk).update(minutes=row.minutes % 600 + 1)


PAGES: Sequence[Page] = (
    Page(label="Accueil", name="home:home", is_of_association=False, by_volunteer=True),
    Page(label="Saisir", name="actions:record", is_of_association=False, by_volunteer=True),
    Page(
        label="Saisir, envoi", name="actions:record", is_of_association=False, by_volunteer=True,
        fields=_entry,
    ),
    Page(label="Mes activités", name="actions:mine", is_of_association=False, by_volunteer=True),
    Page(label="Activités, début", name="actions:list"),
    Page(label="Activités, fin", name="actions:list", query="?before=end"),
    Page(label="Activités, par durée", name="actions:list", query="?sort=-minutes"),
    Page(label="Activités, par personne", name="actions:list", query="?sort=person"),
    Page(label="Activités, filtrées", name="actions:list", query="?status=declined&text=atelier"),
    Page(label="À valider", name="actions:queue"),
    Page(label="Vue d’ensemble", name="reports:overview"),
    Page(label="Bénévoles", name="associations:member_list"),
    Page(label="Page de l’association", name="associations:detail"),
    Page(label="Statistiques, une année", name="reports:statistics", query=LAST_YEAR, most=150),
    Page(label="… après une saisie", name="reports:statistics", before=_write, most=150),
    Page(label="Statistiques, tout", name="reports:statistics", query="?period=all", most=300),
    Page(
        label="… après une saisie", name="reports:statistics", query="?period=all",
        before=_write, most=300,
    ),
    Page(
        label="Mes statistiques", name="reports:own_statistics", is_of_association=False,
        by_volunteer=True, most=150,
    ),
    Page(
        label="Statistiques du site", name="hosting:statistics", is_of_association=False, most=300
    ),
    Page(
        label="… après une saisie", name="hosting:statistics", is_of_association=False,
        before=_write, most=300,
    ),
)  # fmt: skip


def places() -> tuple[Place, Place]:
    """The big association of a seeded instance, and a small one; ``User.DoesNotExist`` if none.

    The volunteer of the big one is the person with the most actions; that of the small one has
    the place of anybody.
    """
    big, small = User.objects.get(email=BIG_MANAGER), User.objects.get(email=SMALL_MANAGER)
    busy = User.objects.get(email=BUSY_VOLUNTEER)
    return Place(_managed(big), big, busy), Place(_managed(small), small, _volunteer(small))


def measure(
    big: Place, small: Place, *, pages: Sequence[Page] = PAGES, times: int = TIMES
) -> Iterator[Line]:
    """Time each page ``times`` times in both places, one line as soon as it is known."""
    for page in pages:
        yield Line(page, _time(page, big, times), _time(page, small, times))


def _managed(manager: User) -> Association:
    return Membership.objects.managers().get(user=manager).association


def _volunteer(manager: User) -> User:
    here = Membership.objects.active().filter(association=_managed(manager))
    found = here.exclude(user=manager).exclude(user=None).order_by("pk").first()
    return found.user if found and found.user else manager


def _time(page: Page, place: Place, times: int) -> Timing:
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(place.volunteer if page.by_volunteer else place.manager)
    address = page.address(place)
    fields = page.fields(place) if page.fields else None
    prepare = page.before or (lambda _place: None)
    _ask(client, address, fields)
    with CaptureQueriesContext(connection) as captured:
        status = _ask(client, address, fields)
    asked = [query["sql"] for query in captured.captured_queries]
    visits = []
    for _time in range(times):
        prepare(place)
        visits.append(_milliseconds(client, address, fields))
    spent = sorted(whole for whole, _processor in visits)
    return Timing(
        status=status,
        queries=sum(not sql.startswith(NOT_QUERIES) for sql in asked),
        median=statistics.median(spent),
        percentile_95=spent[min(times - 1, round(times * 0.95))],
        processor=statistics.median(processor for _whole, processor in visits),
    )


def _milliseconds(client: Client, address: str, fields: Fields | None) -> tuple[float, float]:
    """How long a visit took, and how long this process computed for it."""
    start, start_processor = time.perf_counter(), time.process_time()
    _ask(client, address, fields)
    whole, processor = time.perf_counter() - start, time.process_time() - start_processor
    return whole * 1000, processor * 1000


def _ask(client: Client, address: str, fields: Fields | None) -> int:
    """Ask for a page, or post a form; the code of the answer."""
    if fields is None:
        return client.get(address).status_code
    return client.post(address, dict(fields)).status_code
