"""Answers and moments in words, in the language of the page."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import gettext as _

from frisklivsnett.core import numbers
from frisklivsnett.core.forms import Answer
from frisklivsnett.registry.erasing import is_erased
from frisklivsnett.registry.models import User
from frisklivsnett.web.jinja import clock, language, moment
from frisklivsnett.web.reporting.sheet import QuestionSheet


@dataclass(frozen=True, slots=True)
class Said:
    """An answer in words: a line of text, or ``items`` for a choice of several. Empty when there is no answer."""

    text: str = ""
    items: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether the question is not answered."""
        return not self.text and not self.items

    @property
    def is_short(self) -> bool:
        """Whether it can be quoted in a sentence."""
        return bool(self.text) and len(self.text) <= 40 and "\n" not in self.text

    def __str__(self) -> str:
        return self.text or "; ".join(self.items)


def said(question: QuestionSheet, answer: Answer | None) -> Said:
    """Return an answer in words."""
    if answer is None:
        return Said()
    match answer.value:
        case bool() as value:
            return Said(_label(question, "yes" if value else "no"))
        case int() | Decimal() as number:
            return Said(_number(number, approximate=answer.approximate))
        case date() as day:
            return Said(numbers.date_long(day, language()))
        case tuple() as codes:
            return Said(items=tuple(_with_words(question, code, answer.specified) for code in codes))
        case code_or_text if question.options:
            return Said(_with_words(question, str(code_or_text), answer.specified))
        case text:
            return Said(str(text))


def named(user: User | None) -> str:
    """Return a colleague's name; «Tidligere bruker» for one who has been erased, and nothing when it is not known."""
    if user is None:
        return ""
    return _("Tidligere bruker") if is_erased(user) else user.name


def saved_at(at: datetime, now: datetime) -> str:
    """Return «Lagret kl. 10.42», with the day when that is another than today."""
    if timezone.localdate(at) == timezone.localdate(now):
        return _("Lagret kl. %(time)s") % {"time": clock(at)}
    return _("Lagret %(moment)s") % {"moment": moment(at)}


def _number(value: int | Decimal, *, approximate: bool) -> str:
    spoken = language()
    printed = numbers.integer(value, spoken) if isinstance(value, int) else _decimal(value, spoken)
    return numbers.approximately(printed, spoken) if approximate else printed


def _decimal(value: Decimal, spoken: str) -> str:
    """With all the decimals that were typed: what is shown back must be what was said."""
    return numbers.decimal(value, spoken, max(0, -int(value.normalize().as_tuple().exponent)))


def _label(question: QuestionSheet, code: str) -> str:
    return next((option.label for option in question.options if option.code == code), code)


def _with_words(question: QuestionSheet, code: str, specified: Mapping[str, str]) -> str:
    label, words = _label(question, code), specified.get(code, "")
    return f"{label.rstrip(' :')}: {words}" if words else label.rstrip(" :")
