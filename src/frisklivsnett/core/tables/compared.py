"""One centre's answers beside its answers of another time: another year, or another version of the same report.

A question is known again by its concept id. What is told is what happened to the answer, so that a page can say it in
words: more, fewer, the same, options ticked and no longer ticked, words that changed.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from frisklivsnett.core.forms.model import Answer, Answers, Form, Question, QuestionType
from frisklivsnett.core.tables.trends import what_changed
from frisklivsnett.core.text import Text


class Turn(StrEnum):
    """What happened to an answer."""

    SAME = "same"
    MORE = "more"
    FEWER = "fewer"
    CHANGED = "changed"
    GIVEN = "given"
    TAKEN_AWAY = "taken_away"
    NONE = "none"
    """Not answered, neither now nor before."""
    NOT_ASKED = "not_asked"
    """The question was not there before."""


@dataclass(frozen=True, slots=True)
class Beside:
    """An answer beside an earlier one.

    ``question`` is the earlier question, None when it was not asked. ``added`` and ``dropped`` are codes of options,
    ``difference`` is of numbers. ``reworded`` says how the question itself differs; then more and fewer say less.
    """

    turn: Turn
    question: Question | None = None
    before: Answer | None = None
    difference: int | Decimal | None = None
    added: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()
    reworded: Text = Text()  # noqa: RUF009 - frozen

    @property
    def is_other(self) -> bool:
        """Whether the answer is another than before."""
        return self.turn not in (Turn.SAME, Turn.NONE, Turn.NOT_ASKED)


def beside(
    form: Form, answers: Answers, earlier_form: Form, earlier: Answers, *, year: int, earlier_year: int
) -> Mapping[str, Beside]:
    """Return what happened to the answer of every question of ``form``; years are filled in in both forms."""
    found = {}
    for question in form.questions:
        if not earlier_form.has(question.id):
            found[question.id] = Beside(Turn.NOT_ASKED)
            continue
        before = earlier_form.question(question.id)
        reworded = what_changed(question, before, year=year, earlier_year=earlier_year)
        found[question.id] = _beside(
            question, answers.get(question.id), before, earlier.get(question.id), reworded
        )
    return found


def _beside(
    question: Question, now: Answer | None, earlier: Question, before: Answer | None, reworded: Text
) -> Beside:
    if now is None or before is None:
        turn = Turn.GIVEN if now is not None else Turn.TAKEN_AWAY if before is not None else Turn.NONE
        return Beside(turn, earlier, before, reworded=reworded)
    if now == before and question.type is earlier.type:
        return Beside(Turn.SAME, earlier, before, reworded=reworded)
    if question.type.is_number and earlier.type.is_number:
        return _numbers(now, earlier, before, reworded)
    if question.type is earlier.type is QuestionType.MULTIPLE:
        return _choices(now, earlier, before, reworded)
    return Beside(Turn.CHANGED, earlier, before, reworded=reworded)


def _numbers(now: Answer, earlier: Question, before: Answer, reworded: Text) -> Beside:
    assert isinstance(now.value, int | Decimal)
    assert isinstance(before.value, int | Decimal)
    difference = now.value - before.value
    turn = Turn.MORE if difference > 0 else Turn.FEWER if difference < 0 else Turn.CHANGED
    return Beside(turn, earlier, before, difference, reworded=reworded)


def _choices(now: Answer, earlier: Question, before: Answer, reworded: Text) -> Beside:
    assert isinstance(now.value, tuple)
    assert isinstance(before.value, tuple)
    added = tuple(code for code in now.value if code not in before.value)
    dropped = tuple(code for code in before.value if code not in now.value)
    return Beside(Turn.CHANGED, earlier, before, None, added, dropped, reworded)
