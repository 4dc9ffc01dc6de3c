"""What the reader of the results chose: which centres, set beside what, in which order. It is all in the address."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from frisklivsnett.core.tables import Dataset, in_group

GROUPINGS = {"helseregion": "health_region", "fylke": "county"}
"""The word in the address, and what the dataset calls it."""

FORM_ORDER = "skjema"

GroupNames = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Selectable:
    """A line of a select box."""

    value: str
    label: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Choice:
    """Read from the address: ``omrade`` (``fylke-56``), ``del`` (``helseregion``) and ``rekkefolge`` (``skjema``).

    Nonsense is ignored, and so is a part to divide by that the chosen area is not made of.
    """

    kind: str = ""
    code: str = ""
    divided: str = ""
    form_order: bool = False

    @classmethod
    def read(cls, query: Mapping[str, Any], names: GroupNames) -> "Choice":
        """Return the choice in a query; ``names`` are the groups that there are."""
        kind, _dash, code = query.get("omrade", "").partition("-")
        known = kind in GROUPINGS and code in names.get(GROUPINGS[kind], {})
        chosen = cls(kind, code) if known else cls()
        divided = query.get("del", "")
        return cls(
            chosen.kind,
            chosen.code,
            divided if divided in chosen.divisions else "",
            query.get("rekkefolge") == FORM_ORDER,
        )

    @property
    def divisions(self) -> tuple[str, ...]:
        """What the area can be divided by: a county is of one region, and a region of counties."""
        return {"": ("helseregion", "fylke"), "helseregion": ("fylke",), "fylke": ()}[self.kind]

    @property
    def area(self) -> str:
        """The area as the address has it: ``fylke-56``, or nothing for all of them."""
        return f"{self.kind}-{self.code}" if self.kind else ""

    @property
    def by(self) -> str:
        """What the dataset calls the groups to set side by side; nothing for none."""
        return GROUPINGS[self.divided] if self.divided else ""

    @property
    def query(self) -> str:
        """The address's query for this choice: empty, or with its question mark."""
        parts = {
            "omrade": self.area,
            "del": self.divided,
            "rekkefolge": FORM_ORDER if self.form_order else "",
        }
        kept = {name: value for name, value in parts.items() if value}
        return f"?{urlencode(kept)}" if kept else ""

    @property
    def is_any(self) -> bool:
        """Whether anything has been chosen."""
        return self != Choice()

    def area_name(self, names: GroupNames) -> str:
        """Return the name of the area; nothing for all of them."""
        return names[GROUPINGS[self.kind]][self.code] if self.kind else ""

    def of(self, dataset: Dataset) -> Dataset:
        """Return the dataset of the area."""
        return in_group(dataset, GROUPINGS[self.kind], self.code) if self.kind else dataset

    def areas(self, names: GroupNames) -> list[tuple[str, list[Selectable]]]:
        """Return the areas that can be chosen, under the heading of their kind."""
        headings = {"helseregion": _("Helseregioner"), "fylke": _("Fylker")}
        return [
            (
                headings[kind],
                [
                    Selectable(f"{kind}-{code}", name, (kind, code) == (self.kind, self.code))
                    for code, name in names.get(grouping, {}).items()
                ],
            )
            for kind, grouping in GROUPINGS.items()
        ]

    def divisions_offered(self) -> list[Selectable]:
        """Return the ways to set groups side by side."""
        labels = {
            "": _("Ikke delt opp"),
            "helseregion": _("Helseregionene"),
            "fylke": _("Fylkene"),
        }
        return [Selectable(value, label, value == self.divided) for value, label in labels.items()]

    def orders(self) -> list[Selectable]:
        """Return the orders of the bars."""
        return [
            Selectable("", pgettext("order of bars", "Størst først"), not self.form_order),
            Selectable(FORM_ORDER, pgettext("order of bars", "Som i skjemaet"), self.form_order),
        ]
