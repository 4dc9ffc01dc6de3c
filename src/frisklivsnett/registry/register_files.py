"""The register files: what they hold, and reading and checking them before anything is saved.

Five CSV files in a folder, UTF-8, comma-separated, with a heading line; days are written 2024-01-01. What the columns
mean is told by the models. References are by code and are good for the day that the referring row begins.
"""

import csv
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from io import StringIO
from pathlib import Path

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "places.csv": (
        *("kind", "code", "name", "official_name", "name_sami", "sami_language", "name_kven", "in_sami_area"),
        *("valid_from", "valid_to", "part_of", "health_region", "governor_area"),
    ),
    "successions.csv": ("kind", "old", "new", "on"),
    "organisations.csv": ("kind", "slug", "name", "place_kind", "place_code", "language", "email"),
    "agreements.csv": ("organisation", "starts_on", "ends_on", "ended_on", "grant"),
    "coordinators.csv": ("organisation", "starts_on", "ends_on", "extra_grant"),
}
CODES = {
    "health_region": re.compile(r"[a-z-]+"),
    "governor_area": re.compile(r"[a-z-]+"),
    "county": re.compile(r"\d{2}"),
    "municipality": re.compile(r"\d{4}"),
    "district": re.compile(r"\d{6}"),
}
"""The kinds of places, from the top down, and how their codes are written."""
PART_OF = {"municipality": "county", "district": "municipality"}
ORGANISATION_PLACES = {
    "directorate": (),
    "centre": ("municipality", "district"),
    "county_governor": ("governor_area",),
    "county_council": ("county",),
}
"""The kinds of organisations, and the kinds of places each can have."""
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
MOST_PROBLEMS = 20


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong in a file; line 0 is the file as a whole. ``message`` says what to do."""

    file: str
    line: int
    message: str

    def __str__(self) -> str:
        return (
            f"{self.file}, line {self.line}: {self.message}" if self.line else f"{self.file}: {self.message}"
        )


class RegisterError(Exception):
    """The register files cannot be loaded. Nothing has been saved. ``problems`` has at most the first 20."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems[:MOST_PROBLEMS])
        super().__init__("\n".join(str(problem) for problem in self.problems))


@dataclass(frozen=True, slots=True)
class PlaceRow:
    line: int
    kind: str
    code: str
    names: Mapping[str, str]
    in_sami_area: bool
    valid_from: date
    valid_to: date | None
    part_of: str
    health_region: str
    governor_area: str

    def is_valid_on(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True, slots=True)
class SuccessionRow:
    line: int
    kind: str
    old: str
    new: str
    on: date


@dataclass(frozen=True, slots=True)
class OrganisationRow:
    line: int
    kind: str
    slug: str
    name: str
    place_kind: str
    place_code: str
    language: str
    email: str


@dataclass(frozen=True, slots=True)
class PeriodRow:
    """A line of agreements.csv or coordinators.csv; ``grant`` is NOK a year."""

    line: int
    organisation: str
    starts_on: date
    ends_on: date | None
    ended_on: date | None
    grant: int

    @property
    def last_day(self) -> date:
        return self.ended_on or self.ends_on or date.max


@dataclass(frozen=True)
class RegisterFiles:
    """The files' contents, checked."""

    places: tuple[PlaceRow, ...]
    successions: tuple[SuccessionRow, ...]
    organisations: tuple[OrganisationRow, ...]
    agreements: tuple[PeriodRow, ...]
    coordinators: tuple[PeriodRow, ...]

    def place(self, kind: str, code: str, day: date) -> PlaceRow | None:
        """Return the place with this kind and code on ``day``."""
        return next((place for place in self._by_code.get((kind, code), ()) if place.is_valid_on(day)), None)

    def latest_place(self, kind: str, code: str) -> PlaceRow | None:
        """Return the place that had this kind and code last."""
        return max(self._by_code.get((kind, code), ()), key=lambda place: place.valid_from, default=None)

    @cached_property
    def _by_code(self) -> dict[tuple[str, str], list[PlaceRow]]:
        found: dict[tuple[str, str], list[PlaceRow]] = {}
        for place in self.places:
            found.setdefault((place.kind, place.code), []).append(place)
        return found


@dataclass(slots=True)
class Reading:
    """One reading of a folder, with the problems met so far."""

    folder: Path
    problems: list[Problem] = field(default_factory=list)

    def report(self, file: str, line: int, message: str) -> None:
        self.problems.append(Problem(file, line, message))

    def stop_if_wrong(self) -> None:
        if self.problems:
            raise RegisterError(self.problems)

    def lines(self, file: str) -> Iterator["Line"]:
        """Yield the file's lines below the heading; problems of the file as a whole are reported."""
        text = self._text(file)
        if text is None:
            return
        reader = csv.reader(StringIO(text, newline=""), strict=True)
        wanted = COLUMNS[file]
        try:
            heading = next(reader, [])
            if missing := [column for column in wanted if column not in heading]:
                self.report(file, 1, f"The column {missing[0]} is missing. Wanted: {', '.join(wanted)}.")
                return
            if unknown := [column for column in heading if column not in wanted]:
                self.report(file, 1, f"The column “{unknown[0]}” is not known. Wanted: {', '.join(wanted)}.")
                return
            for cells in reader:
                if len(cells) != len(heading):
                    count = f"{len(cells)} cells, and the heading {len(heading)}"
                    self.report(
                        file, reader.line_num, f"The line has {count}. Is a comma or a quote missing?"
                    )
                elif any(cells):
                    yield Line(self, file, reader.line_num, dict(zip(heading, cells, strict=True)))
        except csv.Error as error:
            self.report(file, reader.line_num, f"The line cannot be read as CSV ({error}). Check its quotes.")

    def _text(self, file: str) -> str | None:
        try:
            return (self.folder / file).read_bytes().decode("utf-8-sig")
        except FileNotFoundError:
            self.report(file, 0, f"The file is not there. Put it in {self.folder.name}.")
        except OSError as error:
            self.report(file, 0, f"The file cannot be opened: {error.strerror}.")
        except UnicodeDecodeError as error:
            line = error.object.count(b"\n", 0, error.start) + 1
            self.report(file, line, "The file is not UTF-8. Save it again with the encoding UTF-8.")
        return None


@dataclass(slots=True)
class Line:
    """One line of a file. Its getters report what is wrong and then return something harmless."""

    reading: Reading
    file: str
    number: int
    cells: Mapping[str, str]

    def wrong(self, message: str) -> None:
        self.reading.report(self.file, self.number, message)

    def text(self, column: str, *, longest: int = 100, required: bool = True) -> str:
        value = self.cells[column].strip()
        if required and not value:
            self.wrong(f"The column {column} is empty. Fill it in.")
        if len(value) > longest or "\0" in value:
            self.wrong(f"The text in {column} is longer than {longest} characters. Shorten it.")
        return value

    def choice(self, column: str, allowed: Iterable[str], *, required: bool = True) -> str:
        value = self.cells[column].strip()
        if value not in allowed and (required or value):
            self.wrong(f"The {column} “{value}” is not known. Use one of: {', '.join(allowed)}.")
        return value

    def like(self, column: str, pattern: re.Pattern[str], example: str) -> str:
        value = self.cells[column].strip()
        if not pattern.fullmatch(value):
            self.wrong(f"The {column} “{value}” is not written right. Write it like {example}.")
        return value

    def day(self, column: str) -> date:
        value = self.cells[column].strip()
        try:
            # fromisoformat would also take 20240101 and 2024-W01-1 for days.
            return datetime.strptime(value, "%Y-%m-%d").date()  # noqa: DTZ007 - a day has no time zone
        except ValueError:
            self.wrong(f"The {column} “{value}” is not a day. Write it like 2024-01-01.")
            return date.min

    def day_or_none(self, column: str) -> date | None:
        return self.day(column) if self.cells[column].strip() else None

    def amount(self, column: str) -> int:
        value = self.cells[column].strip()
        if not re.fullmatch(r"[0-9]{1,9}", value):
            self.wrong(f"The {column} “{value}” is not an amount in kroner. Write it like 60000.")
            return 0
        return int(value)


def read_registers(folder: Path) -> RegisterFiles:
    """Read and check the five files in ``folder``. Raises RegisterError, which names file, line and what to do."""
    from frisklivsnett.registry.register_checks import check

    reading = Reading(folder)
    files = RegisterFiles(
        places=tuple(_place(line) for line in reading.lines("places.csv")),
        successions=tuple(_succession(line) for line in reading.lines("successions.csv")),
        organisations=tuple(_organisation(line) for line in reading.lines("organisations.csv")),
        agreements=tuple(_period(line, "grant") for line in reading.lines("agreements.csv")),
        coordinators=tuple(_period(line, "extra_grant") for line in reading.lines("coordinators.csv")),
    )
    reading.stop_if_wrong()
    check(files, reading.report)
    reading.stop_if_wrong()
    return files


def _place(line: Line) -> PlaceRow:
    kind = line.choice("kind", CODES)
    optional = ("name_sami", "sami_language", "name_kven")
    return PlaceRow(
        line=line.number,
        kind=kind,
        code=line.like("code", CODES[kind], "5628, 56 or nord") if kind in CODES else "",
        names={
            "name": line.text("name"),
            "official_name": line.text("official_name"),
            **{name: line.text(name, required=False) for name in optional},
        },
        in_sami_area=line.choice("in_sami_area", ("0", "1")) == "1",
        valid_from=line.day("valid_from"),
        valid_to=line.day_or_none("valid_to"),
        part_of=line.text("part_of", required=False),
        health_region=line.text("health_region", required=False),
        governor_area=line.text("governor_area", required=False),
    )


def _succession(line: Line) -> SuccessionRow:
    return SuccessionRow(
        line.number, line.choice("kind", CODES), line.text("old"), line.text("new"), line.day("on")
    )


def _organisation(line: Line) -> OrganisationRow:
    return OrganisationRow(
        line=line.number,
        kind=line.choice("kind", ORGANISATION_PLACES),
        slug=line.like("slug", SLUG, "nordre-follo"),
        name=line.text("name"),
        place_kind=line.choice("place_kind", CODES, required=False),
        place_code=line.text("place_code", required=False),
        language=line.choice("language", ("nb", "nn"), required=False),
        email=line.text("email", required=False),
    )


def _period(line: Line, grant: str) -> PeriodRow:
    is_agreement = grant == "grant"
    return PeriodRow(
        line=line.number,
        organisation=line.text("organisation"),
        starts_on=line.day("starts_on"),
        ends_on=line.day("ends_on") if is_agreement else line.day_or_none("ends_on"),
        ended_on=line.day_or_none("ended_on") if is_agreement else None,
        grant=line.amount(grant),
    )
