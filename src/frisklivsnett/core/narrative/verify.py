"""Holds an author's words up against a formula's value.

The words may say more than the value («14 utviklingssentraler»), but every expression of quantity in them must be
true: the first states the value; those after it repeat the formula's own limits («fire sentraler hadde 35–60»), or say
a quantifier's value once more in numbers («de fleste (16 av 18)»).
"""

from collections.abc import Iterator
from fractions import Fraction

from frisklivsnett.core import numbers
from frisklivsnett.core.narrative import formulas as f
from frisklivsnett.core.narrative.echoes import echoes
from frisklivsnett.core.narrative.expressions import (
    Expression,
    NumberSaid,
    Sign,
    SuperlativeSaid,
    TrendSaid,
    cut,
    find,
)
from frisklivsnett.core.narrative.listed import list_is_right
from frisklivsnett.core.narrative.number_words import ARTICLES, Hedge
from frisklivsnett.core.narrative.quantifiers import BY_KEY, Quantifier
from frisklivsnett.core.narrative.trends import Direction
from frisklivsnett.core.narrative.values import (
    Amount,
    Centres,
    Change,
    Day,
    Exact,
    Names,
    Nothing,
    Place,
    Share,
    Truth,
    Unit,
    Value,
)
from frisklivsnett.core.narrative.words import SUPERLATIVES, is_one, ordinal

NEGATIONS = {
    "nb": {"ikke", "aldri", "uten", "neppe", "ei"},
    "nn": {"ikkje", "aldri", "utan", "neppe"},
    "en": {"not", "never", "without", "hardly", "don't", "doesn't", "didn't", "haven't", "hasn't"},
}
"""Words that turn a sentence round. Outside a quantifier («ikke alle») a claim's words cannot have them."""

_SAYS_ANSWERED = {"nb": "svar", "nn": "svar", "en": "answer"}
_TOLERANCE = Fraction(5, 100)
"""How far from a share «om lag to av tre» may be: 5 percentage points."""


def is_true(formula: f.Formula, value: Value, words: str, language: str) -> bool:
    """Tell whether the words are true of the value that the formula came to."""
    plain = formula.formula if isinstance(formula, f.Styled) else formula
    match value:
        case Nothing():
            return False
        case Names():
            return list_is_right(value, words, language)
        case Day():
            return _says_day(value, words, language)
        case Truth():
            return value.holds and _fits_truth(plain, words, language)
        case Place():
            return _says_place(value, words, language)
    if isinstance(formula, f.Styled) and not _noun_fits(formula, value, words):
        return False
    return _quantities_are_true(plain, value, words, language)


def _noun_fits(formula: f.Styled, value: Value, words: str) -> bool:
    """The noun, if it stands in the words at all, must stand in the right number."""
    said = set(cut(words).words)
    wrong, right = (formula.plural, formula.singular) if is_one(value) else (formula.singular, formula.plural)
    return wrong.lower() not in said or wrong == right


# --- numbers, quantifiers and changes ---


def _quantities_are_true(formula: f.Plain, value: Value, words: str, language: str) -> bool:
    of_change = isinstance(value, Change) or _is_growth(formula)
    found = find(words, language, of_change=of_change) or _article_alone(words, language)
    if not found or _negated(words, found, language):
        return False
    if (
        isinstance(value, Centres)
        and value.answered_only
        and value.unknown
        and not _says_answered(words, language)
    ):
        return False
    if isinstance(value, Change) or _is_growth(formula):
        return _change_is_said(formula, value, found)
    repeated = echoes(formula)
    first, *rest = found
    return _states(value, first) and all(
        _echoed(expression, repeated) or (restates(first, expression) and _states(value, expression))
        for expression in rest
    )


def restates(first: Expression, expression: Expression) -> bool:
    """Tell whether an expression may say a quantifier's value once more: «de fleste (16 av 18)».

    Only «n av m» is unmistakably about the centres: in «14 sentraler med flere tilbud», «flere» is of something else.
    """
    said = expression.said
    return isinstance(first.said, Quantifier) and isinstance(said, NumberSaid) and said.of is not None


def _article_alone(words: str, language: str) -> tuple[Expression, ...]:
    """«En sentral», in a claim that is a number, says one."""
    read = cut(words)
    if read.words and read.words[0] in ARTICLES[language] and language != "en":
        return (Expression(read.starts[0], read.ends[0], NumberSaid(Fraction(1), in_words=True)),)
    return ()


def _negated(words: str, found: tuple[Expression, ...], language: str) -> bool:
    outside = "".join(
        " " if any(e.start <= place < e.end for e in found) else letter for place, letter in enumerate(words)
    )
    return any(word in NEGATIONS[language] for word in cut(outside).words)


def _says_answered(words: str, language: str) -> bool:
    return _SAYS_ANSWERED[language] in words.lower()


def _echoed(expression: Expression, repeated: frozenset[tuple[Fraction, Hedge]]) -> bool:
    said = expression.said
    return isinstance(said, NumberSaid) and said.of is None and (said.value, said.hedge) in repeated


def _states(value: Value, expression: Expression) -> bool:
    """Tell whether one expression is true of the value."""
    said = expression.said
    match value, said:
        case Centres(n, base), Quantifier():
            return said.holds(n, base)
        case Centres(n, base), NumberSaid():
            return _centres_said(n, base, said)
        case Share(), Quantifier():
            return value.base > 0 and said.holds(int(value.n), int(value.of))
        case Share(), NumberSaid():
            return _share_said(value, said)
        case Amount(), NumberSaid():
            return _amount_said(value, said)
        case Amount(number), Quantifier():
            return said is BY_KEY["none"] and number == 0
        case _:
            return False


def _centres_said(n: int, base: int, said: NumberSaid) -> bool:
    if said.sign is not Sign.NONE or said.decimals:
        return False
    if said.is_ratio:
        return _ratio_said(Fraction(n, base), said)
    if said.of is None:
        return said.hedge.holds(said.value, Fraction(n))
    if said.of == base and said.hedge.holds(said.value, Fraction(n)):
        return True
    return said.in_words and 0 < said.of <= 10 and _ratio_said(Fraction(n, base), said)


def _ratio_said(share: Fraction, said: NumberSaid) -> bool:
    """«to tredeler», «to av tre»: exact, or within five percentage points after «om lag»."""
    ratio = said.value / (said.of or 1)
    if said.hedge is Hedge.ABOUT:
        return abs(share - ratio) <= _TOLERANCE
    return said.hedge.holds(ratio, share)


def _share_said(value: Share, said: NumberSaid) -> bool:
    if said.is_ratio:
        return _ratio_said(value.exact, said)
    if said.sign is Sign.PERCENT:
        return _number_said(value.exact * 100, said)
    if said.sign is Sign.NONE and said.of is not None and not said.decimals:
        counted = said.of == value.of and said.hedge.holds(said.value, Fraction(value.n))
        return counted or (said.in_words and 0 < said.of <= 10 and _ratio_said(value.exact, said))
    return False


def _amount_said(value: Amount, said: NumberSaid) -> bool:
    if said.of is not None or said.is_ratio or said.sign in (Sign.PERCENT, Sign.POINTS):
        return False
    if (said.sign is Sign.MONEY) is not (value.unit is Unit.MONEY):
        return False
    if value.approximate and said.hedge is Hedge.PLAIN:
        return False
    exact = Fraction(value.number)
    if value.approximate and said.hedge is Hedge.ABOUT:
        return _marked_said(exact, said)
    if said.hedge is Hedge.PLAIN and exact.denominator > 1 and not said.decimals:
        return False
    return _number_said(exact, said)


def _marked_said(exact: Fraction, said: NumberSaid) -> bool:
    """Here «ca.» is the mark of an approximate sum, not leave to be a little off: 310 is «ca. 310», not «ca. 311».

    Rounded to a single digit it is plain to any reader that it is rounded: «om lag 300».
    """
    one_digit = said.value.denominator == 1 and len(str(abs(said.value.numerator)).rstrip("0")) == 1
    as_it_is = numbers.half_up(exact, said.decimals) == said.value
    return as_it_is or (one_digit and said.hedge.holds(said.value, exact))


def _number_said(exact: Fraction, said: NumberSaid) -> bool:
    """Without a hedge, or with «ca.», a number is true when it is the value rounded to the decimals shown."""
    rounded = numbers.half_up(exact, said.decimals) == said.value
    if said.hedge is Hedge.PLAIN:
        return rounded
    return said.hedge.holds(said.value, exact) or (said.hedge is Hedge.ABOUT and rounded)


# --- changes ---


def _is_growth(formula: f.Plain) -> bool:
    return isinstance(formula, f.Over) and formula.how is f.Against.GROWTH


def _change_is_said(formula: f.Plain, value: Value, found: tuple[Expression, ...]) -> bool:
    """Every word of change must point the right way, and every number be the size of the change."""
    if isinstance(value, Share):
        change = Fraction(value.n)
        before = Fraction(value.of)
        now = before + change
        size: Exact = abs(value.exact) * 100
    elif isinstance(value, Change):
        now, before, size = Fraction(value.now), Fraction(value.before), abs(value.difference)
    else:
        return False
    years = _years(formula, value)
    said_anything = False
    for expression in found:
        match expression.said:
            case TrendSaid(directions, since):
                if not (_since_is_right(since, years) and _goes(directions, now, before)):
                    return False
                said_anything = said_anything or bool(directions)
            case NumberSaid() if isinstance(formula, f.Over) and formula.how is not f.Against.TREND:
                marked = isinstance(value, Change) and value.approximate
                if not _size_said(formula, Fraction(size), expression.said, marked=marked):
                    return False
                said_anything = True
            case _:
                return False
    return said_anything


def _years(formula: f.Plain, value: Value) -> tuple[int | None, int | None]:
    if isinstance(value, Change):
        return value.year, value.before_year
    return None, formula.before if isinstance(formula, f.Over) else None


def _goes(directions: frozenset[Direction], now: Fraction, before: Fraction) -> bool:
    return not directions or any(direction.holds(now, before) for direction in directions)


def _since_is_right(since: str, years: tuple[int | None, int | None]) -> bool:
    """«enn i fjor» only of the year before; «enn tidligere» says nothing that can be checked."""
    year, before = years
    if not since:
        return True
    if since == "last":
        return before is None or (year is not None and before == year - 1)
    return since == str(before)


def _size_said(formula: f.Over, size: Fraction, said: NumberSaid, *, marked: bool) -> bool:
    if formula.how is f.Against.GROWTH:
        return said.sign is Sign.PERCENT and _number_said(size, said)
    if isinstance(formula.of, f.ShareOf):
        return said.sign is Sign.POINTS and _number_said(size * 100, said)
    is_said = _marked_said if marked and said.hedge is Hedge.ABOUT else _number_said
    return said.sign in (Sign.NONE, Sign.MONEY) and said.of is None and is_said(size, said)


# --- the rest ---


def _fits_truth(formula: f.Plain, words: str, language: str) -> bool:
    """Words that rest on a truth: «flest» and the like, or words without any quantity in them."""
    said = cut(words).words
    if any(word in NEGATIONS[language] for word in said):
        return False
    found = find(words, language)
    if isinstance(formula, f.Superlative):
        least = formula.least
        wrong = SUPERLATIVES[language][0 if least else 1]
        most_of_all = {"en": BY_KEY["most"]}.get(language)
        fits = all(_is_superlative(e, least=least) or (e.said is most_of_all and not least) for e in found)
        return bool(said) and fits and not any(" ".join(said) == words_ for words_ in wrong)
    return bool(said) and not found


def _is_superlative(expression: Expression, *, least: bool) -> bool:
    return isinstance(expression.said, SuperlativeSaid) and expression.said.least is least


def _says_place(value: Place, words: str, language: str) -> bool:
    said = words.strip().lower()
    forms = {ordinal(value.rank, language), f"{value.rank}.", f"nummer {value.rank}", f"number {value.rank}"}
    return said in forms or any(said.startswith(form + " ") for form in forms)


def _says_day(value: Day, words: str, language: str) -> bool:
    day = value.day
    said = " ".join(words.replace("\N{NO-BREAK SPACE}", " ").lower().split())
    return said in set(_day_forms(value, language)) | {day.isoformat(), f"{day.day}.{day.month}.{day.year}"}


def _day_forms(value: Day, language: str) -> Iterator[str]:
    day = value.day
    yield numbers.date_long(day, language).lower()
    yield f"{day.day:02}.{day.month:02}.{day.year}"
