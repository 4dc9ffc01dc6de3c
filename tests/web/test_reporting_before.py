"""Starting help: what the centre answered in its last report stands beside each question, and can be used again."""

import copy
import json
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from tests.apps.conftest import FORM
from tests.apps.test_collection import ENOUGH

from frisklivsnett.collection.actions import save_answers, store_form, submit, take_back
from frisklivsnett.collection.models import FormVersion, Round, Submission
from frisklivsnett.core.forms import Answer
from frisklivsnett.registry.models import User

ClientOf = Callable[[User], Client]
BASE = "/runder/2025/tana/"
TOPICS = "Kurs og samtaler"
TYPES = Answer(("healthy_life_centres", "other"), specified={"other": "Museet"})


def changed_form(*changes: Callable[[dict[str, Any]], None]) -> FormVersion:
    """Store the form with each change made to its questions, which it gets by id; without any the form as it is."""
    definition = copy.deepcopy(json.loads(FORM.read_text(encoding="utf-8")))
    for change in changes:
        change(
            {
                question["id"]: question
                for section in definition["sections"]
                for question in section["questions"]
            }
        )
    definition["version"] = "2" if changes else definition["version"]
    return store_form(definition=definition, by=None)


def round_after(earlier: Round, **changes: Any) -> Round:
    """Make the round of the year after, open now, with the form as it was but for what ``changes`` does to it."""
    round_ = Round.objects.create(
        report_year=earlier.report_year + 1,
        form_version=changed_form(*changes.values()),
        opens_at=timezone.now() - timedelta(days=3),
        deadline=date.today() + timedelta(days=30),
    )
    for submission in earlier.submissions.all():
        Submission.objects.create(round=round_, agreement=submission.agreement)
    return round_


@pytest.fixture
def sent(report: Submission, alice: User) -> Submission:
    """Tana's report for 2024, sent."""
    more = {
        "enquiries.topics": Answer(TOPICS),
        "enquiries.count": Answer(23, approximate=True),
        "hosting.visitor_types": TYPES,
    }
    save_answers(submission=report, changes=ENOUGH | more, by=alice)
    submit(submission=report, by=alice)
    return report


@pytest.fixture
def client(client_of: ClientOf, alice: User, sent: Submission) -> Client:
    return client_of(alice)


def question(page: str, id_: str) -> str:
    """Return the part of a page that is one question's."""
    return page.partition(f'data-question="{id_}"')[2].partition('data-question="')[0]


def test_last_years_answer_stands_beside_the_question(client: Client, sent: Submission) -> None:
    round_after(sent.round)
    page = client.get(f"{BASE}henvendelser/").content.decode()
    assert "Dere svarte for 2024:" in question(page, "enquiries.count")
    assert "ca. 23" in question(page, "enquiries.count").replace("\N{NO-BREAK SPACE}", " ")
    assert TOPICS in question(page, "enquiries.topics")
    assert "Andre: Museet" in question(page, "hosting.visitor_types")


def test_no_page_is_older_than_what_it_is_made_of(
    client: Client, client_of: ClientOf, charlie: User, sent: Submission, alice: User
) -> None:
    now = round_after(sent.round)
    others = "/runder/2025/bodo/henvendelser/"

    def topics(who: Client = client, address: str = f"{BASE}henvendelser/") -> str:
        return question(who.get(address).content.decode(), "enquiries.topics")

    assert TOPICS in topics()
    assert TOPICS not in topics(client_of(charlie), others)
    take_back(submission=sent, by=alice)
    save_answers(submission=sent, changes={"enquiries.topics": Answer("Bare samtaler")}, by=alice)
    assert TOPICS in topics(), "what was sent counts until more is sent"
    submit(submission=sent, by=alice)
    assert "Bare samtaler" in topics()
    assert TOPICS not in topics()

    def reword(questions: dict[str, Any]) -> None:
        questions["enquiries.topics"]["text"]["nb"] = "Hva spurte de om?"

    now.form_version = changed_form(reword)
    now.save()
    assert "Hva spurte de om?" in topics()
    assert "Hva spurte de om?" in topics(client_of(charlie), others)


def test_a_number_of_last_year_is_shown_and_not_offered(client: Client, sent: Submission) -> None:
    round_after(sent.round)
    page = client.get(f"{BASE}henvendelser/").content.decode()
    assert 'name="gjenbruk"' not in question(page, "enquiries.count")
    assert 'name="gjenbruk"' in question(page, "enquiries.topics")
    fields = {"gjenbruk": "enquiries.count", "enquiries.count.seen": "0"}
    client.post(f"{BASE}henvendelser/", fields)
    assert not Submission.objects.get(round__report_year=2025, agreement=sent.agreement).answers.exists()


def test_a_centre_without_an_earlier_report_sees_nothing_more(
    client_of: ClientOf, bob: User, report: Submission
) -> None:
    round_after(report.round)
    assert "Dere svarte for" not in client_of(bob).get(f"{BASE}henvendelser/").content.decode()


def test_last_years_words_are_used_again_without_a_script(client: Client, sent: Submission) -> None:
    now = round_after(sent.round).submissions.get(agreement=sent.agreement)
    fields = {
        "gjenbruk": "hosting.visitor_types",
        "hosting.visitor_types": ["other_municipal_services"],
        "hosting.visitor_types.seen": "0",
        "hosting.people": "4",
        "hosting.people.seen": "0",
    }
    response = client.post(f"{BASE}henvendelser/", fields)
    assert response.headers["Location"] == f"{BASE}henvendelser/#hosting.visitor_types-1"
    contents = {row.question_id: row.content for row in now.answers.all()}
    assert contents == {
        "hosting.people": {"value": 4},
        "hosting.visitor_types": {
            "value": ["healthy_life_centres", "other"],
            "specified": {"other": "Museet"},
        },
    }


def test_the_script_is_told_what_to_put_in_the_fields(client: Client, sent: Submission) -> None:
    round_after(sent.round)
    fields = {"gjenbruk": "enquiries.topics", "enquiries.topics.seen": "0"}
    told = client.post(f"{BASE}lagre/", fields).json()
    assert (told["saved"], told["fields"]) == (True, {"enquiries.topics": [TOPICS]})
    page = client.get(f"{BASE}henvendelser/").content.decode()
    assert 'name="gjenbruk"' not in question(page, "enquiries.topics")


def test_a_colleagues_answer_is_not_overwritten_by_last_years(
    client: Client, sent: Submission, bob: User
) -> None:
    now = round_after(sent.round).submissions.get(agreement=sent.agreement)
    save_answers(submission=now, changes={"enquiries.topics": Answer("Bare kurs")}, by=bob)
    fields = {"gjenbruk": "enquiries.topics", "enquiries.topics.seen": "0"}
    page = client.post(f"{BASE}henvendelser/", fields)
    assert page.status_code == 409
    assert "Bob har lagret et annet svar." in page.content.decode()
    assert f">\n{TOPICS}</textarea>" in page.content.decode()
    assert now.answers.get().content == {"value": "Bare kurs"}


def test_other_words_and_other_options_are_said(client: Client, sent: Submission) -> None:
    def change(questions: dict[str, Any]) -> None:
        questions["enquiries.topics"]["text"] = {"nb": "Hva spør de om?", "nn": "Kva spør dei om?"}
        options = questions["hosting.visitor_types"]["options"]
        questions["hosting.visitor_types"]["options"] = [each for each in options if each["code"] != "other"]

    round_after(sent.round, change=change)
    page = client.get(f"{BASE}henvendelser/").content.decode()
    assert "Spørsmålet var formulert annerledes i 2024" in question(page, "enquiries.topics")
    assert "Svaralternativene er endret siden 2024. Tatt bort: «Andre" in question(
        page, "hosting.visitor_types"
    )
    fields = {"gjenbruk": "hosting.visitor_types", "hosting.visitor_types.seen": "0"}
    told = client.post(f"{BASE}lagre/", fields).json()
    assert told["fields"] == {"hosting.visitor_types": ["healthy_life_centres"]}


def test_a_question_of_another_kind_takes_nothing_over(client: Client, sent: Submission) -> None:
    def change(questions: dict[str, Any]) -> None:
        questions["enquiries.topics"] |= {"type": "integer", "limits": {}}

    round_after(sent.round, change=change)
    page = client.get(f"{BASE}henvendelser/").content.decode()
    assert TOPICS in question(page, "enquiries.topics")
    assert 'name="gjenbruk"' not in question(page, "enquiries.topics")


def test_a_number_that_differs_much_is_asked_about_and_stops_nothing(
    client: Client, sent: Submission, alice: User
) -> None:
    now = round_after(sent.round).submissions.get(agreement=sent.agreement)
    fields = {"enquiries.count": "60", "enquiries.count.seen": "0"}
    told = client.post(f"{BASE}lagre/", fields).json()
    asked = "60 er mye mer enn for 2024, da dere svarte ca. 23. Se over tallet i spørsmål 1."
    assert told["saved"]
    assert asked in told["notes"].replace("\N{NO-BREAK SPACE}", " ")
    changes = {id_: answer for id_, answer in ENOUGH.items() if id_ != "enquiries.count"}
    save_answers(submission=now, changes=changes, by=alice)
    review = client.get(f"{BASE}se-over/").content.decode().replace("\N{NO-BREAK SPACE}", " ")
    assert review.count(asked) == 2
    assert "Send inn rapporten" in review


def test_what_is_about_as_last_year_is_left_in_peace(client: Client, sent: Submission) -> None:
    round_after(sent.round)
    fields = {"enquiries.count": "30", "enquiries.count.seen": "0"}
    assert "mye mer" not in client.post(f"{BASE}lagre/", fields).json()["notes"]
