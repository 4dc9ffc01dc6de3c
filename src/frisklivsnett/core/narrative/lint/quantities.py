"""The quantities of a sentence: numbers, ranges, quantifiers and words of change, each with its words' places.

Those that belong together are put together here: «alle 18», «35–60», «alle unntatt to», «like mange».
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction

from frisklivsnett.core.narrative.expressions import NumberSaid, Sign, SuperlativeSaid, TrendSaid
from frisklivsnett.core.narrative.lint import grammar
from frisklivsnett.core.narrative.lint.patterns import find_sequence
from frisklivsnett.core.narrative.number_words import ARTICLES, Hedge
from frisklivsnett.core.narrative.quantifiers import BY_KEY, Quantifier

_DASHES = ("-", "–", "—")
_UNTIL = (*_DASHES, "til")
_DENIALS = frozenset(["ikke", "ikkje", "verken", "hverken", "korkje", "aldri"])
_ANY = frozenset(["noen", "nokon", "nokre", "noe", "noko"])
_SO_MANY, _SO_FEW = ("så", "mange", "som"), ("så", "få", "som")
_LONGEST_EXCEPT = 3
"""Words between «alle» and the number left out: «med unntak av»."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """What is said of how many, in the words ``first``–``last`` (places, ``last`` not included).

    ``high`` is the upper end of a range whose lower end is ``said``. ``base`` is the number of centres said along with
    it («alle 18», «16 av 18»). ``exception`` counts those left out of «alle», told in the words at ``also``. ``soft``
    when an article stands for 1, ``same`` when the words say the number before again.
    """

    first: int
    last: int
    said: NumberSaid | Quantifier | TrendSaid | SuperlativeSaid
    high: Fraction | None = None
    base: int | None = None
    exception: int = 0
    also: tuple[int, ...] = ()
    soft: bool = False
    same: bool = False

    @property
    def is_amount(self) -> bool:
        """Whether it can tell how many centres there are."""
        return isinstance(self.said, NumberSaid | Quantifier)


@dataclass(frozen=True)
class Words:
    """A sentence in words as patterns see them, with their kinds and places, its quantities and its years."""

    text: str
    language: str
    words: Sequence[str]
    kinds: Sequence[str]
    starts: Sequence[int]
    ends: Sequence[int]
    quantities: tuple[Quantity, ...]
    years: Sequence[tuple[int, int]]
    """Places of years, with the year."""
    known: frozenset[int] = field(default_factory=frozenset)
    """Places of words that are dates, laws and the like."""

    def place_at(self, offset: int) -> int:
        """Return the place of the word that begins at or after an offset."""
        return next((at for at, start in enumerate(self.starts) if start >= offset), len(self.starts))


def put_together(found: list[Quantity], read_words: Words) -> tuple[Quantity, ...]:
    """Return the quantities with those put together that belong together."""
    found = _majorities(found, read_words)
    for step in (
        _denied,
        _as_many_as,
        _sizes,
        _most_often,
        _articles,
        _as_before,
        _open_ended,
        _ranges,
        _bases,
        _of_all,
        _per_centre,
        _nobody,
        _exceptions,
    ):
        found = step(found, read_words)
    return tuple(found)


def _articles(found: list[Quantity], read_words: Words) -> list[Quantity]:
    """«En utviklingssentral …»: the article says one, softly, when nothing else there counts."""
    words = read_words.words
    taken = {at for quantity in found for at in range(quantity.first, quantity.last)}
    for at, word in enumerate(words[:-1]):
        if at in taken or word not in (*ARTICLES["nb"], *ARTICLES["nn"]):
            continue
        if words[at + 1] in ("utviklingssentral", "sentral"):
            found.append(Quantity(at, at + 1, NumberSaid(Fraction(1), in_words=True), soft=True))
    return sorted(found, key=lambda quantity: quantity.first)


def _majorities(found: list[Quantity], read_words: Words) -> list[Quantity]:
    """«et lite mindretall», «et klart flertall»: with a word between the article and the noun."""
    words = read_words.words
    for at, word in enumerate(words):
        key = {
            "flertall": "most",
            "fleirtal": "most",
            "mindretall": "under_half",
            "mindretal": "under_half",
            "fåtall": "few",
            "fåtal": "few",
        }.get(word)
        if word in ("annenhver", "annankvar"):
            found.append(Quantity(at, at + 1, BY_KEY["about_half"]))
        first = next(
            (place for place in (at - 1, at - 2) if place >= 0 and words[place] in ("et", "eit")), -1
        )
        if key and first >= 0 and not any(q.first <= at < q.last for q in found):
            found = [q for q in found if not q.first <= first < q.last]
            found.append(Quantity(first, at + 1, BY_KEY[key]))
    return sorted(found, key=lambda quantity: quantity.first)


def _denied(found: list[Quantity], read_words: Words) -> list[Quantity]:
    """«Ikke flere enn fire» is at most four, and «ikke færre enn ti» at least ten."""
    words, turned = read_words.words, {Hedge.OVER: Hedge.AT_MOST, Hedge.UNDER: Hedge.AT_LEAST}
    changed = list[Quantity]()
    for quantity in found:
        said, before = quantity.said, words[quantity.first - 1] if quantity.first else ""
        if isinstance(said, NumberSaid) and said.hedge in turned and before in ("ikke", "ikkje"):
            said = replace(said, hedge=turned[said.hedge])
            quantity = replace(quantity, first=quantity.first - 1, said=said)
        changed.append(quantity)
    return changed


def _as_many_as(found: list[Quantity], read_words: Words) -> list[Quantity]:
    """«Så mange som 16» is 16 said with surprise; «så mange som mulig» is no number."""
    words = read_words.words
    spans = [at for at in range(len(words) - 2) if tuple(words[at : at + 3]) in (_SO_MANY, _SO_FEW)]
    begun = {at + 3: at for at in spans}
    kept = [q for q in found if not any(at <= q.first < at + 3 for at in spans)]
    return [replace(q, first=begun.get(q.first, q.first)) for q in kept]


def _most_often(found: list[Quantity], read_words: Words) -> list[Quantity]:
    """«X nevnes oftest», «hyppigst hospiterer Y»: the option that most centres chose."""
    words = read_words.words
    taken = {at for quantity in found for at in range(quantity.first, quantity.last)}
    for at, word in enumerate(words):
        common = word in grammar.MOST_COMMON and words[max(0, at - 1)] in ("den", "det", "de", "dei")
        among = words[max(0, at - 2)] in ("av", "blant")
        often = word in (*grammar.MOST_OFTEN, *grammar.LEAST_OFTEN) or common and not among
        if at not in taken and often:
            found.append(Quantity(at, at + 1, SuperlativeSaid(least=word in grammar.LEAST_OFTEN)))
    return sorted(found, key=lambda quantity: quantity.first)


def _sizes(found: list[Quantity], read_words: Words) -> list[Quantity]:
    """«13 sentraler (n = 18)»: the base of what is said, not a number of its own."""
    words = read_words.words
    sizes = [q for q in found if words[max(0, q.first - 2) : q.first] == ["n", "="]]
    if len(sizes) != 1 or not isinstance(sizes[0].said, NumberSaid):
        return found
    size, told = sizes[0], [q for q in found if q is not sizes[0]]
    base, also = int(sizes[0].said.value), tuple(range(size.first - 2, size.last))
    return [replace(_of(q, base), also=(*q.also, *also)) if q.is_amount else q for q in told]


def _of(quantity: Quantity, base: int) -> Quantity:
    """The quantity with the base that it is of."""
    said = quantity.said
    if isinstance(said, NumberSaid) and said.sign is Sign.NONE and said.of is None and not said.is_ratio:
        return replace(quantity, said=replace(said, of=base), base=base)
    return replace(quantity, base=base)


def _as_before(found: list[Quantity], read_words: Words) -> list[Quantity]:
    """«14 nevner politikere, og like mange …»: the number before, said again."""
    words = read_words.words
    for at in range(len(words) - 1):
        if tuple(words[at : at + 2]) not in (("like", "mange"), ("samme", "antall"), ("same", "tal")):
            continue
        if "som" in words[at + 2 :] or any(q.first <= at < q.last for q in found):
            continue
        before = [q for q in found if q.last <= at and q.is_amount]
        if before:
            found.append(replace(before[-1], first=at, last=at + 2, same=True))
    return sorted(found, key=lambda quantity: quantity.first)


def _nobody(found: list[Quantity], read_words: Words) -> list[Quantity]:
    """«Verken A eller B er målgruppe for noen», «ikke hos noen av sentralene»: nobody."""
    words, changed = read_words.words, list[Quantity]()
    for quantity in found:
        denials = [
            at
            for at in range(quantity.first)
            if words[at] in _DENIALS and not _ends_clause(words, at, quantity)
        ]
        if quantity.said == BY_KEY["some"] and words[quantity.first] in _ANY and len(denials) == 1:
            quantity = replace(quantity, said=BY_KEY["none"], also=tuple(denials))
        changed.append(quantity)
    return changed


def _ends_clause(words: Sequence[str], at: int, quantity: Quantity) -> bool:
    """Whether a comma, «men» or «mens» parts the denial from the quantity."""
    return any(word in (",", ";", "men", "mens", "medan") for word in words[at : quantity.first])


def _open_ended(found: list[Quantity], read_words: Words) -> list[Quantity]:
    """«30 eller flere»: at least 30."""
    words, joined = read_words.words, list[Quantity]()
    for quantity in found:
        before = joined[-1] if joined else None
        if before is not None and quantity.first - before.last == 1 and words[before.last] == "eller":
            continue
        said = quantity.said
        at, hedge = _or_more(words, quantity.last)
        if isinstance(said, NumberSaid) and hedge is not None:
            told = () if at == quantity.last else (at, at + 1)
            last = at + 2 if at == quantity.last else quantity.last
            quantity = replace(quantity, said=replace(said, hedge=hedge), last=last, also=told)
        joined.append(quantity)
    told_too = {place for q in joined for place in q.also}
    return [
        q
        for at, q in enumerate(joined)
        if not (at and q.first < joined[at - 1].last) and q.first not in told_too
    ]


def _or_more(words: Sequence[str], last: int) -> tuple[int, Hedge | None]:
    """Where «eller flere» stands after a number, or after the noun counted, and what it makes of the number."""
    for at in (last, last + 1):
        if words[at : at + 1] == ["eller"] and at + 1 < len(words):
            following = words[at + 1]
            if following in grammar.OR_MORE:
                return at, Hedge.AT_LEAST
            if following in grammar.OR_LESS:
                return at, Hedge.AT_MOST
    return last, None


def _of_all(found: list[Quantity], read_words: Words) -> list[Quantity]:
    """«Blant de 18 sentralene har elleve …»: the first number is the base of the second."""
    words = read_words.words
    first = found[0].said if found else None
    if len(found) < 2 or not isinstance(first, NumberSaid) or first.value.denominator != 1:
        return found
    lead = tuple(word for word in words[: found[0].first] if word not in ("de", "dei", "alle"))
    base, second = found[0], found[1]
    if lead not in (("av",), ("blant",), ("for",)) or not second.is_amount or first.of is not None:
        return found
    if isinstance(second.said, NumberSaid) and second.said.sign is Sign.NONE and second.said.of is None:
        second = replace(second, said=replace(second.said, of=int(first.value)))
    places = tuple(range(base.first, base.last))
    return [replace(second, base=int(first.value), also=places), *found[2:]]


def _per_centre(found: list[Quantity], read_words: Words) -> list[Quantity]:
    """«17 hospitanter hver», «hver sentral hadde 17»: a mean, and no quantifier."""
    words = read_words.words
    numbers = [q for q in found if isinstance(q.said, NumberSaid)]
    if not numbers:
        return found
    each = ("hver", "kvar", "hvert", "kvart")
    return [
        q for q in found if not (words[q.first] in each and q.last - q.first == 1 and q.said == BY_KEY["all"])
    ]


def _ranges(found: list[Quantity], read_words: Words) -> list[Quantity]:
    if any(isinstance(q.said, TrendSaid) for q in found):
        return found
    words, joined = read_words.words, list[Quantity]()
    for quantity in found:
        before = joined[-1] if joined else None
        if before and _is_range(before, quantity, words):
            joined[-1] = replace(before, last=quantity.last, high=quantity.said.value)  # type: ignore[union-attr]
        else:
            joined.append(quantity)
    return joined


def _is_range(before: Quantity, after: Quantity, words: Sequence[str]) -> bool:
    if not (isinstance(before.said, NumberSaid) and isinstance(after.said, NumberSaid)):
        return False
    between = tuple(words[before.last : after.first])
    lead = words[before.first - 1] if before.first else ""
    linked = len(between) == 1 and (between[0] in _UNTIL or (between[0] == "og" and lead == "mellom"))
    return linked and before.said.value < after.said.value and before.high is None


def _bases(found: list[Quantity], read_words: Words) -> list[Quantity]:
    """«alle 18», «alle de 18»: a quantifier and the number that it is of."""
    words, joined = read_words.words, list[Quantity]()
    for quantity in found:
        before = joined[-1] if joined else None
        between = tuple(words[before.last : quantity.first]) if before else ()
        if (
            before is not None
            and before.said in (BY_KEY["all"], BY_KEY["nearly_all"], BY_KEY["none"])
            and isinstance(quantity.said, NumberSaid)
            and between in ((), ("de",), ("dei",), ("av", "de"), ("av", "dei"))
            and quantity.said.value.denominator == 1
        ):
            joined[-1] = replace(before, last=quantity.last, base=int(quantity.said.value))
        else:
            joined.append(quantity)
    return joined


def _exceptions(found: list[Quantity], read_words: Words) -> list[Quantity]:
    """«alle unntatt to», «med ett unntak har alle»: all, but for so many."""
    words = read_words.words
    every = next((q for q in found if q.said == BY_KEY["all"]), None)
    if every is None:
        return _all_but(found, read_words)
    for number in found:
        if not isinstance(number.said, NumberSaid):
            continue
        value = number.said.value
        after = words[number.last] if number.last < len(words) else ""
        lead = find_sequence(words[max(0, number.first - 3) : number.first], grammar.EXCEPT)
        counted_out = lead is not None or after in ("unntak", "untak", "unntaka", "unnatak")
        if counted_out and value.denominator == 1:
            rest = [q for q in found if q is not number and q is not every]
            told = tuple(range(number.first, number.last))
            last = number.last if 0 <= number.first - every.last <= _LONGEST_EXCEPT else every.last
            return sorted(
                [*rest, replace(every, last=last, exception=int(value), also=told)], key=lambda q: q.first
            )
    return found


def _all_but(found: list[Quantity], read_words: Words) -> list[Quantity]:
    """«Sentralene bruker …, med ett unntak»: all of them is not said, but meant."""
    words = read_words.words
    for number in found:
        after = words[number.last] if number.last < len(words) else ""
        lead = words[number.first - 1] if number.first else ""
        if isinstance(number.said, NumberSaid) and lead == "med" and after.startswith("unntak"):
            every = Quantity(number.first, number.last + 1, BY_KEY["all"], exception=int(number.said.value))
            return [every, *(q for q in found if q is not number)]
    return found
