"""The terms of the instance."""

from typing import Any

from django import forms
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from benevalibre.instance.models import Instance
from benevalibre.instance.papers import clean_pdf


class TermsForm(forms.Form):
    """A text, a PDF, or both; ``columns`` are those of the instance's row that change."""

    terms_text = forms.CharField(
        label=_("Texte"),
        help_text=_("Une ligne vide sépare deux paragraphes."),
        max_length=100_000,
        widget=forms.Textarea(attrs={"rows": 14}),
        required=False,
    )
    terms_file = forms.FileField(
        label=_("Document PDF"),
        help_text=_("5\u00a0Mo au plus."),
        widget=forms.ClearableFileInput(attrs={"accept": "application/pdf"}),
        required=False,
    )

    def __init__(self, data: Any = None, files: Any = None, *, row: Instance) -> None:
        initial = {"terms_text": row.terms_text, "terms_file": row.terms_file or None}
        super().__init__(data, files, initial=initial)
        self.row = row

    def clean_terms_text(self) -> str:
        """The text as it is kept whatever the browser: one sign ends a line."""
        return str(self.cleaned_data["terms_text"]).replace("\r\n", "\n")

    def clean_terms_file(self) -> "ContentFile[bytes] | bool | None":
        """The PDF sent, False to take the present one away, None to keep it."""
        sent = self.cleaned_data["terms_file"]
        if isinstance(sent, UploadedFile):
            return clean_pdf(sent)
        return False if sent is False else None

    def columns(self) -> dict[str, Any]:
        """What changes; another text or document is another version."""
        changed: dict[str, Any] = {}
        if self.cleaned_data["terms_text"] != self.row.terms_text:
            changed["terms_text"] = self.cleaned_data["terms_text"]
        file = self.cleaned_data["terms_file"]
        if file is not None and (file or self.row.terms_file):
            changed["terms_file"] = file or ""
        return {**changed, "terms_version": self.row.terms_version + 1} if changed else {}
