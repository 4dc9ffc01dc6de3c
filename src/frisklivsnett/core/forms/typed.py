"""Numbers and dates as people type them. What can be read in two ways is refused instead of guessed."""

import re
from calendar import monthrange
from datetime import date
from decimal import Decimal

from frisklivsnett.core.forms import messages
from frisklivsnett.core.forms.bounds import fits
from frisklivsnett.core.forms.model import Problem, Question, QuestionType
from frisklivsnett.core.forms.validation import error
from frisklivsnett.core.months import ENGLISH, NORWEGIAN

_LONGEST = 60

_ABOUT = re.compile(
    r"(?:ca\.?|cirka|circa|omtrent|omtrentlig|omtrentleg|omkring|rundt|om ?lag|about|around|approx\.?|~|≈)\s*"
    r"(?P<number>\S.*)",
    re.IGNORECASE,
)
_RANGE = re.compile(r"[0-9][0-9 ]*\s*(?:-|–|—|til|to|eller|or)\s*[0-9][0-9 ]*", re.IGNORECASE)
_SPACED = re.compile(r"^(-?[0-9]{1,3})((?: [0-9]{3})+)(?=$|[.,])")
_PLAIN = re.compile(r"-?[0-9]+")
_WITH_SIGN = re.compile(r"(?P<whole>-?[0-9]+)(?P<sign>[.,])(?P<decimals>[0-9]+)")
_WITH_SIGNS = re.compile(r"-?[0-9]+([.,][0-9]+)+")

_ISO = re.compile(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{1,2})-(?P<day>[0-9]{1,2})")
_DOTTED = re.compile(r"(?P<day>[0-9]{1,2})\. ?(?P<month>[0-9]{1,2})\. ?(?P<year>[0-9]{4})")
_NAMED = re.compile(r"(?P<day>[0-9]{1,2})\.? ?(?P<name>[a-zæøå]+)\.? (?P<year>[0-9]{4})", re.IGNORECASE)
_FIRST_YEAR, _LAST_YEAR = 1900, 2199


def typed_number(question: Question, raw: str) -> int | Decimal | Problem:
    """Return the number typed (``40``, ``1 234``, ``-5``, and for a decimal question ``1,5``), or what is wrong.

    Thousands may be parted by spaces of any kind. A dot or comma before three digits may mean thousands or decimals, so
    it is refused, except a comma in a decimal question, which is the Norwegian decimal sign.
    """
    words = _simple_spaces(raw)
    if len(words) > _LONGEST:
        if _PLAIN.fullmatch(words.replace(" ", "")):
            return error(question, "too_many_digits", messages.too_many_digits(question))
        return error(question, "not_a_number", messages.not_a_number(question, raw))
    about = _ABOUT.fullmatch(words)
    if about and not isinstance(_number(question, about["number"]), Problem):
        message = messages.approximate_words(question, about["number"])
        return error(question, "approximate_words", message)
    if _RANGE.fullmatch(about["number"] if about else words):
        return error(question, "number_range", messages.number_range(question, raw))
    return _number(question, words)


def _number(question: Question, words: str) -> int | Decimal | Problem:
    words = _SPACED.sub(lambda match: match[0].replace(" ", ""), words.replace("\N{MINUS SIGN}", "-"))
    if _PLAIN.fullmatch(words):
        return _fitting(question, int(words) if question.type is QuestionType.INTEGER else Decimal(words))
    parts = _WITH_SIGN.fullmatch(words)
    if parts is None:
        if _WITH_SIGNS.fullmatch(words):
            return error(question, "ambiguous_number", messages.ambiguous_number(question, words))
        return error(question, "not_a_number", messages.not_a_number(question, words))
    if _is_ambiguous(question, parts):
        return error(question, "ambiguous_number", messages.ambiguous_number(question, words))
    if question.type is QuestionType.INTEGER:
        return error(question, "not_whole", messages.not_whole(question))
    return _fitting(question, Decimal(f"{parts['whole']}.{parts['decimals']}"))


def _is_ambiguous(question: Question, parts: re.Match[str]) -> bool:
    thousands = parts["whole"].lstrip("-")
    looks_like_thousands = len(parts["decimals"]) == 3 and len(thousands) <= 3 and thousands != "0"
    return looks_like_thousands and (parts["sign"] == "." or question.type is QuestionType.INTEGER)


def _fitting(question: Question, number: int | Decimal) -> int | Decimal | Problem:
    maximum = question.limits.maximum
    if fits(number) or (maximum is not None and number > maximum):  # the limits say it better
        return number
    return error(question, "too_many_digits", messages.too_many_digits(question))


def typed_date(question: Question, raw: str) -> date | Problem:
    """Return the date typed (``1.4.2025``, ``01.04.2025``, ``1. april 2025``, ``2025-04-01``), or what is wrong."""
    words = _simple_spaces(raw)
    not_a_date = error(question, "not_a_date", messages.not_a_date(question, raw))
    parts = _ISO.fullmatch(words) or _DOTTED.fullmatch(words) or _NAMED.fullmatch(words)
    if parts is None:
        return not_a_date
    year, day = int(parts["year"]), int(parts["day"])
    month = _month(parts["name"]) if parts.re is _NAMED else int(parts["month"])
    if month is None or not 1 <= month <= 12 or not _FIRST_YEAR <= year <= _LAST_YEAR or day == 0:
        return not_a_date
    days = monthrange(year, month)[1]
    if day > days:
        message = messages.no_such_day(question, year=year, month=month, day=day, days=days)
        return error(question, "no_such_day", message)
    return date(year, month, day)


def _month(name: str) -> int | None:
    """Return the number of a month by its name, or by three or more of its first letters."""
    name = name.lower()
    if len(name) < 3:
        return None
    for months in (NORWEGIAN, ENGLISH):
        for number, month in enumerate(months, start=1):
            if month.lower().startswith(name):
                return number
    return None


def _simple_spaces(raw: str) -> str:
    """Every space of any kind becomes one plain space; none around the words."""
    return " ".join(raw.split())
