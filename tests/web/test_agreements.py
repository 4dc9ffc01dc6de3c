"""The agreements' pages: the Directorate gives and changes them, a centre reads its own."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from django.utils import timezone

from frisklivsnett.collection.models import Round, Submission
from frisklivsnett.registry.models import Agreement, AgreementChange, Organisation, Place, User
from frisklivsnett.web.agreements.views import CHOICES
from frisklivsnett.web.days import written_day

ClientOf = Callable[[User], Client]
TANA = "/avtaler/tana/"


def test_days_are_read_as_people_write_them() -> None:
    assert (
        written_day("2026-04-01")
        == written_day("1.4.2026")
        == written_day(" 01.04.2026 ")
        == date(2026, 4, 1)
    )
    assert [written_day(words) for words in ("", "31.02.2026", "i morgen", "1/4 2026")] == [None] * 4


def test_an_agreement_is_given_from_the_list_to_the_centres_page(dina: User, client_of: ClientOf) -> None:
    client = client_of(dina)
    chosen = client.post("/avtaler/ny/", {"sentral": "tana", "ar": "2031"})
    assert chosen.headers["Location"] == "/avtaler/tana/ny/?ar=2031"
    form = client.get(chosen.headers["Location"]).content.decode()
    assert 'value="2031-01-01"' in form
    assert 'value="2033-12-31"' in form
    fields = {"begynner": "1.1.2031", "slutter": "2033-12-31", "tilskudd": "65 000 kr"}
    for _ in range(2):  # a double click
        assert client.post("/avtaler/tana/ny/", fields).headers["Location"] == TANA
    given = Agreement.objects.get(organisation__slug="tana", starts_on=date(2031, 1, 1))
    assert (given.grant, given.changes.get().by) == (65_000, dina)
    assert "65\xa0000 kroner i året" in client.get(TANA).content.decode()


@pytest.mark.parametrize(
    ("wrong", "field", "words"),
    [
        ({"begynner": "i fjor"}, "begynner", "Skriv datoen slik"),
        ({"slutter": "2030-12-31"}, "slutter", "kan ikke slutte før den begynner"),
        ({"tilskudd": "mye"}, "tilskudd", "som et helt tall"),
        ({"tilskudd": "60000000"}, "tilskudd", "10 millioner"),
        ({"begynner": "2024-01-01"}, "avtalen", "Sentralen har en annen avtale i 2024."),
    ],
)
def test_what_is_wrong_is_said_at_the_field_and_what_was_typed_stands(
    dina: User, client_of: ClientOf, wrong: dict[str, str], field: str, words: str
) -> None:
    fields = {"begynner": "2031-01-01", "slutter": "2033-12-31", "tilskudd": "60000"} | wrong
    answer = client_of(dina).post("/avtaler/tana/ny/", fields)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert words in page
    assert f'href="#{field}"' in page
    assert f'id="{field}"' in page
    assert all(f'value="{typed}"' in page for typed in fields.values())


def test_a_change_takes_a_reason_that_the_centre_can_read(
    dina: User, alice: User, client_of: ClientOf
) -> None:
    client, at = client_of(dina), f"{TANA}2023/forleng/"
    fields = {"siste-dag": "31.12.2026", "begrunnelse": "", "sett": "0"}
    assert "Skriv hvorfor" in client.post(at, fields).content.decode()
    fields["begrunnelse"] = "Utlysingen er utsatt & flyttet"
    for _ in range(2):
        assert client.post(at, fields).headers["Location"] == TANA
    page = client_of(alice).get(TANA).content.decode()
    assert "Forlenget til og med 31. desember 2026" in page
    assert "Utlysingen er utsatt &amp; flyttet" in page
    assert "forleng/" not in page
    assert AgreementChange.objects.count() == 1


def test_a_colleagues_change_is_shown_before_it_is_changed_again(dina: User, client_of: ClientOf) -> None:
    client = client_of(dina)
    client.post(f"{TANA}2023/forleng/", {"siste-dag": "2026-12-31", "begrunnelse": "Utsatt", "sett": "0"})
    fields = {"siste-dag": "2024-12-31", "begrunnelse": "Nedlagt", "sett": "0"}
    page = client.post(f"{TANA}2023/avslutt/", fields).content.decode()
    assert "En kollega har endret avtalen" in page
    assert "31. desember 2026" in page, "how it stands now"
    assert "Nedlagt" in page, "what was typed is not lost"
    fields["sett"] = str(AgreementChange.objects.get().pk)
    assert f'value="{fields["sett"]}"' in page
    assert client.post(f"{TANA}2023/avslutt/", fields).status_code == 302


def test_an_agreement_that_is_reported_on_keeps_its_year(
    report: Submission, dina: User, client_of: ClientOf
) -> None:
    report.versions.create(number=1, answers={}, checksum="", submitted_at=timezone.now(), on_time=True)
    fields = {"siste-dag": "2023-12-31", "begrunnelse": "Nedlagt", "sett": "0"}
    page = client_of(dina).post(f"{TANA}2023/avslutt/", fields).content.decode()
    assert "Sentralen har sendt inn årsrapport for 2024." in page


def test_a_removed_agreement_is_gone_however_often_it_is_pressed(dina: User, client_of: ClientOf) -> None:
    client = client_of(dina)
    fields = {"begrunnelse": "Feil sentral", "sett": "0"}
    for _ in range(2):
        assert client.post(f"{TANA}2023/slett/", fields).headers["Location"] == TANA
    assert "Feil sentral" in client.get(TANA).content.decode()
    assert not Agreement.objects.filter(organisation__slug="tana").exists()


def test_a_new_centre_is_made_and_given_its_first_agreement(dina: User, client_of: ClientOf) -> None:
    client, vardo = client_of(dina), Place.objects.get(kind="municipality", code="5634", valid_to=None)
    assert f'value="{vardo.pk}"' in client.get("/avtaler/ny-sentral/").content.decode()
    fields = {"sted": str(vardo.pk), "navn": "", "malform": "nb", "e-post": "uten krøllalfa"}
    assert client.post("/avtaler/ny-sentral/", fields).status_code == 422
    made = client.post("/avtaler/ny-sentral/", fields | {"e-post": ""})
    centre = Organisation.objects.get(place=vardo, kind="centre")
    assert made.headers["Location"] == f"/avtaler/{centre.slug}/ny/"
    client.post(
        made.headers["Location"], {"begynner": "2031-01-01", "slutter": "2033-12-31", "tilskudd": "60000"}
    )
    assert "Ingen ved sentralen kan logge inn ennå" in client.get(f"/avtaler/{centre.slug}/").content.decode()


def test_the_list_says_which_end_soon_and_every_choice_can_be_opened(dina: User, client_of: ClientOf) -> None:
    today = timezone.localdate()
    last = date(today.year, 12, 31)
    Agreement.objects.update(ends_on=last)
    later = Organisation.objects.get(slug="bodo")
    later.agreements.create(
        starts_on=date(today.year + 1, 1, 1), ends_on=date(today.year + 3, 12, 31), grant=60_000
    )
    client = client_of(dina)
    pages = {which: client.get(f"/avtaler/?vis={which}").content.decode() for which in CHOICES}
    assert "Slutter innen et år (17)" in pages[""], "all but the one that goes on"
    assert "Bodø" not in pages["slutter"].partition("<tbody")[2]
    assert "Bodø" in pages["kommer"]
    assert "Ingen avtaler passer til utvalget." in pages["over"]
    for year in ("20250", "2" * 5000, "²025"):
        assert client.get("/avtaler/bodo/ny/", {"ar": year}).status_code == 200


def test_a_centre_is_led_to_its_own_and_sees_no_others(
    alice: User, charlie: User, dina: User, client_of: ClientOf
) -> None:
    assert client_of(alice).get("/avtaler/").headers["Location"] == TANA
    assert client_of(charlie).get(TANA).status_code == 403
    assert client_of(charlie).get("/avtaler/finnes-ikke/").status_code == 403
    assert client_of(dina).get("/avtaler/finnes-ikke/").status_code == 404
    for year in ("0", "10000", "9" * 30):
        assert client_of(dina).get(f"{TANA}{year}/rett/").status_code == 404


def test_planning_a_year_without_agreements_leads_there(
    the_round: Round, dina: User, client_of: ClientOf
) -> None:
    fields = {"rapporteringsar": "2026", "skjema": str(the_round.form_version_id)}
    days = {"apner": "2027-02-01", "frist": "2027-04-01", "lukker": ""}
    odd = client_of(dina).post("/runder/ny/", fields | days | {"rapporteringsar": "2" * 5000})
    assert "med fire sifre" in odd.content.decode()
    page = client_of(dina).post("/runder/ny/", fields | days).content.decode()
    assert "Ingen avtaler gjelder i 2026" in page
    assert "/avtaler/ny/?ar=2026" in page
    assert "Hadde avtale i 2025, men ikke i 2026" in page
