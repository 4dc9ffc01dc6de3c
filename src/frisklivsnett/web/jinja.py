"""The templates' environment: what every template can call.

Functions: ``static(path)``, ``url(name, **arguments)``, ``frame_for(request)``, ``language_choices()``, and the facts
``demo``, ``site_name`` and ``contact_email``. Filters write in the language of the page: ``number``, ``number_word``,
``percent``, ``day`` (a date or a moment), ``moment`` (day and time), ``clock`` (time only), ``days_away``, ``listing``,
``words`` (a Text).
"""

from collections.abc import Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.templatetags.static import static
from django.utils import timezone
from django.utils.translation import get_language, gettext, ngettext, npgettext, pgettext
from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from frisklivsnett.core import numbers
from frisklivsnett.core.text import Text
from frisklivsnett.web.addresses import address_of
from frisklivsnett.web.frame import frame_for, language_choices


def environment(**options: Any) -> Environment:
    """Return the environment; a name that a template uses and nobody gave it is an error, not an empty space."""
    options |= {"undefined": StrictUndefined, "trim_blocks": True, "lstrip_blocks": True}
    env = Environment(extensions=["jinja2.ext.i18n", "jinja2.ext.do"], **options)
    env.policies["ext.i18n.trimmed"] = True
    env.install_gettext_callables(  # type: ignore[attr-defined]
        gettext, ngettext, newstyle=True, pgettext=pgettext, npgettext=npgettext
    )
    env.globals |= {
        "_": translated,
        "gettext": translated,
        "static": static_file,
        "url": url,
        "frame_for": frame_for,
        "language_choices": language_choices,
        "demo": settings.DEMO,
        "site_name": "Frisklivsnett",
        "contact_email": settings.CONTACT_EMAIL,
    }
    env.filters |= {
        "number": number,
        "number_word": number_word,
        "percent": percent,
        "day": day,
        "moment": moment,
        "clock": clock,
        "days_away": days_away,
        "listing": listing,
        "words": words,
    }
    return env


def language() -> str:
    """Return the language of the page being made: ``nb``, ``nn`` or ``en``."""
    return get_language() or settings.LANGUAGE_CODE


def translated(message: str, /, **variables: object) -> Markup:
    """Return a text of the page in its language, with what goes into it escaped: what Jinja's ``gettext`` does."""
    if variables:
        return Markup(gettext(message)) % variables  # noqa: S704 - the text is ours, what goes in is escaped
    return _translated(language(), message)


@lru_cache(maxsize=5000)
def _translated(_language: str, message: str) -> Markup:
    """Return a text that nothing goes into; Jinja takes it for a pattern all the same, with ``%%`` for a ``%``."""
    return Markup(gettext(message)) % {}  # noqa: S704 - the text is ours


@lru_cache(maxsize=500)
def static_file(path: str) -> str:
    """Return the address of a file that comes with the program; it holds as long as the process does."""
    return static(path)


def url(name: str, **arguments: object) -> str:
    """Return the address of a route; a bare name is one of ours (``url("round", year=2024)``)."""
    return address_of(name if ":" in name else f"web:{name}", **arguments)


def number(value: float) -> str:
    """60 000; decimals with a comma, as many as are needed."""
    if isinstance(value, int):
        return numbers.integer(value, language())
    return numbers.decimal(value, language())


def number_word(value: int, gender: numbers.Gender = "masculine") -> str:
    """Words up to twelve, as in running text; the gender is that of the noun counted."""
    return numbers.number_word(value, language(), gender)


def percent(share: float | None, decimals: int = 1) -> str:
    """28,6 % for 0.286; a dash when there is no share."""
    return numbers.percent(share, language(), decimals)


def day(value: date) -> str:
    """1. april 2026; a moment is put in Norwegian time first."""
    if isinstance(value, datetime):
        value = timezone.localdate(value)
    return numbers.date_long(value, language())


def clock(value: datetime) -> str:
    """The time of day in Norway: 10.42 (10:42 in English)."""
    return timezone.localtime(value).strftime("%H:%M" if language() == "en" else "%H.%M")


def moment(value: datetime) -> str:
    """The day and the time of day: 1. april 2026 kl. 10.42."""
    return gettext("%(day)s kl. %(time)s") % {"day": day(value), "time": clock(value)}


def days_away(days: int) -> str:
    """How far away a day is: om 9 dager, i morgen, for 2 dager siden."""
    return numbers.days_until_words(days, language())


def listing(names: Sequence[str]) -> str:
    """Tana, Harstad og Bodø."""
    return numbers.listing(list(names), language())


def words(text: Text) -> str:
    """The words of a text in the language of the page."""
    return text.in_(language())
