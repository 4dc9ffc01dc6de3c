"""Reads a PowerPoint file: what stands on each slide and in its notes, its tables and its charts."""

from collections.abc import Iterator
from typing import Any

from frisklivsnett.core.documents.proofreading.model import Grid, ReadBack, ReadChart, squeezed
from frisklivsnett.core.documents.proofreading.parts import RELATION, Parts, chart_of

_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_DECK = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
_CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}chart"
_PRESENTATION = "ppt/presentation.xml"


def read_deck(content: bytes) -> ReadBack:
    """Return what the slides hold, each slide's words before its notes."""
    parts = Parts(content)
    passages: list[str] = []
    tables: list[Grid] = []
    charts: list[ReadChart] = []
    for name in _slides(parts):
        slide = parts.xml(name)
        passages += _passages(slide)
        tables += [_table(table) for table in slide.iter(f"{_DRAWING}tbl")]
        targets = parts.relations(name)
        charts += [
            chart_of(parts, targets[chart.get(f"{RELATION}id", "")][1]) for chart in slide.iter(_CHART)
        ]
        for notes in parts.related(name, "notesSlide"):
            passages += _passages(parts.xml(notes))
    return ReadBack(tuple(passages), tuple(tables), tuple(charts))


def _slides(parts: Parts) -> Iterator[str]:
    targets = parts.relations(_PRESENTATION)
    for slide in parts.xml(_PRESENTATION).iter(f"{_DECK}sldId"):
        yield targets[slide.get(f"{RELATION}id", "")][1]


def _passages(slide: Any) -> Iterator[str]:
    for shape in slide.iter(f"{_DECK}txBody"):
        for paragraph in shape.iter(f"{_DRAWING}p"):
            words = squeezed(_words(paragraph))
            if words:
                yield words


def _words(holder: Any) -> str:
    return "".join(
        (element.text or "") if element.tag == f"{_DRAWING}t" else " "
        for element in holder.iter(f"{_DRAWING}t", f"{_DRAWING}br")
    )


def _table(table: Any) -> Grid:
    return tuple(
        tuple(squeezed(_words(cell)) for cell in row.iter(f"{_DRAWING}tc"))
        for row in table.iter(f"{_DRAWING}tr")
    )
