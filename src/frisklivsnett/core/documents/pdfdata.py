"""A document as plain data for the template of the PDF: strings, numbers and lists, all measures taken."""

import re
from collections.abc import Sequence
from dataclasses import asdict
from itertools import pairwise
from typing import Any

from frisklivsnett.core.documents.charts import chart_svg
from frisklivsnett.core.documents.columns import column_widths, table_height, table_parts
from frisklivsnett.core.documents.metrics import longest_word
from frisklivsnett.core.documents.model import (
    Block,
    Callout,
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
    plain_text,
)
from frisklivsnett.core.documents.numbering import Numbered
from frisklivsnett.core.documents.text import clean, lines_of
from frisklivsnett.core.documents.theme import Theme
from frisklivsnett.core.documents.words import lower_first

Data = dict[str, Any]

_SIZE = 8.8
"""The size of type in tables, in points; the template has the same."""
_STANDING = 425.0
_LYING = 671.0
"""The width of the text on a page that stands, and on one that lies."""
_TOGETHER = 480.0
"""A table that is likely lower than this is not divided between pages: one page holds some 660 points."""
_TALL = 250.0
_FEW_ITEMS = 8
"""A list of no more short items than this is not divided between pages."""
_SHORT = 2_000
"""A chapter of no more characters than this, all of it running text, need not begin a page."""
_ONE_LINE = 20
"""References no longer than this («tabell 12») are not broken."""
_LONG_WORD = re.compile(r"\S{36,}")
_CHUNK = 24


def pdf_data(prepared: Numbered, theme: Theme, *, dated: bool) -> Data:
    """Return what the template needs to write the document."""
    document, words = prepared.document, prepared.words
    page = words.page.split("{}")
    facts = [*document.facts]
    if document.date:
        facts.insert(0, (words.date, document.date))
    return {
        "title": clean(document.title),
        "short-title": _shortened(document.title, 80),
        "title-size": _title_size(document.title),
        "subtitle": clean(document.subtitle),
        "publisher": clean(document.publisher),
        "description": clean(document.description),
        "keywords": [clean(word) for word in document.keywords],
        "language": document.language.partition("-")[0],
        "dated": dated,
        "sample": document.sample,
        "notice": clean(document.sample_notice or words.sample) if document.sample else "",
        "facts": [[clean(name), clean(value)] for name, value in facts],
        "brief": document.brief,
        "contents": len(prepared.outline) > 1 and not document.brief,
        "words": {"contents": words.contents, "sample": words.sample, "page": page},
        "logo": theme.logo or None,
        "logo-alt": theme.logo_alt,
        "theme": {name.replace("_", "-"): value for name, value in asdict(theme.light).items()}
        | {"fonts": [font for font in theme.fonts if font != "sans-serif"]},
        "blocks": _Writer(prepared, theme).document(document.blocks, brief=document.brief),
    }


class _Writer:
    """Turns blocks into data; each is a dictionary with its ``kind``."""

    def __init__(self, prepared: Numbered, theme: Theme) -> None:
        self._prepared = prepared
        self._theme = theme

    def blocks(self, blocks: Sequence[Block]) -> list[Data]:
        written = [self._block(block) for block in blocks]
        for each, following in pairwise(written):
            if each["kind"] == "paragraph" and following["kind"] == "list":
                each["sticky"] = True
        return written

    def document(self, blocks: Sequence[Block], *, brief: bool) -> list[Data]:
        """Return the blocks of the whole document; a chapter begins a page when it is more than a few lines."""
        written = self.blocks(blocks)
        chapters = [place for place, each in enumerate(written) if each.get("level") == 1]
        for start, end in pairwise([*chapters, len(written)]):
            short = brief or _is_short(blocks[start + 1 : end])
            written[start]["new-page"] = start != chapters[0] and not short
        return written

    def _block(self, block: Block) -> Data:
        match block:
            case Heading():
                return self._heading(block)
            case Paragraph(content, lead):
                return {"kind": "paragraph", "content": _inlines(content), "lead": lead, "sticky": False}
            case ListBlock(items, ordered):
                tight = all(len(item) == 1 and isinstance(item[0], Paragraph) for item in items)
                listed = [_tight(item) if tight else self.blocks(item) for item in items]
                together = tight and len(items) <= _FEW_ITEMS
                return {
                    "kind": "list",
                    "items": listed,
                    "ordered": ordered,
                    "tight": tight,
                    "together": together,
                }
            case TableBlock():
                return self._table_block(block)
            case Figure():
                return self._figure(block)
            case Callout(title, inner, style):
                return {
                    "kind": "callout",
                    "title": breakable(title),
                    "blocks": self.blocks(inner),
                    "style": style,
                }

    def _heading(self, heading: Heading) -> Data:
        return {
            "kind": "heading",
            "level": heading.level,
            "id": heading.id,
            "number": self._prepared.numbers[heading.id],
            "text": breakable(heading.text),
            "new-page": False,
        }

    def _table_block(self, block: TableBlock) -> Data:
        label = self._prepared.labels[block.id]
        least = sum(_widths(block.table, _STANDING))
        lying = least > _STANDING + 1
        parts = self._parts(block.table, _LYING if lying else _STANDING, label, f". {block.caption}")
        return {
            "kind": "table",
            "id": block.id,
            "label": label,
            "caption": breakable(block.caption),
            "note": breakable(block.note),
            "lying": lying,
            "together": len(parts) == 1 and parts[0]["together"],
            "parts": parts,
        }

    def _figure(self, figure: Figure) -> Data:
        label = self._prepared.labels[figure.id]
        language = self._prepared.document.language
        title = f"{label}. {figure.caption}"
        numbers = self._prepared.words.numbers_in.format(lower_first(label))
        return {
            "kind": "figure",
            "id": figure.id,
            "label": label,
            "caption": breakable(figure.caption),
            "numbers": numbers,
            "note": breakable(figure.note),
            "alt": clean(figure.alt),
            "svg": chart_svg(figure, title=title, language=language, theme=self._theme),
            "parts": self._parts(figure.table, _STANDING, numbers, ""),
        }

    def _parts(self, table: DataTable, room: float, name: str, rest: str) -> list[Data]:
        """Return the table, or what it is divided into by columns when it is wider than the room.

        Each part is then called «``name`` – del 1 av 2``rest``».
        """
        parts = table_parts(table, lambda part: sum(_widths(part, room)) <= room + 1)
        part_name = self._prepared.words.part
        return [
            self._table(part, room)
            | {
                "caption": None
                if len(parts) == 1
                else breakable(name + part_name.format(place, len(parts)) + rest),
                "last": place == len(parts),
            }
            for place, part in enumerate(parts, start=1)
        ]

    def _table(self, table: DataTable, room: float) -> Data:
        widths = _widths(table, room)
        height, tallest = table_height(table, widths, _SIZE)
        return {
            "heads": [breakable(head.text) for head in table.heads],
            "numeric": [head.numeric for head in table.heads],
            "languages": [head.language for head in table.heads],
            "rows": [[_cell(cell.text) for cell in row] for row in table.rows],
            "total": None if table.total is None else [breakable(cell.text) for cell in table.total],
            "empty": self._prepared.words.empty_table,
            "widths": widths,
            "together": height <= _TOGETHER,
            "tall": tallest > _TALL,
        }


def _widths(table: DataTable, room: float) -> list[float]:
    """Return the columns' widths in points: as wide as they want, else between that and their longest word."""
    return [round(width, 1) for width in column_widths(table).fitted(room, size=_SIZE, padding=10.5)]


def _is_short(blocks: Sequence[Block]) -> bool:
    """Whether a chapter is but a few paragraphs."""
    return all(isinstance(block, Paragraph) for block in blocks) and (
        sum(len(plain_text(block.content)) for block in blocks if isinstance(block, Paragraph)) <= _SHORT
    )


def _tight(item: Sequence[Block]) -> list[Data]:
    """An item of one paragraph is running text."""
    return [
        {"kind": "run", "content": _inlines(block.content)} for block in item if isinstance(block, Paragraph)
    ]


def _inlines(content: Sequence[Inline]) -> list[Any]:
    return [_inline(inline) for inline in content]


def _inline(inline: Inline) -> Any:
    match inline:
        case Plain(text):
            return breakable(text)
        case Strong(content):
            return {"kind": "strong", "content": _inlines(content)}
        case Emphasis(content):
            return {"kind": "emphasis", "content": _inlines(content)}
        case Link(content, href) if href.startswith("#"):
            whole = len(plain_text(content)) <= _ONE_LINE
            return {"kind": "reference", "id": href[1:], "content": _inlines(content), "whole": whole}
        case Link(content, href):
            return {"kind": "link", "href": href, "content": _inlines(content)}
        case Footnote(content):
            return {"kind": "footnote", "content": _inlines(content)}
        case Marked(content):
            return {"kind": "plain", "content": _inlines(content)}
        case Reference(target):
            raise AssertionError(target)  # numbered() has made links of them


def _cell(words: str) -> Any:
    """What stands in a cell: words, or the lines of it when there are several."""
    found = lines_of(words)
    lines = [breakable(line) for line in found.lines]
    return {"lines": lines, "listed": found.listed} if len(lines) > 1 else lines[0]


def breakable(words: str) -> str:
    """Return clean text whose very long words (addresses, mostly) may be broken over lines."""
    return _LONG_WORD.sub(_with_breaks, clean(words))


def _with_breaks(found: re.Match[str]) -> str:
    word = found.group()
    return "\u200b".join(word[start : start + _CHUNK] for start in range(0, len(word), _CHUNK))


def _shortened(words: str, most: int) -> str:
    words = " ".join(clean(words).split())
    return words if len(words) <= most else words[: most - 1].rstrip() + "…"


def _title_size(title: str) -> float:
    """Return a size at which the longest word of the title fits on its line, and a long title on its page."""
    size = 34.0 if len(title) < 90 else 24.0
    widest = longest_word(clean(title), 1, bold=True) * 1.08
    return max(12.0, min(size, _STANDING / widest if widest else size))
