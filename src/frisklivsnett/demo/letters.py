"""The letters of the demo's open round: what its plan has had sent so far, and what the adviser has asked for."""

from collections.abc import Callable
from datetime import datetime
from functools import partial

from frisklivsnett.collection.models import Round
from frisklivsnett.collection.reminders import remind_due, remind_now
from frisklivsnett.collection.reminding import plan_of, steps_of
from frisklivsnett.registry.models import User


class Post:
    """Sends letters as time goes by: those of the plan, and a reminder that the adviser asks for at a moment."""

    def __init__(self, round_: Round, *, asked_at: datetime, by: User) -> None:
        everyone = round_.submissions.with_places()
        due: list[tuple[datetime, Callable[[], object]]] = [
            (step.moment, partial(remind_due, at=step.moment)) for step in steps_of(round_, plan_of(round_))
        ]
        due.append((asked_at, partial(remind_now, round_=round_, submissions=everyone, by=by, at=asked_at)))
        self._left = sorted(due, key=lambda pair: pair[0])

    def until(self, moment: datetime) -> None:
        """Send what is due by then."""
        while self._left and self._left[0][0] <= moment:
            _moment, send = self._left.pop(0)
            send()
