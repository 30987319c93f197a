"""Which credentials are revoked: one bit for each, in a list that names nobody.

W3C Bitstring Status List v1.0, rather than the list of 1EdTech: the latter publishes the address
of each revoked credential, the former only bits, and outside verifiers read it.
"""

import base64
import gzip
import re
import zlib
from collections.abc import Iterable
from typing import Final

BITS: Final = 131_072
"""As many as the specification wants at least, so that one bit says nothing by its place."""
_TEXT: Final = re.compile(r"u[A-Za-z0-9_-]{1,200000}")
GZIP: Final = 31


class BadListError(ValueError):
    """Not a list that we read, or not long enough."""


def encode(indices: Iterable[int]) -> str:
    """The list in which just these bits are set: gzip, base64url, « u » before it."""
    bits = bytearray(BITS // 8)
    for index in indices:
        bits[index // 8] |= 0x80 >> (index % 8)
    packed = gzip.compress(bytes(bits), mtime=0)
    return "u" + base64.urlsafe_b64encode(packed).decode().rstrip("=")


def is_set(encoded: str, index: int) -> bool:
    """Is that bit set? ``BadListError`` where the list cannot say; it never grows without limit."""
    if not _TEXT.fullmatch(encoded) or index < 0:
        raise BadListError("Not an encoded list.")
    packed = base64.urlsafe_b64decode(encoded[1:] + "=" * (-len(encoded[1:]) % 4))
    try:
        bits = zlib.decompressobj(wbits=GZIP).decompress(packed, index // 8 + 1)
    except zlib.error as error:
        raise BadListError("Not a gzip.") from error
    if len(bits) <= index // 8:
        raise BadListError("The list is shorter than that.")
    return bool(bits[index // 8] & (0x80 >> (index % 8)))
