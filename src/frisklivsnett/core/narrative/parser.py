"""Reads a formula: a recursive descent over its tokens, with names looked up and types checked on the way.

The language is told in ``docs/claims.md``. Its words are English, as the code's; names are those of the form.
"""

from collections.abc import Callable, Sequence
from decimal import Decimal

from frisklivsnett.core.narrative import formulas as f
from frisklivsnett.core.narrative import lookup
from frisklivsnett.core.narrative.conditions import ConditionReader
from frisklivsnett.core.narrative.errors import FormulaError, unknown
from frisklivsnett.core.narrative.evidence import Evidence
from frisklivsnett.core.narrative.token_reader import COMPARISONS
from frisklivsnett.core.narrative.tokens import Token, TokenKind, tokens_of
from frisklivsnett.core.text import text


def parse(formula: str, evidence: Evidence) -> f.Formula:
    """Return the formula read against the forms of the evidence.

    Raises ``FormulaError`` at the place of what is unknown, misplaced or of the wrong type. Remembers what it has read.
    """
    key = ("parsed", formula)
    if key not in evidence.remembered:
        evidence.remembered[key] = _FormulaReader(tokens_of(formula), evidence).whole()
    return evidence.remembered[key]  # type: ignore[return-value]


class _FormulaReader(ConditionReader):
    """The formulas proper; conditions are read by the parent."""

    def whole(self) -> f.Formula:
        genitive = self.took("genitive")
        formula = self.plain()
        singular, plural = self._nouns()
        if self.token.kind is not TokenKind.END:
            raise self.error_here(
                text(
                    f"Forventet slutten av formelen, ikke «{self.token.text}».",
                    f"Venta slutten av formelen, ikkje «{self.token.text}».",
                    f"Expected the end of the formula, not “{self.token.text}”.",
                )
            )
        if genitive or singular:
            return f.Styled(formula, genitive, singular, plural)
        return formula

    def _nouns(self) -> tuple[str, str]:
        if not self.took("as"):
            return "", ""
        token = self.expect(
            TokenKind.STRING, text("«entall/flertall»", "«eintal/fleirtal»", "“singular/plural”")
        )
        singular, slash, plural = (part.strip() for part in token.text.partition("/"))
        if not (singular and slash and plural):
            raise self.error_at(
                token,
                text(
                    'Skriv ordet i entall og flertall med skråstrek mellom: "sentral/sentraler".',
                    'Skriv ordet i eintal og fleirtal med skråstrek mellom: "sentral/sentralar".',
                    'Write the noun in the singular and the plural with a slash between: "centre/centres".',
                ),
            )
        return singular, plural

    def plain(self) -> f.Plain:
        start = self.token
        formula = self.head()
        if self.token.kind is TokenKind.SIGN and self.token.text in COMPARISONS:
            operator = self.take().text
            left = self._number(formula, start)
            right_start = self.token
            right = self._literal() or self._number(self.head(), right_start)
            if _is_share(left) != _is_share(right):
                raise self.error_at(right_start, _SHARE_AND_NUMBER)
            return f.Assertion(left, operator, right)
        return formula

    def head(self) -> f.Plain:
        token = self.token
        if token.kind is not TokenKind.WORD or token.text not in _HEADS:
            raise self._no_head(token)
        self.take()
        return _HEADS[token.text](self)

    def _no_head(self, token: Token) -> FormulaError:
        if token.kind is not TokenKind.WORD:
            return self.error_here(
                text(
                    "En formel begynner med et ord som count, share, sum eller list.",
                    "Ein formel byrjar med eit ord som count, share, sum eller list.",
                    "A formula begins with a word such as count, share, sum or list.",
                )
            )
        return unknown(text("formel", "formel", "formula"), token.text, _HEADS, token.start)

    # --- centres ---

    def count(self) -> f.Plain:
        if self.took("options"):
            return f.OptionCount(self._option_list())
        return self._counted(f.Demand.NUMBER)

    def all_(self) -> f.Plain:
        return self._counted(f.Demand.ALL)

    def none(self) -> f.Plain:
        return self._counted(f.Demand.NONE)

    def quantity(self) -> f.Plain:
        return self._counted(f.Demand.QUANTITY)

    def _counted(self, demand: f.Demand) -> f.Count:
        where = self.where()
        scope = self.scope()
        return f.Count(where, scope, demand, self._of("answered"))

    def share(self) -> f.Plain:
        where = self.where()
        scope = self.scope()
        return f.ShareOf(where, scope, self._of("base"))

    def _of(self, word: str) -> bool:
        if not self.took("of"):
            return False
        self.expect_word(word)
        return True

    def answered(self) -> f.Plain:
        question = self.question()
        return f.Count(f.HasAnswered(question.id), self.scope())

    def missing(self) -> f.Plain:
        question = self.question()
        return f.Count(f.Not(f.HasAnswered(question.id)), self.scope())

    def base(self) -> f.Plain:
        return f.Count(f.Everyone(), self.scope())

    def approximate(self) -> f.Plain:
        self.expect_word("count")
        question = self.number_question()
        return f.Count(f.IsApproximate(question.id), self.scope())

    def list_(self) -> f.Plain:
        where = self.where()
        return f.CentreList(where, self.scope())

    # --- numbers ---

    def statistic(self, measure: f.Measure) -> f.Plain:
        question = self.number_question()
        return f.Statistic(measure, question.id, self.scope())

    # --- options ---

    def options(self) -> f.Plain:
        return self._option_list()

    def _option_list(self) -> f.OptionList:
        which = f.Which.ALL
        if self.took("chosen"):
            which = f.Which.CHOSEN
        elif self.took("not"):
            self.expect_word("chosen")
            which = f.Which.NOT_CHOSEN
        question = self.choice_question()
        operator, limit = "", Decimal()
        if self.took("with"):
            self.expect_word("count")
            operator = self.comparison_sign()
            limit = self.number()
        by_count = self.took("by") and self.one_of("count", "form") == "count"
        return f.OptionList(which, question.id, self.scope(), 0, operator, limit, by_count)

    def most(self) -> f.Plain:
        return self._extreme(least=False)

    def least(self) -> f.Plain:
        return self._extreme(least=True)

    def _extreme(self, *, least: bool) -> f.Plain:
        token = self.token
        found = self.name()
        if found.option:
            return f.Superlative(found.question.id, found.option, self.scope(), least)
        self.must_be_choice(token, found)
        return f.OptionList(f.Which.LEAST if least else f.Which.TOP, found.question.id, self.scope(), 1)

    def top(self) -> f.Plain:
        return self._ranked(lowest=False)

    def bottom(self) -> f.Plain:
        return self._ranked(lowest=True)

    def _ranked(self, *, lowest: bool) -> f.Plain:
        n = self.whole_number()
        if self.took("centres"):
            self.expect_word("by")
            question = self.number_question()
            return f.TopCentres(n, question.id, self.scope(), lowest)
        question = self.choice_question()
        return f.OptionList(f.Which.LEAST if lowest else f.Which.TOP, question.id, self.scope(), n)

    def rank(self) -> f.Plain:
        found = self.option()
        return f.RankOf(found.question.id, found.option, self.scope())

    # --- over time and side by side ---

    def over(self, how: f.Against) -> f.Plain:
        of = self._measured()
        before = self.year() if self.took("from") else None
        return f.Over(how, of, before)

    def _measured(self) -> f.Numeric:
        """A number, or a name by itself: an option is counted, a number question summed."""
        start = self.token
        if start.text in _HEADS:
            return self._number(self.head(), start)
        found = self.name()
        if found.question.type.is_number:
            return f.Statistic(f.Measure.SUM, found.question.id, self.scope())
        condition = self.ticked(start, found)
        return f.Count(condition, self.scope())

    def compare(self) -> f.Plain:
        left = self._measured()
        self.expect_word("with")
        start = self.token
        right = self._measured()
        if _is_share(left) != _is_share(right):
            raise self.error_at(start, _SHARE_AND_NUMBER)
        return f.Comparison(left, right)

    def _number(self, formula: f.Plain, start: Token) -> f.Numeric:
        if isinstance(formula, f.Count | f.ShareOf | f.Statistic | f.OptionCount | f.Series | f.FactOf):
            return formula
        raise self.error_at(
            start,
            text(
                f"«{start.text}» gir ikke et tall, og her trengs et tall.",
                f"«{start.text}» gir ikkje eit tal, og her trengst eit tal.",
                f"“{start.text}” does not give a number, and a number is needed here.",
            ),
        )

    def _literal(self) -> f.Literal | None:
        if self.token.kind is not TokenKind.NUMBER:
            return None
        number = self.number()
        if self.took("%"):
            return f.Literal(number / 100, is_share=True)
        if self.took("/"):
            token = self.token
            divisor = self.number()
            if not divisor:
                raise self.error_at(
                    token, text("Kan ikke dele på null.", "Kan ikkje dele på null.", "Cannot divide by zero.")
                )
            return f.Literal(number / divisor, is_share=True)
        return f.Literal(number)

    # --- what is not answers ---

    def series(self) -> f.Plain:
        token = self.expect(TokenKind.WORD, lookup.SERIES)
        if token.text not in self.evidence.series:
            raise unknown(lookup.SERIES, token.text, self.evidence.series, token.start)
        self.took("in")
        return f.Series(token.text, self.year() if self.token.kind is TokenKind.NUMBER else None)

    def fact(self) -> f.Plain:
        return f.FactOf(self._named(self.evidence.fact_names))

    def known(self) -> f.Plain:
        return f.Known(self._named(self.evidence.known_names))

    def _named(self, names: Sequence[str]) -> str:
        token = self.expect(TokenKind.WORD, lookup.FACT)
        if token.text not in names:
            raise unknown(lookup.FACT, token.text, names, token.start)
        return token.text

    def the_year(self) -> f.Plain:
        return f.TheYear()

    def attest(self) -> f.Plain:
        who = self.expect(
            TokenKind.STRING, text("navn i anførselstegn", "namn i hermeteikn", "a name in quotation marks")
        )
        note = self.expect(
            TokenKind.STRING,
            text("kilde i anførselstegn", "kjelde i hermeteikn", "a source in quotation marks"),
        )
        day = self.expect(
            TokenKind.DATE, text("dato (2025-04-02)", "dato (2025-04-02)", "a date (2025-04-02)")
        )
        for token in (who, note):
            if not token.text.strip():
                raise self.error_at(token, _EMPTY_ATTEST)
        return f.Attested(who.text.strip(), note.text.strip(), self.as_date(day))


def parse_condition(formula: str, evidence: Evidence) -> f.Formula:
    """Return a formula that is true or not, for a part to stand by. Raises ``FormulaError``, also for another kind."""
    found = parse(formula, evidence)
    if not isinstance(found, f.Assertion | f.Known | f.Superlative):
        raise FormulaError(_NOT_TRUE_OR_FALSE, 0, len(formula))
    return found


def _is_share(formula: f.Numeric) -> bool:
    return isinstance(formula, f.ShareOf) or (isinstance(formula, f.Literal) and formula.is_share)


_SHARE_AND_NUMBER = text(
    "En andel kan bare sammenlignes med en andel: skriv 50 % eller 1/2.",
    "Ein del kan berre samanliknast med ein del: skriv 50 % eller 1/2.",
    "A share can only be compared with a share: write 50 % or 1/2.",
)
_NOT_TRUE_OR_FALSE = text(
    "Vilkåret for en del må være sant eller ikke: «known NAVN», eller en sammenligning som «fact NAVN > 0».",
    "Vilkåret for ein del må vere sant eller ikkje: «known NAMN», eller ei samanlikning som «fact NAMN > 0».",
    "What a part stands by must be true or not: “known NAME”, or a comparison such as “fact NAME > 0”.",
)
_EMPTY_ATTEST = text(
    "En bekreftelse trenger både navnet på den som går god for det, og en kilde.",
    "Ei stadfesting treng både namnet på den som går god for det, og ei kjelde.",
    "An attestation needs both the name of the one who vouches and a source.",
)

_HEADS: dict[str, Callable[[_FormulaReader], f.Plain]] = {
    "count": _FormulaReader.count,
    "all": _FormulaReader.all_,
    "none": _FormulaReader.none,
    "quantity": _FormulaReader.quantity,
    "share": _FormulaReader.share,
    "answered": _FormulaReader.answered,
    "missing": _FormulaReader.missing,
    "base": _FormulaReader.base,
    "approximate": _FormulaReader.approximate,
    "list": _FormulaReader.list_,
    "sum": lambda reader: reader.statistic(f.Measure.SUM),
    "mean": lambda reader: reader.statistic(f.Measure.MEAN),
    "median": lambda reader: reader.statistic(f.Measure.MEDIAN),
    "min": lambda reader: reader.statistic(f.Measure.MIN),
    "max": lambda reader: reader.statistic(f.Measure.MAX),
    "options": _FormulaReader.options,
    "most": _FormulaReader.most,
    "least": _FormulaReader.least,
    "top": _FormulaReader.top,
    "bottom": _FormulaReader.bottom,
    "rank": _FormulaReader.rank,
    "trend": lambda reader: reader.over(f.Against.TREND),
    "difference": lambda reader: reader.over(f.Against.DIFFERENCE),
    "growth": lambda reader: reader.over(f.Against.GROWTH),
    "compare": _FormulaReader.compare,
    "series": _FormulaReader.series,
    "fact": _FormulaReader.fact,
    "known": _FormulaReader.known,
    "year": _FormulaReader.the_year,
    "attest": _FormulaReader.attest,
}
HEADS = tuple(_HEADS)
"""The words a formula may begin with."""
