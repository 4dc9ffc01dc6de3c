"""Reads a PDF by its tags, as a screen reader does: what is drawn is found by the structure it belongs to."""

import ctypes
import io
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from frisklivsnett.core.documents.proofreading.model import Grid, ReadBack, ReadChart, squeezed

if TYPE_CHECKING:
    import pikepdf

_WITHIN = frozenset({"/Span", "/Em", "/Strong", "/Link", "/Reference", "/Annot", "/Sub", "/Quote", "/Code"})
"""Tags within a passage; any other begins one."""
_DEEPEST = 60

Drawn = Mapping[tuple[int, int], list[str]]
"""The words of each marked part of a page, by the page's place and the mark's number."""


def read_paper(content: bytes) -> ReadBack:
    """Return what a tagged PDF holds. Its contents list is left out, and so is what stands on every page."""
    import pikepdf

    drawn = _drawn(content)
    with pikepdf.open(io.BytesIO(content)) as opened:
        pages = {page.obj.objgen: place for place, page in enumerate(opened.pages)}
        reader = _Reader(drawn, pages)
        reader.read(opened.Root.StructTreeRoot)
    reader.flush()
    return ReadBack(tuple(reader.passages), tuple(reader.tables), tuple(reader.charts))


class _Reader:
    def __init__(self, drawn: Drawn, pages: Mapping[tuple[int, int], int]) -> None:
        self._drawn = drawn
        self._pages = pages
        self._words: list[str] = []
        self.passages: list[str] = []
        self.tables: list[Grid] = []
        self.charts: list[ReadChart] = []

    def read(self, element: "pikepdf.Object", page: int = -1, depth: int = 0) -> None:
        kind = str(element.get("/S", ""))
        page = self._page(element, page)
        if kind in {"/TOC", "/Lbl"} or depth > _DEEPEST:
            return
        if kind == "/Table":
            self._table(element, page, depth)
        elif kind == "/Figure":
            self.charts.append(ReadChart(words=tuple(map(squeezed, self._pieces(element, page)))))
        elif kind in {"/Note", "/FENote"}:
            # A note stands in the middle of the paragraph that calls it.
            kept, self._words = self._words, []
            self._children(element, page, depth)
            self.flush()
            self._words = kept
        elif kind in _WITHIN:
            self._children(element, page, depth)
        else:
            self.flush()
            self._children(element, page, depth)
            self.flush()

    def flush(self) -> None:
        """End the passage that is being read."""
        words = squeezed("".join(self._words))
        if words:
            self.passages.append(words)
        self._words = []

    def _children(self, element: "pikepdf.Object", page: int, depth: int) -> None:
        for kid in _kids(element):
            if _is_element(kid):
                self.read(kid, page, depth + 1)
            else:
                self._words += self._marked(kid, page)

    def _table(self, table: "pikepdf.Object", page: int, depth: int) -> None:
        for caption in (kid for kid in _kids(table) if _is_element(kid) and kid.S == "/Caption"):
            self.read(caption, page, depth + 1)
        rows = [
            tuple(
                squeezed("".join(self._pieces(cell, self._page(row, page))))
                for cell in _kids(row)
                if _is_element(cell)
            )
            for row in _rows(table)
        ]
        self.tables.append(tuple(rows))

    def _pieces(self, element: "pikepdf.Object", page: int) -> Iterator[str]:
        page = self._page(element, page)
        if element.get("/S") == "/Lbl":
            return
        for kid in _kids(element):
            if _is_element(kid):
                yield from self._pieces(kid, page)
            else:
                yield from self._marked(kid, page)

    def _marked(self, kid: Any, page: int) -> list[str]:
        if isinstance(kid, int):
            return self._drawn.get((page, kid), [])
        return self._drawn.get((self._page(kid, page), int(kid.get("/MCID", -2))), [])

    def _page(self, element: "pikepdf.Object", page: int) -> int:
        return self._pages[element.Pg.objgen] if "/Pg" in element else page


def _rows(element: "pikepdf.Object") -> Iterator["pikepdf.Object"]:
    for kid in _kids(element):
        if _is_element(kid):
            if kid.S == "/TR":
                yield kid
            else:
                yield from _rows(kid)


def _kids(element: "pikepdf.Object") -> list[Any]:
    import pikepdf

    held = element.get("/K")
    if held is None:
        return []
    return list(held) if isinstance(held, pikepdf.Array) else [held]


def _is_element(kid: Any) -> bool:
    import pikepdf

    return isinstance(kid, pikepdf.Dictionary) and "/S" in kid


def _drawn(content: bytes) -> Drawn:
    """Return the words of every marked part of the pages."""
    import pypdfium2

    found: defaultdict[tuple[int, int], list[str]] = defaultdict(list)
    document = pypdfium2.PdfDocument(content)
    try:
        for place in range(len(document)):
            page = document[place]
            words = page.get_textpage()
            for mark, text in _texts(page.raw, words.raw):
                found[place, mark].append(text)
            words.close()
            page.close()
    finally:
        document.close()
    return found


def _texts(page: Any, words: Any) -> Iterator[tuple[int, str]]:
    """Yield the mark and the words of each text on a page, also of those in drawings within it."""
    from pypdfium2 import raw

    pending = [(raw.FPDFPage_GetObject, page, raw.FPDFPage_CountObjects(page))]
    while pending:
        get, holder, count = pending.pop()
        for place in range(count):
            drawn = get(holder, place)
            kind = raw.FPDFPageObj_GetType(drawn)
            if kind == raw.FPDF_PAGEOBJ_FORM:
                pending.append((raw.FPDFFormObj_GetObject, drawn, raw.FPDFFormObj_CountObjects(drawn)))
            elif kind == raw.FPDF_PAGEOBJ_TEXT:
                mark = raw.FPDFPageObj_GetMarkedContentID(drawn)
                if mark >= 0:
                    yield mark, _words_of(drawn, words)


def _words_of(drawn: Any, words: Any) -> str:
    from pypdfium2 import raw

    length = raw.FPDFTextObj_GetText(drawn, words, None, 0)
    buffer = (ctypes.c_ushort * (length // 2))()
    raw.FPDFTextObj_GetText(drawn, words, buffer, length)
    return bytes(buffer).decode("utf-16-le", errors="replace").rstrip("\0")
