"""Submissions and answers: what the database holds of a round of collecting. Its other tables are told on from here."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from functools import cached_property

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from frisklivsnett.collection import reminder_models as reminder_models  # noqa: PLC0414 - Django finds them here
from frisklivsnett.collection import taken_models as taken_models  # noqa: PLC0414 - Django finds them here
from frisklivsnett.collection import working_models as working_models  # noqa: PLC0414 - Django finds them here
from frisklivsnett.collection.days import last_day
from frisklivsnett.collection.following_models import Comment as Comment  # noqa: PLC0414 - told on
from frisklivsnett.collection.following_models import FollowUp as FollowUp  # noqa: PLC0414 - told on
from frisklivsnett.collection.following_models import Moved as Moved  # noqa: PLC0414 - told on
from frisklivsnett.collection.round_models import FormVersion as FormVersion  # noqa: PLC0414 - told on
from frisklivsnett.collection.round_models import Phase as Phase  # noqa: PLC0414 - told on
from frisklivsnett.collection.round_models import Round as Round  # noqa: PLC0414 - told on
from frisklivsnett.collection.states import APPROVED, DRAFT, MOVES, RETURNED, STATES, SUBMITTED
from frisklivsnett.core.forms import Answer as FormAnswer
from frisklivsnett.core.forms import Answers, Form
from frisklivsnett.core.forms.answers import answer_from_json, answers_from_json
from frisklivsnett.prepared import Prepared
from frisklivsnett.registry.models import Agreement, Organisation, User


class SubmissionQuerySet(models.QuerySet["Submission"]):
    """Reads of submissions that are used more than once."""

    def with_places(self) -> "SubmissionQuerySet":
        """Fetch what nearly every page needs: the centre and the round with its form version.

        The form's definition, which is large, stays behind: ``Round.form`` has read it already.
        """
        fetched = self.select_related("agreement__organisation", "round__form_version")
        return fetched.defer("round__form_version__definition")

    def with_centres(self) -> "SubmissionQuerySet":
        """Fetch the centres, for lists: the round's form, which is large, is left out."""
        return self.select_related("agreement__organisation")

    def sent(self) -> "SubmissionQuerySet":
        """Keep those that have been sent at least once, also those that are open for change again."""
        return self.filter(versions__isnull=False).distinct()

    def of_centres(self, centres: Iterable[Organisation]) -> "SubmissionQuerySet":
        """Keep those of these centres, in rounds of every year, the newest first."""
        return self.filter(agreement__organisation__in=centres).order_by("-round__report_year", "pk")

    def with_progress(self) -> "SubmissionQuerySet":
        """Add ``answered`` (answers given so far), ``last_saved_at`` and the latest version's ``sent_at``."""
        latest = SubmissionVersion.objects.filter(submission=OuterRef("pk")).order_by("-number")
        return self.annotate(
            answered=Count("answers", filter=Q(answers__content__isnull=False), distinct=True),
            sent_at=Subquery(latest.values("submitted_at")[:1]),
            sent_on_time=Subquery(latest.values("on_time")[:1]),
            sent_number=Subquery(latest.values("number")[:1]),
        )

    def with_follow_ups(self) -> "SubmissionQuerySet":
        """Add ``marks``: how many open marks to follow up there are."""
        open_marks = FollowUp.objects.open().filter(submission=OuterRef("pk")).order_by()
        counted = open_marks.values("submission").annotate(number=Count("pk")).values("number")
        return self.annotate(marks=Coalesce(Subquery(counted), 0))

    def in_name_order(self) -> "SubmissionQuerySet":
        """Order by the centre's name."""
        return self.order_by("agreement__organisation__name", "pk")


class Submission(models.Model):
    """One centre's annual report in one round: a working copy of answers, and the versions sent so far.

    What the states mean and which moves there are stands in ``states.py``.
    """

    class Status(models.TextChoices):
        """Where the report stands."""

        DRAFT = DRAFT
        SUBMITTED = SUBMITTED
        RETURNED = RETURNED
        APPROVED = APPROVED

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="submissions")
    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="submissions")
    status = models.CharField(max_length=12, choices=Status, default=Status.DRAFT)
    saved_at = models.DateTimeField(null=True, blank=True)
    """When an answer was last saved; null when none has been."""
    last_section = models.CharField(max_length=60, blank=True)
    """The section last worked on, where the centre comes back to."""
    open_until = models.DateTimeField(null=True, blank=True)
    """Until when this centre can write and send, also when the round has closed; null: as long as the round is open."""

    objects = SubmissionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "agreement"], name="submission_once_per_agreement"),
            models.CheckConstraint(condition=Q(status__in=list(STATES)), name="submission_status"),
            models.CheckConstraint(
                condition=~Q(status=APPROVED) | Q(open_until__isnull=True), name="submission_approved_is_shut"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agreement.organisation} {self.round}"

    @property
    def centre(self) -> Organisation:
        """The centre that reports."""
        return self.agreement.organisation

    @cached_property
    def current(self) -> dict[str, "Answer"]:
        """The working copy's rows by concept id, also those that have been emptied."""
        rows = {answer.question_id: answer for answer in _answers_in(self.pk)}
        for row in rows.values():
            row.submission = self
        return rows

    @property
    def working_answers(self) -> Answers:
        """The working copy's answers, read against the form."""
        form = self.round.form
        return {
            question_id: row.read(form)
            for question_id, row in self.current.items()
            if row.content is not None and form.has(question_id)
        }

    @cached_property
    def latest_version(self) -> "SubmissionVersion | None":
        """The version sent last, or None."""
        return next(iter(_last_sent_in(self.pk)), None)

    @property
    def is_submitted(self) -> bool:
        """Whether what the centre sees is what it has sent, and none of it can be changed as it stands."""
        return not STATES[self.status].writable

    @property
    def is_approved(self) -> bool:
        """Whether it has been read and locked."""
        return self.status == self.Status.APPROVED

    @property
    def is_returned(self) -> bool:
        """Whether it has been sent back to be mended."""
        return self.status == self.Status.RETURNED

    @property
    def open_until_day(self) -> date | None:
        """The last day of what this centre was given by itself, in Norwegian time."""
        return last_day(self.open_until) if self.open_until else None

    def is_open(self, at: datetime) -> bool:
        """Tell whether the centre can write and send at ``at``: the round is open, or it is open for this centre."""
        return self.round.is_open(at) or self.is_open_by_itself(at)

    def is_open_by_itself(self, at: datetime) -> bool:
        """Tell whether the centre has a day of its own that has not passed."""
        return self.round.has_opened(at) and self.open_until is not None and at < self.open_until

    def check_can_write(self, at: datetime) -> None:
        """Raise ``ValidationError`` with the reason, in plain words, when answers cannot be saved now."""
        if not self.round.has_opened(at):
            raise ValidationError(_("Runden har ikke åpnet ennå. Da kan ingen svar lagres."), code="not_open")
        if self.is_approved:
            raise ValidationError(
                _("Rapporten er godkjent og låst. Ta kontakt med Helsedirektoratet hvis noe må rettes."),
                code="approved",
            )
        if not self.is_open(at):
            raise ValidationError(
                _("Runden er lukket. Ta kontakt med Helsedirektoratet hvis noe må rettes."), code="closed"
            )
        if self.is_submitted:
            raise ValidationError(
                _("Rapporten er sendt inn. Velg «Endre rapporten» hvis dere vil rette noe."), code="submitted"
            )

    def can_write(self, at: datetime) -> bool:
        """Tell whether answers can be saved at ``at``."""
        try:
            self.check_can_write(at)
        except ValidationError:
            return False
        return True

    def check_can_move(self, move: str, at: datetime) -> None:
        """Raise ``ValidationError`` with the reason, in plain words, when the move cannot be made now."""
        if self.status not in MOVES[move].to:
            raise ValidationError(_why_not(move, self.status), code=f"is_{self.status}")
        if move in ("submit", "take_back") and not self.is_open(at):
            raise ValidationError(
                _("Runden er ikke åpen. Ta kontakt med Helsedirektoratet hvis noe må rettes."),
                code="not_open",
            )
        if move == "recall" and self.latest_version is None:
            raise ValidationError(_("Sentralen har ikke sendt inn noe ennå."), code="not_sent")
        if move == "recall" and self.status == DRAFT and self.is_open(at):
            raise ValidationError(
                _("Sentralen kan fortsatt sende inn. Vent til fristen den har fått, er ute."),
                code="still_open",
            )
        if move == "reopen" and not self.round.has_closed(at):
            raise ValidationError(_("Runden er ikke lukket, så sentralen kan skrive nå."), code="round_open")

    def can_move(self, move: str, at: datetime) -> bool:
        """Tell whether the move can be made at ``at``."""
        try:
            self.check_can_move(move, at)
        except ValidationError:
            return False
        return True


def _why_not(move: str, status: str) -> str:
    """Return why a move is not made from a state, in plain words."""
    if move == "submit":
        return _("Rapporten er allerede sendt inn.")
    if move == "take_back":
        if status == APPROVED:
            return _("Rapporten er godkjent og låst. Ta kontakt med Helsedirektoratet hvis noe må rettes.")
        return _("Rapporten er allerede åpen for endring.")
    if move == "recall" and status == SUBMITTED:
        return _("Rapporten ligger allerede til lesing.")
    if move == "unapprove":
        return _("Rapporten er ikke godkjent.")
    if status == APPROVED:
        return _("Rapporten er godkjent. Opphev godkjenningen først.")
    return _("Sentralen har rapporten hos seg nå. Vent til den er sendt inn.")


class AnswerQuerySet(models.QuerySet["Answer"]):
    """Writes of answers."""

    def write(self, answers: Sequence["Answer"]) -> None:
        """Put each in the place of the one to the same question, or where there was none, in one statement."""
        self.bulk_create(
            answers,
            update_conflicts=True,
            unique_fields=["submission", "question_id"],
            update_fields=["content", "version", "saved_at", "saved_by"],
        )


class Answer(models.Model):
    """One answer in the working copy. ``version`` counts its saves, so that a stale save is seen and stopped.

    ``content`` is the answer as ``core.forms`` writes it; null when it has been emptied.
    """

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="answers")
    question_id = models.CharField(max_length=100)
    content = models.JSONField(null=True)
    version = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField()
    saved_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")

    objects = AnswerQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["submission", "question_id"], name="answer_once_per_question")
        ]

    def __str__(self) -> str:
        return f"{self.question_id} v{self.version}"

    def read(self, form: Form) -> FormAnswer:
        """Return the answer; call it only when there is content."""
        return answer_from_json(form.question(self.question_id), self.content)


class SubmissionVersion(models.Model):
    """What a centre sent, as it was: numbered from 1, with a checksum. The database refuses to change it."""

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    answers = models.JSONField()
    checksum = models.CharField(max_length=64)
    submitted_at = models.DateTimeField()
    submitted_by = models.ForeignKey(
        User, on_delete=models.DO_NOTHING, null=True, db_constraint=False, related_name="+"
    )
    on_time = models.BooleanField()

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["submission", "number"], name="version_number_once")]

    def __str__(self) -> str:
        return f"{self.submission} #{self.number}"

    def read(self, form: Form) -> Answers:
        """Return the answers as sent; questions that the form does not have are left out."""
        return answers_from_json(form, self.answers)


_answers_in: Prepared[Answer, int] = Prepared(lambda pk: Answer.objects.filter(submission=pk))
_last_sent_in: Prepared[SubmissionVersion, int] = Prepared(
    lambda pk: SubmissionVersion.objects.filter(submission=pk).order_by("-number")[:1]
)
