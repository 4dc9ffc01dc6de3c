"""Reads a Word file: its paragraphs and footnotes, its tables, and the charts with their workbooks."""

from collections.abc import Iterator
from typing import Any

from frisklivsnett.core.documents.proofreading.model import Grid, ReadBack, ReadChart, squeezed
from frisklivsnett.core.documents.proofreading.parts import RELATION, Parts, chart_of

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}chart"
_DOCUMENT, _NOTES = "word/document.xml", "word/footnotes.xml"


def read_word(content: bytes) -> ReadBack:
    """Return what a Word file holds; its contents list is left out."""
    parts = Parts(content)
    document = parts.xml(_DOCUMENT)
    body = document.find(f"{_WORD}body")
    passages: list[str] = []
    tables: list[Grid] = []
    for block in body:
        if block.tag == f"{_WORD}p":
            passages += _passage(block)
        elif block.tag == f"{_WORD}tbl":
            tables.append(_table(block))
    if parts.has(_NOTES):
        for paragraph in parts.xml(_NOTES).iter(f"{_WORD}p"):
            passages += _passage(paragraph)
    return ReadBack(tuple(passages), tuple(tables), tuple(_charts(parts, document)))


def _passage(paragraph: Any) -> list[str]:
    style = paragraph.find(f"{_WORD}pPr/{_WORD}pStyle")
    if style is not None and style.get(f"{_WORD}val", "").startswith("TOC"):
        return []
    words = squeezed(_words(paragraph))
    return [words] if words else []


def _words(holder: Any) -> str:
    return "".join(
        (element.text or "") if element.tag == f"{_WORD}t" else " "
        for element in holder.iter(f"{_WORD}t", f"{_WORD}br", f"{_WORD}tab")
    )


def _table(table: Any) -> Grid:
    return tuple(
        tuple(squeezed(_words(cell)) for cell in row.findall(f"{_WORD}tc"))
        for row in table.findall(f"{_WORD}tr")
    )


def _charts(parts: Parts, document: Any) -> Iterator[ReadChart]:
    targets = parts.relations(_DOCUMENT)
    for chart in document.iter(_CHART):
        yield chart_of(parts, targets[chart.get(f"{RELATION}id", "")][1])
