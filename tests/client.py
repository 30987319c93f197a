"""A test client that reads every page it is given, and refuses what the house refuses."""

from contextlib import nullcontext
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponseBase
from django.test import Client
from zeal import zeal_context

LABELLED = {"input", "select", "textarea"}
NEEDS_NO_LABEL = {"hidden", "submit", "button", "reset", "image"}
DATA_SCRIPTS = {"application/json", "application/ld+json"}
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}
REFERENCES = ("for", "aria-describedby", "aria-labelledby", "aria-controls", "list")


class Page(HTMLParser):
    """What is wrong in a page, gathered in ``faults`` while it is read."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.faults: list[str] = []
        self.open: list[str] = []
        self.ids: dict[str, int] = {}
        self.labels: set[str] = set()
        self.references: list[tuple[str, str]] = []
        self.unlabelled: list[tuple[str, dict[str, str]]] = []
        self.headings = 0
        self.title = ""
        self.language = ""
        self.post_forms: list[bool] = []
        self.is_whole = False
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        self._note(tag, attributes)
        self._refuse_inline(tag, attributes)
        if tag in LABELLED and attributes.get("type") not in NEEDS_NO_LABEL:
            if "label" not in self.open:
                self.unlabelled.append((tag, attributes))
        if tag == "form":
            is_post = attributes.get("method", "get").lower() == "post"
            self.post_forms.append(not is_post)
        if attributes.get("name") == "csrfmiddlewaretoken" and self.post_forms:
            self.post_forms[-1] = True
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in self.open:
            while self.open.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] == "title" and "svg" not in self.open:
            self.title += data

    def _note(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "html":
            self.is_whole = True
            self.language = attributes.get("lang", "")
        self.headings += tag == "h1"
        if "id" in attributes:
            self.ids[attributes["id"]] = self.ids.get(attributes["id"], 0) + 1
        if tag == "label" and "for" in attributes:
            self.labels.add(attributes["for"])
        for name in REFERENCES:
            self.references += [(name, id_) for id_ in attributes.get(name, "").split()]

    def _refuse_inline(self, tag: str, attributes: dict[str, str]) -> None:
        for name, value in attributes.items():
            if name == "style" or name.startswith(("on", "hx-on")):
                self.faults.append(f"<{tag} {name}=…>: no inline style nor handler")
            if value.strip().lower().startswith("javascript:"):
                self.faults.append(f"<{tag} {name}={value!r}>: no inline script")
        if tag == "style":
            self.faults.append("<style>: no inline style")
        if tag == "script" and "src" not in attributes:
            if attributes.get("type") not in DATA_SCRIPTS:
                self.faults.append("<script> without src: no inline script")

    def all_faults(self) -> list[str]:
        """The faults of the whole page, or of the fragment where there is no ``<html>``."""
        faults = [*self.faults]
        for tag, attributes in self.unlabelled:
            named = attributes.get("aria-label") or attributes.get("aria-labelledby")
            if not named and attributes.get("id") not in self.labels:
                faults.append(f"<{tag} name={attributes.get('name')!r}> has no label")
        if not all(self.post_forms):
            faults.append("a form is sent by post without {% csrf_token %}")
        faults += [f"id {id_!r} stands {n} times" for id_, n in self.ids.items() if n > 1]
        if self.is_whole:
            faults += self._faults_of_a_whole_page()
        return faults

    def _faults_of_a_whole_page(self) -> list[str]:
        faults = [
            f"{name}={id_!r} points nowhere" for name, id_ in self.references if id_ not in self.ids
        ]
        if self.headings != 1:
            faults.append(f"{self.headings} <h1>, where a page has exactly one")
        if not self.title.strip():
            faults.append("no <title>")
        if not self.language:
            faults.append("<html> without lang")
        return faults


class StrictClient(Client):
    """Django's client, which fails on a faulty page, and on a query repeated for each row read.

    What a form does row by row, in one transaction, is left to its own query budget.
    """

    def request(self, **request: Any) -> Any:
        """The response, once read: pages and fragments of HTML alike."""
        with zeal_context() if request.get("REQUEST_METHOD") == "GET" else nullcontext():
            response = super().request(**request)
        read(response, request.get("PATH_INFO", ""))
        return response

    def generic_form(self, method: str, path: str, data: dict[str, Any]) -> Any:
        """Send ``data`` by the named method: in the address for GET, as a form otherwise."""
        send = getattr(self, method.lower())
        if method in {"GET", "HEAD", "POST"}:
            return send(path, data)
        return send(path, urlencode(data), content_type="application/x-www-form-urlencoded")


def finish(response: HttpResponseBase) -> None:
    """Read a streamed response to its end, so that its file is closed."""
    if response.streaming:
        for _part in response:
            pass


def read(response: HttpResponseBase, path: str = "") -> None:
    """Raise ``AssertionError`` with all that is wrong in an HTML response."""
    kind = response.headers.get("Content-Type", "")
    if response.streaming or not kind.startswith("text/html"):
        return
    html = getattr(response, "content", b"").decode()
    faults = Page(html).all_faults() if html else []
    if faults:
        raise AssertionError(f"{path}: " + "; ".join(faults))
