"""A document as a deck of slides: each heading is a slide and the message on it.

Lists, lead paragraphs, figures and tables are shown; other paragraphs are the speaker's notes. So a deck is best
written as a document of its own, whose headings are short sentences.
"""

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from frisklivsnett.core.documents.model import (
    Block,
    Callout,
    Document,
    Figure,
    Footnote,
    Heading,
    Inline,
    ListBlock,
    Paragraph,
    Plain,
    TableBlock,
    inside,
)
from frisklivsnett.core.documents.numbering import Numbered, numbered
from frisklivsnett.core.documents.package import steady
from frisklivsnett.core.documents.text import clean
from frisklivsnett.core.documents.theme import Theme, house_theme

MOST_ROWS = 11
MOST_COLUMNS = 7
_MOST_ITEMS = 7
_LONGEST_POINT = 260


@dataclass(slots=True)
class Slide:
    """What one slide holds: a message, points or one figure or (part of) a table, and what is said."""

    title: str
    level: int = 2
    points: list[str] = field(default_factory=list)
    shown: Figure | TableBlock | None = None
    part: tuple[int, int] = (1, 1)
    notes: list[str] = field(default_factory=list)


def to_pptx(document: Document, *, theme: Theme | None = None, created: datetime | None = None) -> bytes:
    """Return ``document`` as a PowerPoint file with native charts and tables, alternative texts and notes.

    Raises ``DocumentError`` when the document cannot be written.
    """
    from frisklivsnett.core.documents.slides import Deck

    prepared = numbered(document)
    deck = Deck(prepared, theme or house_theme(), created)
    deck.front()
    for slide in slides_of(prepared):
        deck.add(slide)
    written = io.BytesIO()
    deck.file.save(written)
    return steady(written.getvalue(), keep_dates=created is not None)


def slides_of(prepared: Numbered) -> list[Slide]:
    """Divide a document into slides."""
    slides: list[Slide] = []
    for heading, blocks in _sections(prepared.document):
        slides += _section_slides(heading, blocks)
    return slides


def _sections(document: Document) -> Iterator[tuple[Heading | None, list[Block]]]:
    heading: Heading | None = None
    held: list[Block] = []
    for block in document.blocks:
        if isinstance(block, Heading):
            if heading is not None or held:
                yield heading, held
            heading, held = block, []
        else:
            held.append(block)
    if heading is not None or held:
        yield heading, held


def _section_slides(heading: Heading | None, blocks: Sequence[Block]) -> list[Slide]:
    """The first slide has the points and the notes; every figure and table has a slide of its own."""
    title, level = (heading.text, heading.level) if heading else ("", 2)
    points, notes, shown = _taken_apart(blocks)
    pictured = [slide for block in shown for slide in _picture_slides(block, title)]
    if not points and pictured:
        pictured[0].notes[:0] = notes
        return pictured
    if not points and level > 1:
        # A section of prose alone is shown by its beginning; all of it is in the notes.
        points = [_cut(words) for words in notes[:1]]
    first = Slide(title, level, points[:_MOST_ITEMS], notes=notes)
    more = [
        Slide(title, 2, points[start : start + _MOST_ITEMS])
        for start in range(_MOST_ITEMS, len(points), _MOST_ITEMS)
    ]
    return [first, *more, *pictured]


def _taken_apart(blocks: Sequence[Block]) -> tuple[list[str], list[str], list[Figure | TableBlock]]:
    """Return what is shown as points, what is said, and what is pictured."""
    points: list[str] = []
    notes: list[str] = []
    shown: list[Figure | TableBlock] = []
    for block in blocks:
        match block:
            case Paragraph(content, lead):
                words = words_of(content)
                (points if lead else notes).append(_cut(words) if lead else words)
            case ListBlock(items):
                for item in items:
                    inner_points, inner_notes, inner_shown = _taken_apart(item)
                    whole = [*inner_points, *inner_notes]
                    points += [_cut(words) for words in whole]
                    notes += [words for words in whole if len(words) > _LONGEST_POINT]
                    shown += inner_shown
            case Callout(title, inner):
                inner_points, inner_notes, inner_shown = _taken_apart(inner)
                notes += [title, *inner_points, *inner_notes] if title else [*inner_points, *inner_notes]
                shown += inner_shown
            case Figure() | TableBlock():
                shown.append(block)
            case Heading():
                pass
    return points, notes, shown


def _picture_slides(block: Figure | TableBlock, title: str) -> list[Slide]:
    """A figure is one slide; a table is as many as its rows need. What is too wide for a slide is in the report."""
    title = title or block.caption
    if isinstance(block, Figure):
        return [Slide(title, shown=block, notes=[block.alt, *([block.note] if block.note else [])])]
    rows = len(block.table.rows) + (block.table.total is not None)
    parts = max(1, -(-rows // MOST_ROWS))
    notes = [block.note] if block.note else []
    return [
        Slide(title, shown=block, part=(place, parts), notes=list(notes)) for place in range(1, parts + 1)
    ]


def words_of(content: Sequence[Inline]) -> str:
    """Return the words of running text, references among them; footnotes follow in brackets."""
    parts = []
    for inline in content:
        match inline:
            case Plain(text):
                parts.append(clean(text))
            case Footnote(inner):
                parts.append(f" [{words_of(inner)}]")
            case _:
                parts.append(words_of(inside(inline)))
    return "".join(parts)


def _cut(words: str) -> str:
    if len(words) <= _LONGEST_POINT:
        return words
    sentence = words.rfind(". ", 0, _LONGEST_POINT)
    return words[: sentence + 1] if sentence > 60 else words[: _LONGEST_POINT - 1].rstrip() + "…"
