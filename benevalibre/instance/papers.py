"""The terms in PDF: known by their content, not by their name."""

import secrets
from typing import Any

import puremagic
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from django.utils.translation import gettext as _

MAX_BYTES = 5 * 1024 * 1024
START, END = b"%PDF-", b"%%EOF"


def clean_pdf(file: "File[Any]") -> "ContentFile[bytes]":
    """The same content under a random name.

    ``ValidationError`` with a sentence where it is no PDF, is cut short, or weighs over 5 MB.
    """
    if file.size > MAX_BYTES:
        raise ValidationError(_("Ce fichier pèse plus de 5\u00a0Mo. Choisissez-en un plus léger."))
    file.seek(0)
    content = file.read()
    if not _is_pdf(content):
        raise ValidationError(_("Ce fichier n’est pas un PDF entier. Exportez-le de nouveau."))
    return ContentFile(content, name=f"{secrets.token_hex(16)}.pdf")


def _is_pdf(content: bytes) -> bool:
    try:
        announced = puremagic.from_string(content, mime=True)
    except (LookupError, ValueError):
        return False
    return (
        announced == "application/pdf"
        and content.startswith(START)
        and END in content.rstrip()[-1024:]
    )
