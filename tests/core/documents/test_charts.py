import re
from decimal import Decimal
from fractions import Fraction
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.core.documents.samples import ACTIVITIES, VISITORS, bars, visitors

from frisklivsnett.core.documents.charts import NARROW, WIDE, chart_svg
from frisklivsnett.core.documents.metrics import text_width, wrap
from frisklivsnett.core.documents.model import Cell, Chart, ChartKind, ColumnHead, DataTable, Figure, Number
from frisklivsnett.core.documents.plot import axis_for, plot_of

SVG = "{http://www.w3.org/2000/svg}"


def drawn(figure: Figure, *, narrow: bool = False) -> ET.Element:
    return ET.fromstring(chart_svg(figure, title="Figur 1. Tittel", language="nb", narrow=narrow))


def words_of(picture: ET.Element) -> list[str]:
    return [text.text or "" for text in picture.iter(f"{SVG}text")]


def of(kind: ChartKind, *rows: tuple[Any, ...], **more: Any) -> Figure:
    """A figure of rows of label and values; None is a cell without value."""
    heads = (ColumnHead("A"), *(ColumnHead(f"Serie {n}", numeric=True) for n in range(1, len(rows[0]))))
    cells = tuple(
        (Cell(str(row[0])), *(Cell("–" if value is None else str(value), value) for value in row[1:]))
        for row in rows
    )
    series = tuple(range(1, len(rows[0])))
    return Figure("f", "c", DataTable(heads, cells), Chart(kind, series=series, **more), "alt")


@pytest.mark.parametrize("narrow", [False, True])
def test_every_number_of_the_table_is_printed_and_drawn_to_scale(*, narrow: bool) -> None:
    picture = drawn(bars(), narrow=narrow)
    lengths = sorted(
        float(bar.get("width", "")) for bar in picture.iter(f"{SVG}rect") if bar.get("class") == "doc-s1"
    )
    numbers = sorted(n for _, n in ACTIVITIES if n)
    assert [round(length / lengths[-1] * 18) for length in lengths] == numbers
    printed = words_of(picture)
    assert all(str(n) in printed for _, n in ACTIVITIES)


@pytest.mark.parametrize("narrow", [False, True])
@pytest.mark.parametrize("figure", [bars(), visitors(ChartKind.COLUMNS), visitors(ChartKind.LINES)])
def test_nothing_is_drawn_outside_the_picture(figure: Figure, *, narrow: bool) -> None:
    picture = drawn(figure, narrow=narrow)
    width, height = (float(side) for side in picture.get("viewBox", "").split()[2:])
    assert width == (NARROW if narrow else WIDE)
    for text in picture.iter(f"{SVG}text"):
        x, y, size = (float(text.get(name, "")) for name in ("x", "y", "font-size"))
        wide = text_width(text.text or "", size)
        left = x - {"start": 0.0, "middle": wide / 2, "end": wide}[text.get("text-anchor", "start")]
        assert left >= -1
        assert left + wide <= width + 1
        assert 0 < y <= height
    for bar in picture.iter(f"{SVG}rect"):
        assert float(bar.get("x", "")) >= -3
        assert float(bar.get("y", "")) + float(bar.get("height", "")) <= height


def test_a_picture_has_a_name_and_a_description_with_ids_of_its_own() -> None:
    wide, narrow = drawn(bars()), drawn(bars(), narrow=True)
    for picture in (wide, narrow):
        title, description = picture.find(f"{SVG}title"), picture.find(f"{SVG}desc")
        assert title is not None
        assert description is not None
        assert picture.get("role") == "img"
        assert picture.get("aria-labelledby") == f"{title.get('id')} {description.get('id')}"
        assert title.text == "Figur 1. Tittel"
        assert description.text == bars().alt
    assert wide.get("aria-labelledby") != narrow.get("aria-labelledby")


def test_sorting_puts_the_largest_first_and_keeps_the_tables_order_among_equals() -> None:
    plot = plot_of(bars())
    values = [value for value in plot.series[0].values if value is not None]
    assert values == sorted(values, reverse=True)
    ties = [label for label, value in zip(plot.labels, values, strict=True) if value == 17]
    assert ties == [label for label, n in ACTIVITIES if n == 17]


def test_a_missing_year_is_an_empty_place_and_no_line_goes_across_it() -> None:
    figure = visitors(ChartKind.LINES)
    assert plot_of(figure).labels == tuple(str(year) for year in range(2014, 2025))
    picture = drawn(figure)
    assert "2023" in words_of(picture)
    lines = [path.get("d", "") for path in picture.iter(f"{SVG}path") if "Z" not in path.get("d", "")]
    data = [line for line in lines if line.count("L") == len(VISITORS) - 2]
    assert len(data) == 2, "nine years joined for each series, and 2024 by itself"


def test_a_cell_without_value_is_a_gap_too() -> None:
    picture = drawn(of(ChartKind.LINES, ("2020", 1), ("2021", 2), ("2022", None), ("2023", 4), ("2024", 5)))
    lines = [path.get("d", "") for path in picture.iter(f"{SVG}path")]
    assert [line.count("L") for line in lines] == [1, 1]


def test_labels_that_are_no_years_in_order_are_left_as_they_are() -> None:
    assert plot_of(of(ChartKind.COLUMNS, ("2024", 1), ("2020", 2))).labels == ("2024", "2020")
    assert plot_of(of(ChartKind.COLUMNS, ("1900", 1), ("2020", 2))).labels == ("1900", "2020")


def test_series_that_take_turns_share_the_place_of_one() -> None:
    def width(figure: Figure) -> float:
        bars = [bar for bar in drawn(figure).iter(f"{SVG}rect") if bar.get("class") == "doc-s1"]
        return float(bars[-1].get("width", ""))

    years = [str(year) for year in range(2014, 2024)]
    alone = of(ChartKind.COLUMNS, *((year, 104) for year in years))
    turns = of(ChartKind.COLUMNS, *((year, 104, None) for year in years), ("2024", None, 310))
    both = of(ChartKind.COLUMNS, *((year, 104, 1) for year in years))
    assert plot_of(turns).in_turns
    assert not plot_of(both).in_turns
    assert width(both) < width(turns) <= width(alone)
    assert {"104", "310"} <= set(words_of(drawn(turns)))
    assert "–" not in words_of(drawn(turns))


def test_series_are_told_apart_by_shape_and_named() -> None:
    picture = drawn(of(ChartKind.LINES, ("2020", 1, 2, 3, 4), ("2021", 2, 3, 4, 5)))
    dashes = {
        path.get("stroke-dasharray")
        for path in picture.iter(f"{SVG}path")
        if path.get("stroke-width") == "2.25"
    }
    assert len(dashes) == 4
    assert {"Serie 1", "Serie 2", "Serie 3", "Serie 4"} <= set(words_of(picture))


@pytest.mark.parametrize("kind", list(ChartKind))
def test_a_table_without_numbers_says_that_there_is_nothing_to_draw(kind: ChartKind) -> None:
    assert words_of(drawn(of(kind, ("a", None)))) == ["Det er ingen tall å tegne."]


@pytest.mark.parametrize(
    ("values", "limit", "ticks"),
    [
        ([11, 16], 18, [0, 5, 10, 15, 18]),
        ([310], None, [0, 100, 200, 300, 400]),
        ([3], 3, [0, 1, 2, 3]),
        ([0, 0], 18, [0, 5, 10, 15, 18]),
        ([0], None, [0, 1]),
        ([20], 18, [0, 5, 10, 15, 20]),
        ([-5, 5], None, [-6, -4, -2, 0, 2, 4, 6]),
        ([1_200_000], None, [0, 500_000, 1_000_000, 1_500_000]),
    ],
)
def test_the_axis_has_round_numbers_and_ends_at_the_limit(
    values: list[int], limit: int | None, ticks: list[int]
) -> None:
    assert list(axis_for(map(Fraction, values), limit).ticks) == ticks


@given(
    st.lists(st.fractions(-(10**9), 10**9, max_denominator=1000), min_size=1, max_size=20),
    st.none() | st.integers(0, 10**9),
)
def test_every_value_lies_on_the_axis(values: list[Fraction], limit: int | None) -> None:
    axis = axis_for(values, limit)
    assert axis.low <= min([*values, Fraction(0)])
    assert axis.high >= max([*values, Fraction(limit or 0)])
    assert 2 <= len(axis.ticks) <= 20
    assert all(axis.low <= tick <= axis.high for tick in axis.ticks)


@pytest.mark.parametrize(
    "value", [2.5, Decimal("2.5"), Fraction(5, 2), float("nan"), float("inf"), -3, 10**15]
)
@pytest.mark.parametrize("kind", list(ChartKind))
def test_numbers_of_all_kinds_can_be_drawn(kind: ChartKind, value: Number) -> None:
    assert words_of(drawn(of(kind, ("a", value), ("b", 1))))


@given(st.text(max_size=300), st.floats(20, 400))
def test_wrapping_loses_no_words_and_keeps_within_the_width(words: str, width: float) -> None:
    lines = wrap(words, width, 14)
    assert re.sub(r"[ \u200b]", "", "".join(lines)) == re.sub(r"[ \u200b]", "", words)
    assert all(
        text_width(line, 14) <= width or len(line) == 1 or text_width(line[0], 14) > 1 for line in lines
    )


def test_a_label_of_a_million_characters_does_not_fill_the_picture() -> None:
    picture = drawn(of(ChartKind.BARS, ("x" * 1_000_000, 1), ("ord " * 250_000, 2)))
    assert float(picture.get("height", "")) < 400


def test_the_same_figure_gives_the_same_picture() -> None:
    assert chart_svg(bars(), title="t", language="nb") == chart_svg(bars(), title="t", language="nb")
