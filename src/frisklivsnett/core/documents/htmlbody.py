"""Blocks and running text as HTML. Everything from the tree is escaped here, and nowhere else."""

from collections.abc import Sequence
from html import escape

from frisklivsnett.core.documents.charts import chart_svg
from frisklivsnett.core.documents.columns import column_widths
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
from frisklivsnett.core.documents.numbering import Numbered
from frisklivsnett.core.documents.text import clean, lines_of
from frisklivsnett.core.documents.theme import Theme
from frisklivsnett.core.documents.words import lower_first

_PHONE = 288 / 14
"""The room for a table on the narrowest screen (320 pixels less its margins), in em."""
_PADDING = 0.7
_LABEL = 7.5
"""The first column may be squeezed to this width, in em, its words broken where they must."""
_SMALL = 26.0
"""A table that wants no more than this, in em, is not stretched over the page."""
_CALLOUT_KINDS = frozenset({"info", "comment", "warning", "sample", "left-out"})
_MARK_SIGNS = {"true": "✓", "false": "✗", "open": "?", "attested": "✎"}


def element(words: str) -> str:
    """Return text that is safe inside an element."""
    return escape(clean(words), quote=False)


def attribute(words: str) -> str:
    """Return text that is safe inside an attribute in double quotes."""
    return escape(clean(words))


class Body:
    """Writes the blocks of one document; it counts footnotes as it goes, so write each block once and in order."""

    def __init__(self, prepared: Numbered, *, theme: Theme, level: int, marks: bool = False) -> None:
        self._prepared = prepared
        self._words = prepared.words
        self._theme = theme
        self._level = level
        self._marks = marks
        self._notes: list[str] = []
        self._marked = 0

    def blocks(self, blocks: Sequence[Block]) -> str:
        """Return the blocks, a line each."""
        return "\n".join(self._block(block) for block in blocks)

    def footnotes(self) -> str:
        """Return the footnotes met so far, each with a way back; nothing when there are none."""
        if not self._notes:
            return ""
        title = f'<h{self._level} id="doc-notes">{element(self._words.footnotes)}</h{self._level}>'
        notes = "".join(
            f'<li id="doc-note-{number}">{words} '
            f'<a class="doc-back" role="doc-backlink" href="#doc-call-{number}" '
            f'aria-label="{attribute(self._words.back.format(number))}">↩</a></li>'
            for number, words in enumerate(self._notes, start=1)
        )
        inside = f"{title}<ol>{notes}</ol>"
        return (
            f'<section class="doc-notes" role="doc-endnotes" aria-labelledby="doc-notes">{inside}</section>'
        )

    def _block(self, block: Block) -> str:
        match block:
            case Heading():
                return self._heading(block)
            case Paragraph(content, lead):
                kind = ' class="doc-lead"' if lead else ""
                return f"<p{kind}>{self.inlines(content)}</p>"
            case ListBlock(items, ordered):
                tag = "ol" if ordered else "ul"
                return f"<{tag}>{''.join(f'<li>{self._item(item)}</li>' for item in items)}</{tag}>"
            case TableBlock():
                return self._table_block(block)
            case Figure():
                return self._figure(block)
            case Callout(title, inner, kind):
                name = kind if kind in _CALLOUT_KINDS else "info"
                head = f'<p class="doc-callout-title">{element(title)}</p>' if title else ""
                return f'<div class="doc-callout doc-callout-{name}" role="note">{head}{self.blocks(inner)}</div>'

    def _item(self, item: Sequence[Block]) -> str:
        """An item of a single paragraph is written without one, so that the list stays tight."""
        if len(item) == 1 and isinstance(item[0], Paragraph) and not item[0].lead:
            return self.inlines(item[0].content)
        return self.blocks(item)

    def _heading(self, heading: Heading) -> str:
        level = self._level + heading.level - 1
        tag = f"h{min(level, 6)}"
        deep = f' aria-level="{level}"' if level > 6 else ""
        number = self._prepared.numbers[heading.id]
        shown = f'<span class="doc-number">{element(number)}</span> ' if number else ""
        return f'<{tag} id="{attribute(heading.id)}"{deep}>{shown}{element(heading.text)}</{tag}>'

    # --- tables and figures ---

    def _table_block(self, block: TableBlock) -> str:
        caption = f'<span class="doc-label">{element(self._prepared.labels[block.id])}.</span> {element(block.caption)}'
        table = self._table(block.table, caption, f"doc-{block.id}")
        return f'<div class="doc-table" id="{attribute(block.id)}">{table}{_note(block.note)}</div>'

    def _figure(self, figure: Figure) -> str:
        label = self._prepared.labels[figure.id]
        title = f"{label}. {figure.caption}"
        language = self._prepared.document.language
        charts = "".join(
            chart_svg(figure, title=title, language=language, narrow=narrow, theme=self._theme)
            for narrow in (False, True)
        )
        caption = element(self._words.numbers_in.format(lower_first(label)))
        table = self._table(figure.table, caption, f"doc-{figure.id}")
        return (
            f'<figure class="doc-figure" id="{attribute(figure.id)}">'
            f'<figcaption><span class="doc-label">{element(label)}.</span> {element(figure.caption)}</figcaption>'
            f'<div class="doc-chart">{charts}</div>{table}{_note(figure.note)}</figure>'
        )

    def _table(self, table: DataTable, caption: str, key: str) -> str:
        heads = "".join(f'<th scope="col"{_numeric(head)}>{element(head.text)}</th>' for head in table.heads)
        rows = "".join(_row(row, table.heads) for row in table.rows)
        if not table.rows:
            rows = f'<tr><td colspan="{len(table.heads)}">{element(self._words.empty_table)}</td></tr>'
        total = f'<tbody class="doc-total">{_row(table.total, table.heads)}</tbody>' if table.total else ""
        key = attribute(key)
        fit, scrolls = _fit(table)
        written = (
            f"<table{fit}>"
            f'<caption id="{key}-caption"><span class="doc-caption">{caption}</span></caption>'
            f"<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody>{total}</table>"
        )
        if not scrolls:
            return written
        return f'<div class="doc-scroll" role="region" tabindex="0" aria-labelledby="{key}-caption">{written}</div>'

    # --- running text ---

    def inlines(self, content: Sequence[Inline]) -> str:
        """Return running text."""
        return "".join(map(self._inline, content))

    def _inline(self, inline: Inline) -> str:
        match inline:
            case Plain(text):
                return element(text)
            case Strong(content):
                return f"<strong>{self.inlines(content)}</strong>"
            case Emphasis(content):
                return f"<em>{self.inlines(content)}</em>"
            case Link(content, href):
                return f'<a href="{attribute(href)}">{self.inlines(content)}</a>'
            case Footnote(content):
                return self._call(content)
            case Marked(content, kind):
                return self._mark(inline, kind) if self._marks else self.inlines(content)
            case Reference(target):
                raise AssertionError(target)  # numbered() has made links of them

    def _call(self, content: Sequence[Inline]) -> str:
        self._notes.append(self.inlines(content))
        number = len(self._notes)
        return (
            f'<sup class="doc-call"><a role="doc-noteref" id="doc-call-{number}" href="#doc-note-{number}">'
            f"{number}</a></sup>"
        )

    def _mark(self, marked: Marked, kind: str) -> str:
        """Show what a claim is worth by shape and in words, since colour alone says nothing to many."""
        kind = kind if kind in _MARK_SIGNS else "open"
        name = self._words.marks[kind]
        why = f"{name}: {marked.note}" if marked.note else name
        self._marked += 1
        claim = f' data-claim="{attribute(marked.claim_id)}"' if marked.claim_id else ""
        return (
            f'<mark id="doc-claim-{self._marked}" class="doc-mark doc-mark-{kind}" title="{attribute(why)}"{claim}>'
            f"{self.inlines(marked.content)}"
            f'<span class="doc-mark-sign" aria-hidden="true">{_MARK_SIGNS[kind]}</span>'
            f'<span class="doc-hidden"> ({element(why)})</span></mark>'
        )


def _fit(table: DataTable) -> tuple[str, bool]:
    """Return a table's class, and whether it may be wider than a phone: then it is scrolled, by keyboard too."""
    widths = column_widths(table)
    padding = _PADDING * len(table.heads)
    if min(widths.least[0], _LABEL) + sum(widths.least[1:]) + padding > _PHONE:
        return "", True
    small = sum(widths.natural) + 2 * len(table.heads) <= _SMALL
    return f' class="doc-fits{" doc-small" if small else ""}"', False


def _row(row: Sequence[Cell], heads: Sequence[ColumnHead]) -> str:
    first = f'<th scope="row">{_lines(row[0].text)}</th>'
    rest = "".join(
        f"<td{_numeric(head)}{_language(head)}>{_lines(cell.text)}</td>"
        for cell, head in zip(row[1:], heads[1:], strict=True)
    )
    return f"<tr>{first}{rest}</tr>"


def _lines(words: str) -> str:
    """Return what stands in a cell: lines stay lines, and dashes at their beginnings become a list."""
    found = lines_of(words)
    lines = [escape(line, quote=False) for line in found.lines]
    if found.listed:
        return f'<ul class="doc-cell-list">{"".join(f"<li>{line}</li>" for line in lines)}</ul>'
    return "<br>".join(lines)


def _language(head: ColumnHead) -> str:
    return f' lang="{attribute(head.language)}"' if head.language else ""


def _numeric(head: ColumnHead) -> str:
    return ' class="doc-numeric"' if head.numeric else ""


def _note(words: str) -> str:
    return f'<p class="doc-note">{element(words)}</p>' if words else ""
