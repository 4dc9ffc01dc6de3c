"""The report's text, checked where it stands, and carried over to the next year, with the demo's answers."""

import pytest

from frisklivsnett.collection.models import Round
from frisklivsnett.core.narrative import Verdict
from frisklivsnett.publication.evidence import evidence_of
from frisklivsnett.publication.proof import Proof, prove, refresh
from frisklivsnett.publication.report import report_of, source_for, source_of
from frisklivsnett.publication.writing import save_text

HEAD = "---\ntitle: Rapport\n---\n"

pytestmark = pytest.mark.usefixtures("demo_database", "db")


@pytest.fixture
def demo(demo_database: None, db: None) -> Round:
    return Round.objects.select_related("form_version").get(report_year=2024)


def proved(round_: Round, body: str) -> Proof:
    return prove(HEAD + body, round_, "nb", evidence_of(round_))


def test_the_template_holds_and_every_claim_is_found_in_the_text_as_written(demo: Round) -> None:
    source = source_of("nb")
    found = prove(source, demo, "nb", evidence_of(demo))
    assert (found.holds, found.unbound, found.remains) == (found.claims, 0, ())
    assert {source[mark.start] + source[mark.end - 1] for mark in found.marks} == {"[)"}


def test_what_is_false_is_shown_where_it_stands_with_what_would_be_true(demo: Round) -> None:
    found = proved(demo, "I {year} hadde [17](=fact agreements.count) avtale.\n")
    (wrong,) = found.remains
    assert found.source[wrong.start : wrong.end] == "[17](=fact agreements.count)"
    assert (wrong.line, wrong.verdict, wrong.expected) == (4, Verdict.FALSE, "18")
    assert "doc-mark-false" in found.page


@pytest.mark.parametrize(
    ("body", "words", "line"),
    [
        ("Tekst.\n\nDet var femti til.\n", "femti", 6),
        ("[x](=sum hostig.people) kom.\n", "[x](=sum hostig.people)", 4),
        ("Tekst.\n\n![](=figure tull)\n", "figure tull", 6),
        ("Tekst.\n\n    kode\n", "    kode", 6),
        ("Se [](#ingen-steder).\n", "(#ingen-steder)", 4),
        ("# Mål {#a}\n\n# Metode {#a}\n", "{#a", 6),
        ("# Mål {#a}\n\n### Metode {#b}\n", "{#b", 6),
    ],
    ids=[
        "unbound",
        "unreadable",
        "unknown figure",
        "code",
        "reference to nothing",
        "same name",
        "level left out",
    ],
)
def test_what_is_open_or_broken_is_shown_where_it_stands(
    demo: Round, body: str, words: str, line: int
) -> None:
    found = proved(demo, body)
    assert [(found.source[each.start : each.end], each.line) for each in found.remains] == [(words, line)]


@pytest.mark.parametrize("source", ["", "---\n", "---\ntull\n---\n", "[", "](=", "> " * 500, "[a](=" * 300])
def test_no_text_breaks_the_check(demo: Round, source: str) -> None:
    found = prove(source, demo, "nb", evidence_of(demo))
    assert found.remains
    assert all(0 <= each.start <= each.end <= len(source) for each in found.remains)


def test_a_script_in_the_text_is_text(demo: Round) -> None:
    found = proved(demo, "<script>alert()</script> og [<b>18</b>](=fact agreements.count)\n")
    assert "<script>" not in found.page
    assert "<b>18" not in found.page


def test_a_refresh_lists_what_it_changes_and_leaves_the_rest_to_the_letter(demo: Round) -> None:
    source = (
        HEAD + "I {year}: [17](=fact agreements.count), [](=fact form.questions) og [Alle](=fact tull).\n"
    )
    done = refresh(source, demo, "nb", evidence_of(demo))
    assert [(each.line, each.before, each.after) for each in done.changes] == [
        (4, "17", "18"),
        (4, "", "19"),
    ]
    assert done.source == source.replace("[17]", "[18]").replace("[](", "[19](")


def test_the_report_is_made_from_the_saved_text_as_it_stands(demo: Round) -> None:
    source = HEAD + "# Nytt {#nytt}\n\nDet er [17](=fact agreements.count) sentraler.\n"
    save_text(round_=demo, language="nb", source=source, based_on=0, by=None)
    report = report_of(demo, "nb")
    assert report.document.title == "Rapport"
    assert not report.publishable
    assert "[17]" in report.source


def test_a_saved_text_that_is_no_report_stops_the_publishing_and_nothing_else(demo: Round) -> None:
    save_text(round_=demo, language="nb", source="    kode", based_on=0, by=None)
    assert [fault.why.in_("nb") for fault in report_of(demo, "nb").faults]


def test_next_year_begins_with_the_text_and_what_still_holds_is_brought_up_to_date(demo: Round) -> None:
    source = HEAD + "# Ett {#a}\n\nFristen i {year} var [1. april 2025](=fact round.deadline).\n"
    save_text(round_=demo, language="nb", source=source, based_on=0, by=None)
    after = Round.objects.get(report_year=2025)
    draft = source_for(after, "nb")
    assert (draft.source, draft.number, draft.from_year) == (source, 0, 2024)
    report = report_of(after, "nb")
    assert "Fristen i 2025" in report.source
    assert str(after.deadline.year) in report.source


def test_a_text_put_aside_is_not_carried_over(demo: Round) -> None:
    for source in ("# Min", "# Din"):
        save_text(round_=demo, language="nb", source=source, based_on=0, by=None)
    assert source_for(Round.objects.get(report_year=2025), "nb").source == "# Min"
