"""What the demo shows at once: Jeanne's year, Michel's, and what waits for Nadia."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from benevalibre.hosting.demo import people
from benevalibre.hosting.demo.places import GARDEN, SHELTER, WORKSHOP
from benevalibre.hosting.demo.shapes import Deed, Kind, Place


@dataclass(frozen=True, slots=True)
class Told:
    """Something done, in few words; ``word`` is what the moderator answered."""

    person: people.Person
    minutes: int
    kind: Kind
    project: str = ""
    title: str = ""
    days_ago: int = 0
    word: str = ""


# 42 h from January to today, the latest first.
JEANNE_YEAR: tuple[tuple[Place, Told], ...] = (
    (WORKSHOP, Told(people.JEANNE, 150, Kind.UPKEEP, "Atelier du samedi")),
    (GARDEN, Told(people.JEANNE, 120, Kind.UPKEEP, "Dimanche au jardin")),
    (WORKSHOP, Told(people.JEANNE, 120, Kind.TEACHING, "Vélo-école", "Première sortie en ville")),
    (WORKSHOP, Told(people.JEANNE, 180, Kind.UPKEEP, "Atelier du samedi")),
    (SHELTER, Told(people.JEANNE, 180, Kind.GOODS, "Repas du dimanche", "Épluchage et cuisine")),
    (WORKSHOP, Told(people.JEANNE, 240, Kind.EVENTS, "Bourse aux vélos", "Caisse")),
    (GARDEN, Told(people.JEANNE, 90, Kind.UPKEEP, "Dimanche au jardin", "Arrosage")),
    (WORKSHOP, Told(people.JEANNE, 150, Kind.UPKEEP, "Atelier du samedi")),
    (GARDEN, Told(people.JEANNE, 150, Kind.UPKEEP, "Dimanche au jardin")),
    (WORKSHOP, Told(people.JEANNE, 120, Kind.TEACHING, "Vélo-école")),
    (SHELTER, Told(people.JEANNE, 180, Kind.WELCOME, "Maraude du soir")),
    (WORKSHOP, Told(people.JEANNE, 120, Kind.UPKEEP, "Atelier du mercredi", "Vélos des enfants")),
    (GARDEN, Told(people.JEANNE, 60, Kind.ADVICE, "Compost du quartier")),
    (WORKSHOP, Told(people.JEANNE, 210, Kind.UPKEEP, "Atelier du samedi", "Freins et gaines")),
    (SHELTER, Told(people.JEANNE, 120, Kind.GOODS, "Repas du dimanche", "Service et vaisselle")),
    (WORKSHOP, Told(people.JEANNE, 150, Kind.UPKEEP, "Atelier du samedi")),
    (GARDEN, Told(people.JEANNE, 180, Kind.UPKEEP, "Dimanche au jardin", "Taille des haies")),
)
WEEKDAYS = {
    "Atelier du samedi": 5,
    "Atelier du mercredi": 2,
    "Vélo-école": 1,
    "Bourse aux vélos": 5,
    "Dimanche au jardin": 6,
    "Compost du quartier": 5,
    "Repas du dimanche": 6,
    "Maraude du soir": 1,
    "Accueil de l’atelier": 2,
}

# Fourteen by six people, 31 h.
WAITING = (
    Told(people.JEANNE, 150, Kind.UPKEEP, "Atelier du samedi", "", days_ago=2),
    Told(people.KARIM, 840, Kind.EVENTS, "Bourse aux vélos", "Dépôt des vélos", days_ago=4),
    Told(people.KARIM, 60, Kind.UPKEEP, "", "Tri des pièces détachées", days_ago=1),
    Told(people.LUCIE, 90, Kind.WELCOME, "", "Accueil de l’atelier", days_ago=3),
    Told(people.LUCIE, 90, Kind.UPKEEP, "Atelier du mercredi", "", days_ago=3),
    Told(people.LUCIE, 60, Kind.OUTREACH, "", "Lettre d’information", days_ago=1),
    Told(
        people.BERNARD, 75, Kind.GOODS, "Collecte de vélos", "Passage à la déchèterie", days_ago=6
    ),
    Told(people.BERNARD, 45, Kind.OFFICE, "", "Commande de pièces", days_ago=5),
    Told(people.BERNARD, 60, Kind.UPKEEP, "Atelier du samedi", "", days_ago=2),
    Told(people.INES, 105, Kind.UPKEEP, "Atelier du samedi", "", days_ago=2),
    Told(people.THOMAS, 90, Kind.TEACHING, "Vélo-école", "", days_ago=120),
    Told(people.THOMAS, 60, Kind.UPKEEP, "Atelier du samedi", "Roues et rayons", days_ago=7),
    Told(people.THOMAS, 60, Kind.UPKEEP, "Atelier du mercredi", "", days_ago=3),
    Told(people.THOMAS, 75, Kind.UPKEEP, "Atelier du samedi", "", days_ago=2),
)
TO_CORRECT = (
    Told(
        people.JEANNE,
        480,
        Kind.TEACHING,
        "Vélo-école",
        "",
        days_ago=9,
        word="Durée ?",
    ),
    Told(
        people.BERNARD,
        120,
        Kind.GOODS,
        "Collecte de vélos",
        "",
        days_ago=12,
        word="Mauvaise date ?",
    ),
)
DECLINED = (
    Told(
        people.THOMAS, 180, Kind.UPKEEP, "Atelier du samedi", "", days_ago=16,
        word="Déjà notée par la feuille de présence.",
    ),
    Told(
        people.LUCIE, 240, Kind.OTHER, "", "Réparation de mon vélo", days_ago=23,
        word="C’est votre propre vélo : ces heures-là ne comptent pas pour l’association.",
    ),
)  # fmt: skip
# Who noted nothing before: her first entry is worth a look.
NEWCOMER = people.INES


def jeanne_this_year(place: Place, *, today: datetime.date) -> Iterator[Deed]:
    """What Jeanne did in ``place`` since 1 January, spread over the days that the year has had.

    One thing every two days at most: early in January there is less than 42 h.
    """
    first = today.replace(month=1, day=1)
    days = (today - first).days
    shown = JEANNE_YEAR[: min(len(JEANNE_YEAR), days // 2 + 1)]
    for rank, (where, told) in enumerate(shown):
        if where is not place:
            continue
        day = today - datetime.timedelta(days=4 + rank * max(0, days - 4) // len(shown))
        yield deed(told, max(first, usual_day(told, day)))


# 187 h on the board from January to today: 13 h less than the CEC asks for.
MICHEL_MINUTES = (*(120, 180, 240) * 20, 180, 180, 60)
MICHEL_TITLES = (
    "Réunion de bureau",
    "Budget et trésorerie",
    "Conseil d’administration",
    "Suivi des subventions",
)


def michel_this_year(place: Place, *, today: datetime.date) -> Iterator[Deed]:
    """What the treasurer did on the shelter's board, one thing every two days at most."""
    first = today.replace(month=1, day=1)
    days = (today - first).days
    shown = MICHEL_MINUTES[: days // 2 + 1] if place is SHELTER else ()
    for rank, minutes in enumerate(shown):
        title = MICHEL_TITLES[rank % len(MICHEL_TITLES)]
        told = Told(people.MICHEL, minutes, Kind.BOARD, title=title)
        day = today - datetime.timedelta(days=1 + rank * max(0, days - 1) // len(shown))
        yield deed(told, max(first, day))


def usual_day(told: Told, day: datetime.date) -> datetime.date:
    """The last day up to ``day`` on which that is usually done."""
    weekday = WEEKDAYS.get(told.project or told.title, day.weekday())
    return day - datetime.timedelta(days=(day.weekday() - weekday) % 7)


def deed(told: Told, date: datetime.date) -> Deed:
    """Something done at ``date`` and noted the same evening."""
    return Deed(
        person=told.person,
        kind=told.kind,
        project=told.project,
        title=told.title,
        date=date,
        minutes=told.minutes,
        noted_at=datetime.datetime.combine(date, datetime.time(18, 30), tzinfo=datetime.UTC),
    )
