"""What every page of one centre's report shares: its form, its answers, how far it has come, and its addresses."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from itertools import groupby

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from frisklivsnett.collection.actions import Saved
from frisklivsnett.collection.following import reopening_in_force
from frisklivsnett.collection.history import latest_change
from frisklivsnett.collection.models import Moved, Submission
from frisklivsnett.collection.suggestions import Tellings, tellings_of
from frisklivsnett.core.forms import Answers, Problem, SectionProgress, checksum, progress, shown_questions
from frisklivsnett.registry.models import User
from frisklivsnett.web.addresses import report_address
from frisklivsnett.web.following.asked import Asked, asked_of
from frisklivsnett.web.jinja import language
from frisklivsnett.web.reporting.before import ReportBefore, before_this, doubt
from frisklivsnett.web.reporting.sheet import FormSheet, QuestionSheet, SectionSheet, sheet_of
from frisklivsnett.web.reporting.words import saved_at
from frisklivsnett.web.results.questions import slug_of


@dataclass(frozen=True, slots=True)
class Line:
    """A section in the lists of sections: where it is, and how far it has come."""

    section: SectionSheet
    title: str
    address: str
    status: str
    hint: str
    done: bool
    begun: bool

    @property
    def color(self) -> str:
        """The colour of its tag in the list of tasks."""
        return "success" if self.done else "info" if self.begun else "neutral"


class Desk:
    """One request's look at a submission. What is asked for is read once; make a new one after a save."""

    def __init__(self, submission: Submission, now: datetime, user: User) -> None:
        self.submission = submission
        self.now = now
        self.user = user
        self.round = submission.round
        self.centre = submission.centre
        self.language = language()
        self.address = report_address(self.round.report_year, self.centre.slug)

    def again(self, saved: Saved) -> "Desk":
        """Return the same as it is after a save, which has read all that there is."""
        return Desk(saved.submission, self.now, self.user)

    @cached_property
    def sheet(self) -> FormSheet:
        """The form, in the language of the page."""
        return sheet_of(self.round, self.language)

    @cached_property
    def answers(self) -> Answers:
        """The working copy."""
        return self.submission.working_answers

    @cached_property
    def shown(self) -> frozenset[str]:
        """The questions that are shown, by id: the others wait for a condition."""
        return frozenset(question.id for question in shown_questions(self.sheet.form, self.answers))

    @cached_property
    def progress(self) -> tuple[SectionProgress, ...]:
        """How far each section has come."""
        return progress(self.sheet.form, self.answers)

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """The list of sections."""
        return tuple(
            _line(section, came, self.section_address(section))
            for section, came in zip(self.sheet.sections, self.progress, strict=True)
        )

    @property
    def answered(self) -> int:
        """How many questions are answered, of those shown."""
        return sum(came.answered for came in self.progress)

    @property
    def total(self) -> int:
        """How many questions are shown."""
        return sum(came.shown for came in self.progress)

    @property
    def answered_words(self) -> str:
        """Say how far the report has come."""
        return _("%(answered)s av %(total)s spørsmål besvart") % {
            "answered": self.answered,
            "total": self.total,
        }

    @property
    def problems(self) -> tuple[Problem, ...]:
        """All that is to mend or consider, in the form's order."""
        return tuple(
            problem
            for section in self.sheet.sections
            for question in section.questions
            for problem in self.problems_of(question)
        )

    @cached_property
    def _problems(self) -> Mapping[str, tuple[Problem, ...]]:
        found = (problem for came in self.progress for problem in came.problems)
        return {
            question_id: tuple(problems)
            for question_id, problems in groupby(found, key=lambda problem: problem.question_id)
        }

    def problems_of(self, question: QuestionSheet) -> tuple[Problem, ...]:
        """Return what is to mend or consider in one question, also that its number differs much from the one before."""
        problems, answer = self._problems.get(question.id, ()), self.answers.get(question.id)
        if answer is None or not question.question.type.is_number or question.id not in self.shown:
            return problems
        doubted = doubt(question, answer, self.before_this) if self.before_this else None
        return (*problems, doubted) if doubted else problems

    @cached_property
    def before_this(self) -> ReportBefore | None:
        """The centre's report before this one, or None for a centre that has sent none."""
        return before_this(self.submission, self.language)

    @cached_property
    def asked(self) -> Asked | None:
        """What the adviser has asked to have mended; None when nothing is."""
        return asked_of(self.submission)

    @cached_property
    def reopened(self) -> Moved | None:
        """Why the centre can write though the round has closed; None when it is not so."""
        return reopening_in_force(self.submission, self.now)

    @cached_property
    def tellings(self) -> Tellings:
        """What the centre's log says to the questions, by question; nothing when it has none."""
        return tellings_of(self.submission)

    @cached_property
    def latest_change(self) -> int:
        """The number of the last change in the report, to ask later what came after it."""
        return latest_change(self.submission)

    @property
    def checksum(self) -> str:
        """What names the answers as they stand, so that what is sent is what was looked at."""
        return checksum(self.answers)

    @property
    def saved(self) -> str:
        """When an answer was last saved, in words; empty when none has been."""
        return saved_at(self.submission.saved_at, self.now) if self.submission.saved_at else ""

    @property
    def can_write(self) -> bool:
        """Whether answers can be saved now."""
        return self.submission.can_write(self.now)

    @property
    def can_take_back(self) -> bool:
        """Whether what has been sent can be opened for change now."""
        return self.submission.can_move("take_back", self.now)

    def section_address(self, section: SectionSheet) -> str:
        """Return the address of a section's page."""
        return f"{self.address}{section.slug}/"

    def question_address(self, question: QuestionSheet) -> str:
        """Return the address of a question's first field, for someone who comes from the review and returns to it."""
        section = next(section for section in self.sheet.sections if question in section.questions)
        return f"{self.section_address(section)}?fra={REVIEW}#{question.first}"

    def history_address(self, question: QuestionSheet) -> str:
        """Return the address of what has been answered to a question before, and by whom."""
        return f"{self.address}{HISTORY}/{slug_of(question.question)}/"

    def after(self, section: SectionSheet) -> str:
        """Return where one goes from a section: the next that has questions now, or the review after the last."""
        later = self.sheet.sections[section.number :]
        return next((self.section_address(each) for each in later if self._has_questions(each)), self.review)

    def before(self, section: SectionSheet) -> str:
        """Return the address of the section before, or nothing for the first."""
        earlier = reversed(self.sheet.sections[: section.number - 1])
        return next((self.section_address(each) for each in earlier if self._has_questions(each)), "")

    @property
    def resume(self) -> str:
        """Return where the work was left, or the first section."""
        last = self.submission.last_section
        found = next(
            (section for section in self.sheet.sections if section.id == last), self.sheet.sections[0]
        )
        return self.section_address(found)

    @property
    def review(self) -> str:
        """The address of the review."""
        return f"{self.address}{REVIEW}/"

    @property
    def receipt(self) -> str:
        """The address of the receipt."""
        return f"{self.address}kvittering/"

    def _has_questions(self, section: SectionSheet) -> bool:
        return section.always_has_questions or any(
            question.id in self.shown for question in section.questions
        )


REVIEW = "se-over"
"""The last part of the review's address."""

HISTORY = "endringer"
"""The part of an address that a question's history is found under."""


def _line(section: SectionSheet, came: SectionProgress, address: str) -> Line:
    left = sum(problem.code == "required" for problem in came.problems)
    done = came.shown > 0 and came.answered == came.shown
    return Line(
        section=section,
        title=f"{section.number}. {section.title}",
        address=address,
        status=_status(came),
        hint=_hint(came, left),
        done=done,
        begun=came.answered > 0,
    )


def _status(came: SectionProgress) -> str:
    if came.shown == 0:
        return _("Ikke aktuell")
    if came.answered == came.shown:
        return _("Ferdig")
    if came.answered == 0:
        return _("Ikke begynt")
    return _("%(answered)s av %(shown)s besvart") % {"answered": came.answered, "shown": came.shown}


def _hint(came: SectionProgress, left: int) -> str:
    if left:
        return ngettext("Ett spørsmål må besvares", "%(left)s spørsmål må besvares", left) % {"left": left}
    if came.answered == came.shown:
        return ""
    return _("Resten er valgfritt") if came.answered else _("Valgfritt")
