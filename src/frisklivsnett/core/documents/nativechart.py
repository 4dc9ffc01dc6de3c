"""Charts that Word and PowerPoint own: drawn, edited and read by them, with their numbers in a workbook inside.

The same plot as in the other formats: the same order, the same gaps, the same end of the axis.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from frisklivsnett.core.documents.model import ChartKind, Figure
from frisklivsnett.core.documents.plot import Axis, Plot, Series, axis_for, plot_of
from frisklivsnett.core.documents.text import clean
from frisklivsnett.core.documents.theme import Theme

if TYPE_CHECKING:
    from pptx.chart.chart import Chart as NativeChart


@dataclass(frozen=True, slots=True)
class Frame:
    """Where a chart stands on a slide and how large its type is, in points."""

    left: float
    top: float
    width: float
    height: float
    size: float


def add_chart(slide: Any, figure: Figure, frame: Frame, theme: Theme) -> Any:
    """Draw ``figure`` on a slide of python-pptx; return the graphic frame, or None when there is nothing to draw."""
    from pptx.util import Pt

    from frisklivsnett.core.documents.chartbook import ChartData

    plot = plot_of(figure)
    if not plot.values:
        return None
    # python-pptx has types, but not here.
    data = cast("Any", ChartData)(number_format="General")
    data.categories = [clean(label) or " " for label in plot.labels]
    for series in plot.series:
        values = [None if value is None else _number(float(value)) for value in series.values]
        data.add_series(clean(series.name), values, number_format=number_format(series))
    place = (Pt(frame.left), Pt(frame.top), Pt(frame.width), Pt(frame.height))
    graphic = slide.shapes.add_chart(_kind(figure), *place, data)
    chart = graphic.chart
    _style(chart, figure, plot, frame, theme)
    return graphic


def height_for(figure: Figure, width: float, size: float) -> float:
    """Return a fitting height in points for a chart of this width."""
    plot = plot_of(figure)
    if figure.chart.kind is not ChartKind.BARS:
        return min(width * 0.5, 300)
    lines = [1 + int(len(label) * size * 0.55 / (width * 0.4)) for label in plot.labels]
    rows = [max(count * size * 1.35, len(plot.series) * size * 1.4) + size * 0.6 for count in lines]
    return min(60 + sum(rows) + (size * 2 if len(plot.series) > 1 else 0), 600)


def number_format(series: Series) -> str:
    """Return the number format by which Office prints a series as its table does: percent, with as many decimals."""
    pairs = zip(series.texts, series.values, strict=True)
    texts = [(text.strip(), value) for text, value in pairs if value is not None]
    decimals = max(
        (len(text.rstrip(" \u00a0\u202f%").replace(",", ".").partition(".")[2]) for text, _ in texts),
        default=0,
    )
    # A thousands comma in English is no decimal comma.
    decimals = decimals if decimals < 3 else 0
    zeros = f".{'0' * decimals}" if decimals else ""
    if texts and all(text.endswith("%") for text, _ in texts):
        of_one = all(abs(value) <= 1 for _, value in texts)
        return f"0{zeros}\u00a0%" if of_one else f'0{zeros}"\u00a0%"'
    return f"#,##0{zeros}" if any(value and abs(value) >= 10_000 for _, value in texts) else f"0{zeros}"


def _number(value: float) -> float | int:
    return int(value) if value.is_integer() else value


def _kind(figure: Figure) -> Any:
    from pptx.enum.chart import XL_CHART_TYPE

    return {
        ChartKind.BARS: XL_CHART_TYPE.BAR_CLUSTERED,
        ChartKind.COLUMNS: XL_CHART_TYPE.COLUMN_CLUSTERED,
        ChartKind.LINES: XL_CHART_TYPE.LINE_MARKERS,
    }[figure.chart.kind]


def _style(chart: "NativeChart", figure: Figure, plot: Plot, frame: Frame, theme: Theme) -> None:
    from pptx.enum.chart import XL_LEGEND_POSITION
    from pptx.util import Pt

    chart.has_title = False
    chart.font.size = Pt(frame.size)
    chart.font.name = theme.office_font
    chart.font.color.rgb = _rgb(theme.light.ink)
    chart.has_legend = len(plot.series) > 1
    if chart.legend is not None:
        chart.legend.position = XL_LEGEND_POSITION.TOP
        chart.legend.include_in_layout = False
    axis = axis_for(plot.values, figure.chart.limit)
    _style_axes(chart, figure, axis, frame, theme)
    for place, series in enumerate(chart.plots[0].series):
        _style_series(series, place, figure.chart.kind, theme)
    _style_labels(chart, figure, plot, frame)
    _show_gaps(chart)
    _leave_out_frame(chart)


def _style_axes(chart: "NativeChart", figure: Figure, axis: Axis, frame: Frame, theme: Theme) -> None:
    from pptx.enum.chart import XL_TICK_LABEL_POSITION, XL_TICK_MARK
    from pptx.util import Pt

    values, labels = chart.value_axis, chart.category_axis
    values.minimum_scale, values.maximum_scale = float(axis.low), float(axis.high)
    values.major_unit = float(axis.ticks[1] - axis.ticks[0]) if len(axis.ticks) > 1 else None
    values.has_major_gridlines = True
    values.major_gridlines.format.line.color.rgb = _rgb(theme.light.line)
    values.major_gridlines.format.line.width = Pt(0.5)
    values.format.line.fill.background()
    labels.format.line.color.rgb = _rgb(theme.light.axis)
    labels.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    for each in (values, labels):
        each.major_tick_mark = each.minor_tick_mark = XL_TICK_MARK.NONE
    if figure.chart.kind is ChartKind.BARS:
        # Office draws the first row lowest; turned round, the axis of values must be told to stay below.
        labels.reverse_order = True
        values.tick_label_position = XL_TICK_LABEL_POSITION.HIGH
        _name_every_row(labels)
    if figure.chart.unit:
        values.has_title = True
        values.axis_title.text_frame.text = clean(figure.chart.unit)
        run = values.axis_title.text_frame.paragraphs[0].runs[0]
        run.font.size, run.font.bold = Pt(frame.size), False
        run.font.color.rgb = _rgb(theme.light.muted)


def _name_every_row(labels: Any) -> None:
    """Office leaves out labels where it thinks it crowded, unless told not to; the order of elements is fixed."""
    from pptx.oxml.ns import qn

    element = labels._element
    skip = element.makeelement(qn("c:tickLblSkip"), {"val": "1"})
    after = element.find(qn("c:noMultiLvlLbl"))
    if after is None:
        element.append(skip)
    else:
        after.addprevious(skip)


def _style_series(series: Any, place: int, kind: ChartKind, theme: Theme) -> None:
    """Tell series apart by more than colour: patterns for bars, dashes and shapes for lines."""
    from pptx.enum.chart import XL_MARKER_STYLE
    from pptx.enum.dml import MSO_LINE_DASH_STYLE, MSO_PATTERN_TYPE
    from pptx.util import Pt

    colour = _rgb(theme.light.series[place % len(theme.light.series)])
    if kind is ChartKind.LINES:
        dashes = (None, MSO_LINE_DASH_STYLE.DASH, MSO_LINE_DASH_STYLE.ROUND_DOT, MSO_LINE_DASH_STYLE.DASH_DOT)
        shapes = ("CIRCLE", "SQUARE", "TRIANGLE", "DIAMOND")
        series.smooth = False
        series.format.line.color.rgb = colour
        series.format.line.width = Pt(2.25)
        if dashes[place % 4] is not None:
            series.format.line.dash_style = dashes[place % 4]
        series.marker.style = getattr(XL_MARKER_STYLE, shapes[place % 4])
        series.marker.size = 7
        series.marker.format.fill.solid()
        series.marker.format.fill.fore_color.rgb = colour
        series.marker.format.line.color.rgb = colour
        return
    fill = series.format.fill
    series.invert_if_negative = False
    if place == 0:
        fill.solid()
        fill.fore_color.rgb = colour
        return
    patterns = (
        MSO_PATTERN_TYPE.WIDE_UPWARD_DIAGONAL,
        MSO_PATTERN_TYPE.LIGHT_VERTICAL,
        MSO_PATTERN_TYPE.LIGHT_HORIZONTAL,
    )
    fill.patterned()
    fill.pattern = patterns[(place - 1) % 3]
    fill.fore_color.rgb = colour
    fill.back_color.rgb = _rgb(theme.light.paper)
    series.format.line.color.rgb = colour


def _style_labels(chart: "NativeChart", figure: Figure, plot: Plot, frame: Frame) -> None:
    from pptx.enum.chart import XL_LABEL_POSITION
    from pptx.util import Pt

    kind, drawn = figure.chart.kind, chart.plots[0]
    if kind is not ChartKind.LINES:
        drawn.gap_width = 45
        # Series that take turns share a place, else each bar would stand beside empty room.
        drawn.overlap = 100 if plot.in_turns else 0
    if kind is not ChartKind.BARS and len(plot.labels) * len(plot.series) > 24:
        return
    drawn.has_data_labels = True
    labels = drawn.data_labels
    labels.font.size = Pt(frame.size)
    labels.number_format = number_format(plot.series[0])
    labels.number_format_is_linked = len(plot.series) > 1
    labels.show_value = True
    labels.position = XL_LABEL_POSITION.ABOVE if kind is ChartKind.LINES else XL_LABEL_POSITION.OUTSIDE_END


def _show_gaps(chart: Any) -> None:
    """A missing value is a gap, never nought and never a line across."""
    from pptx.oxml.ns import qn

    element = chart._chartSpace.chart
    for there in element.findall(qn("c:dispBlanksAs")):
        element.remove(there)
    gap = element.makeelement(qn("c:dispBlanksAs"), {"val": "gap"})
    after = element.find(qn("c:plotVisOnly"))
    if after is not None:
        after.addnext(gap)
    else:
        element.append(gap)


def _leave_out_frame(chart: Any) -> None:
    """No line around the chart, and no ground of its own."""
    from pptx.oxml import parse_xml
    from pptx.oxml.ns import nsdecls, qn

    space = chart._chartSpace
    shape = parse_xml(f"<c:spPr {nsdecls('c', 'a')}><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>")
    text = space.find(qn("c:txPr"))
    if text is not None:
        text.addprevious(shape)
    else:
        space.chart.addnext(shape)


def _rgb(colour: str) -> Any:
    from pptx.dml.color import RGBColor

    return cast("Any", RGBColor).from_string(colour[1:].upper())
