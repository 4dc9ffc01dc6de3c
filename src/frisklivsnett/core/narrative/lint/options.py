"""Judges what clauses say of options: «16 av 18 har egen nettside», «ingen mangler plan», «politikere og Nav»."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce

from frisklivsnett.core.narrative import formulas as f
from frisklivsnett.core.narrative.evaluate import evaluate
from frisklivsnett.core.narrative.expressions import NumberSaid, Sign
from frisklivsnett.core.narrative.labels import label
from frisklivsnett.core.narrative.lint import grammar
from frisklivsnett.core.narrative.lint.binding import Bound, Named, bind, words_left
from frisklivsnett.core.narrative.lint.cases import Case
from frisklivsnett.core.narrative.lint.judging import judge, says
from frisklivsnett.core.narrative.lint.lexicon import OptionWords
from frisklivsnett.core.narrative.lint.model import NOTHING, Judgement
from frisklivsnett.core.narrative.lint.quantities import Quantity
from frisklivsnett.core.narrative.lint.roles import Counted
from frisklivsnett.core.narrative.masks import split
from frisklivsnett.core.narrative.number_words import Hedge
from frisklivsnett.core.narrative.quantifiers import BY_KEY, Quantifier
from frisklivsnett.core.narrative.values import Centres
from frisklivsnett.core.numbers import percent
from frisklivsnett.core.text import LANGUAGES, Text


@dataclass(frozen=True, slots=True)
class Outcome:
    """A verdict on a clause, before it is given its place in the text."""

    verdict: Judgement
    kind: str
    expected: Text = NOTHING
    source: str = ""
    named: Text = NOTHING


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to understand the clause: a condition, and what it is called."""

    condition: f.Condition
    option: OptionWords | None


def kind_of(quantity: Quantity) -> str:
    """Return the name of the kind of quantity, as findings have it."""
    said = quantity.said
    if isinstance(said, Quantifier):
        return "quantifier"
    if isinstance(said, NumberSaid):
        of_part = said.of is not None and said.of <= 10 and said.in_words
        return "share" if said.sign is Sign.PERCENT or said.is_ratio or of_part else "count"
    return "trend"


def bounds_of(case: Case) -> tuple[Bound, ...]:
    """Return what the clause may be tied to, all of its words explained; the likeliest question first."""
    around = case.around
    found = bind(case.clause, case.explained, around.sentence, around.lexicon, around.context, case.borrowed)
    return tuple(bound for bound in found if not bound.unexplained)


def judge_options(case: Case, quantity: Quantity) -> tuple[Outcome, ...]:
    """Return a verdict for each thing that the clause says of the centres counted; nothing when it is not tied."""
    bounds = _comparable(tuple(bound for bound in bounds_of(case) if not _turned(bound, case, quantity)))
    if not bounds:
        return ()
    best, others = bounds[0], bounds[1:]
    outcomes = _of_bound(best, case, quantity)
    for said_too in _said_too(case, quantity):
        outcomes = _agreeing(outcomes, _of_bound(best, case, said_too))
    if _counts_more(case, quantity):
        outcomes = tuple(_open(outcome) for outcome in outcomes)
    if others and any(outcome.verdict is Judgement.CONTRADICTED for outcome in outcomes):
        elsewhere = [outcome.verdict for other in others for outcome in _of_bound(other, case, quantity)]
        if not all(verdict is Judgement.CONTRADICTED for verdict in elsewhere):
            outcomes = tuple(_open(outcome) for outcome in outcomes)
    return outcomes


def _said_too(case: Case, quantity: Quantity) -> list[Quantity]:
    """«16 sentraler (89 %)», «de fleste (14)», «et flertall på 14»: the same said once more, in another way."""
    numbers = [
        (q, q.said)
        for q, _ in case.counting(Counted.CENTRES)
        if q is not quantity and isinstance(q.said, NumberSaid)
    ]
    return [q for q, said in numbers if said.sign is Sign.PERCENT or _is_beside(q, quantity, case)]


def _is_beside(number: Quantity, quantity: Quantity, case: Case) -> bool:
    words = case.around.sentence.words
    lead = words[number.first - 1] if number.first else ""
    alone = lead == "(" and words[number.last : number.last + 1] == [")"]
    return alone or lead == "på" and number.first - 1 == quantity.last


def _agreeing(first: tuple[Outcome, ...], second: tuple[Outcome, ...]) -> tuple[Outcome, ...]:
    return tuple(b if b.verdict is Judgement.CONTRADICTED else a for a, b in zip(first, second, strict=True))


def _counts_more(case: Case, quantity: Quantity) -> bool:
    """«To sentraler har tre faste møter», «… flere ganger»: the second amount is of what the form does not count."""
    said_too = _said_too(case, quantity)
    return any(
        q.is_amount and q is not quantity and q not in said_too and q.said != BY_KEY["none"]
        for q, role in case.roles
        if role.counted in (Counted.OTHER, Counted.CENTRES)
    )


def _turned(bound: Bound, case: Case, quantity: Quantity) -> bool:
    """«Ti sentraler har besøkt fastlegene»: the centres did what the question asks of others."""
    others = case.around.lexicon.questions[bound.question].done_by_others
    words, first = case.around.sentence.words, case.clause.first
    done = [at for at, word in enumerate(case.words, first) if others.has(word)]
    told = next((at for at, word in enumerate(case.words, first) if word == "at"), len(words))
    visitors = any(told < place + first < at for at in done for one in bound.named for place in one.places)
    own = [at for at in done if quantity.last <= at and words[at + 1 : at + 2] != ["av"]]
    if quantity.first and words[quantity.first - 1] in ("hos", "ved", "i"):
        return False  # «Hos tre av sentralene har kreftkoordinatoren hospitert»
    return bool(own) and quantity.first >= first and not visitors


def _comparable(bounds: tuple[Bound, ...]) -> tuple[Bound, ...]:
    """The likeliest, and those that are about as likely."""
    if not bounds:
        return ()
    best = bounds[0]
    close = [
        b for b in bounds[1:] if b.level >= best.level - 0.2 and b.strength >= best.strength and not b.any_of
    ]
    return (best, *close)


def _open(outcome: Outcome) -> Outcome:
    return Outcome(Judgement.UNVERIFIABLE, outcome.kind, outcome.expected, outcome.source, outcome.named)


def _of_bound(bound: Bound, case: Case, quantity: Quantity) -> tuple[Outcome, ...]:
    if any(not named.options for named in bound.named):
        return (_any_answer(bound, case, quantity),)
    if len(bound.named) > 1 and not _denies_all(case, quantity):
        together = _together(bound, case, quantity)
        if together is not None:
            return together
    return tuple(_one(named, case, quantity) for named in bound.named)


def _one(named: Named, case: Case, quantity: Quantity) -> Outcome:
    """A verdict on one thing: true when any of its options makes it so, false when none does."""
    outcomes = [_option(option, case, quantity) for option in named.options]
    verdicts = [outcome.verdict for outcome in outcomes]
    if Judgement.SUPPORTED in verdicts:
        return outcomes[verdicts.index(Judgement.SUPPORTED)]
    if all(verdict is Judgement.CONTRADICTED for verdict in verdicts):
        return _merged(outcomes)
    return outcomes[verdicts.index(Judgement.UNVERIFIABLE)]


def _merged(outcomes: list[Outcome]) -> Outcome:
    """All false: the right figures of all."""
    if len(outcomes) == 1:
        return outcomes[0]
    expected = Text(
        {language: "; ".join(o.expected.in_(language) for o in outcomes) for language in LANGUAGES}
    )
    named = Text({language: " / ".join(o.named.in_(language) for o in outcomes) for language in LANGUAGES})
    source = ", ".join(outcome.source for outcome in outcomes)
    return Outcome(outcomes[0].verdict, outcomes[0].kind, expected, source, named)


def _option(option: OptionWords, case: Case, quantity: Quantity) -> Outcome:
    condition = f.Ticked(option.question, option.code)
    denied = (case.negations % 2 == 1) != option.negated
    asked = case.around.lexicon.questions[option.question].question.option(option.code)
    named = label(asked) if asked else Text()
    if _denies_all(case, quantity):
        verdict = _not_all(condition, case, quantity)
    else:
        verdict = _verdict(f.Not(condition) if denied else condition, case, quantity)
    return Outcome(
        verdict, kind_of(quantity), figures(condition, case, named), f"{option.question}.{option.code}", named
    )


def _denies_all(case: Case, quantity: Quantity) -> bool:
    return quantity.said == BY_KEY["all"] and case.negations % 2 == 1 and not _lacks(case)


def _lacks(case: Case) -> bool:
    """«Alle mangler nettside» says that nobody has one; there is no other way to understand it."""
    return any(word.startswith("mangl") or word in ("uten", "utan") for word in case.words)


def _not_all(condition: f.Condition, case: Case, quantity: Quantity) -> Judgement:
    """«Verken … er målgruppe for alle» denies all; «alle har ikke …» may also mean none: true of both, or open."""
    turned = {
        Judgement.SUPPORTED: Judgement.CONTRADICTED,
        Judgement.CONTRADICTED: Judgement.SUPPORTED,
        Judgement.UNVERIFIABLE: Judgement.UNVERIFIABLE,
    }
    not_all = turned[_verdict(condition, case, quantity)]
    words = case.around.sentence.words[case.clause.first : quantity.first]
    if any(word in grammar.NEGATIONS for word in words):
        return not_all
    nobody = _verdict(f.Not(condition), case, quantity)
    return nobody if nobody is not_all else Judgement.UNVERIFIABLE


def _verdict(condition: f.Condition, case: Case, quantity: Quantity) -> Judgement:
    """Hold the quantity up against the count. A denial counts those who said no, or all who did not say yes."""
    value = evaluate(f.Count(condition, case.scope), case.around.evidence).value
    if not isinstance(value, Centres):
        return Judgement.UNVERIFIABLE
    answered = value.base - value.unknown
    holds = [says(quantity, value.n, value.base, answered)]
    if isinstance(condition, f.Not) and value.unknown:
        holds.append(says(quantity, value.n + value.unknown, value.base, answered))
    verdict = judge(True if True in holds else holds[0] if len(set(holds)) == 1 else None)
    if verdict is Judgement.SUPPORTED and not _are_those(condition, case):
        verdict = Judgement.CONTRADICTED
    return Judgement.UNVERIFIABLE if case.since and not _is_false_now(quantity, value.n, verdict) else verdict


def _is_false_now(quantity: Quantity, n: int, verdict: Judgement) -> bool:
    """«Siden 2015 har alle hatt …»: how many did so all the time is not known, but no more than do so now."""
    said = quantity.said
    more = (
        isinstance(said, NumberSaid)
        and said.sign is Sign.NONE
        and said.hedge is Hedge.PLAIN
        and said.value > n
    )
    return verdict is Judgement.CONTRADICTED and (more or said == BY_KEY["all"])


def _are_those(condition: f.Condition, case: Case) -> bool:
    """«Tre sentraler har …: Bodø, Alstahaug og Bergen»: whether those named are among them."""
    rounds, evidence = case.around.evidence.rounds, case.around.evidence
    if not case.names or case.year not in rounds or any(q.exception for q in case.clause.quantities):
        return True
    yes = split(condition, rounds[case.year], evidence).yes
    return all(yes >> place & 1 for place in set(case.names.values()))


def figures(condition: f.Condition, case: Case, named: Text) -> Text:
    """Return the right figure in words: «16 av 18 (88,9 %): egen nettside …»."""
    value = evaluate(f.Count(condition, case.scope), case.around.evidence).value
    if not isinstance(value, Centres):
        return Text()
    of = {"nb": "av", "nn": "av", "en": "of"}
    return Text(
        {
            language: f"{value.n} {of[language]} {value.base} "
            f"({percent(value.n / value.base if value.base else None, language)}): {named.in_(language)}"
            for language in LANGUAGES
        }
    )


# --- several options at once ---


def _together(bound: Bound, case: Case, quantity: Quantity) -> tuple[Outcome, ...] | None:
    """Several options may be meant jointly («både … og»), or as choices («eller»): true so, it is true."""
    conditions: list[f.Condition] = [f.Ticked(n.options[0].question, n.options[0].code) for n in bound.named]
    either = bool(grammar.EITHER & set(case.words))
    ways: list[f.Condition] = (
        [reduce(f.Either, conditions[1:], conditions[0])] if either or bound.any_of else []
    )
    if not either:
        ways.append(reduce(f.Both, conditions[1:], conditions[0]))
    if bound.any_of:
        ways.append(_some(bound.question, case))
    denied = case.negations % 2 == 1
    for way in ways:
        if _verdict(f.Not(way) if denied else way, case, quantity) is Judgement.SUPPORTED:
            return tuple(_told(named, way, case, quantity, Judgement.SUPPORTED) for named in bound.named)
    if either:
        return (_told(bound.named[0], ways[0], case, quantity, Judgement.CONTRADICTED),)
    return None


def _told(named: Named, way: f.Condition, case: Case, quantity: Quantity, verdict: Judgement) -> Outcome:
    option = named.options[0]
    asked = case.around.lexicon.questions[option.question].question.option(option.code)
    called = label(asked) if asked else Text()
    return Outcome(
        verdict, kind_of(quantity), figures(way, case, called), f"{option.question}.{option.code}", called
    )


# --- any option of a question ---


def _some(question: str, case: Case) -> f.Condition:
    """At least one option is chosen that is not «none of these»."""
    asked = case.around.lexicon.questions[question].question
    condition: f.Condition = f.HasAnswered(question)
    for option in asked.options:
        if option.exclusive:
            condition = f.Both(condition, f.Not(f.Ticked(question, option.code)))
    return condition


def _any_answer(bound: Bound, case: Case, quantity: Quantity) -> Outcome:
    """«14 sentraler samarbeider med statsforvalteren»: those who ticked anything do; of the others nothing is known."""
    condition = _some(bound.question, case)
    named = case.around.lexicon.questions[bound.question].question.text
    value = evaluate(f.Count(condition, case.scope), case.around.evidence).value
    known = evaluate(f.Count(f.HasAnswered(bound.question), case.scope), case.around.evidence).value
    if not isinstance(value, Centres) or not isinstance(known, Centres):
        return Outcome(Judgement.UNVERIFIABLE, kind_of(quantity), Text(), bound.question, named)
    denied = case.negations % 2 == 1
    unknown = value.base - known.n
    least = known.n - value.n if denied else value.n
    holds = {says(quantity, n, value.base, known.n) for n in range(least, least + unknown + 1)}
    verdict = judge(holds.pop() if len(holds) == 1 else None)
    if says(quantity, least, value.base, known.n):
        verdict = Judgement.SUPPORTED if not unknown or not denied else Judgement.UNVERIFIABLE
    return Outcome(verdict, kind_of(quantity), figures(condition, case, named), bound.question, named)


# --- shared with those who judge numbers ---


def unexplained(case: Case, questions: Sequence[str]) -> tuple[str, ...]:
    """Return the clause's words that neither these questions nor the small words explain."""
    lexicon = case.around.lexicon
    known = {place - case.clause.first for place in case.explained}
    for question in questions:
        known |= lexicon.questions[question].along.places(case.words)
    return words_left(case.words, known, case.around.sentence, case.clause.first)


def count_outcome(
    condition: f.Condition, case: Case, quantity: Quantity, source: str, named: Text
) -> Outcome:
    """Return the verdict on a number of centres that fulfil a condition."""
    return Outcome(
        _verdict(condition, case, quantity), kind_of(quantity), figures(condition, case, named), source, named
    )
