"""Judges what clauses say of the agreements: how many, what they are paid, who co-ordinates, and when it was due."""

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction

from frisklivsnett.core import numbers
from frisklivsnett.core.months import NORWEGIAN
from frisklivsnett.core.narrative import formulas as f
from frisklivsnett.core.narrative.evidence import Evidence, Fact
from frisklivsnett.core.narrative.expressions import NumberSaid
from frisklivsnett.core.narrative.lint.binding import words_left
from frisklivsnett.core.narrative.lint.cases import Case
from frisklivsnett.core.narrative.lint.judging import judge, rounds_to, says
from frisklivsnett.core.narrative.lint.lexicon import FactWords
from frisklivsnett.core.narrative.lint.options import Outcome, kind_of
from frisklivsnett.core.narrative.lint.quantities import Quantity
from frisklivsnett.core.narrative.lint.reading import MONTHS
from frisklivsnett.core.narrative.lint.roles import Counted
from frisklivsnett.core.text import LANGUAGES, Text, text

_DAY = re.compile(rf"\b(\d{{1,2}})\.\s?({MONTHS})(?:\s((?:19|20)\d\d))?\b", re.IGNORECASE)
_PERIOD = re.compile(
    r"\bavtaleperiod\w+(?:\s+(?:er|var|gjelder|gjeld|varer|løper|går|på|tre|år|fra|frå|no|nå)){0,4}\s+\(?((?:19|20)\d\d)"
    r"\s*(?:–|-|til)\s*((?:19|20)\d\d)",
    re.IGNORECASE,
)
_ANOTHER = re.compile(
    r"\b(?:forrige|førre|neste|nye?|første|kommende|komande|tidligere|tidlegare)\s+$", re.IGNORECASE
)
_PERIOD_CALLED = text("Avtaleperioden", "Avtaleperioden", "The agreements' years")
_EXISTENCE = (
    ("det", "er"),
    ("det", "var"),
    ("det", "finnes"),
    ("det", "finst"),
    ("det", "fantes"),
    ("var", "det"),
    ("er", "det"),
)

CALLED = {
    "agreements.count": text("Antall avtaler", "Talet på avtalar", "Number of agreements"),
    "round.sent": text("Antall som har sendt inn", "Talet på innsende", "Number submitted"),
    "round.on_time": text("Sendt inn innen fristen", "Sendt inn innan fristen", "Submitted on time"),
    "round.late": text("Sendt inn etter fristen", "Sendt inn etter fristen", "Submitted late"),
    "round.deadline": text("Frist for rapportering", "Frist for rapportering", "Deadline"),
    "form.questions": text(
        "Antall spørsmål i skjemaet", "Talet på spørsmål i skjemaet", "Questions in the form"
    ),
    "grant.per_centre": text("Tilskudd per sentral", "Tilskot per sentral", "Grant per centre"),
    "grant.total": text("Samlet tilskudd", "Samla tilskot", "Total grant"),
    "coordinator.grant": text(
        "Tilskudd til koordinatoren", "Tilskot til koordinatoren", "The co-ordinator's grant"
    ),
    "coordinator.name": text(
        "Koordinator for nettverket", "Koordinator for nettverket", "Co-ordinator of the network"
    ),
}


def judge_period(words: str, evidence: Evidence) -> tuple[int, int, Outcome] | None:
    """Return where a sentence tells of the agreements' years, and whether they are right; None when it does not."""
    match = _PERIOD.search(words)
    first, last = (evidence.facts.get(f"agreements.{which}_year") for which in ("first", "last"))
    if match is None or first is None or last is None or _ANOTHER.search(words[: match.start()]):
        return None
    right = (int(match[1]), int(match[2])) == (first.value, last.value)
    shown = text(f"{first.value}–{last.value}")
    return *match.span(), Outcome(judge(right), "fact", shown, "agreements.first_year", _PERIOD_CALLED)


def judge_facts(case: Case) -> tuple[Outcome, ...]:
    """Return a verdict for the facts that the clause states; nothing when it states none that are known."""
    if case.year != case.around.evidence.year or any(True for _ in case.counting(Counted.NUMBER)):
        return ()
    found = {words.name: words for words, _, _ in case.around.lexicon.facts.matches(case.words)}
    for name, words in found.items():
        fact = case.around.evidence.facts.get(name)
        if fact is not None:
            outcome = next(_of_fact(case, words, fact), None)
            if outcome is not None:
                return (outcome,)
    return tuple(_existence(case))


def _of_fact(case: Case, words: FactWords, fact: Fact) -> Iterator[Outcome]:
    match words.is_:
        case "date":
            yield from _date(case, words, fact)
        case "name":
            yield from _name(case, words, fact)
        case _:
            yield from _number(case, words, fact)


def _explained(case: Case, words: FactWords, more: set[int] | None = None) -> bool:
    known = {place - case.clause.first for place in case.explained | (more or set())}
    known |= words.along.places(case.words)
    return not words_left(case.words, known, case.around.sentence, case.clause.first)


def _number(case: Case, words: FactWords, fact: Fact) -> Iterator[Outcome]:
    counted = {"centres": Counted.CENTRES, "money": Counted.MONEY}.get(words.is_)
    money = words.is_ == "money"
    for quantity, role in case.roles:
        noun = case.around.sentence.words[quantity.last : quantity.last + 1]
        fits = role.counted is counted if counted else any(words.nouns.has(word) for word in noun)
        more = set(range(quantity.last, quantity.last + 1)) if not counted else set(named_places(case))
        if not fits or not _explained(case, words, more):
            continue
        holds = _fact_said(quantity, fact, case, money=money)
        verdict = judge(None if case.negations % 2 or case.unsaid else holds)
        yield Outcome(verdict, "fact", _shown(fact), words.name, CALLED.get(words.name, Text()))


def named_places(case: Case) -> dict[int, int]:
    """Return the places of the clause's words that name centres."""
    return dict(case.names)


def _fact_said(quantity: Quantity, fact: Fact, case: Case, *, money: bool) -> bool | None:
    value = fact.value
    if not isinstance(value, int | Decimal):
        return None
    if isinstance(quantity.said, NumberSaid) and quantity.said.of is None and quantity.high is None:
        return rounds_to(Fraction(value), quantity.said)
    base = case.around.evidence.current.base
    return None if money else says(quantity, int(value), base, base)


def _shown(fact: Fact) -> Text:
    value = fact.value
    if isinstance(value, date):
        return Text({language: numbers.date_long(value, language) for language in LANGUAGES})
    if isinstance(value, int | Decimal):
        return Text({language: numbers.decimal(value, language) for language in LANGUAGES})
    return text(str(value))


def _date(case: Case, words: FactWords, fact: Fact) -> Iterator[Outcome]:
    deadline = fact.value
    sentence = case.around.sentence
    if not isinstance(deadline, date) or not _explained(case, words):
        return
    start, end = sentence.starts[case.clause.first], sentence.ends[case.clause.end - 1]
    for match in _DAY.finditer(sentence.text, start, end):
        day, month = int(match[1]), NORWEGIAN.index(match[2].lower()) + 1
        right = (day, month) == (deadline.day, deadline.month) and (
            not match[3] or int(match[3]) == deadline.year
        )
        verdict = judge(None if case.negations or case.unsaid else right)
        yield Outcome(verdict, "fact", _shown(fact), words.name, CALLED[words.name])


def _name(case: Case, words: FactWords, fact: Fact) -> Iterator[Outcome]:
    """«Bergen var koordinator»: a centre is named, and it is not the one."""
    named = named_places(case)
    if not named or case.clause.quantities or not _explained(case, words, set(named)):
        return
    centres = {case.around.evidence.current.respondents[place].name for place in named.values()}
    right = centres == {str(fact.value)}
    verdict = judge(None if case.negations or case.unsaid else right)
    yield Outcome(verdict, "fact", text(str(fact.value)), words.name, CALLED[words.name])


def _existence(case: Case) -> Iterator[Outcome]:
    """«I 2024 var det 18 utviklingssentraler»: nothing else is said of them than that they are."""
    fact = case.around.evidence.facts.get("agreements.count")
    words = list(case.words)
    stands = any(tuple(words[at : at + 2]) in _EXISTENCE for at in range(len(words)))
    if fact is None or not stands or case.negations or case.unsaid:
        return
    known = {place - case.clause.first for place in case.explained}
    if words_left(words, known, case.around.sentence, case.clause.first):
        return
    for quantity, role in case.counting(Counted.CENTRES):
        if isinstance(quantity.said, NumberSaid) and role.noun >= 0 and isinstance(case.among, f.Everyone):
            holds = _fact_said(quantity, fact, case, money=False)
            yield Outcome(
                judge(holds), kind_of(quantity), _shown(fact), "agreements.count", CALLED["agreements.count"]
            )
