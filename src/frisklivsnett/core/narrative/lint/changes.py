"""Judges words of change and comparison: «flere enn i fjor», «økte fra 104 i 2022», «flere har X enn Y», «flest»."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from frisklivsnett.core import numbers
from frisklivsnett.core.narrative import formulas as f
from frisklivsnett.core.narrative.evaluate import evaluate
from frisklivsnett.core.narrative.expressions import NumberSaid, Sign, SuperlativeSaid, TrendSaid
from frisklivsnett.core.narrative.lint import grammar
from frisklivsnett.core.narrative.lint.binding import Bound
from frisklivsnett.core.narrative.lint.cases import Case
from frisklivsnett.core.narrative.lint.judging import judge, rounds_to
from frisklivsnett.core.narrative.lint.lexicon import NUMBERS, Lexicon, OptionWords
from frisklivsnett.core.narrative.lint.model import Judgement
from frisklivsnett.core.narrative.lint.options import Outcome, bounds_of, unexplained
from frisklivsnett.core.narrative.lint.patterns import find_sequence, words_in
from frisklivsnett.core.narrative.lint.quantities import Quantity, Words
from frisklivsnett.core.narrative.lint.roles import Counted
from frisklivsnett.core.narrative.number_words import Hedge
from frisklivsnett.core.narrative.trends import Direction
from frisklivsnett.core.narrative.values import Centres, Change
from frisklivsnett.core.text import LANGUAGES, Text

UP = words_in(
    "flere fleire høyere høgare større mer meir oftere oftare vanligere vanlegare hyppigere hyppigare"
)
DOWN = words_in("færre lavere lågare mindre sjeldnere sjeldnare")
_SAME = (
    ("like", "mange"),
    ("like", "mye"),
    ("like", "mykje"),
    ("samme", "antall"),
    ("like", "stort"),
    ("like", "høyt"),
)
_UP_FROM = (("opp", "fra"), ("opp", "frå"))
_DOWN_FROM = (("ned", "fra"), ("ned", "frå"))
_LINKS = words_in("enn som")
_COMPARED = ("sammenlign", "sammenlikn", "samanlikn")
_ROUNDED, _ROUGHLY = Fraction(95, 100), Fraction(85, 100)
_STRONGLY = words_in("kraftig markant betydelig vesentlig vesentleg dramatisk mye mykje")
_BACK = words_in("tidligere tidlegare siden sidan før etter stadig")
_ALONG = words_in("opp ned hatt hadde har fra til mot sammenlignet sammenlikna samanlikna flere fleire")


def compares(case: Case) -> bool:
    """Tell whether the clause speaks of change or holds two things up against each other."""
    covered = {
        place - case.clause.first
        for q in case.clause.quantities
        if not_bare(q)
        for place in range(q.first, q.last)
    }
    words = [word for at, word in enumerate(case.words) if at not in covered]
    if any(isinstance(q.said, TrendSaid) for q, _ in case.roles) or _from_before(case):
        return True
    if any(word.startswith(_COMPARED) for word in words) and any(word in UP | DOWN for word in words):
        return True
    return "enn" in words and any(word in UP | DOWN for word in words) or _same_as(words) or _as_many(case)


def _from_before(case: Case) -> Direction | None:
    """«210 hospitanter, opp fra 150 året før»: a number before stands for a word of change."""
    numbers_told = [q for q, _ in case.roles if isinstance(q.said, NumberSaid)]
    if not numbers_told or _year_told(case) is None:
        return None
    if find_sequence(case.words, _UP_FROM):
        return Direction.UP
    return Direction.DOWN if find_sequence(case.words, _DOWN_FROM) else None


def not_bare(quantity: Quantity) -> bool:
    """Whether a quantity is whole: «flere enn ti» is no comparison, the bare «flere» may begin one."""
    return isinstance(quantity.said, NumberSaid) or quantity.last - quantity.first > 1


def _as_many(case: Case) -> bool:
    """«Like mange har politikere og Nav som målgruppe»: two things said to be equal."""
    return find_sequence(case.words, _SAME[:1]) is not None and not any(
        q.same for q in case.clause.quantities
    )


def _same_as(words: Sequence[str]) -> bool:
    same = find_sequence(words, _SAME)
    return same is not None and "som" in words[same[1] :]


def judge_change(case: Case) -> tuple[Outcome, ...]:
    """Return the verdict on the change that the clause tells of; open when there is nothing to compare with."""
    directions = _directions(case)
    before = _year_before(case)
    if (_two_sides(case) or _as_many(case)) and not _names_a_time(case):
        sides = _side_by_side(case, directions)
        if sides or before is None:
            return sides
    measure, source, named = _measure(case)
    if measure is None:
        return ()
    if (
        before is None
        or before == case.around.evidence.year
        or not directions
        or case.negations
        or case.unsaid
        or _of_other_years(case)
    ):
        return (Outcome(Judgement.UNVERIFIABLE, "trend", Text(), source, named),)
    change = evaluate(f.Over(f.Against.TREND, measure, before), case.around.evidence).value
    if not isinstance(change, Change):
        return (Outcome(Judgement.UNVERIFIABLE, "trend", Text(), source, named),)
    return (Outcome(judge(_holds(change, directions, case)), "trend", _shown(change), source, named),)


def _holds(change: Change, directions: frozenset[Direction], case: Case) -> bool | None:
    """Whether the change goes that way, and every number beside it is right; how large «kraftig» is nobody can tell."""
    now, before = Fraction(change.now), Fraction(change.before)
    if _looks_forward(case):
        now, before = before, now
    goes = any(direction.holds(now, before) for direction in directions)
    went = True if goes and "nesten" not in case.words else _multiple(case, directions, change)
    if went is not True:
        return went
    if not all(_number_fits(q, change, case) for q, _ in case.roles if isinstance(q.said, NumberSaid)):
        return False
    strongly = any(word in _STRONGLY for word in case.words)
    return None if strongly and abs(now - before) < before / 10 else True


def _of_other_years(case: Case) -> bool:
    """«færre i 2020 enn i 2019»: two other years, and the report's own is not spoken of."""
    first, last = case.clause.first, case.clause.last
    years = {year for at, year in case.around.sentence.years if first <= at < last}
    return len(years) > 1 and case.around.evidence.year not in years


def _looks_forward(case: Case) -> bool:
    """«færre i 2022 enn i 2024»: the earlier year is the one spoken of, and the report's own the one compared with."""
    words, first = case.words, case.clause.first
    link = next((at for at, word in enumerate(words) if word in _LINKS), len(words)) + first
    own = case.around.evidence.year
    years = [(at, year) for at, year in case.around.sentence.years if first <= at < case.clause.last]
    return any(at > link and year == own for at, year in years) and any(
        at < link and year < own for at, year in years
    )


def _directions(case: Case) -> frozenset[Direction]:
    said = [q.said.directions for q, _ in case.roles if isinstance(q.said, TrendSaid) and q.said.directions]
    if said:
        return frozenset().union(*said)
    words = case.words
    if (moved := _from_before(case)) is not None:
        return frozenset({moved})
    if _same_as(words) or _as_many(case):
        return frozenset({Direction.SAME})
    if any(word in DOWN for word in words):
        return frozenset({Direction.DOWN})
    return frozenset({Direction.UP}) if any(word in UP for word in words) else frozenset()


def _year_before(case: Case) -> int | None:
    """The year compared with: one that is told, or the year before; None when nothing says which."""
    own, sentence = case.around.evidence.year, case.around.sentence
    if (told := _year_told(case)) is not None:
        return told
    said = [q.said for q, _ in case.roles if isinstance(q.said, TrendSaid)]
    if any(one.since == "last" for one in said):
        return own - 1
    return own - 1 if any(one.directions for one in said) and not _looks_back(sentence) else None


def _names_a_time(case: Case) -> bool:
    """«enn i fjor», «enn i 2022»: compared with another time, not with another thing."""
    return _year_told(case) is not None or any(
        isinstance(q.said, TrendSaid) and q.said.since == "last" for q, _ in case.roles
    )


def _year_told(case: Case) -> int | None:
    """The other year that the clause names, or the year before where it says so."""
    own = case.around.evidence.year
    clause, sentence = case.clause, case.around.sentence
    told = [year for place, year in sentence.years if clause.first <= place < clause.last and year != own]
    if told:
        return told[0]
    last = find_sequence(sentence.words[clause.first : clause.last], grammar.LAST_YEAR)
    return own - 1 if last else None


def _looks_back(sentence: Words) -> bool:
    """«enn tidligere», «siden oppstarten»: compared with something else than the year before."""
    return any(word in _BACK for word in sentence.words)


def _measure(case: Case) -> tuple[f.Numeric | None, str, Text]:
    """What is compared with what it was: a sum, or how many centres chose an option."""
    lexicon, scope = case.around.lexicon, replace(case.scope, year=None)
    bounds = [
        bound for bound in bounds_of(case) if len(bound.named) == 1 and len(bound.named[0].options) == 1
    ]
    if bounds:
        option = bounds[0].named[0].options[0]
        ticked: f.Condition = f.Ticked(option.question, option.code)
        asked = lexicon.questions[option.question].question.option(option.code)
        return (
            f.Count(f.Not(ticked) if option.negated else ticked, scope),
            f"{option.question}.{option.code}",
            asked.text if asked else Text(),
        )
    for question_id, question in lexicon.questions.items():
        named = question.question.type in NUMBERS and any(p.places(case.said) for p in question.counts)
        if named and not [
            word for word in unexplained(case, [question_id]) if word not in _ALONG | UP | DOWN
        ]:
            return f.Statistic(f.Measure.SUM, question_id, scope), question_id, question.question.text
    return None, "", Text()


def _multiple(case: Case, directions: frozenset[Direction], change: Change) -> bool | None:
    """«tredoblet» of 2.98 times as many is how people round; 2.6 times is nobody's to judge, except after «nesten»."""
    times = {Direction.DOUBLED: Fraction(2), Direction.TRIPLED: Fraction(3), Direction.HALVED: Fraction(2)}
    told = next((direction for direction in directions if direction in times), None)
    if told is None or not change.before or not change.now:
        return None if "nesten" in case.words else False
    now, before = Fraction(change.now), Fraction(change.before)
    if _looks_forward(case):
        now, before = before, now
    reached = (before / now if told is Direction.HALVED else now / before) / times[told]
    if "nesten" in case.words:
        return Fraction(9, 10) <= reached < 1
    return True if reached >= _ROUNDED else None if reached >= _ROUGHLY else False


def _number_fits(quantity: Quantity, change: Change, case: Case) -> bool:
    """A number beside a word of change is the one before, the one now, the difference, or the growth in percent."""
    said = quantity.said
    assert isinstance(said, NumberSaid)
    if said.sign is Sign.PERCENT:
        growth = [abs(change.difference) / Fraction(change.before) * 100] if change.before else []
        return any(rounds_to(share, said) for share in (*growth, *_shares(change, case)))
    if said.sign is Sign.POINTS:
        now, before = _shares(change, case)
        return rounds_to(abs(now - before), said)
    candidates = [Fraction(change.now), Fraction(change.before), abs(change.difference)]
    return any(
        rounds_to(number, said) or (said.hedge is Hedge.PLAIN and number == said.value)
        for number in candidates
    )


def _shares(change: Change, case: Case) -> tuple[Fraction, Fraction]:
    """The two numbers as percent of the centres of their years."""
    rounds = case.around.evidence.rounds
    years = (change.year or 0, change.before_year or 0)
    bases = [rounds[year].dataset.base if year in rounds else 0 for year in years]
    now, before = (
        Fraction(number) / base * 100 if base else Fraction(-1)
        for number, base in zip((change.now, change.before), bases, strict=True)
    )
    return now, before


def _shown(change: Change) -> Text:
    def words(language: str) -> str:
        now, before = (numbers.decimal(numbers.half_up(n, 1), language) for n in (change.now, change.before))
        against = {"nb": "mot", "nn": "mot", "en": "against"}[language]
        return f"{now} ({change.year}) {against} {before} ({change.before_year})"

    return Text({language: words(language) for language in LANGUAGES})


# --- two things in the same year ---


def _two_sides(case: Case) -> bool:
    return any(word in _LINKS for word in case.words)


def _side_by_side(case: Case, directions: frozenset[Direction]) -> tuple[Outcome, ...]:
    """«Flere har Nav enn pressen som målgruppe»: the first option named against the second."""
    bound = next((b for b in bounds_of(case) if len(b.named) == 2), None)
    if bound is None or not directions or case.negations or case.unsaid:
        return ()
    sides = _sides(bound, case)
    if sides is None:
        return ()
    first, second = sides
    counts = [
        evaluate(f.Count(f.Ticked(o.question, o.code), case.scope), case.around.evidence).value
        for o in (first, second)
    ]
    left, right = counts
    if not isinstance(left, Centres) or not isinstance(right, Centres):
        return ()
    holds = any(direction.holds(Fraction(left.n), Fraction(right.n)) for direction in directions)
    shown = Text(dict.fromkeys(LANGUAGES, f"{left.n} – {right.n}"))
    return (
        Outcome(
            judge(holds),
            "comparison",
            shown,
            f"{first.question}.{first.code}, {second.question}.{second.code}",
        ),
    )


def _sides(bound: Bound, case: Case) -> tuple[OptionWords, OptionWords] | None:
    """The options named before and after «enn»; None when it is not clear which is which."""
    named = sorted(bound.named, key=lambda one: min(one.places))
    first, second = (one.options[0] for one in named)
    if _as_many(case):
        return first, second
    words = case.words
    link = next((at for at, word in enumerate(words) if word == "enn"), -1)
    if link < 0:
        link = next((at for at, word in enumerate(words) if word == "som"), 0)
    lexicon = case.around.lexicon
    halves = [_options_in(half, bound, lexicon) for half in (words[:link], words[link + 1 :])]
    if all(len(half) == 1 for half in halves) and halves[0] != halves[1]:
        return halves[0].pop(), halves[1].pop()
    return (first, second) if min(named[0].places) < link < min(named[1].places) else None


def _options_in(words: Sequence[str], bound: Bound, lexicon: Lexicon) -> set[OptionWords]:
    """The options of the question that these words name by themselves."""
    own = {option for one in bound.named for option in one.options}
    return {name.option for name, _, _ in lexicon.options.matches(words) if name.option in own}


# --- superlatives ---


def judge_superlative(case: Case) -> tuple[Outcome, ...]:
    """«Flest sentraler har befolkningen som målgruppe»; ties are left open."""
    superlative = next((q.said for q, _ in case.roles if isinstance(q.said, SuperlativeSaid)), None)
    counted = [role.counted for q, role in case.roles if isinstance(q.said, SuperlativeSaid)]
    if superlative is None or counted != [Counted.CENTRES] or case.negations or case.unsaid:
        return ()
    bound = next(iter(bounds_of(case)), None)
    if bound is None or bound.any_of:
        return ()
    return tuple(_superlatives(bound, case, superlative))


def _superlatives(bound: Bound, case: Case, said: SuperlativeSaid) -> Iterator[Outcome]:
    """The options named must be those with the highest (lowest) counts, in whatever order."""
    evidence, asked = case.around.evidence, case.around.lexicon.questions[bound.question].question
    counts = {}
    for option in asked.options:
        value = evaluate(f.Count(f.Ticked(asked.id, option.code), case.scope), evidence).value
        if isinstance(value, Centres) and not option.exclusive and not option.specify:
            counts[option.code] = -value.n if said.least else value.n
    codes = [option.code for named in bound.named for option in named.options[:1]]
    if not counts or any(code not in counts for code in codes):
        return
    named_least = min(counts[code] for code in codes)
    others = [n for code, n in counts.items() if code not in codes]
    holds = None if others and max(others) == named_least else not others or max(others) < named_least
    best = max(counts, key=lambda code: counts[code])
    top = asked.option(best)
    label = top.text if top else Text()
    expected = label.map(lambda words: f"{abs(counts[best])}: {words}")
    yield Outcome(judge(holds), "superlative", expected, f"{asked.id}.{codes[0]}", label)
