"""Days as people write them."""

from datetime import date, datetime


def written_day(words: str) -> date | None:
    """Return the day of ``2026-04-01``, as a calendar sends it, or of ``1.4.2026``; None for anything else."""
    typed = words.strip()
    try:
        return date.fromisoformat(typed)
    except ValueError:
        pass
    try:
        return datetime.strptime(typed, "%d.%m.%Y").date()  # noqa: DTZ007 - a day, not a moment
    except ValueError:
        return None
