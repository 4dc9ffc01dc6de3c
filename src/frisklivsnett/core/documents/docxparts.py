"""What python-docx lacks: fields, bookmarks, links, footnotes, and native charts with their workbook.

Words from people only ever become the text of ``w:t`` and the values of attributes, by lxml: never a field's code.
"""

from hashlib import sha256
from itertools import count
from typing import Any

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.ns import nsdecls, qn
from docx.oxml.parser import OxmlElement, parse_xml

from frisklivsnett.core.documents.text import clean

_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
EMU = 12_700
"""English metric units in a point."""


def element(tag: str, /, **attributes: object) -> Any:
    """Return a new element such as ``w:jc`` with attributes in the same name space."""
    prefix = tag.partition(":")[0]
    made = OxmlElement(tag)
    for key, value in attributes.items():
        made.set(qn(f"{prefix}:{key}"), str(value))
    return made


def add_text(run: Any, words: str) -> None:
    """Put words into a run, spaces kept."""
    text = element("w:t")
    text.text = clean(words)
    text.set(_SPACE, "preserve")
    run.append(text)


def add_field(paragraph: Any, code: str, result: str) -> None:
    """Add a field; ``code`` is ours («PAGE», «SEQ Tabell»), ``result`` what it shows until Word counts again."""
    for kind, content in (("begin", None), (None, code), ("separate", None), ("text", result), ("end", None)):
        run = element("w:r")
        if kind in {"begin", "separate", "end"}:
            run.append(element("w:fldChar", fldCharType=kind))
        elif kind == "text":
            add_text(run, result)
        else:
            instruction = element("w:instrText")
            instruction.text = f" {content} "
            instruction.set(_SPACE, "preserve")
            run.append(instruction)
        paragraph.append(run)


def link_to(document: Any, href: str) -> Any:
    """Return an empty ``w:hyperlink`` to an address, or to a bookmark when it begins with ``#``."""
    if href.startswith("#"):
        return element("w:hyperlink", anchor=bookmark_name(href[1:]), history=1)
    relation = document.part.relate_to(href, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    made = element("w:hyperlink", history=1)
    made.set(qn("r:id"), relation)
    return made


def bookmark_name(key: str) -> str:
    """Return the bookmark of an id: letters, digits and underscores, 40 at most and case unheeded, as Word demands."""
    plain = "".join(letter if letter.isascii() and letter.isalnum() else "_" for letter in key)
    if plain == key.lower() and len(plain) <= 36:
        return f"id_{plain}"
    return f"id_{plain[:24]}_{sha256(key.encode()).hexdigest()[:10]}"


class Bookmarks:
    """Gives bookmarks their numbers, which are unique in a document."""

    def __init__(self) -> None:
        self._numbers = count(1)

    def around(self, paragraph: Any, key: str) -> None:
        """Put a bookmark around all that is in a paragraph."""
        number = next(self._numbers)
        start = element("w:bookmarkStart", id=number, name=bookmark_name(key))
        properties = paragraph.find(qn("w:pPr"))
        if properties is None:
            paragraph.insert(0, start)
        else:
            properties.addnext(start)
        paragraph.append(element("w:bookmarkEnd", id=number))


class Footnotes:
    """The footnotes of a document, in a part of their own."""

    def __init__(self, document: Any) -> None:
        self._document = document
        self._root: Any = parse_xml(
            f"<w:footnotes {nsdecls('w', 'r')}>"
            '<w:footnote w:type="separator" w:id="-1"><w:p><w:pPr><w:spacing w:after="0"/></w:pPr>'
            "<w:r><w:separator/></w:r></w:p></w:footnote>"
            '<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:pPr><w:spacing w:after="0"/></w:pPr>'
            "<w:r><w:continuationSeparator/></w:r></w:p></w:footnote></w:footnotes>"
        )
        self._numbers = count(1)
        self._links: list[tuple[str, str]] = []

    def call(self) -> tuple[Any, Any]:
        """Start a footnote; return the run that calls it and the paragraph to write it into."""
        number = next(self._numbers)
        note = element("w:footnote", id=number)
        paragraph = element("w:p")
        paragraph.append(_styled("w:pPr", "w:pStyle", "FootnoteText"))
        mark = element("w:r")
        mark.append(_styled("w:rPr", "w:rStyle", "FootnoteReference"))
        mark.append(element("w:footnoteRef"))
        space = element("w:r")
        add_text(space, " ")
        paragraph.append(mark)
        paragraph.append(space)
        note.append(paragraph)
        self._root.append(note)
        call = element("w:r")
        call.append(_styled("w:rPr", "w:rStyle", "FootnoteReference"))
        call.append(element("w:footnoteReference", id=number))
        return call, paragraph

    def link_to(self, href: str) -> Any:
        """Return a link for use in a footnote: its relation belongs to this part."""
        if href.startswith("#"):
            return element("w:hyperlink", anchor=bookmark_name(href[1:]), history=1)
        key = f"rIdLink{len(self._links) + 1}"
        self._links.append((key, href))
        made = element("w:hyperlink", history=1)
        made.set(qn("r:id"), key)
        return made

    def finish(self) -> None:
        """Put the part into the document. Nothing is added when there are no footnotes."""
        from lxml import etree

        if len(self._root) == 2:
            return
        blob = etree.tostring(self._root, xml_declaration=True, encoding="UTF-8", standalone=True)
        package = self._document.part.package
        part = Part(PackURI("/word/footnotes.xml"), CONTENT_TYPE.WML_FOOTNOTES, blob, package)
        for key, href in self._links:
            part.rels.add_relationship(RELATIONSHIP_TYPE.HYPERLINK, href, key, is_external=True)
        self._document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)


def add_chart_part(document: Any, native: Any, number: int) -> str:
    """Copy a chart of python-pptx and its workbook into the document; return the relation's id.

    The chart's XML already names the relation by which it finds its workbook, so that name is kept.
    """
    package = document.part.package
    source = native.chart.part
    workbook = source.chart_workbook.xlsx_part
    relation = native.chart._chartSpace.find(qn("c:externalData")).get(qn("r:id"))
    sheet = Part(
        PackURI(f"/word/embeddings/Microsoft_Excel_Sheet{number}.xlsx"),
        CONTENT_TYPE.SML_SHEET,
        workbook.blob,
        package,
    )
    chart = Part(PackURI(f"/word/charts/chart{number}.xml"), CONTENT_TYPE.DML_CHART, source.blob, package)
    chart.rels.add_relationship(RELATIONSHIP_TYPE.PACKAGE, sheet, relation)
    return str(document.part.relate_to(chart, RELATIONSHIP_TYPE.CHART))


def chart_drawing(relation: str, *, number: int, name: str, alt: str, width: float, height: float) -> Any:
    """Return an inline drawing of a chart, ``width`` by ``height`` points, with its alternative text."""
    drawing: Any = parse_xml(
        f'<w:drawing {nsdecls("w", "wp", "a", "r")}><wp:inline distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{int(width * EMU)}" cy="{int(height * EMU)}"/><wp:docPr id="{number}" name="" descr=""/>'
        "<wp:cNvGraphicFramePr/>"
        f'<a:graphic><a:graphicData uri="{_DRAWING}/chart">'
        f'<c:chart xmlns:c="{_DRAWING}/chart" r:id="{relation}"/></a:graphicData></a:graphic></wp:inline></w:drawing>'
    )
    properties = drawing.find(".//" + qn("wp:docPr"))
    properties.set("name", clean(name))
    properties.set("descr", clean(alt))
    return drawing


def _styled(holder: str, tag: str, style: str) -> Any:
    made = element(holder)
    made.append(element(tag, val=style))
    return made
