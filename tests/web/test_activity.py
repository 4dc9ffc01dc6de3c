"""The activity log's pages: noting from the quick field and the form, finding, changing, undoing; what is refused."""

from base64 import b64decode
from collections.abc import Callable
from datetime import date, timedelta
from uuid import uuid4

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_der_private_key
from django.test import Client
from django.utils import timezone

from frisklivsnett.activity.actions import Noted, change, note
from frisklivsnett.activity.kinds import all_kinds
from frisklivsnett.activity.models import Entry
from frisklivsnett.registry.models import Organisation, Place, User
from frisklivsnett.web.activity.fields import place_words
from frisklivsnett.web.activity.posted import read_page

LOG = "/aktivitet/tana/"
NEW = f"{LOG}ny/hospitering/"


@pytest.fixture
def hers(alice: User, client_of: Callable[[User], Client]) -> Client:
    return client_of(alice)


def visit(by: User | None = None, **said: object) -> Entry:
    fields = {"starts_on": timezone.localdate(), "title": "Oppstart", "people": 4} | said
    tana = Organisation.objects.get(slug="tana")
    return note(centre=tana, kind="visit", noted=Noted(**fields), by=by)  # type: ignore[arg-type]


def page(response: object) -> str:
    return response.content.decode()  # type: ignore[attr-defined, no-any-return]


def form(**said: object) -> dict[str, object]:
    return {"starts_on": timezone.localdate().isoformat(), "title": "Oppstart", "nokkel": str(uuid4())} | said


def test_the_quick_field_is_understood_into_a_form_to_confirm(hers: Client) -> None:
    shown = hers.post(f"{LOG}ny/", {"tekst": "Hospitering, 4 fra Senja, i går, 2 timer"})
    yesterday = timezone.localdate() - timedelta(days=1)
    words = page(shown)
    assert shown.status_code == 200
    assert f'value="{yesterday.isoformat()}"' in words
    assert 'name="people" value="4"' in words
    assert 'value="Senja"' in words
    assert "<li>2 timer</li>" in words
    assert not Entry.objects.exists()


def test_a_place_that_several_share_is_asked_about_before_it_is_saved(hers: Client) -> None:
    shown = page(hers.post(f"{LOG}ny/", {"tekst": "Hospitering, 4 fra Våler, i går"}))
    assert "Flere steder heter «Våler». Velg hvilket." in shown
    assert "Våler=>Våler (Innlandet)" in shown
    misspelt = page(hers.post(f"{LOG}ny/", {"tekst": "Hospitering, 4 fra Trmosø, i går"}))
    assert "Vi leste «Trmosø» som Tromsø." in misspelt


def test_words_that_tell_no_kind_ask_for_one_and_keep_the_words(hers: Client) -> None:
    shown = page(hers.post(f"{LOG}ny/", {"tekst": "xyzzy"}))
    assert "Hva slags hendelse er det?" in shown
    assert 'name="tekst" value="xyzzy"' in shown
    filled = page(hers.post(f"{LOG}ny/", {"tekst": "xyzzy", "type": "henvendelse"}))
    assert 'value="Xyzzy"' in filled or 'value="xyzzy"' in filled


def test_a_visit_is_kept_shown_and_undone(hers: Client) -> None:
    kept = hers.post(NEW, form(people="4", places="Senja, tromsø", visitor_types=["managers"]), follow=True)
    entry = Entry.objects.get()
    assert {place.name for place in entry.places.all()} == {"Senja", "Tromsø"}
    assert "Lagret." in page(kept)
    assert f"{LOG}{entry.pk}/slett/" in page(kept)
    undone = hers.post(f"{LOG}{entry.pk}/slett/", follow=True)
    entry.refresh_from_db()
    assert entry.is_binned
    assert "Lagt i papirkurven." in page(undone)
    hers.post(f"{LOG}{entry.pk}/legg-tilbake/")
    entry.refresh_from_db()
    assert not entry.is_binned


def test_two_presses_make_one_entry(hers: Client) -> None:
    said = form(people="4")
    hers.post(NEW, said)
    hers.post(NEW, said)
    assert Entry.objects.count() == 1


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"starts_on": "12."}, "dato"),
        ({"starts_on": "31.02.2024"}, "29 dager"),
        ({"starts_on": ""}, "Skriv hvilken dag det var."),
        ({"starts_on": "0201-02-03"}, "dato"),
        ({"people": "-3"}, "kan ikke være mindre enn 0"),
        ({"people": "1000000"}, "100\N{NO-BREAK SPACE}000"),
        ({"people": "mange"}, "tall"),
        ({"places": "Atlantis"}, "Vi kjenner ingen kommune eller bydel som heter «Atlantis»"),
        ({"places": "Våler"}, "Flere steder heter «Våler». Velg hvilket."),
        ({"ends_on": "2020-01-01"}, "Den siste dagen er før den første."),
        ({"title": "a" * 301}, "300"),
        ({"title": " ", "organisations": ""}, "Skriv noen ord om hva det handlet om"),
        ({"visitor_types": "martians"}, "martians"),
    ],
)
def test_what_cannot_be_kept_is_told_and_nothing_typed_is_lost(
    hers: Client, said: dict[str, str], words: str
) -> None:
    response = hers.post(NEW, form(**{"organisations": "Nord universitet", **said}))
    assert response.status_code == 422
    assert words in page(response)
    assert said.get("organisations", "Nord universitet") in page(response)
    assert not Entry.objects.exists()


def test_a_place_that_several_share_is_chosen_by_a_button_that_also_saves(hers: Client) -> None:
    said = form(places="Senja, Våler")
    assert "Våler=>Våler (Innlandet)" in page(hers.post(NEW, said))
    hers.post(NEW, {**said, "bytt": "Våler=>Våler (Innlandet)"})
    assert {place.code for place in Entry.objects.get().places.all()} == {"5530", "3419"}


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"title": "Samtale om 01017012345"}, "fødselsnummer"),
        ({"title": "Ring 912 34 567"}, "telefonnummer"),
        ({"organisations": "kari@example.org"}, "e-postadresse"),
        ({"note": "Pasienten kom tilbake"}, "Skriv ingenting om pasienter"),
        ({"starts_on": "2100-01-01"}, "for langt unna"),
        ({"starts_on": (date.today() + timedelta(days=3)).isoformat()}, "er fram i tid"),
        ({"people": "700"}, "700"),
    ],
)
def test_what_looks_wrong_is_asked_about_once(hers: Client, said: dict[str, str], words: str) -> None:
    first = form(**said)
    asked = hers.post(NEW, first)
    assert asked.status_code == 422
    assert words in page(asked)
    assert not Entry.objects.exists()
    if "Lagre likevel" not in page(asked):
        return
    confirmed = page(asked).split('name="bekreftet" value="')[1].split('"')[0]
    again = hers.post(NEW, {**first, "title": "Ring 998 87 766", "bekreftet": confirmed})
    assert again.status_code == 422, "another number is asked about anew"
    hers.post(NEW, {**first, "bekreftet": confirmed})
    assert Entry.objects.count() == 1


def test_a_colleagues_change_is_shown_beside_and_nothing_is_overwritten(
    hers: Client, alice: User, bob: User
) -> None:
    entry = visit(alice)
    opened = page(hers.get(f"{LOG}{entry.pk}/endre/"))
    assert 'name="sett" value="1"' in opened
    change(entry=entry, noted=Noted(entry.starts_on, title="Bobs tittel"), seen=1, by=bob)
    late = hers.post(f"{LOG}{entry.pk}/endre/", form(title="Alices tittel", sett="1"))
    assert late.status_code == 422
    assert "Bobs tittel" in page(late)
    assert "Alices tittel" in page(late)
    assert Entry.objects.get().title == "Bobs tittel"
    hers.post(f"{LOG}{entry.pk}/endre/", form(title="Alices tittel", sett="2"))
    assert Entry.objects.get().title == "Alices tittel"


def test_the_list_is_by_month_and_found_by_kind_year_and_words(hers: Client, alice: User) -> None:
    senja = Place.objects.of_kind("municipality").valid_on(date(2024, 3, 1)).get(name="Senja")  # type: ignore[arg-type]
    visit(alice, starts_on=date(2024, 3, 1), title="Marsbesøk", places=(senja,))
    visit(alice, starts_on=date(2023, 4, 1), title="Aprilbesøk")
    tana = Organisation.objects.get(slug="tana")
    note(centre=tana, kind="enquiry", noted=Noted(date(2024, 3, 2), title="Spørsmål om søvn"), by=alice)
    everything = page(hers.get(LOG))
    assert everything.index("Mars 2024") < everything.index("April 2023")
    of_kind = page(hers.get(f"{LOG}?type=henvendelse"))
    assert "Spørsmål om søvn" in of_kind
    assert "Marsbesøk" not in of_kind.split('id="notert"')[1]
    of_year = page(hers.get(f"{LOG}?ar=2023")).split('id="notert"')[1]
    assert "Aprilbesøk" in of_year
    assert "Marsbesøk" not in of_year
    assert "Marsbesøk" in page(hers.get(f"{LOG}?sok=SENJA"))
    assert "Ingenting passer" in page(hers.get(f"{LOG}?sok=finnesikke"))
    assert hers.get(f"{LOG}?ar=tull&type=x&side=-1").status_code == 200


def test_a_long_list_has_pages(hers: Client, alice: User) -> None:
    for number in range(52):
        visit(alice, title=f"Besøk {number}", starts_on=date(2024, 1, 1) + timedelta(days=number))
    first = page(hers.get(LOG))
    assert "1–25 av 52" in first
    last = page(hers.get(f"{LOG}?side=3"))
    assert "51–52 av 52" in last
    assert "51–52 av 52" in page(hers.get(f"{LOG}?side=99"))


def test_an_earlier_entry_fills_in_a_new_one_for_today(hers: Client, alice: User) -> None:
    entry = visit(alice, starts_on=date(2024, 3, 1), title="Fast besøk")
    assert f"{NEW}?som={entry.pk}" in page(hers.get(LOG))
    filled = page(hers.get(f"{NEW}?som={entry.pk}"))
    assert 'value="Fast besøk"' in filled
    assert f'value="{timezone.localdate().isoformat()}"' in filled


def test_the_same_happening_noted_twice_is_seen_and_merged_by_a_person(
    hers: Client, alice: User, bob: User
) -> None:
    one, other = visit(alice), visit(bob, title="Oppstart igjen")
    shown = page(hers.get(LOG))
    assert "Dette ser ut som samme hendelse." in shown
    hers.post(f"{LOG}slaa-sammen/", {"behold": one.pk, "den-andre": other.pk})
    assert list(Entry.objects.kept()) == [one]
    undone = page(hers.post(f"{LOG}{other.pk}/legg-tilbake/", follow=True))
    assert "Lagt tilbake." in undone
    hers.post(f"{LOG}ulike/", {"behold": one.pk, "den-andre": other.pk})
    assert "Dette ser ut som samme hendelse." not in page(hers.get(LOG))


def test_another_centres_entry_cannot_be_reached_by_editing_the_address(
    hers: Client, charlie: User, client_of: Callable[[User], Client]
) -> None:
    entry = visit(None)
    his = client_of(charlie)
    assert his.get(f"{LOG}{entry.pk}/").status_code == 403
    assert his.get(f"/aktivitet/bodo/{entry.pk}/").status_code == 404
    assert (
        his.post("/aktivitet/bodo/slaa-sammen/", {"behold": entry.pk, "den-andre": entry.pk}).status_code
        == 404
    )
    assert hers.get(f"{LOG}{entry.pk}/").status_code == 200


def test_every_place_can_be_read_back_from_the_name_that_a_page_gives_it(registers: None) -> None:
    today = timezone.localdate()
    wrong = []
    for place in Place.objects.filter(kind__in=["municipality", "district", "county"]).valid_on(today):
        kind = all_kinds()["cooperation"]
        said = form(title="Møte", places=place_words(place))
        posted = read_page(kind, {name: [str(value)] for name, value in said.items()}, today)
        if posted.noted is None or posted.noted.places != (place,):
            wrong.append(
                f"{place.kind} {place.code} {place_words(place)}: {[e.words for e in posted.errors]}"
            )
    assert wrong == []


def test_a_megabyte_of_words_is_refused_calmly(hers: Client) -> None:
    assert hers.post(NEW, form(note="a" * 1_000_000)).status_code == 422
    assert hers.post(f"{LOG}ny/", {"tekst": "a " * 500_000}).status_code == 200
    assert not Entry.objects.exists()


def test_the_directorate_reads_and_does_not_write(dina: User, client_of: Callable[[User], Client]) -> None:
    entry = visit(None)
    reader = client_of(dina)
    assert "Tana" in page(reader.get("/aktivitet/"))
    shown = page(reader.get(LOG))
    assert "Oppstart" in shown
    assert "Hva har skjedd?" not in shown
    assert "Slett" not in page(reader.get(f"{LOG}{entry.pk}/"))


# --- from a phone ---


def test_a_note_that_waited_is_taken_once_with_the_day_it_was_written(hers: Client) -> None:
    state = hers.get("/aktivitet/ventende/").json()
    assert state["state"] == "ready"
    assert state["centres"] == [{"slug": "tana", "name": "Tana"}]
    said = {
        "tekst": "Hospitering, 4 fra Senja, i går",
        "dag": "2024-03-12",
        "sentral": "tana",
        "nokkel": str(uuid4()),
    }
    first = hers.post("/aktivitet/ventende/", said).json()
    again = hers.post("/aktivitet/ventende/", said).json()
    assert first == again
    assert first["state"] == "noted"
    assert Entry.objects.get().starts_on == date(2024, 3, 11)


@pytest.mark.parametrize(
    "said",
    [{"tekst": "xyzzy"}, {"tekst": "Hospitering 31. februar"}, {"type": "hospitering", "people": "-3"}],
)
def test_a_note_that_a_person_must_see_to_is_not_kept(hers: Client, said: dict[str, str]) -> None:
    common = {"dag": "2024-03-12", "sentral": "tana", "nokkel": str(uuid4())}
    assert hers.post("/aktivitet/ventende/", {**common, **said}).json() == {"state": "look"}
    assert not Entry.objects.exists()


def test_a_change_that_waited_is_taken_once_and_never_over_a_colleagues(
    hers: Client, alice: User, bob: User
) -> None:
    entry = visit(alice)
    said = form(title="Finansiering", people="5", sentral="tana", hendelse=str(entry.pk), sett="1")
    first = hers.post("/aktivitet/ventende/", said).json()
    assert first["state"] == "noted"
    assert hers.post("/aktivitet/ventende/", said).json() == first, "the answer was lost on its way"
    entry.refresh_from_db()
    assert (entry.title, entry.people, entry.version) == ("Finansiering", 5, 2)
    change(entry=entry, noted=Noted(entry.starts_on, title="Bobs tittel"), seen=2, by=bob)
    assert hers.post("/aktivitet/ventende/", said).json() == {"state": "look"}
    assert hers.post("/aktivitet/ventende/", {**said, "sett": "3", "people": "-3"}).json() == {
        "state": "look"
    }
    assert hers.post("/aktivitet/ventende/", {**said, "hendelse": "1" * 30}).json() == {"state": "look"}
    entry.refresh_from_db()
    assert entry.title == "Bobs tittel"


def test_each_person_has_keys_of_their_own_on_every_phone(
    hers: Client, alice: User, bob: User, client_of: Callable[[User], Client]
) -> None:
    known, again = hers.get("/aktivitet/ventende/"), client_of(alice).get("/aktivitet/ventende/").json()
    assert "no-store" in known["Cache-Control"]
    keys = {name: known.json()[name] for name in ("person", "lock", "opener")}
    assert keys == {name: again[name] for name in keys}
    opener = load_der_private_key(b64decode(keys["opener"]), None)
    lock = opener.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    assert lock == b64decode(keys["lock"])
    his = client_of(bob).get("/aktivitet/ventende/").json()
    assert not {his["person"], his["lock"], his["opener"]} & set(keys.values())


def test_a_phone_whose_login_has_run_out_is_told_so(client: Client, registers: None) -> None:
    assert client.get("/aktivitet/ventende/").json()["state"] == "login"
    assert client.post("/aktivitet/ventende/", {"tekst": "Hospitering"}).status_code == 401


def test_what_a_phone_keeps_holds_nothing_of_anybodys(hers: Client, client: Client) -> None:
    stranger, known = client.get("/aktivitet/rask/?sprak=nn"), hers.get("/aktivitet/rask/?sprak=nn")
    assert page(stranger) == page(known)
    assert 'csrfmiddlewaretoken" value=""' in page(known)
    worker = hers.get("/tjeneste.js?sprak=nn")
    assert worker.headers["Content-Type"].startswith("text/javascript")
    assert '"/aktivitet/rask/?sprak=nn"' in page(worker)
    manifest = hers.get("/app.webmanifest").json()
    assert manifest["start_url"].startswith("/aktivitet/rask/")
    assert {icon["purpose"] for icon in manifest["icons"] if "purpose" in icon} == {"any", "maskable"}


def test_places_are_found_by_a_few_letters(hers: Client) -> None:
    found = hers.get("/aktivitet/steder/", {"sok": "deatnu"}).json()["places"]
    assert found[0]["name"] == "Tana"
    assert hers.get("/aktivitet/steder/", {"sok": ""}).json() == {"places": []}
