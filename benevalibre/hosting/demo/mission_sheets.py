"""Mission sheets: one that is confirmed, one that waits for the workshop's answer."""

import datetime
from typing import Any

from django.utils.translation import gettext as _

from benevalibre.certificates.confirming import confirm, stamp
from benevalibre.certificates.models import Certificate, MissionSheet
from benevalibre.hosting.demo import people
from benevalibre.hosting.demo.people import Person
from benevalibre.hosting.demo.settling import Settled
from benevalibre.hosting.demo.telling import dated, days_ago
from benevalibre.mailing import outbox


def tell_missions(workshop: Settled, *, today: datetime.date) -> None:
    """Write them by the verbs themselves, none before January, and write to nobody."""
    days = (today - today.replace(month=1, day=1)).days
    first = _ask(workshop, people.JEANNE, at=days_ago(min(15, days)), today=today, **_jeanne())
    with dated(days_ago(min(14, days))):
        made = confirm(first, by=workshop.members[people.NADIA], seen=stamp(first))
    at = days_ago(min(14, days))
    Certificate.objects.filter(pk=made.pk).update(issued_at=at, issued_on=at.date())
    outbox.withdraw(f"certificate:{made.pk}:")
    _ask(workshop, people.KARIM, at=days_ago(min(1, days)), today=today, **_karim())
    outbox.withdraw(f"certificates:{workshop.association.pk}:")


def _ask(
    workshop: Settled, person: Person, *, at: datetime.datetime, today: datetime.date, **said: Any
) -> MissionSheet:
    sheet = MissionSheet(association=workshop.association, member=workshop.members[person])
    year = today.year - 1
    with dated(at):
        sheet.write(start=datetime.date(year, 1, 1), end=datetime.date(year, 12, 31), **said)
        sheet.ask()
    return sheet


def _jeanne() -> dict[str, Any]:
    return {
        "title": _("Accueil de l’atelier vélo"),
        "places": _("L’atelier, et les fêtes du quartier."),
        "context": _("Un atelier ouvert deux fois par semaine à qui veut réparer son vélo."),
        "aim": _("Que chacun sache entretenir son vélo, et revienne avec plaisir."),
        "achievements": _(
            "J’ai accueilli les personnes qui viennent pour la première fois.\n"
            "J’ai écrit un livret d’accueil, que l’équipe utilise depuis."
        ),
        "responsibilities": _("J’avais les clés, et je tenais la caisse une fois par mois."),
        "autonomy": _("Je préparais mes séances seule, et j’en rendais compte au bureau."),
        "tools": _("Un tableur pour les présences, l’outillage de base."),
        "skills": _("Accueillir, expliquer un geste simple, tenir une caisse."),
        "show_hours": True,
    }


def _karim() -> dict[str, Any]:
    return {
        "title": _("Animateur d’atelier mécanique"),
        "aim": _("Réparer avec les personnes, et non à leur place."),
        "achievements": _("J’ai animé une trentaine de séances pour des groupes de huit."),
        "skills": _("Expliquer, préparer une séance, veiller à la sécurité."),
    }
