"""Writing the report through the pages: checking, refreshing, saving, two at once, going back, picking a claim."""

import re
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.utils.html import escape

from frisklivsnett.activity.models import Entry
from frisklivsnett.collection.models import Round
from frisklivsnett.publication.drafts import ReportTextVersion
from frisklivsnett.publication.evidence import evidence_of
from frisklivsnett.publication.proof import prove
from frisklivsnett.publication.report import source_for, source_of
from frisklivsnett.publication.texts import DECK, REPORT
from frisklivsnett.registry.models import User
from frisklivsnett.web.editor.log_pick import facts_of, tables_of
from frisklivsnett.web.editor.picker import pick_of

pytestmark = pytest.mark.usefixtures("demo_database", "db")

WRITE = "/runder/2024/rapport/skriv/nb/"
CHECK = WRITE + "kontroll/"
VERSIONS = WRITE + "versjoner/"
PICK = WRITE + "sett-inn/"
HEAD = "---\ntitle: Rapport\n---\n\n"


@pytest.fixture
def writer(client_of: Callable[[User], Client]) -> Client:
    return client_of(User.objects.get(name="Ragnhild Rådgård"))


@pytest.fixture
def round_() -> Round:
    return Round.objects.select_related("form_version").get(report_year=2024)


def send(client: Client, text: str, action: str, based_on: int = 0, address: str = WRITE) -> Any:
    return client.post(address, {"tekst": text, "gjor": action, "bygger_pa": based_on})


def shown(response: Any) -> str:
    return str(response.content.decode())


@pytest.mark.one_database
def test_the_page_opens_with_the_template_and_says_that_all_holds(writer: Client) -> None:
    page = shown(writer.get(WRITE))
    assert escape(source_of("nb").splitlines()[-1]) in page
    assert "126 av 126 påstander holder." in page
    assert "Ingenting gjenstår." in page


def test_the_language_of_the_page_is_where_one_begins(writer: Client) -> None:
    assert writer.get("/runder/2024/rapport/skriv/").headers["Location"] == WRITE


def test_next_year_lists_what_was_brought_up_to_date_and_what_no_longer_holds(writer: Client) -> None:
    send(writer, source_of("nb"), "lagre")
    page = shown(writer.get(WRITE.replace("2024", "2025")))
    assert "teksten fra rapporten for 2024" in page
    assert "påstander er oppdatert" in page
    assert "stemmer ikke" in page


@pytest.mark.one_database
def test_a_check_leads_to_each_place_that_remains(writer: Client) -> None:
    page = shown(send(writer, HEAD + "I alt [17](=fact agreements.count) og femti til.", "kontroller"))
    assert 'href="#linje-5"' in page
    assert 'id="linje-5"' in page
    assert "Riktig: <strong>18</strong>" in page
    assert "0 av 1 påstand holder. 1 tall eller mengdeord er ikke knyttet til noe." in page
    assert not ReportTextVersion.objects.exists()


@pytest.mark.one_database
def test_places_are_counted_as_the_browser_counts(writer: Client) -> None:
    told = send(writer, "😀 femti", "kontroller", address=CHECK).json()
    assert 'data-start="3" data-end="8"' in told["remains"]


@pytest.mark.one_database
def test_a_text_of_a_hundred_pages_is_checked(writer: Client) -> None:
    body = source_of("nb").split("---\n")[2]
    response = send(writer, (body * 20)[:300_000], "kontroller", address=CHECK)
    assert response.status_code == 200
    assert "påstander holder" in response.json()["status"]


def test_a_save_is_a_version_and_comes_back(writer: Client, round_: Round) -> None:
    response = send(writer, HEAD + "Hei.", "lagre")
    assert response.status_code == 302
    assert source_for(round_, "nb").source == HEAD + "Hei."
    page = shown(writer.get(WRITE))
    assert 'name="bygger_pa" value="1"' in page
    assert "Lagret kl." in page


@pytest.mark.one_database
def test_a_refresh_is_shown_before_it_is_done(writer: Client) -> None:
    text = HEAD + "Det er [17](=fact agreements.count) avtaler."
    planned = shown(send(writer, text, "oppdater"))
    assert "<del>17</del>" in planned
    assert "<ins>18</ins>" in planned
    assert escape("[17](=fact") in planned
    done = shown(send(writer, text, "bruk"))
    assert escape("[18](=fact") in done
    assert not ReportTextVersion.objects.exists()


def test_two_at_once_see_both_texts_and_lose_nothing(writer: Client, round_: Round) -> None:
    send(writer, HEAD + "Felles\nmin", "lagre")
    late = send(writer, HEAD + "Felles\ndin", "lagre")
    page = shown(late)
    assert late.status_code == 409
    assert "Ragnhild Rådgård lagret versjon 1" in page
    assert "tatt vare på som versjon 2" in page
    assert "Fjernet:</span>min" in page
    assert "Lagt til:</span>din" in page
    assert 'name="bygger_pa" value="1"' in page
    assert send(writer, HEAD + "Felles\nmin\ndin", "lagre", 1).status_code == 302
    assert source_for(round_, "nb").source.endswith("min\ndin")


def test_the_script_hears_of_a_save_and_of_one_that_came_too_late(writer: Client) -> None:
    told = send(writer, HEAD + "Min", "lagre", address=CHECK).json()
    assert (told["saved"], told["based_on"]) == (True, 1)
    late = send(writer, HEAD + "Din", "lagre", address=CHECK)
    assert (late.status_code, late.json()["conflict"]) == (409, True)


def test_versions_tell_who_and_when_and_what_differs(writer: Client) -> None:
    send(writer, HEAD + "En", "lagre")
    send(writer, HEAD + "To", "lagre", 1)
    page = shown(writer.get(VERSIONS, {"fra": "1", "til": "2"}))
    assert "Ragnhild Rådgård" in page
    assert "Gjelder nå" in page
    assert "Fjernet:</span>En" in page
    assert "Lagt til:</span>To" in page
    assert "En" in shown(writer.get(VERSIONS + "1/"))
    assert writer.get(VERSIONS + "9/").status_code == 404


def test_an_earlier_version_comes_back_as_a_new_one(writer: Client, round_: Round) -> None:
    send(writer, HEAD + "En", "lagre")
    send(writer, HEAD + "To", "lagre", 1)
    writer.post(VERSIONS + "1/gjenopprett/", {"gjeldende": 2})
    assert source_for(round_, "nb").source == HEAD + "En"
    assert [each.restored_from for each in ReportTextVersion.objects.order_by("number")] == [0, 0, 1]


def test_bringing_one_back_does_not_overwrite_what_was_saved_meanwhile(writer: Client, round_: Round) -> None:
    for number, words in enumerate(("En", "To", "Tre")):
        send(writer, HEAD + words, "lagre", number)
    writer.post(VERSIONS + "1/gjenopprett/", {"gjeldende": 2})
    assert source_for(round_, "nb").source == HEAD + "Tre"


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("chosen", "source"),
    [
        ({"sporsmal": "hosting.people", "slag": "sum"}, "[ca.\N{NO-BREAK SPACE}310](=sum hosting.people)"),
        (
            {"sporsmal": "hosting.people", "slag": "sum", "omrade": "in region nord"},
            "[34](=sum hosting.people in region nord)",
        ),
        (
            {"sporsmal": "communication.activities", "slag": "antall", "svar": "conference_talks"},
            "[14](=count communication.activities.conference_talks)",
        ),
        (
            {"sporsmal": "communication.activities", "slag": "figur"},
            "![Hvilke av følgende punkter gjelder for dere](=figure communication.activities)",
        ),
        (
            {"sporsmal": "fact log.visits"},
            '[163 hospiteringer](=fact log.visits as "hospitering/hospiteringer") i aktivitetsloggene for {year}.',
        ),
        (
            {"sporsmal": "table log.by_month", "slag": "tabell"},
            "![Det sentralene har notert i {year}, etter måned](=table log.by_month)",
        ),
    ],
)
def test_the_picker_writes_the_words_and_the_source(
    writer: Client, chosen: dict[str, str], source: str
) -> None:
    page = unescape(shown(writer.get(PICK, chosen)))
    assert source in page
    checked = send(writer, HEAD + source, "kontroller")
    assert "Ingenting gjenstår." in shown(checked)


@pytest.mark.one_database
@pytest.mark.parametrize(
    "chosen",
    [
        {},
        {"sporsmal": "fact log.tull"},
        {"sporsmal": "table log.by_month", "slag": "x"},
        {"sporsmal": "tull"},
        {"sporsmal": "hosting.people", "slag": "figur", "svar": "x"},
    ],
)
def test_the_picker_takes_nonsense_for_nothing(writer: Client, chosen: dict[str, str]) -> None:
    assert writer.get(PICK, chosen).status_code == 200


@pytest.mark.one_database
@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_all_that_the_logs_tell_is_chosen_in_words_that_hold(round_: Round, language: str) -> None:
    evidence, conditions = evidence_of(round_), {"log.topics.leaders"}
    facts, tables = facts_of(evidence), tables_of(evidence)
    assert {each for each in evidence.facts if each.startswith("log.")} - set(facts) == conditions
    assert {each for each in evidence.tables if each.startswith("log.")} == set(tables)
    picks = [pick_of(evidence, language, {"sporsmal": f"fact {name}"}) for name in facts]
    picks += [pick_of(evidence, language, {"sporsmal": f"table {name}"}) for name in tables]
    assert all(pick.source and (pick.claim or pick.shown) for pick in picks)
    source = HEAD + "\n\n".join(pick.sentence or pick.source for pick in picks)
    assert prove(source, round_, language, evidence).remains == ()


def test_the_picker_has_no_logs_in_a_year_without(writer: Client) -> None:
    assert '<optgroup label="Aktivitetsloggene">' in shown(writer.get(PICK))
    Entry.objects.of_year(2024).delete()
    page = shown(writer.get(PICK, {"sporsmal": "fact log.visits"}))
    assert "Aktivitetsloggene" not in page
    assert "(=fact log.visits" not in page


@pytest.mark.one_database
@pytest.mark.parametrize("action", ["lagre", "kontroller", "oppdater", "bruk"])
def test_a_text_that_is_too_long_is_refused_with_a_reason_and_comes_back(writer: Client, action: str) -> None:
    response = send(writer, "æ" * 1_000_001, action)
    assert response.status_code == 422
    assert "æ" * 1_000_001 in shown(response)
    assert not ReportTextVersion.objects.exists()


@pytest.mark.one_database
@pytest.mark.parametrize(
    "text", ["", "    kode", "---\n", "[", "[x](=", "<script>alert(1)</script>", "</textarea>"]
)
def test_broken_text_is_shown_and_never_run(writer: Client, text: str) -> None:
    response = send(writer, text, "kontroller")
    assert response.status_code == 200
    assert "<script>alert" not in shown(response)
    assert shown(response).count("</textarea>") == 1


def test_a_text_sent_after_the_login_has_run_out_comes_back(client: Client) -> None:
    response = send(client, "Dette er mitt.", "lagre")
    assert response.status_code == 401
    assert "Dette er mitt." in shown(response)
    assert send(client, "Dette er mitt.", "lagre", address=CHECK).status_code == 401


def test_only_the_directorate_writes(client_of: Callable[[User], Client]) -> None:
    marit = client_of(User.objects.get(name="Marit Prøvestad"))
    for address in (WRITE, VERSIONS, PICK):
        assert marit.get(address).status_code == 403
    assert send(marit, "Mitt.", "lagre").status_code == 403


def test_a_language_that_no_report_is_in_is_not_found(writer: Client) -> None:
    assert writer.get("/runder/2024/rapport/skriv/de/").status_code == 404


@pytest.mark.one_database
@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_no_caption_that_the_picker_writes_is_open(writer: Client, round_: Round, language: str) -> None:
    kinds = {"text": "tekster", "integer": "tidsserie", "multiple": "tabell", "single": "tabell"}
    address = WRITE.replace("/nb/", f"/{language}/")
    sources = []
    for question in round_.form.questions:
        kind = kinds.get(question.type.value)
        if kind:
            page = unescape(shown(writer.get(address + "sett-inn/", {"sporsmal": question.id, "slag": kind})))
            sources += re.findall(r"!\[[^\]]*\]\(=[^)]*\)", page)[:1]
    checked = shown(send(writer, HEAD + "\n\n".join(sources), "kontroller", address=address))
    assert len(sources) > 15
    assert {"nb": "0 tall", "nn": "0 tal", "en": "0 numbers"}[language] not in checked
    assert "ikke knyttet til noe" not in checked


def test_the_deck_is_written_like_the_report(writer: Client, round_: Round) -> None:
    address = "/runder/2024/presentasjon/skriv/nb/"
    page = shown(writer.get(address))
    assert "36 av 36 påstander holder." in page
    assert 'href="/runder/2024/rapport/skriv/nb/"' in page
    source = source_of("nb", DECK).replace("Til samtalen", "Å snakke om")
    send(writer, source, "lagre", address=address)
    assert source_for(round_, "nb", DECK).source == source
    assert source_for(round_, "nb").source == source_of("nb")
    assert "Å snakke om" in shown(writer.get(address + "versjoner/1/"))


def test_next_year_carries_the_text_over_and_lists_what_no_longer_holds(writer: Client) -> None:
    for template in (REPORT, DECK):
        address = f"/runder/2024/{template.word}/skriv/nb/"
        send(
            writer,
            source_of("nb", template) + "\n\n[Alle](=count open.no) er med.\n",
            "lagre",
            address=address,
        )
        page = shown(writer.get(address.replace("2024", "2025")))
        assert "Ingen har lagret denne teksten ennå" in page
        assert "for 2024" in page
        assert "1 ikke avklart" in page or "ikke avklart: 1" in page
