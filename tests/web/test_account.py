"""Second factors, codes by e-mail, new passwords, devices, and one's own account."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from frisklivsnett.accounts import totp
from frisklivsnett.accounts.factors import forget_factors, make_recovery_codes
from frisklivsnett.accounts.models import Factor, RecoveryCode, Session, Ticket
from frisklivsnett.accounts.secrets import decrypt, encrypt
from frisklivsnett.accounts.tickets import send_login_code, send_password_link
from frisklivsnett.audit.models import Event
from frisklivsnett.collection.models import Submission
from frisklivsnett.mailing.models import Letter
from frisklivsnett.registry.models import User

PASSWORD, NEW = "et langt passord", "fire helt andre ord"
KEY = totp.new_key()
CHROME = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0 Safari/537.36"


@pytest.fixture
def kari(make_person: Callable[..., User]) -> User:
    return make_person("Kari Myhre", ("tana", "lead"))


@pytest.fixture
def with_app(kari: User) -> User:
    Factor.objects.create(user=kari, kind="app", secret=encrypt(KEY))
    return kari


def log_in(client: Client, email: str, **more: str) -> Any:
    return client.post("/logg-inn/", {"email": email, "password": PASSWORD, **more})


def is_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def code_now(steps: int = 0) -> str:
    return totp.code_at(KEY, totp.step_of(timezone.now().timestamp()) + steps)


def letter_to(email: str) -> str:
    return Letter.objects.filter(address=email).latest("pk").text


def link_in(text: str) -> str:
    found = re.search(r"https?://[^/]+(/\S+nokkel=[\w-]+)", text)
    assert found, text
    return found[1]


# --- the second step ---


def test_the_password_alone_lets_nobody_in_who_has_a_second_factor(with_app: User) -> None:
    client = Client()
    response = log_in(client, with_app.email, next="/runder/2024/tana/?a=b")
    assert response["Location"] == "/logg-inn/to-trinn/"
    assert not is_in(client)
    assert client.get("/konto/").status_code == 302
    wrong = client.post("/logg-inn/to-trinn/", {"code": "000000"})
    assert wrong.status_code == 422
    assert 'href="#code"' in wrong.content.decode()
    right = client.post("/logg-inn/to-trinn/", {"code": f" {code_now()[:3]} {code_now()[3:]} "})
    assert right["Location"] == "/runder/2024/tana/?a=b"
    assert is_in(client)


def test_a_code_works_once_also_in_another_browser(with_app: User) -> None:
    code = code_now()
    for client, status in ((Client(), 302), (Client(), 422)):
        log_in(client, with_app.email)
        assert client.post("/logg-inn/to-trinn/", {"code": code}).status_code == status


def test_a_recovery_code_works_once_and_its_owner_is_told(with_app: User) -> None:
    code = make_recovery_codes(user=with_app)[3]
    for client, status in ((Client(), 302), (Client(), 422)):
        log_in(client, with_app.email)
        typed = code.upper().replace("-", " ")
        assert client.post("/logg-inn/to-trinn/", {"code": typed}).status_code == status
    assert "reservekode" in Letter.objects.get(address=with_app.email).subject
    assert RecoveryCode.objects.filter(user=with_app).count() == 9


def test_ten_wrong_codes_and_the_way_in_is_closed_for_a_while(with_app: User) -> None:
    client = Client()
    log_in(client, with_app.email)
    statuses = [client.post("/logg-inn/to-trinn/", {"code": "000000"}).status_code for _ in range(11)]
    assert statuses == [422] * 10 + [429]
    assert client.post("/logg-inn/to-trinn/", {"code": code_now()}).status_code == 429


def test_the_way_in_is_forgotten_after_ten_minutes(with_app: User, monkeypatch: pytest.MonkeyPatch) -> None:
    client = Client()
    log_in(client, with_app.email)
    later = timezone.now() + timedelta(minutes=11)
    monkeypatch.setattr(timezone, "now", lambda: later)
    response = client.post("/logg-inn/to-trinn/", {"code": code_now()})
    assert response.status_code == 410
    assert "Begynn innloggingen på nytt" in response.content.decode()
    assert not is_in(client)


def test_a_role_that_takes_a_second_factor_lets_nobody_in_before_there_is_one(
    dina: User, settings: Any
) -> None:
    settings.SECOND_FACTOR_FOR = frozenset({"adviser"})
    client = Client()
    assert log_in(client, dina.email, next="/runder/")["Location"] == "/logg-inn/sett-opp/"
    assert not is_in(client)
    page = client.get("/konto/app/").content.decode()
    assert "<svg" in page
    assert "style=" not in page.split("<main")[1].split("</main")[0]
    key = client.session["app_key"]
    assert totp.spaced(key) in page
    assert client.post("/konto/app/", {"code": "000000"}).status_code == 422
    assert not is_in(client)
    step = totp.step_of(timezone.now().timestamp())
    done = client.post("/konto/app/", {"code": totp.code_at(key, step)}).content.decode()
    assert is_in(client)
    assert 'href="/runder/"' in done
    assert len(re.findall(r'class="key">[a-z0-9]{5}-[a-z0-9]{5}<', done)) == 10
    assert decrypt(Factor.objects.get(user=dina).secret) == key
    assert key not in Factor.objects.get(user=dina).secret
    last = client.post("/konto/fjern/", {"factor": Factor.objects.get(user=dina).pk}, follow=True)
    assert "krever to-trinns innlogging" in last.content.decode()
    assert Factor.objects.filter(user=dina).exists()


def test_who_has_a_second_factor_cannot_get_round_it_by_adding_another(with_app: User) -> None:
    client = Client()
    log_in(client, with_app.email)
    for address in ("/konto/app/", "/konto/passnokkel/"):
        assert client.get(address).status_code == 410
    assert client.post("/konto/passnokkel/valg/").status_code == 410


# --- codes and links by e-mail ---


def test_a_code_by_e_mail_logs_in_the_browser_that_asked_for_it_once(kari: User) -> None:
    client = Client()
    asked = client.post("/logg-inn/kode/", {"email": " KARI.myhre@example.org", "next": "/om/"})
    assert asked["Location"] == "/logg-inn/kode/skriv/?next=%2Fom%2F"
    found = re.search(r"^\d{6}$", letter_to(kari.email), re.MULTILINE)
    assert found
    assert found[0] not in str(list(Ticket.objects.values()))
    other = Client()
    other.post("/logg-inn/kode/", {"email": "en.annen@example.org"})
    assert other.post("/logg-inn/kode/skriv/", {"code": found[0]}).status_code == 422
    assert client.post("/logg-inn/kode/skriv/", {"code": found[0], "next": "/om/"})["Location"] == "/om/"
    assert is_in(client)
    client.post("/logg-ut/")
    assert client.post("/logg-inn/kode/skriv/", {"code": found[0]}).status_code == 422


def test_a_code_by_e_mail_can_be_tried_five_times_and_lasts_ten_minutes(
    kari: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def ask() -> tuple[Client, str]:
        client = Client()
        client.post("/logg-inn/kode/", {"email": kari.email})
        found = re.search(r"^\d{6}$", letter_to(kari.email), re.MULTILINE)
        assert found
        return client, found[0]

    client, code = ask()
    for _ in range(5):
        client.post("/logg-inn/kode/skriv/", {"code": "12345"})
    assert client.post("/logg-inn/kode/skriv/", {"code": code}).status_code == 422
    client, code = ask()
    later = timezone.now() + timedelta(minutes=10, seconds=1)
    monkeypatch.setattr(timezone, "now", lambda: later)
    assert client.post("/logg-inn/kode/skriv/", {"code": code}).status_code == 422
    assert not is_in(client)


def test_a_code_by_e_mail_is_no_way_round_the_second_factor(with_app: User) -> None:
    client = Client()
    client.post("/logg-inn/kode/", {"email": with_app.email})
    found = re.search(r"^\d{6}$", letter_to(with_app.email), re.MULTILINE)
    assert found
    assert client.post("/logg-inn/kode/skriv/", {"code": found[0]})["Location"] == "/logg-inn/to-trinn/"
    assert not is_in(client)


@pytest.mark.parametrize("address", ["/logg-inn/kode/", "/glemt-passord/"])
def test_asking_tells_nobody_whether_an_address_has_an_account(kari: User, address: str) -> None:
    pages = []
    for email in (kari.email, "ingen@example.org"):
        client = Client()
        page = client.post(address, {"email": email}, follow=True).content.decode()
        pages.append(page.replace(email, "x").split("<main")[1].split("csrfmiddlewaretoken")[0])
    assert pages[0] == pages[1]
    assert Letter.objects.filter(address="ingen@example.org").count() == 0
    assert Letter.objects.filter(address=kari.email).count() == 1


def test_a_new_password_by_link_works_once_and_logs_everybody_else_out(kari: User) -> None:
    other = Client()
    log_in(other, kari.email)
    Client().post("/glemt-passord/", {"email": kari.email})
    link = link_in(letter_to(kari.email))
    client = Client()
    token = link.split("=")[1]
    assert "Velg nytt passord" in client.get(link).content.decode()
    weak = client.post("/nytt-passord/", {"nokkel": token, "password": "kort"})
    assert weak.status_code == 422
    assert "minst 12 tegn" in weak.content.decode()
    assert client.post("/nytt-passord/", {"nokkel": token, "password": NEW}).status_code == 302
    assert is_in(client)
    assert other.get("/konto/").status_code == 302
    assert Client().get(link).status_code == 410
    kari.refresh_from_db()
    assert kari.check_password(NEW)
    assert "Passordet ditt er endret" in Letter.objects.filter(address=kari.email).latest("pk").subject


def test_only_the_last_link_works_and_only_for_an_hour(kari: User, monkeypatch: pytest.MonkeyPatch) -> None:
    links = []
    for _ in range(2):
        Client().post("/glemt-passord/", {"email": kari.email})
        links.append(link_in(letter_to(kari.email)))
    assert [Client().get(link).status_code for link in links] == [410, 200]
    later = timezone.now() + timedelta(minutes=61)
    monkeypatch.setattr(timezone, "now", lambda: later)
    assert Client().get(links[1]).status_code == 410


def test_mail_to_one_address_is_limited(kari: User) -> None:
    statuses = [Client().post("/glemt-passord/", {"email": kari.email}).status_code for _ in range(6)]
    assert statuses == [200] * 5 + [429]
    assert Client().post("/glemt-passord/", {"email": "annen@example.org"}).status_code == 200


def test_guessing_a_password_is_limited_by_account_and_forgiven_by_the_right_one(kari: User) -> None:
    client = Client()
    for _ in range(9):
        assert client.post("/logg-inn/", {"email": kari.email, "password": "feil"}).status_code == 422
    assert log_in(client, kari.email).status_code == 302
    client.post("/logg-ut/")
    tried = [
        client.post("/logg-inn/", {"email": kari.email, "password": "feil"}).status_code for _ in range(11)
    ]
    assert tried == [422] * 10 + [429]
    page = client.post("/logg-inn/", {"email": kari.email, "password": "feil"})
    assert "for mange forsøk" in page.content.decode()
    assert int(page["Retry-After"]) > 0
    assert client.post("/logg-inn/", {"email": "annen@example.org", "password": "feil"}).status_code == 422


# --- my account ---


def test_my_account_tells_who_i_am_how_i_get_in_and_where(kari: User) -> None:
    client = Client(headers={"User-Agent": CHROME})
    log_in(client, kari.email)
    page = client.get("/konto/").content.decode()
    assert "Leder, Tana" in page
    assert "Chrome på Windows" in page
    assert "Sist brukt nå nettopp" in page
    assert "Ikke valgt" not in page


def test_a_device_can_be_logged_out_by_its_owner_only(kari: User, make_person: Callable[..., User]) -> None:
    here, there, stranger = Client(), Client(headers={"User-Agent": CHROME}), Client()
    log_in(here, kari.email)
    log_in(there, kari.email)
    log_in(stranger, make_person("Nils Utenfor", ("bodo", "lead")).email)
    device = re.search(r'name="device" value="(\w{32})"', here.get("/konto/").content.decode())
    assert device
    assert str(there.session.session_key) not in here.get("/konto/").content.decode()
    stranger.post("/konto/enheter/logg-ut/", {"device": device[1]})
    assert there.get("/konto/").status_code == 200
    here.post("/konto/enheter/logg-ut/", {"device": device[1]})
    assert there.get("/konto/").status_code == 302
    assert here.get("/konto/").status_code == 200
    assert stranger.get("/konto/").status_code == 200


def test_a_device_that_is_none_of_ours_is_told_so(kari: User) -> None:
    client = Client()
    log_in(client, kari.email)
    page = client.post("/konto/enheter/logg-ut/", {"device": "æøå"}, follow=True).content.decode()
    assert "Enheten var allerede logget ut." in page


def test_all_other_devices_can_be_logged_out_at_once(kari: User) -> None:
    clients = [Client() for _ in range(3)]
    for client in clients:
        log_in(client, kari.email)
    clients[0].post("/konto/enheter/logg-ut/", {"device": "others"})
    assert [client.get("/konto/").status_code for client in clients] == [200, 302, 302]


def test_a_log_in_ends_when_unused_for_twelve_hours_and_after_seven_days(
    kari: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    client, start = Client(), timezone.now()

    def after(**span: float) -> int:
        moment = start + timedelta(**span)
        monkeypatch.setattr(timezone, "now", lambda: moment)
        return int(client.get("/konto/").status_code)

    log_in(client, kari.email)
    for hours in range(11, 7 * 24, 11):
        assert after(hours=hours) == 200, hours
    assert after(days=7, minutes=1) == 302
    log_in(client, kari.email)
    assert after(days=7, hours=12, minutes=2) == 302


def test_that_a_log_in_is_used_is_written_every_five_minutes_and_no_oftener(
    kari: User, monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: Any
) -> None:
    client, start = Client(), timezone.now()
    log_in(client, kari.email)
    seen = Session.objects.get(user=kari).seen_at
    with django_assert_num_queries(3):  # session, person, roles
        client.get("/om/")
    assert Session.objects.get(user=kari).seen_at == seen
    monkeypatch.setattr(timezone, "now", lambda: start + timedelta(minutes=6))
    client.get("/om/")
    assert Session.objects.get(user=kari).seen_at > seen


def test_name_and_language_are_changed(kari: User, client_of: Callable[[User], Client]) -> None:
    client = client_of(kari)
    assert client.post("/konto/navn/", {"name": " ", "language": "xx"}).status_code == 422
    page = client.post(
        "/konto/navn/", {"name": "Kari Nilsen", "language": "nn"}, follow=True
    ).content.decode()
    assert "Kontoen min" in page
    assert "Kari Nilsen" in page
    assert Event.objects.latest("id").verb == "user.changed"


def test_a_name_is_one_line_without_signs_that_no_database_takes(
    kari: User, client_of: Callable[[User], Client]
) -> None:
    client_of(kari).post("/konto/navn/", {"name": "Kari\x00\r\nMyhre", "language": "nb"})
    kari.refresh_from_db()
    assert kari.name.split() == ["Kari", "Myhre"]
    assert kari.name.isprintable()


def test_what_opens_the_account_takes_a_new_proof_after_a_while(
    kari: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = Client()
    log_in(client, kari.email)
    assert client.get("/konto/passord/").status_code == 200
    later = timezone.now() + timedelta(minutes=16)
    monkeypatch.setattr(timezone, "now", lambda: later)
    for address in ("/konto/passord/", "/konto/e-post/", "/konto/app/", "/konto/passnokkel/"):
        assert client.get(address)["Location"].startswith("/konto/bekreft/?next=")
    assert client.post("/konto/passord/", {"password": NEW})["Location"].startswith("/konto/bekreft/")
    assert client.post("/konto/bekreft/", {"password": "feil"}).status_code == 422
    right = client.post("/konto/bekreft/", {"password": PASSWORD, "next": "/konto/passord/"})
    assert right["Location"] == "/konto/passord/"
    assert client.get("/konto/passord/").status_code == 200


def test_who_has_no_password_confirms_with_a_code_by_e_mail(
    kari: User, client_of: Callable[[User], Client]
) -> None:
    kari.set_unusable_password()
    kari.save()
    client = client_of(kari)
    client.post("/konto/bekreft/kode/", {"next": "/konto/passord/"})
    found = re.search(r"^\d{6}$", letter_to(kari.email), re.MULTILINE)
    assert found
    assert client.post("/konto/bekreft/", {"code": found[0], "next": "/konto/passord/"}).status_code == 302
    done = client.post("/konto/passord/", {"password": NEW}, follow=True).content.decode()
    assert "Passordet er endret" in done
    assert is_in(client)


def test_a_new_password_ends_all_other_log_ins(kari: User) -> None:
    here, there = Client(), Client()
    log_in(here, kari.email)
    log_in(there, kari.email)
    assert here.post("/konto/passord/", {"password": NEW}).status_code == 302
    assert here.get("/konto/").status_code == 200
    assert there.get("/konto/").status_code == 302


def test_a_new_address_is_used_when_its_reader_opens_the_link(kari: User) -> None:
    client = Client()
    log_in(client, kari.email)
    client.post("/konto/e-post/", {"email": "Kari@Tana.example"})
    kari.refresh_from_db()
    assert kari.email == "kari.myhre@example.org"
    link = link_in(letter_to("kari@tana.example"))
    assert Client().get(link)["Location"].startswith("/logg-inn/")
    assert "kari@tana.example" in client.get(link).content.decode()
    client.post("/konto/e-post/bekreft/", {"nokkel": link.split("=")[1]})
    kari.refresh_from_db()
    assert kari.email == "kari@tana.example"
    assert "endret" in Letter.objects.filter(address="kari.myhre@example.org").latest("pk").subject
    assert client.get(link).status_code == 410


def test_what_was_sent_to_an_old_address_opens_nothing_once_there_is_a_new_one(kari: User) -> None:
    Client().post("/glemt-passord/", {"email": kari.email})
    link, client = link_in(letter_to(kari.email)), Client()
    log_in(client, kari.email)
    client.post("/konto/e-post/", {"email": "Kari@Tana.example"})
    new = link_in(letter_to("kari@tana.example"))
    assert Client().get(link).status_code == 200
    client.post("/konto/e-post/bekreft/", {"nokkel": new.split("=")[1]})
    assert Client().get(link).status_code == 410


def test_the_key_of_an_app_is_not_shown_to_the_next_person_in_the_same_browser(
    kari: User, make_person: Callable[..., User], settings: Any
) -> None:
    settings.SECOND_FACTOR_FOR = frozenset({"lead"})
    nils = make_person("Nils Utenfor", ("bodo", "lead"))
    client = Client()
    keys = []
    for person in (nils, kari):
        log_in(client, person.email)
        client.get("/konto/app/")
        keys.append(client.session["app_key"])
    assert keys[0] != keys[1]


def test_a_taken_address_is_not_told_and_not_written_to(kari: User, make_person: Callable[..., User]) -> None:
    nils = make_person("Nils Utenfor", ("bodo", "lead"))
    client = Client()
    log_in(client, kari.email)
    for email in (nils.email, "ny@example.org"):
        page = client.post("/konto/e-post/", {"email": email}, follow=True).content.decode()
        assert "Vi har sendt en lenke" in page
    assert not Letter.objects.filter(address=nils.email).exists()


def test_a_factor_is_removed_and_the_codes_with_the_last(with_app: User) -> None:
    client = Client()
    make_recovery_codes(user=with_app)
    log_in(client, with_app.email)
    client.post("/logg-inn/to-trinn/", {"code": code_now()})
    factor = Factor.objects.get(user=with_app)
    client.post("/konto/fjern/", {"factor": factor.pk})
    assert not Factor.objects.filter(user=with_app).exists()
    assert not RecoveryCode.objects.filter(user=with_app).exists()
    assert "fjernet" in Letter.objects.filter(address=with_app.email).latest("pk").subject


def test_nobody_removes_another_persons_factor(with_app: User, make_person: Callable[..., User]) -> None:
    client = Client()
    log_in(client, make_person("Nils Utenfor", ("bodo", "lead")).email)
    client.post("/konto/fjern/", {"factor": Factor.objects.get(user=with_app).pk})
    assert Factor.objects.filter(user=with_app).exists()


def test_the_log_holds_no_names_or_addresses(with_app: User) -> None:
    client = Client()
    log_in(client, with_app.email)
    client.post("/logg-inn/to-trinn/", {"code": code_now()})
    client.post("/konto/e-post/", {"email": "ny@example.org"})
    client.post("/konto/passord/", {"password": NEW})
    told = str(list(Event.objects.values()))
    assert "login.made" in told
    assert "@" not in told
    assert "Kari" not in told


def test_forgotten_factors_let_the_password_in_again_and_end_all_log_ins(with_app: User) -> None:
    client = Client()
    log_in(client, with_app.email)
    client.post("/logg-inn/to-trinn/", {"code": code_now()})
    assert forget_factors(user=with_app, by=None) == 1
    assert client.get("/konto/").status_code == 302
    assert log_in(client, with_app.email)["Location"] == "/"


@pytest.mark.parametrize("way", ["password", "app", "code"])
def test_who_was_logged_out_while_typing_comes_back_to_the_page_by_any_way(
    report: Submission, kari: User, way: str
) -> None:
    client = Client()
    address = "/runder/2024/tana/henvendelser/"
    lost = client.post(address, {"enquiries.count": "17", "enquiries.count.seen": "0"})
    page = lost.content.decode()
    assert lost.status_code == 401
    assert "17" in page
    link = re.search(r'href="(/logg-inn/\?next=[^"]+)"', page)
    assert link
    assert f'name="next" value="{address}"' in client.get(link[1]).content.decode()
    if way == "code":
        client.post("/logg-inn/kode/", {"email": kari.email, "next": address})
        found = re.search(r"^\d{6}$", letter_to(kari.email), re.MULTILINE)
        assert found
        response = client.post("/logg-inn/kode/skriv/", {"code": found[0], "next": address})
    else:
        if way == "app":
            Factor.objects.create(user=kari, kind="app", secret=encrypt(KEY))
        response = log_in(client, kari.email, next=address)
        if way == "app":
            response = client.post("/logg-inn/to-trinn/", {"code": code_now()})
    assert response["Location"] == address
    assert client.get(address).status_code == 200


def test_pages_for_somebody_logged_in_stay_out_of_caches_and_public_ones_need_not(
    kari: User, client_of: Callable[[User], Client]
) -> None:
    client = client_of(kari)
    for address in ("/", "/om/", "/konto/", "/folk/tana/"):
        assert "no-store" in client.get(address)["Cache-Control"], address
    assert not Client().get("/om/").has_header("Cache-Control")


@pytest.mark.parametrize("ask", [send_password_link, send_login_code])
def test_an_unknown_address_is_not_told_by_the_work_it_takes(
    kari: User, ask: Callable[..., object], django_capture_on_commit_callbacks: Any
) -> None:
    done = []
    for email in (kari.email, "ingen.her@example.org"):
        with CaptureQueriesContext(connection) as asked, django_capture_on_commit_callbacks() as letters:
            ask(email=email)
        statements = [query["sql"].split()[:4] for query in asked if "SAVEPOINT" not in query["sql"]]
        done.append(statements)
    assert done[0] == done[1]
    assert letters == [], "the last one writes to nobody"
    assert Letter.objects.count() == 1
