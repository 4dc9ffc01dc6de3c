"""Getting in and out."""

from collections.abc import Callable

import pytest
from django.test import Client, override_settings

from frisklivsnett.registry.models import User

PASSWORD = "et langt passord"


@pytest.fixture
def kari(make_person: Callable[..., User]) -> User:
    return make_person("Kari Myhre", ("tana", "lead"))


def log_in(client: Client, email: str, password: str = PASSWORD, **more: str) -> object:
    return client.post("/logg-inn/", {"email": email, "password": password, **more})


def is_logged_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def test_the_right_address_and_password_let_in(kari: User) -> None:
    client = Client()
    response = client.post("/logg-inn/", {"email": " KARI.Myhre@example.org ", "password": PASSWORD})
    assert response.status_code == 302
    assert response.headers["Location"] == "/"
    assert is_logged_in(client)


def test_login_goes_on_to_the_page_that_was_asked_for(kari: User) -> None:
    client = Client()
    stopped = client.get("/runder/2024/?vis=pabegynt")
    assert stopped.headers["Location"] == "/logg-inn/?next=/runder/2024/%3Fvis%3Dpabegynt"
    page = client.get(stopped.headers["Location"]).content.decode()
    assert 'name="next" value="/runder/2024/?vis=pabegynt"' in page
    response = client.post(
        "/logg-inn/", {"email": kari.email, "password": PASSWORD, "next": "/runder/2024/?vis=pabegynt"}
    )
    assert response.headers["Location"] == "/runder/2024/?vis=pabegynt"


@pytest.mark.parametrize(
    "address", ["https://ond.example/", "//ond.example", "\\\\ond.example", "javascript:alert(1)"]
)
def test_login_never_goes_on_to_another_site(kari: User, address: str) -> None:
    response = Client().post("/logg-inn/", {"email": kari.email, "password": PASSWORD, "next": address})
    assert response.headers["Location"] == "/"


def test_a_wrong_password_and_an_unknown_address_get_the_same_words(kari: User) -> None:
    client = Client()
    pages = []
    for email in (kari.email, "ingen@example.org"):
        response = client.post("/logg-inn/", {"email": email, "password": "feil passord"})
        assert response.status_code == 422
        page = response.content.decode()
        assert "hører ikke sammen" in page
        assert f'value="{email}"' in page
        assert "feil passord" not in page
        pages.append(page.replace(email, "x").split("<main")[1].split("csrfmiddlewaretoken")[0])
    assert pages[0] == pages[1]
    assert not is_logged_in(client)


def test_empty_fields_are_each_asked_for(kari: User) -> None:
    page = Client().post("/logg-inn/", {}).content.decode()
    assert 'href="#email"' in page
    assert 'href="#password"' in page
    assert page.count('aria-invalid="true"') == 2


def test_one_who_has_left_cannot_log_in(kari: User) -> None:
    kari.is_active = False
    kari.save()
    client = Client()
    assert client.post("/logg-inn/", {"email": kari.email, "password": PASSWORD}).status_code == 422
    assert not is_logged_in(client)


def test_what_is_changed_about_a_person_holds_from_the_next_page_on(kari: User) -> None:
    client = Client()
    log_in(client, kari.email)
    User.objects.filter(pk=kari.pk).update(name="Kari Ny")
    assert "Kari Ny" in client.get("/").content.decode()
    User.objects.filter(pk=kari.pk).update(is_active=False)
    assert "Kari Ny" not in client.get("/").content.decode()
    assert client.get("/konto/").status_code == 302


def test_logging_in_gives_a_new_session(kari: User) -> None:
    client = Client()
    session = client.session
    session["planted"] = True
    session.save()
    before = session.session_key
    client.cookies["sessionid"] = before or ""
    log_in(client, kari.email)
    assert client.session.session_key != before


def test_logging_out_takes_a_button_and_says_so(kari: User) -> None:
    client = Client()
    client.force_login(kari)
    assert client.get("/logg-ut/").status_code == 405
    assert is_logged_in(client)
    page = client.post("/logg-ut/", follow=True).content.decode()
    assert "Du er logget ut." in page
    assert not is_logged_in(client)


def test_one_who_is_logged_in_is_not_asked_again(kari: User) -> None:
    client = Client()
    client.force_login(kari)
    assert client.get("/logg-inn/?next=/om/").headers["Location"] == "/om/"


@pytest.mark.parametrize(
    "elsewhere", ["1", "om", "web:logout", "//evil.example/", "https:evil.example", "/om/\r\n"]
)
def test_only_an_address_of_ours_is_gone_on_to(kari: User, elsewhere: str) -> None:
    client = Client()
    client.force_login(kari)
    assert client.get("/logg-inn/", {"next": elsewhere}).headers["Location"] == "/"


@override_settings(DEMO=True)
def test_the_demo_logs_in_with_one_click(kari: User) -> None:
    client = Client()
    page = client.get("/logg-inn/").content.decode()
    assert "Logg inn som Kari Myhre" in page
    assert "Leder, Tana" in page
    assert client.post("/logg-inn/demo/", {"user": kari.pk}).headers["Location"] == "/"
    assert is_logged_in(client)


@override_settings(DEMO=True)
@pytest.mark.parametrize("user", ["", "0", "999999", "1; drop table", "²", "-1", "9" * 30, "9" * 5000])
def test_the_demo_knows_nobody_else(kari: User, user: str) -> None:
    client = Client()
    assert client.post("/logg-inn/demo/", {"user": user}).status_code == 404
    assert not is_logged_in(client)


def test_outside_the_demo_there_is_no_such_login(kari: User) -> None:
    client = Client()
    assert "Logg inn som" not in client.get("/logg-inn/").content.decode()
    assert client.post("/logg-inn/demo/", {"user": kari.pk}).status_code == 404
    assert not is_logged_in(client)


def test_a_form_without_its_token_is_refused_in_plain_words(kari: User) -> None:
    client = Client(enforce_csrf_checks=True)
    response = client.post("/logg-inn/", {"email": kari.email, "password": PASSWORD})
    assert response.status_code == 403
    assert "Siden var for gammel til å sendes" in response.content.decode()
    assert not is_logged_in(client)
