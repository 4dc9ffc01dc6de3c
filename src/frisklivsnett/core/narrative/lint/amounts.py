"""Judges what clauses say of numbers: sums, averages, how many centres had so many, and who was unsure."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from frisklivsnett.core import numbers
from frisklivsnett.core.narrative import formulas as f
from frisklivsnett.core.narrative.evaluate import evaluate
from frisklivsnett.core.narrative.expressions import NumberSaid, Sign
from frisklivsnett.core.narrative.lint import grammar
from frisklivsnett.core.narrative.lint.cases import Case
from frisklivsnett.core.narrative.lint.judging import judge, rounds_to, says
from frisklivsnett.core.narrative.lint.lexicon import NUMBERS
from frisklivsnett.core.narrative.lint.model import Judgement
from frisklivsnett.core.narrative.lint.options import Outcome, count_outcome, unexplained
from frisklivsnett.core.narrative.lint.patterns import Phrase, find_sequence, find_sequences, words_in
from frisklivsnett.core.narrative.lint.quantities import Quantity
from frisklivsnett.core.narrative.lint.roles import Counted, Role
from frisklivsnett.core.narrative.number_words import Hedge
from frisklivsnett.core.narrative.quantifiers import BY_KEY, Quantifier
from frisklivsnett.core.narrative.values import Amount, Centres, Nothing
from frisklivsnett.core.text import LANGUAGES, Text, text

_NEAR = 2.0
"""How near a question must be spoken of (see ``Bound``) for «tallet» to mean its number: the sentence before."""
_HAD = words_in("hadde hatt har tok tatt tek teke imot fikk fekk fått mottok mottatt")
_PRONOUNS = words_in("de dei den disse desse vi hun han ho dere dykk")
_PARTS = words_in("med hvorav kvarav derav inkludert herunder medregnet")
_SPANS = words_in(
    """
    opptil inntil måned måneden månad månaden uke uken uka veke veka dag dagen kvartal halvår semester time timer
    """
)
_STOPS = words_in(", ; ( . i ved hos")
_KINDS_OF_SENDERS = ("kommun", "frisklivssentral")
_NUMBER_WORDS = words_in("antall antallet tall tallet tal talet")
_LARGEST = words_in("høyeste høgste største maksimum")
_LEAST = words_in("laveste lågaste minste minimum")
_ALL_CENTRES = words_in(
    "sentralene sentralane utviklingssentralene utviklingssentralane hver kvar antall antallet talet tallet"
)
_SOME = words_in(
    "store stor små liten lite resten øvrige enkelte nesten stort hovedsak vanligvis oftest typisk"
)
_SIGNS = {
    Hedge.PLAIN: "=",
    Hedge.OVER: ">",
    Hedge.JUST_OVER: ">",
    Hedge.UNDER: "<",
    Hedge.NEARLY: "<",
    Hedge.AT_LEAST: ">=",
    Hedge.AT_MOST: "<=",
}


def judge_amounts(case: Case) -> tuple[Outcome, ...]:
    """Return verdicts on what the clause says of number questions; nothing when it is not tied to any."""
    amounts = [(q, role) for q, role in case.counting(Counted.NUMBER) if isinstance(q.said, NumberSaid)]
    centres = case.counting_centres
    if centres is not None and len(amounts) <= 1 and not (amounts and _is_group(case, centres)):
        together = find_sequence(case.words, grammar.TOGETHER) is not None
        return () if together and amounts else _centres_with(case, centres, amounts)
    return tuple(outcome for q, role in amounts for outcome in _amount(case, q, role.question, amounts))


def _is_group(case: Case, centres: Quantity) -> bool:
    """«De ni sentralene i Helse Sør-Øst tok imot 121»: the number of centres tells who they are, and is right."""
    words = case.around.sentence.words
    definite = words[max(0, centres.first - 1) : centres.first] in (["de"], ["dei"])
    if not definite and find_sequence(case.words, grammar.TOGETHER) is None:
        return False
    group = evaluate(f.Count(f.Everyone(), case.scope), case.around.evidence).value
    return isinstance(group, Centres) and says(centres, group.n, group.base, group.base) is True


# --- sums, averages and the like ---


def _amount(
    case: Case, quantity: Quantity, question: str, amounts: Sequence[tuple[Quantity, Role]]
) -> tuple[Outcome, ...]:
    said = quantity.said
    if not isinstance(said, NumberSaid) or said.sign is not Sign.NONE or said.is_ratio or said.of is not None:
        return ()
    asked = {role.question for _, role in amounts}
    if _of_a_part(case) or unexplained(case, sorted(asked)):
        return ()
    measure = _measure(case)
    value = _value(measure, question, case)
    if measure is f.Measure.SUM and _one_centre(case):
        return ()
    named = case.around.lexicon.questions[question].question.text
    kind = "sum" if measure is f.Measure.SUM else "average"
    if not isinstance(value, Amount):
        return (Outcome(Judgement.UNVERIFIABLE, kind, Text(), question, named),)
    if quantity.high is not None:
        return (
            Outcome(judge(_spread(case, quantity, question)), kind, _figure(value, measure), question, named),
        )
    holds: bool | None = _amount_said(quantity, Fraction(value.number), value.approximate)
    if _distinct(case, question) and holds is not False:
        return (Outcome(Judgement.UNVERIFIABLE, kind, _not_distinct(value), question, named),)
    if _distinct(case, question):
        holds = False if said.value > Fraction(value.number) else None
    verdict = judge(None if case.negations or case.since else holds)
    return (Outcome(verdict, kind, _figure(value, measure), question, named),)


def _measure(case: Case) -> f.Measure:
    words = [word for word in case.said if word not in (",", ".")]
    if find_sequence(words, grammar.MEDIAN):
        return f.Measure.MEDIAN
    if find_sequence(words, grammar.PER_CENTRE):
        return f.Measure.MEAN
    if any(word in _LARGEST for word in words):
        return f.Measure.MAX
    if any(word in _LEAST for word in words):
        return f.Measure.MIN
    return f.Measure.SUM


def _of_a_part(case: Case) -> bool:
    """Whether the number is of a part: of a month, of somebody told of before («de tok imot 40»), «opptil 60»."""
    words = [word for word in case.words if word not in (",", ";", "(")]
    if _from_somewhere(case) or _largest_of_what(case):
        return True
    centres = any(case.around.lexicon.centre.has(word) for word in words)
    pronoun = not centres and any(word in _PRONOUNS for word in words)
    return pronoun or words[:1] != [] and words[0] in _PARTS or any(word in _SPANS for word in words)


def _from_somewhere(case: Case) -> bool:
    """«40 hospitanter fra egen kommune»: only some of them. «fra 47 kommuner» and «fra kommuner og …» are of all."""
    words, first = case.words, case.clause.first
    counted = {place for q in case.clause.quantities for place in range(q.first - first, q.last - first)}
    for at, word in enumerate(words):
        if word not in ("fra", "frå"):
            continue
        phrase_ = range(
            at + 1, next((x for x in range(at + 1, len(words)) if words[x] in _STOPS), len(words))
        )
        kinds = {kind for x in phrase_ for kind in _KINDS_OF_SENDERS if words[x].startswith(kind)}
        if kinds and len(kinds) < len(_KINDS_OF_SENDERS) and not counted & set(phrase_):
            return True
    return False


def _largest_of_what(case: Case) -> bool:
    """«Den største sentralen» is so in some way that the form does not ask for; «det høyeste antallet» is not."""
    words = case.words
    sizes = [at for at, word in enumerate(words) if word in _LARGEST | _LEAST]
    return any(words[at + 1 : at + 2] and words[at + 1] not in _NUMBER_WORDS for at in sizes)


def _spread(case: Case, quantity: Quantity, question: str) -> bool | None:
    """«Sentralene hadde 5–60 hospitanter» tells of the least and the largest.

    It is wrong when some centre is outside, or when «varierer fra 0 til 90» names ends that no centre has.
    """
    ends = [_value(measure, question, case) for measure in (f.Measure.MIN, f.Measure.MAX)]
    said, high = quantity.said, quantity.high
    assert isinstance(said, NumberSaid)
    assert high is not None
    exact = [Fraction(end.number) for end in ends if isinstance(end, Amount)]
    if len(exact) != 2 or said.hedge is not Hedge.PLAIN:
        return None
    if exact == [said.value, high]:
        return True
    everyone = any(word in _ALL_CENTRES for word in case.words) and not is_hedged(case)
    varies = any(word.startswith(("vari", "spen")) for word in case.words)
    outside = exact[0] < said.value or exact[1] > high
    return False if everyone and (outside or varies) else None


def is_hedged(case: Case) -> bool:
    """Whether «de fleste», «noen» or «store» leaves out some of the centres."""
    others = any(isinstance(q.said, Quantifier) and q.said.key != "all" for q, _ in case.roles)
    return others or any(word in _SOME for word in case.words)


def _one_centre(case: Case) -> bool:
    """«Sentralen tok imot 60»: one centre's number, and nobody says whose."""
    words = case.around.sentence.words
    each = {place for start, end in find_sequences(words, grammar.PER_CENTRE) for place in range(start, end)}
    return any(
        word in ("sentralen", "utviklingssentralen", "sentral") and at not in each
        for at, word in enumerate(words)
    )


def _value(measure: f.Measure, question: str, case: Case) -> Amount | Nothing:
    """The number of the year spoken of: from its round, else from a published series."""
    evidence = case.around.evidence
    if case.year in evidence.rounds:
        found = evaluate(f.Statistic(measure, question, case.scope), evidence).value
    elif measure is f.Measure.SUM and case.year in evidence.series.get(question, {}):
        found = evaluate(f.Series(question, case.year), evidence).value
    else:
        return Nothing(
            text("Det er ingen tall for året.", "Det er ingen tal for året.", "There is no number.")
        )
    return found if isinstance(found, Amount) else Nothing(text("Det er ikke et tall.", "", ""))


def _amount_said(quantity: Quantity, exact: Fraction, approximate: bool) -> bool:
    said = quantity.said
    assert isinstance(said, NumberSaid)
    if rounds_to(exact, said):
        return True
    return approximate and said.hedge is Hedge.PLAIN and said.value == exact


def _distinct(case: Case, question: str) -> bool:
    """«47 ulike kommuner»: the answers add up to 47, and nobody knows how many of them are the same."""
    distinct = case.around.lexicon.questions[question].distinct
    return any(distinct.has(word) for word in case.words)


def _figure(value: Amount, measure: f.Measure) -> Text:
    def shown(language: str) -> str:
        digits = numbers.decimal(value.number, language)
        return numbers.approximately(digits, language) if value.approximate else digits

    return Text({language: f"{shown(language)}{_CALLED[measure].in_(language)}" for language in LANGUAGES})


_CALLED = {
    f.Measure.SUM: text(" (summen)", " (summen)", " (the sum)"),
    f.Measure.MEAN: text(" (gjennomsnittet)", " (gjennomsnittet)", " (the mean)"),
    f.Measure.MEDIAN: text(" (medianen)", " (medianen)", " (the median)"),
    f.Measure.MAX: text(" (det største)", " (det største)", " (the largest)"),
    f.Measure.MIN: text(" (det minste)", " (det minste)", " (the least)"),
}


def _not_distinct(value: Amount) -> Text:
    digits = {language: numbers.decimal(value.number, language) for language in LANGUAGES}
    return text(
        f"{digits['nb']} er summen av svarene; den samme kan være talt flere ganger, så «ulike» kan ikke bekreftes",
        f"{digits['nn']} er summen av svara; den same kan vere talt fleire gonger, så «ulike» kan ikkje stadfestast",
        f"{digits['en']} is the sum of the answers; one may be counted twice, so “different” cannot be confirmed",
    )


# --- how many centres had so many ---


def _centres_with(
    case: Case, centres: Quantity, amounts: Sequence[tuple[Quantity, Role]]
) -> tuple[Outcome, ...]:
    """«Fire sentraler hadde 35–60 hospitanter», «to er usikre på tallet», «alle hadde besøk»."""
    others = [(q.said, role.counted) for q, role in case.roles if q is not centres]
    if any(isinstance(said, Quantifier) and said != BY_KEY["none"] for said, _ in others):
        return ()  # «mange hospitanter» is no number
    if len([said for said, _ in others if isinstance(said, NumberSaid)]) > 1:
        return ()  # «flere enn ti på én dag»
    amounts = amounts or _left_out(case, centres)
    question = amounts[0][1].question if amounts else _question_named(case)
    if not question or unexplained(case, [question]):
        return ()
    condition = _condition(case, question, amounts)
    if condition is None:
        return ()
    named = case.around.lexicon.questions[question].question.text
    return (count_outcome(condition, case, centres, question, named),)


def _left_out(case: Case, centres: Quantity) -> Sequence[tuple[Quantity, Role]]:
    """«To tok imot 30 eller flere»: what is counted was said in the sentence before."""
    levels = {id_: level for id_, level in case.around.context.levels.items() if level >= _NEAR}
    counting = [id_ for id_ in levels if case.around.lexicon.questions[id_].question.type in NUMBERS]
    others = [
        q for q, role in case.roles if q is not centres and role.noun < 0 and isinstance(q.said, NumberSaid)
    ]
    if not counting or len(others) != 1 or not any(word in _HAD for word in case.words):
        return ()
    nearest = max(counting, key=lambda id_: levels[id_])
    return [(others[0], Role(Counted.NUMBER, nearest))]


def _question_named(case: Case) -> str:
    """The number question that the clause's words name: its noun is there, without a number of its own."""
    words = case.words
    levels = case.around.context.levels
    for question_id, question in case.around.lexicon.questions.items():
        if question.question.type not in NUMBERS:
            continue
        if levels.get(question_id, 0) >= _NEAR and any(_unsure(p, words) for p in question.unsure):
            return question_id
        if any(phrase.places(words) for phrase in (*question.unsure, *question.counts)):
            return question_id
    return ""


def _unsure(phrase: Phrase, words: Sequence[str]) -> bool:
    """Whether the words speak of doubt, whatever of."""
    return bool(phrase.slots[0].places(words))


def _condition(case: Case, question: str, amounts: Sequence[tuple[Quantity, Role]]) -> f.Condition | None:
    words = case.words
    unsure = case.around.lexicon.questions[question].unsure
    near = case.around.context.levels.get(question, 0) >= _NEAR
    if any(phrase.places(words) or near and _unsure(phrase, words) for phrase in unsure):
        return f.IsApproximate(question)
    if not amounts:
        none = case.negations % 2 == 1
        return f.Compared(question, "=" if none else ">", Decimal(0))
    quantity = amounts[0][0]
    said = quantity.said
    if (
        case.negations
        or not isinstance(said, NumberSaid)
        or said.value.denominator != 1
        or said.sign is not Sign.NONE
    ):
        return None
    low = Decimal(int(said.value))
    if quantity.high is not None:
        return f.Between(question, low, Decimal(int(quantity.high)))
    if said.hedge not in _SIGNS:
        return None
    return f.Compared(question, _SIGNS[said.hedge], low)
