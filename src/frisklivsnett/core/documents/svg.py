"""Elements of an SVG picture, as text: what charts are put together from.

Colours and fonts stand as attributes, so that a picture is whole wherever it is put (a PDF, a mail); a page's style
sheet overrides them by class, for dark screens, high contrast and print. There is no ``style`` attribute, since a
strict content policy would drop it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape

from frisklivsnett.core.documents.metrics import text_width
from frisklivsnett.core.documents.text import clean
from frisklivsnett.core.documents.theme import Palette

SIZE = 14.0
SMALL = 13.0
LEADING = 18.0

_DASHES = ("", "7 4", "2 4", "9 3 2 3")


@dataclass(slots=True)
class Picture:
    """An SVG under construction. ``key`` begins the ids inside it, and is unique in its document."""

    key: str
    palette: Palette
    parts: list[str] = field(default_factory=list)

    def text(
        self,
        x: float,
        y: float,
        words: str,
        *,
        anchor: str = "start",
        size: float = SIZE,
        muted: bool = False,
    ) -> None:
        """Write a line of text with its baseline at ``y``; ``anchor`` is start, middle or end."""
        name, colour = ("doc-text-muted", self.palette.muted) if muted else ("doc-text", self.palette.ink)
        where = f'x="{number(x)}" y="{number(y)}" font-size="{number(size)}"'
        side = "" if anchor == "start" else f' text-anchor="{anchor}"'
        self.parts.append(f'<text class="{name}" {where}{side} fill="{colour}">{quoted(words)}</text>')

    def number(self, x: float, y: float, words: str, *, anchor: str = "start", muted: bool = False) -> None:
        """Write a number among the data, on a patch of paper so that no line of the grid crosses it."""
        if not words:
            return
        width = text_width(words, SMALL)
        left = x - {"start": 0.0, "middle": width / 2, "end": width}[anchor]
        where = f'x="{number(left - 2)}" y="{number(y - 11)}" width="{number(width + 3)}" height="13"'
        self.parts.append(f'<rect class="doc-paper" {where} fill="{self.palette.paper}"/>')
        self.text(x, y, words, anchor=anchor, size=SMALL, muted=muted)

    def line(self, start: tuple[float, float], end: tuple[float, float], *, axis: bool = False) -> None:
        """Draw a line of the grid, or a stronger one: the axis."""
        name, colour = ("doc-axis", self.palette.axis) if axis else ("doc-grid", self.palette.line)
        where = " ".join(
            f'{key}="{number(value)}"'
            for key, value in zip(("x1", "y1", "x2", "y2"), (*start, *end), strict=True)
        )
        self.parts.append(f'<line class="{name}" {where} stroke="{colour}" stroke-width="1"/>')

    def bar(self, x: float, y: float, width: float, height: float, series: int) -> None:
        """Draw a bar in the manner of its series: filled, hollow, striped or cross-striped."""
        colour = self.colour(series)
        where = f'x="{number(x)}" y="{number(y)}" width="{number(width)}" height="{number(height)}"'
        if series == 0:
            self.parts.append(f'<rect class="doc-s1" {where} fill="{colour}"/>')
            return
        inset = f'x="{number(x + 0.75)}" y="{number(y + 0.75)}"'
        inner = f'width="{number(max(width - 1.5, 0.5))}" height="{number(max(height - 1.5, 0.5))}"'
        self.parts.append(
            f'<rect class="doc-paper" {where} fill="{self.palette.paper}"/>'
            f'<rect class="doc-o{series + 1}" {inset} {inner} fill="none" stroke="{colour}" stroke-width="1.5"/>'
        )
        if series > 1:
            self.parts.append(f'<path class="doc-o{series + 1}" d="{_stripes(x, y, width, height, series)}" '
                              f'fill="none" stroke="{colour}" stroke-width="1.5"/>')  # fmt: skip

    def path(self, points: Sequence[tuple[float, float]], series: int) -> None:
        """Draw a line through ``points`` in the manner of its series: whole, dashed, dotted or both."""
        steps = " L".join(f"{number(x)} {number(y)}" for x, y in points)
        dash = f' stroke-dasharray="{_DASHES[series]}"' if _DASHES[series] else ""
        self.parts.append(
            f'<path class="doc-o{series + 1}" d="M{steps}" fill="none" stroke="{self.colour(series)}" '
            f'stroke-width="2.25" stroke-linejoin="round"{dash}/>'
        )

    def marker(self, x: float, y: float, series: int) -> None:
        """Draw a point in the shape of its series: circle, square, triangle or diamond."""
        round_, square = f'<circle cx="{number(x)}" cy="{number(y)}" r="4"', '<rect width="7.6" height="7.6"'
        shapes = (
            round_,
            f'{square} x="{number(x - 3.8)}" y="{number(y - 3.8)}"',
            _polygon((x, y - 5), (x + 5, y + 4), (x - 5, y + 4)),
            _polygon((x, y - 5.5), (x + 5.5, y), (x, y + 5.5), (x - 5.5, y)),
        )
        self.parts.append(f'{shapes[series]} class="doc-s{series + 1}" fill="{self.colour(series)}"/>')

    def colour(self, series: int) -> str:
        """Return the colour of a series, the first being 0."""
        return self.palette.series[series % len(self.palette.series)]

    def finish(
        self, width: float, height: float, *, title: str, description: str, fonts: Sequence[str], name: str
    ) -> str:
        """Return the picture as an ``<svg>`` element with its title and description; ``name`` is its class."""
        size = f'viewBox="0 0 {number(width)} {number(height)}" width="{number(width)}" height="{number(height)}"'
        labels = f'aria-labelledby="{self.key}-t {self.key}-d"'
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" class="{name}" role="img" {labels} {size} '
            f'font-family="{quoted(", ".join(fonts))}">'
            f'<title id="{self.key}-t">{quoted(title)}</title><desc id="{self.key}-d">{quoted(description)}</desc>'
            f"{''.join(self.parts)}</svg>"
        )


def number(value: float) -> str:
    """Return a coordinate with at most one decimal, the same on every machine."""
    written = f"{value:.1f}"
    return written.removesuffix(".0") if written not in {"-0.0", "-0"} else "0"


def quoted(words: str) -> str:
    """Return text that is safe in an element and in an attribute."""
    return escape(clean(words))


def _polygon(*points: tuple[float, float]) -> str:
    """Return the beginning of a filled shape with these corners."""
    return '<path d="M' + " L".join(f"{number(x)} {number(y)}" for x, y in points) + 'Z"'


def _stripes(x: float, y: float, width: float, height: float, series: int) -> str:
    """Return stripes inside a bar: upright ones for the third series, lying ones for the fourth."""
    along, across = (width, height) if series == 2 else (height, width)
    steps = [4.0 * place for place in range(1, int(along / 4) + (0 if along % 4 < 1 else 1))]
    if series == 2:
        return " ".join(f"M{number(x + step)} {number(y)}V{number(y + across)}" for step in steps) or "M0 0"
    return " ".join(f"M{number(x)} {number(y + step)}H{number(x + across)}" for step in steps) or "M0 0"
