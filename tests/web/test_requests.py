"""Asking for a visit without an account: confirmed by link, answered by the centre, moved, suggested, called off."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from frisklivsnett.activity import requests as actions
from frisklivsnett.activity.models import Entry, VisitRequest
from frisklivsnett.activity.request_letters import key_of, token_of
from frisklivsnett.activity.request_models import KEPT_FOR, MOVES, RequestState
from frisklivsnett.mailing.models import Letter
from frisklivsnett.registry.models import CoordinatorTerm, Organisation, User
from frisklivsnett.web.front.waiting import waiting_for

ASKED = {
    "centre": "tana",
    "organisation": "Senja kommune",
    "place": "Senja",
    "name": "Kim Eksempel",
    "email": "kim@senja.example",
    "people": "4",
    "mode": "in_person",
    "about": "Oppstart",
    "wishes": "en tirsdag i mars",
}


pytestmark = pytest.mark.usefixtures("registers")


def ask(client: Client, **changes: str) -> VisitRequest:
    response = client.post("/be-om-besok/", {**ASKED, **changes})
    assert response.status_code == 302, response.content.decode()
    return VisitRequest.objects.latest("pk")


def waiting(**changes: str) -> VisitRequest:
    found = ask(Client(), **changes)
    return actions.confirm(request=found)


def soon(hour: int = 10, days: int = 10) -> datetime:
    day = timezone.localdate() + timedelta(days=days)
    return timezone.make_aware(datetime(day.year, day.month, day.day, hour))


def agreed(by: User) -> VisitRequest:
    return actions.accept(request=waiting(), starts_at=soon(), ends_at=soon(14), where="Tana", by=by)


def subjects(to: str) -> list[str]:
    return list(Letter.objects.filter(address=to).order_by("pk").values_list("subject", flat=True))


# --- asking ---


def test_nothing_reaches_the_centre_before_the_sender_has_used_the_link(
    alice: User, client: Client, client_of: Callable[[User], Client]
) -> None:
    found = ask(client)
    assert found.state == RequestState.UNCONFIRMED
    assert subjects(alice.email) == []
    assert "Senja kommune" not in client_of(alice).get("/foresporsler/").content.decode()
    letter = Letter.objects.get(address="kim@senja.example")
    assert letter.secret
    token = token_of(found)
    assert key_of(token) == found.key.hex
    page = client.get(f"/be-om-besok/min/{token}/")
    assert page.status_code == 200
    found.refresh_from_db()
    assert found.state == RequestState.UNCONFIRMED, "opening the link, as mail programs do, confirms nothing"
    client.post(f"/be-om-besok/min/{token}/", {"answer": "confirm"})
    assert "Senja kommune" in client_of(alice).get("/foresporsler/").content.decode()
    assert len(subjects(alice.email)) == 1


def test_the_centres_can_be_chosen_between_two_periods_too(client: Client) -> None:
    page = client.get("/be-om-besok/?sentral=tana").content.decode()
    assert '<option value="tana" selected>Tana</option>' in page


def test_a_double_click_makes_one_request_and_one_letter(client: Client) -> None:
    key = "11111111-1111-4111-8111-111111111111"
    ask(client, key=key)
    ask(client, key=key)
    assert VisitRequest.objects.count() == 1
    assert Letter.objects.count() == 1


def test_a_program_that_fills_in_every_field_is_thanked_for_nothing(client: Client) -> None:
    assert client.post("/be-om-besok/", {**ASKED, "nettsted": "https://spam.example"}).status_code == 302
    assert not VisitRequest.objects.exists()


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"organisation": " "}, "Skriv hvor dere kommer fra"),
        ({"organisation": "Du har vunnet! evil.example/x"}, "uten nettadresse"),
        ({"organisation": "https://evil"}, "uten nettadresse"),
        ({"email": "ikke en adresse"}, "hel e-postadresse"),
        ({"email": ""}, "Skriv e-postadressen"),
        ({"people": "en million"}, "helt tall"),
        ({"people": "-3"}, "helt tall"),
        ({"centre": "finnes-ikke"}, "Velg en av sentralene"),
        ({"place": "Qwertyx"}, "ingen kommune"),
        ({"about": "a" * 2000}, "for lang"),
    ],
)
def test_bad_input_is_told_and_what_was_typed_is_kept(
    client: Client, changes: dict[str, str], said: str
) -> None:
    response = client.post("/be-om-besok/", {**ASKED, **changes})
    page = response.content.decode()
    assert response.status_code == 422
    assert said in page
    assert 'value="Kim Eksempel"' in page
    assert not VisitRequest.objects.exists()


@pytest.mark.parametrize(
    "name", ["St. Olavs hospital HF", "Dr.Hansen", "Møre og Romsdal fylkeskommune, avd. B"]
)
def test_a_name_with_a_full_stop_is_no_web_address(client: Client, name: str) -> None:
    assert ask(client, organisation=name).organisation == name


def test_a_municipality_that_several_share_is_chosen_from_a_list(client: Client) -> None:
    page = client.post("/be-om-besok/", {**ASKED, "place": "Våler"}).content.decode()
    assert "Våler (Østfold)" in page
    assert "Våler (Innlandet)" in page
    place = ask(client, place="Våler, Innlandet").place
    assert place
    assert place.code == "3419"


def test_one_address_cannot_be_sent_letter_after_letter(client: Client) -> None:
    for _ in range(3):
        ask(client)
    assert client.post("/be-om-besok/", ASKED).status_code == 429
    assert Letter.objects.count() == 3


def test_a_link_that_was_not_made_by_us_leads_nowhere(client: Client) -> None:
    token = token_of(ask(client))
    assert client.get(f"/be-om-besok/min/{token}x/").status_code == 404
    assert client.get("/be-om-besok/min/noe-helt-annet/").status_code == 404
    assert client.get("/be-om-besok/min/æøå%F0%9F%98%80/").status_code == 404


# --- answering ---


def test_the_centre_accepts_and_both_get_a_calendar_file(
    alice: User, client_of: Callable[[User], Client]
) -> None:
    found = waiting()
    day = soon().date().isoformat()
    form = {"answer": "accept", "day": day, "from": "10.00", "to": "14.00", "where": "Rådhusveien 24"}
    address = f"/foresporsler/tana/{found.pk}/"
    assert client_of(alice).post(address, form).status_code == 302
    assert client_of(alice).post(address, form).status_code == 302, "a second click"
    found.refresh_from_db()
    assert found.state == RequestState.ACCEPTED
    letters = Letter.objects.filter(kind__in=["request.accepted", "request.calendar"])
    assert {letter.address for letter in letters} == {"kim@senja.example", alice.email}
    for letter in letters:
        text = bytes(letter.attachments.get().content).decode()
        assert f"DTSTART;TZID=Europe/Oslo:{soon():%Y%m%d}T100000" in text
    assert not Entry.objects.exists(), "the log tells what has happened, not what is planned"


def test_the_calendar_entry_keeps_its_uid_and_is_taken_away_when_called_off(alice: User) -> None:
    found = agreed(alice)
    actions.cancel(request=found, words="Vi er syke.", by=alice)
    files = [
        bytes(letter.attachments.get().content).decode()
        for letter in Letter.objects.filter(address=alice.email, attachments__isnull=False).order_by("pk")
    ]
    made, gone = files
    uid = re.search(r"UID:(.*)\r", made)
    assert uid
    assert uid[0] in gone
    assert "STATUS:CANCELLED" in gone
    assert "METHOD:CANCEL" in gone
    numbers = [int(re.findall(r"SEQUENCE:(\d+)", text)[0]) for text in files]
    assert numbers[0] < numbers[1]


def test_a_suggested_time_is_agreed_on_or_refused_by_link(alice: User, client: Client) -> None:
    found = actions.suggest(request=waiting(), starts_at=soon(), ends_at=soon(12), where="Teams", by=alice)
    address = f"/be-om-besok/min/{token_of(found)}/"
    client.post(address, {"answer": "refuse", "words": "Vi kan ikke den dagen."})
    found.refresh_from_db()
    assert (found.state, found.starts_at) == (RequestState.WAITING, None)
    assert "Tidspunktet passet ikke for Senja kommune" in subjects(alice.email)
    actions.suggest(request=found, starts_at=soon(9), ends_at=soon(12), where="Teams", by=alice)
    client.post(address, {"answer": "agree"})
    client.post(address, {"answer": "agree"})
    found.refresh_from_db()
    assert found.state == RequestState.ACCEPTED
    assert Letter.objects.filter(kind="request.accepted").count() == 1


def test_a_request_is_given_to_another_centre_with_its_history(
    alice: User, charlie: User, client_of: Callable[[User], Client]
) -> None:
    found = waiting()
    form = {"answer": "move", "to": "bodo", "words": "De bor nærmere dere."}
    assert client_of(alice).post(f"/foresporsler/tana/{found.pk}/", form).status_code == 302
    assert client_of(alice).get(f"/foresporsler/tana/{found.pk}/").status_code == 404
    assert client_of(alice).get(f"/foresporsler/bodo/{found.pk}/").status_code == 403
    page = client_of(charlie).get(f"/foresporsler/bodo/{found.pk}/").content.decode()
    assert "De bor nærmere dere." in page
    assert "Gitt fra Tana til Bodø" in page


def test_another_centre_can_neither_see_nor_answer(
    charlie: User, alice: User, client_of: Callable[[User], Client]
) -> None:
    found = waiting()
    for address in (f"/foresporsler/tana/{found.pk}/", f"/foresporsler/bodo/{found.pk}/"):
        assert client_of(charlie).post(address, {"answer": "decline", "words": "Nei"}).status_code in (
            403,
            404,
        )
    found.refresh_from_db()
    assert found.state == RequestState.WAITING


def test_the_coordinator_places_what_names_no_centre(
    alice: User, make_person: Callable[..., User], client_of: Callable[[User], Client]
) -> None:
    kari = make_person("Kari Koordinator", ("stavanger", "lead"))
    found = waiting(centre="unknown")
    assert subjects(kari.email) == ["Senja kommune vil besøke en utviklingssentral"]
    assert "Senja kommune" in client_of(kari).get("/foresporsler/").content.decode()
    address = f"/foresporsler/uten-sentral/{found.pk}/"
    assert client_of(alice).get(address).status_code == 403
    assert client_of(kari).post(address, {"answer": "accept"}).status_code == 422
    assert client_of(kari).post(address, {"answer": "move", "to": "tana"}).status_code == 302
    assert subjects(alice.email) == ["Senja kommune ønsker å besøke dere"]


def test_without_a_coordinator_the_directorate_finds_a_centre(
    dina: User, client_of: Callable[[User], Client]
) -> None:
    found = waiting(centre="unknown")
    assert waiting_for(dina) == [], "while somebody coordinates, it is not for the Directorate"
    CoordinatorTerm.objects.all().delete()
    (line,) = waiting_for(dina)
    assert "Senja kommune" in client_of(dina).get(line.address).content.decode()
    address = f"/foresporsler/uten-sentral/{found.pk}/"
    assert client_of(dina).post(address, {"answer": "move", "to": "tana"}).status_code == 302
    found.refresh_from_db()
    assert found.centre == Organisation.objects.get(slug="tana")


def test_a_no_is_written_in_the_language_of_whoever_asks(
    alice: User, client_of: Callable[[User], Client]
) -> None:
    found = waiting()
    VisitRequest.objects.filter(pk=found.pk).update(language="en")
    page = client_of(alice).get(f"/foresporsler/tana/{found.pk}/").content.decode()
    assert "Thank you for wanting to visit us" in page
    client_of(alice).post(
        f"/foresporsler/tana/{found.pk}/", {"answer": "decline", "words": "Sorry, not now."}
    )
    assert subjects("kim@senja.example")[-1] == "An answer to your request for a visit"


@pytest.mark.parametrize(
    "changes",
    [
        {"day": "2020-01-01"},
        {"day": "31. februar"},
        {"from": "25.00"},
        {"from": "9" * 20},
        {"to": "09.00"},
        {"where": ""},
        {"day": "2999-01-01"},
    ],
)
def test_a_time_that_will_not_do_is_told(
    alice: User, client_of: Callable[[User], Client], changes: dict[str, str]
) -> None:
    found = waiting()
    form = {"answer": "accept", "day": soon().date().isoformat(), "from": "10", "to": "14", "where": "Tana"}
    response = client_of(alice).post(f"/foresporsler/tana/{found.pk}/", {**form, **changes})
    assert response.status_code == 422
    found.refresh_from_db()
    assert found.state == RequestState.WAITING


def test_a_time_that_ends_before_it_begins_when_the_clock_is_turned_forward_is_told(alice: User) -> None:
    found, zone = waiting(), timezone.get_default_timezone()
    starts, ends = (datetime(2027, 3, 28, hour, 30, tzinfo=zone) for hour in (2, 3))
    before = datetime(2027, 3, 1, tzinfo=UTC)
    with pytest.raises(ValidationError) as refused:
        actions.accept(request=found, starts_at=starts, ends_at=ends, where="Tana", by=alice, at=before)
    assert refused.value.code == "ends"


# --- afterwards ---


def test_the_visit_is_noted_once_when_it_has_been(alice: User) -> None:
    found = agreed(alice)
    with pytest.raises(ValidationError, match="ikke vært ennå"):
        actions.note_visit(request=found, people=4, by=alice)
    after = soon() + timedelta(hours=1)
    entry = actions.note_visit(request=found, people=5, by=alice, at=after)
    assert actions.note_visit(request=found, people=9, by=alice, at=after) == entry
    assert (entry.kind, entry.people, entry.source) == ("visit", 5, "request")
    assert entry.organisations == ["Senja kommune"]
    assert [place.name for place in entry.places.all()] == ["Senja"]
    assert Entry.objects.count() == 1
    assert "kim" not in str(entry.__dict__).lower()


def test_a_request_that_is_over_answers_nothing_more(alice: User) -> None:
    found = actions.decline(request=waiting(), words="Dessverre.", by=alice)
    with pytest.raises(ValidationError):
        actions.accept(request=found, starts_at=soon(), ends_at=soon(14), where="Tana", by=alice)
    with pytest.raises(ValidationError):
        actions.withdraw(request=found)


def test_every_state_has_its_moves_and_those_lead_to_states() -> None:
    assert set(MOVES) == set(RequestState.values)
    assert all(moves <= set(RequestState.values) for moves in MOVES.values())


def test_names_and_addresses_are_emptied_half_a_year_after(alice: User) -> None:
    old, fresh = agreed(alice), waiting(email="ny@senja.example")
    forgotten = ask(Client(), email="aldri@senja.example")
    late = soon() + KEPT_FOR + timedelta(days=1)
    VisitRequest.objects.filter(pk=fresh.pk).update(changed_at=late)
    assert actions.erase_requests(by=None, at=late) == (1, 1)
    old.refresh_from_db()
    fresh.refresh_from_db()
    assert (old.name, old.email) == ("", "")
    assert not Letter.objects.filter(address__in=["kim@senja.example", "aldri@senja.example"]).exists()
    assert fresh.email == "ny@senja.example"
    assert not VisitRequest.objects.filter(pk=forgotten.pk).exists()
    assert actions.erase_requests(by=None, at=late) == (0, 0)


def test_a_request_made_long_ago_stands_in_norwegian_time(alice: User) -> None:
    winter = datetime(2027, 1, 12, 9, tzinfo=UTC)
    found = waiting()
    actions.accept(
        request=found, starts_at=winter, ends_at=winter + timedelta(hours=2), where="Tana", by=alice,
        at=datetime(2026, 12, 1, tzinfo=UTC),
    )  # fmt: skip
    letter = Letter.objects.filter(kind="request.calendar").latest("pk")
    assert "DTSTART;TZID=Europe/Oslo:20270112T100000" in bytes(letter.attachments.get().content).decode()
    assert Organisation.objects.get(slug="tana").visit_requests.count() == 1
