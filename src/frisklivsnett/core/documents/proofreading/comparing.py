"""Holds what was read from a file to what its document says."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import zip_longest

from frisklivsnett.core.documents.model import ChartKind, Document, Figure
from frisklivsnett.core.documents.numbering import Numbered, numbered
from frisklivsnett.core.documents.plot import axis_for, plot_of
from frisklivsnett.core.documents.pptx import MOST_COLUMNS
from frisklivsnett.core.documents.proofreading.expected import grid_of, passages_of, series_of, tables_of
from frisklivsnett.core.documents.proofreading.model import (
    Difference,
    Grid,
    Part,
    ReadBack,
    ReadBackError,
    ReadChart,
    ReadSeries,
    compact,
    is_turned,
    squeezed,
)
from frisklivsnett.core.documents.proofreading.readers import read_back
from frisklivsnett.core.documents.text import clean
from frisklivsnett.core.numbers import decimal

_IN_ORDER = frozenset({"html", "pdf", "docx"})
"""Formats that are read from beginning to end."""
_PICTURES = {"html": 2, "pdf": 1}
"""Formats that draw a figure themselves, and how often: a page has one for wide and one for narrow screens."""
_LONG = 40
"""Words in a chart over time may be cut when they are longer."""


def differences(document: Document, format_key: str, content: bytes) -> tuple[Difference, ...]:
    """Return where a file is not what the document says; nothing when it is.

    Every heading, paragraph, item, caption and note must be there, in order; every table with all its rows and cells as
    they are printed, and no others; and every chart with its numbers, those of the workbook inside it too.
    """
    prepared = numbered(document)
    try:
        read = read_back(format_key, content, language=document.language)
    except ReadBackError as error:
        return (Difference(Part.FILE, found=str(error)),)
    alike = compact if format_key == "pdf" else squeezed
    return (
        *_text_differences(prepared, format_key, read, alike),
        *_table_differences(prepared, format_key, read, alike),
        *_chart_differences(prepared, format_key, read),
    )


# --- text ---


def _text_differences(
    prepared: Numbered, format_key: str, read: ReadBack, alike: Callable[[str], str]
) -> Iterator[Difference]:
    is_pdf = format_key == "pdf"
    # A table written in parts has «– del 1 av 2» in their names and in the titles of their slides.
    part = re.compile(re.escape(prepared.words.part).replace(re.escape("{}"), r"\d+"))
    wanted = [(words, alike(part.sub("", words))) for words in passages_of(prepared, format_key)]
    wanted = [(words, plain) for words, plain in wanted if plain and not (is_pdf and is_turned(words))]
    found = [alike(part.sub("", words)) for words in read.passages]
    lacking = set(_lacking([plain for _, plain in wanted], found, within=is_pdf))
    yield from (
        Difference(Part.TEXT, expected=squeezed(words)) for words, plain in wanted if plain in lacking
    )
    if not lacking and format_key in _IN_ORDER:
        notes = len(prepared.footnotes)
        yield from _misplaced(wanted[: len(wanted) - notes], found, within=is_pdf)


def _lacking(wanted: Sequence[str], found: Sequence[str], *, within: bool) -> Iterator[str]:
    """Yield the passages that were not found as often as they are wanted.

    With ``within`` one may be a part of what was found: a PDF has words that no tag parts from those after them.
    """
    left = Counter(found)
    unmatched = []
    for plain in wanted:
        if left[plain]:
            left[plain] -= 1
        else:
            unmatched.append(plain)
    rest = "\n".join(left.elements()) if within else ""
    for plain in unmatched:
        if plain in rest:
            rest = rest.replace(plain, "\n", 1)
        else:
            yield plain


def _misplaced(
    wanted: Sequence[tuple[str, str]], found: Sequence[str], *, within: bool
) -> Iterator[Difference]:
    """Yield the first passage that does not follow those before it. A PDF has its footnotes where they are called."""
    at = 0
    for words, plain in wanted:
        places = range(at, len(found))
        place = next((p for p in places if found[p] == plain or (within and plain in found[p])), None)
        if place is None:
            yield Difference(Part.ORDER, expected=squeezed(words))
            return
        at = place if within else place + 1


# --- tables ---


def _table_differences(
    prepared: Numbered, format_key: str, read: ReadBack, alike: Callable[[str], str]
) -> Iterator[Difference]:
    language, empty = prepared.document.language, prepared.words.empty_table
    at = 0
    for block in tables_of(prepared):
        if format_key == "pptx" and isinstance(block, Figure):
            continue
        where = prepared.labels[block.id]
        wanted = grid_of(block.table, format_key, language, empty)
        if format_key == "pptx":
            wanted = tuple(row[:MOST_COLUMNS] for row in (wanted if block.table.rows else wanted[:1]))
        found, at = _put_together(wanted, read.tables, at)
        if format_key == "xlsx" and block.note and found and found[-1][0] == squeezed(clean(block.note)):
            found = found[:-1]
        if format_key == "pdf":
            found = _unturned(wanted, found)
        yield from _row_differences(where, _plain(wanted, alike), _plain(found, alike))
    for extra in read.tables[at:]:
        yield Difference(Part.TABLE, found=" | ".join(extra[0] if extra else ()))


def _put_together(wanted: Grid, tables: Sequence[Grid], at: int) -> tuple[Grid, int]:
    """Return the file's next table, and where the one after it is. One written in parts is put together.

    Parts side by side have the first column in each; parts below each other have the heads in each.
    """
    if at >= len(tables):
        return (), at
    found, at = tables[at], at + 1
    while at < len(tables) and found and tables[at]:
        following = tables[at]
        if len(found[0]) < len(wanted[0]) and _first(following) == _first(found):
            found = tuple((*left, *right[1:]) for left, right in zip(found, following, strict=True))
        elif len(found) < len(wanted) and following[0] == found[0]:
            found = (*found, *following[1:])
        else:
            break
        at += 1
    return found, at


def _unturned(wanted: Grid, found: Grid) -> Grid:
    """Return the table with cells as wanted where these run from right to left: see ``is_turned``."""
    if list(map(len, wanted)) != list(map(len, found)):
        return found
    return tuple(
        tuple(left if is_turned(left) else right for left, right in zip(*rows, strict=True))
        for rows in zip(wanted, found, strict=True)
    )


def _first(table: Grid) -> list[str]:
    return [row[0] for row in table if row]


def _plain(grid: Grid, alike: Callable[[str], str]) -> Grid:
    """Return cells without the dots of lists, and an empty table's one wide cell as one among empty ones."""
    rows = [tuple(alike(cell.replace("•", " ")) for cell in row) for row in grid]
    width = len(rows[0]) if rows else 0
    return tuple((*row, *([""] * (width - len(row)))) for row in rows)


def _row_differences(where: str, wanted: Grid, found: Grid) -> Iterator[Difference]:
    """Yield the rows that are not there, and those that are too many."""
    if wanted == found:
        return
    lacking, extra = Counter(wanted) - Counter(found), Counter(found) - Counter(wanted)
    if not lacking and not extra:
        yield Difference(Part.TABLE, where, *_unlike(wanted, found))
        return
    pairs = zip_longest(
        [row for row in wanted if row in lacking], [row for row in found if row in extra], fillvalue=()
    )
    for left, right in pairs:
        yield Difference(Part.TABLE, where, " | ".join(left), " | ".join(right))


def _unlike(wanted: Grid, found: Grid) -> tuple[str, str]:
    """Return the first rows that are not in the same place."""
    left, right = next(pair for pair in zip(wanted, found, strict=True) if pair[0] != pair[1])
    return " | ".join(left), " | ".join(right)


# --- charts ---


def _chart_differences(prepared: Numbered, format_key: str, read: ReadBack) -> Iterator[Difference]:
    figures = [block for block in tables_of(prepared) if isinstance(block, Figure)]
    times = _PICTURES.get(format_key, 0)
    if not times:
        figures = [figure for figure in figures if series_of(figure)]
    wanted = [figure for figure in figures for _ in range(times or 1)]
    for figure, chart in zip_longest(wanted, read.charts):
        if figure is None:
            yield Difference(Part.CHART, found=" ".join(chart.words) or "?")
            continue
        where = prepared.labels[figure.id]
        if chart is None:
            yield Difference(Part.CHART, where, expected=figure.caption)
        elif times:
            yield from _picture_differences(where, figure, chart, prepared.document.language)
        else:
            yield from _series_differences(Part.CHART, where, series_of(figure), chart.series)
            yield from _series_differences(Part.WORKBOOK, where, series_of(figure), chart.behind)


def _series_differences(
    part: Part, where: str, wanted: Sequence[ReadSeries], found: Sequence[ReadSeries]
) -> Iterator[Difference]:
    for left, right in zip_longest(wanted, found):
        if left is None or right is None:
            yield Difference(part, where, left.name if left else "", right.name if right else "")
        elif left != right:
            for expected, got in zip_longest(_points(left), _points(right), fillvalue=""):
                if expected != got:
                    yield Difference(part, where, expected, got)


def _points(series: ReadSeries) -> list[str]:
    pairs = zip_longest(series.labels, series.values)
    return [f"{series.name}: {label} {'–' if value is None else value}" for label, value in pairs]


def _picture_differences(where: str, figure: Figure, chart: ReadChart, language: str) -> Iterator[Difference]:
    """Yield the numbers that are not written in a picture, or that the figure's table does not have."""
    plot = plot_of(figure)
    if not plot.values:
        return
    drawn = compact("".join(chart.words))
    if figure.chart.kind is ChartKind.BARS:
        at = 0
        for place, label in enumerate(plot.labels):
            numbers = [series.texts[place] for series in plot.series]
            wanted = compact("".join([clean(label), *numbers]))
            start = drawn.find(wanted, at)
            if start < 0 and not is_turned(label) and not _is_cut(label, chart):
                yield Difference(Part.CHART, where, expected=f"{label} {' '.join(numbers)}")
            at = max(at, start)
        return
    if not any(_follows(drawn, figure, about, language) for about in (4, 5)):
        yield Difference(Part.CHART, where, _numbers(figure), " ".join(chart.words))


def _follows(drawn: str, figure: Figure, about: int, language: str) -> bool:
    """Tell whether a picture over time has nothing but what it should, in order, with ``about`` so many ticks.

    Numbers and labels are written where there is room for them. Pictures with very long words in them are let pass.
    """
    plot = plot_of(figure)
    names = [series.name for series in plot.series] if len(plot.series) > 1 else []
    shown = [*names, *plot.labels, figure.chart.unit]
    if max(map(len, shown)) > _LONG or any(map(is_turned, shown)):
        return True
    ticks = axis_for(plot.values, figure.chart.limit, about=about).ticks
    surely = [*names, figure.chart.unit, *(decimal(tick, language) for tick in ticks)]
    perhaps = [*(text for series in plot.series for text in series.texts), *plot.labels]
    ends = {0}
    for words, must in [*((each, True) for each in surely), *((each, False) for each in perhaps)]:
        plain = compact(clean(words))
        after = {end + len(plain) for end in ends if drawn.startswith(plain, end)}
        ends = after if must else ends | after
    return len(drawn) in ends


def _numbers(figure: Figure) -> str:
    return " ".join(text for series in plot_of(figure).series for text in series.texts if text)


def _is_cut(label: str, chart: ReadChart) -> bool:
    """Tell whether the picture had no room for the whole label: it then ends in «…»."""
    return len(label) > 100 and any(
        words.endswith("…") and words[:-1] in squeezed(label) for words in chart.words
    )
