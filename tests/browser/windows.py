"""The windows of a browser, opened once: a test finds one as a new browser would be."""

from dataclasses import dataclass, field

from playwright.sync_api import Browser, BrowserContext, Page

from benevalibre.accounts.models import User
from benevalibre.associations.models import Membership
from tests.browser.looking import DESK, PHONE
from tests.personas import signed_in

PATIENCE = 10_000  # milliseconds

Sort = tuple[bool, bool, bool]


@dataclass
class Windows:
    """What is open on the application; each sort of window keeps the style sheets it was sent."""

    browser: Browser
    address: str
    free: dict[Sort, list[BrowserContext]] = field(default_factory=dict)
    sorts: dict[BrowserContext, Sort] = field(default_factory=dict)

    def open(self, *, phone: bool, dark: bool, script: bool) -> Page:
        """A new page, where nobody ever came before; ``leave`` it afterwards."""
        sort = (phone, dark, script)
        known = self.free.setdefault(sort, [])
        context = known.pop() if known else self._made(*sort)
        self.sorts[context] = sort
        return context.new_page()

    def leave(self, pages: list[Page]) -> None:
        """Close the pages, with all that whoever opens the next ones could find of them."""
        for page in pages:
            context = page.context
            for each in context.pages:
                each.close()
            context.clear_cookies()
            context.clear_permissions()
            self.free[self.sorts[context]].append(context)

    def sign_in(self, page: Page, person: User | Membership | None) -> None:
        """The page's browser belongs to that account or participant from now on; or to nobody."""
        page.context.clear_cookies()
        if person is not None:
            cookie = signed_in(person).cookies["session"].value
            page.context.add_cookies([{"name": "session", "value": cookie, "url": self.address}])

    def close(self) -> None:
        """Close every window."""
        for context in self.sorts:
            context.close()

    def _made(self, phone: bool, dark: bool, script: bool) -> BrowserContext:
        context = self.browser.new_context(
            base_url=self.address,
            viewport=PHONE if phone else DESK,
            has_touch=phone,
            is_mobile=phone,
            color_scheme="dark" if dark else "light",
            java_script_enabled=script,
            reduced_motion="reduce",
            locale="fr-FR",
            timezone_id="Europe/Paris",
            service_workers="block",
        )
        context.set_default_timeout(PATIENCE)
        return context
