"""Reads a report's web page: its passages, its tables as they are printed, and what is written in its pictures."""

from html.parser import HTMLParser

from frisklivsnett.core.documents.proofreading.model import ReadBack, ReadChart, squeezed

_VOID = frozenset({"meta", "img", "br", "hr", "link", "rect", "line", "path", "circle"})
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_CELLS = frozenset({"td", "th"})
_BLOCKS = (
    _HEADINGS
    | _CELLS
    | {"p", "li", "ul", "ol", "div", "section", "header", "main", "dt", "dd"}
    | {"figure", "figcaption", "caption", "table", "tr"}
)
_APART = frozenset({"head", "nav"})
"""What is not the report's own text: the file's facts and the contents list."""
_SIGNS = frozenset({"doc-call", "doc-back", "doc-skip"})
"""Calls of footnotes and ways back to them, by class."""


def read_page(content: bytes) -> ReadBack:
    """Return what a page written by ``to_html`` holds."""
    reader = _Reader()
    reader.feed(content.decode("utf-8"))
    reader.close()
    reader.flush()
    tables = tuple(tuple(tuple(map(squeezed, row)) for row in table) for table in reader.tables)
    charts = tuple(ReadChart(words=tuple(chart)) for chart in reader.charts)
    return ReadBack(tuple(reader.passages), tables, charts)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.passages: list[str] = []
        self.tables: list[list[list[str]]] = []
        self.charts: list[list[str]] = []
        self._words: list[str] = []
        self._open: list[tuple[str, bool]] = []
        self._in_cell = False
        self._drawn = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "br" and self._in_cell:
            self._add(" ")
        if tag in _VOID:
            return
        name = next((value or "" for key, value in attrs if key == "class"), "")
        apart = self._is_apart or tag in _APART or name in _SIGNS
        self._open.append((tag, apart))
        if tag in _BLOCKS:
            self._break()
        if tag == "table":
            self.tables.append([])
        elif tag == "tr":
            self.tables[-1].append([])
        elif tag in _CELLS:
            self.tables[-1][-1].append("")
            self._in_cell = True
        elif tag == "svg":
            self.charts.append([])
        elif tag == "text":
            self._drawn = ""

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element of a picture that holds nothing."""

    def handle_endtag(self, tag: str) -> None:
        if tag in _BLOCKS:
            self._break()
        if tag in _CELLS:
            self._in_cell = False
        elif tag == "text":
            self.charts[-1].append(squeezed(self._drawn))
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if self._is_apart:
            return
        tags = [tag for tag, _ in self._open]
        if "svg" in tags:
            if tags[-1] == "text":
                self._drawn += data
            return
        self._add(data)

    @property
    def _is_apart(self) -> bool:
        return bool(self._open) and self._open[-1][1]

    def _add(self, data: str) -> None:
        if self._in_cell:
            self.tables[-1][-1][-1] += data
        else:
            self._words.append(data)

    def _break(self) -> None:
        """Within a cell the items of a list are but words apart; elsewhere a passage ends."""
        if self._in_cell:
            self.tables[-1][-1][-1] += " "
        else:
            self.flush()

    def flush(self) -> None:
        """End the passage that is being read."""
        words = squeezed("".join(self._words))
        if words:
            self.passages.append(words)
        self._words = []
