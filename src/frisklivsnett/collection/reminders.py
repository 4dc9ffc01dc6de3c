"""Inviting the centres to a round and reminding those that lack: by the plan, or when the adviser asks for it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from frisklivsnett import audit
from frisklivsnett.collection.letters import about_deadline, about_round
from frisklivsnett.collection.models import Round, Submission
from frisklivsnett.collection.reminder_models import ReminderPlan
from frisklivsnett.collection.reminding import (
    EARLIEST,
    INVITATION,
    LATE,
    LATEST,
    MOST_DAYS,
    REMINDER,
    ROUND_LETTERS,
    Plan,
    Step,
    due,
    own_steps,
    plan_of,
    steps_of,
)
from frisklivsnett.mailing.actions import enqueue_all, readers_of
from frisklivsnett.mailing.models import Letter
from frisklivsnett.mailing.values import Value
from frisklivsnett.registry.models import Organisation, User

TELLING = (*ROUND_LETTERS, "submission.returned", "submission.reopened")
"""Letters that tell a centre of its deadline: after one of them, a step that was due before has done its work."""


@dataclass(frozen=True, slots=True)
class Reminded:
    """A centre that is written to: with what, by which step of the plan (None: asked for), and to how many."""

    round: Round
    centre: Organisation
    kind: str
    step: Step | None
    readers: int


@dataclass(frozen=True, slots=True)
class Asked:
    """What came of asking for reminders now: who got one, and why others did not, by the centre's name."""

    reminded: list[Reminded] = field(default_factory=list)
    not_reminded: dict[str, str] = field(default_factory=dict)


def deadline_of(submission: Submission) -> date:
    """Return the last day for this centre: its own when it has been given one, else the last day on time."""
    return submission.open_until_day or submission.round.deadline


def lacks(submission: Submission, at: datetime) -> bool:
    """Tell whether the centre has something to send: it has never sent, or it was asked to mend it; and it can."""
    waits = submission.is_returned or not submission.versions.exists()
    return waits and submission.can_write(at)


def steps_for(submission: Submission, plan: Plan) -> list[Step]:
    """Return the steps for one centre, in the order of time."""
    own = submission.open_until_day
    return own_steps(own) if own else steps_of(submission.round, plan)


def remind_due(*, at: datetime, by: User | None = None, dry_run: bool = False) -> list[Reminded]:
    """Queue the letters that are due by the plans of the rounds that have opened, and return to whom.

    Can be run as often as one likes, also twice at the same time: a centre that has been written to since the step was
    due is not written to again. After a standstill only the newest step is carried out. Each centre is a transaction.
    """
    done = []
    for round_ in Round.objects.opened(at).select_related("form_version"):
        plan = plan_of(round_)
        submissions = round_.submissions.with_places().in_name_order()
        if not round_.is_open(at):
            submissions = submissions.filter(open_until__gt=at)
        for submission in submissions:
            reminded = _remind_by_plan(submission, plan, at, by, dry_run=dry_run)
            done += [reminded] if reminded else []
    return done


def _remind_by_plan(
    submission: Submission, plan: Plan, at: datetime, by: User | None, *, dry_run: bool
) -> Reminded | None:
    step = due(steps_for(submission, plan), at)
    if step is None or not lacks(submission, at) or _written_since(submission, step.moment):
        return None
    readers = len(readers_of(submission.centre, at))
    if readers and not dry_run:
        with transaction.atomic():
            locked = _locked(submission)
            if not lacks(locked, at) or _written_since(locked, step.moment):
                return None
            readers = len(_queue(locked, step.kind, f"{step.kind}:{locked.pk}:{step.day}", at, by))
    return Reminded(submission.round, submission.centre, step.kind, step, readers)


def remind_now(
    *, round_: Round, submissions: Iterable[Submission], by: User | None, at: datetime | None = None
) -> Asked:
    """Queue a reminder to each of these centres that lacks, at most one a day; return who got one, and why others not.

    Raises ``ValidationError`` when the round has not opened.
    """
    moment = at or timezone.now()
    if not round_.has_opened(moment):
        raise ValidationError(_("Runden har ikke åpnet, så det er ingenting å minne om."), code="not_open")
    asked = Asked()
    with transaction.atomic():
        for submission in submissions:
            locked = _locked(submission)
            if reason := why_not_now(locked, moment):
                asked.not_reminded[locked.centre.name] = reason
                continue
            today = timezone.localdate(moment)
            kind = REMINDER if today <= deadline_of(locked) else LATE
            letters = _queue(locked, kind, f"{kind}:{locked.pk}:{today}", moment, by)
            asked.reminded.append(Reminded(round_, locked.centre, kind, None, len(letters)))
    return asked


def why_not_now(submission: Submission, at: datetime) -> str:
    """Return why a centre cannot be reminded now, in plain words; nothing when it can."""
    if not submission.is_open(at):
        return _("Runden er lukket for sentralen.")
    if not lacks(submission, at):
        return _("Rapporten er sendt inn.")
    start_of_day = timezone.localtime(at).replace(hour=0, minute=0, second=0, microsecond=0)
    if _written_since(submission, start_of_day):
        return _("Sentralen har allerede fått et brev om runden i dag.")
    if not readers_of(submission.centre, at):
        return _("Ingen ved sentralen har tilgang, og den har ingen e-postadresse.")
    return ""


def _locked(submission: Submission) -> Submission:
    """Return the submission fresh, and held so that it is neither sent nor reminded of meanwhile."""
    return Submission.objects.with_places().select_for_update(of=("self",)).get(pk=submission.pk)


def _written_since(submission: Submission, moment: datetime) -> bool:
    letters = Letter.objects.about(submission).filter(kind__in=TELLING, queued_at__gte=moment)
    return letters.exclude(state=Letter.State.WITHDRAWN).exists()


def _queue(submission: Submission, kind: str, key: str, at: datetime, by: User | None) -> Sequence[Letter]:
    deadline = deadline_of(submission)
    context: dict[str, Value] = (
        about_round(submission, deadline) if kind == INVITATION else about_deadline(submission, deadline, at)
    )
    letters = enqueue_all(
        kind=kind, key=key, to=submission.centre, context=context, about=submission, by=by, at=at
    )
    audit.record(
        "submission.reminded",
        by=by,
        about=submission,
        organisation=submission.centre,
        details={"kind": kind, "letters": len(letters)},
    )
    return letters


@transaction.atomic
def save_plan(*, round_: Round, invites: bool, days: Sequence[int], based_on: int, by: User | None) -> Plan:
    """Decide when a round's letters go out. ``based_on`` is the version of the plan that was looked at.

    Raises ``ValidationError``: with code ``changed`` when a colleague has saved another meanwhile, or about the days.
    """
    wanted = tuple(sorted(set(days)))
    _check_days(wanted)
    Round.objects.select_for_update().get(pk=round_.pk)
    now = plan_of(round_)
    if (now.invites, now.days) == (invites, wanted):
        return now
    if now.version != based_on:
        raise ValidationError(
            _("En kollega har endret planen siden du åpnet siden. Se over den, og lagre på nytt."),
            code="changed",
        )
    ReminderPlan.objects.update_or_create(
        round=round_,
        defaults={
            "invites": invites,
            "days": list(wanted),
            "version": now.version + 1,
            "saved_at": timezone.now(),
            "saved_by": by,
        },
    )
    audit.record(
        "round.reminders_planned", by=by, about=round_, details={"invites": int(invites), "days": wanted}
    )
    return plan_of(round_)


def _check_days(days: Sequence[int]) -> None:
    if len(days) > MOST_DAYS:
        raise ValidationError(
            _("Planen kan ha høyst %(most)s påminnelser.") % {"most": MOST_DAYS}, code="too_many"
        )
    if any(not EARLIEST <= day <= LATEST for day in days):
        raise ValidationError(
            _("En påminnelse kan sendes høyst %(most)s dager før eller etter fristen.") % {"most": LATEST},
            code="too_far",
        )
