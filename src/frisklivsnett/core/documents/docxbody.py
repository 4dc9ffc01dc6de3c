"""Blocks and running text of a Word document."""

import copy
from collections.abc import Callable, Sequence
from itertools import count
from typing import Any

from docx.oxml.ns import qn
from docx.shared import Pt

from frisklivsnett.core.documents.columns import column_widths, table_height, table_parts
from frisklivsnett.core.documents.docxparts import (
    Bookmarks,
    Footnotes,
    add_chart_part,
    add_field,
    add_text,
    chart_drawing,
    element,
    link_to,
)
from frisklivsnett.core.documents.docxstyles import LYING, STANDING, add_section
from frisklivsnett.core.documents.model import (
    Block,
    Callout,
    Cell,
    ColumnHead,
    DataTable,
    Emphasis,
    Figure,
    Footnote,
    Heading,
    Inline,
    Link,
    ListBlock,
    Marked,
    Paragraph,
    Plain,
    Reference,
    Strong,
    TableBlock,
)
from frisklivsnett.core.documents.nativechart import Frame, add_chart, height_for
from frisklivsnett.core.documents.numbering import Numbered
from frisklivsnett.core.documents.text import clean, lines_of
from frisklivsnett.core.documents.theme import Theme
from frisklivsnett.core.documents.words import locale_of, lower_first

_SIZE, _PADDING = 9.0, 11.0
_TOGETHER = 480.0
_WARNINGS = frozenset({"warning", "sample"})


class Body:
    """Writes blocks into a document of python-docx, one after the other; call ``finish`` at the end."""

    def __init__(self, file: Any, prepared: Numbered, theme: Theme) -> None:
        self._file = file
        self._prepared = prepared
        self._words = prepared.words
        self._theme = theme
        self._bookmarks = Bookmarks()
        self._footnotes = Footnotes(file)
        self._drawings = count(1)
        self._slide: Any = None
        self._styles: dict[str, str] = {}

    def write(self, blocks: Sequence[Block], style: str = "Normal") -> None:
        """Write blocks; ``style`` is that of ordinary paragraphs."""
        for block in blocks:
            self._write(block, style)

    def finish(self) -> None:
        """Put the footnotes into the file."""
        self._footnotes.finish()

    def _write(self, block: Block, style: str) -> None:
        match block:
            case Heading():
                self._heading(block)
            case Paragraph(content, lead):
                paragraph = self._paragraph("Lead" if lead else style)
                self._inlines(paragraph._p, content)
            case ListBlock():
                self._list(block)
            case TableBlock():
                self._table_block(block)
            case Figure():
                self._figure(block)
            case Callout(title, inner, kind):
                box = "Sample" if kind in _WARNINGS else "Callout"
                if title:
                    head = self._paragraph(box)
                    head.add_run(clean(title)).bold = True
                    head.paragraph_format.keep_with_next = True
                self.write(inner, box)
                # Without something between, Word makes one box of two that follow each other.
                self._paragraph("Normal").paragraph_format.line_spacing = Pt(6)

    def _paragraph(self, style: str) -> Any:
        """Return a new paragraph. python-docx looks a style up anew each time, in a millisecond: hence by its id."""
        if style not in self._styles:
            self._styles[style] = self._file.styles[style].style_id
        paragraph = self._file.add_paragraph()
        paragraph._p.style = self._styles[style]
        return paragraph

    def _heading(self, heading: Heading) -> None:
        paragraph = self._paragraph(f"Heading {min(heading.level, 9)}")
        number = self._prepared.numbers[heading.id]
        paragraph.add_run(clean(f"{number}  {heading.text}" if number else heading.text))
        brief = self._prepared.document.brief
        paragraph.paragraph_format.page_break_before = heading.level == 1 and not brief
        self._bookmarks.around(paragraph._p, heading.id)

    def _list(self, block: ListBlock) -> None:
        style = "List Number" if block.ordered else "List Bullet"
        number = _new_numbering(self._file) if block.ordered else None
        for item in block.items:
            for place, inner in enumerate(item):
                if not isinstance(inner, Paragraph):
                    self._write(inner, "Normal")
                    continue
                paragraph = self._paragraph(style if place == 0 else "List Continue")
                if place == 0 and number is not None:
                    _number(paragraph, number)
                self._inlines(paragraph._p, inner.content)

    # --- tables and figures ---

    def _caption(self, key: str, label: str, caption: str) -> None:
        """A caption with a field that counts, so that Word can make lists of tables and of figures."""
        word, _, number = label.partition(" ")
        paragraph = self._paragraph("Caption")
        paragraph.add_run(f"{word} ")
        add_field(paragraph._p, rf"SEQ {word} \* ARABIC", number)
        paragraph.add_run(clean(f". {caption}"))
        self._bookmarks.around(paragraph._p, key)

    def _table_block(self, block: TableBlock) -> None:
        lying = sum(_widths(block.table, STANDING)) > STANDING + 1
        if lying:
            add_section(self._file, lying=True)
        label = self._prepared.labels[block.id]
        self._caption(block.id, label, block.caption)
        self._parts(block.table, LYING if lying else STANDING, f"{label}. {block.caption}", f"{label}{{}}")
        self._note(block.note)
        if lying:
            add_section(self._file, lying=False)

    def _figure(self, figure: Figure) -> None:
        label = self._prepared.labels[figure.id]
        self._caption(figure.id, label, figure.caption)
        self._chart(figure, label)
        numbers = self._words.numbers_in.format(lower_first(label))
        self._paragraph("Numbers").add_run(numbers)
        self._parts(figure.table, STANDING, f"{numbers}. {figure.caption}", f"{numbers}{{}}")
        self._note(figure.note)

    def _chart(self, figure: Figure, label: str) -> None:
        height = height_for(figure, STANDING, _SIZE)
        native = add_chart(self._canvas(), figure, Frame(0, 0, STANDING, height, _SIZE), self._theme)
        paragraph = self._paragraph("Normal")
        if native is None:
            paragraph.add_run(self._words.nothing_to_draw).italic = True
            return
        number = next(self._drawings)
        relation = add_chart_part(self._file, native, number)
        drawing = chart_drawing(
            relation, number=number, name=label, alt=figure.alt, width=STANDING, height=height
        )
        run = element("w:r")
        run.append(drawing)
        paragraph._p.append(run)
        paragraph.paragraph_format.line_spacing = 1.0

    def _canvas(self) -> Any:
        """A slide that is thrown away: python-pptx can make charts, python-docx cannot."""
        if self._slide is None:
            from pptx import Presentation

            presentation = Presentation()
            self._slide = presentation.slides.add_slide(presentation.slide_layouts[6])
        return self._slide

    def _parts(self, table: DataTable, room: float, caption: str, part_name: str) -> None:
        """Write a table; one wider than the room in parts, each but the first with a line that says which it is."""
        parts = table_parts(table, lambda part: sum(_widths(part, room)) <= room + 1)
        for place, part in enumerate(parts, start=1):
            if place > 1:
                name = part_name.format(self._words.part.format(place, len(parts)))
                self._paragraph("Numbers").add_run(clean(name))
            self._table(part, room, caption)

    def _table(self, table: DataTable, room: float, caption: str) -> None:
        widths = _widths(table, room)
        rows = [*table.rows, *((table.total,) if table.total else ())]
        made = self._file.add_table(rows=0, cols=len(table.heads))
        made.autofit = False
        _describe(made, caption)
        _set_widths(made, widths)
        together = table_height(table, widths, _SIZE)[0] <= _TOGETHER
        palette = self._theme.light
        line = _Line(made, widths, table.heads)
        line.write(
            [head.text for head in table.heads], head=True, keep=True, rule=(12, palette.axis), bold=True
        )
        if not table.rows:
            line.write([self._words.empty_table, *("" for _ in widths[1:])], rule=(4, palette.line))
        for place, row in enumerate(rows):
            total = table.total is not None and place == len(rows) - 1
            before_total = table.total is not None and place == len(rows) - 2
            rule = (12, palette.axis) if before_total else (4, palette.line)
            line.write(_texts(row), keep=together and place < len(rows) - 1, rule=rule, bold=total)

    def _note(self, words: str) -> None:
        self._paragraph("Note").add_run(clean(words))

    # --- running text ---

    def _inlines(self, holder: Any, content: Sequence[Inline], properties: Sequence[str] = ()) -> None:
        self._add(holder, content, tuple(properties), lambda href: link_to(self._file, href))

    def _add(
        self, holder: Any, content: Sequence[Inline], properties: tuple[str, ...], link: Callable[[str], Any]
    ) -> None:
        for inline in content:
            match inline:
                case Plain(text):
                    holder.append(_run(text, properties))
                case Strong(inner):
                    self._add(holder, inner, (*properties, "w:b"), link)
                case Emphasis(inner):
                    self._add(holder, inner, (*properties, "w:i"), link)
                case Link(inner, href):
                    made = link(href)
                    self._add(made, inner, (*properties, "link"), link)
                    holder.append(made)
                case Footnote(inner):
                    call, paragraph = self._footnotes.call()
                    self._add(paragraph, inner, (), self._footnotes.link_to)
                    holder.append(call)
                case Marked(inner):
                    self._add(holder, inner, properties, link)
                case Reference(target):
                    raise AssertionError(target)  # numbered() has made links of them


class _Line:
    """Adds rows to a table."""

    def __init__(self, table: Any, widths: Sequence[float], heads: Sequence[ColumnHead]) -> None:
        self._table = table
        self._widths = widths
        self._heads = heads

    def write(
        self,
        texts: Sequence[str],
        *,
        rule: tuple[int, str],
        head: bool = False,
        keep: bool = False,
        bold: bool = False,
    ) -> None:
        row = element("w:tr")
        properties = element("w:trPr")
        properties.append(element("w:cantSplit"))
        if head:
            properties.append(element("w:tblHeader"))
        row.append(properties)
        for text, width, column in zip(texts, self._widths, self._heads, strict=True):
            language = "" if head else column.language
            row.append(_cell(text, width, rule, language, numeric=column.numeric, keep=keep, bold=bold))
        self._table._tbl.append(row)


def _cell(
    text: str, width: float, rule: tuple[int, str], language: str, *, numeric: bool, keep: bool, bold: bool
) -> Any:
    """Return a cell as XML: python-docx's own cells take a hundred times as long to reach."""
    size, colour = rule
    cell, properties = element("w:tc"), element("w:tcPr")
    properties.append(element("w:tcW", w=int(width * 20), type="dxa"))
    borders = element("w:tcBorders")
    borders.append(element("w:bottom", val="single", sz=size, space=0, color=colour[1:]))
    properties.append(borders)
    cell.append(properties)
    paragraph, layout = element("w:p"), element("w:pPr")
    layout.append(element("w:pStyle", val="TableText"))
    if keep:
        layout.append(element("w:keepNext"))
    if numeric:
        layout.append(element("w:jc", val="right"))
    paragraph.append(layout)
    found = lines_of(text)
    for place, words in enumerate(found.lines):
        run = _run(f"• {words}" if found.listed else words, ("w:b",) if bold else (), language)
        if place:
            run.find(qn("w:t")).addprevious(element("w:br"))
        paragraph.append(run)
    cell.append(paragraph)
    return cell


def _run(text: str, properties: Sequence[str], language: str = "") -> Any:
    run = element("w:r")
    if properties or language:
        listed = element("w:rPr")
        if "link" in properties:
            listed.append(element("w:rStyle", val="Hyperlink"))
        for each in ("w:b", "w:i"):
            if each in properties:
                listed.append(element(each))
        if language:
            listed.append(element("w:lang", val=locale_of(language)))
        run.append(listed)
    add_text(run, text)
    return run


def _texts(row: Sequence[Cell]) -> list[str]:
    return [cell.text for cell in row]


def _widths(table: DataTable, room: float) -> list[float]:
    return column_widths(table).fitted(room, size=_SIZE, padding=_PADDING)


def _set_widths(table: Any, widths: Sequence[float]) -> None:
    grid = table._tbl.tblGrid
    for column, width in zip(grid.findall(qn("w:gridCol")), widths, strict=True):
        column.set(qn("w:w"), str(int(width * 20)))


def _describe(table: Any, caption: str) -> None:
    """Tell readers what the table is, and that its first row and column are heads."""
    properties = table._tbl.tblPr
    look = properties.find(qn("w:tblLook"))
    if look is not None:
        properties.remove(look)
    properties.append(
        element(
            "w:tblLook", val="00A0", firstRow=1, lastRow=0, firstColumn=1, lastColumn=0, noHBand=1, noVBand=1
        )
    )
    properties.append(element("w:tblCaption", val=clean(caption)[:250]))


def _new_numbering(file: Any) -> int:
    """Return the number of a numbering that begins at 1: every list counts for itself."""
    numbering = file.part.numbering_part.element
    style = file.styles["List Number"].element.pPr.numPr.numId.val
    source = next(num for num in numbering.num_lst if num.numId == style)
    new = copy.deepcopy(source)
    number = max(num.numId for num in numbering.num_lst) + 1
    new.numId = number
    for override in new.findall(qn("w:lvlOverride")):
        new.remove(override)
    override = element("w:lvlOverride", ilvl=0)
    override.append(element("w:startOverride", val=1))
    new.append(override)
    numbering.append(new)
    return int(number)


def _number(paragraph: Any, number: int) -> None:
    properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
    properties.get_or_add_ilvl().val = 0
    properties.get_or_add_numId().val = number
