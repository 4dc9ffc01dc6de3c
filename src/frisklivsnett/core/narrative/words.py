"""Writes values as a sentence says them: number words to twelve, «ca.», lists, quantifiers, words of change."""

from decimal import Decimal
from fractions import Fraction

from frisklivsnett.core import numbers
from frisklivsnett.core.narrative import formulas as f
from frisklivsnett.core.narrative.quantifiers import BY_KEY, Quantifier, fitting
from frisklivsnett.core.narrative.trends import FAMILIES, REFERENCES, Direction
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
from frisklivsnett.core.text import Text

NOTHING = "…"
"""Printed where there is nothing to print; such a claim is never true."""

_ORDINALS = {
    "nb": (
        "første",
        "andre",
        "tredje",
        "fjerde",
        "femte",
        "sjette",
        "sjuende",
        "åttende",
        "niende",
        "tiende",
    ),
    "nn": (
        "første",
        "andre",
        "tredje",
        "fjerde",
        "femte",
        "sjette",
        "sjuande",
        "åttande",
        "niande",
        "tiande",
    ),
    "en": ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"),
}
SUPERLATIVES = {
    "nb": (("flest", "oftest", "mest"), ("færrest", "sjeldnest", "minst")),
    "nn": (("flest", "oftast", "mest"), ("færrast", "sjeldnast", "minst")),
    "en": (("most", "most often"), ("fewest", "least often", "least")),
}
"""Words for standing alone at the top, and at the bottom."""
_OF = {"nb": "av", "nn": "av", "en": "of"}
_ANSWERED = {
    "nb": ("som har svart", "av dem som har svart", "{n} av de {base} som har svart"),
    "nn": ("som har svart", "av dei som har svart", "{n} av dei {base} som har svart"),
    "en": ("who answered", "of those who answered", "{n} of the {base} who answered"),
}
_KRONER = {"nb": "kroner", "nn": "kroner", "en": "kroner"}
_EMPTY_LIST = {"nb": "ingen", "nn": "ingen", "en": "none"}
_MORE = {"nb": ("flere", "færre"), "nn": ("fleire", "færre"), "en": ("more", "fewer")}
_POINTS = {"nb": "prosentpoeng", "nn": "prosentpoeng", "en": "percentage points"}


def write(formula: f.Formula, value: Value, language: str, *, sentence_start: bool = False) -> str:
    """Return the engine's own words for a value of this formula, with a capital when they begin a sentence."""
    if isinstance(formula, f.Styled):
        words = _noun_after(formula, value, _written(formula.formula, value, language), language)
    else:
        words = _written(formula, value, language)
    return capitalised(words) if sentence_start else words


def capitalised(words: str) -> str:
    """Return the words with a capital first letter; words that begin with a digit stay."""
    return words[:1].upper() + words[1:]


def _noun_after(formula: f.Styled, value: Value, words: str, language: str) -> str:
    if formula.genitive:
        words = numbers.genitive(words, language)
    if formula.singular:
        words += " " + (formula.singular if is_one(value) else formula.plural)
    return words


def is_one(value: Value) -> bool:
    """Tell whether a noun after the value stands in the singular."""
    return (isinstance(value, Centres) and value.n == 1) or (isinstance(value, Amount) and value.number == 1)


def _written(formula: f.Plain, value: Value, language: str) -> str:
    match value:
        case Centres():
            return _centres(formula, value, language)
        case Amount(number, unit, approximate):
            return amount(number, unit, language, approximate=approximate)
        case Share():
            return numbers.percent(value.exact, language, 0)
        case Names(items):
            return names(items, language)
        case Change():
            return change(formula, value, language)
        case Place(rank):
            return ordinal(rank, language)
        case Day(day):
            return numbers.date_long(day, language)
        case Truth(holds):
            return superlative(formula, language) if holds else NOTHING
        case Nothing():
            return NOTHING


def _centres(formula: f.Plain, value: Centres, language: str) -> str:
    demand = formula.demand if isinstance(formula, f.Count) else f.Demand.NUMBER
    n, base = value.n, value.base
    quantifier = BY_KEY["none"] if n == 0 and demand is f.Demand.NUMBER else _quantifier(demand, n, base)
    if value.answered_only and value.unknown:
        return _of_those_who_answered(quantifier, n, base, language)
    if quantifier:
        return quantifier.words[language][0]
    return number(n, language) if demand is f.Demand.NUMBER else n_of(n, base, language)


def _quantifier(demand: f.Demand, n: int, base: int) -> Quantifier | None:
    """The quantifier that the formula asks for, when it is true."""
    quantifier = fitting(n, base)
    wanted = quantifier and (demand is f.Demand.QUANTITY or quantifier.key in (demand.value, "both"))
    return quantifier if wanted and demand is not f.Demand.NUMBER else None


def _of_those_who_answered(quantifier: Quantifier | None, n: int, base: int, language: str) -> str:
    who, those_who, of_the = _ANSWERED[language]
    if quantifier is None:
        return of_the.format(n=numbers.integer(n, language), base=numbers.integer(base, language))
    return f"{quantifier.words[language][0]} {who if quantifier.key in ('all', 'both') else those_who}"


def n_of(n: int, base: int, language: str) -> str:
    """Return «16 av 18»."""
    return f"{numbers.integer(n, language)} {_OF[language]} {numbers.integer(base, language)}"


def superlative(formula: f.Plain, language: str) -> str:
    """Return «flest» or «færrest» for an option that stands alone at that end; other truths have no words of ours."""
    if not isinstance(formula, f.Superlative):
        return NOTHING
    return SUPERLATIVES[language][1 if formula.least else 0][0]


def number(value: Exact, language: str) -> str:
    """Return a number as running text has it: a word up to twelve, else digits, with at most one decimal."""
    exact = Fraction(value)
    if exact.denominator == 1:
        return numbers.number_word(int(exact), language)
    decimals = None if isinstance(value, Decimal) else 1
    return numbers.decimal(value, language, decimals)


def amount(value: Exact, unit: Unit, language: str, *, approximate: bool) -> str:
    """Return a number with its unit; approximate ones in digits after «ca.»."""
    match unit:
        case Unit.YEAR:
            return str(value)
        case Unit.MONEY:
            shown = f"{numbers.decimal(value, language)}{numbers.NO_BREAK}{_KRONER[language]}"
        case _ if approximate:
            shown = numbers.decimal(value, language, None if _whole(Fraction(value)) else 1)
        case _:
            shown = number(value, language)
    return numbers.approximately(shown, language) if approximate else shown


def names(items: tuple[Text, ...], language: str) -> str:
    """Return a list as a sentence has it; an empty one is «ingen»."""
    words = [item.in_(language) for item in items]
    return numbers.listing(words, language) or _EMPTY_LIST[language]


def ordinal(rank: int, language: str) -> str:
    """Return «første», «andre», … «tiende», then «11.» («11th» in English)."""
    words = _ORDINALS[language]
    if rank <= len(words):
        return words[rank - 1]
    return f"{rank}th" if language == "en" else f"{rank}."


def direction_of(value: Change) -> Direction:
    """Return which way the number went."""
    return (
        Direction.UP if value.difference > 0 else Direction.DOWN if value.difference < 0 else Direction.SAME
    )


def change(formula: f.Plain, value: Change, language: str) -> str:
    """Return «flere enn i fjor», or for a difference «tre flere»."""
    if isinstance(formula, f.Over) and formula.how is f.Against.DIFFERENCE:
        return _difference(formula, value, language)
    direction = direction_of(value)
    family = FAMILIES[language][0 if value.counts else 1]
    return family.words(direction)[0] + reference(value, direction, language)


def reference(value: Change, direction: Direction, language: str) -> str:
    """Return what the change is from: « enn i fjor», « som i 2019»; nothing when two numbers stand side by side."""
    if value.year is None or value.before_year is None:
        return ""
    words = REFERENCES[language]
    since = (
        words.last_year[0]
        if value.before_year == value.year - 1
        else words.in_year.format(year=value.before_year)
    )
    return f" {words.as_ if direction is Direction.SAME else words.than} {since}"


def _difference(formula: f.Over, value: Change, language: str) -> str:
    size = abs(value.difference)
    if isinstance(formula.of, f.ShareOf):
        return f"{numbers.decimal(numbers.half_up(size * 100, 1), language)} {_POINTS[language]}"
    if not value.counts or not size:
        return amount(size, Unit.NONE, language, approximate=value.approximate)
    more, fewer = _MORE[language]
    size_in_words = amount(size, Unit.NONE, language, approximate=value.approximate)
    return f"{size_in_words} {more if value.difference > 0 else fewer}"


def _whole(value: Fraction) -> bool:
    return value.denominator == 1


def shown(value: Value, language: str) -> str:
    """Return a value for the eye that checks it, in digits: «16 av 18», «ca. 310», «14 mot 12 i 2023»."""
    match value:
        case Centres(n, base):
            return n_of(n, base, language)
        case Amount():
            return _in_digits(value, language)
        case Share():
            counted = f" ({value.n} {_OF[language]} {value.of})" if value.base else ""
            return numbers.percent(value.exact, language) + counted
        case Change():
            return _both_numbers(value, language)
        case Place(rank, of):
            return f"{rank}. {_OF[language]} {of}"
        case Truth(_, because):
            return because.in_(language)
        case Nothing(reason):
            return reason.in_(language)
        case Names(items):
            return names(items, language)
        case Day(day):
            return numbers.date_long(day, language)


def _in_digits(value: Amount, language: str) -> str:
    if value.unit is Unit.YEAR:
        return str(value.number)
    digits = numbers.decimal(value.number, language)
    printed = f"{digits} {_KRONER[language]}" if value.unit is Unit.MONEY else digits
    return numbers.approximately(printed, language) if value.approximate else printed


def _both_numbers(value: Change, language: str) -> str:
    now, before = (
        numbers.decimal(numbers.half_up(number_, 2), language) for number_ in (value.now, value.before)
    )
    against = {"nb": "mot", "nn": "mot", "en": "against"}[language]
    return f"{now} {against} {before}" + (f" ({value.before_year})" if value.before_year else "")
