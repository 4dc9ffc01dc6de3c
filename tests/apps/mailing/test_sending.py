"""Sending: over a real socket, once, and honestly noted when it did not go well."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from ssl import PROTOCOL_TLS_SERVER, SSLContext
from threading import Thread
from typing import Any

import pytest
from django.db import connection, transaction

from frisklivsnett.mailing import courier, sending
from frisklivsnett.mailing.actions import File, enqueue, enqueue_written, send_again
from frisklivsnett.mailing.message import message_of
from frisklivsnett.mailing.models import Letter
from frisklivsnett.mailing.sending import LONGEST_TALK, pause_after, send_waiting
from frisklivsnett.mailing.transport import MailServer
from frisklivsnett.mailing.upkeep import tidy
from frisklivsnett.mailing.values import Value
from frisklivsnett.registry.erasing import erase_person
from frisklivsnett.registry.models import User

from .smtp_server import Post, certificate, running

pytestmark = pytest.mark.django_db(transaction=True)
NOW = datetime(2026, 3, 23, 8, 0, tzinfo=UTC)
CONTEXT: dict[str, Value] = {"år": 2025, "lenke": "https://frisklivsnett.example/runder/2025/tana/"}


@pytest.fixture
def post(settings: Any) -> Iterator[Post]:
    with running(Post()) as running_post:
        use(settings, running_post)
        yield running_post


def use(settings: Any, post: Post, scheme: str = "smtp-plain", who: str = "", ca: Path | None = None) -> None:
    settings.MAIL_DELIVERY = "smtp"
    settings.SMTP_TIMEOUT = 5.0
    settings.SMTP_URL = f"{scheme}://{who}127.0.0.1:{post.port}"
    settings.SMTP_CA = str(ca or "")


def letter(to: str = "marit@tana.example", key: str = "", at: datetime = NOW, **more: Any) -> Letter:
    with transaction.atomic():
        made = enqueue(
            kind="submission.approved", key=key or to, to=to, context=CONTEXT, by=None, at=at, **more
        )
    assert made is not None
    return made


def code(at: datetime = NOW) -> Letter:
    return enqueue_written(
        kind="account.message", to="marit@tana.example", subject="Koden er 123456", text="123456", at=at
    )


def send(at: datetime = NOW) -> dict[str, int]:
    return dict(send_waiting(clock=lambda: at))


def test_a_letter_arrives_as_plain_text_and_html_with_what_a_reader_needs(post: Post) -> None:
    letter(attachments=[File("rapport.pdf", "application/pdf", b"%PDF")])
    assert send() == {"sent": 1}
    ((sender, address, message),) = post.received
    assert (sender, address) == ("ikke-svar@frisklivsnett.example", "marit@tana.example")
    assert message["Subject"] == "Årsrapporten for 2025 er godkjent"
    assert message["Content-Language"] == "nb"
    assert message["Auto-Submitted"] == "auto-generated"
    plain, page = message.get_body(("plain",)), message.get_body(("html",))
    assert plain is not None
    assert page is not None
    assert "https://frisklivsnett.example/runder/2025/tana/" in plain.get_content()
    assert '<html lang="nb">' in page.get_content()
    assert [part.get_filename() for part in message.iter_attachments()] == ["rapport.pdf"]
    found = Letter.objects.get()
    assert (found.state, found.sent_at, found.attempts) == ("sent", NOW, 1)


def test_a_letter_is_sent_once_however_often_the_outbox_is_emptied(post: Post) -> None:
    letter("a@b.example")
    letter("c@d.example")
    assert send() == {"sent": 2}
    assert send() == {}
    assert post.addresses == ["a@b.example", "c@d.example"]
    assert post.connections == 1


def test_the_same_letter_has_the_same_message_id_and_date_every_time(post: Post) -> None:
    made = letter()
    first = message_of(made)
    made.refresh_from_db()
    headers = [line for line in message_of(made).split(b"\r\n") if line.startswith((b"Message-ID", b"Date"))]
    assert len(headers) == 2
    assert all(line in first for line in headers)


def test_it_is_never_sent_inside_a_transaction(post: Post) -> None:
    letter()
    with pytest.raises(RuntimeError, match="outside"), transaction.atomic():
        send()
    assert post.received == []


# --- when it does not go well ---


@pytest.mark.parametrize("word", ["MAIL", "RCPT", "DATA", "."])
def test_what_a_busy_server_did_not_take_is_tried_again_after_a_pause(post: Post, word: str) -> None:
    letter()
    post.answers[word] = "451 come back later"
    assert send() == {"queued": 1}
    assert send(NOW + timedelta(seconds=59)) == {}
    post.answers.clear()
    assert send(NOW + timedelta(seconds=61)) == {"sent": 1}
    found = Letter.objects.get()
    assert (found.attempts, found.answer, found.fault) == (2, "", "")


def test_pauses_grow_up_to_four_hours() -> None:
    minutes = [pause_after(attempts).total_seconds() / 60 for attempts in (1, 2, 3, 4, 5, 30)]
    assert minutes == [1, 4, 16, 64, 240, 240]


@pytest.mark.parametrize("word", ["RCPT", "DATA", "."])
def test_what_the_server_refuses_for_good_is_not_tried_again_and_others_go_on(post: Post, word: str) -> None:
    letter("gone@tana.example")
    post.answers[word] = "550 no such user here"
    assert send() == {"failed": 1}
    post.answers.clear()
    letter("here@tana.example")
    assert send(NOW + timedelta(days=1)) == {"sent": 1}
    failed = Letter.objects.get(address="gone@tana.example")
    assert (failed.fault, failed.answer) == ("refused", "550 no such user here")


def test_when_the_answer_is_lost_nobody_knows_so_a_person_decides(post: Post) -> None:
    made = letter()
    post.hangs_up_at = "."
    assert send() == {"uncertain": 1}
    post.hangs_up_at = ""
    assert send(NOW + timedelta(days=1)) == {}
    send_again(letter=made, by=None, at=NOW)
    assert send() == {"sent": 1}
    assert post.subjects == ["Årsrapporten for 2025 er godkjent"]


@pytest.mark.parametrize("word", ["EHLO", "MAIL", "RCPT", "DATA"])
def test_when_the_line_is_cut_before_the_message_it_was_surely_not_sent(post: Post, word: str) -> None:
    letter()
    post.hangs_up_at = word
    assert send() in ({"queued": 1}, {"unreachable": 1})
    post.hangs_up_at = ""
    assert send(NOW + timedelta(minutes=2)) == {"sent": 1}


def test_a_server_that_cannot_be_reached_costs_nothing_but_time(settings: Any) -> None:
    settings.MAIL_DELIVERY = "smtp"
    settings.SMTP_URL = "smtp-plain://127.0.0.1:1"
    letter("a@b.example")
    letter("c@d.example")
    assert send() == {"unreachable": 2}
    assert set(Letter.objects.values_list("state", "attempts", "fault")) == {("queued", 0, "unreachable")}
    with running(Post()) as post:
        use(settings, post)
        assert send(NOW + timedelta(minutes=2)) == {"sent": 2}


def test_a_server_that_answers_too_slowly_is_given_up(settings: Any) -> None:
    letter_later = Letter.objects.all()
    with running(Post(slow=1)) as post:
        use(settings, post)
        settings.SMTP_TIMEOUT = 0.2
        letter()
        assert send() == {"unreachable": 1}
    assert letter_later.get().state == "queued"


def test_a_letter_that_nobody_could_send_in_days_is_told_of_instead(settings: Any) -> None:
    settings.MAIL_DELIVERY = "none"
    letter()
    assert send(NOW + timedelta(days=2)) == {}
    assert send(NOW + timedelta(days=3)) == {"failed": 1}
    assert Letter.objects.get().fault == "expired"


def test_one_that_was_taken_by_somebody_who_was_stopped_is_uncertain_and_not_sent_again(post: Post) -> None:
    made = letter()
    Letter.objects.filter(pk=made.pk).update(state="sending", claimed_at=NOW)
    assert send(NOW + LONGEST_TALK - timedelta(seconds=1)) == {}
    assert send(NOW + LONGEST_TALK) == {"uncertain": 1}
    assert post.received == []


def test_a_late_word_that_it_was_sent_still_counts(post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    letter()

    def slow(made: Letter) -> bytes:
        Letter.objects.update(state="uncertain")
        return message_of(made)

    monkeypatch.setattr(sending, "message_of", slow)
    send()
    assert Letter.objects.get().state == "sent"


@pytest.mark.postgres  # SQLite's tests share a database in memory; test_remind.py has processes on a real one
def test_two_who_send_at_the_same_time_send_each_letter_once(post: Post) -> None:
    for number in range(12):
        letter(f"p{number}@tana.example")
    post.slow = 0.005

    def work() -> None:
        try:
            send()
        finally:
            connection.close()

    threads = [Thread(target=work) for _number in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(post.addresses) == sorted(f"p{number}@tana.example" for number in range(12))
    assert not Letter.objects.exclude(state="sent").exists()


# --- safe on the way ---


@pytest.fixture(scope="module")
def pem(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return certificate(tmp_path_factory.mktemp("tls"))


def tls(pem: Path) -> SSLContext:
    context = SSLContext(PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem)
    return context


@pytest.mark.parametrize(("scheme", "at_once"), [("smtp", False), ("smtps", True)])
def test_letters_go_encrypted_to_a_server_with_a_certificate_that_is_trusted(
    settings: Any, pem: Path, scheme: str, at_once: bool
) -> None:
    with running(Post(tls=tls(pem), tls_at_once=at_once, password="x")) as post:
        use(settings, post, scheme, "user:pass%40word@", pem)
        letter()
        assert send() == {"sent": 1}
        assert post.addresses == ["marit@tana.example"]


@pytest.mark.parametrize(("scheme", "at_once"), [("smtp", False), ("smtps", True)])
def test_a_certificate_that_is_not_trusted_stops_everything(
    settings: Any, pem: Path, scheme: str, at_once: bool
) -> None:
    with running(Post(tls=tls(pem), tls_at_once=at_once)) as post:
        use(settings, post, scheme)
        letter()
        assert send() == {"unreachable": 1}
        assert post.received == []
    assert "certificate" in Letter.objects.get().answer.lower()


def test_a_server_without_tls_gets_neither_password_nor_letter(settings: Any) -> None:
    with running(Post(password="x")) as post:
        use(settings, post, "smtp", "user:secret@")
        letter()
        assert send() == {"unreachable": 1}
        assert post.received == []


def test_a_password_that_is_not_accepted_is_told_of_without_it(settings: Any, pem: Path) -> None:
    with running(Post(tls=tls(pem), tls_at_once=True, password="x", answers={"AUTH": "535 no"})) as post:
        use(settings, post, "smtps", "user:secret@", pem)
        letter()
        assert send() == {"unreachable": 1}
    assert Letter.objects.get().answer == "535: the user name or the password was not accepted"


@pytest.mark.parametrize(
    "address",
    [
        "mail.example",
        "http://mail.example",
        "smtp://",
        "smtp://mail.example/x",
        "smtp-plain://user:pass@mail.example",
    ],
)
def test_a_mail_servers_address_that_will_not_do_is_refused(address: str) -> None:
    with pytest.raises(ValueError):
        MailServer.from_address(address)


def test_a_mail_server_is_told_of_without_its_password() -> None:
    server = MailServer.from_address("smtp://user:secret@mail.example")
    assert (server.port, server.password) == (587, "secret")
    assert "secret" not in repr(server)


def test_nothing_in_a_name_or_a_subject_becomes_a_header(post: Post) -> None:
    made = letter()
    Letter.objects.filter(pk=made.pk).update(
        name="Marit\r\nBcc: all@example.org", subject="Hei\r\nBcc: all@example.org"
    )
    send()
    assert all("Bcc" not in message for _sender, _address, message in post.received)
    assert {address for _sender, address, _message in post.received} <= {"marit@tana.example"}


@pytest.mark.parametrize(
    "address", ["not an address", "a@b@c", "a b@c.example", "<a@b.example>", "@", "a@ø" * 30]
)
def test_an_address_that_is_none_fails_alone(post: Post, address: str) -> None:
    letter("fine@tana.example")
    made = letter("other@tana.example")
    Letter.objects.filter(pk=made.pk).update(address=address)
    assert send() == {"sent": 1, "failed": 1}
    assert post.addresses == ["fine@tana.example"]
    assert Letter.objects.get(pk=made.pk).fault == "unwritable"


# --- codes ---


def test_a_code_is_gone_when_it_has_been_sent(post: Post) -> None:
    code()
    send()
    assert post.subjects == ["Koden er 123456"]
    kept = Letter.objects.get()
    assert (kept.state, kept.subject, kept.text, kept.html) == ("sent", "", "", "")


@pytest.mark.parametrize("answer", ["550 no", "uncertain"])
def test_a_code_that_was_not_sent_is_gone_too(post: Post, answer: str) -> None:
    code()
    if answer == "uncertain":
        post.hangs_up_at = "."
    else:
        post.answers["RCPT"] = answer
    send()
    kept = Letter.objects.get()
    assert (kept.subject, kept.text) == ("", "")
    assert not kept.can_send_again()


def test_a_code_that_comes_too_late_is_not_sent_and_not_kept(post: Post) -> None:
    code()
    assert send(NOW + timedelta(hours=1)) == {"failed": 1}
    assert post.received == []
    assert Letter.objects.get().text == ""


def test_what_tells_of_an_old_code_is_forgotten_and_other_letters_stay() -> None:
    code()
    letter()
    Letter.objects.update(state="sent", sent_at=NOW)
    tidy(NOW + timedelta(days=90))
    assert Letter.objects.count() == 2
    tidy(NOW + timedelta(days=91))
    assert [kept.secret for kept in Letter.objects.all()] == [False]


def test_a_letter_from_before_the_account_goes_with_it_when_the_person_is_erased() -> None:
    letter("marit@tana.example")
    marit = User.objects.create_user("marit@tana.example", name="Marit")
    tidy(NOW)
    assert Letter.objects.get().user == marit
    erase_person(marit, by=None)
    assert not Letter.objects.exists()


# --- at once ---


@pytest.fixture
def employed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(courier, "_employed", False)
    courier.employ()


def test_a_letter_leaves_by_itself_after_commit_and_the_page_does_not_wait(
    post: Post, employed: None
) -> None:
    post.slow = 0.05
    with transaction.atomic():
        enqueue(
            kind="submission.approved",
            key="now",
            to="a@b.example",
            context=CONTEXT,
            organisation=None,
            by=None,
        )
        courier.wait(0)
        assert post.connections == 0
    assert post.received == []  # the page has its answer before the server has
    courier.wait(20)
    assert post.addresses == ["a@b.example"]


def test_the_courier_outlives_a_mail_server_that_is_away(settings: Any, employed: None) -> None:
    settings.MAIL_DELIVERY = "smtp"
    settings.SMTP_URL = "smtp-plain://127.0.0.1:1"
    letter(at=datetime.now(UTC))
    courier.wait(20)
    assert Letter.objects.get().state == "queued"
