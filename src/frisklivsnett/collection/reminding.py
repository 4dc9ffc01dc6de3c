"""When letters about a round are due, worked out from its dates: pure, apart from reading the round.

All days are Norwegian days and all hours Norwegian hours, so a letter at eight is at eight on both sides of the night
when the clocks change.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from frisklivsnett.collection.models import Round
from frisklivsnett.collection.reminder_models import ReminderPlan

OSLO = ZoneInfo("Europe/Oslo")
AT = time(8)
"""The time of day when letters go out."""
DEFAULT_DAYS = (-42, -14, 0, 7, 21)
OWN_DAYS = (-3, 0)
"""The days of those who have a last day of their own."""
EARLIEST, LATEST = -180, 180
MOST_DAYS = 12
CATCH_UP = timedelta(days=14)
"""A letter that is later than this, since nothing was running, is not sent at all."""

INVITATION, REMINDER, LATE = "round.invitation", "round.reminder", "round.late"
ROUND_LETTERS = (INVITATION, REMINDER, LATE)


@dataclass(frozen=True, slots=True)
class Plan:
    """When a round's letters go out: whether there are invitations, and the days counted from the deadline."""

    invites: bool = True
    days: tuple[int, ...] = DEFAULT_DAYS
    version: int = 0


@dataclass(frozen=True, slots=True)
class Step:
    """A letter of the plan: its kind, and the moment from which it is due. ``offset``: days from the deadline."""

    kind: str
    moment: datetime
    offset: int | None = None

    @property
    def day(self) -> date:
        """The day it goes out, in Norway."""
        return self.moment.astimezone(OSLO).date()


def plan_of(round_: Round) -> Plan:
    """Return the round's plan: its own, else the one that all rounds have."""
    own = ReminderPlan.objects.filter(round=round_).first()
    return Plan(own.invites, tuple(own.days), own.version) if own else Plan()


def steps_of(round_: Round, plan: Plan) -> list[Step]:
    """Return the steps of a round's plan in the order of time: those that fall while it is open."""
    began = opening(round_)
    steps = _around(round_.deadline, plan.days)
    if plan.invites:
        steps.append(Step(INVITATION, began))
    kept = [step for step in steps if step.moment >= began and not round_.has_closed(step.moment)]
    return sorted(kept, key=lambda step: step.moment)


def own_steps(last_day: date) -> list[Step]:
    """Return the steps for a centre that has a last day of its own, since its report was returned or opened again."""
    return _around(last_day, OWN_DAYS)


def _around(deadline: date, offsets: Iterable[int]) -> list[Step]:
    return [Step(_kind(offset), _at(deadline + timedelta(days=offset)), offset) for offset in offsets]


def opening(round_: Round) -> datetime:
    """Return when the invitations go out: when the round opens, but not in the night before eight."""
    local = round_.opens_at.astimezone(OSLO)
    return max(local, _at(local.date()))


def due(steps: Sequence[Step], at: datetime) -> Step | None:
    """Return the step to carry out at ``at``: the newest one that is due, unless it is long past. Never two at once."""
    past = [step for step in steps if step.moment <= at]
    return past[-1] if past and at - past[-1].moment <= CATCH_UP else None


def upcoming(steps: Iterable[Step], at: datetime) -> list[Step]:
    """Return the steps that are still to come."""
    return [step for step in steps if step.moment > at]


def _kind(offset: int) -> str:
    return REMINDER if offset <= 0 else LATE


def _at(day: date) -> datetime:
    return datetime.combine(day, AT, OSLO)
