"""Letters on screen: the adviser's texts, a round's letters, reminding by hand, and the demo's mailbox."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from frisklivsnett.audit.models import Event
from frisklivsnett.collection.models import Round, Submission
from frisklivsnett.collection.reminders import remind_due
from frisklivsnett.collection.reminding import plan_of
from frisklivsnett.mailing.actions import enqueue_written
from frisklivsnett.mailing.models import Letter, LetterText
from frisklivsnett.registry.models import Organisation, User

TEXT = "/brev/paminnelse/nb/"


@pytest.fixture
def adviser(dina: User, client_of: Callable[[User], Client]) -> Client:
    return client_of(dina)


def page(response: Any, status: int = 200) -> str:
    assert response.status_code == status, response.content.decode()[:2000]
    return " ".join(response.content.decode().split())


def write(client: Client, do: str = "lagre", address: str = TEXT, **fields: str) -> Any:
    typed = {"emne": "Frist {frist}", "tekst": "Hei, {sentral}!\n\n{lenke}", "versjon": "0"}
    return client.post(address, typed | fields | {"gjor": do})


# --- texts ---


@pytest.mark.one_database
def test_every_kind_can_be_written_in_each_of_its_languages(adviser: Client, report: Submission) -> None:
    from frisklivsnett.web.letters.words import KIND_OF

    listed = page(adviser.get("/brev/"))
    for word, kind in KIND_OF.items():
        for language in kind.languages:
            address = f"/brev/{word}/{language}/"
            assert f'href="{address}"' in listed
            shown = page(adviser.get(address))
            assert "Slik ser brevet ut" in shown
            assert "{" not in shown.split('class="letter__body"')[1].split("</article>")[0]


def test_every_kind_that_can_be_edited_has_a_word_in_the_address() -> None:
    from frisklivsnett.mailing.texts import editable_kinds
    from frisklivsnett.web.letters.words import WORD_OF

    assert editable_kinds().keys() == WORD_OF.keys()


def test_a_saved_text_is_what_is_sent_from_then_on(
    adviser: Client, report: Submission, alice: User, dina: User
) -> None:
    assert write(adviser).status_code == 302
    remind_due(at=timezone.now())
    deadline = report.round.deadline
    letter = Letter.objects.get(user=alice)
    assert letter.subject.startswith(f"Frist {deadline.day}. ")
    assert letter.text.startswith("Hei, Tana!\n\nhttp")
    (version,) = LetterText.objects.all()
    assert (version.number, version.saved_by) == (1, dina)
    assert Event.objects.filter(verb="letter_text.saved").count() == 1


def test_a_preview_has_a_real_centres_values_and_saves_nothing(adviser: Client, report: Submission) -> None:
    shown = page(write(adviser, "vis", sentral="bodo"))
    assert "<p>Hei, Bodø!</p>" in shown
    assert "/runder/2024/bodo/" in shown
    assert not LetterText.objects.exists()


def test_a_placeholder_that_does_not_exist_is_told_of_where_it_is_with_the_nearest(
    adviser: Client, report: Submission
) -> None:
    shown = page(write(adviser, tekst="Hei\n\nFristen er {Frst}."), 422)
    assert "Linje 3: Flettefeltet «{Frst}» finnes ikke i dette brevet. Mente du «{frist}»?" in shown
    assert 'href="#tekst"' in shown
    assert "Fristen er {Frst}." in shown  # what was typed stays
    assert not LetterText.objects.exists()


@pytest.mark.parametrize(
    ("field", "typed"), [("emne", " "), ("tekst", ""), ("emne", "x" * 151), ("tekst", "x" * 10_001)]
)
def test_what_cannot_be_sent_is_not_saved(
    adviser: Client, report: Submission, field: str, typed: str
) -> None:
    shown = page(write(adviser, **{field: typed}), 422)
    assert f'href="#{field}"' in shown
    assert not LetterText.objects.exists()


@pytest.mark.one_database
def test_what_is_typed_is_never_html(adviser: Client, report: Submission) -> None:
    shown = page(write(adviser, "vis", tekst="<script>x</script> <b>{sentral}</b>"))
    assert "<script>x" not in shown
    assert "&lt;script&gt;x" in shown


def test_a_colleagues_text_is_not_overwritten_unseen(adviser: Client, report: Submission) -> None:
    write(adviser)
    shown = page(write(adviser, tekst="En annen tekst."), 422)
    assert "En kollega har lagret en annen tekst" in shown
    assert "En annen tekst." in shown
    assert LetterText.objects.count() == 1
    again = LetterText.objects.get().number
    assert write(adviser, tekst="En annen tekst.", versjon=str(again)).status_code == 302


def test_a_double_click_saves_one_version(adviser: Client, report: Submission) -> None:
    assert [write(adviser).status_code for _click in range(2)] == [302, 302]
    assert LetterText.objects.count() == 1


def test_one_language_that_is_changed_warns_about_the_other_until_it_is_looked_over(
    adviser: Client, report: Submission
) -> None:
    write(adviser)
    assert "Henger etter" in page(adviser.get("/brev/"))
    nynorsk = page(adviser.get("/brev/paminnelse/nn/"))
    assert "Teksten på bokmål er endret uten at teksten på nynorsk er fulgt opp." in nynorsk
    assert "er fulgt opp" not in page(adviser.get(TEXT))
    from frisklivsnett.mailing.texts import standard_words

    own = standard_words("round.reminder", "nn")
    write(adviser, address="/brev/paminnelse/nn/", emne=own.subject, tekst=own.body)
    assert "Henger etter" not in page(adviser.get("/brev/"))


def test_the_standard_text_can_be_taken_back_and_the_versions_stay(
    adviser: Client, report: Submission
) -> None:
    write(adviser)
    adviser.post(f"{TEXT}standard/")
    shown = page(adviser.get(TEXT))
    assert "Påminnelse: Fristen for årsrapporten er {frist}" in shown
    assert "Versjon 2, tilbake til standardteksten" in shown
    assert "Frist {frist}" in page(adviser.get(f"{TEXT}versjoner/1/"))
    assert adviser.get(f"{TEXT}versjoner/3/").status_code == 404


def test_a_test_letter_goes_to_oneself_only_with_what_is_typed_and_once(
    adviser: Client, report: Submission, dina: User
) -> None:
    for _click in range(2):
        shown = page(write(adviser, "prove", tekst="Bare et utkast, {mottaker}."))
    assert "En prøve er på vei til dina.dahl@example.org." in shown
    (letter,) = Letter.objects.all()
    assert (letter.address, letter.subject[:6]) == (dina.email, "Prøve:")
    assert letter.text == "Bare et utkast, Dina Dahl.\n"
    assert not LetterText.objects.exists()


@pytest.mark.parametrize("address", ["/brev/paminnelse/en/", "/brev/paminnelse/xx/", "/brev/ukjent/nb/"])
def test_a_text_that_does_not_exist_is_not_found(adviser: Client, report: Submission, address: str) -> None:
    assert adviser.get(address).status_code == 404


# --- a round's letters ---


def test_the_rounds_page_tells_what_was_sent_to_whom_and_what_comes_next(
    adviser: Client, report: Submission, alice: User
) -> None:
    before = page(adviser.get("/runder/2024/brev/"))
    assert "Planlagt, nå til 18 sentraler" in before
    assert "Neste brev er påminnelse før fristen" in before
    remind_due(at=timezone.now())
    after = page(adviser.get("/runder/2024/brev/"))
    letter = Letter.objects.get(user=alice)
    assert f'href="/brev/sendt/{letter.pk}/"' in after
    assert "Skrevet til 1 sentral" in after
    assert "Der har ingen tilgang i dag" in after


def test_a_letter_that_failed_is_shown_first_and_can_be_sent_again(
    adviser: Client, report: Submission, alice: User
) -> None:
    remind_due(at=timezone.now())
    letter = Letter.objects.get(user=alice)
    Letter.objects.update(state="failed", sent_at=None, fault="refused", answer="550 no such user")
    assert "Disse brevene trenger et blikk fra deg" in page(adviser.get("/runder/2024/brev/"))
    assert "Disse brevene trenger et blikk fra deg" in page(adviser.get("/brev/"))
    assert "1 brev er kanskje ikke sendt" in page(adviser.get("/"))
    shown = page(adviser.get(f"/brev/sendt/{letter.pk}/"))
    assert "E-posttjeneren avviste brevet." in shown
    assert "550 no such user" in shown
    for _click in range(2):
        adviser.post(f"/brev/sendt/{letter.pk}/send/")
    letter.refresh_from_db()
    assert letter.state == "queued"
    assert Event.objects.filter(verb="letter.sent_again").count() == 1


def test_a_letter_with_a_code_shows_to_whom_and_when_only(adviser: Client, report: Submission) -> None:
    letter = enqueue_written(
        kind="account.message", to="alice@example.org", subject="Koden er 123456", text="Koden er 123456"
    )
    shown = page(adviser.get(f"/brev/sendt/{letter.pk}/"))
    assert "alice@example.org" in shown
    assert "123456" not in shown
    assert "Innholdet vises ikke" in shown


def test_a_reminder_is_sent_to_one_centre_after_a_question_and_once_a_day(
    adviser: Client, report: Submission, alice: User
) -> None:
    asked = page(adviser.get("/runder/2024/brev/paminnelse/?sentral=tana"))
    assert "Påminnelsen går til Tana, i alt 1 brev." in asked
    assert not Letter.objects.exists()
    done = page(adviser.post("/runder/2024/brev/paminnelse/", {"sentral": "tana"}, follow=True))
    assert "Påminnelsen er på vei til Tana." in done
    again = page(adviser.post("/runder/2024/brev/paminnelse/", {"sentral": "tana"}, follow=True))
    assert "Ingen påminnelse er sendt." in again
    assert Letter.objects.count() == 1
    assert "allerede fått et brev" in page(adviser.get("/runder/2024/brev/paminnelse/?sentral=tana"))


def test_reminding_all_tells_who_cannot_be_reached(adviser: Client, report: Submission, alice: User) -> None:
    asked = page(adviser.get("/runder/2024/brev/paminnelse/"))
    assert "Påminnelsen går til Tana" in asked
    assert "Bodø: Ingen ved sentralen har tilgang, og den har ingen e-postadresse." in asked
    adviser.post("/runder/2024/brev/paminnelse/")
    assert [letter.organisation for letter in Letter.objects.all()] == [Organisation.objects.get(slug="tana")]


def test_an_unknown_centre_is_not_found(adviser: Client, report: Submission) -> None:
    assert adviser.post("/runder/2024/brev/paminnelse/", {"sentral": "ukjent"}).status_code == 404
    assert not Letter.objects.exists()


# --- the plan ---


def test_the_plan_can_be_changed(adviser: Client, report: Submission) -> None:
    shown = page(adviser.get("/runder/2024/brev/plan/"))
    assert 'value="42, 14, 0"' in shown
    assert 'value="7, 21"' in shown
    typed = {"versjon": "0", "inviter": "1", "for": "7 og 30,3", "etter": ""}
    done = page(adviser.post("/runder/2024/brev/plan/", typed, follow=True))
    assert "Planen er lagret." in done
    assert plan_of(Round.objects.get()).days == (-30, -7, -3)


@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [
        ("for", "to uker", "«to» er ikke et antall dager."),
        ("for", "400", "Skriv tall fra 0 til 180."),
        ("etter", "0", "Skriv tall fra 1 til 180."),
        ("for", ",".join(str(day) for day in range(13)), "Planen kan ha høyst 12 påminnelser."),
    ],
)
def test_what_cannot_be_a_plan_is_told_at_its_field(
    adviser: Client, report: Submission, field: str, typed: str, words: str
) -> None:
    shown = page(
        adviser.post("/runder/2024/brev/plan/", {"versjon": "0", "for": "", "etter": "", field: typed}), 422
    )
    assert words in shown
    assert f'href="#{field}"' in shown
    assert typed in shown
    assert plan_of(Round.objects.get()).version == 0


def test_a_plan_that_a_colleague_changed_is_not_overwritten_unseen(
    adviser: Client, report: Submission
) -> None:
    adviser.post("/runder/2024/brev/plan/", {"versjon": "0", "for": "10", "etter": ""})
    shown = page(adviser.post("/runder/2024/brev/plan/", {"versjon": "0", "for": "11", "etter": ""}), 422)
    assert "En kollega har endret planen" in shown
    assert plan_of(Round.objects.get()).days == (-10,)


# --- the mailbox ---


def test_the_demo_has_a_mailbox_with_letters_as_they_would_look_and_links_that_work(
    client: Client, report: Submission, alice: User, settings: Any
) -> None:
    settings.DEMO = True
    remind_due(at=timezone.now())
    letter = Letter.objects.get(user=alice)
    listed = page(client.get("/postkasse/"))
    assert f'href="/postkasse/{letter.pk}/"' in listed
    shown = page(client.get(f"/postkasse/{letter.pk}/"))
    assert '<a href="http://testserver/runder/2024/tana/">' in shown
    assert letter.subject not in page(client.get("/postkasse/?til=nobody@example.org"))
    assert letter.subject in page(client.get(f"/postkasse/?til={alice.email}"))


@pytest.mark.parametrize("address", ["/postkasse/", "/postkasse/1/"])
def test_there_is_no_mailbox_outside_the_demo(client: Client, db: None, address: str) -> None:
    assert client.get(address).status_code == 404


def test_an_empty_mailbox_says_what_will_be_there(client: Client, db: None, settings: Any) -> None:
    settings.DEMO = True
    assert "Ingen brev ennå" in page(client.get("/postkasse/"))


def test_a_receipt_comes_in_the_mailbox_once_however_often_one_clicks(
    report: Submission, alice: User, client_of: Callable[[User], Client]
) -> None:
    from tests.apps.test_collection import ENOUGH

    from frisklivsnett.collection.actions import save_answers
    from frisklivsnett.core.forms.answers import checksum

    saved = save_answers(submission=report, changes=ENOUGH, by=alice, at=timezone.now() - timedelta(hours=1))
    seen = checksum(saved.submission.working_answers)
    client = client_of(alice)
    for _click in range(3):
        client.post("/runder/2024/tana/send-inn/", {"sett": seen})
    assert Letter.objects.filter(kind="submission.receipt", user=alice).count() == 1
