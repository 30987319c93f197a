"""A browser and its machine in words, from what it says of itself."""

from django.utils.translation import gettext as _

BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
MACHINES = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS", "Mac"),
    ("CrOS", "Chromebook"),
    ("Linux", "Linux"),
)


def describe_device(user_agent: str) -> str:
    """« Firefox, Android » from a User-Agent header, with what of it is known."""
    found = [
        next((name for mark, name in names if mark in user_agent), "")
        for names in (BROWSERS, MACHINES)
    ]
    return ", ".join(name for name in found if name) or _("Appareil inconnu")
