"""The figures of a chart in a Word file, as lines of text: its title, then a category and its values a line."""

from collections.abc import Iterator

from lxml import etree

C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_MOST_POINTS = 2000


def chart_lines(chart: etree._Element) -> Iterator[str]:
    """Yield the chart's title, and its categories with their values, cells parted by tabs."""
    title = chart.find(f".//{C}title")
    words = "" if title is None else " ".join(part.text or "" for part in title.iter(A + "t")).strip()
    if words:
        yield words
    series = list(chart.iter(C + "ser"))
    columns = [_points(one.find(C + "val")) for one in series]
    categories = _points(series[0].find(C + "cat")) if series else {}
    for place, name in list(categories.items())[:_MOST_POINTS]:
        yield "\t".join([name, *(_number(column.get(place, "")) for column in columns)])


def _points(parent: etree._Element | None) -> dict[str, str]:
    if parent is None:
        return {}
    found = {}
    for point in parent.iter(C + "pt"):
        value = point.find(C + "v")
        found[str(point.get("idx"))] = " ".join((value.text or "").split()) if value is not None else ""
    return found


def _number(words: str) -> str:
    """Numbers as people write them: «14.0» is 14."""
    return words.removesuffix(".0")
