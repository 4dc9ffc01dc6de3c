"""The adviser's page of one report: each answer beside last year's, what stands out, what has been said of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _

from frisklivsnett.collection.following import return_in_force
from frisklivsnett.collection.models import Comment, FollowUp, Moved, SubmissionVersion
from frisklivsnett.core.forms import Answers, shown_questions
from frisklivsnett.core.tables.compared import Beside, beside
from frisklivsnett.web.following.words import Told, since
from frisklivsnett.web.overview.facts import odd_numbers
from frisklivsnett.web.reporting.desk import Desk
from frisklivsnett.web.reporting.from_log import differences, trace_address
from frisklivsnett.web.reporting.sheet import QuestionSheet, SectionSheet
from frisklivsnett.web.reporting.words import Said, said


@dataclass(frozen=True, slots=True)
class Writing:
    """A text that the adviser can write: what stands, what was typed, and what somebody else has saved meanwhile."""

    words: str = ""
    version: int = 0
    theirs: str = ""
    error: str = ""

    @property
    def is_open(self) -> bool:
        """Whether the field is unfolded from the start."""
        return bool(self.words or self.error)


@dataclass(frozen=True, slots=True)
class Line:
    """A question to read. ``last_year`` and ``meanwhile`` say what happened to the answer; ``asked``: comments sent.

    ``replaced`` is the answer of the version compared with, when it was another.
    """

    question: QuestionSheet
    said: Said
    before: Said
    last_year: Told | None
    reworded: str
    meanwhile: Told | None
    replaced: Said
    odd: tuple[str, ...]
    asked: tuple[Comment, ...]
    comment: Writing
    mark: FollowUp | None
    note: Writing
    logged: str = ""
    """How the answer differs from the centre's log, in words."""
    log_address: str = ""


@dataclass(frozen=True, slots=True)
class Tried:
    """What was posted and could not be saved: ``kind`` is ``comment`` or ``mark``, of this question."""

    kind: str
    question_id: str
    writing: Writing


class ReadingSheet:
    """Everything that the page of a report shows. ``against``: the version to compare with, by number (0: choose)."""

    def __init__(self, desk: Desk, *, against: int = 0, tried: Tried | None = None) -> None:
        self.desk = desk
        self.tried = tried
        self.versions: Sequence[SubmissionVersion] = list(
            desk.submission.versions.select_related("submitted_by").order_by("number")
        )
        self.version = self.versions[-1] if self.versions else None
        self._against = against

    @cached_property
    def answers(self) -> Answers:
        """The answers of the version sent last."""
        return self.version.read(self.desk.sheet.form) if self.version else {}

    @cached_property
    def returned(self) -> Moved | None:
        """The return that this version answers, or that waits for an answer."""
        return return_in_force(self.desk.submission)

    @cached_property
    def against(self) -> SubmissionVersion | None:
        """The version that this one is compared with: the one chosen, else the one returned, else the one before."""
        earlier = list(self.versions[:-1])
        wanted = self._against or (self.returned.number if self.returned else 0)
        return next((each for each in earlier if each.number == wanted), earlier[-1] if earlier else None)

    @cached_property
    def sections(self) -> list[tuple[SectionSheet, list[Line]]]:
        """The questions to read, section by section: those shown, and those that were answered before."""
        shown = {question.id for question in shown_questions(self.desk.sheet.form, self.answers)}
        return [
            (section, [self._line(question) for question in section.questions if question.id in shown])
            for section in self.desk.sheet.sections
        ]

    @property
    def year_before(self) -> int:
        """The report year compared with; 0 when there is none."""
        return self.desk.before_this.year if self.desk.before_this else 0

    @property
    def lines(self) -> list[Line]:
        """All the lines."""
        return [line for _section, lines in self.sections for line in lines]

    @property
    def changed(self) -> list[Line]:
        """The lines whose answer is another than in the version compared with."""
        return [line for line in self.lines if line.meanwhile is not None]

    @property
    def unsent(self) -> int:
        """How many comments wait to be sent."""
        return len(self._unsent)

    @cached_property
    def _last_year(self) -> Mapping[str, Beside]:
        before = self.desk.before_this
        if before is None:
            return {}
        return beside(
            self.desk.sheet.form,
            self.answers,
            before.sheet.form,
            before.answers,
            year=self.desk.round.report_year,
            earlier_year=before.year,
        )

    @cached_property
    def _meanwhile(self) -> Mapping[str, Beside]:
        form, year = self.desk.sheet.form, self.desk.round.report_year
        if self.against is None:
            return {}
        return beside(form, self.answers, form, self.against.read(form), year=year, earlier_year=year)

    @cached_property
    def _odd(self) -> list[tuple[str, str]]:
        """The numbers of this report that stand out, in words, by question."""
        if self.version is None:
            return []
        slug = self.desk.centre.slug
        return [(each.question_id, each.words) for each in odd_numbers(self.desk.round) if each.slug == slug]

    @cached_property
    def _logged(self) -> Mapping[str, str]:
        """How answers differ from what the centre has noted, in words by question."""
        return differences(self.desk, self.answers)

    @cached_property
    def _comments(self) -> list[Comment]:
        return list(self.desk.submission.comments.select_related("written_by", "seen_by", "returned"))

    @cached_property
    def _unsent(self) -> dict[str, Comment]:
        return {each.question_id: each for each in self._comments if each.returned_id is None}

    @cached_property
    def marks(self) -> dict[str, FollowUp]:
        """The open marks, by question; the one on the report as a whole by the empty word."""
        found = self.desk.submission.follow_ups.open().select_related("marked_by")
        return {mark.question_id: mark for mark in found}

    @cached_property
    def history(self) -> list[Moved]:
        """Every move, the newest first."""
        return list(self.desk.submission.moves_made.select_related("by").order_by("-pk"))

    @property
    def whole(self) -> Writing:
        """The note of the mark on the report as a whole."""
        return self._note("")

    def _line(self, question: QuestionSheet) -> Line:
        before = self.desk.before_this
        found = self._last_year.get(question.id)
        earlier = before.sheet.question(question.id) if before and found and found.question else None
        meanwhile = self._meanwhile.get(question.id)
        told = None
        if meanwhile is not None and meanwhile.is_other and self.against is not None:
            told = since(
                meanwhile, question, question, _("versjon %(number)s") % {"number": self.against.number}
            )
        return Line(
            question=question,
            said=said(question, self.answers.get(question.id)),
            before=said(earlier, found.before) if earlier and found else Said(),
            last_year=since(found, question, earlier, str(self.year_before)) if found else None,
            reworded=found.reworded.in_(self.desk.language) if found else "",
            meanwhile=told,
            replaced=said(question, meanwhile.before) if meanwhile and told else Said(),
            odd=tuple(words for question_id, words in self._odd if question_id == question.id),
            asked=tuple(c for c in self._comments if c.question_id == question.id and c.returned_id),
            comment=self._comment(question.id),
            mark=self.marks.get(question.id),
            note=self._note(question.id),
            logged=self._logged.get(question.id, ""),
            log_address=trace_address(self.desk, question),
        )

    def _comment(self, question_id: str) -> Writing:
        if self.tried and (self.tried.kind, self.tried.question_id) == ("comment", question_id):
            return self.tried.writing
        stands = self._unsent.get(question_id)
        return Writing(stands.words, stands.version) if stands else Writing()

    def _note(self, question_id: str) -> Writing:
        if self.tried and (self.tried.kind, self.tried.question_id) == ("mark", question_id):
            return self.tried.writing
        stands = self.marks.get(question_id)
        return Writing(stands.note, stands.version) if stands else Writing()
