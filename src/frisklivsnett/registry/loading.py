"""Bringing the database in line with the register files. What is in line already is not touched."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, TypeVar

from django.db import models

from frisklivsnett.registry.models import (
    Agreement,
    AgreementChange,
    CoordinatorTerm,
    Organisation,
    Place,
    Succession,
)
from frisklivsnett.registry.register_files import (
    CODES,
    PART_OF,
    OrganisationRow,
    PeriodRow,
    PlaceRow,
    RegisterFiles,
)

M = TypeVar("M", bound=models.Model)


@dataclass(slots=True)
class Loaded:
    """How many rows were added and changed, by table, and how many were right already."""

    added: Counter[str] = field(default_factory=Counter)
    changed: Counter[str] = field(default_factory=Counter)
    unchanged: int = 0

    @property
    def changes(self) -> int:
        return self.added.total() + self.changed.total()


def write(files: RegisterFiles, loaded: Loaded) -> None:
    """Write all the files, in the order that they refer to each other."""
    places = _Places(files, loaded)
    places.write()
    _write_successions(files, places, loaded)
    organisations = _write_organisations(files, places, loaded)
    _write_periods(Agreement, files.agreements, organisations, loaded)
    _write_periods(CoordinatorTerm, files.coordinators, organisations, loaded)


class _Places:
    """The places' rows, by kind, code and first day."""

    def __init__(self, files: RegisterFiles, loaded: Loaded) -> None:
        self.files, self.loaded = files, loaded
        self.rows = {(place.kind, place.code, place.valid_from): place for place in Place.objects.all()}

    def write(self) -> None:
        for kind in CODES:  # from the top down, so that what is referred to has its row
            lines = [line for line in self.files.places if line.kind == kind]
            wanted = {(line.kind, line.code, line.valid_from): self._values(line) for line in lines}
            for place in _sync(Place, self.rows, wanted, ("kind", "code", "valid_from"), self.loaded):
                self.rows[(place.kind, place.code, place.valid_from)] = place

    def on(self, kind: str, code: str, day: date) -> Place:
        """Return the row of the place that has this code on ``day``; the checks have seen to it that there is one."""
        line = self.files.place(kind, code, day)
        assert line is not None
        return self.rows[(line.kind, line.code, line.valid_from)]

    def latest(self, kind: str, code: str) -> Place:
        line = self.files.latest_place(kind, code)
        assert line is not None
        return self.rows[(line.kind, line.code, line.valid_from)]

    def _values(self, line: PlaceRow) -> dict[str, Any]:
        day = line.valid_from
        above = {
            "parent": (PART_OF.get(line.kind, ""), line.part_of),
            "health_region": ("health_region", line.health_region),
            "governor_area": ("governor_area", line.governor_area),
        }
        return {
            **line.names,
            "in_sami_area": line.in_sami_area,
            "valid_to": line.valid_to,
            **{
                f"{name}_id": self.on(kind, code, day).pk if code else None
                for name, (kind, code) in above.items()
            },
        }


def _write_successions(files: RegisterFiles, places: _Places, loaded: Loaded) -> None:
    existing = {(row.old_id, row.new_id): row for row in Succession.objects.all()}
    wanted: dict[tuple[Any, ...], dict[str, Any]] = {}
    for line in files.successions:
        old = places.on(line.kind, line.old, line.on - timedelta(days=1))
        wanted[(old.pk, places.on(line.kind, line.new, line.on).pk)] = {"on": line.on}
    _sync(Succession, existing, wanted, ("old_id", "new_id"), loaded)


def _write_organisations(files: RegisterFiles, places: _Places, loaded: Loaded) -> dict[str, Organisation]:
    existing = {organisation.slug: organisation for organisation in Organisation.objects.all()}
    wanted = {(line.slug,): _organisation_values(line, places) for line in files.organisations}
    written = _sync(Organisation, {(slug,): row for slug, row in existing.items()}, wanted, ("slug",), loaded)
    return existing | {row.slug: row for row in written}


def _organisation_values(line: OrganisationRow, places: _Places) -> dict[str, Any]:
    """Return the columns to write. An empty language or e-mail address leaves what has been entered in the program."""
    place = places.latest(line.place_kind, line.place_code).pk if line.place_code else None
    kept = {"language": line.language, "email": line.email}
    return {
        "kind": line.kind,
        "name": line.name,
        "place_id": place,
        **{column: value for column, value in kept.items() if value},
    }


def _write_periods(
    model: type[Agreement] | type[CoordinatorTerm],
    lines: Iterable[PeriodRow],
    organisations: Mapping[str, Organisation],
    loaded: Loaded,
) -> None:
    """Write agreements or terms. An empty end leaves the one that has been entered in the program.

    The agreements of a centre that the Directorate has given, changed or ended one for are the program's: what the file
    says of them is older, and is not read.
    """
    grant = "grant" if model is Agreement else "extra_grant"
    kept = _changed_by_hand() if model is Agreement else set()
    wanted: dict[tuple[Any, ...], dict[str, Any]] = {}
    for line in lines:
        if organisations[line.organisation].pk in kept:
            loaded.unchanged += 1
            continue
        ends = {"ends_on": line.ends_on, "ended_on": line.ended_on}
        values = {grant: line.grant} | {column: day for column, day in ends.items() if day is not None}
        wanted[(organisations[line.organisation].pk, line.starts_on)] = values
    existing = {(row.organisation_id, row.starts_on): row for row in model._default_manager.all()}
    _sync(model, existing, wanted, ("organisation_id", "starts_on"), loaded)


def _changed_by_hand() -> set[int]:
    return set(AgreementChange.objects.values_list("organisation_id", flat=True))


def _sync(
    model: type[M],
    existing: Mapping[tuple[Any, ...], M],
    wanted: Mapping[tuple[Any, ...], Mapping[str, Any]],
    key_columns: tuple[str, ...],
    loaded: Loaded,
) -> list[M]:
    """Add the rows that are wanted and not there, change those that differ, and return all that are wanted."""
    added, changed, rows = [], [], []
    for key, values in wanted.items():
        row = existing.get(key)
        if row is None:
            row = model(**dict(zip(key_columns, key, strict=True)), **values)
            added.append(row)
        elif any(getattr(row, column) != value for column, value in values.items()):
            for column, value in values.items():
                setattr(row, column, value)
            changed.append(row)
        else:
            loaded.unchanged += 1
        rows.append(row)
    model._default_manager.bulk_create(added, batch_size=200)
    for row in changed:
        row.save()
    name = model._meta.model_name or ""
    if added:
        loaded.added[name] += len(added)
    if changed:
        loaded.changed[name] += len(changed)
    return rows
