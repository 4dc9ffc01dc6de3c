"""Who a quantity is of when it does not say so: the scheme's centres, or others that the text was speaking of.

«Landet har 240 frisklivssentraler. Alle har egen nettside» says nothing of the centres that answered the form, and
neither does «alle sentralene med egen nettside bruker …» of all of them. Such sentences are left open.
"""

from collections.abc import Sequence

from frisklivsnett.core.narrative.lint import grammar
from frisklivsnett.core.narrative.lint.antecedents import Subject
from frisklivsnett.core.narrative.lint.cases import Case
from frisklivsnett.core.narrative.lint.lexicon import Lexicon
from frisklivsnett.core.narrative.lint.patterns import words_in
from frisklivsnett.core.narrative.lint.quantities import Quantity
from frisklivsnett.core.narrative.lint.roles import Counted, Role
from frisklivsnett.core.narrative.quantifiers import BY_KEY

_OBJECTS = words_in("med til fra frå mot for om ved på hjå hos")
"""Prepositions that make the centres an object: «møter med sentralene»."""
_RESTRICTING = words_in("som med uten utan")
_ANSWERED = words_in("svart svarte svara svarer svarar besvart besvarte rapportert rapporterte")
_COUNTING = words_in("det antall antallet talet andelen andel")
"""Before the noun these make what follows a part of what is counted: «det er 16 sentraler som …»."""
_THERE, _THEN = "der", "da"
"""First words that point back to another place or time: «Der har alle …»."""


def _names_centres(words: Sequence[str], lexicon: Lexicon) -> bool:
    return any(lexicon.centre.has(word) and not _is_object(words, at) for at, word in enumerate(words))


def _is_object(words: Sequence[str], at: int) -> bool:
    return any(word in _OBJECTS for word in words[max(0, at - 2) : at])


def is_of_others(case: Case, subject: Subject) -> bool:
    """Tell whether what the clause counts may be others than all the centres of the round."""
    counted = [(q, role) for q, role in case.roles if role.counted is Counted.CENTRES]
    left_out = bool(counted or case.clause.inherits) and all(role.noun < 0 for _, role in counted)
    if any(role.within and not _of_all_told(case) or _of_few(q, role, case) for q, role in counted):
        return True
    first = case.around.sentence.words[0]
    if first == _THERE or first == _THEN and subject is Subject.OTHERS:
        return True
    if left_out and (
        subject is Subject.OTHERS and not _names_centres(case.around.sentence.words, case.around.lexicon)
    ):
        return True
    return left_out and _meets_centres(case) or is_restricted(case)


def _of_all_told(case: Case) -> bool:
    """«Av disse har ni …» after a sentence that counted all the centres, and nothing between."""
    earlier = [q for q in case.around.sentence.quantities if q.last <= case.clause.first and q.is_amount]
    return case.around.before_of_all and not earlier


def _of_few(quantity: Quantity, role: Role, case: Case) -> bool:
    """«Alle tre har …», «begge har …»: those just told of, not the round's."""
    base = case.around.evidence.current.base
    if quantity.said == BY_KEY["both"]:
        return base != 2
    few = quantity.base is not None and quantity.said == BY_KEY["all"] and quantity.base != base
    return few and (role.noun < 0 or 2 * (quantity.base or 0) <= base)


def _meets_centres(case: Case) -> bool:
    """«Alle har møter med sentralene»: the centres are what they meet, so it is others who do."""
    words = case.words
    return any(
        case.around.lexicon.centre.has(word) and words[max(0, at - 1)] in ("med", "mot", "til", "fra", "frå")
        for at, word in enumerate(words)
    )


def is_restricted(case: Case) -> bool:
    """Tell whether only some of the centres are spoken of: «sentralene som har plan, bruker …»."""
    words = case.around.sentence.words
    nouns = [role.noun for _, role in case.roles if role.counted is Counted.CENTRES and role.noun >= 0]
    if case.clause.inherits is not None:
        nouns += [case.clause.inherits.last]
    begun = [at for at, word in enumerate(words[:6]) if case.around.lexicon.centre.has(word)]
    if begun and words[0] in ("blant", "av", "for", "hos"):
        nouns.append(begun[0])
    return any(_restricts(words, noun, case) for noun in nouns)


def _restricts(words: Sequence[str], noun: int, case: Case) -> bool:
    """Whether what follows the noun narrows it: a relative clause or a phrase, before the verb of the sentence."""
    link = words[noun + 1] if noun + 1 < len(words) else ""
    lead = words[max(0, noun - 4) : noun]
    if (
        link not in _RESTRICTING
        or "det" in lead
        or any(word in ("antall", "antallet", "talet", "andelen") for word in lead)
    ):
        return False
    rest = words[noun + 2 :]
    if link == "som" and any(word in _ANSWERED for word in rest[:3]):
        return False
    verbs = [word for word in rest if word in grammar.FINITE]
    return len(verbs) >= (2 if link == "som" else 1) and _before_next_quantity(rest, noun + 2, link, case)


def _before_next_quantity(rest: Sequence[str], offset: int, link: str, case: Case) -> bool:
    """Whether the sentence's own verb comes before another quantity takes over («… som har X, og 9 har Y»)."""
    later = [q.first for q in case.around.sentence.quantities if q.is_amount and q.first > offset]
    until = min(later, default=offset + len(rest)) - offset
    needed = 2 if link == "som" else 1
    sentence_ends = case.around.sentence.words[0] in ("blant", "av", "for", "hos")
    return sentence_ends or sum(word in grammar.FINITE for word in rest[:until]) >= needed
