"""What a chart is drawn from: labels, series and an axis, taken from the figure's own table."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from frisklivsnett.core.documents.model import Cell, ChartKind, Figure, Number

_MOST_YEARS = 80
_STEPS = (1, 2, 5)


@dataclass(frozen=True, slots=True)
class Series:
    """One drawn column of the table: its head, and a value (or None) and the words printed for each label."""

    name: str
    values: tuple[Fraction | None, ...]
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Plot:
    """What is drawn: every series has a place for each label."""

    labels: tuple[str, ...]
    series: tuple[Series, ...]

    @property
    def values(self) -> tuple[Fraction, ...]:
        """All values there are."""
        return tuple(value for series in self.series for value in series.values if value is not None)

    @property
    def is_whole(self) -> bool:
        """Whether every series has a value for every label."""
        return all(value is not None for series in self.series for value in series.values)

    @property
    def in_turns(self) -> bool:
        """Whether no label has a value in more than one series: published numbers and then computed ones, say."""
        columns = zip(*(series.values for series in self.series), strict=True)
        return all(sum(value is not None for value in column) <= 1 for column in columns)


@dataclass(frozen=True, slots=True)
class Axis:
    """The axis of values: it holds 0, and every ``tick`` lies between ``low`` and ``high``."""

    low: Fraction
    high: Fraction
    ticks: tuple[Fraction, ...]

    def place(self, value: Fraction, length: float) -> float:
        """Return how far along an axis of ``length`` a value lies."""
        return float((value - self.low) / (self.high - self.low)) * length


def exact(value: Number | None) -> Fraction | None:
    """Return a cell's value as a fraction; a float is read as the decimals that it prints as. NaN is no value."""
    if isinstance(value, float):
        return Fraction(repr(value)) if math.isfinite(value) else None
    return None if value is None else Fraction(value)


def plot_of(figure: Figure) -> Plot:
    """Return what ``figure`` draws, sorted or with gaps put in as its chart says."""
    rows: Sequence[Sequence[Cell] | str] = list(figure.table.rows)
    chart = figure.chart
    if chart.kind is not ChartKind.BARS:
        rows = _with_gaps(figure.table.rows)
    elif chart.sort:
        # Sorting is stable: among equals the table's order stays.
        rows = _sorted(figure.table.rows, chart.series[0])
    labels = tuple(row if isinstance(row, str) else row[0].text for row in rows)
    return Plot(labels, tuple(_series(figure, rows, column) for column in chart.series))


def axis_for(values: Iterable[Fraction], limit: Number | None, *, about: int = 5) -> Axis:
    """Return an axis from 0 (or the lowest negative value) that ends at ``limit``, or at a round number.

    ``about`` is how many ticks there should be. Whole numbers get whole ticks. A value beyond ``limit`` wins.
    """
    given = list(values)
    end = exact(limit)
    high = max([*given, end or Fraction(0), Fraction(0)])
    low = min([*given, Fraction(0)])
    if high == low:
        high = low + 1
    step = _step((high - low) / about, whole=all(value.denominator == 1 for value in given))
    low = math.floor(low / step) * step
    if end is None or end < high:
        high = math.ceil(high / step) * step
    ticks = [low + step * place for place in range(math.floor((high - low) / step) + 1)]
    if ticks[-1] != high:
        # A round tick right beside the end would only get in its way.
        ticks = [tick for tick in ticks if high - tick >= step * Fraction(6, 10)] + [high]
    return Axis(Fraction(low), Fraction(high), tuple(map(Fraction, ticks)))


def _sorted(rows: Sequence[Sequence[Cell]], column: int) -> list[Sequence[Cell]]:
    """Return the rows with the largest first and those without a value last."""

    def rank(row: Sequence[Cell]) -> tuple[bool, Fraction]:
        value = exact(row[column].value)
        return (value is None, -(value or Fraction(0)))

    return sorted(rows, key=rank)


def _series(figure: Figure, rows: Sequence[Sequence[Cell] | str], column: int) -> Series:
    cells = [Cell("") if isinstance(row, str) else row[column] for row in rows]
    values = tuple(exact(cell.value) for cell in cells)
    return Series(figure.table.heads[column].text, values, tuple(cell.text for cell in cells))


def _with_gaps(rows: Sequence[Sequence[Cell]]) -> list[Sequence[Cell] | str]:
    """Put a label without cells where a year is missing, if all labels are years in order."""
    labels = [row[0].text.strip() for row in rows]
    if not all(len(label) == 4 and label.isascii() and label.isdigit() for label in labels):
        return list(rows)
    years = [int(label) for label in labels]
    if years != sorted(set(years)) or not years or years[-1] - years[0] > _MOST_YEARS:
        return list(rows)
    by_year = dict(zip(years, rows, strict=True))
    return [by_year.get(year, str(year)) for year in range(years[0], years[-1] + 1)]


def _step(least: Fraction, *, whole: bool) -> Fraction:
    """Return the smallest of 1, 2, 5, 10, 20 … (or 0.1, 0.2, 0.5 …) that is at least ``least``."""
    power = math.floor(math.log10(least)) if least > 0 else 0
    for exponent in range(power - 1, power + 3):
        for digit in _STEPS:
            step = digit * Fraction(10) ** exponent
            if step >= least and (not whole or step >= 1):
                return step
    return Fraction(1)
