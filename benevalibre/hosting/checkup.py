"""Is this instance well? Each check gives a sentence for each thing that is wrong."""

import datetime
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

from cryptography.fernet import InvalidToken
from django.conf import settings
from django.db import DatabaseError, IntegrityError, connection
from django.db.models import Count, F, Max, Q
from django.utils import timezone

from benevalibre.actions.models import Action
from benevalibre.associations import links
from benevalibre.associations.appointing import orphans
from benevalibre.associations.models import GuestLink, Membership
from benevalibre.instance.migrating import changes_wait
from benevalibre.instance.models import Instance
from benevalibre.mailing.models import WAITING, Mail
from benevalibre.reports import comparing

Check = Callable[[], Iterator[str]]
LATE = datetime.timedelta(hours=1)
RECENT = datetime.timedelta(days=7)
SHORTEST_KEY = 32
LEAST_FREE_BYTES = 500 * 1024 * 1024


def database() -> Iterator[str]:
    """The database answers."""
    try:
        connection.ensure_connection()
    except DatabaseError as error:
        yield f"La base de données ne répond pas ({error}) : vérifiez DATABASE_URL."


def tables() -> Iterator[str]:
    """Every migration is applied, and the cache has its table."""
    if changes_wait():
        yield "La base n’est pas à jour : lancez « benevalibre migrate »."
    name = settings.CACHES["default"]["LOCATION"]
    if name not in connection.introspection.table_names():
        yield f"La table « {name} » manque : lancez « benevalibre migrate »."


def integrity() -> Iterator[str]:
    """The file is sound and no row points to a missing one."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA quick_check(1)")
            found = cursor.fetchone()[0]
        if found != "ok":
            yield f"Le fichier de la base est abîmé ({found}) : reprenez une copie saine."
    try:
        connection.check_constraints()
    except IntegrityError as error:
        yield f"Une ligne en cite une autre qui n’existe plus : {error}"


def belonging() -> Iterator[str]:
    """What an action names belongs to its own association."""
    for name in ("member", "category", "level", "project"):
        count = (
            Action.objects.exclude(**{name: None})
            .exclude(**{f"{name}__association": F("association")})
            .count()
        )
        if count:
            yield f"{count} activités ont un élément ({name}) d’une autre association."


def last_entries() -> Iterator[str]:
    """Each person's last entry is at least as late as their latest action."""
    late = Membership.objects.annotate(latest=Max("actions__date")).filter(
        Q(last_entry_on=None) | Q(last_entry_on__lt=F("latest")), latest__isnull=False
    )
    if count := late.count():
        yield f"La date de dernière activité de {count} personnes est dépassée."


def rollups_agree() -> Iterator[str]:
    """The sums kept for statistics are those of the actions."""
    wrong = {name: count for name, count in comparing.differences() if count}
    if wrong:
        tables = ", ".join(f"{name} ({count})" for name, count in wrong.items())
        yield (
            f"Des totaux de statistiques diffèrent des activités : {tables}."
            " Lancez « benevalibre reckon »."
        )


def managers() -> Iterator[str]:
    """Each open association has somebody to manage it."""
    for association in orphans()[:20]:
        yield f"« {association} » n’a plus de responsable : nommez quelqu’un de l’équipe."


def mails() -> Iterator[str]:
    """Mails leave."""
    if Instance.current().is_demo:
        return
    now = timezone.now()
    counts = Mail.objects.aggregate(
        late=Count("pk", filter=WAITING & Q(not_before__lte=now - LATE)),
        failed=Count("pk", filter=Q(failed_at__gt=now - RECENT)),
    )
    if late := counts["late"]:
        yield f"{late} mails attendent depuis plus d’une heure : « serve » tourne-t-il ?"
    if failed := counts["failed"]:
        yield f"{failed} mails n’ont pas pu partir depuis sept jours : voir /hebergement/."
    if _is_public() and settings.EMAIL_BACKEND.endswith("console.EmailBackend"):
        yield "Les mails ne partent pas : ils s’écrivent sur la console. Réglez EMAIL_URL."


def safety() -> Iterator[str]:
    """Secrets are kept from others, and errors are not shown to everybody."""
    folder = Path(settings.DATA_DIR) / "secrets"
    for path in [folder, *folder.glob("*")] if folder.is_dir() else []:
        if path.stat().st_mode & 0o077:
            yield f"« {path} » peut être lu par d’autres : lancez « chmod go= {path} »."
    if len(settings.BADGE_KEY) < SHORTEST_KEY:
        yield f"BADGE_KEY est trop court : au moins {SHORTEST_KEY} caractères tirés au hasard."
    if settings.DEBUG and _is_public():
        yield "DEBUG est en marche : les erreurs montrent le code à tout le monde. Coupez-le."


def sealed_links() -> Iterator[str]:
    """The key that seals guests' links is the one that sealed them."""
    link = GuestLink.objects.exclude(sealed="").first()
    try:
        if link is not None:
            links.reveal(link)
    except InvalidToken:
        yield "LINK_KEY a changé : les liens des invités marchent, mais on ne peut plus les revoir."


def space() -> Iterator[str]:
    """There is room for more."""
    free = shutil.disk_usage(settings.DATA_DIR).free
    if free < LEAST_FREE_BYTES:
        yield f"Il ne reste que {free // 1024**2} Mo sur le disque de « {settings.DATA_DIR} »."


CHECKS: tuple[tuple[str, Check], ...] = (
    ("La base de données répond", database),
    ("Ses tables sont à jour", tables),
    ("Ses lignes se tiennent", integrity),
    ("Chaque activité est chez elle", belonging),
    ("Les dernières activités sont à jour", last_entries),
    ("Les totaux des statistiques sont justes", rollups_agree),
    ("Chaque association a une personne responsable", managers),
    ("Les mails partent", mails),
    ("Les secrets sont gardés", safety),
    ("Les liens des invités se lisent", sealed_links),
    ("Il reste de la place", space),
)


READS_EVERY_ROW = (integrity, belonging, last_entries, rollups_agree)
"""The checks that may take minutes where there are millions of rows."""


def examine(*, is_thorough: bool = True) -> Iterator[tuple[str, list[str]]]:
    """Each check's name with what is wrong; what needs the tables is left out without them.

    Those that read every row are left out unless ``is_thorough``.
    """
    for number, (name, check) in enumerate(CHECKS):
        if check in READS_EVERY_ROW and not is_thorough:
            continue
        found = list(check())
        yield name, found
        if found and number < 2:
            return


def _is_public() -> bool:
    """Is the site meant for others than this machine?"""
    return urlsplit(settings.BASE_URL).hostname not in {"127.0.0.1", "localhost", "::1"}
