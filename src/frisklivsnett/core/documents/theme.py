"""The house template: colours, fonts and logo of every document. It is a data file, so that it changes without code."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from typing import Any

HOUSE = Path(__file__).parents[2] / "data" / "house" / "house.json"

_COLOUR = re.compile(r"#[0-9a-f]{6}", re.IGNORECASE)
_FONT = re.compile(r"[A-Za-z][A-Za-z0-9 -]*")


class ThemeError(ValueError):
    """The house template cannot be used; the message says which value, and why."""


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours of a document as ``#rrggbb``; ``series`` are those of a chart's series, first to last.

    Text (``ink``, ``muted``, ``heading``, ``accent``) has 4.5:1 against ``paper`` and ``tint``, ``notice_ink``
    against ``notice``; ``axis`` and ``series`` have 3:1 against ``paper``. ``line`` only parts, and may be light.
    """

    paper: str
    ink: str
    muted: str
    heading: str
    accent: str
    tint: str
    line: str
    axis: str
    notice: str
    notice_ink: str
    series: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Theme:
    """The house template. ``fonts`` are tried in order, ``office_font`` is that of Word, Excel and PowerPoint.

    ``logo`` is an SVG picture, or empty.
    """

    name: str
    fonts: tuple[str, ...]
    office_font: str
    light: Palette
    dark: Palette
    logo: str = ""
    logo_alt: str = ""


@cache
def house_theme() -> Theme:
    """Return the house template, read once from its file."""
    return read_theme(HOUSE)


def read_theme(path: Path) -> Theme:
    """Read a house template, and the logo that it names beside it; raise ``ThemeError`` when it cannot be used."""
    try:
        data = json.loads(path.read_text("utf-8"))
        logo = data.get("logo", "")
        picture = (path.parent / Path(logo).name).read_text("utf-8") if logo else ""
    except (OSError, ValueError, AttributeError, TypeError) as error:
        raise ThemeError(f"{path.name}: {error}") from error
    return theme_from(data, logo=picture)


def theme_from(data: Mapping[str, object], *, logo: str = "") -> Theme:
    """Return the template that ``data`` describes; raise ``ThemeError`` when a value is missing or unfit."""
    fonts = data.get("fonts")
    if not isinstance(fonts, list) or not fonts or not all(_is(_FONT, font) for font in fonts):
        raise ThemeError("fonts: a list of font names is needed")
    if not _is(_FONT, data.get("office_font")):
        raise ThemeError("office_font: the name of a font that Word and PowerPoint have is needed")
    return Theme(
        name=str(data.get("name", "")),
        fonts=tuple(fonts),
        office_font=str(data["office_font"]),
        light=_palette(data, "light"),
        dark=_palette(data, "dark"),
        logo=logo,
        logo_alt=str(data.get("logo_alt", "")),
    )


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours as WCAG 2 reckons it: from 1 (none) to 21 (black on white)."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _palette(data: Mapping[str, object], name: str) -> Palette:
    colours = data.get(name)
    if not isinstance(colours, dict):
        raise ThemeError(f"{name}: colours are missing")
    for each in fields(Palette):
        value = colours.get(each.name)
        values = value if each.name == "series" and isinstance(value, list) and value else [value]
        if (each.name == "series" and values == [value]) or not all(
            _is(_COLOUR, colour) for colour in values
        ):
            raise ThemeError(f"{name}.{each.name}: a colour such as #0b6377 is needed")
    held: dict[str, Any] = {each.name: colours[each.name] for each in fields(Palette)}
    return Palette(**{**held, "series": tuple(held["series"])})


def _is(pattern: re.Pattern[str], value: object) -> bool:
    return isinstance(value, str) and pattern.fullmatch(value) is not None


def _luminance(colour: str) -> float:
    parts = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
