"""The papers of one act in one file, to print and sign: few at once, many by the worker."""

from collections.abc import Iterator, Sequence
from typing import IO, Final
from zipfile import ZIP_STORED, ZipFile

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from benevalibre.associations.models import Membership
from benevalibre.certificates.models import Certificate
from benevalibre.certificates.models.certificates import CertificateQuerySet
from benevalibre.certificates.paper import certificate_order, certificate_pdf
from benevalibre.documents.archives import zipped
from benevalibre.documents.aside import press_in_parts
from benevalibre.documents.files import file_name
from benevalibre.documents.pressing import Order
from benevalibre.journal.models import record
from benevalibre.reports import bundling
from benevalibre.reports.mails import Words
from benevalibre.reports.models import Bundle
from benevalibre.ui.formats import format_number

KIND: Final = "certificates"
FEW: Final = 25
"""Up to so many are issued, and put in one file, while one waits."""
PART: Final = 50

Part = tuple[list[str], Sequence[Order]]


def issued_with(certificate: Certificate) -> CertificateQuerySet:
    """The certificates of the same act, in the order of their numbers, without those revoked."""
    rows = Certificate.objects.issued_here().of_hours().valid()
    same = rows.filter(association=certificate.association_id, issued_at=certificate.issued_at)
    return same.order_by("number")


def last_act(association_id: int) -> Certificate | None:
    """The first certificate of the latest act, where that issued several."""
    rows = Certificate.objects.issued_here().of_hours().valid().filter(association=association_id)
    latest = rows.order_by("-number").first()
    together = list(issued_with(latest)[:2]) if latest is not None else []
    return together[0] if len(together) > 1 else None


def first_of_act(certificate: Certificate) -> Certificate:
    """That by which its act is known, revoked or not."""
    rows = Certificate.objects.issued_here().of_hours()
    same = rows.filter(association=certificate.association_id, issued_at=certificate.issued_at)
    return same.order_by("number")[0]


def is_small(certificate: Certificate) -> bool:
    """Are the papers of its act few?"""
    return issued_with(certificate)[: FEW + 1].count() <= FEW


def write(certificates: CertificateQuerySet, *, language: str) -> Iterator[bytes]:
    """An archive with the PDF of each, in ``language``; they are few."""
    rows = list(certificates.select_related("association", "logo", "signature"))

    def fill(archive: ZipFile) -> None:
        with translation.override(language):
            for certificate in rows:
                archive.writestr(_name(certificate), certificate_pdf(certificate))

    return zipped(fill)


def ask(certificate: Certificate, *, by: Membership) -> Bundle:
    """See that the papers of its act are put in one file by the worker.

    Asked again while that is done, or when it is there, it changes nothing; but a file that holds
    a paper revoked since is made anew.
    """
    made = Bundle.objects.filter(kind=KIND, subject=first_of_act(certificate).pk).first()
    if made is not None and made.is_done and found(certificate) is None:
        bundling.discard(made)
    first, total = first_of_act(certificate), issued_with(certificate).count()
    bundle, is_asked = bundling.ask(KIND, here=by.association, subject=first.pk, by=by, total=total)
    if is_asked:
        record("certificate.gather", on=first, by=by, changes={"papers": total})
    return bundle


def found(certificate: Certificate) -> Bundle | None:
    """What was asked for, of an act; None where a paper of it was revoked since."""
    bundle = Bundle.objects.filter(kind=KIND, subject=first_of_act(certificate).pk).first()
    if bundle is not None and bundle.is_done:
        return bundle if issued_with(certificate).count() == bundle.total else None
    return bundle


def take(certificate: Certificate, *, by: Membership) -> None:
    """Somebody takes the papers of an act away."""
    told = {"papers": issued_with(certificate).count()}
    record("certificate.take", on=first_of_act(certificate), by=by, changes=told)


def teach() -> None:
    """Let them be put together."""
    bundling.teach(KIND, bundling.Kind(make=_make, path=_path, tell=_tell))


def _make(bundle: Bundle, file: IO[bytes]) -> str:
    bundle.advance(0)
    done = 0
    with ZipFile(file, "w", ZIP_STORED) as archive:
        for names, papers in press_in_parts(_parts(Certificate.objects.get(pk=bundle.subject))):
            for name, content in zip(names, papers, strict=True):
                archive.writestr(name, content)
            done += len(names)
            bundle.advance(done)
    bundle.total = done
    return "zip"


def _parts(certificate: Certificate) -> Iterator[Part]:
    """Some papers at a time, with the names of their files."""
    ids = list(issued_with(certificate).values_list("pk", flat=True))
    rows = issued_with(certificate).select_related("association", "logo", "signature")
    for start in range(0, len(ids), PART):
        part = list(rows.filter(pk__in=ids[start : start + PART]))
        yield [_name(row) for row in part], [certificate_order(row) for row in part]


def _name(certificate: Certificate) -> str:
    return file_name(f"{certificate.number:05}", certificate.volunteer, suffix="pdf")


def _path(bundle: Bundle) -> str:
    return reverse("certificates:batch", args=[bundle.association_id, bundle.subject])


def _tell(bundle: Bundle) -> Words:
    sentence = ngettext(
        "L’attestation de «\u00a0%(association)s\u00a0» est prête à imprimer",
        "Les %(count)s attestations de «\u00a0%(association)s\u00a0» sont prêtes à imprimer",
        bundle.total,
    )
    if bundle.is_failed:
        sentence = _("Les attestations de «\u00a0%(association)s\u00a0» ne sont pas prêtes")
    words = {"association": bundle.association.name, "count": format_number(bundle.total)}
    return Words(sentence % words, _("Voir les attestations"))
