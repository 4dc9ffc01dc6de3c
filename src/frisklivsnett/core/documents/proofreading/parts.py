"""The parts of an Office file: its XML, what leads from one part to another, and the charts with their workbooks."""

import io
import posixpath
import zipfile
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any

from lxml import etree

from frisklivsnett.core.documents.proofreading.model import ReadBackError, ReadChart, ReadSeries, squeezed

_CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_LARGEST = 200_000_000
"""So many bytes a part may unfold to."""


class Parts:
    """An opened Office file."""

    def __init__(self, content: bytes) -> None:
        self._archive = zipfile.ZipFile(io.BytesIO(content))

    def content(self, name: str) -> bytes:
        """Return a part's bytes; raise ``ReadBackError`` when there is none."""
        try:
            if self._archive.getinfo(name).file_size > _LARGEST:
                raise ReadBackError(f"{name} is too large")
            return self._archive.read(name)
        except KeyError:
            raise ReadBackError(f"there is no {name}") from None

    def xml(self, name: str) -> Any:
        """Return a part as XML."""
        return etree.fromstring(self.content(name), etree.XMLParser(resolve_entities=False, no_network=True))

    def has(self, name: str) -> bool:
        """Tell whether there is such a part."""
        return name in self._names

    def relations(self, name: str) -> Mapping[str, tuple[str, str]]:
        """Return what a part leads to: the kind and name of each by its id."""
        folder, own = posixpath.split(name)
        listed = f"{folder}/_rels/{own}.rels"
        if not self.has(listed):
            return {}
        return {
            each.get("Id", ""): (
                each.get("Type", "").rpartition("/")[2],
                posixpath.normpath(posixpath.join(folder, each.get("Target", ""))).lstrip("/"),
            )
            for each in self.xml(listed)
        }

    def related(self, name: str, kind: str) -> list[str]:
        """Return the parts of one kind that a part leads to."""
        return [target for found, target in self.relations(name).values() if found == kind]

    @cached_property
    def _names(self) -> frozenset[str]:
        return frozenset(self._archive.namelist())


def chart_of(parts: Parts, name: str) -> ReadChart:
    """Return a chart of a text or a deck, with the workbook inside it."""
    books = parts.related(name, "package")
    behind = tuple(_workbook_series(parts.content(books[0]))) if books else ()
    return ReadChart(series=tuple(shown_series(parts.xml(name))), behind=behind)


def shown_series(chart: Any) -> Iterator[ReadSeries]:
    """Yield the series that a chart shows: the numbers kept in its own XML."""
    for series in chart.iter(f"{_CHART}ser"):
        name = series.find(f"{_CHART}tx")
        words = "".join(each.text or "" for each in name.iter(f"{_CHART}v")) if name is not None else ""
        labels, values = _points(series.find(f"{_CHART}cat")), _points(series.find(f"{_CHART}val"))
        size = _count(series.find(f"{_CHART}cat"))
        yield ReadSeries(
            squeezed(words),
            tuple(squeezed(labels.get(place, "")) for place in range(size)),
            tuple(_number(values.get(place)) for place in range(size)),
        )


def formulas(chart: Any) -> Iterator[tuple[str, str, str]]:
    """Yield, for each series of a chart in a workbook, its name and the places of its labels and its numbers."""
    for series in chart.iter(f"{_CHART}ser"):
        name = "".join(each.text or "" for each in series.find(f"{_CHART}tx").iter(f"{_CHART}v"))
        yield name, _formula(series.find(f"{_CHART}cat")), _formula(series.find(f"{_CHART}val"))


def _formula(part: Any) -> str:
    return next((each.text or "" for each in part.iter(f"{_CHART}f")), "")


def _points(part: Any) -> dict[int, str]:
    if part is None:
        return {}
    return {
        int(point.get("idx", "-1")): point.findtext(f"{_CHART}v") or "" for point in part.iter(f"{_CHART}pt")
    }


def _count(part: Any) -> int:
    if part is None:
        return 0
    return max((int(each.get("val", "0")) for each in part.iter(f"{_CHART}ptCount")), default=0)


def _number(words: str | None) -> float | None:
    return float(words) if words else None


def _workbook_series(content: bytes) -> Iterator[ReadSeries]:
    """Yield the series of the workbook inside a chart: labels in the first column, a series in each other."""
    from frisklivsnett.core.documents.proofreading.cells import Book

    rows = Book(Parts(content)).rows(0)
    if not rows:
        return
    width = max(map(len, rows))
    filled = [[*row, *([None] * (width - len(row)))] for row in rows]
    labels = tuple(squeezed(str(row[0] if row[0] is not None else "")) for row in filled[1:])
    for column in range(1, width):
        values = [row[column] for row in filled[1:]]
        yield ReadSeries(
            squeezed(str(filled[0][column] or "")),
            labels,
            tuple(value if isinstance(value, float) else None for value in values),
        )
