"""Rates, gifts in kind, planned hours, waived expenses, and the statements of closed years."""

from benevalibre.valuation.models.gifts import Gift
from benevalibre.valuation.models.plans import PlannedHours
from benevalibre.valuation.models.rates import Rate, SmicRate
from benevalibre.valuation.models.statements import Adopted, Statement
from benevalibre.valuation.models.waivers import ReceiptIssuer, Vehicle, Waiver

__all__ = [
    "Adopted",
    "Gift",
    "PlannedHours",
    "Rate",
    "ReceiptIssuer",
    "SmicRate",
    "Statement",
    "Vehicle",
    "Waiver",
]
