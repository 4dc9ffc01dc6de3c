"""The letters of the demo's open round: what its plan has had sent so far, in the order of time."""

from datetime import datetime

from frisklivsnett.collection.models import Round
from frisklivsnett.collection.reminders import remind_due
from frisklivsnett.collection.reminding import plan_of, steps_of


class Post:
    """Carries out the steps of a round's plan as time goes by."""

    def __init__(self, round_: Round) -> None:
        self._left = steps_of(round_, plan_of(round_))

    def until(self, moment: datetime) -> None:
        """Send what is due by then."""
        while self._left and self._left[0].moment <= moment:
            remind_due(at=self._left.pop(0).moment)
