"""What placeholders are filled with: values as code has them, written in the letter's language."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import TypeAlias

from django.conf import settings
from django.utils import timezone

from frisklivsnett.core import numbers
from frisklivsnett.core.text import Text
from frisklivsnett.mailing.kinds import Kind

Value: TypeAlias = str | int | date | datetime | Text | None
"""Words as they are, a number, a day, a moment (told in Norwegian time), words in several languages, or nothing."""


def in_words(value: Value, language: str) -> str:
    """Return a value as it stands in a letter: «1. april 2026», «1. april 2026 kl. 10.42», «19»."""
    if value is None:
        return ""
    if isinstance(value, Text):
        return value.in_(language)
    if isinstance(value, datetime):
        local = timezone.localtime(value)
        day = numbers.date_long(local.date(), language)
        return f"{day} at {local:%H:%M}" if language == "en" else f"{day} kl. {local:%H.%M}"
    if isinstance(value, date):
        return numbers.date_long(value, language)
    return str(value)


def values_for(
    kind: Kind, context: Mapping[str, Value], language: str, *, reader: str, organisation: str
) -> dict[str, str]:
    """Return a value for every placeholder of the kind.

    Raises ValueError when ``context`` lacks one of its own, or has one that it does not know.
    """
    if context.keys() != kind.own.keys():
        different = ", ".join(sorted(context.keys() ^ kind.own.keys()))
        raise ValueError(f"{kind.id} takes {', '.join(kind.own)}; look at {different}.")
    filled_in = {"mottaker": reader, "sentral": organisation, "kontakt": settings.CONTACT_EMAIL}
    return {name: in_words(value, language) for name, value in context.items()} | filled_in


def absolute(path: str) -> str:
    """Return the whole address of a page of ours, for a link in a letter."""
    return f"{settings.SITE_ADDRESS}{path}"


def about_days(days: int) -> Text:
    """Return how far away a day is, in each language: «om 9 dager», «i dag», «for 7 dager siden»."""
    return Text({code: numbers.days_until_words(days, code) for code, _name in settings.LANGUAGES})
