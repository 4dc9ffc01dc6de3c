"""Numbers against earlier numbers: only of comparable questions, with notes on what else differs."""

from dataclasses import replace

import pytest
from tests.core.narrative.examples import QUESTIONS, SERIES, before, current, evidence, form

from frisklivsnett.core.forms.model import Option, Question, QuestionType
from frisklivsnett.core.narrative import Checker, Claim, Evidence, Verdict
from frisklivsnett.core.tables import Dataset
from frisklivsnett.core.text import text

NAV = "trend communication.audiences.nav"


def with_question(dataset: Dataset, question_id: str, **changes: object) -> Dataset:
    """The dataset as if its form had asked this question otherwise."""
    questions = tuple(replace(q, **changes) if q.id == question_id else q for q in QUESTIONS)  # type: ignore[arg-type]
    return replace(dataset, form=form(questions).for_year(dataset.year))


def claim(formula: str, words: str, earlier: Dataset) -> Claim:
    return Checker(Evidence(current(), {2023: earlier}, SERIES), "nb").resolve(formula, words)


def audiences() -> tuple[Option, ...]:
    return next(q.options for q in QUESTIONS if q.id == "communication.audiences")


def test_a_question_worded_otherwise_cannot_be_compared() -> None:
    found = claim(
        NAV, "flere enn i fjor", with_question(before(), "communication.audiences", text=text("Hvem?"))
    )
    assert found.verdict is Verdict.FALSE
    assert found.explanation.in_("nb").startswith(
        "Kan ikke sammenlignes: Spørsmålet var formulert annerledes i 2023"
    )


def test_the_year_in_the_wording_does_not_make_it_another_question() -> None:
    assert claim("trend hosting.people", "flere enn i fjor", before()).verdict is Verdict.TRUE


def test_another_kind_of_answer_cannot_be_compared() -> None:
    earlier = with_question(before(), "hosting.people", type=QuestionType.DECIMAL)
    assert "annen svartype" in claim("trend hosting.people", "økte", earlier).explanation.in_("nb")


def test_an_option_that_is_the_same_is_compared_though_others_have_come_and_a_note_says_so() -> None:
    fewer = tuple(option for option in audiences() if option.code != "private")
    found = claim(NAV, "flere enn i fjor", with_question(before(), "communication.audiences", options=fewer))
    assert found.verdict is Verdict.TRUE
    assert found.notes[0].in_("nb").startswith("Svaralternativene er endret siden 2023.")


def test_an_option_that_was_not_there_cannot_be_compared() -> None:
    fewer = tuple(option for option in audiences() if option.code != "nav")
    columns = {**before().columns}
    column = columns["communication.audiences"]
    columns["communication.audiences"] = replace(
        column,
        values=[tuple(code for code in value if code != "nav") for value in column.values],  # type: ignore[union-attr]
    )
    earlier = replace(with_question(before(), "communication.audiences", options=fewer), columns=columns)
    found = claim(NAV, "flere enn i fjor", earlier)
    assert (found.verdict, found.expected) == (Verdict.FALSE, "")


def test_a_question_that_was_not_asked_cannot_be_compared() -> None:
    questions = tuple(q for q in QUESTIONS if q.id != "hosting.people")
    earlier = replace(before(), form=form(questions).for_year(2023))
    assert "ble ikke stilt i 2023" in claim("trend hosting.people", "økte", earlier).explanation.in_("nb")


def test_another_number_of_centres_is_noted() -> None:
    found = claim(NAV, "flere enn i fjor", before(17))
    assert [note.in_("nb") for note in found.notes] == ["Runden omfatter 18 sentraler i 2024 og 17 i 2023."]


def test_a_number_from_a_series_brings_its_source() -> None:
    found = claim("trend hosting.people from 2019", "flere enn i 2019", before())
    assert [note.in_("nn") for note in found.notes] == ["Talet for 2019 er frå rapporten for 2019."]


@pytest.mark.parametrize(
    "formula", ["trend hosting.people in region nord from 2019", "trend mean hosting.people from 2019"]
)
def test_a_series_of_all_does_not_stand_for_a_part_or_a_mean(formula: str) -> None:
    assert "ingen tidsserie for 2019" in claim(formula, "økte", before()).explanation.in_("nb")


def test_without_a_round_before_nothing_can_be_said_of_last_year() -> None:
    checker = Checker(evidence(with_before=False), "nb")
    assert checker.resolve(NAV, "flere enn i fjor").verdict is Verdict.FALSE
    assert "ikke kjent hvilke sentraler som er nye" in checker.resolve(
        "count new centres", "ingen"
    ).explanation.in_("nb")


def test_new_centres_are_those_who_were_not_in_the_round_before() -> None:
    checker = Checker(Evidence(current(), {2023: before(16)}), "nb")
    assert checker.resolve("list new centres", "").printed == "Nordre Aker og Kristiansand"
    assert (
        checker.resolve("count communication.activities.social_pages among new centres", "to").verdict
        is Verdict.TRUE
    )


def test_the_registry_may_say_which_centres_are_new() -> None:
    dataset = current()
    tana, *others = dataset.respondents
    marked = (replace(tana, groups={**tana.groups, "new": "yes"}), *others)
    checker = Checker(Evidence(replace(dataset, respondents=marked)), "nb")
    assert checker.resolve("list new centres", "").printed == "Tana"


def test_growth_from_nothing_is_no_number() -> None:
    columns = {**before().columns}
    columns["hosting.people"] = replace(columns["hosting.people"], values=[0] * 18)
    found = claim("growth hosting.people", "100 %", replace(before(), columns=columns))
    assert "ingen prosentvis vekst" in found.explanation.in_("nb")


def test_an_earlier_rounds_own_numbers_can_be_told() -> None:
    checker = Checker(evidence(), "nb")
    assert checker.resolve("count communication.audiences.nav in 2023", "ti").verdict is Verdict.TRUE
    assert checker.resolve("sum hosting.people in 2023", "").printed == "152"


def test_a_question_that_only_an_earlier_form_has_can_be_named() -> None:
    gone = Question("gone", QuestionType.YES_NO, text("Borte?"))
    columns = {**before().columns, "gone": replace(before().columns["open"])}
    earlier = replace(before(), form=form((*QUESTIONS, gone)).for_year(2023), columns=columns)
    assert claim("count gone in 2023", "seks", earlier).verdict is Verdict.TRUE
    found = claim("count gone", "seks", earlier)
    assert found.explanation.in_("nb") == "Spørsmålet «gone» var ikke med i skjemaet for 2024."


def test_a_difference_that_is_refreshed_keeps_its_number_and_its_year() -> None:
    source = "Det var [ca. 1 flere enn i 2019](=difference hosting.people from 2019)"
    said = Checker(evidence(), "nb").refresh(source).replace("\N{NO-BREAK SPACE}", " ")
    assert said == "Det var [ca. 50 flere enn i 2019](=difference hosting.people from 2019)"
