"""Days as moments, in Norwegian time. A day begins and ends at midnight there, also when the clocks change that day."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone

OPENING_TIME = time(8)
"""When a round opens on its first day, unless somebody opens it at once."""


def opening_of(day: date) -> datetime:
    """Return the moment at which a round opens on ``day``: at eight in the morning in Norway."""
    return timezone.make_aware(datetime.combine(day, OPENING_TIME), timezone.get_default_timezone())


def end_of(day: date) -> datetime:
    """Return the moment at which ``day`` is over in Norway: midnight, the first moment of the day after."""
    after = datetime.combine(day + timedelta(days=1), time())
    return timezone.make_aware(after, timezone.get_default_timezone())


def last_day(end: datetime) -> date:
    """Return the last day that has any time before ``end``: for midnight, the day that was then over."""
    return timezone.localdate(end - timedelta(microseconds=1))
