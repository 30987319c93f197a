"""A small browser over TLS: pages, forms with their CSRF token, files to send and to take."""

import re
import secrets
import ssl
import urllib.error
import urllib.parse
import urllib.request
from http.cookiejar import Cookie, CookieJar
from pathlib import Path


class Browser:
    """Keeps cookies, follows redirects, trusts one authority."""

    def __init__(self, base: str, authority: Path) -> None:
        self.base = base
        self.cookies = CookieJar()
        context = ssl.create_default_context(cafile=str(authority))
        self.opener = urllib.request.build_opener(
            urllib.request.HTTPSHandler(context=context),
            urllib.request.HTTPCookieProcessor(self.cookies),
        )

    def get(self, path: str) -> tuple[str, str]:
        """The address where one ends up, and the page there."""
        return self._open(urllib.request.Request(self.base + path))

    def post(self, path: str, fields: dict[str, str], *, file: bytes = b"") -> tuple[str, str]:
        """Send the form of the page at ``path``, with ``file`` in its field « file »."""
        _address, page = self.get(path)
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
        if token is None:
            raise AssertionError(f"{self.base}{path} has no form")
        body, kind = _multipart({"csrfmiddlewaretoken": token[1], **fields}, file)
        request = urllib.request.Request(self.base + path, data=body)
        request.add_header("Content-Type", kind)
        request.add_header("Referer", self.base + path)
        return self._open(request)

    def carry(self, name: str, value: str) -> None:
        """Have a cookie from now on."""
        host = urllib.parse.urlsplit(self.base).hostname or ""
        domain = f"{host}.local" if "." not in host else host
        self.cookies.set_cookie(
            Cookie(
                0, name, value, None, False, domain, False, False, "/", True, True, None,
                True, None, None, {},
            )
        )  # fmt: skip

    def _open(self, request: urllib.request.Request) -> tuple[str, str]:
        try:
            with self.opener.open(request, timeout=60) as response:
                return response.geturl(), response.read().decode()
        except urllib.error.HTTPError as error:
            page = error.read().decode(errors="replace")
            raise AssertionError(f"{error.code} at {request.full_url}: {_words(page)}") from error


def _multipart(fields: dict[str, str], file: bytes) -> tuple[bytes, str]:
    mark = secrets.token_hex(16)
    parts = [
        f'--{mark}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in fields.items()
    ]
    if file:
        head = f'--{mark}\r\nContent-Disposition: form-data; name="file"; filename="a.json"\r\n'
        parts.append(head.encode() + b"Content-Type: application/json\r\n\r\n" + file + b"\r\n")
    return b"".join([*parts, f"--{mark}--\r\n".encode()]), f"multipart/form-data; boundary={mark}"


def _words(page: str) -> str:
    main = page[page.find("<main") :]
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())[:600]
