"""A sentence cut in clauses: each with the quantity that it is about, and the words that tell what is said of it.

There is no grammar of all Norwegian here, only of the sentences that reports count in: the quantity first («14 har X og
9 har Y»), the quantity last («X nevnes av 14, Y av 9»), and the quantity left out («Alle har X og bruker Y»).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from frisklivsnett.core.narrative.expressions import SuperlativeSaid, TrendSaid
from frisklivsnett.core.narrative.lint import grammar
from frisklivsnett.core.narrative.lint.patterns import find_sequences
from frisklivsnett.core.narrative.lint.quantities import Quantity, Words


@dataclass(frozen=True, slots=True)
class Clause:
    """Words ``first``–``last`` of a sentence (places), and the quantities said in them.

    ``inherits`` when the quantity is that of the clause before («… og bruker Y»). ``asides`` is where reasons, aims or
    examples begin; what comes after is not judged.
    """

    first: int
    last: int
    quantities: tuple[Quantity, ...]
    inherits: Quantity | None = None
    asides: int | None = None

    @property
    def end(self) -> int:
        """Where that ends which is judged."""
        return self.last if self.asides is None else self.asides


def clauses_of(sentence: Words) -> tuple[Clause, ...]:
    """Return the clauses that hold a quantity, or go on with one."""
    pieces = list(_pieces(sentence))
    again: list[Clause] = []
    at = next((at for at in range(1, len(pieces) - 1) if _says_again(pieces, at, sentence)), None)
    aside = range(0)
    if at is not None:
        before, repeated, after = pieces[at - 1 : at + 2]
        pieces[at - 1 : at + 2] = [Clause(before.first, after.last, before.quantities)]
        again.append(Clause(repeated.first, after.last, repeated.quantities))
        aside = range(repeated.first, repeated.last)
    joined = [*_joined(pieces, sentence), *again]
    return tuple(_with_asides(clause, sentence, aside) for clause in _inheriting(joined, sentence))


def _says_again(pieces: Sequence[Clause], at: int, sentence: Words) -> bool:
    """«14 sentraler, eller 78 prosent, har …»: a piece that says the number before once more, in another way."""
    before, piece, after = pieces[at - 1 : at + 2]
    if len(before.quantities) != 1 or len(piece.quantities) != 1 or after.quantities:
        return False
    words = sentence.words
    quantity = piece.quantities[0]
    lead = [word for word in words[piece.first : quantity.first] if word != ","]
    rest = [word for word in words[quantity.last : piece.last] if word not in grammar.SKIPPED_AFTER_QUANTITY]
    counted = words[before.quantities[0].last : before.last]
    goes_on = after.last - after.first > 1 and words[after.first] == ","
    return (
        " ".join(lead) in grammar.AGAIN
        and len(rest) <= 1
        and not any(word in grammar.FINITE for word in counted)
        and goes_on
        and words[after.first + 1] in grammar.FINITE
    )


# --- pieces: between commas, conjunctions and the like ---


def _pieces(sentence: Words) -> Iterator[Clause]:
    words = sentence.words
    covered = {at for q in sentence.quantities for at in range(q.first + 1, q.last)}
    start, depth = 0, 0
    for at, word in enumerate(words):
        depth += (word == "(") - (word == ")")
        cuts = at > start and at not in covered and depth <= 0 and _begins_piece(words, at, sentence)
        if cuts:
            yield _piece(start, at, sentence)
            start = at
    if start < len(words):
        yield _piece(start, len(words), sentence)


def _begins_piece(words: Sequence[str], at: int, sentence: Words) -> bool:
    word = words[at]
    if word in (",", ";", ":"):
        return True
    if word in ("–", "—", "-"):
        return _spaced(sentence, at)
    return word in grammar.AND_WORDS and words[at - 1] not in (",", ";")


def _spaced(sentence: Words, at: int) -> bool:
    """A dash between spaces parts clauses; one inside a word or a range does not."""
    before = at > 0 and sentence.ends[at - 1] < sentence.starts[at]
    return before and at + 1 < len(sentence.starts) and sentence.ends[at] < sentence.starts[at + 1]


def _piece(first: int, last: int, sentence: Words) -> Clause:
    return Clause(first, last, tuple(q for q in sentence.quantities if first <= q.first < last))


# --- putting pieces together again ---


def _joined(pieces: list[Clause], sentence: Words) -> list[Clause]:
    """Pieces without a quantity go to the clause before, or to the one after where the quantity is last."""
    clauses: list[Clause] = []
    waiting: Clause | None = None
    for at, piece in enumerate(pieces):
        if waiting is not None and _is_said_before(waiting, piece, sentence):
            clauses.append(waiting)
            waiting = None
        if waiting is not None:
            piece = _merged(waiting, piece)
            waiting = None
        if _counts(piece, sentence):
            if clauses and (
                _belongs_to_the_last(clauses[-1], piece, sentence)
                or _shares_verb(clauses[-1], piece, sentence)
            ):
                clauses[-1] = _merged(clauses[-1], piece)
            else:
                clauses.append(piece)
        elif (
            _starts_predicate(piece, sentence)
            and clauses
            and not _shares_object(clauses[-1], piece, sentence)
        ):
            clauses.append(piece)
        elif not clauses or (
            _quantity_is_last(clauses[-1], sentence) and _more_to_come(pieces[at + 1 :], sentence)
        ):
            waiting = piece
        else:
            clauses[-1] = _merged(clauses[-1], piece)
    if waiting is not None:
        clauses.append(waiting)
    return clauses


def _merged(first: Clause, second: Clause) -> Clause:
    return Clause(first.first, second.last, (*first.quantities, *second.quantities))


def _counts(piece: Clause, sentence: Words) -> bool:
    return any(_leads(quantity, sentence) for quantity in piece.quantities)


def _leads(quantity: Quantity, sentence: Words) -> bool:
    """A word of change without a direction («enn i fjor») belongs to the words before it."""
    return not (isinstance(quantity.said, TrendSaid) and not quantity.said.directions)


def _belongs_to_the_last(clause: Clause, piece: Clause, sentence: Words) -> bool:
    """«fra totalt 47 kommuner», «(Tana og Bodø)»: quantities that go on counting in the same clause."""
    words = [word for word in sentence.words[piece.first : piece.last] if word not in (",", ";")]
    if not words:
        return True
    if words[0] == "mot":
        return any(isinstance(quantity.said, TrendSaid) for quantity in clause.quantities)
    link = words[1] if words[0] in ("og", "samt") and len(words) > 1 else words[0]
    return link in ("fra", "frå", "til", "opp", "ned") or link.startswith(("sammenlign", "samanlikn"))


def _shares_verb(clause: Clause, piece: Clause, sentence: Words) -> bool:
    """«256 kommuner og bydeler har hospitert hos en sentral»: one subject of two parts, whose verb comes after both."""
    words = sentence.words
    verbs = [at for at in range(clause.first, piece.last) if words[at] in grammar.FINITE]
    listed = words[piece.first] in ("og", "samt") and piece.quantities[0].first > piece.first + 1
    return listed and bool(verbs) and piece.first < verbs[0] < piece.quantities[0].first


def _quantity_is_last(clause: Clause, sentence: Words) -> bool:
    """«X nevnes av 14 sentraler»: nothing but the counted noun follows the quantity, and something came before it."""
    if not clause.quantities:
        return False
    quantity = clause.quantities[-1]
    rest = [
        word
        for at, word in enumerate(sentence.words[quantity.last : clause.last], quantity.last)
        if word not in grammar.SKIPPED_AFTER_QUANTITY and sentence.kinds[at] == "letters"
    ]
    before = [
        w for at, w in enumerate(sentence.words[clause.first : quantity.first]) if w not in grammar.AND_WORDS
    ]
    return len(rest) <= 1 and len(before) >= 2


def _more_to_come(pieces: list[Clause], sentence: Words) -> bool:
    return any(_counts(piece, sentence) for piece in pieces)


def _starts_predicate(piece: Clause, sentence: Words) -> bool:
    """«og bruker …», «men har …», «mens …»: what follows is said of the quantity before, or of somebody else."""
    words = [w for w in sentence.words[piece.first : piece.last] if w not in (",", ";", "–", "—", "-")]
    if not words:
        return False
    if words[0] in grammar.NEW_SUBJECT:
        return True
    if words[0] in grammar.AND_WORDS and len(words) > 1:
        following = [
            word
            for word in words[1:4]
            if word not in ("også", "òg", "dessuten", "i", "tillegg", "ikke", "ikkje")
        ]
        return bool(following) and (following[0] in grammar.FINITE or following[0] in grammar.PARTICIPLES)
    return words[0] in grammar.FINITE


def _is_said_before(piece: Clause, following: Clause, sentence: Words) -> bool:
    """«Utdanning er viktig: 17 sentraler har …»: a sentence of its own before the colon."""
    words = sentence.words[piece.first : piece.last]
    return sentence.words[following.first] == ":" and any(word in grammar.FINITE for word in words)


def _shares_object(clause: Clause, piece: Clause, sentence: Words) -> bool:
    """«har levert og fått godkjent regnskapet»: the first verb ends its clause, so what follows belongs to both."""
    words = [word for word in sentence.words[clause.first : clause.last] if word not in (",", ";")]
    following = sentence.words[piece.first : piece.last]
    both = len(words) > 1 and words[-2] in ("har", "hadde", "ha") and words[-1].endswith(("t", "dd", "a"))
    return (
        both
        and any(word in grammar.PARTICIPLES for word in following[:3])
        or (bool(words) and words[-1] in grammar.FINITE and following[0] in ("og", "eller"))
    )


def _inheriting(clauses: list[Clause], sentence: Words) -> Iterator[Clause]:
    last: Quantity | None = None
    for clause in clauses:
        amounts = [q for q in clause.quantities if q.is_amount]
        if amounts:
            last = amounts[0]
            yield clause
        elif clause.quantities:
            yield clause
        elif last is not None and not _has_new_subject(clause, sentence):
            yield replace(clause, inherits=last)
        else:
            yield clause


def _has_new_subject(clause: Clause, sentence: Words) -> bool:
    return any(word in grammar.NEW_SUBJECT for word in sentence.words[clause.first : clause.first + 2])


# --- asides ---


def _with_asides(clause: Clause, sentence: Words, again: range) -> Clause:
    words = sentence.words[clause.first : clause.last]
    begins = [clause.first + start for start, _ in find_sequences(words, grammar.ASIDES) if start]
    begins = [at for at in begins if at not in again]
    begins += [
        clause.first + at
        for at in range(1, len(words))
        if words[at] in ("som", "der", "hvor") and words[at - 1] == ","
    ]
    for at in sorted(begins):
        if not any(q.is_amount and q.first >= at for q in clause.quantities):
            return replace(clause, asides=at)
    return clause


def is_superlative(quantity: Quantity) -> bool:
    """Tell whether the quantity is «flest» or «færrest»."""
    return isinstance(quantity.said, SuperlativeSaid)
