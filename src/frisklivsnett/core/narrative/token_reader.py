"""Takes a formula's tokens one by one, and says what was expected where it is not there."""

from datetime import date
from decimal import Decimal

from frisklivsnett.core.narrative.errors import FormulaError
from frisklivsnett.core.narrative.evidence import Evidence
from frisklivsnett.core.narrative.tokens import Token, TokenKind
from frisklivsnett.core.text import Text, text

COMPARISONS = ("<", "<=", "=", "!=", ">=", ">")


class TokenReader:
    """Takes tokens one by one, and says what it expected where it does not get it."""

    def __init__(self, tokens: tuple[Token, ...], evidence: Evidence) -> None:
        self.tokens = tokens
        self.evidence = evidence
        self.place = 0
        self.depth = 0

    @property
    def token(self) -> Token:
        """The next token, not taken yet."""
        return self.tokens[self.place]

    def take(self) -> Token:
        """Take the next token, whatever it is; the END stays."""
        token = self.token
        if token.kind is not TokenKind.END:
            self.place += 1
        return token

    def took(self, *words: str) -> bool:
        """Take the next token when it is one of these words or signs, and tell whether it was."""
        return bool(self.taken(*words))

    def taken(self, *words: str) -> str:
        """Take the next token when it is one of these words or signs, and return it; else ``""``."""
        if self.token.kind in (TokenKind.WORD, TokenKind.SIGN) and self.token.text in words:
            return self.take().text
        return ""

    def expect(self, kind: TokenKind, what: Text) -> Token:
        """Take a token of this kind, or raise what was expected."""
        if self.token.kind is not kind:
            raise self.expected(what)
        return self.take()

    def expect_word(self, word: str) -> None:
        """Take this very word or sign, or raise."""
        if not self.took(word):
            raise self.expected(text(f"«{word}»", "", f"“{word}”"))

    def one_of(self, *words: str) -> str:
        """Take one of these words and return it."""
        word = self.taken(*words)
        if not word:
            raise self.expected(text(" eller ".join(words), "", " or ".join(words)))
        return word

    def number(self) -> Decimal:
        """Take a number, with decimal point or comma."""
        token = self.expect(TokenKind.NUMBER, text("et tall", "eit tal", "a number"))
        return Decimal(token.text.replace(",", "."))

    def whole_number(self) -> int:
        """Take a whole number from 1 to 99."""
        token = self.token
        number = self.number()
        if number != number.to_integral_value() or not 1 <= number <= 99:
            what = text(
                "Skriv et helt tall fra 1 til 99.",
                "Skriv eit heilt tal frå 1 til 99.",
                "Write a whole number from 1 to 99.",
            )
            raise self.error_at(token, what)
        return int(number)

    def year(self) -> int:
        """Take a year of four digits."""
        token = self.expect(TokenKind.NUMBER, text("et årstall", "eit årstal", "a year"))
        if not (len(token.text) == 4 and token.text.isdigit()):
            raise self.error_at(
                token,
                text(
                    f"«{token.text}» er ikke et årstall.",
                    f"«{token.text}» er ikkje eit årstal.",
                    f"“{token.text}” is not a year.",
                ),
            )
        return int(token.text)

    def as_date(self, token: Token) -> date:
        """Return the token's date, or raise when the calendar has no such day."""
        try:
            return date.fromisoformat(token.text)
        except ValueError:
            raise self.error_at(
                token,
                text(
                    f"Datoen «{token.text}» finnes ikke.",
                    f"Datoen «{token.text}» finst ikkje.",
                    f"There is no such date as “{token.text}”.",
                ),
            ) from None

    def comparison_sign(self) -> str:
        """Take one of ``< <= = != >= >``."""
        if self.token.text not in COMPARISONS:
            raise self.expected(text("<, <=, =, !=, >= eller >", "", "<, <=, =, !=, >= or >"))
        return self.take().text

    def expected(self, what: Text) -> FormulaError:
        """Return the error for the next token being another than expected."""
        token = self.token
        nb, nn, en = (what.in_(language) for language in ("nb", "nn", "en"))
        if token.kind is TokenKind.END:
            return self.error_here(
                text(
                    f"Formelen slutter for tidlig: forventet {nb}.",
                    f"Formelen sluttar for tidleg: venta {nn}.",
                    f"The formula ends too early: expected {en}.",
                )
            )
        return self.error_here(
            text(
                f"Forventet {nb}, ikke «{token.text}».",
                f"Venta {nn}, ikkje «{token.text}».",
                f"Expected {en}, not “{token.text}”.",
            )
        )

    def error_here(self, message: Text) -> FormulaError:
        """Return an error at the next token."""
        return self.error_at(self.token, message)

    def error_at(self, token: Token, message: Text) -> FormulaError:
        """Return an error at a token."""
        return FormulaError(message, token.start, token.end)
