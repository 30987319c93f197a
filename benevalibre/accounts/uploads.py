"""How much anybody may send at once: said before a byte of it is kept.

The body of any address is read before its view says who may come, since the token against forged
forms lies in it; without a bound, whoever comes could fill the disk of the server.
"""

from collections.abc import Callable
from typing import Any, Final

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler

from benevalibre.accounts.access import View

MEGABYTE: Final = 1024 * 1024
LARGEST: Final = 32 * MEGABYTE
"""What a form of ours may weigh, with two pictures in it, unless its view says more."""


def receives(largest: int) -> Callable[[View], View]:
    """Let what is sent to the view weigh ``largest`` bytes, and a little more for its fields."""

    def decorate(view: View) -> View:
        vars(view)["receives"] = largest + MEGABYTE
        return view

    return decorate


class BoundedUploads(FileUploadHandler):
    """Looks at the announced weight, which the server holds the sender to, and keeps nothing."""

    def handle_raw_input(
        self,
        input_data: Any,
        META: dict[str, Any],  # noqa: N803 (the name that Django calls it by)
        content_length: int,
        boundary: str,
        encoding: str | None = None,
    ) -> None:
        """``RequestDataTooBig`` where the body announces more than this visitor may send here."""
        if content_length > self._most():
            raise RequestDataTooBig("The body is larger than what this page receives.")

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        """Leave it to the next handler."""
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """Leave it to the next handler."""

    def _most(self) -> int:
        """Nobody who is not signed in has a file to send."""
        user = getattr(self.request, "user", None)
        if user is None or not user.is_authenticated:
            return settings.DATA_UPLOAD_MAX_MEMORY_SIZE
        match = getattr(self.request, "resolver_match", None)
        return getattr(match and match.func, "receives", LARGEST)
