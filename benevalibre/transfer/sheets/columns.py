"""Which column of a file holds what: known by its name, in French, in English, or ours."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

FIELDS: Final[Mapping[str, str | Promise]] = {
    "person": _("Personne (nom entier)"),
    "first_name": _("Prénom"),
    "last_name": _("Nom"),
    "pseudonym": _("Pseudonyme"),
    "email": _("Adresse mail"),
    "date": _("Date"),
    "end_date": _("Date de fin"),
    "duration": _("Durée"),
    "hours": _("Durée, en heures décimales"),
    "minutes": _("Durée, en minutes"),
    "travel": _("Temps de trajet, en heures"),
    "distance": _("Distance, en kilomètres"),
    "title": _("Titre"),
    "description": _("Description"),
    "category": _("Catégorie"),
    "project": _("Projet"),
    "level": _("Niveau"),
    "state": _("État"),
}
NAMES: Final = ("person", "first_name", "last_name", "pseudonym", "email")
OF_ACTIONS: Final = tuple(FIELDS)
OF_PEOPLE: Final = (*NAMES, "level", "state")
DURATIONS: Final = ("minutes", "duration", "hours")
# The best known name first: where two columns could be the same thing, the better one is it.
SYNONYMS: Final[Mapping[str, Sequence[str]]] = {
    "person": (
        "personne", "benevole", "nom complet", "prenom et nom", "nom et prenom", "nom prenom",
        "prenom nom", "volontaire", "participant", "participante", "participants", "intervenant",
        "adherent", "membre", "qui", "nom du benevole", "identite", "volunteer",
        "volunteer name", "full name", "name", "person", "member", "who",
    ),
    "first_name": ("prenom", "prenoms", "prenom du benevole", "first name", "firstname",
                   "given name", "forename"),
    "last_name": ("nom", "nom de famille", "nom usuel", "nom d usage", "last name", "lastname",
                  "surname", "family name"),
    "pseudonym": ("pseudo", "pseudonyme", "surnom", "nickname", "pseudonym", "username"),
    "email": ("e mail", "email", "mail", "courriel", "adresse e mail", "adresse email",
              "adresse mail", "adresse courriel", "adresse electronique", "mel",
              "e mail address", "email address"),
    "date": ("date", "jour", "date de debut", "date de l activite", "date de l action", "debut",
             "le", "date d activite", "quand", "day", "start date", "start", "date of activity",
             "when"),
    "end_date": ("date de fin", "fin", "jusqu au", "au", "end date", "end", "until"),
    "duration": ("duree", "temps", "temps passe", "temps donne", "duree totale", "duree hh mm",
                 "duration", "time", "time spent", "length"),
    "hours": ("duree en heures", "heures en decimal", "heures", "nombre d heures", "nb heures",
              "nb d heures", "nbre d heures", "nbre heures", "total heures", "h", "hours",
              "hours spent", "number of hours", "decimal hours", "duration hours",
              "duration in hours"),
    "minutes": ("duree en minutes", "minutes", "nombre de minutes", "nb minutes",
                "duration minutes", "duration in minutes"),
    "travel": ("trajet en heures", "temps de trajet", "trajet", "duree du trajet",
               "temps de trajet en heures", "travel time", "travel", "travel hours"),
    "distance": ("distance en km", "distance", "km", "kms", "kilometres", "kilometre",
                 "kilometrage", "nombre de km", "nb km", "distance km", "kilometers",
                 "mileage"),
    "title": ("titre", "intitule", "activite", "action", "mission", "tache", "objet", "libelle",
              "title", "activity", "task", "subject"),
    "description": ("description", "descriptif", "commentaire", "commentaires", "remarque",
                    "remarques", "observation", "observations", "detail", "details", "notes",
                    "note", "comment", "comments"),
    "category": ("categorie", "categories", "type", "type d activite", "nature", "rubrique",
                 "domaine", "category", "kind", "activity type"),
    "project": ("projet", "projets", "nom du projet", "project", "projects"),
    "level": ("niveau", "niveau habituel", "niveaux", "niveau de responsabilite", "qualification",
              "level", "usual level"),
    "state": ("etat", "statut", "en attente de moderation", "status", "state",
              "pending moderation"),
}  # fmt: skip
_NOT_LETTERS: Final = re.compile(r"[\W_]+")


@lru_cache(maxsize=10_000)
def plain(name: str) -> str:
    """``name`` without case, accents nor signs: « Durée (en heures) » is « duree en heures »."""
    apart = unicodedata.normalize("NFKD", name.replace("œ", "oe")).casefold()
    letters = "".join(letter for letter in apart if not unicodedata.combining(letter))
    return _NOT_LETTERS.sub(" ", letters).strip()


def match(headers: Sequence[str], fields: Iterable[str]) -> dict[str, int]:
    """The place of the column for each of ``fields`` that ``headers`` names, each column once.

    Of two columns that may hold the same, the better known name is it; « Nom » is the whole name
    where there is no « Prénom ».
    """
    names = [plain(header) for header in headers]
    found: dict[str, int] = {}
    for field in fields:
        ranks = {name: rank for rank, name in enumerate(SYNONYMS[field])}
        known = [(ranks[name], place) for place, name in enumerate(names) if name in ranks]
        if known:
            found[field] = min(known)[1]
    return found


def count_known(headers: Iterable[str]) -> int:
    """How many of these texts are names of columns: the line of names is known by that."""
    known = {name for names in SYNONYMS.values() for name in names}
    return sum(plain(header) in known for header in headers)


def missing(columns: Iterable[str], *, is_of_people: bool) -> list[str]:
    """Which kinds of column are not there and must be: ``name``, ``date``, ``duration``."""
    chosen = set(columns)
    if is_of_people:
        return [] if chosen & {"person", "first_name", "last_name", "pseudonym"} else ["name"]
    lacking = [] if "date" in chosen else ["date"]
    return lacking if chosen & {*DURATIONS, "distance"} else [*lacking, "duration"]
