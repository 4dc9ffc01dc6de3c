"""Facts and tables from elsewhere than the form: said, counted among a base, drawn."""

from decimal import Decimal

import pytest
from tests.core.narrative.examples import evidence

from frisklivsnett.core.documents.facttables import fact_figure, fact_table
from frisklivsnett.core.documents.model import ChartKind, Document
from frisklivsnett.core.documents.proofreading import differences
from frisklivsnett.core.documents.xlsx import to_xlsx
from frisklivsnett.core.narrative import Checker, Evidence, Fact, FactTable, Verdict
from frisklivsnett.core.text import text

MONTHS = FactTable(
    heads=(text("Måned"), text("Besøk")),
    rows=((text("januar"), (4,)), (text("februar"), (None,)), (text("mars"), (Decimal("2.5"),))),
    note=text("Alle 18 sentraler. Kilde: loggen."),
    unit=text("Besøk"),
    over_time=True,
)


def test_a_table_over_time_is_drawn_with_a_gap_where_nothing_is_known() -> None:
    figure = fact_figure(MONTHS, "nb", block_id="log.months", caption="Besøk", sort=True)
    assert (figure.chart.kind, figure.chart.sort) == (ChartKind.COLUMNS, False)
    assert [row[1].text for row in figure.table.rows] == ["4", "–", "2,5"]
    assert "Høyest: januar (4). Lavest: mars (2,5)." in figure.alt
    alone = fact_table(MONTHS, "nb", block_id="log.months", caption="Besøk")
    assert (alone.table, alone.note) == (figure.table, "Alle 18 sentraler. Kilde: loggen.")


def test_its_file_holds_what_it_says() -> None:
    figure = fact_figure(MONTHS, "nb", block_id="log.months", caption="Besøk")
    document = Document("Logg", "nb", (figure,))
    assert differences(document, "xlsx", to_xlsx(document)) == ()


@pytest.mark.parametrize(
    ("words", "verdict"),
    [
        ("14 av 18", Verdict.TRUE),
        ("de fleste", Verdict.TRUE),
        ("alle", Verdict.FALSE),
        ("16", Verdict.FALSE),
    ],
)
def test_a_fact_with_a_base_is_a_number_of_centres(words: str, verdict: Verdict) -> None:
    known = Evidence(evidence().current, facts={"log.kept": Fact(14, source="log", base=18)})
    assert Checker(known, "nb").resolve("fact log.kept", words).verdict is verdict
