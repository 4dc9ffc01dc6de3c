"""A round's deadline in words."""

from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from frisklivsnett.collection.models import Round, Submission
from frisklivsnett.web.jinja import day, days_away

LONG_AGO = 60
"""Days after which nobody counts them."""


def deadline_in_words(round_: Round, today: date) -> str:
    """Return «Frist 1. april 2026, om 9 dager.», or when it was; how long ago only while that still matters."""
    days = round_.days_left(today)
    words = {"day": day(round_.deadline), "away": days_away(days)}
    if days >= 0:
        return _("Frist %(day)s, %(away)s.") % words
    if days >= -LONG_AGO:
        return _("Fristen var %(day)s, %(away)s.") % words
    return _("Fristen var %(day)s.") % words


def deadline_of(submission: Submission, now: datetime) -> str:
    """Return a centre's deadline: when the report is returned, the last day to send it again, else the round's."""
    if submission.is_returned and submission.open_until_day and submission.can_write(now):
        return _("Send inn på nytt innen %(day)s.") % {"day": day(submission.open_until_day)}
    return deadline_in_words(submission.round, timezone.localdate(now))
