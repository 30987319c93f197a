"""Who lives in the demo: some sixty people that nobody knows."""

import unicodedata
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Person:
    """Someone of the demo; ``known`` are those that one signs in as, by their first name."""

    first_name: str
    last_name: str
    known: bool = False

    @property
    def name(self) -> str:
        """First name and last name."""
        return f"{self.first_name} {self.last_name}"

    @property
    def email(self) -> str:
        """An address that leads nowhere: example.org is reserved for that."""
        name = self.first_name if self.known else f"{self.first_name}.{self.last_name}"
        apart = unicodedata.normalize("NFKD", name.casefold())
        plain = "".join(letter for letter in apart if not unicodedata.combining(letter))
        return f"{plain.replace(' ', '-').replace('’', '')}@example.org"


JEANNE = Person("Jeanne", "Marchand", known=True)
NADIA = Person("Nadia", "Belkacem", known=True)
MICHEL = Person("Michel", "Tanguy", known=True)
HOST = Person("Hélène", "Roussel", known=True)
PAUL = Person("Paul", "Escoffier")
MONIQUE = Person("Monique", "Le Bihan")
GERARD = Person("Gérard", "Pons")

# Those whose hours wait in the queue of the bicycle workshop.
KARIM = Person("Karim", "Haddad")
LUCIE = Person("Lucie", "Fontaine")
BERNARD = Person("Bernard", "Vasseur")
INES = Person("Inès", "Da Silva")
THOMAS = Person("Thomas", "Guérin")

CAMILLE = Person("Camille", "Lefort")
YANNICK = Person("Yannick", "Morvan")


def _people(lines: str) -> tuple[Person, ...]:
    names = (line.strip().partition(" ") for line in lines.strip().splitlines())
    return tuple(Person(first, last) for first, _space, last in names)


CYCLISTS = _people(
    """
    Aïcha Benali
    Antoine Mercier
    Brigitte Lacombe
    Cédric Poirier
    Chantal Rivière
    Clément Joubert
    Delphine Masson
    Émile Garnier
    Fanny Delorme
    Fatou Diallo
    Florian Chevalier
    Françoise Barbier
    Guillaume Renaud
    Hugo Lemaire
    Isabelle Carpentier
    Jacques Boyer
    Julie Perrot
    Léa Dumas
    Loïc Kervella
    Manon Gaillard
    Marc Aubert
    Mathilde Roche
    Nicolas Schmitt
    Patrick Meunier
    Rachid Amrani
    Sandrine Colin
    """
)
CYCLISTS_WITHOUT_ACCOUNT = _people(
    """
    Denise Fabre
    Henri Lagarde
    Josette Bertin
    Lucien Prévost
    Marcelle Noël
    Raymond Hubert
    """
)
CYCLISTS_WHO_LEFT = _people(
    """
    Sébastien Charpentier
    Virginie Langlois
    """
)
JOSETTE = CYCLISTS_WITHOUT_ACCOUNT[2]
GARDENERS = _people(
    """
    Odile Ferrand
    Youssef Mansouri
    """
)
GARDENERS_WITHOUT_ACCOUNT = _people(
    """
    Simone Berger
    Roger Vidal
    """
)
NEIGHBOURS = _people(
    """
    Agnès Pelletier
    Baptiste Humbert
    Claire Nguyen
    Dominique Rault
    Élodie Marchal
    Samuel Lévy
    Sophie Hamelin
    Thérèse Lopez
    Vincent Baron
    Zoé Cordier
    """
)
NEIGHBOURS_WITHOUT_ACCOUNT = _people(
    """
    André Guichard
    Paulette Rey
    """
)
