"""What the log adds up to: beside the questions, a centre's own year, and the whole country."""

import csv
import io
import json
import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db.models import Q
from django.test import Client
from tests.web.report_pages import fields_of, text_of

from frisklivsnett.activity.actions import Noted, bin_entry, note
from frisklivsnett.activity.models import Entry
from frisklivsnett.activity.summing import came_from, national_sums
from frisklivsnett.audit.models import Event
from frisklivsnett.collection.models import Submission
from frisklivsnett.collection.suggestions import suggestions_of
from frisklivsnett.collection.taken_models import TakenOver
from frisklivsnett.core.activity.year import distinct
from frisklivsnett.core.forms import Answer
from frisklivsnett.core.narrative import Checker, Verdict
from frisklivsnett.publication.evidence import evidence_of
from frisklivsnett.registry.models import Organisation, User

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_database")]
SECTION = "/runder/2025/tana/henvendelser/"

ClientOf = Callable[[User], Client]


def of(slug: str, client_of: ClientOf) -> Client:
    """Return a browser in which somebody of an organisation is logged in."""
    user = User.objects.filter(roles__organisation__slug=slug).order_by("pk")[0]
    return client_of(user)


@pytest.fixture
def tana(client_of: ClientOf) -> Client:
    return of("tana", client_of)


@pytest.fixture
def adviser(client_of: ClientOf) -> Client:
    return of("helsedirektoratet", client_of)


def report() -> Submission:
    """Return Tana's report for 2025, as it stands."""
    return Submission.objects.with_places().get(round__report_year=2025, agreement__organisation__slug="tana")


def taken(page: Any, question: str) -> dict[str, str]:
    """Return what the question's button «Bruk …» posts."""
    found = re.search(rf'name="fra-loggen" value="({question}:[0-9a-f]+)"', page.content.decode())
    assert found
    return {"fra-loggen": found[1]}


def noted_visit(people: int = 3) -> Entry:
    """Note a visit at Tana in 2025."""
    centre = Organisation.objects.get(slug="tana")
    return note(centre=centre, kind="visit", noted=Noted(starts_on=date(2025, 11, 3), people=people), by=None)


# --- beside the question ---


def test_the_form_says_what_the_log_says_and_what_has_come_since(tana: Client) -> None:
    words = text_of(tana.get(SECTION))
    assert "Loggen sier 14 henvendelser." in words
    assert "2 nye siden dere svarte" in words
    assert "Loggen: 14, svart: 12." in words
    assert "Som i loggen: 6 (5 hospiteringer)." in words


def test_one_tap_takes_over_what_the_log_says_and_keeps_what_else_was_typed(tana: Client) -> None:
    page = tana.get(SECTION)
    fields = fields_of(page) | {"hosting.people": ["7"]} | taken(page, "enquiries.count")
    response = tana.post(SECTION, fields)
    assert response.status_code == 302
    assert response["Location"].endswith("#enquiries.count")
    answers = report().working_answers
    assert answers["enquiries.count"] == Answer(14)
    assert answers["hosting.people"] == Answer(7)
    row = TakenOver.objects.get(submission=report(), question_id="enquiries.count")
    assert (row.content, row.entries) == ({"value": 14}, 14)
    event = Event.objects.order_by("pk").last()
    assert event is not None
    assert (event.verb, event.details["question"]) == ("suggestion.taken_over", "enquiries.count")


def test_a_log_that_has_changed_since_the_page_was_made_is_not_taken_over_unseen(tana: Client) -> None:
    page = tana.get(SECTION)
    fields = fields_of(page) | taken(page, "enquiries.count")
    entry = Entry.objects.filter(centre__slug="tana", kind="enquiry").of_year(2025)[0]
    bin_entry(entry=entry, by=None)
    response = tana.post(SECTION, fields, follow=True)
    assert "Loggen er endret siden du åpnet siden." in text_of(response)
    assert report().working_answers["enquiries.count"] == Answer(12)
    assert "Loggen sier 13 henvendelser." in text_of(response)


def test_a_changed_number_stays_visible_as_a_difference(tana: Client) -> None:
    page = tana.get(SECTION)
    tana.post(SECTION, fields_of(page) | {"hosting.people": ["25"]})
    assert "Loggen: 6, svart: 25." in text_of(tana.get(SECTION))


def test_a_visit_without_a_number_makes_the_sum_approximate(tana: Client) -> None:
    centre = Organisation.objects.get(slug="tana")
    note(centre=centre, kind="visit", noted=Noted(starts_on=date(2025, 11, 3)), by=None)
    words = text_of(tana.get(SECTION))
    assert "Én av dem mangler antall, så tallet kan være for lavt." in words
    assert suggestions_of(report())["hosting.people"].answer == Answer(6, approximate=True)


def test_a_suggestion_is_never_older_than_the_log() -> None:
    before = suggestions_of(report())["hosting.people"].answer
    entry = noted_visit(4)
    assert before == Answer(6)
    assert suggestions_of(report())["hosting.people"].answer == Answer(10)
    bin_entry(entry=entry, by=None)
    assert suggestions_of(report())["hosting.people"].answer == before


def test_a_list_from_the_log_follows_the_centres_language() -> None:
    def told() -> set[str]:
        return {str(each.answer.value) for each in suggestions_of(report()).values() if each.answer}

    before = told()
    Organisation.objects.filter(slug="tana").update(language="nn")
    assert told() != before
    Organisation.objects.filter(slug="tana").update(language="nb")
    assert told() == before


def test_what_an_answer_is_made_of_leads_to_every_entry(tana: Client, adviser: Client) -> None:
    address = "/runder/2025/tana/fra-loggen/sporsmal-1/"
    page = tana.get(address)
    links = re.findall(r'href="(/aktivitet/tana/\d+/)"', page.content.decode())
    assert len(links) == 14
    assert tana.get(links[0]).status_code == 200
    assert adviser.get(address).status_code == 200


def test_the_adviser_sees_where_an_unsure_centre_differs_from_its_log(adviser: Client) -> None:
    words = text_of(adviser.get("/runder/2024/fredrikstad/lesing/"))
    assert "Loggen: 32, svart: ca. 35." in words


def test_a_county_reader_sees_the_answers_and_not_the_log(client_of: ClientOf, adviser: Client) -> None:
    bin_entry(entry=Entry.objects.filter(centre__slug="tana", kind="enquiry").of_year(2024)[0], by=None)
    reader = of("statsforvalteren-i-troms-og-finnmark", client_of)
    response = reader.get("/runder/2024/tana/svar/")
    assert response.status_code == 200
    assert "Loggen:" not in text_of(response)
    assert "Loggen: 22, svart: 23." in text_of(adviser.get("/runder/2024/tana/svar/"))
    assert reader.get("/aktivitet/tana/aar/2024/").status_code == 403


# --- the centre's own year ---


def test_the_year_is_shown_in_numbers_charts_a_map_and_tables(tana: Client) -> None:
    page = tana.get("/aktivitet/tana/aar/2024/")
    words = text_of(page)
    for part in ("Måned for måned i 2024", "Hva vi gjorde i 2024", "Tema i 2024", "de nærmeste først"):
        assert part in words
    drawn = page.content.decode()
    assert drawn.count('role="img"') == 10
    assert drawn.count("<table") >= 6


def test_a_year_of_nothing_says_what_to_do(tana: Client) -> None:
    words = text_of(tana.get("/aktivitet/tana/aar/2019/"))
    assert "Ingenting er notert for 2019" in words
    assert "Noter noe som har skjedd" in words


@pytest.mark.parametrize("address", ["/aktivitet/tana/aar/1899/", "/aktivitet/tana/aar/2024/aaret-vaart.exe"])
def test_a_year_or_a_file_that_is_not_there_is_not_found(tana: Client, address: str) -> None:
    assert tana.get(address).status_code == 404


def test_the_year_on_one_page_is_sent_as_pdf_and_word(tana: Client) -> None:
    pdf = tana.get("/aktivitet/tana/aar/2024/aaret-vaart.pdf")
    assert pdf.content.startswith(b"%PDF")
    assert "aret-vart-tana-2024.pdf" in pdf["Content-Disposition"]
    assert tana.get("/aktivitet/tana/aar/2024/aaret-vaart.docx").content.startswith(b"PK")


# --- the whole country ---


def test_the_country_counts_each_municipality_once_and_tells_its_base(adviser: Client) -> None:
    came = [reach for reach, _visits in came_from(Q(), 2024)]
    words = text_of(adviser.get("/runder/2024/fra-loggen/"))
    assert f"kommuner og bydeler nådd {distinct(came)}" in words
    assert "sentraler har ført logg 18 av 18" in words


def test_the_country_is_the_directorate_s_alone(tana: Client, client: Client) -> None:
    assert tana.get("/runder/2024/fra-loggen/").status_code == 403
    assert client.get("/runder/2024/fra-loggen/tabeller.csv").status_code == 302


def test_files_say_that_they_are_sample_data_and_have_the_base_on_every_line(adviser: Client) -> None:
    body = adviser.get("/runder/2024/fra-loggen/tabeller.csv").content.decode("utf-8-sig")
    head, *lines = csv.reader(io.StringIO(body), delimiter=";")
    assert head[-1] == "Merknad"
    assert {tuple(line[4:]) for line in lines} == {("18", "18", "Eksempeldata")}
    data = json.loads(adviser.get("/runder/2024/fra-loggen/tabeller.json").content)
    assert data["sample"]
    assert data["facts"]["log.centres"] == 18


def test_a_report_may_rest_on_what_the_logs_say() -> None:
    evidence = evidence_of(report().round)
    assert evidence.facts["log.centres"].base == 18
    assert evidence.facts["log.municipalities"].value == distinct(national_sums(2025).reached)
    assert "log.by_county" in evidence.tables
    assert "18 av 18" in evidence.tables["log.topics"].note.in_("nb")


def test_a_claim_about_distinct_municipalities_is_true_or_false_like_any_other() -> None:
    evidence = evidence_of(report().round)
    number = str(evidence.facts["log.municipalities"].value)
    checker = Checker(evidence, "nb")
    assert checker.resolve("fact log.municipalities", number).verdict is Verdict.TRUE
    assert checker.resolve("fact log.municipalities", f"{number}0").verdict is Verdict.FALSE
    Entry.objects.of_year(2025).filter(kind__in=("visit", "enquiry"), centre__slug="stavanger").delete()
    after = Checker(evidence_of(report().round), "nb")
    assert after.resolve("fact log.municipalities", number).verdict is Verdict.FALSE
    assert after.resolve("fact log.centres", "alle").verdict is Verdict.TRUE


def test_without_logs_there_are_no_facts_rather_than_zeros() -> None:
    Entry.objects.of_year(2025).delete()
    evidence = evidence_of(report().round)
    assert not [name for name in (*evidence.facts, *evidence.tables) if name.startswith("log.")]
