"""Charts over time: columns and lines, with a gap where a year is missing and never a line across it."""

from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from frisklivsnett.core.documents.metrics import SPARE, text_width, wrap
from frisklivsnett.core.documents.model import Figure
from frisklivsnett.core.documents.plot import Axis, Plot, Series, axis_for
from frisklivsnett.core.documents.svg import LEADING, SMALL, Picture
from frisklivsnett.core.numbers import decimal

_HEIGHT = 240.0
_NARROW_HEIGHT = 190.0
_NARROW = 400.0


@dataclass(frozen=True, slots=True)
class _Field:
    """The part of the picture that holds the data, and how wide the place of each label is."""

    axis: Axis
    left: float
    top: float
    width: float
    height: float
    slot: float

    @property
    def bottom(self) -> float:
        return self.top + self.height

    def x(self, place: int) -> float:
        """The middle of a label's place."""
        return self.left + self.slot * (place + 0.5)

    def y(self, value: Fraction) -> float:
        """The height of a value."""
        return self.bottom - self.axis.place(value, self.height)

    def points(self, series: Series) -> list[tuple[float, float] | None]:
        """Where the series' values lie; None where there is none."""
        return [
            None if value is None else (self.x(at), self.y(value)) for at, value in enumerate(series.values)
        ]


def draw_columns(
    picture: Picture, figure: Figure, plot: Plot, top: float, width: float, language: str
) -> float:
    """Draw upright bars, those of one label side by side; return the height of the picture.

    Series that take turns share the place, as one series would.
    """
    field = _field(picture, figure, plot, top, width, language)
    beside = 1 if plot.in_turns else len(plot.series)
    each = min(field.slot * 0.74 / beside, 46.0)
    zero = field.y(field.axis.low * 0)
    bars: list[_Box] = []
    numbers: list[tuple[float, float, str, bool]] = []
    for number, series in enumerate(plot.series):
        aside = (number - (beside - 1) / 2) * each if beside > 1 else 0.0
        for place, value in enumerate(series.values):
            middle = field.x(place) + aside
            y = zero if value is None else field.y(value)
            if value:
                left, width_, height = middle - each / 2, max(each - 1.5, 1), max(abs(zero - y), 1.5)
                picture.bar(left, min(y, zero), width_, height, number)
                bars.append(_Box(left, min(y, zero), left + width_, max(y, zero)))
            if value is not None or beside > 1 or _is_gap(plot, place, number):
                numbers.append((middle, min(y, zero) - 5, series.texts[place], value is None))
    _draw_column_numbers(picture, field, bars, numbers)
    return _finish(picture, plot, field)


def _draw_column_numbers(
    picture: Picture, field: _Field, bars: list["_Box"], numbers: list[tuple[float, float, str, bool]]
) -> None:
    """Write each number over its bar where it hides neither bar nor number; all of them stand in the table."""
    taken = list(bars)
    for middle, y, words, muted in numbers:
        half = text_width(words, SMALL) * SPARE / 2
        x = min(max(middle, field.left + half), field.left + field.width - half)
        box = _Box(x - half + 2, y - 10, x + half - 2, y + 1)
        if words and not any(box.meets(other) for other in taken):
            picture.number(x, y, words, anchor="middle", muted=muted)
            taken.append(box)


def _is_gap(plot: Plot, place: int, number: int) -> bool:
    """Whether no series has a value here; of the marks for «none», the first series' is enough."""
    return number == 0 and all(series.values[place] is None for series in plot.series)


def draw_lines(
    picture: Picture, figure: Figure, plot: Plot, top: float, width: float, language: str
) -> float:
    """Draw a line with a mark at each value; return the height of the picture."""
    field = _field(picture, figure, plot, top, width, language)
    for number, series in enumerate(plot.series):
        run: list[tuple[float, float]] = []
        for point in [*field.points(series), None]:
            if point is not None:
                run.append(point)
                continue
            if len(run) > 1:
                picture.path(run, number)
            for x, y in run:
                picture.marker(x, y, number)
            run = []
    _draw_numbers(picture, plot, field)
    return _finish(picture, plot, field)


def _draw_numbers(picture: Picture, plot: Plot, field: _Field) -> None:
    """Write each number above its point, else below, where it hides neither line, point nor number.

    Those that find no room are left out; all of them stand in the table.
    """
    lines = [field.points(series) for series in plot.series]
    taken: list[_Box] = []
    for series in plot.series:
        for place, value in enumerate(series.values):
            text = series.texts[place]
            if value is None or not text:
                continue
            half = text_width(text, SMALL) * SPARE / 2
            x = min(max(field.x(place), field.left + half - 4), field.left + field.width - half + 4)
            for y in (field.y(value) - 9, field.y(value) + 19):
                box = _Box(x - half, y - 10, x + half, y + 1)
                if (
                    y < field.bottom
                    and not any(box.meets(other) for other in taken)
                    and not _hides(box, lines)
                ):
                    picture.number(x, y, text, anchor="middle")
                    taken.append(box)
                    break


@dataclass(frozen=True, slots=True)
class _Box:
    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "_Box") -> bool:
        apart = self.right < other.left - 3 or other.right < self.left - 3
        return not (apart or self.bottom < other.top or other.bottom < self.top)


def _hides(box: _Box, lines: list[list[tuple[float, float] | None]]) -> bool:
    """Return whether a line between two neighbouring points, or a point, lies in ``box``."""
    for line in lines:
        for start, end in pairwise([*line, None]):
            if start is None:
                continue
            x, y = start
            if box.meets(_Box(x - 1, y - 5, x + 1, y + 5)):
                return True
            if end is not None and _crosses(box, start, end):
                return True
    return False


def _crosses(box: _Box, start: tuple[float, float], end: tuple[float, float]) -> bool:
    """Points lie from left to right, so it is enough to look at the line's heights at the edges of the box."""
    left, right = max(box.left, start[0]), min(box.right, end[0])
    if left > right:
        return False
    slope = (end[1] - start[1]) / (end[0] - start[0])
    heights = (start[1] + slope * (left - start[0]), start[1] + slope * (right - start[0]))
    return min(heights) <= box.bottom + 1 and max(heights) >= box.top - 1


def _field(picture: Picture, figure: Figure, plot: Plot, top: float, width: float, language: str) -> _Field:
    """Lay out the picture and draw unit, grid and the numbers of the axis."""
    narrow = width < _NARROW
    axis = axis_for(plot.values, figure.chart.limit, about=4 if narrow else 5)
    ticks = [decimal(tick, language) for tick in axis.ticks]
    left = max(text_width(tick, SMALL) for tick in ticks) * SPARE + 8
    y = top
    for line in (
        wrap(" ".join(figure.chart.unit[:400].split()), width, SMALL)[:3] if figure.chart.unit else ()
    ):
        picture.text(0, y + 14, line, size=SMALL, muted=True)
        y += LEADING
    space = width - left - 2
    height = _NARROW_HEIGHT if narrow else _HEIGHT
    # Above the highest tick there is room for the number on a column that reaches it.
    field = _Field(axis, left, y + 22, space, height, space / max(len(plot.labels), 1))
    for tick, words in zip(axis.ticks, ticks, strict=True):
        at = field.y(tick)
        picture.line((left, at), (left + space, at))
        picture.text(left - 7, at + 4.5, words, anchor="end", size=SMALL, muted=True)
    return field


def _finish(picture: Picture, plot: Plot, field: _Field) -> float:
    """Draw the base line and the labels under it, every second or third where they are too many."""
    zero = field.y(field.axis.low * 0)
    picture.line((field.left, zero), (field.left + field.width, zero), axis=True)
    widest = max(text_width(label[:40], SMALL) for label in plot.labels) * SPARE + 6
    every = max(1, -int(-widest // field.slot)) if widest < field.slot * 4 else 1
    if every > 1 or widest <= field.slot:
        last = len(plot.labels) - 1
        for place, label in enumerate(plot.labels):
            if (last - place) % every == 0:
                x = min(max(field.x(place), widest / 2 - 3), field.left + field.width - widest / 2 + 5)
                picture.text(x, field.bottom + LEADING, label[:40], anchor="middle", size=SMALL)
        return field.bottom + LEADING + 8
    return _draw_long_labels(picture, plot, field)


def _draw_long_labels(picture: Picture, plot: Plot, field: _Field) -> float:
    """Labels that are words are broken over the width of their place."""
    lines = [wrap(" ".join(label[:120].split()), field.slot - 4, SMALL)[:4] for label in plot.labels]
    for place, label in enumerate(lines):
        for row, line in enumerate(label):
            picture.text(
                field.x(place), field.bottom + LEADING * (row + 1), line, anchor="middle", size=SMALL
            )
    return field.bottom + LEADING * max(map(len, lines)) + 8
