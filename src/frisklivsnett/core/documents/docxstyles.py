"""The look of a Word document: styles, language, page, header and footer, by the house template."""

from typing import Any

from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from frisklivsnett.core.documents.docxparts import add_field, element
from frisklivsnett.core.documents.numbering import Numbered
from frisklivsnett.core.documents.text import clean
from frisklivsnett.core.documents.theme import Palette, Theme

STANDING, LYING = 442.0, 685.0
"""The width of the text in points, on a page that stands and on one that lies."""
_MARGIN = Mm(27)

# Name of the style: what it is based on, size, colour, bold, space before and after.
_PARAGRAPHS: dict[str, tuple[str, float, str, bool, float, float]] = {
    "Normal": ("", 10.5, "ink", False, 0, 7),
    "Title": ("Normal", 30, "heading", True, 90, 10),
    "Subtitle": ("Normal", 14, "muted", False, 0, 24),
    "Publisher": ("Normal", 11, "heading", True, 0, 0),
    "Facts": ("Normal", 10, "ink", False, 0, 3),
    "Sample": ("Normal", 10, "notice_ink", True, 6, 12),
    "Lead": ("Normal", 13, "ink", False, 0, 9),
    "Caption": ("Normal", 9.5, "ink", True, 12, 4),
    "Numbers": ("Normal", 9, "muted", False, 6, 3),
    "Table Text": ("Normal", 9, "ink", False, 1.5, 1.5),
    "Note": ("Normal", 8.5, "muted", False, 4, 14),
    "Callout": ("Normal", 10, "ink", False, 0, 0),
    "Footnote Text": ("Normal", 9, "ink", False, 0, 2),
    "Contents Title": ("Normal", 20, "heading", True, 0, 8),
    "TOC 1": ("Normal", 10.5, "ink", True, 6, 2),
    "TOC 2": ("Normal", 10, "ink", False, 0, 2),
    "TOC 3": ("Normal", 10, "ink", False, 0, 2),
    "Header": ("Normal", 8.5, "muted", False, 0, 0),
    "Footer": ("Normal", 8.5, "muted", False, 0, 0),
    "List Bullet": ("Normal", 10.5, "ink", False, 0, 3),
    "List Number": ("Normal", 10.5, "ink", False, 0, 3),
}
_HEADINGS = ((20, 0, 10), (14.5, 20, 7), (12, 16, 5), (10.5, 14, 4))


def set_up(document: Any, prepared: Numbered, theme: Theme) -> None:
    """Give an empty document of python-docx its styles, language, page size, header and footer."""
    palette = theme.light
    for name, (base, size, colour, bold, before, after) in _PARAGRAPHS.items():
        style = _style(document, name, base)
        _set_font(style, theme, size, getattr(palette, colour), bold=bold)
        _set_spacing(style, before, after)
    for level in range(1, 10):
        size, before, after = _HEADINGS[min(level, len(_HEADINGS)) - 1]
        style = document.styles[f"Heading {level}"]
        _set_font(style, theme, size, palette.heading, bold=True)
        _set_spacing(style, before, after)
        style.paragraph_format.keep_with_next = True
    for name in ("Caption", "Numbers"):
        document.styles[name].paragraph_format.keep_with_next = True
    for depth, name in enumerate(("TOC 1", "TOC 2", "TOC 3")):
        document.styles[name].paragraph_format.left_indent = Pt(14 * depth)
    _set_boxes(document, palette)
    _character_styles(document, palette)
    _set_language(document, prepared.words.locale)
    _set_page(document, prepared, palette)


def add_section(document: Any, *, lying: bool) -> None:
    """Begin a new page that lies or stands; header and footer go on."""
    section = document.add_section(WD_SECTION.NEW_PAGE)
    section.different_first_page_header_footer = False
    short, long = Mm(210), Mm(297)
    section.orientation = WD_ORIENT.LANDSCAPE if lying else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (long, short) if lying else (short, long)


def _style(document: Any, name: str, base: str) -> Any:
    styles = document.styles
    if name not in styles:
        styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style = styles[name]
    style.base_style = styles[base] if base else None
    style.hidden, style.unhide_when_used, style.quick_style = False, False, True
    return style


def _set_font(style: Any, theme: Theme, size: float, colour: str, *, bold: bool) -> None:
    """Name the font outright: the template's theme fonts would win otherwise."""
    style.font.name = theme.office_font
    fonts = style.element.rPr.rFonts
    for key in list(fonts.attrib):
        if key.endswith("Theme"):
            del fonts.attrib[key]
    for key in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{key}"), theme.office_font)
    style.font.size, style.font.bold, style.font.italic = Pt(size), bold, False
    style.font.color.rgb = _rgb(colour)


def _set_spacing(style: Any, before: float, after: float) -> None:
    layout = style.paragraph_format
    layout.space_before, layout.space_after = Pt(before), Pt(after)
    layout.line_spacing = 1.25 if style.name in {"Normal", "Lead", "Callout"} else 1.1
    layout.widow_control = True
    # What the template has of lines, tab stops and wide letters is not ours.
    for holder, tag in (
        (style.element.pPr, "w:pBdr"),
        (style.element.pPr, "w:tabs"),
        (style.element.rPr, "w:spacing"),
        (style.element.rPr, "w:kern"),
    ):
        there = holder.find(qn(tag))
        if there is not None:
            holder.remove(there)


def _set_boxes(document: Any, palette: Palette) -> None:
    """Boxes are paragraphs on a ground with a line at the left."""
    for name, ground, line in (("Callout", "tint", "accent"), ("Sample", "notice", "notice_ink")):
        style = document.styles[name]
        style.paragraph_format.keep_together = True
        style.paragraph_format.left_indent = style.paragraph_format.right_indent = Pt(9)
        properties = style.element.get_or_add_pPr()
        borders = element("w:pBdr")
        colour, around = getattr(palette, line)[1:], getattr(palette, ground)[1:]
        borders.append(element("w:top", val="single", sz=4, space=6, color=around))
        borders.append(element("w:left", val="single", sz=24, space=8, color=colour))
        borders.append(element("w:bottom", val="single", sz=4, space=6, color=around))
        shade = element("w:shd", val="clear", color="auto", fill=around)
        # The order of a paragraph's properties is fixed: borders and ground come before spacing.
        spacing = properties.find(qn("w:spacing"))
        spacing.addprevious(borders)
        spacing.addprevious(shade)


def _character_styles(document: Any, palette: Palette) -> None:
    for name in ("Hyperlink", "Footnote Reference"):
        if name not in document.styles:
            document.styles.add_style(name, WD_STYLE_TYPE.CHARACTER)
    link = document.styles["Hyperlink"]
    link.font.underline, link.font.color.rgb = True, _rgb(palette.accent)
    document.styles["Footnote Reference"].font.superscript = True


def _set_language(document: Any, locale: str) -> None:
    defaults = document.styles.element.find(qn("w:docDefaults"))
    properties = defaults.find(qn("w:rPrDefault")).find(qn("w:rPr"))
    for there in properties.findall(qn("w:lang")):
        properties.remove(there)
    properties.append(element("w:lang", val=locale, eastAsia=locale, bidi="ar-SA"))


def _set_page(document: Any, prepared: Numbered, palette: Palette) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = _MARGIN
    section.top_margin, section.bottom_margin = Mm(28), Mm(25)
    section.different_first_page_header_footer = True
    title = " ".join(clean(prepared.document.title).split())[:80]
    mark = prepared.words.sample if prepared.document.sample else ""
    _write_header(section.header.paragraphs[0], title, mark, palette)
    _write_header(section.first_page_header.paragraphs[0], "", mark, palette)
    footer = section.footer.paragraphs[0]
    footer.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    before, between, _ = prepared.words.page.split("{}")
    footer.add_run(before)
    add_field(footer._p, "PAGE", "1")
    footer.add_run(between)
    add_field(footer._p, "NUMPAGES", "1")


def _write_header(paragraph: Any, title: str, mark: str, palette: Palette) -> None:
    paragraph.paragraph_format.tab_stops.add_tab_stop(Pt(STANDING), alignment=WD_TAB_ALIGNMENT.RIGHT)
    paragraph.add_run(title)
    if mark:
        paragraph.add_run("\t")
        run = paragraph.add_run(f" {mark} ")
        run.bold = True
        run.font.color.rgb = _rgb(palette.notice_ink)
        run._r.get_or_add_rPr().append(element("w:shd", val="clear", color="auto", fill=palette.notice[1:]))


def _rgb(colour: str) -> RGBColor:
    return RGBColor.from_string(colour[1:].upper())
