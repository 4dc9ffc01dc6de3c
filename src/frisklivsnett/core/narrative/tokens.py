"""A formula as words, numbers, strings and signs, each with its place."""

import re
from dataclasses import dataclass
from enum import StrEnum

from frisklivsnett.core.narrative.errors import FormulaError
from frisklivsnett.core.text import text

LONGEST = 1000
"""A longer formula is refused: nobody can read it, and nobody could have meant it."""


class TokenKind(StrEnum):
    """The kinds of token."""

    WORD = "word"
    NUMBER = "number"
    DATE = "date"
    STRING = "string"
    SIGN = "sign"
    END = "end"


@dataclass(frozen=True, slots=True)
class Token:
    """A token: ``text`` is the word, the sign, or what stands between a string's quotes."""

    kind: TokenKind
    text: str
    start: int
    end: int


_PATTERN = re.compile(
    r"""(?P<space>\s+)
    | (?P<date>\d{4}-\d{2}-\d{2})
    | (?P<number>\d+(?:[.,]\d+)?)
    | "(?P<straight>[^"\n]*)" | «(?P<angled>[^»\n]*)» | “(?P<curled>[^”\n]*)”
    | (?P<word>[^\W\d][\w-]*(?:\.[\w-]+)*)
    | (?P<sign><=|>=|!=|[<>=()%/])""",
    re.VERBOSE,
)
_KINDS = {
    "date": TokenKind.DATE,
    "number": TokenKind.NUMBER,
    "straight": TokenKind.STRING,
    "angled": TokenKind.STRING,
    "curled": TokenKind.STRING,
    "word": TokenKind.WORD,
    "sign": TokenKind.SIGN,
}


def tokens_of(formula: str) -> tuple[Token, ...]:
    """Return the formula's tokens, an END last; ``FormulaError`` at a character that means nothing."""
    if len(formula) > LONGEST:
        raise FormulaError(
            text(
                f"Formelen er for lang: {len(formula)} tegn, og grensen er {LONGEST}.",
                f"Formelen er for lang: {len(formula)} teikn, og grensa er {LONGEST}.",
                f"The formula is too long: {len(formula)} characters, and the limit is {LONGEST}.",
            ),
            0,
            len(formula),
        )
    tokens = []
    place = 0
    while place < len(formula):
        match = _PATTERN.match(formula, place)
        if match is None:
            raise _misplaced(formula, place)
        group = match.lastgroup or ""
        if group != "space":
            tokens.append(Token(_KINDS[group], match[group], match.start(), match.end()))
        place = match.end()
    return (*tokens, Token(TokenKind.END, "", len(formula), len(formula)))


def _misplaced(formula: str, place: int) -> FormulaError:
    character = formula[place]
    if character in '"«“':
        message = text(
            "Anførselstegnet avsluttes ikke.",
            "Hermeteiknet blir ikkje avslutta.",
            "The quotation mark is never closed.",
        )
        return FormulaError(message, place, len(formula))
    shown = character if character.isprintable() else f"U+{ord(character):04X}"
    message = text(
        f"Tegnet «{shown}» har ingen mening i en formel.",
        f"Teiknet «{shown}» har inga meining i ein formel.",
        f"The character “{shown}” means nothing in a formula.",
    )
    return FormulaError(message, place, place + 1)
