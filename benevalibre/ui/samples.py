"""Invented people and figures for the style guide."""

from dataclasses import dataclass

from benevalibre.ui.frame import Announcement, Frame, MenuItem, Person, Theme

THEMES: dict[str, Theme] = {"light": "light", "dark": "dark"}


@dataclass(frozen=True, slots=True)
class Bar:
    """A rectangle of the sample chart, in the drawing's units."""

    series: int
    x: int
    y: int
    height: int


MENU = (
    MenuItem(label="Accueil", url="#accueil", icon="house"),
    MenuItem(label="Heures", url="#heures", icon="clock", badge="1"),
    MenuItem(label="Associations", url="#associations", icon="users", current=True),
    MenuItem(label="Moi", url="#moi", icon="user"),
)
ASSOCIATION_MENU = (
    MenuItem(label="Vue d’ensemble", url="#vue", icon="layout-dashboard", current=True),
    MenuItem(label="À valider", url="#a-valider", icon="list-checks", badge="14"),
    MenuItem(label="Activités", url="#activites", icon="clock"),
    MenuItem(label="Bénévoles", url="#benevoles", icon="users"),
    MenuItem(label="Projets et catégories", url="#projets", icon="folder"),
    MenuItem(label="Nos règles", url="#regles", icon="scale"),
    MenuItem(label="Réglages", url="#reglages", icon="settings"),
)
ACCOUNT_MENU = (
    MenuItem(label="Mon profil", url="#profil", icon="user"),
    MenuItem(label="Mes appareils", url="#appareils", icon="smartphone"),
    MenuItem(label="Se déconnecter", url="#sortie", icon="log-out", method="post"),
)
FOOT = (MenuItem(label="Charte", url="#charte"), MenuItem(label="Code source", url="#source"))
NEWS = Announcement(
    title="Mise à jour dimanche",
    text="Le site sera fermé de 7\u00a0h à 8\u00a0h.",
    dismiss_url="#annonce",
)


def sample_frame(theme: str) -> Frame:
    """Give the frame of someone who manages an association, in ``theme`` (« auto » if unknown)."""
    return Frame(
        theme=THEMES.get(theme, "auto"),
        menu=MENU,
        association_name="Les Jardins partagés de la Boucle",
        association_url="#association",
        association_menu=ASSOCIATION_MENU,
        announcements=(NEWS,),
        person=Person(name="Jeanne Martin", seed=1),
        account_menu=ACCOUNT_MENU,
        foot=FOOT,
    )


def sample_months() -> list[tuple[str, int, list[Bar]]]:
    """Give a label, an abscissa and stacked bars for each of twelve months."""
    figures = {
        "déc.": (43, 20, 7),
        "janv.": (40, 23, 11),
        "févr.": (46, 28, 14),
        "mars": (50, 28, 21),
        "avr.": (57, 36, 28),
        "mai": (65, 42, 41),
        "juin": (79, 52, 46),
        "juil.": (31, 15, 8),
        "août": (21, 8, 4),
        "sept.": (63, 41, 29),
        "oct.": (69, 45, 33),
        "nov.": (51, 33, 23),
    }
    months = []
    for position, (label, heights) in enumerate(figures.items()):
        x, top, bars = 40 + position * 57, 190, []
        for series, height in enumerate(heights):
            top -= height
            bars.append(Bar(series, x, top, height - 2))
        months.append((label, x + 17, bars))
    return months
