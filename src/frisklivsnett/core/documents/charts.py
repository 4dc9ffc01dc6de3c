"""Charts as SVG, drawn from a figure's own table: horizontal bars here, columns and lines in ``timecharts.py``.

Two layouts: *wide*, with labels left of the bars, for paper and screens; *narrow*, with labels above the bars, for
phones. A page shows the one that there is room for. Both are deterministic: the same figure gives the same text.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from frisklivsnett.core.documents.metrics import SPARE, text_width, wrap
from frisklivsnett.core.documents.model import ChartKind, Figure
from frisklivsnett.core.documents.plot import Axis, Plot, axis_for, plot_of
from frisklivsnett.core.documents.svg import LEADING, SIZE, SMALL, Picture
from frisklivsnett.core.documents.theme import Theme, house_theme
from frisklivsnett.core.documents.timecharts import draw_columns, draw_lines
from frisklivsnett.core.documents.words import words_in
from frisklivsnett.core.numbers import decimal

WIDE = 680.0
NARROW = 320.0

_BAR = 16.0
_BAR_GAP = 3.0
_ROW_GAP = 9.0
_MOST_LINES = 5
_LONGEST_LABEL = 400


def chart_svg(
    figure: Figure, *, title: str, language: str, narrow: bool = False, theme: Theme | None = None
) -> str:
    """Return the figure's chart as an ``<svg>`` element, 680 units wide, or 320 when ``narrow``.

    ``title`` is its name and caption as printed («Figur 1. …»); the figure's ``alt`` becomes the description. The
    ids in it begin with ``doc-`` and the figure's id. A table without numbers gives a picture that says so.
    """
    theme = theme or house_theme()
    width = NARROW if narrow else WIDE
    picture = Picture(f"doc-{figure.id}-{'narrow' if narrow else 'wide'}", theme.light)
    plot = plot_of(figure)
    if not plot.values:
        picture.text(0, LEADING, words_in(language).nothing_to_draw, muted=True)
        height = LEADING * 1.5
    else:
        height = _draw(picture, figure, plot, width, language)
    name = f"doc-svg doc-svg-{'narrow' if narrow else 'wide'}"
    return picture.finish(width, height, title=title, description=figure.alt, fonts=theme.fonts, name=name)


def _draw(picture: Picture, figure: Figure, plot: Plot, width: float, language: str) -> float:
    top = draw_legend(picture, plot, figure.chart.kind, width)
    match figure.chart.kind:
        case ChartKind.BARS:
            return _draw_bars(picture, figure, plot, top, width, language)
        case ChartKind.COLUMNS:
            return draw_columns(picture, figure, plot, top, width, language)
        case ChartKind.LINES:
            return draw_lines(picture, figure, plot, top, width, language)


def draw_legend(picture: Picture, plot: Plot, kind: ChartKind, width: float) -> float:
    """Draw what the series are called, if there are several; return how far down it reaches."""
    if len(plot.series) < 2:
        return 0.0
    x, y = 0.0, 0.0
    for place, series in enumerate(plot.series):
        lines = wrap(_shortened(series.name), width - 30, SMALL)[:2]
        taken = 30 + max(text_width(line, SMALL) for line in lines) * SPARE + 18
        if x and x + taken > width:
            x, y = 0.0, y + LEADING + 4
        if kind is ChartKind.LINES:
            picture.path([(x, y + 10), (x + 22, y + 10)], place)
            picture.marker(x + 11, y + 10, place)
        else:
            picture.bar(x, y + 3, 22, 13, place)
        for row, line in enumerate(lines):
            picture.text(x + 28, y + 14.5 + row * LEADING, line, size=SMALL)
        x += taken
        y += (len(lines) - 1) * LEADING
    return y + LEADING + 12


@dataclass(frozen=True, slots=True)
class _Frame:
    """Where the bars go: ``left`` is the base line's side, ``length`` that of the axis."""

    left: float
    length: float
    above: bool
    label_width: float


def _frame(plot: Plot, axis: Axis, width: float, *, above: bool) -> _Frame:
    beyond = max(text_width(text, SIZE) for series in plot.series for text in series.texts) * SPARE + 8
    beyond = min(max(beyond, 24.0), width * 0.4)
    if above:
        return _Frame(left=1.0, length=width - 1 - beyond, above=True, label_width=width)
    widest = max(text_width(_shortened(label), SIZE) for label in plot.labels) * SPARE + 2
    label_width = min(widest, width * 0.45)
    left = label_width + 12
    return _Frame(left=left, length=width - left - beyond, above=False, label_width=label_width)


def _draw_bars(
    picture: Picture, figure: Figure, plot: Plot, top: float, width: float, language: str
) -> float:
    narrow = width < WIDE
    axis = axis_for(plot.values, figure.chart.limit, about=4 if narrow else 6)
    frame = _frame(plot, axis, width, above=narrow)
    labels = [_label_lines(label, frame.label_width) for label in plot.labels]
    bars = len(plot.series) * (_BAR + _BAR_GAP) - _BAR_GAP
    heights = [
        len(lines) * LEADING + bars + 4 if frame.above else max(len(lines) * LEADING, bars)
        for lines in labels
    ]
    bottom = top + sum(heights) + _ROW_GAP * len(heights) + (_ROW_GAP if not frame.above else 0)
    _draw_axis(picture, axis, frame, (top, bottom), language)
    y = top + (_ROW_GAP if not frame.above else 0)
    for place, (lines, height) in enumerate(zip(labels, heights, strict=True)):
        _draw_row(picture, plot, place, axis, frame, lines, y, height)
        y += height + _ROW_GAP
    if not frame.above:
        zero = frame.left + axis.place(axis.low * 0, frame.length)
        picture.line((zero, top), (zero, bottom), axis=True)
    return _draw_unit(picture, figure.chart.unit, frame, bottom + LEADING + 2, width)


def _draw_row(
    picture: Picture,
    plot: Plot,
    place: int,
    axis: Axis,
    frame: _Frame,
    lines: Sequence[str],
    y: float,
    height: float,
) -> None:
    bars = len(plot.series) * (_BAR + _BAR_GAP) - _BAR_GAP
    if frame.above:
        label_y, bar_y = y, y + len(lines) * LEADING + 4
    else:
        label_y, bar_y = y + (height - len(lines) * LEADING) / 2, y + (height - bars) / 2
    for row, line in enumerate(lines):
        baseline = label_y + LEADING * row + 13.5
        if frame.above:
            picture.text(0, baseline, line)
        else:
            picture.text(frame.left - 12, baseline, line, anchor="end")
    zero = frame.left + axis.place(axis.low * 0, frame.length)
    for tick in axis.ticks if frame.above else ():
        x = frame.left + axis.place(tick, frame.length)
        picture.line((x, bar_y - 2), (x, bar_y + bars + 2), axis=not tick)
    for number, series in enumerate(plot.series):
        value = series.values[place]
        at = bar_y + number * (_BAR + _BAR_GAP)
        end = zero
        if value is not None:
            end = frame.left + axis.place(value, frame.length)
            if value:
                picture.bar(min(zero, end), at, max(abs(end - zero), 1.5), _BAR, number)
        picture.number(max(zero, end) + 6, at + 13, series.texts[place], muted=value is None)


def _draw_axis(picture: Picture, axis: Axis, frame: _Frame, span: tuple[float, float], language: str) -> None:
    top, bottom = span
    for tick in axis.ticks:
        x = frame.left + axis.place(tick, frame.length)
        # Where labels stand above the bars, whole lines would cross them: see _draw_row.
        picture.line((x, bottom - 5 if frame.above else top), (x, bottom))
        # In the narrow layout the base line is at the edge: its number must not stand half outside.
        anchor = "start" if frame.above and x < 10 else "middle"
        picture.text(x if anchor == "middle" else 0, bottom + LEADING - 2, decimal(tick, language), anchor=anchor,
                     size=SMALL, muted=True)  # fmt: skip


def _draw_unit(picture: Picture, unit: str, frame: _Frame, y: float, width: float) -> float:
    """Write what is counted under the axis; return the height of the whole picture."""
    if not unit:
        return y + 4
    left = 0.0 if frame.above else frame.left
    lines = wrap(_shortened(unit), width - left, SMALL)[:3]
    for row, line in enumerate(lines):
        picture.text(left, y + 14 + row * LEADING, line, size=SMALL, muted=True)
    return y + len(lines) * LEADING + 4


def _label_lines(label: str, width: float) -> list[str]:
    lines = wrap(_shortened(label), width, SIZE)
    if len(lines) > _MOST_LINES:
        lines = [*lines[: _MOST_LINES - 1], lines[_MOST_LINES - 1][:-1] + "…"]
    return lines


def _shortened(label: str) -> str:
    """The whole label stands in the table; here it must leave room for the picture."""
    words = " ".join(label[: 2 * _LONGEST_LABEL].split())
    return words if len(words) <= _LONGEST_LABEL else words[: _LONGEST_LABEL - 1] + "…"
