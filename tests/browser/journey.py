"""A person before a screen: what they tap and type is counted."""

from dataclasses import dataclass, field

from playwright.sync_api import Locator, Page


@dataclass
class Journey:
    """One way through the application, on ``page``.

    A tap is a touch or a click, on a button as on a field before typing in it; a list that the
    device opens costs two. A character is one typed key.
    """

    page: Page
    taps: int = 0
    characters: int = 0
    steps: list[str] = field(default_factory=list)

    def tap(self, target: str | Locator) -> None:
        """Touch what ``target`` names: a locator, or a selector."""
        self.taps += 1
        self.steps.append(f"tap {target}")
        where = self._find(target)
        if self.page.evaluate("navigator.maxTouchPoints > 0"):
            where.tap()
        else:
            where.click()

    def type(self, target: str | Locator, text: str) -> None:
        """Touch a field, then type ``text`` in it, key by key; what was there is replaced."""
        where = self._find(target)
        if not where.evaluate("element => element === document.activeElement"):
            self.tap(target)
        where.evaluate("element => element.select()")
        where.press_sequentially(text)
        self.characters += len(text)
        self.steps.append(f"type {text!r}")

    def choose(self, target: str | Locator, label: str) -> None:
        """Take ``label`` in a list that the device opens: one touch to open, one to choose."""
        self._find(target).select_option(label=label)
        self.taps += 2
        self.steps.append(f"choose {label!r}")

    def __str__(self) -> str:
        return f"{self.taps} taps, {self.characters} characters"

    def _find(self, target: str | Locator) -> Locator:
        return self.page.locator(target) if isinstance(target, str) else target
