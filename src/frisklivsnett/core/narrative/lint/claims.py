"""Reads the sentences of a report and judges what each says: the quantity, what it is said of, and the data."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from frisklivsnett.core import numbers
from frisklivsnett.core.narrative import formulas as f
from frisklivsnett.core.narrative.evidence import Evidence
from frisklivsnett.core.narrative.expressions import NumberSaid, Sign
from frisklivsnett.core.narrative.lint import grammar
from frisklivsnett.core.narrative.lint.amounts import judge_amounts
from frisklivsnett.core.narrative.lint.antecedents import Subject, counts_all
from frisklivsnett.core.narrative.lint.binding import context_of
from frisklivsnett.core.narrative.lint.cases import Case, Surroundings, case_of
from frisklivsnett.core.narrative.lint.centres import judge_named
from frisklivsnett.core.narrative.lint.changes import compares, judge_change, judge_superlative
from frisklivsnett.core.narrative.lint.clauses import Clause, clauses_of, is_superlative
from frisklivsnett.core.narrative.lint.extremes import judge_extreme
from frisklivsnett.core.narrative.lint.facts import judge_facts, judge_period
from frisklivsnett.core.narrative.lint.lexicon import Lexicon
from frisklivsnett.core.narrative.lint.model import Finding, Judgement
from frisklivsnett.core.narrative.lint.options import Outcome, judge_options, kind_of
from frisklivsnett.core.narrative.lint.patterns import find_sequence
from frisklivsnett.core.narrative.lint.quantities import Quantity, Words
from frisklivsnett.core.narrative.lint.reading import read
from frisklivsnett.core.narrative.lint.roles import Counted, Role
from frisklivsnett.core.narrative.lint.segments import Sentence
from frisklivsnett.core.narrative.lint.subjects import is_of_others
from frisklivsnett.core.narrative.number_words import Hedge
from frisklivsnett.core.text import Text, text

_ROUND = 10
"""Shares that people round to."""
_WHOLE = 100


def judge_sentence(
    sentence: Sentence, evidence: Evidence, lexicon: Lexicon, subject: Subject = Subject.CENTRES
) -> Iterator[Finding]:
    """Yield what the data says of a sentence: a finding for each thing that it says with a quantity.

    ``subject`` is whom the text was speaking of before it.
    """
    words = read(sentence.words, evidence.plan_names)
    if period := judge_period(sentence.words, evidence):
        yield _finding(sentence, *period)
    if not words.quantities and not _may_name_a_centre(words):
        return
    context = context_of(words, sentence.before, sentence.headings, lexicon)
    asks = sentence.words.rstrip().endswith("?")
    of_all = counts_all(sentence.before, evidence, lexicon)
    around = Surroundings(evidence, lexicon, words, context, asks, of_all)
    clauses = clauses_of(words)
    before = (None, *clauses)
    judged = [
        (clause, _outcomes(clause, around, last, subject))
        for clause, last in zip(clauses, before, strict=False)
    ]
    judged = [(clause, outcomes) for clause, outcomes in judged if outcomes]
    for clause, outcomes in judged:
        start, end = (0, len(sentence.words)) if len(judged) == 1 else _span(clause, words)
        for outcome in dict.fromkeys(outcomes):
            yield _finding(sentence, start, end, outcome)


def _may_name_a_centre(words: Words) -> bool:
    return any(word in grammar.FINITE for word in words.words)


def _span(clause: Clause, words: Words) -> tuple[int, int]:
    first = clause.first
    while first < clause.last - 1 and words.words[first] in (",", ";", ":", "–", "—", *grammar.AND_WORDS):
        first += 1
    return words.starts[first], words.ends[clause.last - 1]


def _finding(sentence: Sentence, start: int, end: int, outcome: Outcome) -> Finding:
    a, b = sentence.start + start, sentence.start + end
    return Finding(
        a,
        b,
        sentence.words[start:end],
        outcome.verdict,
        outcome.kind,
        outcome.expected,
        outcome.source,
        outcome.named,
    )


def _outcomes(
    clause: Clause, around: Surroundings, before: Clause | None, subject: Subject
) -> Sequence[Outcome]:
    """Judge the whole clause, or the part without its reasons and aims."""
    case = case_of(replace(clause, asides=None), around, before)
    outcomes = _judged(case)
    if not outcomes and clause.asides is not None:
        case = case_of(clause, around, before)
        outcomes = _judged(case)
    if outcomes:
        shaky = case.unsaid or is_of_others(case, subject)
        return (
            [replace(outcome, verdict=Judgement.UNVERIFIABLE) for outcome in outcomes] if shaky else outcomes
        )
    open_ = case.unsaid or is_of_others(case, subject)
    impossible = [] if open_ else list(_impossible(case))
    if impossible:
        return impossible
    return [Outcome(Judgement.UNVERIFIABLE, kind_of(quantity)) for quantity in clause.quantities[:1]]


def _judged(case: Case) -> tuple[Outcome, ...]:
    if any(is_superlative(quantity) for quantity in case.clause.quantities):
        return judge_superlative(case) or judge_extreme(case)
    if compares(case):
        return judge_change(case)
    if _tells_of_named(case):
        named = judge_named(case)
        if named:
            return named
    if any(role.counted is Counted.NUMBER for _, role in case.roles):
        return judge_amounts(case) or judge_facts(case)
    centres = case.counting_centres
    if centres is None:
        return judge_facts(case)
    return judge_options(case, centres) or judge_amounts(case) or judge_facts(case)


def _tells_of_named(case: Case) -> bool:
    """Centres are named, and not only as an example of a number of them."""
    if not case.names:
        return False
    return case.counting_centres is None or find_sequence(case.words, grammar.EXCEPT) is not None


# --- what cannot be, whatever is said ---


def _impossible(case: Case) -> Iterator[Outcome]:
    """More centres than there are, or a share that no whole number of them comes to."""
    base = case.around.evidence.current.base
    if case.year != case.around.evidence.year or not isinstance(case.among, f.Everyone):
        return
    for quantity, role in case.counting(Counted.CENTRES):
        said = quantity.said
        if not isinstance(said, NumberSaid):
            continue
        if said.of == base and said.value > base and said.sign is Sign.NONE:
            yield _cannot_be(quantity, base, "structure:impossible-count")
            continue
        if not _of_the_scheme(role, case):
            continue
        if said.sign is Sign.PERCENT:
            if not _attainable(said, base):
                yield _cannot_be(quantity, base, "structure:impossible-share")
        elif (
            said.sign is Sign.NONE
            and not said.is_ratio
            and said.value > base
            and said.hedge is not Hedge.UNDER
        ):
            yield _cannot_be(quantity, base, "structure:impossible-count")


def _of_the_scheme(role: Role, case: Case) -> bool:
    """Whether the centres counted are surely those of the scheme: «utviklingssentraler», «av sentralene»."""
    words = case.around.sentence.words
    noun = words[role.noun] if role.noun >= 0 else ""
    definite = noun in ("sentralene", "sentralane") and words[role.noun + 1 : role.noun + 2] not in (
        ["i"],
        ["på"],
    )
    return noun.startswith("utviklingssentral") or definite


def _attainable(said: NumberSaid, base: int) -> bool:
    round_number = said.decimals == 0 and said.value % _ROUND == 0
    if said.hedge is not Hedge.PLAIN or (round_number and said.value <= _WHOLE):
        return True
    return any(numbers.half_up(Fraction(n, base) * 100, said.decimals) == said.value for n in range(base + 1))


def _cannot_be(quantity: Quantity, base: int, kind: str) -> Outcome:
    expected: Text = text(
        f"Grunnlaget er {base} sentraler, så dette er ikke mulig.",
        f"Grunnlaget er {base} sentralar, så dette er ikkje mogleg.",
        f"There are {base} centres, so this is not possible.",
    )
    return Outcome(Judgement.CONTRADICTED, kind, expected, "agreements.count")
