"""Charts and maps of what was noted, as the pages show them: each with its table, in the page's language."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from markupsafe import Markup

from frisklivsnett.activity.summing import CountySums
from frisklivsnett.core.documents.boundarymap import boundary_map
from frisklivsnett.core.documents.facttables import fact_data, fact_figure
from frisklivsnett.core.documents.model import Cell, Chart, ColumnHead, DataTable, Figure
from frisklivsnett.core.documents.tilemap import CountyTiles, Tile, tile_map
from frisklivsnett.core.narrative import FactTable
from frisklivsnett.core.numbers import integer
from frisklivsnett.registry.boundaries import outlines
from frisklivsnett.web.jinja import language
from frisklivsnett.web.results.questions import Shown, charts


@dataclass(frozen=True, slots=True)
class Drawn:
    """A chart or a map with its table."""

    title: str
    picture: str
    table: Shown


def chart(
    facts: FactTable, id_: str, title: str, *, sort: bool = False, series: tuple[int, ...] = (1,)
) -> Drawn:
    """Return a table as a chart, wide and narrow, with the table under it."""
    figure = fact_figure(facts, language(), block_id=id_, caption=title, sort=sort)
    if series != (1,):
        figure = _with_series(figure, series)
    return Drawn(title, charts(figure, language()), shown(facts, id_, title))


def shown(facts: FactTable, id_: str, title: str) -> Shown:
    """Return a table alone."""
    return Shown(f"{id_}-tabell", title, fact_data(facts, language()), facts.note.in_(language()))


def _with_series(figure: Figure, series: tuple[int, ...]) -> Figure:
    chart_ = Chart(figure.chart.kind, series=series, unit=figure.chart.unit)
    return Figure(figure.id, figure.caption, figure.table, chart_, figure.alt, figure.note)


def map_of(counties: Sequence[CountySums], title: str, *, own: str = "", note: str = "") -> Drawn:
    """Return the map of where visits and enquiries came from, with a table of the counties that have some."""
    tiles = [
        CountyTiles(
            county.code,
            county.name,
            tuple(
                Tile(code, name, sum(county.came.get(code, (0, 0))), own=code == own)
                for code, name in county.places
            ),
            sum(sum(both) for both in county.came.values()),
        )
        for county in counties
    ]
    lines = outlines()
    both = "".join(
        boundary_map(tiles, lines, key="fylker", title=title, language=language(), narrow=narrow)
        if lines
        else tile_map(tiles, key="fylker", title=title, language=language(), narrow=narrow)
        for narrow in (False, True)
    )
    return Drawn(title, Markup(both), Shown("fylker-tabell", title, _county_table(counties), note))  # noqa: S704


def _county_table(counties: Sequence[CountySums]) -> DataTable:
    heads = (
        ColumnHead(_("Fylke")),
        ColumnHead(_("Kommuner og bydeler"), numeric=True),
        ColumnHead(_("Besøk"), numeric=True),
        ColumnHead(_("Henvendelser"), numeric=True),
    )
    rows = tuple(
        (
            Cell(county.name),
            Cell(
                _("%(some)s av %(all)s") % {"some": len(county.came), "all": len(county.places)},
                len(county.came),
            ),
            _number(sum(visits for visits, _asked in county.came.values())),
            _number(sum(asked for _visits, asked in county.came.values())),
        )
        for county in counties
    )
    return DataTable(heads, rows)


def _number(value: int) -> Cell:
    return Cell(integer(value, language()), value)
