"""What has happened to an answer and to a report, in words and with a sign: never by a colour alone."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from frisklivsnett.collection.models import Moved
from frisklivsnett.core.tables.compared import Beside, Turn
from frisklivsnett.web.jinja import day, number
from frisklivsnett.web.reporting.sheet import QuestionSheet


@dataclass(frozen=True, slots=True)
class Told:
    """What happened to an answer: a sign, the words, and lines about options, each with its own sign."""

    sign: str
    words: str
    lines: tuple[tuple[str, str], ...] = ()
    is_other: bool = False


def since(found: Beside, question: QuestionSheet, earlier: QuestionSheet | None, when: str) -> Told | None:
    """Say what happened to an answer since ``when`` («2024», «versjon 1»); None when there is nothing to say."""
    if found.turn is Turn.NONE:
        return None
    lines = [("+", label) for label in _labels(question, found.added)]
    lines += [("−", label) for label in _labels(earlier or question, found.dropped)]
    return Told(SIGNS[found.turn], _words(found, when), tuple(lines), found.is_other)


SIGNS: Mapping[Turn, str] = {
    Turn.SAME: "=",
    Turn.MORE: "▲",
    Turn.FEWER: "▼",
    Turn.CHANGED: "≠",
    Turn.GIVEN: "+",
    Turn.TAKEN_AWAY: "−",
    Turn.NOT_ASKED: "○",
}


def _words(found: Beside, when: str) -> str:
    difference = found.difference
    amount = number(_whole(difference if difference > 0 else -difference)) if difference else ""
    return {
        Turn.SAME: _("Som i %(when)s"),
        Turn.MORE: _("%(amount)s mer enn i %(when)s"),
        Turn.FEWER: _("%(amount)s mindre enn i %(when)s"),
        Turn.CHANGED: _("Et annet svar enn i %(when)s"),
        Turn.GIVEN: _("Ikke besvart i %(when)s"),
        Turn.TAKEN_AWAY: _("Besvart i %(when)s, men ikke nå"),
        Turn.NOT_ASKED: _("Ble ikke spurt om i %(when)s"),
    }[found.turn] % {"amount": amount, "when": when}


def _whole(value: int | Decimal) -> int | float:
    return int(value) if value == int(value) else float(value)


def _labels(question: QuestionSheet, codes: tuple[str, ...]) -> list[str]:
    labels = {option.code: option.label.rstrip(" :") for option in question.options}
    return [labels.get(code, code) for code in codes]


def move_in_words(made: Moved) -> str:
    """Return what a move was, as a line of the history."""
    until = day(made.until) if made.until else ""
    return {
        "submit": _("Sendt inn, versjon %(number)s"),
        "take_back": _("Åpnet for endring av sentralen"),
        "return": _("Returnert, med frist %(until)s"),
        "approve": _("Versjon %(number)s godkjent"),
        "unapprove": _("Godkjenningen opphevet"),
        "recall": _("Hentet tilbake til lesing, slik versjon %(number)s er"),
        "reopen": _("Åpnet for sentralen til og med %(until)s"),
    }[made.move] % {"number": made.number, "until": until}
