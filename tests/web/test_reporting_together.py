"""Colleagues in one report, as the pages' scripts and people without scripts meet each other there."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.apps.test_collection import ENOUGH

from frisklivsnett.collection.actions import save_answers, submit
from frisklivsnett.collection.history import latest_change
from frisklivsnett.collection.models import Submission
from frisklivsnett.core.forms import Answer
from frisklivsnett.registry.erasing import erase_person
from frisklivsnett.registry.models import User

ClientOf = Callable[[User], Client]
BASE = "/runder/2024/tana/"


@pytest.fixture
def client(client_of: ClientOf, alice: User, report: Submission) -> Client:
    return client_of(alice)


def ask(client: Client, field: str = "", after: int = 0, section: str = "henvendelser") -> Any:
    return client.post(f"{BASE}sammen/", {"del": section, "felt": field, "etter": str(after)})


# --- who is where ---


def test_a_colleague_is_named_in_the_field_that_she_is_in(
    client: Client, client_of: ClientOf, bob: User
) -> None:
    ask(client_of(bob), "hosting.people")
    assert ask(client).json() == {"here": {"hosting.people": "Bob skriver i dette feltet"}, "after": 0}


def test_a_question_about_the_others_is_light(client: Client, client_of: ClientOf, bob: User) -> None:
    ask(client_of(bob), "hosting.people")
    ask(client, "enquiries.count")
    with CaptureQueriesContext(connection) as queries:
        response = ask(client, "enquiries.count")
    assert len(response.content) < 1000
    assert not [
        query["sql"] for query in queries if query["sql"].split()[0] in ("INSERT", "UPDATE", "DELETE")
    ]
    ours = [query["sql"] for query in queries if "presence" in query["sql"] or "answerchange" in query["sql"]]
    assert len(ours) == 2


@pytest.mark.parametrize(
    "fields",
    [
        {"del": "henvendelser", "felt": "no.such.question", "etter": "0"},
        {"del": "ingen-slik-del", "felt": "", "etter": "0"},
        {"del": "henvendelser", "felt": "", "etter": "-1"},
        {"del": "henvendelser", "felt": "", "etter": "9" * 30},
        {},
    ],
)
def test_what_no_page_asks_is_refused(client: Client, fields: dict[str, str]) -> None:
    assert client.post(f"{BASE}sammen/", fields).status_code == 400


def test_who_is_logged_out_hears_nothing(report: Submission) -> None:
    response = ask(Client())
    assert (response.status_code, response.json()) == (401, {"login": True})


def test_others_hear_nothing(client_of: ClientOf, charlie: User, dina: User, report: Submission) -> None:
    for stranger in (charlie, dina):
        assert ask(client_of(stranger)).status_code == 403


# --- what has been saved ---


def test_what_a_colleague_saves_comes_with_the_fields_and_her_name(
    client: Client, report: Submission, bob: User
) -> None:
    specified = Answer(("other_municipal_services", "other"), specified={"other": "Museet"})
    other = {"hosting.visitor_types": specified, "communication.partners": Answer("Nav")}
    save_answers(submission=report, changes=other, by=bob)
    told = ask(client).json()
    [news] = told["changed"]
    assert news["fields"] == {
        "hosting.visitor_types": ["other_municipal_services", "other"],
        "hosting.visitor_types.specify.other": ["Museet"],
    }
    assert (news["version"], news["note"][:21]) == (1, "Oppdatert av Bob kl. ")
    assert told["answered"] == "2 av 19 spørsmål besvart"
    assert "changed" not in ask(client, after=told["after"]).json()


def test_what_oneself_saved_on_another_device_is_told_so(
    client: Client, report: Submission, alice: User
) -> None:
    save_answers(submission=report, changes={"hosting.people": Answer(3)}, by=alice)
    [news] = ask(client).json()["changed"]
    assert news["note"].startswith("Oppdatert av deg et annet sted kl. ")


def test_a_report_that_is_sent_meanwhile_says_so(client: Client, report: Submission, bob: User) -> None:
    save_answers(submission=report, changes=ENOUGH, by=bob)
    submit(submission=report, by=bob)
    assert ask(client, "hosting.people").json() == {"closed": True}


def test_ones_own_newer_answer_is_not_taken_for_a_colleagues(
    client: Client, report: Submission, alice: User
) -> None:
    save_answers(submission=report, changes={"hosting.people": Answer(3)}, by=alice)
    response = client.post(f"{BASE}lagre/", {"hosting.people": "4", "hosting.people.seen": "0"})
    assert "Du har selv lagret et annet svar" in response.json()["notes"]


def test_choices_with_words_of_two_colleagues_are_both_shown_without_a_script(
    client: Client, report: Submission, bob: User
) -> None:
    theirs = Answer(("other_municipal_services", "other"), specified={"other": "Museet"})
    save_answers(submission=report, changes={"hosting.visitor_types": theirs}, by=bob)
    mine = {
        "hosting.visitor_types": ["other"],
        "hosting.visitor_types.specify.other": "Biblioteket",
        "hosting.visitor_types.seen": "0",
    }
    page = client.post(f"{BASE}henvendelser/", mine)
    assert page.status_code == 409
    assert "Andre: Museet" in page.content.decode()
    assert 'value="Biblioteket"' in page.content.decode()
    client.post(f"{BASE}henvendelser/", mine | {"behold": "hosting.visitor_types:1"})
    content = report.answers.get().content
    assert content == {"value": ["other"], "specified": {"other": "Biblioteket"}}


def test_what_was_typed_under_another_login_is_not_saved_under_this_one(
    client: Client, report: Submission, bob: User
) -> None:
    typed = {"hosting.people": "3", "hosting.people.seen": "0", "hvem": str(bob.pk)}
    told = client.post(f"{BASE}lagre/", typed)
    page = client.post(f"{BASE}henvendelser/", typed)
    assert (told.status_code, page.status_code) == (409, 409)
    assert "Noen andre har logget inn" in told.json()["status"]
    assert "Noen andre har logget inn" in page.content.decode()
    assert not report.answers.exists()


# --- what stood before ---


def test_an_earlier_answer_is_found_and_used_again(
    client: Client, report: Submission, alice: User, bob: User
) -> None:
    for words, by in (("Kurs\nog samtaler", alice), ("Bare kurs", bob)):
        save_answers(submission=report, changes={"enquiries.topics": Answer(words)}, by=by)
    page = client.get(f"{BASE}endringer/sporsmal-2/").content.decode()
    assert page.index("Bare kurs") < page.index("Lagret av Alice")
    form = page.split("<form")[-1]
    fields = {
        name: value.replace("&#10;", "\n")
        for name, value in re.findall(r'name="([^"]*)" value="([^"]*)"', form)
        if name != "csrfmiddlewaretoken"
    }
    response = client.post(f"{BASE}henvendelser/", fields, follow=True)
    assert response.redirect_chain[-1][0] == f"{BASE}endringer/sporsmal-2/"
    assert "Svaret er lagret." in response.content.decode()
    row = report.answers.get()
    assert (row.content, row.version) == ({"value": "Kurs\nog samtaler"}, 3)


def test_an_erased_colleague_is_a_former_user(client: Client, report: Submission, bob: User) -> None:
    save_answers(submission=report, changes={"hosting.people": Answer(3)}, by=bob)
    erase_person(bob, by=None)
    page = client.get(f"{BASE}endringer/sporsmal-3/").content.decode()
    assert "Lagret av Tidligere bruker" in page
    assert "Bob" not in page


def test_a_question_without_answers_says_what_will_be_there(client: Client) -> None:
    assert "Ingen har svart på spørsmålet ennå" in client.get(f"{BASE}endringer/sporsmal-3/").content.decode()
    assert client.get(f"{BASE}endringer/sporsmal-99/").status_code == 404


def test_who_signs_is_told_who_changed_what(client: Client, report: Submission, bob: User) -> None:
    save_answers(submission=report, changes=ENOUGH, by=bob)
    review = client.get(f"{BASE}se-over/").content.decode()
    seen = re.findall(r'name="(sett|etter)" value="(\w+)"', review)
    assert ("etter", str(latest_change(report))) in seen
    save_answers(submission=report, changes={"hosting.people": Answer(4)}, by=bob)
    page = client.post(f"{BASE}send-inn/", dict(seen), follow=True).content.decode()
    assert "Rapporten er ikke sendt inn: Noe er endret siden du så over den" in page
    assert "Bob endret svaret på «3. Antall personer som har hospitert hos dere i 2024?»" in page
    assert f'href="{BASE}endringer/sporsmal-3/"' in page
    assert not report.versions.exists()
