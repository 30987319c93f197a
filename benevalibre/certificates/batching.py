"""The papers of one act in one file, to print and sign: one after the other in memory."""

from collections.abc import Iterator
from typing import Final
from zipfile import ZipFile

from django.utils import translation

from benevalibre.certificates.models import Certificate
from benevalibre.certificates.models.certificates import CertificateQuerySet
from benevalibre.certificates.paper import certificate_pdf
from benevalibre.documents.archives import zipped
from benevalibre.documents.files import file_name

AT_ONCE: Final = 10


def issued_with(certificate: Certificate) -> CertificateQuerySet:
    """The certificates of the same act, in the order of their numbers, without those revoked."""
    rows = Certificate.objects.issued_here().of_hours().valid()
    same = rows.filter(association=certificate.association_id, issued_at=certificate.issued_at)
    return same.order_by("number")


def last_act(association_id: int) -> Certificate | None:
    """The latest certificate of an act that issued several; None where the last issued one."""
    rows = Certificate.objects.issued_here().of_hours().valid().filter(association=association_id)
    latest = rows.order_by("-number").first()
    return latest if latest is not None and issued_with(latest)[:2].count() > 1 else None


def write(certificates: CertificateQuerySet, *, language: str) -> Iterator[bytes]:
    """An archive with the PDF of each, in ``language``."""
    rows = certificates.select_related("association", "logo", "signature")

    def fill(archive: ZipFile) -> None:
        with translation.override(language):
            for certificate in rows.iterator(chunk_size=AT_ONCE):
                name = file_name(f"{certificate.number:05}", certificate.volunteer, suffix="pdf")
                archive.writestr(name, certificate_pdf(certificate))

    return zipped(fill)
