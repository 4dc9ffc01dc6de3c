"""From a dataset to its tables: how every kind of question is counted."""

from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Context, Decimal, localcontext
from fractions import Fraction
from itertools import chain, compress
from typing import cast

from frisklivsnett.core.forms.model import Option, Question, QuestionType, Value
from frisklivsnett.core.tables.model import (
    ChoiceTable,
    Column,
    Dataset,
    GivenText,
    NumberTable,
    Respondent,
    Row,
    Table,
    TextTable,
)
from frisklivsnett.core.text import text

YES_NO = (Option("yes", text("Ja", "Ja", "Yes")), Option("no", text("Nei", "Nei", "No")))
"""The rows of a yes/no question."""

ENOUGH_DIGITS = Context(prec=1000)
"""Sums of decimals are exact: the usual 28 digits would round some, differently in different orders."""


def tables(dataset: Dataset) -> tuple[Table, ...]:
    """Return the table of every question, in the form's order."""
    return tuple(table(dataset, question.id) for question in dataset.form.questions)


def table(dataset: Dataset, question_id: str) -> Table:
    """Return the table of one question.

    The rules, the same for every kind: the *base* is all of the dataset's respondents, whether they have
    submitted or not. *Answered* are those with an answer; an empty choice is none. A question that a
    condition hides from a respondent is not answered by it. *Missing* is the rest. *Shares* are of those who
    answered.

    - A choice is counted option by option, in the form's order, options nobody ticked with 0. Options that
      exclude the others («ingen av disse») are counted like the others. A yes/no question has the rows
      ``yes`` and ``no``.
    - A number is summed; an even count's median is the mean of the middle two. Nothing is rounded.
    - Texts are listed with their centre, and so are dates (as ``2025-04-01``).

    Raises ``KeyError`` when the form has no such question or the dataset no such column, and ``ValueError``
    when a column does not fit its question: a broken dataset is never counted as 0.
    """
    question = dataset.form.question(question_id)
    column = dataset.columns[question_id]
    if len(column.values) != dataset.base:
        raise ValueError(f"{question_id} has {len(column.values)} places for {dataset.base} respondents.")
    if question.type.is_number:
        return _number_table(question, column, dataset.base)
    if question.type in (QuestionType.TEXT, QuestionType.DATE):
        return _text_table(question, column, dataset.respondents)
    return _choice_table(question, column, dataset.respondents)


def _choice_table(question: Question, column: Column, respondents: Sequence[Respondent]) -> ChoiceTable:
    options = YES_NO if question.type is QuestionType.YES_NO else question.options
    given = [value for value in column.values if value is not None and value != ()]
    counts, answered = _counts(question, given), len(given)
    _refuse_unknown(question, counts, options)
    rows = tuple(
        Row(option.code, option.text, n := counts[option.code], Fraction(n, answered) if answered else None)
        for option in options
    )
    return ChoiceTable(
        question, len(respondents), answered, rows, tuple(_specified(question, column, respondents))
    )


def _counts(question: Question, given: Sequence[Value]) -> Counter[str]:
    if question.type is QuestionType.MULTIPLE:
        return Counter(chain.from_iterable(cast("Sequence[tuple[str, ...]]", given)))
    if question.type is QuestionType.SINGLE:
        return Counter(cast("Sequence[str]", given))
    return Counter({True: "yes", False: "no"}.get(cast("bool", value), str(value)) for value in given)


def _refuse_unknown(question: Question, counts: Counter[str], options: Sequence[Option]) -> None:
    unknown = counts.keys() - {option.code for option in options}
    if unknown:
        raise ValueError(f"{question.id} is answered with {min(unknown)!r}, which is not one of its options.")


def _specified(question: Question, column: Column, respondents: Sequence[Respondent]) -> Iterator[GivenText]:
    """Words count only with the option ticked: those left behind by a change of mind are no answer."""
    asking = [option.code for option in question.options if option.specify]
    for place in sorted(column.specified):
        value, words = column.values[place], column.specified[place]
        ticked = value if isinstance(value, tuple) else (value,)
        for code in asking:
            if words.get(code) and code in ticked:
                yield GivenText(respondents[place], words[code], code)


def _number_table(question: Question, column: Column, base: int) -> NumberTable:
    values = column.values
    numbers = sorted(cast("int | Decimal", value) for value in values if value is not None)
    if not numbers:
        return NumberTable(question, base, 0, 0, None, None, None)
    with localcontext(ENOUGH_DIGITS):
        total = sum(numbers)
    approximate = sum(values[place] is not None for place in column.approximate)
    return NumberTable(
        question, base, len(numbers), total, _median(numbers), numbers[0], numbers[-1], approximate
    )


def _median(ordered: Sequence[int | Decimal]) -> Fraction:
    half = len(ordered) // 2
    if len(ordered) % 2:
        return Fraction(ordered[half])
    return (Fraction(ordered[half - 1]) + Fraction(ordered[half])) / 2


def _text_table(question: Question, column: Column, respondents: Sequence[Respondent]) -> TextTable:
    words = tuple(map(str, filter(None, column.values)))
    return TextTable(
        question, len(respondents), len(words), tuple(compress(respondents, column.values)), words
    )
