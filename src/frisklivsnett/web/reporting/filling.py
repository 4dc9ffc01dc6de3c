"""Puts what is saved, or what was just typed, into the questions of a page."""

from django.utils.translation import gettext as _

from frisklivsnett.collection.actions import Conflict, Saved
from frisklivsnett.core.forms import Problem, Reading
from frisklivsnett.web.reporting.desk import Desk
from frisklivsnett.web.reporting.fields import Clash, Contents, Filled, notes_of, of_answer, of_typed
from frisklivsnett.web.reporting.posted import Posted
from frisklivsnett.web.reporting.sheet import QuestionSheet
from frisklivsnett.web.reporting.words import Said, named, said, saved_at


def as_saved(desk: Desk, question: QuestionSheet, *, checked: bool = False, status: str = "") -> Filled:
    """Return a question with its saved answer, and what is to say about it.

    ``checked``: also that it has no answer. Else an empty question is left in peace until the report is looked over.
    """
    answer = desk.answers.get(question.id)
    problems = desk.problems_of(question) if answer is not None or checked else ()
    return _filled(
        desk, question, of_answer(question, answer), _version(desk, question), problems, status=status
    )


def as_typed(desk: Desk, question: QuestionSheet, posted: Posted, saved: Saved | None = None) -> Filled:
    """Return a question as it was posted, after a save of all that could be saved (None: of nothing)."""
    reading = posted.readings.get(question.id)
    if reading is None:
        return as_saved(desk, question)
    contents, seen = of_typed(question, reading), posted.seen[question.id]
    if saved is None:
        return _filled(desk, question, contents, seen, reading.problems, status=_("Ikke lagret."))
    if reading.refused:
        return _filled(desk, question, contents, seen, reading.problems, status=_not_saved(desk, question))
    clash = next((each for each in saved.conflicts if each.question_id == question.id), None)
    if clash is not None:
        return _filled(
            desk, question, contents, seen, (), clash=_clash(desk, question, clash), status=_("Ikke lagret.")
        )
    return as_saved(desk, question, status=_saved(desk, question))


def typed(question: QuestionSheet, reading: Reading) -> Said:
    """Return what was typed in a question's fields, as it was."""
    contents = of_typed(question, reading)
    if not question.options:
        return Said(contents.text)
    chosen = [option.label for option in question.options if option.code in contents.ticked]
    words = [contents.words_of(option.code) for option in question.options]
    return Said(items=(*chosen, *(each for each in words if each)))


def _filled(
    desk: Desk,
    question: QuestionSheet,
    contents: Contents,
    version: int,
    problems: tuple[Problem, ...],
    *,
    clash: Clash | None = None,
    status: str = "",
) -> Filled:
    return Filled(
        sheet=question,
        version=version,
        shown=question.id in desk.shown,
        contents=contents,
        notes=notes_of(problems, desk.language) if problems else (),
        clash=clash,
        status=status,
    )


def _version(desk: Desk, question: QuestionSheet) -> int:
    row = desk.submission.current.get(question.id)
    return row.version if row else 0


def _saved(desk: Desk, question: QuestionSheet) -> str:
    row = desk.submission.current.get(question.id)
    return saved_at(row.saved_at, desk.now) if row else ""


def _not_saved(desk: Desk, question: QuestionSheet) -> str:
    """Say what stands when what was typed could not be saved."""
    before = said(question, desk.answers.get(question.id))
    if before.is_empty:
        return _("Ikke lagret.")
    if before.is_short:
        return _("Ikke lagret. Det forrige svaret, %(answer)s, gjelder fortsatt.") % {"answer": before}
    return _("Ikke lagret. Det forrige svaret gjelder fortsatt.")


def _clash(desk: Desk, question: QuestionSheet, conflict: Conflict) -> Clash:
    row = conflict.theirs
    theirs = None if row.content is None else row.read(desk.sheet.form)
    return Clash(
        name=named(row.saved_by),
        saved=saved_at(row.saved_at, desk.now),
        theirs=said(question, theirs),
        version=row.version,
        own=row.saved_by_id == desk.user.pk,
    )
