"""What was given, and the moves under way."""

from datetime import date

from django.db import IntegrityError, transaction
from django.utils import timezone

from benevalibre.actions.lasting import reckon_last_entries
from benevalibre.actions.models import Action, Source, Status
from benevalibre.actions.models.action import MAXIMUM_MINUTES
from benevalibre.associations.links import digest_of, seal
from benevalibre.associations.models import Association, Category, DefaultCategory
from benevalibre.associations.models.association import State
from benevalibre.transfer.models import Departure
from benevalibre.transfer.v2.arrival import Arrival
from benevalibre.transfer.v2.people import departed
from benevalibre.transfer.v2.places import home_of
from benevalibre.transfer.v2.source import CHUNK
from benevalibre.transfer.v2.values import Row

EARLIEST = date(2000, 1, 1)
LARGEST_DISTANCE = 100_000 * 100
TABLE = "benevalibre_benevalo"


def bring_actions(arrival: Arrival) -> None:
    """Every action: by an account (here or gone), a guest, or nobody."""
    today = timezone.localdate()
    chunk: list[Action] = []
    for pk, row in arrival.rows(TABLE):
        association = home_of(arrival, row)
        if association is None:
            continue
        chunk.append(action_of(pk, row, association, arrival, today))
        if len(chunk) == CHUNK:
            arrival.write(TABLE, Action, chunk)
            chunk = []
    arrival.write(TABLE, Action, chunk)
    reckon_last_entries()


def action_of(pk: int, row: Row, association: int, arrival: Arrival, today: date) -> Action:
    """One action; where a figure had to change it comes back « à corriger »."""
    day, end, dates_hold = dates_of(row, today)
    minutes, duration_holds = minutes_of(row)
    status = Status.APPROVED if row.flag("is_active") else Status.PENDING
    reason = ""
    if not (dates_hold and duration_holds):
        status = Status.TO_CORRECT
        reason = "Date ou durée illisible dans l’ancienne instance : à vérifier."
    return Action(
        pk=pk,
        association_id=association,
        member_id=member_of(row, association, arrival),
        category_id=category_of(row, association, arrival),
        level_id=word_of(row, "level_id", association, arrival.levels),
        project_id=word_of(row, "project_id", association, arrival.projects),
        title=row.text("title", 127),
        description=row.text("description", lines=True),
        date=day,
        end_date=end,
        minutes=minutes,
        distance_hundredths=row.hundredths("distance", LARGEST_DISTANCE),
        status=status,
        reason=reason,
        source=Source.IMPORT,
    )


def dates_of(row: Row, today: date) -> tuple[date, date | None, bool]:
    """The first day, the last where there are several, and whether they are the source's own."""
    day, end = row.day("date"), row.day("end_date")
    holds = True
    if day is None or not EARLIEST <= day <= today:
        row.note("date : hors du possible, à corriger", row.values["date"])
        day, holds = min(max(day or today, EARLIEST), today), False
    if end is not None and end <= day:
        row.note("end_date : laissée, elle ne suit pas la date", row.values["end_date"])
        end = None
    return day, end, holds


def minutes_of(row: Row) -> tuple[int, bool]:
    """Whole minutes, and whether they are the source's own."""
    found = row.minutes("duration")
    if found is not None and 0 <= found <= MAXIMUM_MINUTES:
        return found, True
    row.note("duration : hors du possible, à corriger", row.values["duration"])
    return min(max(found or 0, 0), MAXIMUM_MINUTES), False


def member_of(row: Row, association: int, arrival: Arrival) -> int | None:
    """Whose action it is: a participant, one who left, or nobody."""
    user, guest = row.key("user_id"), row.key("anonymous_member_id")
    if user is not None and user in arrival.users:
        return departed(arrival, association, user)
    if guest is not None:
        home, pk = arrival.guests.get(guest, (0, 0))
        if home == association:
            return pk
    if user is not None or guest is not None:
        row.note("sans auteur : le sien n’existe plus, ou n’est pas de cette association")
    return None


def category_of(row: Row, association: int, arrival: Arrival) -> int:
    """Its category, or the association's archived « Sans catégorie »."""
    found = row.key("category_id")
    if found is not None and arrival.categories.get(found) == association:
        return found
    row.note("rangée dans « Sans catégorie »", found)
    category, created = Category.objects.get_or_create(
        association_id=association,
        name_key="sans catégorie",
        defaults={
            "name": "Sans catégorie",
            "default_category": DefaultCategory.objects.latest("position", "pk"),
            "archived_at": timezone.now(),
        },
    )
    if created:
        arrival.categories[category.pk] = association
    return category.pk


def word_of(row: Row, column: str, association: int, words: dict[int, int]) -> int | None:
    """The level or project, where it is of the same association."""
    found = row.key(column)
    if found is None or words.get(found) == association:
        return found
    row.note(f"{column} : laissé, il n’est pas de cette association", found)
    return None


def bring_moves(arrival: Arrival) -> None:
    """Associations on their way elsewhere, or gone."""
    table = "associations_associationmigration"
    for association, row in arrival.rows(table):
        token = row.uuid("token")
        if association not in arrival.associations or token is None:
            row.note("ligne laissée : association inconnue, ou jeton inutilisable")
            continue
        done = row.flag("is_done")
        author = row.key("author_id")
        try:
            with transaction.atomic():
                Departure.objects.create(
                    association_id=association,
                    author_id=arrival.members.get((association, author or 0)),
                    digest=digest_of(token.hex),
                    sealed=seal(token.hex),
                    message=row.text("message", lines=True),
                    created_at=row.moment("created_at") or timezone.now(),
                    done_at=(row.moment("done_at") or timezone.now()) if done else None,
                    destination_url=row.address("destination_url"),
                )
        except IntegrityError:
            row.note("ligne laissée : jeton en double")
            continue
        state = State.MOVED if done else State.FROZEN
        Association.objects.filter(pk=association).update(state=state)
        arrival.report.written[table] += 1
