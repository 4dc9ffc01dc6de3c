"""Reads what the writers wrote: the words, ids and tables of a page, the words and tags of a PDF."""

import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

import pikepdf
import pypdfium2

from frisklivsnett.core.documents.model import Cell, DataTable, Document, Figure, TableBlock, every_block

VOID = frozenset({"meta", "img", "br", "hr", "link", "rect", "line", "path", "circle"})


@dataclass
class Page(HTMLParser):
    """A page taken apart. ``open`` is empty when every element was closed in order."""

    words: list[str] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    tags: list[tuple[str, dict[str, str | None]]] = field(default_factory=list)
    tables: list[list[list[str]]] = field(default_factory=list)
    charts: list[list[str]] = field(default_factory=list)
    open: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.tags.append((tag, given))
        if given.get("id"):
            self.ids.append(str(given["id"]))
        if tag == "table":
            self.tables.append([])
        elif tag == "tr":
            self.tables[-1].append([])
        elif tag in {"td", "th"}:
            self.tables[-1][-1].append("")
        elif tag == "svg":
            self.charts.append([])
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "style" in self.open:
            return
        self.words.append(data)
        if "svg" in self.open and self.open[-1] == "text":
            self.charts[-1].append(data)
        elif {"td", "th"} & set(self.open):
            self.tables[-1][-1][-1] += data

    @property
    def text(self) -> str:
        return "".join(self.words)


def read_page(html: str) -> Page:
    page = Page()
    page.feed(html)
    page.close()
    return page


def pdf_text(pdf: bytes) -> str:
    """All words, those of one page after those of the one before; lines count as spaces."""
    opened = pypdfium2.PdfDocument(pdf)
    try:
        pages = [page.get_textpage().get_text_bounded() for page in opened]
    finally:
        opened.close()
    return " ".join(" ".join(pages).split())


@dataclass
class Tags:
    """The structure of a tagged PDF: its kinds in order, alternative texts, and table rows as kinds of cells."""

    kinds: list[str]
    alts: list[str]
    rows: list[list[str]]
    bookmarks: list[str]
    language: str
    marked: bool
    pages: int


def read_tags(pdf: bytes) -> Tags:
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        elements = list(_elements(opened.Root.StructTreeRoot))
        with opened.open_outline() as outline:
            bookmarks = [title for item in outline.root for title in _titles(item)]
        return Tags(
            kinds=[str(element.S)[1:] for element in elements],
            alts=[str(element.Alt) for element in elements if "/Alt" in element],
            rows=[[str(cell.S)[1:] for cell in element.K] for element in elements if element.S == "/TR"],
            bookmarks=bookmarks,
            language=str(opened.Root.Lang),
            marked=bool(opened.Root.MarkInfo.Marked),
            pages=len(opened.pages),
        )


def _elements(element: pikepdf.Object) -> Iterator[pikepdf.Object]:
    if "/S" in element:
        yield element
    held = element.get("/K")
    for each in list(held) if isinstance(held, pikepdf.Array) else [held]:
        if isinstance(each, pikepdf.Dictionary):
            yield from _elements(each)


def _titles(item: pikepdf.OutlineItem) -> Iterator[str]:
    yield item.title
    for child in item.children:
        yield from _titles(child)


def tables_in(document: Document) -> list[DataTable]:
    return [block.table for block in every_block(document.blocks) if isinstance(block, TableBlock | Figure)]


def cells_in(document: Document) -> list[Cell]:
    return [
        cell
        for table in tables_in(document)
        for row in (*table.rows, *((table.total,) if table.total else ()))
        for cell in row
    ]
