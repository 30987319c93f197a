"""Which rows an archive holds, and what became of them: two rows of numbers, not a dictionary."""

from array import array
from bisect import bisect_left


class Ids:
    """The identifiers of a section in rising order, each with the one that it has here.

    Sixteen bytes a row: an archive may hold millions.
    """

    def __init__(self) -> None:
        self.there = array("q")
        self.here = array("q")

    def add(self, there: int, here: int = 0) -> bool:
        """Keep one more; False unless it comes after all the others."""
        if self.there and there <= self.there[-1]:
            return False
        self.there.append(there)
        self.here.append(here)
        return True

    def __contains__(self, there: object) -> bool:
        return isinstance(there, int) and self._place(there) is not None

    def get(self, there: int | None) -> int | None:
        """The identifier here of what had the identifier ``there``; None where it is unknown."""
        place = None if there is None else self._place(there)
        return None if place is None else self.here[place]

    def _place(self, there: int) -> int | None:
        place = bisect_left(self.there, there)
        is_found = place < len(self.there) and self.there[place] == there
        return place if is_found else None
