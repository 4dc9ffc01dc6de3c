"""The report's text: saved as versions, never overwritten, carried over to the next year, checked where it stands."""

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from hypothesis import given
from hypothesis import strategies as st

from frisklivsnett.audit.models import Event
from frisklivsnett.collection.models import Round
from frisklivsnett.core.narrative import Verdict
from frisklivsnett.publication.drafts import ReportTextVersion
from frisklivsnett.publication.evidence import evidence_of
from frisklivsnett.publication.proof import InYear, Proof, prove, refresh
from frisklivsnett.publication.report import report_of, source_for, source_of
from frisklivsnett.publication.writing import SavedText, save_text

HEAD = "---\ntitle: Rapport\n---\n"


# --- places, without a database ---


@given(st.lists(st.text("ab\n", max_size=3), min_size=1, max_size=4))
def test_a_place_in_the_text_as_shown_is_the_same_place_as_written(pieces: list[str]) -> None:
    text = InYear("{year}".join(pieces), 2024)
    assert text.shown == "2024".join(pieces)
    for start in range(len(text.shown)):
        if text.shown[start] in "ab\n":
            assert text.written[text.place(start)] == text.shown[start]
    assert text.place(len(text.shown)) == len(text.written)


def test_a_place_within_a_year_is_where_its_placeholder_begins() -> None:
    text = InYear("i {year}.", 2024)
    assert [text.place(at) for at in range(8)] == [0, 1, 2, 2, 2, 2, 8, 9]


# --- versions ---


@pytest.mark.usefixtures("db")
class TestVersions:
    @pytest.fixture
    def round_(self, the_round: Round) -> Round:
        return the_round

    def save(self, round_: Round, source: str, based_on: int, language: str = "nb") -> SavedText:
        return save_text(round_=round_, language=language, source=source, based_on=based_on, by=None)

    def test_each_save_is_a_version(self, round_: Round) -> None:
        assert self.save(round_, "en", 0).version.number == 1
        assert self.save(round_, "to", 1).version.number == 2
        assert source_for(round_, "nb").source == "to"
        assert [each.source for each in ReportTextVersion.objects.of(round_, "nb")] == ["to", "en"]

    def test_languages_have_texts_of_their_own(self, round_: Round) -> None:
        self.save(round_, "bokmål", 0)
        assert self.save(round_, "nynorsk", 0, "nn").version.number == 1
        assert source_for(round_, "nb").source == "bokmål"

    def test_one_that_comes_too_late_is_kept_aside_and_does_not_count(self, round_: Round) -> None:
        self.save(round_, "felles", 0)
        first = self.save(round_, "min", 1)
        late = self.save(round_, "din", 1)
        assert late.version.aside
        assert late.instead == first.version
        assert source_for(round_, "nb").source == "min"
        assert late.version.source == "din"

    def test_two_who_begin_with_the_template_lose_nothing(self, round_: Round) -> None:
        self.save(round_, "min", 0)
        assert self.save(round_, "din", 0).version.aside

    def test_after_seeing_the_other_text_one_can_save_over_it(self, round_: Round) -> None:
        self.save(round_, "min", 0)
        self.save(round_, "din", 0)
        merged = self.save(round_, "min og din", 1)
        assert (merged.version.number, merged.instead) == (3, None)
        assert source_for(round_, "nb").source == "min og din"

    def test_the_same_text_is_not_saved_twice(self, round_: Round) -> None:
        self.save(round_, "min", 0)
        assert not self.save(round_, "min", 1).is_new
        late = [self.save(round_, "din", 0) for _time in range(2)]
        assert [each.is_new for each in late] == [True, False]
        assert late[1].instead is not None
        assert ReportTextVersion.objects.count() == 2

    def test_the_database_refuses_to_change_a_version(self, round_: Round) -> None:
        self.save(round_, "min", 0)
        with pytest.raises(DatabaseError), transaction.atomic():
            ReportTextVersion.objects.update(source="endret")

    @pytest.mark.parametrize("source", ["", " \r\n ", "x" * 1_000_001])
    def test_a_text_that_is_empty_or_too_long_is_refused(self, round_: Round, source: str) -> None:
        with pytest.raises(ValidationError):
            self.save(round_, source, 0)
        assert not ReportTextVersion.objects.exists()

    def test_lines_end_in_one_way_and_no_character_stops_the_database(self, round_: Round) -> None:
        assert self.save(round_, "a\r\nb\rc\x00", 0).version.source == "a\nb\nc\ufffd"

    def test_the_log_tells_of_a_save_and_nothing_of_the_text(self, round_: Round) -> None:
        self.save(round_, "hemmelig utkast", 0)
        event = Event.objects.get(verb="report_text.saved")
        assert event.details["number"] == 1
        assert "hemmelig" not in str(event.details)


# --- with the demo's answers ---


@pytest.fixture
def demo(demo_database: None, db: None) -> Round:
    return Round.objects.select_related("form_version").get(report_year=2024)


def proved(round_: Round, body: str) -> Proof:
    return prove(HEAD + body, round_, "nb", evidence_of(round_))


@pytest.mark.usefixtures("demo_database", "db")
class TestAgainstTheAnswers:
    def test_the_template_holds_and_every_claim_is_found_in_the_text_as_written(self, demo: Round) -> None:
        source = source_of("nb")
        found = prove(source, demo, "nb", evidence_of(demo))
        assert (found.holds, found.unbound, found.remains) == (found.claims, 0, ())
        assert {source[mark.start] + source[mark.end - 1] for mark in found.marks} == {"[)"}

    def test_what_is_false_is_shown_where_it_stands_with_what_would_be_true(self, demo: Round) -> None:
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
        self, demo: Round, body: str, words: str, line: int
    ) -> None:
        found = proved(demo, body)
        assert [(found.source[each.start : each.end], each.line) for each in found.remains] == [(words, line)]

    @pytest.mark.parametrize(
        "source", ["", "---\n", "---\ntull\n---\n", "[", "](=", "> " * 500, "[a](=" * 300]
    )
    def test_no_text_breaks_the_check(self, demo: Round, source: str) -> None:
        found = prove(source, demo, "nb", evidence_of(demo))
        assert found.remains
        assert all(0 <= each.start <= each.end <= len(source) for each in found.remains)

    def test_a_script_in_the_text_is_text(self, demo: Round) -> None:
        found = proved(demo, "<script>alert()</script> og [<b>18</b>](=fact agreements.count)\n")
        assert "<script>" not in found.page
        assert "<b>18" not in found.page

    def test_a_refresh_lists_what_it_changes_and_leaves_the_rest_to_the_letter(self, demo: Round) -> None:
        source = (
            HEAD + "I {year}: [17](=fact agreements.count), [](=fact form.questions) og [Alle](=fact tull).\n"
        )
        done = refresh(source, demo, "nb", evidence_of(demo))
        assert [(each.line, each.before, each.after) for each in done.changes] == [
            (4, "17", "18"),
            (4, "", "19"),
        ]
        assert done.source == source.replace("[17]", "[18]").replace("[](", "[19](")

    def test_the_report_is_made_from_the_saved_text_as_it_stands(self, demo: Round) -> None:
        source = HEAD + "# Nytt {#nytt}\n\nDet er [17](=fact agreements.count) sentraler.\n"
        save_text(round_=demo, language="nb", source=source, based_on=0, by=None)
        report = report_of(demo, "nb")
        assert report.document.title == "Rapport"
        assert not report.publishable
        assert "[17]" in report.source

    def test_a_saved_text_that_is_no_report_stops_the_publishing_and_nothing_else(self, demo: Round) -> None:
        save_text(round_=demo, language="nb", source="    kode", based_on=0, by=None)
        assert [fault.why.in_("nb") for fault in report_of(demo, "nb").faults]

    def test_next_year_begins_with_the_text_and_what_still_holds_is_brought_up_to_date(
        self, demo: Round
    ) -> None:
        source = HEAD + "# Ett {#a}\n\nFristen i {year} var [1. april 2025](=fact round.deadline).\n"
        save_text(round_=demo, language="nb", source=source, based_on=0, by=None)
        after = Round.objects.get(report_year=2025)
        draft = source_for(after, "nb")
        assert (draft.source, draft.number, draft.from_year) == (source, 0, 2024)
        report = report_of(after, "nb")
        assert "Fristen i 2025" in report.source
        assert str(after.deadline.year) in report.source

    def test_a_text_put_aside_is_not_carried_over(self, demo: Round) -> None:
        for source in ("# Min", "# Din"):
            save_text(round_=demo, language="nb", source=source, based_on=0, by=None)
        assert source_for(Round.objects.get(report_year=2025), "nb").source == "# Min"
