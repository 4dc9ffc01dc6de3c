"""Entries in words, in the language of the page."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from babel.dates import format_date
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from frisklivsnett.activity.kinds import all_kinds
from frisklivsnett.activity.models import Entry
from frisklivsnett.core import numbers
from frisklivsnett.core.activity.model import Kind
from frisklivsnett.core.forms import Answer, Question, QuestionType
from frisklivsnett.web.jinja import language

_LOCALES = {"nb": "nb", "nn": "nn", "en": "en_GB"}


@dataclass(frozen=True, slots=True)
class Row:
    """An entry as a line of the list says it."""

    entry: Entry
    kind: str
    days: str
    title: str
    facts: str
    address: str
    attachments: int = 0
    in_month: str = ""
    """The day as it stands below its month: «tir. 12.»."""


def kind_title(kind_id: str) -> str:
    """Return what a kind is called; its own word when this installation no longer has it."""
    kind = all_kinds().get(kind_id)
    return kind.title.in_(language()) if kind else kind_id


def row_of(entry: Entry, attachments: int = 0) -> Row:
    """Return an entry's line. ``places`` should have been fetched."""
    title = kind_title(entry.kind)
    return Row(
        entry,
        title,
        days_in_words(entry.starts_on, entry.ends_on, with_year=False),
        entry.title or title,
        " · ".join(facts_of(entry)),
        entry_address(entry),
        attachments,
        _in_month(entry.starts_on, entry.ends_on),
    )


def facts_of(entry: Entry) -> list[str]:
    """Return «4 personer», «Senja og Tromsø», «Nord universitet»: what is noted of these."""
    facts = []
    if entry.people is not None:
        facts.append(people_in_words(entry.people, approximate=entry.approximate))
    if places := [place.name for place in entry.places.all()]:
        facts.append(_several(places))
    if entry.organisations:
        facts.append(_several(list(entry.organisations)))
    return facts


def people_in_words(people: int, *, approximate: bool) -> str:
    """4 personer; ca. 40 personer."""
    printed = numbers.integer(people, language())
    if approximate:
        printed = numbers.approximately(printed, language())
    return ngettext("%(number)s person", "%(number)s personer", people) % {"number": printed}


def size_in_words(size: int) -> str:
    """How large a file is: 340 kB; 1,4 MB. ``size`` is in bytes."""
    if size < 1_000_000:
        return f"{max(1, round(size / 1000))}\N{NO-BREAK SPACE}kB"
    return f"{numbers.decimal(size / 1_000_000, language(), 1)}\N{NO-BREAK SPACE}MB"


def days_in_words(first: date, last: date, *, with_year: bool = True) -> str:
    """12. mars 2024; 12.–14. mars 2024; 28. februar–2. mars 2024."""
    if first == last:
        return _day(first, with_year=with_year)
    if first.year != last.year:
        return f"{_day(first)} – {_day(last)}"
    if first.month == last.month:
        dot = "" if language() == "en" else "."
        return f"{first.day}{dot}–{_day(last, with_year=with_year)}"
    return f"{_day(first, with_year=False)} – {_day(last, with_year=with_year)}"


def _in_month(first: date, last: date) -> str:
    if (first.year, first.month) != (last.year, last.month):
        return days_in_words(first, last, with_year=False)
    dot = "" if language() == "en" else "."
    if first != last:
        return f"{first.day}{dot}–{last.day}{dot}"
    weekday = format_date(first, "EEEE", locale=_LOCALES[language()])[:3]
    return f"{weekday}{dot} {first.day}{dot}"


def month_in_words(day: date) -> str:
    """Mars 2024, as a heading."""
    words = format_date(day, "LLLL y", locale=_LOCALES[language()])
    return words[:1].upper() + words[1:]


def _day(day: date, *, with_year: bool = True) -> str:
    if with_year:
        return numbers.date_long(day, language())
    return format_date(day, "d MMMM" if language() == "en" else "d. MMMM", locale=_LOCALES[language()])


def _several(names: list[str], most: int = 4) -> str:
    if len(names) <= most:
        return numbers.listing(names, language())
    more = len(names) - most + 1
    rest = ngettext("%(more)s til", "%(more)s til", more) % {"more": more}
    return numbers.listing([*names[: most - 1], rest], language())


def answers_in_words(entry: Entry) -> list[tuple[str, str]]:
    """Return the answers to the kind's own form: what was asked, and what was said."""
    kind = all_kinds().get(entry.kind)
    if kind is None:
        return []
    return [
        (kind.form.question(id_).text.in_(language()), answer_in_words(kind.form.question(id_), answer))
        for id_, answer in entry.answers.items()
    ]


def answer_in_words(question: Question, answer: Answer) -> str:
    """Return one answer."""
    match answer.value:
        case bool() as yes:
            return _("Ja") if yes else _("Nei")
        case tuple() as codes:
            return numbers.listing([_option(question, code, answer) for code in codes], language())
        case int() as number:
            printed = numbers.integer(number, language())
        case Decimal() as number:
            printed = numbers.decimal(number, language())
        case date() as day:
            return numbers.date_long(day, language())
        case str() as code if question.type is QuestionType.SINGLE:
            return _option(question, code, answer)
        case text:
            return str(text)
    return numbers.approximately(printed, language()) if answer.approximate else printed


def fact_in_words(question: Question, answer: Answer) -> str:
    """Return an answer as a fact that stands alone: «2 timer», «1 500 kroner», «3 studenter»."""
    said, value = answer_in_words(question, answer), answer.value
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        return said
    one = value == 1
    match question.id:
        case "hours":
            return (_("%(number)s time") if one else _("%(number)s timer")) % {"number": said}
        case "cost":
            return (_("%(number)s krone") if one else _("%(number)s kroner")) % {"number": said}
        case "students":
            return (_("%(number)s student") if one else _("%(number)s studenter")) % {"number": said}
    return said


def _option(question: Question, code: str, answer: Answer) -> str:
    option = question.option(code)
    label = option.text.in_(language()) if option else code
    label = label[:1].lower() + label[1:] if label[1:2].islower() else label
    words = answer.specified.get(code, "")
    return f"{label} ({words})" if words else label


# --- addresses ---


def log_address(centre_slug: str) -> str:
    """/aktivitet/tana/"""
    return reverse("web:activity", kwargs={"centre_slug": centre_slug})


def entry_address(entry: Entry) -> str:
    """/aktivitet/tana/17/"""
    return reverse("web:entry", kwargs={"centre_slug": entry.centre.slug, "entry_id": entry.pk})


def new_address(centre_slug: str, kind: Kind) -> str:
    """/aktivitet/tana/ny/hospitering/"""
    return reverse("web:note", kwargs={"centre_slug": centre_slug, "kind_slug": kind.slug})
