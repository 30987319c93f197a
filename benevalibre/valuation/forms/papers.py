"""Which file of a statement is wanted."""

from collections.abc import Mapping
from typing import Final

from django import forms

from benevalibre.documents.files import FRENCH_CSV, ODS, XLSX, FileFormat
from benevalibre.valuation.accounts import PLANS
from benevalibre.valuation.papers import PAPERS

FORMATS: Final[Mapping[str, FileFormat]] = {"xlsx": XLSX, "ods": ODS, "csv": FRENCH_CSV}


class PaperForm(forms.Form):
    """The query string of a download."""

    paper = forms.ChoiceField(choices=[(code, code) for code in PAPERS])
    format = forms.ChoiceField(choices=[(code, code) for code in FORMATS])
    plan = forms.ChoiceField(choices=[(code, code) for code in PLANS], required=False)
    whole = forms.BooleanField(required=False)
