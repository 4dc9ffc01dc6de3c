"""Proof that a text is bound to its answers: change one answer at a time, and see which claims notice.

A change that moves the value behind a claim must make its words false, or make the engine write other words: then it
is *caught*. A claim whose value moves while its words go on being called true is a *survivor*: its words say less than
they seem to. A claim that does not rest on the changed answer must not stir at all; when one does, what it says of its
own dependencies is wrong, and that is a *leak*.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from frisklivsnett.core.forms.model import Question, Value
from frisklivsnett.core.narrative import values
from frisklivsnett.core.narrative.checking import Checker, Placed
from frisklivsnett.core.narrative.claims import Verdict
from frisklivsnett.core.narrative.dependencies import Dependency
from frisklivsnett.core.narrative.evaluate import evaluate
from frisklivsnett.core.narrative.evidence import Evidence
from frisklivsnett.core.tables.model import Column, Dataset


@dataclass(frozen=True, slots=True)
class Mutant:
    """One answer changed: of the respondent at ``place``, to ``question_id``. ``what`` says how, in English."""

    place: int
    question_id: str
    option: str
    column: Column
    what: str

    @property
    def touches(self) -> frozenset[Dependency]:
        """What a claim must rest on to be allowed to notice."""
        whole = (self.question_id, "")
        return frozenset({whole, (self.question_id, self.option)}) if self.option else frozenset({whole})


@dataclass(frozen=True, slots=True)
class Survivor:
    """A claim that said the same, and was called true, although the value behind it had moved."""

    claim: Placed
    mutant: Mutant


@dataclass(frozen=True, slots=True)
class Mutations:
    """What came of it. ``caught`` and ``survivors`` are pairs of a change and a claim whose value it moved."""

    mutants: int
    claims: int
    caught: int
    survivors: tuple[Survivor, ...]
    leaks: tuple[Survivor, ...]

    @property
    def kill_rate(self) -> float | None:
        """The share of pairs that were caught; None when no change moved any value."""
        pairs = self.caught + len(self.survivors)
        return self.caught / pairs if pairs else None


def mutate(source: str, evidence: Evidence, language: str) -> Mutations:
    """Change every answer of the current round, one at a time, and count which of the source's claims notice.

    The source should be one in which every claim holds. Claims that are not computed (attested) are left out.
    """
    placed = [found for found in Checker(evidence, language).check(source).claims if _is_computed(found)]
    mutants, caught = 0, 0
    survivors: list[Survivor] = []
    leaks: list[Survivor] = []
    for mutant in mutants_of(evidence.current):
        mutants += 1
        checker = Checker(_with(evidence, mutant), language)
        for found in placed:
            if not _has_moved(found, checker.evidence):
                continue
            if not _rests_on(found, mutant):
                leaks.append(Survivor(found, mutant))
            elif _notices(found, checker):
                caught += 1
            else:
                survivors.append(Survivor(found, mutant))
    return Mutations(mutants, len(placed), caught, tuple(survivors), tuple(leaks))


def mutants_of(dataset: Dataset) -> Iterator[Mutant]:
    """Yield every change of one answer: an option ticked or not, a number one up, its mark turned, an answer gone."""
    for question in dataset.form.questions:
        column = dataset.columns[question.id]
        for place, value in enumerate(column.values):
            for option, changed, what in _changes(question, value):
                yield Mutant(place, question.id, option, _changed(column, place, changed), what)
            if question.may_be_approximate and value is not None:
                turned = replace(column, approximate=column.approximate ^ {place})
                yield Mutant(place, question.id, "", turned, "its mark as approximate turned")


def _changes(question: Question, value: Value | None) -> Iterator[tuple[str, Value | None, str]]:
    """Yield the option concerned (or ``""``), the new value and how it differs."""
    match value:
        case None:
            pass
        case tuple():
            yield from _ticks(question, value)
        case bool():
            yield "", not value, "turned"
        case int() | Decimal():
            yield "", value + 1, "one more"
        case _:
            pass
    if value is not None:
        yield "", None, "taken away"


def _ticks(question: Question, value: tuple[str, ...]) -> Iterator[tuple[str, Value | None, str]]:
    for option in question.options:
        if option.code not in value:
            codes = tuple(each.code for each in question.options if each.code in (*value, option.code))
            yield option.code, codes, f"{option.code} ticked"
        elif len(value) > 1:
            yield (
                option.code,
                tuple(code for code in value if code != option.code),
                f"{option.code} not ticked",
            )


def _changed(column: Column, place: int, value: Value | None) -> Column:
    values = list(column.values)
    values[place] = value
    return replace(column, values=values)


def _with(evidence: Evidence, mutant: Mutant) -> Evidence:
    columns: Mapping[str, Column] = {**evidence.current.columns, mutant.question_id: mutant.column}
    return replace(evidence, current=replace(evidence.current, columns=columns))


def _is_computed(found: Placed) -> bool:
    return found.claim.value is not None and found.claim.parsed is not None


def _has_moved(found: Placed, evidence: Evidence) -> bool:
    assert found.claim.parsed is not None
    assert found.claim.value is not None
    return _said_of(evaluate(found.claim.parsed, evidence).value) != _said_of(found.claim.value)


def _said_of(given: values.Value) -> object:
    """Return the part of a value that words speak of: not how many are unknown, nor the order of a list."""
    match given:
        case values.Centres():
            return given.n, given.base
        case values.Names():
            return frozenset(given.items), given.tied
        case values.Truth():
            return given.holds
        case _:
            return given


def _rests_on(found: Placed, mutant: Mutant) -> bool:
    rests_on = found.claim.rests_on
    if mutant.option:
        return bool(rests_on & mutant.touches)
    return any(question == mutant.question_id for question, _ in rests_on)


def _notices(found: Placed, checker: Checker) -> bool:
    """Whether the words, left as they stand, are now false; or, left to the engine, would be others."""
    claim = found.claim
    again = checker.resolve(claim.formula, claim.words)
    return again.verdict is not Verdict.TRUE or again.printed != claim.printed


def by_claim(survivors: Iterable[Survivor]) -> Mapping[str, list[Survivor]]:
    """Return the survivors under the words and formula of their claim."""
    found: dict[str, list[Survivor]] = {}
    for survivor in survivors:
        claim = survivor.claim.claim
        found.setdefault(f"[{claim.words}](={claim.formula})", []).append(survivor)
    return found
