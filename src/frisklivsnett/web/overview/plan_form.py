"""The form that plans a round: what was typed, what is wrong with it, and the dates that it makes."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from frisklivsnett.collection.days import end_of, last_day, opening_of
from frisklivsnett.collection.models import FormVersion, Round
from frisklivsnett.collection.planning import check_dates, form_versions
from frisklivsnett.web.days import written_day

YEAR, FORM, OPENS, DEADLINE, CLOSES = "rapporteringsar", "skjema", "apner", "frist", "lukker"
FIELDS = (YEAR, FORM, OPENS, DEADLINE, CLOSES)
FIELD_OF: Mapping[str, str] = {
    "round_exists": YEAR,
    "deadline_before_opening": DEADLINE,
    "closes_before_deadline": CLOSES,
    "opened": OPENS,
    "answered": FORM,
}
"""The field that a refusal is about, by its code."""


@dataclass(frozen=True, slots=True)
class Dates:
    """A round's dates, as it keeps them."""

    report_year: int
    form_version: FormVersion
    opens_at: datetime
    deadline: date
    closes_at: datetime | None

    @property
    def last_day(self) -> date | None:
        """The last day before it closes."""
        return last_day(self.closes_at) if self.closes_at else None


@dataclass(frozen=True, slots=True)
class PlanForm:
    """What stands in the fields, by name; what is wrong with it, by field; and the dates when nothing is."""

    typed: Mapping[str, str]
    problems: Mapping[str, str] = field(default_factory=dict)
    dates: Dates | None = None

    @property
    def problem_list(self) -> list[tuple[str, str]]:
        """Each problem with the field to go to, in the form's order."""
        return [(self.problems[name], name) for name in FIELDS if name in self.problems]

    @classmethod
    def proposed(cls, newest: Round | None, today: date) -> "PlanForm":
        """Return a form for the year after the newest round, with the usual dates: reports are due on 1 April."""
        year = newest.report_year + 1 if newest else today.year - 1
        forms = form_versions()
        return cls(
            {
                YEAR: str(year),
                FORM: str(newest.form_version_id if newest else forms[0].pk if forms else ""),
                OPENS: date(year + 1, 2, 1).isoformat(),
                DEADLINE: date(year + 1, 4, 1).isoformat(),
                CLOSES: date(year + 1, 4, 30).isoformat(),
            }
        )

    @classmethod
    def of(cls, round_: Round) -> "PlanForm":
        """Return a form with a round's dates as they are."""
        return cls(
            {
                YEAR: str(round_.report_year),
                FORM: str(round_.form_version_id),
                OPENS: timezone.localdate(round_.opens_at).isoformat(),
                DEADLINE: round_.deadline.isoformat(),
                CLOSES: round_.last_day.isoformat() if round_.last_day else "",
            }
        )

    @classmethod
    def read(cls, posted: Mapping[str, str], round_: Round | None = None) -> "PlanForm":
        """Read what was posted. For a round that is there, its year stands, and its opening when it has opened."""
        typed = {name: str(posted.get(name, ""))[:60].strip() for name in FIELDS}
        problems: dict[str, str] = {}
        year = round_.report_year if round_ else _year(typed[YEAR], problems)
        form = _form_version(typed[FORM], round_, problems)
        opens, deadline = _day(typed, OPENS, problems, round_), _day(typed, DEADLINE, problems)
        closes = _day(typed, CLOSES, problems) if typed[CLOSES] else None
        if problems or form is None or opens is None or deadline is None:
            return cls(typed, problems)
        dates = Dates(year, form, _opening(opens, round_), deadline, end_of(closes) if closes else None)
        read = cls(typed, {}, dates)
        try:
            check_dates(dates.opens_at, deadline, dates.closes_at)
        except ValidationError as refused:
            return read.refused(refused)
        if round_ is None and Round.objects.filter(report_year=year).exists() and not posted.get("bekreft"):
            words = _("Det finnes allerede en runde for %(year)s.") % {"year": year}
            return replace(read, problems={YEAR: words})
        return read

    def refused(self, refused: ValidationError) -> "PlanForm":
        """Return the form with why it was refused, at the field that it is about."""
        name = FIELD_OF.get(getattr(refused, "code", "") or "", DEADLINE)
        return replace(self, problems={name: refused.messages[0]})


def _year(typed: str, problems: dict[str, str]) -> int:
    if typed.isascii() and typed.isdecimal() and len(typed) == 4 and 2000 <= int(typed) <= 2100:
        return int(typed)
    problems[YEAR] = _("Skriv rapporteringsåret med fire sifre, for eksempel 2026.")
    return 0


def _form_version(typed: str, round_: Round | None, problems: dict[str, str]) -> FormVersion | None:
    if not typed and round_ is not None:
        return round_.form_version
    known = {str(form.pk): form for form in form_versions()}
    if typed not in known:
        problems[FORM] = _("Velg et skjema.")
    return known.get(typed)


def _day(
    typed: Mapping[str, str], name: str, problems: dict[str, str], round_: Round | None = None
) -> date | None:
    words = typed[name]
    if not words and round_ is not None and round_.has_opened(timezone.now()):
        return timezone.localdate(round_.opens_at)
    found = written_day(words)
    if found is None or not 2000 <= found.year <= 2101:
        problems[name] = _("Skriv datoen slik: 01.04.2026.")
        return None
    return found


def _opening(day: date, round_: Round | None) -> datetime:
    """Return the moment it opens: as it was when the day is, else in the morning."""
    if round_ is not None and timezone.localdate(round_.opens_at) == day:
        return round_.opens_at
    return opening_of(day)
