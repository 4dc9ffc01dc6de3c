"""The outbox: a letter is written once, in the right language, to the right people."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core.mail import EmailMessage
from django.db import transaction

from frisklivsnett.core.text import text
from frisklivsnett.mailing.actions import File, enqueue, enqueue_all, withdraw
from frisklivsnett.mailing.backend import OutboxBackend
from frisklivsnett.mailing.models import Letter
from frisklivsnett.mailing.values import Value
from frisklivsnett.registry.actions import give_role, load_registers
from frisklivsnett.registry.models import Organisation, User

OSLO = ZoneInfo("Europe/Oslo")
NOW = datetime(2026, 3, 23, 9, 5, tzinfo=OSLO)
RECEIPT: Mapping[str, Value] = {
    "år": 2025,
    "tidspunkt": NOW,
    "avsender": "Marit Provestad",
    "nummer": 1,
    "lenke": "https://frisklivsnett.example/runder/2025/tana/",
}


@pytest.fixture
def tana(db: None) -> Organisation:
    load_registers()
    return Organisation.objects.get(slug="tana")


def person(organisation: Organisation, name: str, language: str = "nb", **days: date) -> User:
    user = User.objects.create_user(f"{name}@tana.example", name=name, language=language)
    give_role(
        user=user,
        organisation=organisation,
        kind="colleague",
        **({"starts_on": date(2024, 1, 1)} | days),
        by=None,
    )
    return user


def receipt(to: Any, key: str = "receipt:1", **more: Any) -> Letter | None:
    return enqueue(kind="submission.receipt", key=key, to=to, context=RECEIPT, by=None, at=NOW, **more)


def test_the_same_letter_is_written_once_however_often_it_is_asked_for(tana: Organisation) -> None:
    marit = person(tana, "marit")
    first, second = receipt(marit, organisation=tana), receipt(marit, organisation=tana)
    assert first == second
    assert Letter.objects.count() == 1


def test_a_centre_is_written_to_in_the_form_of_norwegian_it_has_chosen(tana: Organisation) -> None:
    marit = person(tana, "marit", language="en")
    tana.language = "nn"
    tana.save()
    letter = receipt(marit, organisation=tana)
    assert letter is not None
    assert letter.language == "nn"
    assert letter.subject == "Kvittering: Årsrapporten for 2025 er send inn"
    assert "Send inn: 23. mars 2026 kl. 09.05" in letter.text


def test_a_person_is_written_to_in_their_own_language_where_no_organisation_is_named(
    tana: Organisation,
) -> None:
    marit = person(tana, "marit", language="en")
    context: dict[str, Value] = {
        "avsender": "Ola",
        "frist": date(2026, 4, 1),
        "lenke": "https://frisklivsnett.example/x/",
    }
    letter = enqueue(kind="account.invitation", key="i", to=marit, context=context, by=None)
    assert letter is not None
    assert letter.language == "en"
    assert "1 April 2026" in letter.text


def test_an_organisation_is_everybody_with_a_role_there_today(tana: Organisation) -> None:
    person(tana, "ola")
    person(tana, "marit")
    person(tana, "gone", ends_on=date(2026, 3, 22))
    person(tana, "not-yet", starts_on=date(2026, 3, 24))
    inactive = person(tana, "inactive")
    inactive.is_active = False
    inactive.save()
    letters = enqueue_all(kind="submission.receipt", key="r", to=tana, context=RECEIPT, by=None, at=NOW)
    assert [letter.address for letter in letters] == ["marit@tana.example", "ola@tana.example"]
    assert {letter.organisation for letter in letters} == {tana}


def test_an_organisation_without_people_is_its_own_address_and_without_that_nobody(
    tana: Organisation,
) -> None:
    assert receipt(tana) is None
    tana.email = "Frisklivssentralen@Tana.example"
    tana.save()
    letter = receipt(tana)
    assert letter is not None
    assert letter.address == "frisklivssentralen@tana.example"


def test_a_letter_that_does_not_fit_its_kind_is_refused(tana: Organisation) -> None:
    with pytest.raises(ValueError, match="frist"):
        enqueue(
            kind="submission.receipt", key="x", to="a@b.example", context={**RECEIPT, "frist": "x"}, by=None
        )


def test_a_paragraph_without_its_value_is_left_out(tana: Organisation) -> None:
    context: dict[str, Value] = {"år": 2025, "frist": None, "melding": "", "lenke": "https://a.example/"}
    letter = enqueue(
        kind="submission.returned", key="x", to="a@b.example", context=context, organisation=tana, by=None
    )
    assert letter is not None
    assert "innen" not in letter.text
    assert "https://a.example/" in letter.text


def test_words_in_several_languages_are_told_in_the_letters(tana: Organisation) -> None:
    context: dict[str, Value] = {**RECEIPT, "avsender": text("lederen", "leiaren")}
    letter = enqueue(
        kind="submission.receipt", key="x", to="a@b.example", language="nn", context=context, by=None
    )
    assert letter is not None
    assert "Send inn av: leiaren" in letter.text


def test_a_letter_is_not_written_when_what_it_tells_of_did_not_happen(tana: Organisation) -> None:
    with transaction.atomic():
        receipt("a@b.example")
        transaction.set_rollback(True)
    assert not Letter.objects.exists()


def test_a_letter_that_is_no_longer_true_can_be_withdrawn(tana: Organisation, settings: Any) -> None:
    settings.MAIL_DELIVERY = "none"
    receipt("a@b.example", about=tana)
    receipt("a@b.example", key="other", about=tana)
    Letter.objects.filter(key="other").update(state="sent", sent_at=NOW)
    assert withdraw(about=tana, kinds=["submission.receipt"]) == 1
    assert set(Letter.objects.values_list("key", "state")) == {("receipt:1", "withdrawn"), ("other", "sent")}


def test_a_file_goes_along(tana: Organisation) -> None:
    letter = receipt("a@b.example", attachments=[File("rapport.pdf", "application/pdf", b"%PDF")])
    assert letter is not None
    assert [bytes(file.content) for file in letter.attachments.all()] == [b"%PDF"]


def test_what_a_library_writes_goes_the_same_way_and_counts_as_secret(tana: Organisation) -> None:
    marit = person(tana, "marit")
    message = EmailMessage(
        "Koden din", "Koden er 123456.\n\nhttps://frisklivsnett.example/kode/", to=[marit.email]
    )
    assert OutboxBackend().send_messages([message]) == 1
    letter = Letter.objects.get()
    assert (letter.kind, letter.user, letter.secret) == ("account.message", marit, True)
    assert letter.expires_at - letter.queued_at == timedelta(hours=1)
    assert '<a href="https://frisklivsnett.example/kode/">' in letter.html
