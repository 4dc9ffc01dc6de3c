"""A question's results as the page shows them: from a dataset to charts, tables and notes, in the page's language."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from django.urls import reverse
from markupsafe import Markup

from frisklivsnett.core.documents.blocks import base_note, choice_figure, option_label
from frisklivsnett.core.documents.charts import chart_svg
from frisklivsnett.core.documents.model import DataTable, Figure, TableBlock
from frisklivsnett.core.documents.results import centre_figure, cross_block, number_summary
from frisklivsnett.core.forms import Form, Question
from frisklivsnett.core.numbers import half_up
from frisklivsnett.core.tables import (
    ChoiceTable,
    CrossTable,
    Dataset,
    GivenText,
    NumberTable,
    Table,
    TextTable,
    cross_tables,
    table,
)

LONGEST_PREVIEW = 600
"""Characters of a text shown before the rest is folded away."""
MOST_BARS = 5
"""So many columns may have bars in their cells; with more there is no room to see them."""
CHARTS_KEPT = 512


@dataclass(frozen=True, slots=True)
class Words:
    """What a centre wrote: the beginning, and the rest of a long text. Together they are the whole, unchanged."""

    centre: str
    beginning: str
    rest: str = ""
    group: str = ""


@dataclass(frozen=True, slots=True)
class Specified:
    """What was written to an «other, specify»: its option, and the words of each centre."""

    option: str
    texts: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """A table to show under a name of its own. ``bars``, if any, has whole percents for each row and column."""

    id: str
    caption: str
    table: DataTable
    note: str
    bars: tuple[tuple[int, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Result:
    """All that is shown of a question. What does not apply is empty; where nobody answered there is only the note."""

    slug: str
    number: str
    words: str
    help: str
    answered: int
    note: str
    chart: str = ""
    table: Shown | None = None
    centres: Shown | None = None
    texts: tuple[Words, ...] = ()
    specified: tuple[Specified, ...] = ()


@dataclass(frozen=True, slots=True)
class SectionResults:
    """The results of a section of the form."""

    id: str
    title: str
    results: tuple[Result, ...]


# --- addresses ---


def slug_of(question: Question) -> str:
    """Return the question's part of an address: ``sporsmal-5``, or its concept id where it has no number."""
    return f"sporsmal-{question.number}" if question.number else question.id.replace(".", "-")


def question_at(form: Form, slug: str) -> Question | None:
    """Return the question with this part of an address, or None."""
    return next((question for question in form.questions if slug_of(question) == slug), None)


def question_address(year: int, question: Question) -> str:
    """Return the address of a question's results, which stays the same: /runder/2024/resultater/sporsmal-5/."""
    return reverse("web:question_results", kwargs={"year": year, "question_slug": slug_of(question)})


# --- results ---


@dataclass(frozen=True, slots=True)
class Maker:
    """Makes results in one language. ``by`` sets groups side by side; ``sort`` draws the largest bar first."""

    dataset: Dataset
    language: str
    by: str = ""
    sort: bool = True

    def sections(self) -> list[SectionResults]:
        """Return the results of every question, by section, in the form's order."""
        divided = cross_tables(self.dataset, self.by) if self.by else ()
        crossed = {found.question.id: found for found in divided}
        return [
            SectionResults(
                section.slug,
                section.title.in_(self.language),
                tuple(self.result(question, crossed.get(question.id)) for question in section.questions),
            )
            for section in self.dataset.form.sections
        ]

    def result(self, question: Question, crossed: CrossTable | None = None) -> Result:
        """Return the results of one question, in parts if its cross table is given."""
        counted = crossed.whole if crossed else table(self.dataset, question.id)
        bare = self._bare(counted)
        if not counted.answered:
            return bare
        if isinstance(counted, TextTable):
            return replace(bare, texts=self._texts(counted, crossed))
        if isinstance(counted, ChoiceTable):
            bare = replace(bare, specified=self._specified(counted))
        if crossed is not None:
            return replace(bare, table=self.beside(crossed))
        if isinstance(counted, NumberTable):
            return self._number(bare, counted)
        return self._choice(bare, counted)

    def beside(self, crossed: CrossTable) -> Shown:
        """Return a question's table with a column for each group."""
        key = f"{slug_of(crossed.question)}-{crossed.by.replace('_', '-')}"
        block = cross_block(
            crossed, self.language, block_id=key, caption=crossed.question.text.in_(self.language)
        )
        return _shown(block, bars=_bars(crossed))

    def _bare(self, counted: Table) -> Result:
        question = counted.question
        words, help_ = question.text.in_(self.language), question.help.in_(self.language)
        note = base_note(counted, self.language)
        return Result(slug_of(question), str(question.number or ""), words, help_, counted.answered, note)

    def _choice(self, bare: Result, counted: ChoiceTable) -> Result:
        figure = choice_figure(counted, self.language, block_id=bare.slug, caption=bare.words, sort=self.sort)
        shown = Shown(f"{bare.slug}-tabell", bare.words, figure.table, figure.note)
        return replace(bare, chart=charts(figure, self.language), table=shown)

    def _number(self, bare: Result, counted: NumberTable) -> Result:
        block = number_summary(counted, self.language, block_id=f"{bare.slug}-tabell", caption=bare.words)
        figure = centre_figure(
            self.dataset,
            counted.question.id,
            self.language,
            block_id=bare.slug,
            caption=bare.words,
            sort=self.sort,
        )
        centres = Shown(f"{bare.slug}-sentraler", bare.words, figure.table, "")
        return replace(bare, chart=charts(figure, self.language), table=_shown(block), centres=centres)

    def _texts(self, counted: TextTable, crossed: CrossTable | None) -> tuple[Words, ...]:
        if crossed is None:
            return tuple(_words(given) for given in counted.texts)
        rows = self.beside(crossed).table.rows
        return tuple(Words(centre.text, *_folded(words.text), group.text) for centre, group, words in rows)

    def _specified(self, counted: ChoiceTable) -> tuple[Specified, ...]:
        found: dict[str, list[Words]] = {}
        for given in counted.specified:
            found.setdefault(given.option_code, []).append(_words(given))
        labels = {row.code: option_label(row.label.in_(self.language)) for row in counted.rows}
        return tuple(Specified(labels[code], tuple(texts)) for code, texts in found.items())


def _shown(block: TableBlock, bars: tuple[tuple[int, ...], ...] = ()) -> Shown:
    return Shown(block.id, block.caption, block.table, block.note, bars)


def _words(given: GivenText) -> Words:
    return Words(given.respondent.name, *_folded(given.words))


def _folded(words: str) -> tuple[str, str]:
    """Return a text in two: what is shown at once, and the rest when it is long."""
    if len(words) <= LONGEST_PREVIEW * 5 // 4:
        return words, ""
    end = max(words.rfind(" ", 0, LONGEST_PREVIEW), words.rfind("\n", 0, LONGEST_PREVIEW))
    end = end + 1 if end > LONGEST_PREVIEW // 2 else LONGEST_PREVIEW
    return words[:end], words[end:]


def _bars(crossed: CrossTable) -> tuple[tuple[int, ...], ...]:
    """Return each option's share of those who answered, by group and in all, as whole percents."""
    columns = [part.table for part in crossed.parts] + [crossed.whole]
    if len(columns) > MOST_BARS or not isinstance(crossed.whole, ChoiceTable):
        return ()
    shares: list[Sequence[int]] = [
        [int(half_up((row.share or 0) * 100)) for row in counted.rows]
        for counted in columns
        if isinstance(counted, ChoiceTable)
    ]
    return tuple(zip(*shares, strict=True))


@lru_cache(maxsize=CHARTS_KEPT)
def charts(figure: Figure, language: str) -> Markup:
    """Return a figure's chart in both layouts; the style sheet shows the one there is room for.

    A chart is kept under everything that it is drawn from, so one that is found here is never out of date.
    """
    both = (
        chart_svg(figure, title=figure.caption, language=language, narrow=narrow) for narrow in (False, True)
    )
    return Markup("".join(both))  # noqa: S704 - the writer of charts escapes every word
