"""Checks across the register files: that references lead somewhere, and that periods fit."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from itertools import pairwise
from typing import Protocol, TypeVar

from frisklivsnett.registry.models.agreements import MOST
from frisklivsnett.registry.register_files import (
    ORGANISATION_PLACES,
    PART_OF,
    OrganisationRow,
    PeriodRow,
    PlaceRow,
    RegisterFiles,
)

Report = Callable[[str, int, str], None]
"""Takes a file name, a line number and what is wrong."""


class Period(Protocol):
    """What two rows are compared by when their periods must not overlap."""

    @property
    def line(self) -> int: ...


P = TypeVar("P", bound=Period)


def check(files: RegisterFiles, report: Report) -> None:
    """Report every problem that shows only when rows are compared."""
    _check_places(files, report)
    _check_successions(files, report)
    _check_organisations(files, report)
    _check_periods(files, report)


def _check_places(files: RegisterFiles, report: Report) -> None:
    file = "places.csv"
    for place in files.places:
        if place.valid_to is not None and place.valid_to < place.valid_from:
            report(file, place.line, "The place ends before it begins. Check valid_from and valid_to.")
        _check_above(files, place, report)
    by_code = _grouped(files.places, lambda place: (place.kind, place.code))
    for (kind, code), same in by_code.items():
        for line, other in _overlaps(same, lambda p: p.valid_from, lambda p: p.valid_to or date.max):
            reason = f"The {kind} {code} is already on line {other}, in the same period. Correct one of them."
            report(file, line, reason)


def _check_above(files: RegisterFiles, place: PlaceRow, report: Report) -> None:
    wanted = {
        "part_of": PART_OF.get(place.kind),
        "health_region": "health_region" if place.kind == "county" else None,
        "governor_area": "governor_area" if place.kind == "county" else None,
    }
    for column, kind in wanted.items():
        code: str = getattr(place, column)
        if kind is None:
            if code:
                report("places.csv", place.line, f"A {place.kind} has no {column}. Leave it empty.")
        elif files.place(kind, code, place.valid_from) is None:
            reason = f"There is no {kind} “{code}” on {place.valid_from}. Add it, or correct {column}."
            report("places.csv", place.line, reason)
        elif column == "part_of" and not place.code.startswith(code):
            reason = (
                f"The code {place.code} does not begin with that of its {kind}, {code}. Correct one of them."
            )
            report("places.csv", place.line, reason)


def _check_successions(files: RegisterFiles, report: Report) -> None:
    file = "successions.csv"
    for row in files.successions:
        if row.on == date.min or files.place(row.kind, row.old, row.on - timedelta(days=1)) is None:
            report(
                file,
                row.line,
                f"There is no {row.kind} “{row.old}” the day before {row.on}. Correct old or on.",
            )
        elif files.place(row.kind, row.old, row.on) is not None:
            report(
                file,
                row.line,
                f"The {row.kind} {row.old} still exists on {row.on}. Give it a valid_to before that.",
            )
        new = files.place(row.kind, row.new, row.on)
        if new is None or new.valid_from != row.on:
            report(file, row.line, f"No {row.kind} “{row.new}” begins on {row.on}. Correct new or on.")
    for same in _grouped(files.successions, lambda row: (row.kind, row.old, row.new)).values():
        for row in same[1:]:
            report(file, row.line, f"The same succession is on line {same[0].line}. Remove one of them.")


def _check_organisations(files: RegisterFiles, report: Report) -> None:
    file = "organisations.csv"
    for slug, same in _grouped(files.organisations, lambda row: row.slug).items():
        for row in same[1:]:
            report(file, row.line, f"The slug {slug} is already on line {same[0].line}. Choose another.")
    for row in files.organisations:
        _check_place_of(files, row, report)


def _check_place_of(files: RegisterFiles, row: OrganisationRow, report: Report) -> None:
    file, kinds = "organisations.csv", ORGANISATION_PLACES[row.kind]
    if not kinds:
        if row.place_kind or row.place_code:
            report(file, row.line, f"A {row.kind} has no place. Leave place_kind and place_code empty.")
    elif row.place_kind not in kinds:
        report(file, row.line, f"A {row.kind} needs a place_kind: {' or '.join(kinds)}.")
    elif files.latest_place(row.place_kind, row.place_code) is None:
        reason = (
            f"There is no {row.place_kind} “{row.place_code}”. Add it to places.csv, or correct place_code."
        )
        report(file, row.line, reason)


def _check_periods(files: RegisterFiles, report: Report) -> None:
    centres = {row.slug for row in files.organisations if row.kind == "centre"}
    for file, rows in (("agreements.csv", files.agreements), ("coordinators.csv", files.coordinators)):
        for row in rows:
            if row.organisation not in centres:
                report(
                    file,
                    row.line,
                    f"There is no centre “{row.organisation}” in organisations.csv. Add or correct it.",
                )
            if row.ends_on is not None and row.ends_on < row.starts_on:
                report(file, row.line, "The period ends before it begins. Check starts_on and ends_on.")
            elif file == "agreements.csv" and not 1 <= row.grant <= MOST:
                report(file, row.line, f"The grant must be from 1 to {MOST} NOK a year.")
            elif row.ended_on is not None and not row.starts_on <= row.ended_on < (row.ends_on or date.max):
                report(file, row.line, "The early end, ended_on, must fall between starts_on and ends_on.")
    for same in _grouped(files.agreements, lambda row: row.organisation).values():
        _check_overlaps("agreements.csv", same, "A centre has one agreement at a time", report)
    _check_overlaps(
        "coordinators.csv", files.coordinators, "The network has one coordinator at a time", report
    )


def _check_overlaps(file: str, rows: Iterable[PeriodRow], rule: str, report: Report) -> None:
    for line, other in _overlaps(rows, lambda row: row.starts_on, lambda row: row.last_day):
        report(file, line, f"The period overlaps with line {other}. {rule}: correct one of them.")


def _overlaps(
    rows: Iterable[P], first: Callable[[P], date], last: Callable[[P], date]
) -> Iterable[tuple[int, int]]:
    """Yield the line numbers of each row that begins before the one before it has ended, and of that one."""
    ordered = sorted(rows, key=lambda row: (first(row), row.line))
    for previous, row in pairwise(ordered):
        if first(row) <= last(previous):
            yield row.line, previous.line


K = TypeVar("K")
R = TypeVar("R")


def _grouped(rows: Iterable[R], key: Callable[[R], K]) -> dict[K, list[R]]:
    groups: dict[K, list[R]] = defaultdict(list)
    for row in rows:
        groups[key(row)].append(row)
    return groups
