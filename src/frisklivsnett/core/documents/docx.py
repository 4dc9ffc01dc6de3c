"""Documents as Word files: heading styles, captions that Word can list, native charts that can be edited."""

import io
from datetime import datetime
from typing import Any

from frisklivsnett.core.documents.model import Document
from frisklivsnett.core.documents.numbering import Numbered, numbered
from frisklivsnett.core.documents.package import steady
from frisklivsnett.core.documents.text import clean
from frisklivsnett.core.documents.theme import Theme, house_theme

_DEPTH = 3


def to_docx(document: Document, *, theme: Theme | None = None, created: datetime | None = None) -> bytes:
    """Return ``document`` as a Word file. ``created`` is put into its properties, else a date long past.

    Raises ``DocumentError`` when the document cannot be written.
    """
    import docx

    from frisklivsnett.core.documents.docxbody import Body
    from frisklivsnett.core.documents.docxstyles import set_up

    theme = theme or house_theme()
    prepared = numbered(document)
    file = docx.Document()
    set_up(file, prepared, theme)
    _set_properties(file, prepared, created)
    body = Body(file, prepared, theme)
    if document.brief:
        _write_top(file, document)
    else:
        _write_front(file, prepared)
        _write_contents(file, prepared)
    body.write(prepared.document.blocks)
    body.finish()
    written = io.BytesIO()
    file.save(written)
    return steady(written.getvalue(), keep_dates=created is not None)


def _set_properties(file: Any, prepared: Numbered, created: datetime | None) -> None:
    document, properties = prepared.document, file.core_properties
    properties.title = clean(document.title)[:255]
    properties.subject = clean(document.subtitle)[:255]
    properties.author = properties.last_modified_by = clean(document.publisher)[:255]
    properties.keywords = clean(", ".join(document.keywords))[:255]
    properties.identifier = clean(document.identifier)[:255]
    properties.comments = clean(document.description)[:255]
    properties.category = prepared.words.sample if document.sample else ""
    properties.language = prepared.words.locale
    if created is not None:
        properties.created = properties.modified = created


def _write_front(file: Any, prepared: Numbered) -> None:
    document = prepared.document
    if document.publisher:
        file.add_paragraph(clean(document.publisher), style="Publisher")
    file.add_paragraph(clean(document.title), style="Title")
    if document.subtitle:
        file.add_paragraph(clean(document.subtitle), style="Subtitle")
    if document.sample:
        file.add_paragraph(clean(document.sample_notice or prepared.words.sample), style="Sample")
    dated = ((prepared.words.date, document.date),) if document.date else ()
    for name, value in (*dated, *document.facts):
        line = file.add_paragraph(f"{clean(name)}: ", style="Facts")
        line.add_run(clean(value)).bold = True


def _write_top(file: Any, document: Document) -> None:
    """Begin a document without a title page: its title where the text begins, and close."""
    from docx.shared import Cm, Pt

    for section in file.sections:
        section.top_margin, section.bottom_margin = Cm(1.8), Cm(1.5)
    title = file.add_paragraph(style="Title")
    title.add_run(clean(document.title)).font.size = Pt(22)
    title.paragraph_format.space_before, title.paragraph_format.space_after = Pt(0), Pt(2)
    if document.subtitle:
        line = file.add_paragraph(style="Subtitle")
        line.add_run(clean(document.subtitle)).font.size = Pt(11)
        line.paragraph_format.space_after = Pt(6)


def _write_contents(file: Any, prepared: Numbered) -> None:
    """Write the contents list as a field that Word can bring up to date, filled in already."""
    from frisklivsnett.core.documents.docxparts import add_text, element, link_to

    entries = [entry for entry in prepared.outline if entry.level <= _DEPTH]
    title = file.add_paragraph(prepared.words.contents, style="Contents Title")
    title.paragraph_format.page_break_before = True
    if not entries:
        return
    code = element("w:instrText")
    code.text = rf' TOC \o "1-{_DEPTH}" \h \z \u '
    for place, entry in enumerate(entries):
        line = file.add_paragraph(style=f"TOC {entry.level}")._p
        if place == 0:
            _field_runs(line, ("begin", code, "separate"))
        link = link_to(file, f"#{entry.id}")
        run = element("w:r")
        add_text(run, f"{entry.number}  {entry.text}" if entry.number else entry.text)
        link.append(run)
        line.append(link)
    _field_runs(line, ("end",))


def _field_runs(paragraph: Any, parts: tuple[Any, ...]) -> None:
    from frisklivsnett.core.documents.docxparts import element

    for part in parts:
        run = element("w:r")
        run.append(element("w:fldChar", fldCharType=part) if isinstance(part, str) else part)
        paragraph.append(run)
