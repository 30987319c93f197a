"""`make interop`: an association moves between a real Bénévalibre 2.0.1 and this one, both ways.

2.0.1 is installed from the package index, by name, in its own virtual environment under .make/.
Both are served over TLS on the loopback, under an authority made for the occasion, and driven
through their own pages. What left and what arrived is printed as a table; the code is 1 where
anything differs. Only the processes started here are ended.
"""

import shutil
import sys
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from interop_browser import Browser
from interop_sides import (
    PLACE,
    Side,
    former_side,
    free_port,
    install,
    our_side,
    served_former,
    served_ours,
    wait_for,
)
from interop_tls import make_certificates

EMAIL = "nadia@example.org"
PASSWORD = "motdepasse-Long-42"  # noqa: S105 (of an instance that lives some seconds)
LABELS = {
    "people": "personnes de l’équipe",
    "guests": "personnes par un lien",
    "roles": "rôles",
    "categories": "catégories",
    "levels": "niveaux",
    "projects": "projets",
    "actions": "activités",
    "approved": "dont validées",
    "seconds": "secondes validées",
    "hundredths": "centièmes de km validés",
    "lines": "chaque activité, mot à mot",
    "told": "l’origine montre la nouvelle adresse",
}


def main() -> None:
    """Install, serve, move both ways, compare."""
    former_python = install()
    shutil.rmtree(PLACE / "run", ignore_errors=True)
    for name in ("former", "ours", "tls"):
        (PLACE / "run" / name).mkdir(parents=True)
    authority, certificate, key = make_certificates(PLACE / "run" / "tls")
    former = former_side(former_python, free_port(), authority)
    ours = our_side(free_port(), authority)
    with ExitStack() as stack:
        stack.enter_context(served_former(former, certificate, key))
        stack.enter_context(served_ours(ours, certificate, key))
        wrong = arrive(former, ours, authority) + leave(former, ours, authority)
    print("== tout est égal, dans les deux sens" if not wrong else f"== {wrong} différences")
    sys.exit(1 if wrong else 0)


def arrive(former: Side, ours: Side, authority: Path) -> int:
    """From 2.0.1 to here: its file through its page and ours, the handshake in the background."""
    here = former.do("fill")
    there = signed_in_there(former, authority)
    page = f"/associations/{here['id']}/migrate/"
    there.post(page, {"message": "Nous partons."})
    _address, file = there.post(page, {"action": "download"})
    mine = Browser(ours.base, authority)
    mine.carry("session", ours.do("session", EMAIL)["session"])
    draft, _page = mine.post("/associations/arrivee/", {}, file=file.encode())
    path = draft.removeprefix(ours.base)
    mine.post(path, {"name": here["name"]})
    wait_for(lambda: "C’est fini" in mine.get(path)[1], f"{draft} arrivé")
    left, arrived = former.do("figures", here["name"]), ours.do("figures", here["name"])
    told = f"{ours.base}/associations/{arrived['id']}/"
    arrived["people"] = arrived["team"]
    left["told"], arrived["told"] = left["moved_to"] == told, True
    print(f"   {arrived['invited']} invitations, association « {arrived['state']} »")
    return compare("de 2.0.1 à ici", left, arrived)


def leave(former: Side, ours: Side, authority: Path) -> int:
    """From here to 2.0.1: our file through its own import, which calls our interface."""
    here = ours.do("fill")
    mine = Browser(ours.base, authority)
    mine.carry("session", ours.do("session", EMAIL)["session"])
    page = f"/associations/{here['id']}/donnees/demenagement/"
    mine.post(page, {"message": "Nous partons."})
    _address, file = mine.get(f"{page}fichier/")
    there = signed_in_there(former, authority)
    address, _page = there.post("/associations/import/", {}, file=file.encode())
    left, arrived = ours.do("figures", here["name"]), former.do("figures", here["name"])
    left["guests"] = left["others"]
    left["told"], arrived["told"] = left["moved_to"] == address.partition("?")[0], True
    shown = left["moved_to"] in mine.get(f"/associations/{here['id']}/")[1]
    print(f"   la page d’ici montre le chemin : {'oui' if shown else 'non'}")
    return compare("d’ici à 2.0.1", left, arrived) + (not shown)


def signed_in_there(former: Side, authority: Path) -> Browser:
    """Nadia, who manages both associations, in a browser on 2.0.1."""
    browser = Browser(former.base, authority)
    address, _page = browser.post("/account/login/", {"username": EMAIL, "password": PASSWORD})
    if "/login/" in address:
        raise AssertionError("2.0.1 did not let Nadia in.")
    return browser


def compare(title: str, left: dict[str, Any], arrived: dict[str, Any]) -> int:
    """Print what left beside what arrived; how many lines differ."""
    print(f"\n{title:38} {'parti':>16} {'arrivé':>16}")
    wrong = 0
    for key, label in LABELS.items():
        same = left[key] == arrived[key]
        wrong += not same
        print(
            f"{label:38} {_shown(left[key]):>16} {_shown(arrived[key]):>16}  {'=' if same else '≠'}"
        )
    print(flush=True)
    return wrong


def _shown(value: object) -> str:
    return {True: "oui", False: "non"}[value] if isinstance(value, bool) else str(value)


if __name__ == "__main__":
    main()
