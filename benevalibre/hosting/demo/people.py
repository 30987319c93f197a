"""Who lives in the demo: some sixty people that nobody knows."""

import unicodedata
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Person:
    """Someone of the demo; the first name is enough to call them."""

    first_name: str
    last_name: str

    @property
    def name(self) -> str:
        """First name and last name."""
        return f"{self.first_name} {self.last_name}"

    @property
    def email(self) -> str:
        """An address that leads nowhere: example.org is reserved for that."""
        apart = unicodedata.normalize("NFKD", f"{self.first_name}.{self.last_name}".casefold())
        plain = "".join(letter for letter in apart if not unicodedata.combining(letter))
        return f"{plain.replace(' ', '-').replace('’', '')}@example.org"


JEANNE = Person("Jeanne", "Marchand")
NADIA = Person("Nadia", "Belkacem")
MICHEL = Person("Michel", "Tanguy")
HOST = Person("Hélène", "Roussel")
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
    return tuple(Person(*line.strip().split(" ", 1)) for line in lines.strip().splitlines())


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
