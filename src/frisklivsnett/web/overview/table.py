"""What the reader of the overview chose: which centres, sorted by what. It is all in the address."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from frisklivsnett.web.ordering import by_name
from frisklivsnett.web.overview.rows import Row, Standing

LATE, ABSENT, ODD, MARKED, CHANGING = "for-sent", "ikke-innlogget", "avvik", "folg-opp", "endres"
DESCENDING = "synkende"


@dataclass(frozen=True, slots=True)
class Filter:
    """A link that shows some of the rows, and how many they are."""

    label: str
    number: int
    query: str
    current: bool


@dataclass(frozen=True, slots=True)
class Heading:
    """A column's heading: a link that sorts by it. ``sorted`` is what aria-sort says, or nothing."""

    key: str
    label: str
    query: str
    sorted: str


@dataclass(frozen=True, slots=True)
class Choice:
    """Read from the address: ``vis`` (which), ``sorter`` (by what), ``retning`` (``synkende``). Nonsense is ignored."""

    which: str = ""
    key: str = "navn"
    descending: bool = False

    @classmethod
    def read(cls, query: Mapping[str, Any]) -> "Choice":
        """Return the choice in a query."""
        which, key = query.get("vis", ""), query.get("sorter", "navn")
        return cls(
            which if which in PASSES else "",
            key if key in VALUES else "navn",
            query.get("retning") == DESCENDING,
        )

    @property
    def query(self) -> str:
        """The address's query for this choice: empty, or with its question mark."""
        parts = {"vis": self.which, "sorter": "" if self.key == "navn" else self.key}
        parts["retning"] = DESCENDING if self.descending else ""
        kept = {name: value for name, value in parts.items() if value}
        return f"?{urlencode(kept)}" if kept else ""

    def of(self, rows: Sequence[Row]) -> list[Row]:
        """Return the rows chosen, in the order chosen; those without a value come last in both directions."""
        value = VALUES[self.key]
        chosen = [row for row in rows if _is(row, self.which)]
        have = sorted((row for row in chosen if value(row) is not None), key=value, reverse=self.descending)
        return [*have, *(row for row in chosen if value(row) is None)]

    def filters(self, rows: Sequence[Row]) -> list[Filter]:
        """Return the links that filter. One that would show nothing is left out, unless it is the one chosen."""
        labels = (
            {"": _("Alle")}
            | {standing.value: standing.words for standing in Standing}
            | {LATE: _("Etter fristen"), ABSENT: _("Ikke logget inn"), CHANGING: _("Endres nå")}
            | {ODD: _("Tall å se på"), MARKED: _("Følges opp")}
        )
        links = []
        for which, label in labels.items():
            number = sum(_is(row, which) for row in rows)
            if number or which in ("", self.which):
                query = Choice(which, self.key, self.descending).query
                links.append(Filter(label, number, query, which == self.which))
        return links

    def headings(self) -> list[Heading]:
        """Return the columns' headings; following the one sorted by turns the order round."""
        labels = {
            "navn": _("Sentral"),
            "status": pgettext("column", "Status"),
            "besvart": pgettext("column", "Besvart"),
            "lagret": _("Sist lagret"),
            "sendt": pgettext("column", "Sendt inn"),
            "avvik": _("Tall å se på"),
            "merker": pgettext("column", "Følges opp"),
        }
        return [self._heading(key, label) for key, label in labels.items()]

    def _heading(self, key: str, label: str) -> Heading:
        chosen = key == self.key
        query = Choice(self.which, key, chosen and not self.descending).query
        direction = "descending" if self.descending else "ascending"
        return Heading(key, label, query or "?", direction if chosen else "")


VALUES: Mapping[str, Callable[[Row], Any]] = {
    "navn": lambda row: by_name(row.name),
    "status": lambda row: (list(Standing).index(row.standing), row.late),
    "besvart": lambda row: row.answered,
    "lagret": lambda row: row.saved_at,
    "sendt": lambda row: row.sent_at,
    "avvik": lambda row: row.odd or None,
    "merker": lambda row: row.marks or None,
}
"""What each column sorts by; None where a row has no value."""


def _stands(standing: Standing) -> Callable[[Row], bool]:
    return lambda row: row.standing is standing


PASSES: Mapping[str, Callable[[Row], bool]] = {
    **{standing.value: _stands(standing) for standing in Standing},
    LATE: lambda row: row.late,
    ABSENT: lambda row: row.absent,
    CHANGING: lambda row: row.changing,
    ODD: lambda row: row.odd > 0,
    MARKED: lambda row: row.marks > 0,
}
"""Which rows each choice shows."""


def _is(row: Row, which: str) -> bool:
    return not which or PASSES[which](row)
