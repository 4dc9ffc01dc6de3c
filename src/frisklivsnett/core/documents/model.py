"""The document tree: what every writer (HTML, PDF, DOCX, PPTX, XLSX) is given. It knows nothing of questions.

Numbers of chapters, tables and figures are not in the tree: ``numbering.py`` makes them, and resolves references.
A figure holds one ``DataTable``; its chart is drawn from the very same rows, so the two cannot differ.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from frisklivsnett.core.text import LANGUAGES, Text, text

Number = int | Decimal | Fraction | float


class DocumentError(ValueError):
    """The tree is not a document that can be written: ``id`` names the part that is wrong, ``where`` the place.

    What an author can have caused is told in every language; what only the program can have, in bokmål.
    """

    def __init__(self, message: Text | str, *, id: str = "", where: str = "") -> None:  # noqa: A002
        self.message = message if isinstance(message, Text) else text(message)
        self.id = id
        self.where = where
        super().__init__(self.said("nb").in_("nb"))

    def said(self, *languages: str) -> Text:
        """Return what is wrong, and where, in these languages; in all when none is named."""
        chosen = languages or LANGUAGES
        return Text({language: self.message.in_(language) + self._place(language) for language in chosen})

    def _place(self, language: str) -> str:
        where = self.where.replace("linje ", "line ") if language == "en" else self.where
        return f" ({where})" if where else ""


# --- inline ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Plain:
    """Running text. Line breaks count as spaces."""

    text: str


@dataclass(frozen=True, slots=True)
class Strong:
    """Text with weight."""

    content: tuple["Inline", ...]


@dataclass(frozen=True, slots=True)
class Emphasis:
    """Stressed text, or a title of a work."""

    content: tuple["Inline", ...]


@dataclass(frozen=True, slots=True)
class Link:
    """A link to an ``http(s):`` or ``mailto:`` address, or to ``#id`` here. It holds no link or footnote."""

    content: tuple["Inline", ...]
    href: str


@dataclass(frozen=True, slots=True)
class Reference:
    """A reference to a heading, table or figure by its id; written «tabell 1», «figur 2» or «kapittel 2.4».

    It gets a capital letter where it begins a sentence.
    """

    target: str


@dataclass(frozen=True, slots=True)
class Footnote:
    """A note of its own, called from where it stands. It holds no further footnote."""

    content: tuple["Inline", ...]


@dataclass(frozen=True, slots=True)
class Marked:
    """Text that carries a claim: ``kind`` is ``true``, ``false``, ``open`` or ``attested``, ``note`` says why.

    Only the editor's preview shows the mark; published files show the content alone.
    """

    content: tuple["Inline", ...]
    kind: str
    note: str = ""
    claim_id: str = ""


Inline = Plain | Strong | Emphasis | Link | Reference | Footnote | Marked


# --- tables and figures ---------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a table's place: the words printed and, for numbers, the value behind them."""

    text: str
    value: Number | None = None


@dataclass(frozen=True, slots=True)
class ColumnHead:
    """The head of a column. Numeric columns are set flush right.

    ``language`` is that of the words in the column's cells, where it is another than the document's.
    """

    text: str
    numeric: bool = False
    language: str = ""


@dataclass(frozen=True, slots=True)
class DataTable:
    """Rows under heads. The first cell of a row is its row header. Every row, and the total, is as long as ``heads``.

    A table may be without rows; the writers then say that there is nothing in it.
    """

    heads: tuple[ColumnHead, ...]
    rows: tuple[tuple[Cell, ...], ...]
    total: tuple[Cell, ...] | None = None


MAX_SERIES = 4
"""More series than this cannot be told apart by shape and shade."""


class ChartKind(StrEnum):
    """The kinds of chart there are. Never a pie."""

    BARS = "bars"
    """Horizontal bars, one a row, the number on the bar."""
    COLUMNS = "columns"
    """Vertical bars in time order, a gap where a year is missing."""
    LINES = "lines"
    """Lines over time, a gap where a year is missing."""


@dataclass(frozen=True, slots=True)
class Chart:
    """How a figure's table is drawn: ``series`` are the numbers of the table columns drawn (0 is the label column).

    ``limit`` is where the axis ends when given (the base, say), ``unit`` what is counted. ``sort`` draws the
    largest first; the table keeps its order. Over time (``COLUMNS``, ``LINES``) a cell without value is a gap, and
    so is a year that is missing between two rows when the labels are years.
    """

    kind: ChartKind
    series: tuple[int, ...] = (1,)
    unit: str = ""
    limit: Number | None = None
    sort: bool = False


# --- blocks ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: level 1 is a chapter; levels are never jumped over, and the first is 1.

    A chapter with ``appendix`` is numbered in a row of its own («Vedlegg 1», with sections V1.1, V1.2 …). Below an
    unnumbered heading nothing is numbered. Headings stand at the top of the document, not inside lists and boxes.
    """

    level: int
    text: str
    id: str
    numbered: bool = True
    appendix: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; ``lead`` is set larger, as an introduction."""

    content: tuple[Inline, ...]
    lead: bool = False


@dataclass(frozen=True, slots=True)
class ListBlock:
    """A bulleted or numbered list; each item is a run of blocks (mostly one paragraph)."""

    items: tuple[tuple["Block", ...], ...]
    ordered: bool = False


@dataclass(frozen=True, slots=True)
class TableBlock:
    """A numbered table with a caption above and, below, what it counts: base, rounding, source."""

    id: str
    caption: str
    table: DataTable
    note: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """A numbered figure: a chart drawn from ``table``, described in words by ``alt``, with the table under it."""

    id: str
    caption: str
    table: DataTable
    chart: Chart
    alt: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Callout:
    """A box that stands out: a comment, a warning, the sample-data notice."""

    title: str
    blocks: tuple["Block", ...]
    kind: str = "info"


Block = Heading | Paragraph | ListBlock | TableBlock | Figure | Callout


@dataclass(frozen=True, slots=True)
class Document:
    """A whole document. ``language`` is a code such as ``nb``; ``facts`` are pairs for the title page and metadata.

    ``sample`` marks every page and file as made from sample data, with ``sample_notice`` as the words. A ``brief`` one
    has neither title page nor contents list, and its chapters follow one another on the page.
    """

    title: str
    language: str
    blocks: Sequence[Block]
    subtitle: str = ""
    publisher: str = ""
    date: str = ""
    description: str = ""
    identifier: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    sample: bool = False
    sample_notice: str = ""
    keywords: tuple[str, ...] = field(default_factory=tuple)
    brief: bool = False


def inside(inline: Inline) -> tuple[Inline, ...]:
    """Return what an inline element holds; nothing for text and references."""
    match inline:
        case Plain() | Reference():
            return ()
        case _:
            return inline.content


def every_inline(content: Sequence[Inline]) -> Iterator[Inline]:
    """Yield each inline element, those that hold others before what they hold."""
    for inline in content:
        yield inline
        yield from every_inline(inside(inline))


def every_block(blocks: Sequence[Block]) -> Iterator[Block]:
    """Yield each block in reading order, those that hold others before what they hold."""
    for block in blocks:
        yield block
        match block:
            case ListBlock(items):
                for item in items:
                    yield from every_block(item)
            case Callout(_, inner):
                yield from every_block(inner)
            case _:
                pass


def every_mark(blocks: Sequence[Block]) -> Iterator[Marked]:
    """Yield each claim that is marked, in reading order; on a page with marks, *n* of them is ``#doc-claim-n``."""
    for block in every_block(blocks):
        if isinstance(block, Paragraph):
            yield from (inline for inline in every_inline(block.content) if isinstance(inline, Marked))


def plain_text(content: Sequence[Inline]) -> str:
    """Return the words of inline content without marks; references and footnotes are left out."""
    parts = []
    for inline in content:
        match inline:
            case Plain(words):
                parts.append(words)
            case Strong(inner) | Emphasis(inner) | Link(inner, _) | Marked(inner):
                parts.append(plain_text(inner))
            case Reference() | Footnote():
                pass
    return "".join(parts)
