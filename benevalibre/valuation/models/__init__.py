"""Rates, gifts in kind, and the statements of closed years."""

from benevalibre.valuation.models.gifts import Gift
from benevalibre.valuation.models.rates import Rate, SmicRate
from benevalibre.valuation.models.statements import Adopted, Statement

__all__ = ["Adopted", "Gift", "Rate", "SmicRate", "Statement"]
