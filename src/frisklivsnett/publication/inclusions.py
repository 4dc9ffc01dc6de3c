"""What a report's source can bring in with ``![caption](=…)``: figures, tables, series, the list of centres, the form.

``figure QUESTION [sorted]``     a bar chart with its table, for a question with options
``table QUESTION``               the same as a table alone
``figure NAME``, ``table NAME``  a table of what the registry or the log knows, by its name in ``Evidence.tables``
``texts QUESTION``               what the centres wrote, each with its name
``numbers QUESTION …``           sum, median, lowest and highest, a row a question
``series QUESTION``              a number question's sum over the years, with what was published before the program
``centres``                      the centres of the round, by health region
``quantifiers``                  what «alle», «de fleste» and the like mean, from the rules that they are checked by
``form``                         the whole form
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from frisklivsnett.core.documents import blocks
from frisklivsnett.core.documents.facttables import fact_figure, fact_table
from frisklivsnett.core.documents.model import (
    Block,
    Figure,
    Heading,
    ListBlock,
    Paragraph,
    Plain,
    Strong,
    TableBlock,
)
from frisklivsnett.core.documents.series import series_figure
from frisklivsnett.core.forms import Form, Question, QuestionType
from frisklivsnett.core.narrative import Evidence, nearest_name
from frisklivsnett.core.narrative.quantifiers import QUANTIFIERS
from frisklivsnett.core.numbers import listing
from frisklivsnett.core.tables import ChoiceTable, NumberTable, Table, TextTable, table
from frisklivsnett.core.text import Text, text


class InclusionError(ValueError):
    """The source asks for something that cannot be brought in; ``message`` says what, and the nearest right name."""

    def __init__(self, message: Text) -> None:
        super().__init__(message.in_("en"))
        self.message = message


SOURCE = text(
    "Kilde: utviklingssentralenes årsrapporter for {year}.",
    "Kjelde: årsrapportane frå utviklingssentralane for {year}.",
    "Source: the development centres’ annual reports for {year}.",
)
SEVERAL_POSSIBLE = text("Flere svar er mulig.", "Fleire svar er mogleg.", "Several answers are possible.")
ONE_POSSIBLE = text("Velg ett svar.", "Vel eitt svar.", "Choose one answer.")
EXPLAINED = ("all", "none", "half", "about_half", "nearly_all", "most", "few", "several")
"""The quantifiers that a report tells its readers about: those that the program itself writes."""
NEEDS_A_QUESTION = text(
    "Skriv navnet på minst ett spørsmål.",
    "Skriv namnet på minst eitt spørsmål.",
    "Write the name of at least one question.",
)
FREE_TEXT = text("Åpent skrivefelt.", "Ope skrivefelt.", "Free text.")
A_NUMBER = text("Et tall.", "Eit tal.", "A number.")
MAY_BE_APPROXIMATE = text(
    "Et tall, som kan merkes som omtrentlig.",
    "Eit tal, som kan merkast som omtrentleg.",
    "A number, which may be marked as approximate.",
)


@dataclass(frozen=True)
class Inclusions:
    """Makes blocks from evidence, in one language. ``include`` is what a source's ``![caption](=…)`` becomes."""

    evidence: Evidence
    language: str

    def include(self, formula: str, caption: str) -> Sequence[Block]:
        """Return the blocks asked for; raise ``InclusionError`` for an unknown word or a question of the wrong kind."""
        word, *rest = formula.split() or [""]
        makers: Mapping[str, Callable[[list[str], str], Sequence[Block]]] = {
            "figure": self.figure,
            "table": self.table,
            "texts": self.texts,
            "numbers": self.numbers,
            "series": self.series,
            "centres": self.centres,
            "quantifiers": self.quantifiers,
            "form": self.form,
        }
        if word not in makers:
            raise InclusionError(_unknown(word, makers))
        return makers[word](rest, caption)

    def check(self, formula: str) -> str:
        """Return the id of what a formula brings in, "" when it has none, also where this year lacks the table for it.

        Raises ``InclusionError`` as ``include`` does, for what cannot be brought in in any year.
        """
        word, *rest = formula.split() or [""]
        name = " ".join(rest[:1])
        if word in ("figure", "table") and name in self.evidence.lacking_tables:
            return name
        found = self.include(formula, name)
        return found[0].id if found and isinstance(found[0], TableBlock | Figure) else ""

    def figure(self, words: list[str], caption: str) -> Sequence[Block]:
        if (name := " ".join(words[:1])) in self.evidence.tables:
            known, sort = self.evidence.tables[name], "sorted" in words
            return [fact_figure(known, self.language, block_id=name, caption=caption, sort=sort)]
        counted = self._choice(words[:1])
        return [
            blocks.choice_figure(
                counted,
                self.language,
                block_id=counted.question.id,
                caption=caption,
                sort="sorted" in words,
                source=self._source,
            )
        ]

    def table(self, words: list[str], caption: str) -> Sequence[Block]:
        if (name := " ".join(words)) in self.evidence.tables:
            return [fact_table(self.evidence.tables[name], self.language, block_id=name, caption=caption)]
        counted = self._choice(words)
        return [
            blocks.choice_table(
                counted, self.language, block_id=counted.question.id, caption=caption, source=self._source
            )
        ]

    def texts(self, words: list[str], caption: str) -> Sequence[Block]:
        counted = self._table(words)
        if not isinstance(counted, TextTable):
            raise _wrong_kind(
                counted.question, text("svar i fritekst", "svar i fritekst", "answers in words")
            )
        return [
            blocks.text_table(
                counted, self.language, block_id=counted.question.id, caption=caption, source=self._source
            )
        ]

    def numbers(self, words: list[str], caption: str) -> Sequence[Block]:
        if not words:
            raise InclusionError(NEEDS_A_QUESTION)
        tables = [self._number([word]) for word in words]
        return [
            blocks.number_table(
                tables, self.language, block_id=f"numbers.{words[0]}", caption=caption, source=self._source
            )
        ]

    def series(self, words: list[str], caption: str) -> Sequence[Block]:
        question = self._number(words).question
        return [series_figure(self.evidence, question.id, self.language, caption=caption)]

    def centres(self, _words: list[str], _caption: str) -> Sequence[Block]:
        dataset = self.evidence.current
        items = []
        for code, name in dataset.group_names["health_region"].items():
            names = sorted(r.name for r in dataset.respondents if r.groups.get("health_region") == code)
            line = (Strong((Plain(f"{name}:"),)), Plain(f" {listing(names, self.language)}"))
            items.append((Paragraph(line),))
        return [ListBlock(tuple(items))]

    def quantifiers(self, _words: list[str], _caption: str) -> Sequence[Block]:
        items = []
        for quantifier in QUANTIFIERS:
            if quantifier.key in EXPLAINED:
                word = Strong((Plain(quantifier.words[self.language][0]),))
                items.append((Paragraph((word, Plain(f": {quantifier.says.in_(self.language)}"))),))
        return [ListBlock(tuple(items))]

    def form(self, _words: list[str], _caption: str) -> Sequence[Block]:
        return form_blocks(self.evidence.current.form, self.language)

    @property
    def _source(self) -> str:
        return SOURCE.in_(self.language).format(year=self.evidence.year)

    def _table(self, words: list[str]) -> Table:
        form = self.evidence.current.form
        name = words[0] if words else ""
        if name in self.evidence.lacking_tables:
            raise InclusionError(self.evidence.lacking_tables[name])
        if not form.has(name):
            raise InclusionError(
                _unknown(name, [*(each.id for each in form.questions), *self.evidence.tables])
            )
        return table(self.evidence.current, name)

    def _choice(self, words: list[str]) -> ChoiceTable:
        counted = self._table(words)
        if not isinstance(counted, ChoiceTable):
            raise _wrong_kind(
                counted.question, text("svaralternativer", "svaralternativ", "options to choose among")
            )
        return counted

    def _number(self, words: list[str]) -> NumberTable:
        counted = self._table(words)
        if not isinstance(counted, NumberTable):
            raise _wrong_kind(counted.question, text("tall som svar", "tal som svar", "numbers for answers"))
        return counted


def _unknown(name: str, known: Mapping[str, object] | Sequence[str]) -> Text:
    nearest = nearest_name(name, known)
    if not nearest:
        return text(f"«{name}» er ikke kjent.", f"«{name}» er ikkje kjent.", f"“{name}” is not known.")
    return text(
        f"«{name}» er ikke kjent. Mente du «{nearest}»?",
        f"«{name}» er ikkje kjent. Meinte du «{nearest}»?",
        f"“{name}” is not known. Did you mean “{nearest}”?",
    )


def _wrong_kind(question: Question, wanted: Text) -> InclusionError:
    return InclusionError(
        text(
            f"«{question.id}» er ikke et spørsmål med {wanted.in_('nb')}.",
            f"«{question.id}» er ikkje eit spørsmål med {wanted.in_('nn')}.",
            f"“{question.id}” is not a question with {wanted.in_('en')}.",
        )
    )


def form_blocks(form: Form, language: str) -> Sequence[Block]:
    """Return the whole form as it is asked: a heading a section, a numbered line a question, a list of its options."""
    found: list[Block] = []
    for section in form.sections:
        found.append(Heading(2, section.title.in_(language), f"form.{section.id}"))
        for question in section.questions:
            number = f"{question.number}. " if question.number else ""
            words = (
                Strong((Plain(number + question.text.in_(language)),)),
                Plain(f" {_kind(question).in_(language)}"),
            )
            found.append(Paragraph(words))
            if question.options:
                options = (((Paragraph((Plain(option.text.in_(language)),)),)) for option in question.options)
                found.append(ListBlock(tuple(options)))
    return found


def _kind(question: Question) -> Text:
    match question.type:
        case QuestionType.MULTIPLE:
            return SEVERAL_POSSIBLE
        case QuestionType.SINGLE | QuestionType.YES_NO:
            return ONE_POSSIBLE
        case QuestionType.TEXT:
            return FREE_TEXT
        case QuestionType.INTEGER | QuestionType.DECIMAL:
            return MAY_BE_APPROXIMATE if question.may_be_approximate else A_NUMBER
        case _:
            return Text()
