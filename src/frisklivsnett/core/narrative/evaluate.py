"""Computes formulas. Each comes to one ``Result``; a formula without a value comes to ``Nothing`` with the reason."""

from decimal import Decimal, localcontext
from fractions import Fraction
from statistics import median
from typing import cast

from frisklivsnett.core.narrative import formulas as f
from frisklivsnett.core.narrative.evidence import Answered, Evidence
from frisklivsnett.core.narrative.facts import fact_value
from frisklivsnett.core.narrative.labels import label
from frisklivsnett.core.narrative.masks import OPERATORS, NoValueError, Split, must_have, split
from frisklivsnett.core.narrative.values import (
    EMPTY_GROUP,
    NOBODY_ANSWERED,
    Amount,
    Centres,
    Exact,
    Named,
    Names,
    Nothing,
    Place,
    Result,
    Share,
    Truth,
    Unit,
    Value,
)
from frisklivsnett.core.tables.counting import ENOUGH_DIGITS
from frisklivsnett.core.text import Text, text


def evaluate(formula: f.Formula, evidence: Evidence) -> Result:
    """Return what the formula comes to. Remembers its results; ``Attested`` has no value and raises ``TypeError``."""
    key = ("result", formula)
    if key not in evidence.remembered:
        try:
            result = _compute(formula, evidence)
        except NoValueError as problem:
            result = Result(Nothing(problem.reason))
        evidence.remembered[key] = result
    return cast("Result", evidence.remembered[key])


def _compute(formula: f.Formula, evidence: Evidence) -> Result:
    from frisklivsnett.core.narrative import changes

    match formula:
        case f.Styled(inner):
            return _compute(inner, evidence)
        case f.Over():
            return changes.over(formula, evidence)
        case f.Comparison():
            return changes.side_by_side(formula, evidence)
        case f.Count():
            return _count(formula, evidence)
        case f.ShareOf():
            return _share(formula, evidence)
        case f.TheYear():
            return Result(Amount(evidence.year, Unit.YEAR))
        case f.Series(name, year):
            return Result(_series(name, evidence.year if year is None else year, evidence))
        case f.Attested():
            raise TypeError("what somebody vouches for is not computed")
        case _:
            return Result(_value(formula, evidence))


def _value(
    formula: f.Statistic
    | f.CentreList
    | f.TopCentres
    | f.OptionList
    | f.OptionCount
    | f.Superlative
    | f.RankOf
    | f.FactOf
    | f.Known
    | f.Assertion,
    evidence: Evidence,
) -> Value:
    match formula:
        case f.Statistic():
            return _statistic(formula, evidence)
        case f.CentreList():
            return _centre_list(formula, evidence)
        case f.TopCentres():
            return _top_centres(formula, evidence)
        case f.OptionList():
            return Names(*_option_list(formula, evidence))
        case f.OptionCount(options):
            return Amount(len(_option_list(options, evidence)[0]))
        case f.Superlative():
            return _superlative(formula, evidence)
        case f.RankOf():
            return _rank(formula, evidence)
        case f.Assertion():
            return _assertion(formula, evidence)
        case f.FactOf() | f.Known():
            return _fact(formula, evidence)


# --- who ---


def _round(scope: f.Scope, evidence: Evidence) -> Answered:
    year = evidence.year if scope.year is None else scope.year
    if year not in evidence.rounds:
        raise NoValueError(
            text(
                f"Det er ingen runde for {year}.",
                f"Det finst ingen runde for {year}.",
                f"There is no round for {year}.",
            )
        )
    return evidence.rounds[year]


def _within(where: f.Condition, scope: f.Scope, evidence: Evidence) -> tuple[Split, int]:
    """Return who fulfils the condition, and the group it is asked of, which is never empty."""
    answered = _round(scope, evidence)
    group = split(scope.among, answered, evidence).yes
    if not group:
        raise NoValueError(EMPTY_GROUP)
    yes, no = split(where, answered, evidence)
    return Split(yes & group, no & group), group


def _count(formula: f.Count, evidence: Evidence) -> Result:
    who, group = _within(formula.where, formula.scope, evidence)
    base, known = group.bit_count(), who.known.bit_count()
    if formula.of_answered:
        if not known:
            raise NoValueError(NOBODY_ANSWERED)
        return Result(Centres(who.yes.bit_count(), known, base - known, answered_only=True))
    value = Centres(who.yes.bit_count(), base, base - known)
    noted = value.unknown and formula.demand is not f.Demand.NUMBER
    return Result(value, (_missing_note(value.unknown, base),) if noted else ())


def _share(formula: f.ShareOf, evidence: Evidence) -> Result:
    who, group = _within(formula.where, formula.scope, evidence)
    base, known = group.bit_count(), who.known.bit_count()
    if formula.of_base:
        notes = (_missing_note(base - known, base),) if known < base else ()
        return Result(Share(who.yes.bit_count(), base, base), notes)
    if not known:
        raise NoValueError(NOBODY_ANSWERED)
    notes = (_answered_note(known, base),) if known < base else ()
    return Result(Share(who.yes.bit_count(), known, base), notes)


def _missing_note(missing: int, base: int) -> Text:
    return text(
        f"{missing} av {base} har ikke svart på spørsmålet.",
        f"{missing} av {base} har ikkje svart på spørsmålet.",
        f"{missing} of {base} have not answered the question.",
    )


def _answered_note(known: int, base: int) -> Text:
    return text(
        f"Andelen er av de {known} som svarte på spørsmålet, av {base} i alt.",
        f"Delen er av dei {known} som svarte på spørsmålet, av {base} i alt.",
        f"The share is of the {known} who answered the question, of {base} in all.",
    )


# --- numbers ---


def _statistic(formula: f.Statistic, evidence: Evidence) -> Value:
    answered = _round(formula.scope, evidence)
    must_have(formula.question, "", answered)
    group = split(formula.scope.among, answered, evidence).yes
    if not group:
        raise NoValueError(EMPTY_GROUP)
    numbers = {
        place: cast("int | Decimal", value) for place, value in answered.values(formula.question, group)
    }
    if not numbers:
        raise NoValueError(NOBODY_ANSWERED)
    result = _measured(formula.measure, list(numbers.values()))
    flagged = answered.approximate(formula.question)
    of_one = formula.measure in (f.Measure.MIN, f.Measure.MAX)
    rests_on = [place for place, number in numbers.items() if not of_one or number == result]
    return Amount(result, Unit.NONE, any(flagged >> place & 1 for place in rests_on))


def _measured(measure: f.Measure, numbers: list[int | Decimal]) -> Exact:
    match measure:
        case f.Measure.SUM:
            with localcontext(ENOUGH_DIGITS):
                return sum(numbers)
        case f.Measure.MEAN:
            return Fraction(sum(Fraction(number) for number in numbers)) / len(numbers)
        case f.Measure.MEDIAN:
            return Fraction(median(Fraction(number) for number in numbers))
        case f.Measure.MIN:
            return min(numbers)
        case f.Measure.MAX:
            return max(numbers)


def _series(name: str, year: int, evidence: Evidence) -> Value:
    published = evidence.series[name].get(year)
    if published is None:
        raise NoValueError(
            text(
                f"Tidsserien «{name}» har ikke noe tall for {year}.",
                f"Tidsserien «{name}» har ikkje noko tal for {year}.",
                f"The series “{name}” has no number for {year}.",
            )
        )
    return Amount(published.value, Unit.NONE, published.approximate)


# --- lists of centres ---


def _named(places: list[int], answered: Answered, *, tied: bool = False) -> Names:
    respondents = answered.dataset.respondents
    return Names(tuple(text(respondents[place].name) for place in places), Named.CENTRES, tied)


def _centre_list(formula: f.CentreList, evidence: Evidence) -> Value:
    who, _ = _within(formula.where, formula.scope, evidence)
    answered = _round(formula.scope, evidence)
    places = [place for place in range(answered.dataset.base) if who.yes >> place & 1]
    return _named(places, answered)


def _top_centres(formula: f.TopCentres, evidence: Evidence) -> Value:
    answered = _round(formula.scope, evidence)
    must_have(formula.question, "", answered)
    group = split(formula.scope.among, answered, evidence).yes
    numbers = {
        place: Fraction(cast("int", value)) for place, value in answered.values(formula.question, group)
    }
    if not numbers:
        raise NoValueError(NOBODY_ANSWERED)
    sign = 1 if formula.lowest else -1
    ordered = sorted(numbers, key=lambda place: (sign * numbers[place], place))
    last = numbers[ordered[min(formula.n, len(ordered)) - 1]]
    places = [place for place in ordered if sign * numbers[place] <= sign * last]
    return _named(places, answered, tied=len(places) > formula.n)


# --- options ---


def _counts(question: str, scope: f.Scope, evidence: Evidence) -> dict[str, int]:
    """How many in the scope chose each option, in the form's order."""
    answered = _round(scope, evidence)
    must_have(question, "", answered)
    group = split(scope.among, answered, evidence).yes
    if not group & answered.answered(question):
        raise NoValueError(NOBODY_ANSWERED)
    asked = answered.dataset.form.question(question)
    return {
        option.code: (answered.ticked(asked, option.code) & group).bit_count() for option in asked.options
    }


def _option_list(formula: f.OptionList, evidence: Evidence) -> tuple[tuple[Text, ...], Named, bool]:
    counts = _counts(formula.question, formula.scope, evidence)
    picked, tied = _picked(formula, counts)
    if formula.operator:
        compare = OPERATORS[formula.operator]
        picked = [code for code in picked if compare(counts[code], formula.limit)]
    if formula.by_count:
        picked.sort(key=lambda code: -counts[code])
    asked = _round(formula.scope, evidence).dataset.form.question(formula.question)
    labels = tuple(label(option) for code in picked if (option := asked.option(code)))
    return labels, Named.OPTIONS, tied


def _picked(formula: f.OptionList, counts: dict[str, int]) -> tuple[list[str], bool]:
    match formula.which:
        case f.Which.ALL:
            return list(counts), False
        case f.Which.CHOSEN:
            return [code for code, n in counts.items() if n], False
        case f.Which.NOT_CHOSEN:
            return [code for code, n in counts.items() if not n], False
    sign = 1 if formula.which is f.Which.LEAST else -1
    ordered = sorted(counts, key=lambda code: sign * counts[code])
    last = counts[ordered[min(formula.n, len(ordered)) - 1]]
    picked = [code for code in ordered if sign * counts[code] <= sign * last]
    return picked, len(picked) > formula.n


def _superlative(formula: f.Superlative, evidence: Evidence) -> Value:
    must_have(formula.question, formula.option, _round(formula.scope, evidence))
    counts = _counts(formula.question, formula.scope, evidence)
    mine = counts[formula.option]
    end = min(counts.values()) if formula.least else max(counts.values())
    ends = [code for code, n in counts.items() if n == end]
    names = _labels(formula.question, ends, formula.scope, evidence)
    shown = {language: ", ".join(name.in_(language) for name in names) for language in ("nb", "nn", "en")}
    because = text(
        f"{mine} har valgt dette; {'færrest' if formula.least else 'flest'} ({end}): {shown['nb']}.",
        f"{mine} har valt dette; {'færrast' if formula.least else 'flest'} ({end}): {shown['nn']}.",
        f"{mine} chose this; {'fewest' if formula.least else 'most'} ({end}): {shown['en']}.",
    )
    return Truth(ends == [formula.option], because)


def _rank(formula: f.RankOf, evidence: Evidence) -> Value:
    must_have(formula.question, formula.option, _round(formula.scope, evidence))
    counts = _counts(formula.question, formula.scope, evidence)
    mine = counts[formula.option]
    tied = [code for code, n in counts.items() if n == mine and code != formula.option]
    rank = 1 + sum(n > mine for n in counts.values())
    return Place(rank, len(counts), _labels(formula.question, tied, formula.scope, evidence))


def _labels(question: str, codes: list[str], scope: f.Scope, evidence: Evidence) -> tuple[Text, ...]:
    asked = _round(scope, evidence).dataset.form.question(question)
    return tuple(label(option) for code in codes if (option := asked.option(code)))


# --- comparisons that hold or not ---


def number_of(formula: f.Numeric, evidence: Evidence) -> tuple[Exact, bool]:
    """Return a numeric formula's number, and whether it is approximate; ``NoValueError`` when it has none."""
    if isinstance(formula, f.Literal):
        return formula.number, False
    value = evaluate(formula, evidence).value
    match value:
        case Centres(n):
            return n, False
        case Share():
            return value.exact, False
        case Amount(number, _, approximate):
            return number, approximate
        case Nothing(reason):
            raise NoValueError(reason)
        case _:
            raise NoValueError(
                text(
                    "Opplysningen er ikke et tall.",
                    "Opplysninga er ikkje eit tal.",
                    "The fact is not a number.",
                )
            )


def _assertion(formula: f.Assertion, evidence: Evidence) -> Value:
    left, _ = number_of(formula.left, evidence)
    right, _ = number_of(formula.right, evidence)
    sign = formula.operator
    shown = f"{_plain(left)} {sign} {_plain(right)}"
    holds = OPERATORS[sign](Fraction(left), Fraction(right))
    return Truth(holds, text(f"Tallene er {shown}.", f"Tala er {shown}.", f"The numbers are {shown}."))


def _fact(formula: f.FactOf | f.Known, evidence: Evidence) -> Value:
    name, why_not = formula.name, evidence.why_lacking(formula.name)
    if isinstance(formula, f.FactOf):
        if name not in evidence.facts:
            raise NoValueError(why_not)
        return fact_value(evidence.facts[name])
    because = text(f"Det er data om «{name}».", f"Det finst data om «{name}».", f"There is data on “{name}”.")
    return Truth(not why_not, why_not or because)


def _plain(number: Exact) -> str:
    exact = Fraction(number)
    return str(exact.numerator) if exact.denominator == 1 else f"{float(exact):.3g}".replace(".", ",")
