"""Dates as people write them in a note: «i går», «12. mars», «12.–14.3.», «sist veke», «uke 11».

What is noted has mostly happened, so a date without a year is the latest such day, and one that lies ahead is marked
as unsure. Half a date («i februar») is told as the days that it may be; an impossible one («31. februar») as wrong.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from frisklivsnett.core.activity.words import MONTHS, NEAR_DAYS, SHORT_WEEKDAYS, WEEKDAYS, number_of

AHEAD = timedelta(days=60)
"""How far ahead a date without a year is still thought to be meant as this year's."""
EARLIEST = 1990
LATEST_AHEAD = 5
"""Years outside these bounds are no years of an entry."""


@dataclass(frozen=True, slots=True)
class Days:
    """From a first to a last day, both included; the same for one day."""

    first: date
    last: date

    @property
    def is_one(self) -> bool:
        return self.first == self.last


@dataclass(frozen=True, slots=True)
class FoundDays:
    """A date in a text, from the character ``start`` up to ``end``.

    ``days`` is None when there is no such day. ``half`` means one day within ``days``, without saying which.
    ``alternatives`` are the other readings; with any, or when ``sure`` is False, somebody should look at it.
    """

    start: int
    end: int
    days: Days | None
    sure: bool = True
    half: bool = False
    alternatives: tuple[Days, ...] = ()


Reader = Callable[["re.Match[str]", date], FoundDays | None]


def find_days(text: str, today: date) -> list[FoundDays]:
    """Return the dates in ``text``, in its order, none overlapping. The caller bounds ``text``."""
    found: list[FoundDays] = []
    for pattern, read in _READERS:
        for match in pattern.finditer(text):
            if any(match.start() < other.end and other.start < match.end() for other in found):
                continue
            days = read(match, today)
            if days is not None:
                found.append(days)
    return sorted(found, key=lambda days: days.start)


# --- what the patterns mean ---


def _made(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _year(words: str | None) -> int | None:
    if not words:
        return None
    year = int(words)
    return year + 2000 if year < 100 else year


def _is_year(year: int, today: date) -> bool:
    return EARLIEST <= year <= today.year + LATEST_AHEAD


def _without_year(month: int, day: int, today: date) -> tuple[date | None, tuple[Days, ...]]:
    """Return the likeliest such day, and the others that it may be; 29 February is the latest there was."""
    candidates = [_made(year, month, day) for year in range(today.year + 1, today.year - 5, -1)]
    for candidate in candidates:
        if candidate is not None and candidate <= today:
            return candidate, ()
        if candidate is not None and candidate <= today + AHEAD:
            before = next((c for c in candidates if c is not None and c <= today), None)
            return candidate, (Days(before, before),) if before else ()
    return None, ()


def _one(match: "re.Match[str]", day: date | None, alternatives: tuple[Days, ...] = ()) -> FoundDays:
    days = Days(day, day) if day else None
    return FoundDays(
        match.start(), match.end(), days, sure=day is not None and not alternatives, alternatives=alternatives
    )


def _month(words: str) -> int | None:
    if words.isdecimal():
        return int(words)
    return MONTHS.get(words.casefold().rstrip("."))


def _read_iso(match: "re.Match[str]", today: date) -> FoundDays | None:
    year = int(match["year"])
    if not _is_year(year, today):
        return None
    return _one(match, _made(year, int(match["month"]), int(match["day"])))


def _read_single(match: "re.Match[str]", today: date) -> FoundDays | None:
    month, year = _month(match["month"]), _year(match["year"])
    if month is None:
        return None
    if year is None:
        return _one(match, *_without_year(month, int(match["day"]), today))
    if not _is_year(year, today):
        return _one(match, None)
    return _one(match, _made(year, month, int(match["day"])))


def _read_period(match: "re.Match[str]", today: date) -> FoundDays | None:
    """12.–14. mars, 30.4.–2.5., 12. og 13. mars 2024."""
    last_month, year = _month(match["month"]), _year(match["year"])
    first_month = _month(match["first_month"]) if match["first_month"] else last_month
    if last_month is None or first_month is None:
        return None
    alternatives: tuple[Days, ...] = ()
    if year is None:
        last, others = _without_year(last_month, int(match["day"]), today)
        alternatives = tuple(Days(other.first, other.last) for other in others)
    else:
        last = _made(year, last_month, int(match["day"])) if _is_year(year, today) else None
    first = _first_of(last, first_month, int(match["first"]))
    if last is None or first is None or first > last:
        return FoundDays(match.start(), match.end(), None, sure=False)
    length = last - first
    return FoundDays(
        match.start(),
        match.end(),
        Days(first, last),
        sure=not alternatives or first <= today,
        alternatives=()
        if first <= today
        else tuple(Days(other.last - length, other.last) for other in alternatives),
    )


def _first_of(last: date | None, month: int, day: int) -> date | None:
    if last is None:
        return None
    return _made(last.year - (month > last.month), month, day)


def _read_near(match: "re.Match[str]", today: date) -> FoundDays | None:
    away = NEAR_DAYS[" ".join(match[0].casefold().split())]
    return _one(match, today + timedelta(days=away))


def _read_weekday(match: "re.Match[str]", today: date) -> FoundDays | None:
    """«mandag» is the latest one; «forrige mandag» last week's, or the latest; «på mandag» perhaps the next."""
    weekday = _weekday(match["weekday"])
    manner = " ".join((match["manner"] or "").casefold().split())
    latest = today - timedelta(days=(today.weekday() - weekday) % 7)
    following, earlier = latest + timedelta(days=7), latest - timedelta(days=7)
    if manner in ("neste", "komande", "kommende", "next", "førstkommende"):
        return _one(match, following)
    if manner in _LAST:
        week_before = today - timedelta(days=today.weekday() + 7 - weekday)
        if latest == today:
            return _one(match, earlier)
        other = latest if latest != week_before else earlier
        return _one(match, week_before, (Days(other, other),) if latest != week_before else ())
    if latest == today:
        return _one(match, today, (Days(earlier, earlier),))
    if manner in ("på", "no på", "nå på", "on"):
        return _one(match, latest, (Days(following, following),))
    return _one(match, latest)


def _weekday(words: str) -> int:
    said = words.casefold().rstrip(".")
    return SHORT_WEEKDAYS[said] if said in SHORT_WEEKDAYS else WEEKDAYS[said.removesuffix("s")]


def _read_weekdays(match: "re.Match[str]", today: date) -> FoundDays | None:
    """«man–ons» are the latest such days that follow each other."""
    first, last = _weekday(match["first"]), _weekday(match["weekday"])
    end = today - timedelta(days=(today.weekday() - last) % 7)
    if match["manner"] and end >= today - timedelta(days=today.weekday()):
        end -= timedelta(days=7)
    days = Days(end - timedelta(days=(last - first) % 7), end)
    return FoundDays(match.start(), match.end(), days) if days.first < days.last else None


def _read_weekday_of_week(match: "re.Match[str]", today: date) -> FoundDays | None:
    """«onsdag i forrige uke», «tors denne uka», «mandag uke 10»."""
    week = _read_week_number(match, today) if match["number"] else _read_week_away(match, today)
    if week is None or week.days is None:
        return week
    return _one(match, week.days.first + timedelta(days=_weekday(match["weekday"])))


def _read_weekday_of_month(match: "re.Match[str]", today: date) -> FoundDays | None:
    """«første mandag i mars», «siste fredag i februar»."""
    month = _read_month(match, today)
    if month is None or month.days is None:
        return None
    first, last, weekday = month.days.first, month.days.last, _weekday(match["weekday"])
    if match["which"].casefold() in ("siste", "last"):
        return _one(match, last - timedelta(days=(last.weekday() - weekday) % 7))
    earliest = first + timedelta(days=(weekday - first.weekday()) % 7)
    return _one(match, earliest + timedelta(days=7 * _WHICH[match["which"].casefold()]))


def _within(match: "re.Match[str]", first: date, last: date) -> FoundDays:
    return FoundDays(match.start(), match.end(), Days(first, last), sure=False, half=True)


def _read_week_away(match: "re.Match[str]", today: date) -> FoundDays | None:
    manner = " ".join(match["manner"].casefold().split())
    away = 0 if manner in ("denne", "i denne", "this", "den") else 7 if manner in ("neste", "next") else -7
    monday = today - timedelta(days=today.weekday()) + timedelta(days=away)
    return _within(match, monday, monday + timedelta(days=6))


def _read_week_number(match: "re.Match[str]", today: date) -> FoundDays | None:
    number, year = int(match["number"]), _year(match["year"])
    for candidate in [year] if year else [today.year, today.year - 1]:
        try:
            monday = date.fromisocalendar(candidate, number, 1)
        except ValueError:
            continue
        if year or monday <= today + AHEAD:
            return _within(match, monday, monday + timedelta(days=6))
    return _one(match, None)


def _read_weeks(match: "re.Match[str]", today: date) -> FoundDays | None:
    """«uke 7–10», from the first Monday to the last Sunday."""
    last = _read_week_number(match, today)
    if last is None or last.days is None:
        return last
    first = last.days.first - timedelta(weeks=int(match["number"]) - int(match["first"]))
    days = Days(first, last.days.last)
    return FoundDays(match.start(), match.end(), days, sure=False) if first < last.days.first else None


def _read_month(match: "re.Match[str]", today: date) -> FoundDays | None:
    month, year = _month(match["month"]), _year(match["year"])
    if month is None or (year is not None and not _is_year(year, today)):
        return None
    if year is None:
        year = today.year if date(today.year, month, 1) <= today + AHEAD else today.year - 1
    first = date(year, month, 1)
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return _within(match, first, last)


def _read_last_year(match: "re.Match[str]", today: date) -> FoundDays | None:
    return _within(match, date(today.year - 1, 1, 1), date(today.year - 1, 12, 31))


def _read_ago(match: "re.Match[str]", today: date) -> FoundDays | None:
    number = number_of(match["number"])
    if number is None or number > 400:
        return None
    weeks = match["unit"].casefold().startswith(("uk", "vek", "week"))
    day = today - timedelta(days=number * (7 if weeks else 1))
    monday = day - timedelta(days=day.weekday())
    return _within(match, monday, monday + timedelta(days=6)) if weeks else _one(match, day)


def _read_day_of_month(match: "re.Match[str]", today: date) -> FoundDays | None:
    """«den 12.» is the latest 12th."""
    day, month = int(match["day"]), today.replace(day=1)
    for _ in range(3):
        found = _made(month.year, month.month, day)
        if found is not None and found <= today:
            return FoundDays(match.start(), match.end(), Days(found, found), sure=False)
        month = (month - timedelta(days=1)).replace(day=1)
    return _one(match, None)


# --- the patterns, the longest readings first ---

_LAST = ("forrige", "førre", "last", "previous", "forr", "forr.", "ford", "ford.")
_WHICH = {"første": 0, "fyrste": 0, "andre": 1, "tredje": 2, "fjerde": 3}
_NAMES = "|".join(sorted(MONTHS, key=len, reverse=True))
_DASH = r"\s*(?:-|–|—|til|og|to)\s*"
_YEAR4 = r"(?P<year>(?:19|20)\d{2})"
_FREE = r"(?<![\w.,/-])"
_DAY, _MONTH = r"(?:0?[1-9]|[12]\d|3[0-9])", r"(?:0?[1-9]|1[0-2])"
_AFTER = r"(?![\w/-])(?!\s*(?:timer|timar|time|km|kr|kroner|mill|prosent|%))"
_ON = r"(?:(?:på|på\s+den|den|fra|frå|d\.|on|from)\s+(?:den\s+)?)?"
_LONG = "|".join(sorted(WEEKDAYS, key=len, reverse=True))
_SHORT = "|".join(sorted(SHORT_WEEKDAYS, key=len, reverse=True))
_ANY = rf"(?:{_LONG}|{_SHORT})"
_WEEKDAY_BEFORE = rf"(?:{_ANY}\.?\s+)?"
_CLEAR = ("tirs", "tirsd", "ons", "onsd", "tors", "torsd", "lør")
"""Short weekdays that are no other word."""
_WEEK = r"(?:uke|uka|uken|veke|veka|week)"
_WHICH_WEEK = (
    r"(?P<manner>i\s+denne|denne|i\s+forrige|forrige|i\s+førre|førre|i\s+sist|i\s+siste|sist|siste|forr\.?|ford\.?"
    r"|last|this|neste|next)"
)


def _compiled(pattern: str) -> "re.Pattern[str]":
    return re.compile(pattern, re.IGNORECASE)


def _dates() -> Iterator[tuple["re.Pattern[str]", Reader]]:
    lead = _FREE + _ON + _WEEKDAY_BEFORE + r"(?:den\s+)?"
    yield _compiled(rf"{_FREE}{_YEAR4}-(?P<month>\d\d)-(?P<day>\d\d)(?!\d)"), _read_iso
    named = rf"(?P<month>{_NAMES})\b\.?(?:\s*,?\s*{_YEAR4})?"
    numbered = rf"(?P<month>{_MONTH})(?:\.\s?(?P<year>(?:19|20)?\d{{2}}))?\.?"
    slashed = rf"(?P<month>{_MONTH})(?:[-/](?P<year>(?:19|20)?\d{{2}}))?"
    first = rf"(?P<first>{_DAY})\.?"
    yield (
        _compiled(rf"{lead}{first}\s*(?P<first_month>{_NAMES})?{_DASH}(?P<day>{_DAY})\.?\s*{named}{_AFTER}"),
        _read_period,
    )
    yield (
        _compiled(
            rf"{lead}{first}(?:(?P<first_month>{_MONTH})\.?)?{_DASH}(?P<day>{_DAY})\.\s?{numbered}{_AFTER}"
        ),
        _read_period,
    )
    yield (
        _compiled(
            rf"{lead}(?P<first>{_DAY})(?:/(?P<first_month>{_MONTH}))?{_DASH}(?P<day>{_DAY})/{slashed}{_AFTER}"
        ),
        _read_period,
    )
    yield _compiled(rf"{lead}(?P<day>{_DAY})\.?\s*{named}{_AFTER}"), _read_single
    yield (
        _compiled(
            rf"{_FREE}(?:on\s+)?(?P<month>{_NAMES})\s+(?P<day>{_DAY})(?:st|nd|rd|th)?(?:,?\s+{_YEAR4})?{_AFTER}"
        ),
        _read_single,
    )
    yield _compiled(rf"{lead}(?P<day>{_DAY})\.\s?{numbered}{_AFTER}"), _read_single
    yield _compiled(rf"{lead}(?P<day>{_DAY})/{slashed}{_AFTER}"), _read_single
    near = "|".join(sorted((name.replace(" ", r"\s+") for name in NEAR_DAYS), key=len, reverse=True))
    yield _compiled(rf"\b(?:{near})\b"), _read_near


def _weekdays() -> Iterator[tuple["re.Pattern[str]", Reader]]:
    yield (
        _compiled(rf"\b(?P<weekday>{_ANY})\.?\s+{_WHICH_WEEK}\s+{_WEEK}\b(?P<number>)(?P<year>)"),
        _read_weekday_of_week,
    )
    yield (
        _compiled(rf"\b{_WHICH_WEEK}\s+{_WEEK}\s*,?\s*(?P<weekday>{_ANY})\b(?P<number>)(?P<year>)"),
        _read_weekday_of_week,
    )
    yield (
        _compiled(
            rf"\b(?P<weekday>{_ANY})\.?\s+(?:i\s+)?(?:uke|veke|week)\s+(?P<number>[1-9]\d?)\b(?:\s*,?\s*(?:i\s+)?{_YEAR4})?"
        ),
        _read_weekday_of_week,
    )
    yield (
        _compiled(
            rf"\b(?P<which>første|fyrste|andre|tredje|fjerde|siste|last)\s+(?P<weekday>{_LONG})\s+(?:i|in)\s+"
            rf"(?P<month>{_NAMES})\b(?:\s+{_YEAR4})?"
        ),
        _read_weekday_of_month,
    )
    yield (
        _compiled(
            rf"\b(?:(?P<manner>forrige|førre|sist|siste)\s+)?(?P<first>{_ANY})\.?{_DASH}(?P<weekday>{_ANY})\b\.?"
        ),
        _read_weekdays,
    )
    yield (
        _compiled(
            r"\b(?:(?P<manner>forrige|førre|sist|siste|forr\.?|ford\.?|nå\s+på|no\s+på|på|neste|komande|kommende"
            rf"|førstkommende|i|on|last|previous|next)\s+)?(?P<weekday>(?:{_LONG})s?)\b(?:\s+var)?"
        ),
        _read_weekday,
    )
    yield (
        _compiled(
            rf"\b(?P<manner>forrige|førre|sist|siste|forr\.?|ford\.?|på|neste)\s+(?P<weekday>{_SHORT})\b\.?"
        ),
        _read_weekday,
    )
    # Alone it is a day where nothing follows, or what may stand after one: «man kan si» is none.
    yield (
        _compiled(rf"(?<![\w.-])(?P<weekday>{_SHORT})(?P<manner>)(?:\.|(?=\s*(?:[,;:)]|$|kl\b|\d)))"),
        _read_weekday,
    )
    yield (
        _compiled(
            rf"(?<![\w.-])(?P<weekday>{'|'.join(sorted(_CLEAR, key=len, reverse=True))})(?P<manner>)(?![\w-])"
        ),
        _read_weekday,
    )


def _parts_of_years() -> Iterator[tuple["re.Pattern[str]", Reader]]:
    yield _compiled(rf"\b{_WHICH_WEEK}\s+{_WEEK}\b"), _read_week_away
    yield (
        _compiled(
            rf"\b(?:i\s+)?(?:uke|veke|week)\s+(?P<first>[1-9]\d?){_DASH}(?P<number>[1-9]\d?)\b(?:\s*,?\s*(?:i\s+)?{_YEAR4})?"
        ),
        _read_weeks,
    )
    yield (
        _compiled(rf"\b(?:i\s+)?(?:uke|veke|week)\s+(?P<number>[1-9]\d?)\b(?:\s*,?\s*(?:i\s+)?{_YEAR4})?"),
        _read_week_number,
    )
    yield (
        _compiled(
            r"\bfor\s+(?P<number>[\wæøå]+)\s+(?P<unit>dager|dagar|dag|uker|veker|uke|veke)\s+(?:siden|sidan)\b"
        ),
        _read_ago,
    )
    yield (
        _compiled(
            rf"\b(?:i\s+løpet\s+av|i|in|tidlig\s+i|midt\s+i|sist\s+i)\s+(?P<month>{_NAMES})\b(?:\s+{_YEAR4})?"
        ),
        _read_month,
    )
    yield _compiled(rf"\b(?P<month>{_NAMES})\s+{_YEAR4}\b"), _read_month
    yield _compiled(r"\b(?:i\s+fjor|last\s+year)\b"), _read_last_year
    yield _compiled(r"\bden\s+(?P<day>[1-9]|[12]\d|3[01])\.(?!\d)"), _read_day_of_month


_READERS = (*_dates(), *_weekdays(), *_parts_of_years())
