import json
from pathlib import Path

import pytest
from tests.core.documents.samples import report

from frisklivsnett.core.documents.html import to_html
from frisklivsnett.core.documents.theme import HOUSE, Palette, ThemeError, contrast, house_theme, read_theme


@pytest.mark.parametrize("palette", [house_theme().light, house_theme().dark])
def test_the_house_colours_can_be_told_apart_from_their_ground(palette: Palette) -> None:
    for text in (palette.ink, palette.muted, palette.heading, palette.accent):
        assert contrast(text, palette.paper) >= 4.5
        assert contrast(text, palette.tint) >= 4.5
    assert contrast(palette.notice_ink, palette.notice) >= 4.5
    for shape in (palette.axis, *palette.series):
        assert contrast(shape, palette.paper) >= 3
    assert len(palette.series) >= 4


def test_contrast_is_reckoned_as_wcag_does() -> None:
    assert contrast("#ffffff", "#000000") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def house(tmp_path: Path, **changes: object) -> Path:
    data = json.loads(HOUSE.read_text("utf-8")) | changes
    path = tmp_path / "house.json"
    path.write_text(json.dumps(data), "utf-8")
    return path


def test_colours_and_logo_are_changed_without_code(tmp_path: Path) -> None:
    (tmp_path / "logo.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>", "utf-8")
    light = json.loads(HOUSE.read_text("utf-8"))["light"] | {"accent": "#123456"}
    theme = read_theme(house(tmp_path, light=light, logo="logo.svg", logo_alt="Helsedirektoratet"))
    page = to_html(report(), theme=theme)
    assert "#123456" in page
    assert 'alt="Helsedirektoratet"' in page


@pytest.mark.parametrize(
    "changes",
    [
        {"light": {}},
        {"light": None},
        {"dark": {"paper": "red; } body { display: none"}},
        {"fonts": []},
        {"fonts": ["Inter; } body"]},
        {"logo": "missing.svg"},
    ],
)
def test_a_broken_template_is_refused(tmp_path: Path, changes: dict[str, object]) -> None:
    with pytest.raises(ThemeError):
        read_theme(house(tmp_path, **changes))
