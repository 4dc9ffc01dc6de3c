"""Proof that a text is bound to its data: change one answer, or one thing in the logs, and see which claims notice.

A change that moves the value behind a claim must make its words false, or make the engine write other words: then it
is *caught*. A claim whose value moves while its words go on being called true is a *survivor*: its words say less than
they seem to. A claim that does not rest on what was changed must not stir at all; when one does, what it says of its
own dependencies is wrong, and that is a *leak*.
"""

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TypeVar

from frisklivsnett.core.forms.model import Question, Value
from frisklivsnett.core.narrative import values
from frisklivsnett.core.narrative.checking import Checker, Placed
from frisklivsnett.core.narrative.claims import Verdict
from frisklivsnett.core.narrative.dependencies import Dependency
from frisklivsnett.core.narrative.evaluate import evaluate
from frisklivsnett.core.narrative.evidence import Evidence, Fact, Lacking
from frisklivsnett.core.tables.model import Column, Dataset

Known = TypeVar("Known", Fact, Lacking)


@dataclass(frozen=True, slots=True)
class Mutant:
    """One answer changed: of the respondent at ``place``, to ``question_id``. ``what`` says how, in English."""

    place: int
    question_id: str
    option: str
    column: Column
    what: str

    @property
    def key(self) -> Hashable:
        """No two changes of answers are the same."""
        return None

    def may_move(self, rests_on: Iterable[Dependency]) -> bool:
        """Tell whether a claim that rests on this is allowed to notice."""
        for question, option in rests_on:
            if question == self.question_id and (not self.option or option in ("", self.option)):
                return True
        return False

    def onto(self, evidence: Evidence) -> Evidence:
        """Return the evidence with the answer changed."""
        columns: Mapping[str, Column] = {**evidence.current.columns, self.question_id: self.column}
        return replace(evidence, current=replace(evidence.current, columns=columns))


@dataclass(frozen=True, slots=True)
class FactsChanged:
    """One thing changed in what facts are made of: ``facts`` and ``lacking`` are those that differ, None when gone.

    ``what`` says how, in English; ``names`` what the names begin with of the facts that such a change may move.
    """

    what: str
    names: tuple[str, ...]
    facts: Mapping[str, Fact | None]
    lacking: Mapping[str, Lacking | None]

    @property
    def key(self) -> Hashable:
        """What tells changes apart: those that make the same facts differ in the same way have the same outcome."""
        return self.what, frozenset(self.facts.items()), frozenset(self.lacking.items())

    def may_move(self, rests_on: Iterable[Dependency]) -> bool:
        """Tell whether a claim that rests on this is allowed to notice."""
        return any(name.startswith(self.names) for name, _ in rests_on)

    def onto(self, evidence: Evidence) -> Evidence:
        """Return the evidence with the facts as they would be."""
        return evidence.with_facts(
            _changed_in(evidence.facts, self.facts), _changed_in(evidence.lacking, self.lacking)
        )


AnyChange = Mutant | FactsChanged


@dataclass(frozen=True, slots=True)
class Survivor:
    """A claim that said the same, and was called true, although the value behind it had moved."""

    claim: Placed
    mutant: AnyChange


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


@dataclass(frozen=True, slots=True)
class _Outcome:
    caught: int
    survivors: tuple[Placed, ...]
    leaks: tuple[Placed, ...]


def mutate(
    source: str, evidence: Evidence, language: str, changes: Iterable[AnyChange] | None = None
) -> Mutations:
    """Change every answer of the current round, one at a time, and count which of the source's claims notice.

    The source should be one in which every claim holds. Claims that are not computed (attested, or in a part that is
    left out) are not watched. ``changes`` may be others than those of the answers.
    """
    placed = [found for found in Checker(evidence, language).check(source).claims if _is_computed(found)]
    mutants, caught = 0, 0
    survivors: list[Survivor] = []
    leaks: list[Survivor] = []
    known: dict[Hashable, _Outcome] = {}
    for mutant in mutants_of(evidence.current) if changes is None else changes:
        mutants += 1
        key = mutant.key
        outcome = None if key is None else known.get(key)
        if outcome is None:
            outcome = _outcome(mutant, placed, Checker(mutant.onto(evidence), language))
            known[key] = outcome
        caught += outcome.caught
        survivors += [Survivor(found, mutant) for found in outcome.survivors]
        leaks += [Survivor(found, mutant) for found in outcome.leaks]
    return Mutations(mutants, len(placed), caught, tuple(survivors), tuple(leaks))


def _outcome(mutant: AnyChange, placed: Sequence[Placed], checker: Checker) -> _Outcome:
    moved = [found for found in placed if _has_moved(found, checker.evidence)]
    allowed = [found for found in moved if mutant.may_move(found.claim.rests_on)]
    survivors = [found for found in allowed if not _notices(found, checker)]
    leaks = [found for found in moved if found not in allowed]
    return _Outcome(len(allowed) - len(survivors), tuple(survivors), tuple(leaks))


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


def _changed_in(known: Mapping[str, Known], differ: Mapping[str, Known | None]) -> dict[str, Known]:
    changed = {name: each for name, each in known.items() if name not in differ}
    return {**changed, **{name: each for name, each in differ.items() if each is not None}}


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
