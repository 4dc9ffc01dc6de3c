"""What must hold before a tree can be written, in any format. Each fault is a ``DocumentError`` with id and place."""

import re
from collections.abc import Iterator, Sequence

from frisklivsnett.core.documents.model import (
    MAX_SERIES,
    Block,
    Callout,
    DataTable,
    Document,
    DocumentError,
    Figure,
    Footnote,
    Heading,
    Inline,
    Link,
    ListBlock,
    Paragraph,
    Reference,
    TableBlock,
    every_block,
    every_inline,
    inside,
)
from frisklivsnett.core.documents.text import is_safe_link

RESERVED = "doc-"
"""Ids that begin so belong to the writers."""

_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z]{2,8})?")
_ID = re.compile(r"[^\W\d][\w.-]*")


def check(document: Document) -> frozenset[str]:
    """Return the ids in ``document``; raise ``DocumentError`` when it cannot be written.

    Title and language are there; ids are unique and fit for addresses; headings start at 1 and never jump; tables
    are rectangles; charts draw columns that exist; links are safe; what is referred to exists.
    """
    if not document.title.strip():
        raise DocumentError("Dokumentet mangler tittel")
    if not _LANGUAGE.fullmatch(document.language):
        raise DocumentError(f"Dokumentets språk må være en kode som «nb», ikke «{document.language}»")
    places = list(_placed(document.blocks))
    known = _ids(places)
    _check_levels(document.blocks)
    for block, where in places:
        match block:
            case Paragraph(content):
                _check_inline(content, known, where)
            case TableBlock(id_, _, table):
                _check_table(table, id_, where)
            case Figure(id_, _, table):
                _check_table(table, id_, where)
                _check_chart(block, where)
            case _:
                pass
    return known


def _placed(blocks: Sequence[Block]) -> Iterator[tuple[Block, str]]:
    """Yield every block with the heading it stands under, as a person would say where it is."""
    where = ""
    for block in every_block(blocks):
        if isinstance(block, Heading):
            where = f"under «{block.text}»"
        yield block, where


def _ids(places: list[tuple[Block, str]]) -> frozenset[str]:
    seen: set[str] = set()
    for block, where in places:
        if not isinstance(block, Heading | TableBlock | Figure):
            continue
        if not _ID.fullmatch(block.id) or block.id.startswith(RESERVED):
            message = (
                f"«{block.id}» kan ikke brukes som id: begynn med en bokstav, bruk bare bokstaver, tall, punktum, "
                f"binde- og understrek, og ikke «{RESERVED}» først"
            )
            raise DocumentError(message, id=block.id, where=where)
        if block.id in seen:
            raise DocumentError(f"Id-en «{block.id}» er brukt to ganger", id=block.id, where=where)
        seen.add(block.id)
    return frozenset(seen)


def _check_levels(blocks: Sequence[Block]) -> None:
    level = 0
    for block in blocks:
        match block:
            case Heading():
                if block.level < 1 or block.level > level + 1:
                    message = f"Overskriften «{block.text}» har nivå {block.level}, men det forrige nivået er {level}"
                    raise DocumentError(message, id=block.id)
                level = block.level
            case ListBlock() | Callout():
                for inner in every_block((block,)):
                    if isinstance(inner, Heading):
                        message = f"Overskriften «{inner.text}» står i en liste eller boks"
                        raise DocumentError(message, id=inner.id)
            case _:
                pass


def _check_inline(content: Sequence[Inline], known: frozenset[str], where: str) -> None:
    for inline in every_inline(content):
        match inline:
            case Reference(target):
                if target not in known:
                    raise DocumentError(
                        f"Henvisningen «{target}» har ikke noe å vise til", id=target, where=where
                    )
            case Link(inner, href):
                _check_link(href, known, where)
                if any(isinstance(each, Link | Footnote) for each in every_inline(inner)):
                    raise DocumentError(
                        f"Lenken til {href} har en lenke eller fotnote i seg", id=href, where=where
                    )
            case Footnote():
                if any(isinstance(each, Footnote) for each in every_inline(inside(inline))):
                    raise DocumentError("En fotnote har en fotnote i seg", where=where)
            case _:
                pass


def _check_link(href: str, known: frozenset[str], where: str) -> None:
    if not is_safe_link(href):
        message = (
            f"Lenken «{href[:80]}» må begynne med https://, http://, mailto: eller #, og ha mellomrom som %20"
        )
        raise DocumentError(message, id=href, where=where)
    if href.startswith("#") and href[1:] not in known:
        raise DocumentError(f"Lenken «{href}» viser til noe som ikke finnes", id=href[1:], where=where)


def _check_table(table: DataTable, id_: str, where: str) -> None:
    if not table.heads:
        raise DocumentError(f"Tabellen «{id_}» har ingen kolonner", id=id_, where=where)
    rows = table.rows if table.total is None else (*table.rows, table.total)
    for number, row in enumerate(rows, start=1):
        if len(row) != len(table.heads):
            message = (
                f"Rad {number} i tabellen «{id_}» har {len(row)} celler, ikke {len(table.heads)} som hodet"
            )
            raise DocumentError(message, id=id_, where=where)


def _check_chart(figure: Figure, where: str) -> None:
    series = figure.chart.series
    if not series or len(series) > MAX_SERIES or len(set(series)) != len(series):
        message = f"Figuren «{figure.id}» må tegne 1–{MAX_SERIES} ulike kolonner"
        raise DocumentError(message, id=figure.id, where=where)
    if any(not 1 <= column < len(figure.table.heads) for column in series):
        raise DocumentError(
            f"Figuren «{figure.id}» tegner en kolonne som ikke finnes", id=figure.id, where=where
        )
    if not figure.alt.strip():
        raise DocumentError(f"Figuren «{figure.id}» mangler beskrivelse (alt)", id=figure.id, where=where)
