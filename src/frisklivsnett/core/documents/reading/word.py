"""The text of a Word file as it would read with all tracked changes accepted, without comments."""

import zipfile
from collections.abc import Iterator
from io import BytesIO

from lxml import etree

from frisklivsnett.core.documents.reading import errors
from frisklivsnett.core.documents.reading.errors import UnreadableError
from frisklivsnett.core.documents.reading.wordcharts import chart_lines
from frisklivsnett.core.documents.reading.wordlists import Lists, Styles

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
LARGEST_PART = 48 * 1024 * 1024
"""Bytes of one unpacked part; 200 pages have a few million."""
MOST_PARTS = 20_000
_SKIPPED = frozenset(
    (
        *(
            W + name
            for name in (
                "del",
                "moveFrom",
                "delText",
                "instrText",
                "delInstrText",
                "pPr",
                "rPr",
                "commentReference",
            )
        ),
        MC + "Fallback",
    )
)
_DEEPEST_TABLE = 20


def word_text(raw: bytes) -> str:
    """Return the text of a Word file. Raises ``UnreadableError``."""
    try:
        with zipfile.ZipFile(BytesIO(raw)) as package:
            if len(package.infolist()) > MOST_PARTS:
                raise UnreadableError(errors.SUSPICIOUS)
            return _Reader(package).text()
    except (
        zipfile.BadZipFile,
        etree.XMLSyntaxError,
        KeyError,
        NotImplementedError,
        EOFError,
        OSError,
        ValueError,
    ) as error:
        raise UnreadableError(errors.BROKEN) from error
    except RuntimeError as error:  # zipfile says so of an encrypted part
        raise UnreadableError(errors.PASSWORD) from error


def unpacked(package: zipfile.ZipFile, name: str) -> etree._Element:
    """Return a part as a tree. What it unpacks to is counted while it is read, whatever its header says."""
    with package.open(name) as part:
        content = part.read(LARGEST_PART + 1)
    if len(content) > LARGEST_PART:
        raise UnreadableError(errors.SUSPICIOUS)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    return etree.fromstring(content, parser)


class _Reader:
    def __init__(self, package: zipfile.ZipFile) -> None:
        self.package = package
        self.names = set(package.namelist())
        self.relations = self._relations()
        self.styles = Styles(self._part("word/styles.xml"))
        self.lists = Lists(self._part("word/numbering.xml"), self.styles)
        self.notes: list[str] = []
        self.note_bodies = {kind: self._notes(f"word/{kind}s.xml", kind) for kind in ("footnote", "endnote")}

    def text(self) -> str:
        body = unpacked(self.package, "word/document.xml").find(W + "body")
        lines = [] if body is None else list(self._blocks(body, 0))
        noted = [f"[^{number}: {words}]" for number, words in enumerate(self.notes, start=1)]
        return "\n".join([*lines, *noted]) + "\n"

    # --- parts ---

    def _part(self, name: str) -> etree._Element | None:
        return unpacked(self.package, name) if name in self.names else None

    def _relations(self) -> dict[str, str]:
        found = self._part("word/_rels/document.xml.rels")
        return {} if found is None else {str(r.get("Id")): str(r.get("Target")) for r in found}

    def _notes(self, name: str, kind: str) -> dict[str, etree._Element]:
        found = self._part(name)
        return {} if found is None else {str(note.get(W + "id")): note for note in found.findall(W + kind)}

    # --- blocks ---

    def _blocks(self, parent: etree._Element, depth: int) -> Iterator[str]:
        for block in parent:
            if block.tag == W + "p":
                yield from self._paragraph(block, depth)
            elif block.tag == W + "tbl" and depth < _DEEPEST_TABLE:
                yield ""
                yield from self._table(block, depth)
                yield ""
            elif block.tag in (W + "sdt", W + "sdtContent", W + "ins", W + "moveTo", W + "customXml"):
                yield from self._blocks(block, depth)

    def _paragraph(self, paragraph: etree._Element, depth: int) -> Iterator[str]:
        if self.styles.is_contents(paragraph):
            return
        apart: list[etree._Element] = []
        words = "".join(self._runs(paragraph, apart)).strip()
        if words:
            yield from self._worded(paragraph, words)
        elif not apart:
            yield ""
        for element in apart:
            if element.tag == C + "chart":
                yield from self._chart(element)
            else:
                yield from self._blocks(element, depth + 1)

    def _worded(self, paragraph: etree._Element, words: str) -> Iterator[str]:
        level, label = self.styles.heading_level(paragraph), self.lists.label(paragraph)
        one_line = " ".join(words.split())
        if level:
            yield from ("", "#" * min(level, 6) + " " + f"{label} {one_line}".strip(), "")
        elif label:
            yield f"{label} {one_line}"
        else:
            yield words
            yield ""

    def _runs(self, parent: etree._Element, apart: list[etree._Element]) -> Iterator[str]:
        """The words of a paragraph; text boxes and charts in it are put ``apart``."""
        for element in parent.iterchildren(tag=etree.Element):
            tag = element.tag
            if tag in _SKIPPED or (tag == W + "r" and _vanished(element)):
                continue
            if tag == W + "t":
                yield element.text or ""
            elif tag in (W + "tab", W + "ptab"):
                yield " "
            elif tag in (W + "br", W + "cr"):
                yield "\n"
            elif tag == W + "noBreakHyphen":
                yield "-"
            elif tag in (W + "footnoteReference", W + "endnoteReference"):
                yield self._note(element)
            elif tag in (W + "txbxContent", C + "chart"):
                apart.append(element)
            else:
                yield from self._runs(element, apart)

    def _note(self, reference: etree._Element) -> str:
        kind = "footnote" if reference.tag == W + "footnoteReference" else "endnote"
        body = self.note_bodies[kind].get(str(reference.get(W + "id")))
        if body is None:
            return ""
        words = " ".join("".join(self._runs(body, [])).split())
        self.notes.append(words.replace("[", "(").replace("]", ")"))
        return f"[^{len(self.notes)}]"

    # --- tables and charts ---

    def _table(self, table: etree._Element, depth: int) -> Iterator[str]:
        for row in self._rows(table):
            properties = row.find(W + "trPr")
            if properties is not None and properties.find(W + "del") is not None:
                continue
            cells = [self._cell(cell, depth) for cell in row.findall(W + "tc")]
            yield "\t".join(cells) if len(cells) > 1 else "".join(cells)

    def _rows(self, parent: etree._Element) -> Iterator[etree._Element]:
        for element in parent:
            if element.tag == W + "tr":
                yield element
            elif element.tag in (W + "sdt", W + "sdtContent", W + "ins"):
                yield from self._rows(element)

    def _cell(self, cell: etree._Element, depth: int) -> str:
        return " ".join(" ".join(self._blocks(cell, depth + 1)).replace("\t", " ").replace("#", "").split())

    def _chart(self, element: etree._Element) -> Iterator[str]:
        target = self.relations.get(str(element.get(R + "id")), "")
        part = self._part("word/" + target.removeprefix("/word/").removeprefix("word/"))
        if part is not None:
            yield ""
            yield from chart_lines(part)
            yield ""


def _vanished(run: etree._Element) -> bool:
    properties = run.find(W + "rPr")
    hidden = None if properties is None else properties.find(W + "vanish")
    return hidden is not None and hidden.get(W + "val") not in ("0", "false")
