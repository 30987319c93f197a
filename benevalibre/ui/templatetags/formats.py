"""Durations, distances, numbers and dates in templates. What is None is written as nothing."""

import datetime
from decimal import Decimal

from django import template
from django.utils import timezone
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from benevalibre.ui import durations, formats

register = template.Library()


@register.filter
def duration_short(minutes: int | None) -> str:
    """Write minutes as « 2 h 30 »."""
    return "" if minutes is None else durations.format_duration_short(minutes)


@register.filter
def distance(hundredths: int | None) -> str:
    """Write hundredths of a kilometre as « 12,5 km »."""
    return "" if hundredths is None else formats.format_distance(hundredths)


@register.filter
def euros(cents: int | None) -> str:
    """Write cents as « 1 232,00 € »."""
    return "" if cents is None else formats.format_euros(cents)


@register.filter
def whole_euros(cents: int | None) -> str:
    """Write cents of whole euros as « 1 232 € »."""
    return "" if cents is None else formats.format_whole_euros(cents)


@register.filter
def number(value: int | Decimal | None) -> str:
    """Write a number with grouped thousands and at most two decimals."""
    return "" if value is None else formats.format_number(value)


@register.filter
def day(date: datetime.date | None, today: datetime.date | None = None) -> str:
    """Write a day as « hier » or « mardi 17 novembre », seen from `today`."""
    return "" if date is None else formats.format_day(date, today=today or timezone.localdate())


@register.filter
def day_short(date: datetime.date | None, today: datetime.date | None = None) -> str:
    """Write a day as « 12 nov. », with its year where it is not that of `today`."""
    today = today or timezone.localdate()
    return "" if date is None else formats.format_day_short(date, today=today)


@register.filter
def day_dated(date: datetime.date | None) -> str:
    """Write a day with its year: « 1er janvier 2026 »."""
    return "" if date is None else formats.format_period(date)


@register.filter
def month(date: datetime.date | None) -> str:
    """Write the month of a date as « novembre 2026 »."""
    return "" if date is None else formats.format_month(date)


@register.simple_tag
def duration_field_attributes(day_minutes: int | None = None) -> SafeString:
    """Give `<duration-field>` its sentences, and the length of a day where there is one."""
    attributes = {f"data-{code}": text for code, text in durations.field_messages().items()}
    attributes["data-understood"] = gettext("Compris : %s")
    if day_minutes:
        attributes["day-minutes"] = str(day_minutes)
    return format_html_join(" ", '{}="{}"', attributes.items())
