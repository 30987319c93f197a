"""The figures of a statement that nobody would dream up."""

from typing import Any

from benevalibre.associations.models import FiscalYear, Membership


def imagine_figures(
    year: FiscalYear, member: Membership, *, category: Any, level: Any, project: Any
) -> dict[str, Any]:
    """What somebody closed ``year`` with: a line of these words, each of which may be none."""
    share = {"name": "Zoé", "actions": 1, "minutes": 90, "travel": 0, "distance": 0}
    basis = {"level": "", "cents": None, "coefficient": "1.500", "employer_percent": "0.00"}
    sums = dict.fromkeys(("actions", "minutes", "travel", "distance"), 1)
    line = {"category": "Atelier", "level": "", "project": "Four", "is_valued": True}
    days = {"start": year.start.isoformat(), "end": year.end.isoformat()}
    words = {"category_id": category, "level_id": level, "project_id": project}
    kept = {name: word and word.pk for name, word in words.items()}
    return {
        "start": "2020-01-01",
        "end": "2020-12-31",
        "fte_hours": 1607,
        "travel_included": False,
        "self_approved": 0,
        "lines": [{**line, **days, **sums, **kept, "hourly": 1000, "cents": 17}],
        "gifts": [{"nature": "goods", "label": "Bois", "cents": 1}],
        "closed_by": "Zoé",
        "rates": [{"start": "2020-01-01", "category": "Atelier", **basis}],
        "wages": [{"start": "2020-01-01", "cents": 1015}],
        "people": [{"member": member.pk, **share}, {"member": None, **share}],
    }
