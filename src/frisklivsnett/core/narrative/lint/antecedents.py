"""Whom a text speaks of from one sentence to the next: the scheme's centres, or others that it has come to.

«Fylkeskommunen kartla kommunene. Ni av ti hadde egen nettside» is of municipalities, «Tana tok imot fem hospitanter. To
kom fra …» of visitors. A quantity that does not say what it counts is then left open, until the centres are named.
"""

from collections.abc import Iterator, Sequence
from enum import StrEnum

from frisklivsnett.core.narrative.evidence import Evidence
from frisklivsnett.core.narrative.expressions import NumberSaid, Sign
from frisklivsnett.core.narrative.lint import grammar
from frisklivsnett.core.narrative.lint.cases import centre_names
from frisklivsnett.core.narrative.lint.lexicon import Lexicon
from frisklivsnett.core.narrative.lint.model import Finding, Judgement
from frisklivsnett.core.narrative.lint.patterns import words_in
from frisklivsnett.core.narrative.lint.quantities import Quantity, Words
from frisklivsnett.core.narrative.lint.reading import read
from frisklivsnett.core.narrative.quantifiers import BY_KEY


class Subject(StrEnum):
    """Whom the text is speaking of."""

    CENTRES = "centres"
    OTHERS = "others"


_OF_CENTRES = words_in("count quantifier share comparison superlative")
"""Kinds of findings that are of the centres in general; sums, facts and lists are of what they had, or of some."""
_OBJECTS = words_in("med til fra frå mot for om ved på hjå hos")
"""Prepositions that make the centres an object: «møter med sentralene»."""
_ALL_OF_THEM = words_in("sentralene sentralane utviklingssentralene utviklingssentralane")
_SHORTEST_NOUN = 4
_NOT_NOUNS = words_in("samtlige samtlege begge disse desse derimot")


def subject_after(
    text: str, found: Sequence[Finding], evidence: Evidence, lexicon: Lexicon, before: Subject
) -> Subject:
    """Return whom the text speaks of after a sentence, when ``found`` is what was judged of it."""
    sentence = read(text, evidence.plan_names)
    words = sentence.words
    judged = [one for one in found if one.verdict is not Judgement.UNVERIFIABLE]
    if any(_is_subject(words, at) for at, word in enumerate(words) if word in _ALL_OF_THEM):
        narrowed = any(word in words for word in ("som", "i")) and not judged
        return before if narrowed else Subject.CENTRES
    if any(one.kind in _OF_CENTRES for one in judged) or _counts_the_round(sentence, evidence, lexicon):
        return Subject.CENTRES
    if _tells_of_others(sentence, evidence, lexicon):
        return Subject.OTHERS
    return Subject.CENTRES if any(map(lexicon.centre.has, words)) else before


def _is_subject(words: Sequence[str], at: int) -> bool:
    return not any(word in _OBJECTS for word in words[max(0, at - 2) : at])


def _tells_of_others(sentence: Words, evidence: Evidence, lexicon: Lexicon) -> bool:
    """Whether it brings in somebody that a later «ni» or «alle» may be: others counted, some centres, a name."""
    words = sentence.words
    first = words[0] if words else ""
    definite = first.endswith("ne") and len(first) > _SHORTEST_NOUN and first not in _NOT_NOUNS
    named = any(word in centre_names(evidence) for word in words)
    others = any(word.startswith("frisklivssentral") or lexicon.municipality.has(word) for word in words)
    return definite or named or others or any(_nouns_counted(sentence))


def _nouns_counted(sentence: Words) -> Iterator[str]:
    """The words that say what is counted, whatever it is."""
    words = sentence.words
    for quantity in sentence.quantities:
        at = quantity.last
        while at < len(words) and words[at] in grammar.SKIPPED_AFTER_QUANTITY:
            at += 1
        if quantity.is_amount and at < len(words) and sentence.kinds[at] == "letters" and _is_noun(words[at]):
            yield words[at]


def _is_noun(word: str) -> bool:
    known = word in grammar.FINITE or word in grammar.PARTICIPLES or word in grammar.PREPOSITIONS
    return len(word) >= _SHORTEST_NOUN and not known and (not grammar.FRAME.has(word) or "sentral" in word)


# --- all the centres of the round ---


def counts_all(text: str, evidence: Evidence, lexicon: Lexicon) -> bool:
    """Tell whether a sentence counts all the centres of the round, and no other number of them."""
    if not text:
        return False
    sentence = read(text, evidence.plan_names)
    amounts = [quantity for quantity in sentence.quantities if quantity.is_amount]
    return len(amounts) == 1 and _counts_the_round(sentence, evidence, lexicon)


def _counts_the_round(sentence: Words, evidence: Evidence, lexicon: Lexicon) -> bool:
    """«18 sentraler», «alle sentralene», «18 kommuner og bydeler»."""
    words, base = sentence.words, evidence.current.base
    return any(
        _is_all(quantity, base)
        and any(lexicon.centre.has(word) or lexicon.municipality.has(word) for word in following)
        for quantity in sentence.quantities
        if (following := words[quantity.last : quantity.last + 1])
    )


def _is_all(quantity: Quantity, base: int) -> bool:
    said = quantity.said
    number = isinstance(said, NumberSaid) and said.sign is Sign.NONE and said.value == base
    return number or said == BY_KEY["all"] and quantity.base in (None, base)
