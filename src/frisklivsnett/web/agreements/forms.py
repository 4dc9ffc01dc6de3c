"""The forms for agreements: what was typed, what is wrong with it, and what it says when nothing is."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from frisklivsnett.registry.agreeing import Terms, terms_of
from frisklivsnett.registry.models import Agreement, Organisation
from frisklivsnett.web.days import written_day
from frisklivsnett.web.jinja import number

START, END, ENDED, GRANT = "begynner", "slutter", "siste-dag", "tilskudd"
REASON, SEEN = "begrunnelse", "sett"
FIELDS = (START, END, ENDED, GRANT, REASON)
FIELD_OF: Mapping[str, str] = {
    "starts": START,
    "ends": END,
    "ended": ENDED,
    "not_later": ENDED,
    "not_earlier": ENDED,
    "grant": GRANT,
    "reason_missing": REASON,
    "too_long": REASON,
}
"""The field that a refusal is about, by its code; all others are about the agreement."""
WHOLE = "avtalen"
USUAL_YEARS, USUAL_GRANT = 3, 60_000
"""What an agreement is when there is none to go by."""


@dataclass(frozen=True, slots=True)
class AgreementForm:
    """What stands in the fields, by name, and what is wrong with it, by field."""

    typed: Mapping[str, str]
    problems: Mapping[str, str] = field(default_factory=dict)

    @property
    def problem_list(self) -> list[tuple[str, str]]:
        """Each problem with the field to go to, in the form's order."""
        return [(self.problems[name], name) for name in (*FIELDS, WHOLE) if name in self.problems]

    @property
    def seen(self) -> int:
        """The number of the change that the form was made from."""
        words = self.typed.get(SEEN, "")
        return int(words) if words.isdecimal() and len(words) < 18 else 0

    @classmethod
    def proposed(cls, centre: Organisation, today: date, year: int = 0) -> "AgreementForm":
        """Return a form for the centre's next agreement: three years, and as much as was given last."""
        last = centre.agreements.order_by("starts_on").last()
        start = year or max(today.year, last.last_day.year + 1 if last else 0)
        newest = last or Agreement.objects.order_by("starts_on", "pk").last()
        return cls(
            {
                START: date(start, 1, 1).isoformat(),
                END: date(start + USUAL_YEARS - 1, 12, 31).isoformat(),
                GRANT: str(newest.grant if newest else USUAL_GRANT),
            }
        )

    @classmethod
    def of(cls, agreement: Agreement, seen: int) -> "AgreementForm":
        """Return a form with what an agreement says now."""
        terms = terms_of(agreement)
        return cls(
            {
                START: terms.starts_on.isoformat(),
                END: terms.ends_on.isoformat(),
                ENDED: terms.ended_on.isoformat() if terms.ended_on else "",
                GRANT: str(terms.grant),
                REASON: "",
                SEEN: str(seen),
            }
        )

    @classmethod
    def read(cls, posted: Mapping[str, str]) -> "AgreementForm":
        """Return what was posted, cut where nobody has typed on purpose."""
        return cls({name: str(posted.get(name, ""))[:5000].strip() for name in (*FIELDS, SEEN)})

    def terms(self) -> tuple["AgreementForm", Terms | None]:
        """Return the form and what it says; None where something cannot be read, told in the form."""
        problems: dict[str, str] = {}
        start, end = self._day(START, problems), self._day(END, problems)
        ended = self._day(ENDED, problems) if self.typed.get(ENDED) else None
        grant = _amount(self.typed[GRANT])
        if grant is None:
            problems[GRANT] = _("Skriv tilskuddet som et helt tall, for eksempel %(amount)s.") % {
                "amount": number(USUAL_GRANT)
            }
        if problems or start is None or end is None or grant is None:
            return replace(self, problems=problems), None
        return self, Terms(start, end, grant, ended)

    def last_day(self) -> tuple["AgreementForm", date | None]:
        """Return the form and the last day typed; None where it cannot be read, told in the form."""
        problems: dict[str, str] = {}
        found = self._day(ENDED, problems)
        return replace(self, problems=problems), found

    def refused(self, refused: ValidationError) -> "AgreementForm":
        """Return the form with why it was refused, at the field that it is about."""
        name = FIELD_OF.get(getattr(refused, "code", "") or "", WHOLE)
        return replace(self, problems={name: refused.messages[0]})

    def _day(self, name: str, problems: dict[str, str]) -> date | None:
        found = written_day(self.typed[name])
        if found is None:
            problems[name] = _("Skriv datoen slik: 01.04.2026.")
        return found


def _amount(words: str) -> int | None:
    """Return the kroner of ``60 000``, ``60.000`` or ``60000 kr``; None for anything else."""
    digits = re.sub(r"[\s.]|,-$|kr(oner)?\.?$", "", words.lower())
    return int(digits) if digits.isascii() and digits.isdecimal() and len(digits) < 12 else None
