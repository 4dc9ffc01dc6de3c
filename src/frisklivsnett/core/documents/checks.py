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
from frisklivsnett.core.text import filled, text

RESERVED = "doc-"
"""Ids that begin so belong to the writers."""

NO_ID = text(
    "«{id}» kan ikke brukes som id: begynn med en bokstav, bruk bare bokstaver, tall, punktum, binde- og understrek, "
    "og ikke «{reserved}» først",
    "«{id}» kan ikkje brukast som id: byrj med ein bokstav, bruk berre bokstavar, tal, punktum, binde- og understrek, "
    "og ikkje «{reserved}» først",
    "“{id}” cannot be an id: begin with a letter, use only letters, digits, full stops, hyphens and underscores, "
    "and not “{reserved}” first",
)
ID_TWICE = text(
    "Id-en «{id}» er brukt to ganger", "Id-en «{id}» er brukt to gonger", "The id “{id}” is used twice"
)
WRONG_LEVEL = text(
    "Overskriften «{heading}» har nivå {level}, men det forrige nivået er {before}",
    "Overskrifta «{heading}» har nivå {level}, men det førre nivået er {before}",
    "The heading “{heading}” has level {level}, but the level before is {before}",
)
HEADING_INSIDE = text(
    "Overskriften «{heading}» står i en liste eller boks",
    "Overskrifta «{heading}» står i ei liste eller ein boks",
    "The heading “{heading}” stands in a list or a box",
)
NO_TARGET = text(
    "Henvisningen «{target}» har ikke noe å vise til",
    "Tilvisinga «{target}» har ikkje noko å vise til",
    "The reference “{target}” has nothing to refer to",
)
LINK_INSIDE = text(
    "Lenken til {href} har en lenke eller fotnote i seg",
    "Lenkja til {href} har ei lenkje eller ein fotnote i seg",
    "The link to {href} has a link or a footnote in it",
)
NOTE_INSIDE = text(
    "En fotnote har en fotnote i seg", "Ein fotnote har ein fotnote i seg", "A footnote has a footnote in it"
)
UNSAFE_LINK = text(
    "Lenken «{href}» må begynne med https://, http://, mailto: eller #, og ha mellomrom som %20",
    "Lenkja «{href}» må byrje med https://, http://, mailto: eller #, og ha mellomrom som %20",
    "The link “{href}” must begin with https://, http://, mailto: or #, and have spaces as %20",
)
DEAD_LINK = text(
    "Lenken «{href}» viser til noe som ikke finnes",
    "Lenkja «{href}» viser til noko som ikkje finst",
    "The link “{href}” leads to something that does not exist",
)
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
            message = filled(NO_ID, id=block.id, reserved=RESERVED)
            raise DocumentError(message, id=block.id, where=where)
        if block.id in seen:
            raise DocumentError(filled(ID_TWICE, id=block.id), id=block.id, where=where)
        seen.add(block.id)
    return frozenset(seen)


def _check_levels(blocks: Sequence[Block]) -> None:
    level = 0
    for block in blocks:
        match block:
            case Heading():
                if block.level < 1 or block.level > level + 1:
                    message = filled(WRONG_LEVEL, heading=block.text, level=block.level, before=level)
                    raise DocumentError(message, id=block.id)
                level = block.level
            case ListBlock() | Callout():
                for inner in every_block((block,)):
                    if isinstance(inner, Heading):
                        message = filled(HEADING_INSIDE, heading=inner.text)
                        raise DocumentError(message, id=inner.id)
            case _:
                pass


def _check_inline(content: Sequence[Inline], known: frozenset[str], where: str) -> None:
    for inline in every_inline(content):
        match inline:
            case Reference(target):
                if target not in known:
                    raise DocumentError(filled(NO_TARGET, target=target), id=target, where=where)
            case Link(inner, href):
                _check_link(href, known, where)
                if any(isinstance(each, Link | Footnote) for each in every_inline(inner)):
                    raise DocumentError(filled(LINK_INSIDE, href=href), id=href, where=where)
            case Footnote():
                if any(isinstance(each, Footnote) for each in every_inline(inside(inline))):
                    raise DocumentError(NOTE_INSIDE, where=where)
            case _:
                pass


def _check_link(href: str, known: frozenset[str], where: str) -> None:
    if not is_safe_link(href):
        raise DocumentError(filled(UNSAFE_LINK, href=href[:80]), id=href, where=where)
    if href.startswith("#") and href[1:] not in known:
        raise DocumentError(filled(DEAD_LINK, href=href), id=href[1:], where=where)


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
