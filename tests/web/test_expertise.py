"""Who can help: counted by topic without anybody's words, enquiries passed on and back, topics agreed on."""

from collections.abc import Callable
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from frisklivsnett.activity import agreeing, passing
from frisklivsnett.activity.actions import Noted, bin_entry, note
from frisklivsnett.activity.expertise import best_helpers, known_topics, unanswered
from frisklivsnett.activity.models import Entry, Passing, Topic
from frisklivsnett.activity.topics import load_topics
from frisklivsnett.core.forms import Answer
from frisklivsnett.mailing.models import Letter
from frisklivsnett.registry.models import Organisation, User
from frisklivsnett.registry.places import register

DAY = date(2024, 3, 12)


@pytest.fixture
def tana_(registers: None) -> Organisation:
    load_topics()
    return Organisation.objects.get(slug="tana")


@pytest.fixture
def bodo(tana_: Organisation) -> Organisation:
    return Organisation.objects.get(slug="bodo")


@pytest.fixture
def kari(make_person: Callable[..., User]) -> User:
    """Kari works at the centre that coordinates the network."""
    return make_person("Kari Koordinator", ("stavanger", "lead"))


def enquiry(
    centre: Organisation, outcome: str = "answered", topic: str = "sovn", title: str = "Hemmelige ord"
) -> Entry:
    place = register().find("municipality", "5530", date(2024, 6, 1))
    assert place
    noted = Noted(
        starts_on=DAY,
        title=title,
        places=(place,),
        topics=(Topic.objects.get(slug=topic),),
        answers={"outcome": Answer(outcome), "channel": Answer("phone")},
    )
    return note(centre=centre, kind="enquiry", noted=noted, by=None)


def test_those_who_have_answered_come_with_counts_and_others_do_not(
    tana_: Organisation, bodo: Organisation
) -> None:
    for _ in range(2):
        enquiry(tana_)
    enquiry(bodo)
    enquiry(bodo, outcome="waiting")
    enquiry(Organisation.objects.get(slug="harstad"), outcome="passed_on")
    bin_entry(entry=enquiry(bodo), by=None)
    (found,) = known_topics(today=DAY, search="søv")
    assert [(helper.centre.slug, helper.answered) for helper in found.helpers] == [("tana", 2), ("bodo", 1)]
    assert found.helpers[0].last == DAY
    (south,) = known_topics(today=DAY, search="sovn", region="sor-ost")
    assert south.helpers == ()


def test_nobody_sees_the_words_of_another_centres_log(
    charlie: User, tana_: Organisation, client_of: Callable[[User], Client]
) -> None:
    enquiry(tana_)
    for address in ("/kompetanse/", "/kompetanse/sovn/"):
        page = client_of(charlie).get(address).content.decode()
        assert "Tana" in page
        assert "Hemmelige ord" not in page
    assert "Senja" in page


def test_an_enquiry_is_passed_on_with_its_history_and_taken_once(
    alice: User, charlie: User, tana_: Organisation, bodo: Organisation, client_of: Callable[[User], Client]
) -> None:
    entry = enquiry(tana_, outcome="waiting", title="Kan vi låne kurset?")
    address = f"/aktivitet/tana/{entry.pk}/send-videre/"
    for _ in range(2):
        form = {"to": "bodo", "words": "Vi har ringt dem."}
        assert client_of(alice).post(address, form).status_code == 302
    made = Passing.objects.get()
    entry.refresh_from_db()
    assert entry.answers["outcome"].value == "passed_on"
    letter = Letter.objects.get(address=charlie.email)
    assert letter.subject == "Tana sender dere en henvendelse"
    assert "Vi har ringt dem." in letter.text
    assert "Kan vi låne kurset?" not in letter.text, "an enquiry is read where one is logged in"
    page = client_of(charlie).get("/kompetanse/sendt-videre/").content.decode()
    assert "Kan vi låne kurset?" in page
    assert "Vi har ringt dem." in page
    for _ in range(2):
        client_of(charlie).post(f"/kompetanse/sendt-videre/bodo/{made.pk}/", {"answer": "take"})
    theirs = Entry.objects.get(centre=bodo)
    assert theirs.title == "Kan vi låne kurset?"
    assert theirs.answers["outcome"].value == "waiting"
    assert [place.name for place in theirs.places.all()] == ["Senja"]


def test_an_enquiry_that_is_sent_back_waits_at_home_again(
    alice: User, charlie: User, tana_: Organisation, bodo: Organisation
) -> None:
    entry = enquiry(tana_, outcome="waiting")
    made = passing.pass_on(entry=entry, to=bodo, by=alice)
    with pytest.raises(ValidationError, match="venter allerede"):
        passing.pass_on(entry=entry, to=Organisation.objects.get(slug="harstad"), by=alice)
    for _ in range(2):
        passing.send_back(passing=made, words="Spør Harstad.", by=charlie)
    letter = Letter.objects.get(kind="enquiry.sent_back")
    assert letter.address == alice.email
    assert "Spør Harstad." in letter.text
    assert f"/aktivitet/tana/{entry.pk}/" in letter.text
    entry.refresh_from_db()
    assert entry.answers["outcome"].value == "waiting"
    with pytest.raises(ValidationError):
        passing.take(passing=made, by=charlie)
    assert passing.pass_on(entry=entry, to=Organisation.objects.get(slug="harstad"), by=alice).pk != made.pk


def test_a_third_centre_can_neither_see_nor_take_what_was_passed_on(
    alice: User,
    make_person: Callable[..., User],
    tana_: Organisation,
    bodo: Organisation,
    client_of: Callable[[User], Client],
) -> None:
    made = passing.pass_on(entry=enquiry(tana_, title="Vårt spørsmål"), to=bodo, by=alice)
    eva = make_person("Eva Ekstra", ("harstad", "lead"))
    assert "Vårt spørsmål" not in client_of(eva).get("/kompetanse/sendt-videre/").content.decode()
    assert (
        client_of(eva).post(f"/kompetanse/sendt-videre/bodo/{made.pk}/", {"answer": "take"}).status_code
        == 403
    )
    assert client_of(eva).post(f"/kompetanse/sendt-videre/harstad/{made.pk}/").status_code == 404
    assert client_of(alice).post(f"/kompetanse/sendt-videre/tana/{made.pk}/").status_code == 404
    assert Passing.objects.get().state == "waiting"


def test_only_an_enquiry_can_be_passed_on_and_only_to_another(
    alice: User, tana_: Organisation, bodo: Organisation, client_of: Callable[[User], Client]
) -> None:
    visit = note(centre=tana_, kind="visit", noted=Noted(starts_on=DAY), by=None)
    assert client_of(alice).get(f"/aktivitet/tana/{visit.pk}/send-videre/").status_code == 404
    entry = enquiry(tana_)
    with pytest.raises(ValidationError):
        passing.pass_on(entry=entry, to=tana_, by=alice)
    response = client_of(alice).post(f"/aktivitet/tana/{entry.pk}/send-videre/", {"to": "finnes-ikke"})
    assert response.status_code == 422


def test_those_who_know_the_topic_are_suggested_first(tana_: Organisation, bodo: Organisation) -> None:
    enquiry(bodo)
    topic = Topic.objects.get(slug="sovn")
    assert best_helpers([topic], today=DAY, but=tana_) == [bodo]
    assert best_helpers([topic], today=DAY, but=bodo) == []


def test_the_coordinator_sees_what_waits_and_others_do_not(
    alice: User, kari: User, dina: User, tana_: Organisation, client_of: Callable[[User], Client]
) -> None:
    enquiry(tana_, outcome="waiting")
    enquiry(tana_, outcome="answered")
    assert len(unanswered()) == 1
    page = client_of(kari).get("/kompetanse/venter/").content.decode()
    assert "Senja" in page
    assert "Hemmelige ord" not in page
    assert client_of(dina).get("/kompetanse/venter/").status_code == 200
    assert client_of(alice).get("/kompetanse/venter/").status_code == 403


# --- topics ---


def test_a_topic_is_proposed_by_a_centre_and_agreed_on_by_the_coordinator(
    alice: User, kari: User, tana_: Organisation, client_of: Callable[[User], Client]
) -> None:
    form = {"what": "propose", "name_nb": " Svangerskap  og barsel", "name_nn": "Svangerskap og barsel"}
    for _ in range(2):
        assert client_of(alice).post("/kompetanse/tema/", form).status_code == 302
    made = Topic.objects.get(name_nb="Svangerskap og barsel")
    assert (made.state, made.proposed_by) == ("proposed", alice)
    agree = {"what": "agree", "topic": made.slug}
    assert client_of(alice).post("/kompetanse/tema/", agree).status_code == 403
    refused = client_of(kari).post(
        "/kompetanse/tema/", {**agree, "name_nb": "Svangerskap", "name_nn": "Søvn"}
    )
    page = refused.content.decode()
    assert refused.status_code == 422
    assert "Et annet tema heter dette" in page
    assert f'id="name_en-{made.slug}"' in page
    assert 'value="Svangerskap"' in page, "what was typed is kept"
    names = {"name_nb": "Svangerskap og barsel", "name_nn": "Svangerskap og barsel", "name_en": "Pregnancy"}
    for _ in range(2):
        assert client_of(kari).post("/kompetanse/tema/", {**agree, **names}).status_code == 302
    made.refresh_from_db()
    assert (made.state, made.name_en) == ("agreed", "Pregnancy")


@pytest.mark.parametrize("name", ["", "  ", "a" * 81])
def test_a_topic_without_a_name_is_not_proposed(
    alice: User, tana_: Organisation, client_of: Callable[[User], Client], name: str
) -> None:
    response = client_of(alice).post("/kompetanse/tema/", {"what": "propose", "name_nb": name})
    assert response.status_code == 422
    assert not Topic.objects.filter(state="proposed").exists()


def test_a_topic_that_is_merged_hands_its_entries_over(alice: User, tana_: Organisation) -> None:
    entry = enquiry(tana_)
    sleep, stress = Topic.objects.get(slug="sovn"), Topic.objects.get(slug="psykisk-helse")
    for _ in range(2):
        agreeing.merge_topics(topic=sleep, into=stress, by=alice)
    assert list(entry.topics.all()) == [stress]
    sleep.refresh_from_db()
    assert (sleep.state, sleep.merged_into) == ("retired", stress)
    with pytest.raises(ValidationError):
        agreeing.agree(topic=sleep, names={"nb": "Søvn", "nn": "Svevn", "en": "Sleep"}, by=alice)
    with pytest.raises(ValidationError):
        agreeing.merge_topics(topic=stress, into=sleep, by=alice)


def test_a_topic_cannot_take_the_address_of_a_page(alice: User, tana_: Organisation) -> None:
    assert agreeing.propose(name_nb="Venter", name_nn="", by=alice).slug == "venter-2"
