"""Reads conditions: what must hold of a centre. The formulas in ``parser.py`` are built on this reader.

``or`` binds looser than ``and``, and ``and`` looser than ``not``; parentheses go first.
"""

from datetime import date
from decimal import Decimal

from frisklivsnett.core.forms.model import Question, QuestionType
from frisklivsnett.core.narrative import formulas as f
from frisklivsnett.core.narrative import lookup
from frisklivsnett.core.narrative.errors import nearest
from frisklivsnett.core.narrative.token_reader import COMPARISONS, TokenReader
from frisklivsnett.core.narrative.tokens import Token, TokenKind
from frisklivsnett.core.text import Text, text

DEEPEST = 40
"""Deeper parentheses are refused."""
_AN_OPTION = text("et alternativ", "eit alternativ", "an option")
_A_QUESTION = text("et spørsmål", "eit spørsmål", "a question")


class ConditionReader(TokenReader):
    """Reads names, conditions and scopes."""

    # --- names ---

    def name(self) -> lookup.Found:
        """Take the name of a question or an option."""
        return lookup.find(self.expect(TokenKind.WORD, _A_QUESTION), self.evidence)

    def question(self) -> Question:
        """Take the name of a question, without an option."""
        token = self.token
        found = self.name()
        if found.option:
            raise self.error_at(
                token,
                text(
                    f"Her trengs et spørsmål, ikke et alternativ: skriv «{found.question.id}».",
                    f"Her trengst eit spørsmål, ikkje eit alternativ: skriv «{found.question.id}».",
                    f"A question is needed here, not an option: write “{found.question.id}”.",
                ),
            )
        return found.question

    def number_question(self) -> Question:
        """Take the name of a question that is answered with a number."""
        token = self.token
        question = self.question()
        if not question.type.is_number:
            numbers = [q.id for form in self.evidence.forms for q in form.questions if q.type.is_number]
            near = nearest(question.id, numbers)
            raise self.error_at(
                token,
                text(
                    f"«{question.id}» besvares ikke med et tall." + (f" Mente du «{near}»?" if near else ""),
                    f"«{question.id}» blir ikkje svart på med eit tal."
                    + (f" Meinte du «{near}»?" if near else ""),
                    f"“{question.id}” is not answered with a number."
                    + (f" Did you mean “{near}”?" if near else ""),
                ),
            )
        return question

    def choice_question(self) -> Question:
        """Take the name of a question that has options."""
        token = self.token
        question = self.question()
        self.must_be_choice(token, lookup.Found(question))
        return question

    def must_be_choice(self, token: Token, found: lookup.Found) -> None:
        """Raise unless the question has options of its own."""
        if not found.question.type.is_choice:
            raise self.error_at(
                token,
                text(
                    f"«{found.question.id}» har ingen alternativer å velge mellom.",
                    f"«{found.question.id}» har ingen alternativ å velje mellom.",
                    f"“{found.question.id}” has no options to choose from.",
                ),
            )

    def option(self) -> lookup.Found:
        """Take the name of an option."""
        token = self.token
        found = self.name()
        if not found.option:
            raise self.error_at(token, self._needs_option(found.question))
        return found

    def _needs_option(self, question: Question) -> Text:
        first = next(iter(lookup.codes(question)), "")
        if not first:
            return text(
                f"«{question.id}» har ingen alternativer.",
                f"«{question.id}» har ingen alternativ.",
                f"“{question.id}” has no options.",
            )
        return text(
            f"Her trengs {_AN_OPTION.in_('nb')}: skriv for eksempel «{question.id}.{first}».",
            f"Her trengst {_AN_OPTION.in_('nn')}: skriv til dømes «{question.id}.{first}».",
            f"{_AN_OPTION.in_('en').capitalize()} is needed here: write “{question.id}.{first}”, for instance.",
        )

    # --- scopes ---

    def scope(self) -> f.Scope:
        """Take what narrows a formula: ``in 2023``, ``in region nord``, ``among …``, any number of them."""
        year: int | None = None
        among: f.Condition = f.Everyone()
        while word := self.taken("in", "among"):
            if word == "among":
                narrower = self.condition()
            elif self.token.kind is TokenKind.NUMBER:
                year = self._round_year()
                continue
            else:
                narrower = self._group()
            among = narrower if among == f.Everyone() else f.Both(among, narrower)
        return f.Scope(year, among)

    def _round_year(self) -> int:
        token = self.token
        year = self.year()
        if year not in self.evidence.rounds:
            years = ", ".join(str(known) for known in sorted(self.evidence.rounds))
            raise self.error_at(
                token,
                text(
                    f"Det er ingen runde for {year}. Det er svar fra {years}.",
                    f"Det finst ingen runde for {year}. Det er svar frå {years}.",
                    f"There is no round for {year}. There are answers from {years}.",
                ),
            )
        return year

    def _group(self) -> f.InGroup:
        key = self.expect(
            TokenKind.WORD,
            text("et årstall eller en inndeling", "eit årstal eller ei inndeling", "a year or a grouping"),
        )
        if self.token.kind not in (TokenKind.WORD, TokenKind.NUMBER, TokenKind.STRING):
            raise self.expected(text("en gruppe", "ei gruppe", "a group"))
        found, group = lookup.group_of(key, self.take(), self.evidence)
        return f.InGroup(found, group)

    # --- conditions ---

    def where(self) -> f.Condition:
        """Take a condition, with or without ``where`` before it."""
        self.took("where")
        return self.condition()

    def condition(self) -> f.Condition:
        """Take a whole condition."""
        self.depth += 1
        if self.depth > DEEPEST:
            raise self.error_here(
                text(
                    "For mange parenteser inni hverandre.",
                    "For mange parentesar inni kvarandre.",
                    "Too many nested parentheses.",
                )
            )
        condition = self._all_of()
        while self.took("or"):
            condition = f.Either(condition, self._all_of())
        self.depth -= 1
        return condition

    def _all_of(self) -> f.Condition:
        condition = self._one()
        while self.took("and"):
            condition = f.Both(condition, self._one())
        return condition

    def _one(self) -> f.Condition:
        refused = False
        while self.took("not"):
            refused = not refused
        condition = self._atom()
        return f.Not(condition) if refused else condition

    def _atom(self) -> f.Condition:
        if self.took("("):
            condition = self.condition()
            self.expect_word(")")
            return condition
        token = self.token
        words = {"centres", "new", "in", "answered", "missing", "approximate"}
        if token.kind is TokenKind.WORD and token.text in words:
            return self._worded(self.take().text)
        found = self.name()
        if found.question.type.is_number or found.question.type is QuestionType.DATE:
            return self._comparison(token, found.question)
        return self.ticked(token, found)

    def _worded(self, word: str) -> f.Condition:
        match word:
            case "centres":
                return f.Everyone()
            case "new":
                self.took("centres")
                return f.IsNew()
            case "in":
                return self._group()
            case "approximate":
                return f.IsApproximate(self.number_question().id)
            case _:
                answered = f.HasAnswered(self.question().id)
                return answered if word == "answered" else f.Not(answered)

    def ticked(self, token: Token, found: lookup.Found) -> f.Condition:
        """Return the condition that a name by itself stands for: an option ticked, or yes answered."""
        if found.option:
            return f.Ticked(found.question.id, found.option)
        if found.question.type is QuestionType.YES_NO:
            return f.Ticked(found.question.id, "yes")
        if found.question.type is QuestionType.TEXT:
            raise self.error_at(
                token,
                text(
                    f"«{found.question.id}» er et tekstspørsmål: skriv «answered {found.question.id}».",
                    f"«{found.question.id}» er eit tekstspørsmål: skriv «answered {found.question.id}».",
                    f"“{found.question.id}” is a text question: write “answered {found.question.id}”.",
                ),
            )
        raise self.error_at(token, self._needs_option(found.question))

    def _comparison(self, token: Token, question: Question) -> f.Condition:
        if self.took("between"):
            low = self._operand(question)
            self.expect_word("and")
            return f.Between(question.id, low, self._operand(question))
        if self.token.text not in COMPARISONS:
            raise self.error_at(
                token,
                text(
                    f"«{question.id}» besvares med et tall eller en dato: skriv en sammenligning, som "
                    f"«{question.id} >= 10», eller «answered {question.id}».",
                    f"«{question.id}» blir svart på med eit tal eller ein dato: skriv ei samanlikning, som "
                    f"«{question.id} >= 10», eller «answered {question.id}».",
                    f"“{question.id}” is answered with a number or a date: write a comparison, such as "
                    f"“{question.id} >= 10”, or “answered {question.id}”.",
                ),
            )
        operator = self.take().text
        if self.token.kind is TokenKind.WORD:
            other_token = self.token
            other = self.question()
            if other.type.is_number != question.type.is_number:
                raise self.error_at(other_token, _DIFFERENT_TYPES)
            return f.Compared(question.id, operator, None, other.id)
        return f.Compared(question.id, operator, self._operand(question))

    def _operand(self, question: Question) -> Decimal | date:
        if question.type is QuestionType.DATE:
            return self.as_date(
                self.expect(
                    TokenKind.DATE,
                    text("en dato (2025-04-02)", "ein dato (2025-04-02)", "a date (2025-04-02)"),
                )
            )
        return self.number()


_DIFFERENT_TYPES = text(
    "De to spørsmålene besvares ikke med samme slags verdi.",
    "Dei to spørsmåla blir ikkje svarte på med same slags verdi.",
    "The two questions are not answered with the same kind of value.",
)
