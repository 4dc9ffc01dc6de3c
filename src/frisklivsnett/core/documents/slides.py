"""The slides of a deck: where things stand and how they look."""

from collections.abc import Sequence
from datetime import datetime
from html import escape
from typing import Any, cast

from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Pt

from frisklivsnett.core.documents.columns import column_widths
from frisklivsnett.core.documents.model import Cell, Figure, TableBlock
from frisklivsnett.core.documents.nativechart import Frame, add_chart, height_for
from frisklivsnett.core.documents.numbering import Numbered
from frisklivsnett.core.documents.pptx import MOST_COLUMNS, MOST_ROWS, Slide
from frisklivsnett.core.documents.text import clean
from frisklivsnett.core.documents.theme import Theme
from frisklivsnett.core.documents.words import locale_of

_WIDTH, _HEIGHT = 960.0, 540.0
_LEFT, _ROOM = 54.0, 852.0
_TOP, _BOTTOM = 132.0, 488.0
_TITLE_ONLY, _TITLE_AND_BODY, _TITLE_SLIDE = 5, 1, 0


class Deck:
    """Makes slides in a presentation of python-pptx, which is ``file``."""

    def __init__(self, prepared: Numbered, theme: Theme, created: datetime | None) -> None:
        self.file: Any = Presentation()
        self._prepared = prepared
        self._theme = theme
        self._palette = theme.light
        self.file.slide_width, self.file.slide_height = Pt(_WIDTH), Pt(_HEIGHT)
        self._set_properties(created)

    def front(self) -> None:
        """Make the title slide."""
        document = self._prepared.document
        slide = self._new(_TITLE_SLIDE)
        title, subtitle = slide.shapes.title, slide.placeholders[1]
        self._place(title, (_LEFT, 130, _ROOM, 140))
        self._write(
            title.text_frame, [document.title], 40, self._palette.heading, bold=True, anchor=MSO_ANCHOR.BOTTOM
        )
        self._place(subtitle, (_LEFT, 290, _ROOM, 120))
        lines = [line for line in (document.subtitle, document.publisher, document.date) if line]
        self._write(subtitle.text_frame, lines or [" "], 18, self._palette.muted)
        self._rule(slide, 278)
        if document.sample:
            self._notes(slide, [document.sample_notice or self._prepared.words.sample])

    def add(self, content: Slide) -> None:
        """Make a slide of its content."""
        words = self._prepared.words
        slide = self._new(_TITLE_AND_BODY if content.points else _TITLE_ONLY)
        title = content.title or self._prepared.document.title
        if content.part[1] > 1:
            title += words.part.format(*content.part)
        alone = not content.points and content.shown is None
        self._place(slide.shapes.title, (_LEFT, 190 if alone else 34, _ROOM, 84))
        if alone:
            self._rule(slide, 282)
        size = 36.0 if alone else 30.0 if len(title) < 60 else 24.0
        self._write(slide.shapes.title.text_frame, [title], size, self._palette.heading, bold=True)
        if content.points:
            body = slide.placeholders[1]
            self._place(body, (_LEFT, _TOP, _ROOM, _BOTTOM - _TOP))
            small = sum(map(len, content.points)) > 500
            self._write(body.text_frame, content.points, 16 if small else 20, self._palette.ink, gap=10)
        if content.shown is not None:
            self._show(slide, content)
        self._notes(slide, content.notes)

    # --- figures and tables ---

    def _show(self, slide: Any, content: Slide) -> None:
        block = content.shown
        assert block is not None
        label = self._prepared.labels[block.id]
        caption = f"{label}. {block.caption}"
        self._text(slide, caption, (_LEFT, _TOP - 12, _ROOM, 24), 13, self._palette.ink)
        if isinstance(block, Figure):
            self._show_chart(slide, block, label)
        else:
            self._show_table(slide, block, content.part[0])
        if block.note:
            self._text(slide, block.note, (_LEFT, _BOTTOM + 6, _ROOM - 90, 36), 10.5, self._palette.muted)

    def _show_chart(self, slide: Any, figure: Figure, label: str) -> None:
        top = _TOP + 14
        height = min(_BOTTOM - top, max(height_for(figure, _ROOM, 14), 180))
        native = add_chart(slide, figure, Frame(_LEFT, top, _ROOM, height, 12), self._theme)
        if native is None:
            self._text(
                slide, self._prepared.words.nothing_to_draw, (_LEFT, top, _ROOM, 30), 16, self._palette.muted
            )
            return
        _describe(native, label, figure.alt)

    def _show_table(self, slide: Any, block: TableBlock, part: int) -> None:
        table = block.table
        columns = min(len(table.heads), MOST_COLUMNS)
        rows = [*table.rows, *((table.total,) if table.total else ())]
        shown = rows[(part - 1) * MOST_ROWS : part * MOST_ROWS]
        frame = slide.shapes.add_table(
            len(shown) + 1, columns, Pt(_LEFT), Pt(_TOP + 16), Pt(_ROOM), Pt(26 * (len(shown) + 1))
        )
        _describe(frame, self._prepared.labels[block.id], block.caption)
        made = frame.table
        made.first_row = made.first_col = True
        made.horz_banding = False
        self._plain_style(frame)
        widths = column_widths(table).natural[:columns]
        for column, width in zip(made.columns, widths, strict=True):
            column.width = Pt(_ROOM * (width + 1.5) / (sum(widths) + 1.5 * columns))
        self._row(made, 0, [head.text for head in table.heads[:columns]], block, bold=True)
        for place, row in enumerate(shown, start=1):
            self._row(made, place, _texts(row[:columns]), block, bold=row is table.total)

    def _row(self, table: Any, place: int, texts: Sequence[str], block: TableBlock, *, bold: bool) -> None:
        """Fill a row. Cells are written as XML: through python-pptx a table takes twenty times as long."""
        line = (self._palette.axis, 1.5) if place == 0 else (self._palette.line, 0.5)
        row = table._tbl.tr_lst[place]
        for column, (text, cell) in enumerate(zip(texts, list(row.tc_lst), strict=True)):
            head = block.table.heads[column]
            language = locale_of(head.language) if head.language and place else self._prepared.words.locale
            made = self._cell(text, line, language, numeric=head.numeric, bold=bold)
            row.replace(cell, made)

    def _cell(self, text: str, line: tuple[str, float], language: str, *, numeric: bool, bold: bool) -> Any:
        colour = self._palette.heading if bold else self._palette.ink
        font = escape(self._theme.office_font)
        run = (
            f'<a:r><a:rPr lang="{language}" sz="1200" b="{int(bold)}"><a:solidFill>'
            f'<a:srgbClr val="{colour[1:]}"/></a:solidFill><a:latin typeface="{font}"/></a:rPr>'
            f"<a:t>{escape(clean(text))}</a:t></a:r>"
        )
        return parse_xml(
            f'<a:tc {nsdecls("a")}><a:txBody><a:bodyPr wrap="square"/><a:lstStyle/>'
            f'<a:p><a:pPr algn="{"r" if numeric else "l"}"/>{run}</a:p></a:txBody>'
            f'<a:tcPr marT="38100" marB="38100"><a:lnB w="{int(line[1] * 12_700)}"><a:solidFill>'
            f'<a:srgbClr val="{line[0][1:]}"/></a:solidFill></a:lnB></a:tcPr></a:tc>'
        )

    def _plain_style(self, frame: Any) -> None:
        """The style «no style, no grid»: the lines are drawn by ``_cell``."""
        style = frame._element.find(f".//{qn('a:tableStyleId')}")
        if style is not None:
            style.text = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"

    # --- parts of a slide ---

    def _new(self, layout: int) -> Any:
        slide = self.file.slides.add_slide(self.file.slide_layouts[layout])
        if self._prepared.document.sample:
            self._mark(slide)
        return slide

    def _mark(self, slide: Any) -> None:
        box = self._text(
            slide,
            self._prepared.words.sample,
            (_WIDTH - 230, 8, 220, 22),
            11,
            self._palette.notice_ink,
            bold=True,
        )
        box.fill.solid()
        box.fill.fore_color.rgb = _rgb(self._palette.notice)
        box.text_frame.paragraphs[0].alignment = PP_ALIGN.CENTER

    def _rule(self, slide: Any, top: float) -> None:
        """A line that only adorns: it is told to be skipped by readers."""
        from pptx.enum.shapes import MSO_CONNECTOR

        line = slide.shapes.add_connector(
            MSO_CONNECTOR.STRAIGHT, Pt(_LEFT), Pt(top), Pt(_LEFT + 120), Pt(top)
        )
        line.line.color.rgb, line.line.width = _rgb(self._palette.accent), Pt(3)
        _describe(line, "", "")

    def _text(
        self,
        slide: Any,
        words: str,
        place: tuple[float, float, float, float],
        size: float,
        colour: str,
        *,
        bold: bool = False,
    ) -> Any:
        box = slide.shapes.add_textbox(*(Pt(side) for side in place))
        box.text_frame.word_wrap = True
        self._write(box.text_frame, [words], size, colour, bold=bold)
        return box

    def _write(
        self,
        frame: Any,
        lines: Sequence[str],
        size: float,
        colour: str,
        *,
        bold: bool = False,
        gap: float = 0,
        anchor: Any = None,
    ) -> None:
        frame.word_wrap = True
        if anchor is not None:
            frame.vertical_anchor = anchor
        for place, line in enumerate(lines):
            paragraph = frame.paragraphs[0] if place == 0 else frame.add_paragraph()
            paragraph.alignment = PP_ALIGN.LEFT
            paragraph.space_after = Pt(gap)
            run = paragraph.add_run()
            run.text = clean(line)
            run.font.size, run.font.bold, run.font.name = Pt(size), bold, self._theme.office_font
            run.font.color.rgb = _rgb(colour)
            run._r.get_or_add_rPr().set("lang", self._prepared.words.locale)

    def _place(self, shape: Any, place: tuple[float, float, float, float]) -> None:
        shape.left, shape.top, shape.width, shape.height = (Pt(side) for side in place)

    def _notes(self, slide: Any, notes: Sequence[str]) -> None:
        if notes:
            slide.notes_slide.notes_text_frame.text = "\n".join(clean(note) for note in notes)

    def _set_properties(self, created: datetime | None) -> None:
        document, properties = self._prepared.document, self.file.core_properties
        properties.title = clean(document.title)[:255]
        properties.subject = clean(document.subtitle)[:255]
        properties.author = properties.last_modified_by = clean(document.publisher)[:255]
        properties.keywords = clean(", ".join(document.keywords))[:255]
        properties.comments = clean(document.description)[:255]
        properties.category = self._prepared.words.sample if document.sample else ""
        properties.language = self._prepared.words.locale
        if created is not None:
            properties.created = properties.modified = created


def _describe(shape: Any, name: str, alt: str) -> None:
    """Give a shape its name and alternative text; one without any only adorns."""
    properties = shape._element.find(f".//{qn('p:cNvPr')}")
    if name:
        properties.set("name", clean(name))
    if alt:
        properties.set("descr", clean(alt))
        return
    adorns = properties.makeelement(f"{{{_DECORATIVE}}}decorative", {"val": "1"}, nsmap={"adec": _DECORATIVE})
    extension = properties.makeelement(qn("a:ext"), {"uri": "{C183D7F6-B498-43B3-948B-1728B52AA6E4}"})
    holder = properties.makeelement(qn("a:extLst"), {})
    extension.append(adorns)
    holder.append(extension)
    properties.append(holder)


_DECORATIVE = "http://schemas.microsoft.com/office/drawing/2017/decorative"


def _texts(row: Sequence[Cell]) -> list[str]:
    return [cell.text for cell in row]


def _rgb(colour: str) -> Any:
    return cast("Any", RGBColor).from_string(colour[1:].upper())
