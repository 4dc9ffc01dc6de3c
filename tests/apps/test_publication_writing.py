"""The report's text: saved as versions, and never overwritten."""

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from hypothesis import given
from hypothesis import strategies as st

from frisklivsnett.audit.models import Event
from frisklivsnett.collection.models import Round
from frisklivsnett.publication.drafts import ReportTextVersion
from frisklivsnett.publication.proof import InYear
from frisklivsnett.publication.report import source_for
from frisklivsnett.publication.writing import SavedText, save_text

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
