"""What a quantity counts: centres, visitors, enquiries, money, or something that the form knows nothing of."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from frisklivsnett.core.narrative.expressions import NumberSaid, Sign, SuperlativeSaid, TrendSaid
from frisklivsnett.core.narrative.lint import grammar
from frisklivsnett.core.narrative.lint.clauses import Clause
from frisklivsnett.core.narrative.lint.lexicon import Lexicon
from frisklivsnett.core.narrative.lint.patterns import Phrase, Slot, fits, words_in
from frisklivsnett.core.narrative.lint.quantities import Quantity, Words
from frisklivsnett.core.narrative.quantifiers import BY_KEY


class Counted(StrEnum):
    """What a quantity is a number of."""

    CENTRES = "centres"
    NUMBER = "number"
    """What a number question counts; ``Role.question`` says which."""
    MONEY = "money"
    CHANGE = "change"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Role:
    """What a quantity counts. ``noun`` is the place of the word that says so, -1 when none does.

    ``within`` when it counts a part of those told of in the sentence before («av disse har ni …»).
    """

    counted: Counted
    question: str = ""
    noun: int = -1
    within: bool = False


def role_of(quantity: Quantity, clause: Clause, sentence: Words, lexicon: Lexicon) -> Role:
    """Return what the quantity counts."""
    said = quantity.said
    if isinstance(said, TrendSaid):
        return Role(Counted.CHANGE)
    if isinstance(said, NumberSaid) and said.sign is Sign.MONEY:
        return Role(Counted.MONEY)
    if sentence.words[quantity.first] in grammar.MOST_COMMON:
        return Role(Counted.CENTRES)
    if isinstance(said, SuperlativeSaid):
        return _after(quantity, clause, sentence, lexicon)
    if isinstance(said, NumberSaid) and said.sign is Sign.POINTS:
        return Role(Counted.CHANGE)
    told = _told_before(quantity, clause, sentence, lexicon)
    return told or _after(quantity, clause, sentence, lexicon)


def _told_before(quantity: Quantity, clause: Clause, sentence: Words, lexicon: Lexicon) -> Role | None:
    """«Antallet hospitanter var 310», «Tallet på henvendelser økte til 712»."""
    words = sentence.words
    for at in range(clause.first, quantity.first):
        if words[at] not in ("antall", "antallet", "talet", "tallet", "tal", "mengden", "summen"):
            continue
        for noun in range(at + 1, min(at + 4, quantity.first)):
            role = _noun(noun, clause, sentence, lexicon)
            if role is not None:
                return role
    return None


def _after(quantity: Quantity, clause: Clause, sentence: Words, lexicon: Lexicon) -> Role:
    words = sentence.words
    at = quantity.last
    share = isinstance(quantity.said, NumberSaid) and quantity.said.sign is Sign.PERCENT
    while at < clause.last and (words[at] in grammar.SKIPPED_AFTER_QUANTITY or at in _inside(sentence, at)):
        at += 1
    if at >= clause.last or sentence.kinds[at] != "letters":
        return _elliptic(clause, sentence, lexicon)
    role = _noun(at, clause, sentence, lexicon)
    if role is not None:
        return role
    if words[at] in ("andre", "øvrige", "nye", "små", "store") or share and words[at] in ("alle", "samtlige"):
        following = _noun(at + 1, clause, sentence, lexicon) if at + 1 < clause.last else None
        return Role(Counted.OTHER) if following else _elliptic(clause, sentence, lexicon)
    return _verb_or_object(quantity, at, clause, sentence, lexicon)


def _inside(sentence: Words, at: int) -> set[int]:
    """Places within quantities: «alle de 18 sentralene»."""
    return {place for q in sentence.quantities for place in range(q.first, q.last) if q.first <= at < q.last}


def _noun(at: int, clause: Clause, sentence: Words, lexicon: Lexicon) -> Role | None:
    words = sentence.words
    if at >= len(words):
        return None
    word = words[at]
    if lexicon.centre.has(word):
        return Role(Counted.CENTRES, noun=at)
    municipality = lexicon.municipality.has(word)
    if (
        municipality
        and words[at + 1 : at + 2] == ["med"]
        and any(map(lexicon.centre.has, words[at + 2 : at + 3]))
    ):
        return Role(Counted.CENTRES, noun=at + 2)
    if municipality and _speaks_of_doubt(sentence.words[clause.first : clause.last], lexicon):
        return Role(Counted.CENTRES, noun=at)
    for question_id, question in lexicon.questions.items():
        for counts in question.counts:
            if _fills(word, counts.slots[0]) and _rest_is_there(counts, at, sentence):
                return Role(Counted.NUMBER, question_id, at)
    return Role(Counted.CENTRES, noun=at) if municipality else None


def _speaks_of_doubt(words: Sequence[str], lexicon: Lexicon) -> bool:
    """«To kommuner er usikre på antall hospitanter»: they are the centres that answered, not those that visited."""
    return any(phrase.places(words) for question in lexicon.questions.values() for phrase in question.unsure)


def _fills(word: str, slot: Slot) -> bool:
    return any(fits(word, sequence[0][0], open_end=sequence[0][1]) for sequence in slot.alternatives)


def _rest_is_there(counts: Phrase, at: int, sentence: Words) -> bool:
    """Whether the other words of the phrase are in the sentence: «personer» counts visitors beside «hospitert»."""
    around = [*sentence.words[:at], *sentence.words[at + 1 :]]
    return all(slot.places(around) for slot in counts.slots[1:])


def _verb_or_object(quantity: Quantity, at: int, clause: Clause, sentence: Words, lexicon: Lexicon) -> Role:
    """No known noun follows. A verb or a small word: the centres are left out. Anything else may be what is counted."""
    word = sentence.words[at]
    if _has_other_subject(quantity, clause, sentence, lexicon):
        return Role(Counted.OTHER)
    if word in grammar.FINITE or word in grammar.PARTICIPLES or word in _SMALL:
        return _elliptic(clause, sentence, lexicon)
    if _follows_verb(quantity, clause, sentence) and not _centres_before(quantity, clause, sentence, lexicon):
        return Role(Counted.CENTRES)
    if _floats(quantity, word, clause, sentence, lexicon):
        return Role(Counted.CENTRES)
    if quantity.first == clause.first or sentence.words[clause.first] in (*grammar.AND_WORDS, ","):
        return _elided_verb(quantity, at, clause, sentence)
    return Role(Counted.OTHER)


def _has_other_subject(quantity: Quantity, clause: Clause, sentence: Words, lexicon: Lexicon) -> bool:
    """«Kommunen har to egne nettsider»: somebody else stands before the verb, and the quantity is what they have."""
    if not _follows_verb(quantity, clause, sentence):
        return False
    before = [word for word in sentence.words[clause.first : quantity.first - 1] if word not in _LEADS]
    if not before or before[0] in grammar.PREPOSITIONS or before[0].isdigit():
        return False
    every = sentence.words[quantity.first : quantity.last] in (["alle"], ["samtlige"], ["samtlege"])
    return not (every and _centres_before(quantity, clause, sentence, lexicon))


def _elided_verb(quantity: Quantity, at: int, clause: Clause, sentence: Words) -> Role:
    """«… 16 har nettside og 11 kommunikasjonsstrategi»: the verb is said once. Only after a clause that counts too."""
    earlier = any(q.last <= clause.first and q.is_amount for q in sentence.quantities)
    verb = any(word in grammar.FINITE for word in sentence.words[at : clause.last])
    return Role(Counted.CENTRES) if earlier and not verb else Role(Counted.OTHER)


_SMALL = words_in(
    """
    i på til for med mot hos ved av fra frå som også òg ikke ikkje seg bare berre har enten hver kvar både aldri alle
    allerede en ein ei et eit egen eigen egne eigne egna eiga eget eige det dette nå no faktisk derimot
    """
)

_LEADS = words_in(
    """
    og samt men mens medan , ; : her der også òg dessuten samtidig totalt derimot imidlertid videre vidare nå no da så
    når dermed derfor likevel fortsatt framleis i år fjor tillegg til sammen saman alt samlet samla det der
    """
)
"""Words before a verb that are no subject."""
_PRONOUNS = words_in("de dei vi nettverket ordningen ordninga")


def _elliptic(clause: Clause, sentence: Words, lexicon: Lexicon) -> Role:
    """Nothing says what is counted: the centres, but for parts of other things («Av henvendelsene kom 300 …»)."""
    lead = sentence.words[1:4] if sentence.words[0] in ("av", "blant") else ()
    if any(_fills(word, counts.slots[0]) for word in lead for counts in numbers_counted(lexicon)):
        return Role(Counted.OTHER)
    return Role(Counted.CENTRES, within=_of_those(clause, sentence))


def numbers_counted(lexicon: Lexicon) -> Iterator[Phrase]:
    """Yield what the number questions count, but for what centres are called too."""
    for question in lexicon.questions.values():
        yield from (counts for counts in question.counts if len(counts.slots) == 1)


def _of_those(clause: Clause, sentence: Words) -> bool:
    """«Av disse har ni …»: a part of those counted in the sentence before. It holds until others are counted."""
    words = sentence.words
    every = [
        q.first for q in sentence.quantities if q.first < clause.last and q.said == BY_KEY["all"] and q.base
    ]
    for at in range(max(every, default=0), min(clause.last, len(words) - 1)):
        if words[at] in ("av", "blant") and words[at + 1] in ("disse", "desse", "dem"):
            return True
    return False


def _follows_verb(quantity: Quantity, clause: Clause, sentence: Words) -> bool:
    """«I 2024 har alle egne nettsider»: the verb comes first, so that the quantity is its subject."""
    before = sentence.words[quantity.first - 1] if quantity.first > clause.first else ""
    return before in grammar.FINITE


def _centres_before(quantity: Quantity, clause: Clause, sentence: Words, lexicon: Lexicon) -> bool:
    """Whether the centres are the subject already: named before the quantity, and not after a preposition."""
    words = sentence.words
    return any(
        (lexicon.centre.has(words[at]) or lexicon.municipality.has(words[at]) or words[at] in _PRONOUNS)
        and not any(word in grammar.PREPOSITIONS for word in words[max(clause.first, at - 3) : at])
        for at in range(clause.first, quantity.first)
    )


def _floats(quantity: Quantity, word: str, clause: Clause, sentence: Words, lexicon: Lexicon) -> bool:
    """«Sentralene har alle egne nettsider»: «alle» after verb and subject, before an indefinite noun."""
    every = sentence.words[quantity.first : quantity.last] in (["alle"], ["samtlige"], ["samtlege"])
    definite = word.endswith(("ene", "ane", "a"))
    return every and _follows_verb(quantity, clause, sentence) and not definite
