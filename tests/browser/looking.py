"""What is looked at on a page: accessibility, width, and what the browser complains of."""

from typing import Any

from axe_playwright_python.base import AXE_SCRIPT, AxeResults
from playwright.sync_api import ConsoleMessage, Page, Response, ViewportSize

PHONE = ViewportSize(width=390, height=844)
DESK = ViewportSize(width=1280, height=900)
SETTLED = """async () => {
    await new Promise(requestAnimationFrame)
    await Promise.allSettled(document.getAnimations().map(animation => animation.finished))
}"""
VIOLATIONS = "options => axe.run(options).then(({ violations }) => ({ violations }))"
REFUSED_FORMS = ("status of 409", "status of 422", "status of 429")


def axe(page: Page, *rules: str) -> None:
    """Fail with axe's report if the page breaks one of its rules (all, or just ``rules``)."""
    page.evaluate(SETTLED)
    options: dict[str, Any] = {"resultTypes": ["violations"]}
    if rules:
        options["runOnly"] = {"type": "rule", "values": list(rules)}
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    results = AxeResults(page.evaluate(VIOLATIONS, options))
    assert results.violations_count == 0, f"{page.url}\n{results.generate_report()}"


def no_overflow(page: Page) -> None:
    """Fail if the page is wider than its screen, and name what sticks out."""
    width = page.viewport_size["width"] if page.viewport_size else 0
    found = page.evaluate("document.documentElement.scrollWidth")
    assert found <= width, f"{page.url}: {found} px wide on {width}: {_sticking_out(page, width)}"


def _sticking_out(page: Page, width: int) -> list[str]:
    script = """width => [...document.querySelectorAll('body *')]
        .filter(e => e.getBoundingClientRect().right > width + 1)
        .slice(0, 5)
        .map(e => e.outerHTML.slice(0, 80))"""
    return list(page.evaluate(script, width))


def in_first_screen(page: Page, selector: str) -> None:
    """Fail if one of the elements lies, even partly, below or above what is seen on arrival."""
    for element in page.locator(selector).all():
        if not element.is_visible():
            continue
        box = element.bounding_box()
        height = page.viewport_size["height"] if page.viewport_size else 0
        assert box is not None
        assert box["y"] >= 0, f"{selector} begins above the screen: {box}"
        assert box["y"] + box["height"] <= height, f"{selector} ends below the screen: {box}"


class Complaints:
    """What the browser says of a page: errors of scripts, of the content policy, of files."""

    def __init__(self) -> None:
        self.heard: list[str] = []
        self.pages: set[str] = set()

    def listen(self, page: Page) -> None:
        """Gather from now on what ``page`` complains of."""
        page.on("response", self._response)
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.heard.append(str(error)))

    def _response(self, response: Response) -> None:
        if response.request.is_navigation_request():
            self.pages.add(response.url)

    def _console(self, message: ConsoleMessage) -> None:
        """Keep what is wrong; the status of a page itself is its test's affair."""
        address = message.location.get("url", "")
        is_status = message.text.startswith("Failed to load resource")
        expected = address in self.pages or any(status in message.text for status in REFUSED_FORMS)
        if message.type in {"error", "warning"} and not (is_status and expected):
            self.heard.append(f"{message.text} ({address})")
