"""What surrounds every page: language, header, menu, the mark of sample data."""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import jinja2
import pytest
from django.http import HttpResponse, HttpResponseBase
from django.test import Client, override_settings
from django.utils import translation

from frisklivsnett.registry.models import User
from frisklivsnett.web import jinja
from frisklivsnett.web.errors import Trouble
from frisklivsnett.web.jinja import environment
from frisklivsnett.web.ordering import by_name

TEMPLATES = Path(jinja.__file__).parent / "templates"


def language_of(response: HttpResponseBase) -> str:
    assert isinstance(response, HttpResponse)
    found = re.search(r'<html lang="(\w+)"', response.content.decode())
    assert found
    return found[1]


# --- language ---


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("wish", "language"),
    [
        ("", "nb"),
        ("nb-NO,nb;q=0.9,en;q=0.8", "nb"),
        ("nn-NO,nn;q=0.9,nb;q=0.8", "nn"),
        ("no,en;q=0.5", "nb"),
        ("no-NO", "nb"),
        ("en-GB,en;q=0.9", "en"),
        ("de,fr;q=0.8", "nb"),
        ("de,nn;q=0.5,en;q=0.3", "nn"),
        ("en;q=0,nn", "nn"),
        ("x" * 600, "nb"),
    ],
)
def test_a_page_is_written_in_the_language_that_the_browser_wishes_for(wish: str, language: str) -> None:
    response = Client().get("/om/", headers={"Accept-Language": wish})
    assert language_of(response) == language
    assert response.headers["Content-Language"] == language
    assert {"Accept-Language", "Cookie"} <= {part.strip() for part in response.headers["Vary"].split(",")}


@pytest.mark.django_db
def test_a_choice_of_language_outweighs_the_browsers_wish_and_comes_back_to_the_page() -> None:
    client = Client(headers={"Accept-Language": "nb"})
    response = client.post("/sprak/", {"language": "en", "next": "/sentraler/?sok=tana"})
    assert response.status_code == 302
    assert response.headers["Location"] == "/sentraler/?sok=tana"
    assert language_of(client.get("/sentraler/")) == "en"


@pytest.mark.django_db
def test_a_choice_of_language_is_kept_on_the_user_and_comes_along_to_another_browser(
    alice: User, client_of: Callable[[User], Client]
) -> None:
    client_of(alice).post("/sprak/", {"language": "nn"})
    alice.refresh_from_db()
    assert alice.language == "nn"
    alice.set_password("et langt passord")
    alice.save()
    elsewhere = Client(headers={"Accept-Language": "en"})
    elsewhere.post("/logg-inn/", {"email": alice.email, "password": "et langt passord"})
    assert language_of(elsewhere.get("/")) == "nn"


@pytest.mark.django_db
def test_an_unknown_language_is_refused_and_a_broken_cookie_ignored() -> None:
    client = Client()
    assert client.post("/sprak/", {"language": "de"}).status_code == 400
    client.cookies["sprak"] = "<script>"
    assert language_of(client.get("/om/")) == "nb"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address",
    [
        "https://ond.example/",
        "//ond.example",
        "/\\ond.example",
        "javascript:alert(1)",
        "/om/\nSet-Cookie: a=b",
    ],
)
def test_changing_language_never_leads_to_another_site(address: str) -> None:
    response = Client().post("/sprak/", {"language": "nn", "next": address})
    assert response.headers["Location"] == "/"


# --- header and menu ---


@pytest.mark.django_db
def test_the_header_names_who_is_logged_in_and_where(
    alice: User, client_of: Callable[[User], Client]
) -> None:
    page = client_of(alice).get("/").content.decode()
    assert "Alice" in page
    assert "Tana" in page
    assert "Logg ut" in page
    assert "Logg inn" not in page.split("<body")[1]


@pytest.mark.django_db
def test_only_the_directorate_has_the_rounds_in_its_menu(
    alice: User, dina: User, client_of: Callable[[User], Client]
) -> None:
    assert 'href="/runder/"' in client_of(dina).get("/om/").content.decode()
    assert 'href="/runder/"' not in client_of(alice).get("/om/").content.decode()
    assert 'href="/runder/"' not in Client().get("/om/").content.decode()


@pytest.mark.django_db
def test_the_menu_tells_where_one_is() -> None:
    page = Client().get("/sentraler/").content.decode()
    assert re.findall(r'href="(\S+)" aria-current="page"', page) == ["/sentraler/"]


@pytest.mark.django_db
def test_sample_data_is_marked_on_every_page_of_the_demo_and_nowhere_else(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert "Eksempeldata" not in Client().get("/").content.decode()
    with override_settings(DEMO=True):
        env = environment(loader=jinja2.FileSystemLoader(TEMPLATES), autoescape=True)
        trouble = Trouble(500, title="", text="", advice="", label="", address="")
        page = env.get_template("errors/error.html").render(plain=True, trouble=trouble)
    assert "Eksempeldata" in page


@pytest.mark.django_db
def test_a_page_has_a_strict_policy_and_names_no_other_host() -> None:
    response = Client().get("/")
    policy = response.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert not re.search(r"""(?:src|href)=["'](?:https?:)?//""", response.content.decode())


# --- templates ---


def test_a_name_that_nobody_gave_a_template_is_an_error() -> None:
    env = environment(loader=jinja2.DictLoader({"a.html": "{{ missing }}"}), autoescape=True)
    with pytest.raises(jinja2.UndefinedError):
        env.get_template("a.html").render()


@pytest.mark.parametrize("path", sorted(TEMPLATES.rglob("*.html")), ids=lambda path: path.stem)
def test_every_template_compiles(path: Path) -> None:
    env = environment(loader=jinja2.FileSystemLoader(TEMPLATES), autoescape=True)
    env.get_template(path.relative_to(TEMPLATES).as_posix())


def test_text_from_people_never_becomes_markup() -> None:
    source = """{% import "macros/fields.html" as fields %}{% import "macros/feedback.html" as feedback %}
    {{ fields.text("a", "<b>", value='"><script>', error="<i>", help="<u>", attributes={"data-x": '"<x>'}) }}
    {{ fields.textarea("b", "x", value="</textarea><script>") }}
    {{ feedback.error_summary([("<script>", "a")]) }}"""
    env = environment(
        loader=jinja2.ChoiceLoader([jinja2.DictLoader({"page": source}), jinja2.FileSystemLoader(TEMPLATES)]),
        autoescape=True,
    )
    html = env.get_template("page").render()
    assert not re.search(r"<(script|b|i|u|x)>", html)


def test_a_field_ties_its_help_and_error_to_its_control() -> None:
    source = """{% import "macros/fields.html" as fields %}{{ fields.number("antall", "Antall", help="Hele tall",
    error="Skriv et tall.", attributes={"hx-post": "/lagre/"}) }}"""
    env = environment(
        loader=jinja2.ChoiceLoader([jinja2.DictLoader({"page": source}), jinja2.FileSystemLoader(TEMPLATES)]),
        autoescape=True,
    )
    html = env.get_template("page").render()
    assert 'aria-describedby="antall-help antall-error"' in html
    assert 'aria-invalid="true"' in html
    assert 'hx-post="/lagre/"' in html
    assert html.count('id="antall-error"') == html.count('id="antall-help"') == 1


# --- words ---


@pytest.mark.parametrize(("language", "expected"), [("nb", "1. april 2026"), ("en", "1 April 2026")])
def test_dates_and_numbers_follow_the_language(language: str, expected: str) -> None:
    with translation.override(language):
        assert jinja.day(datetime(2026, 3, 31, 22, 30, tzinfo=UTC)) == expected


def test_a_moment_is_norwegian_time_on_both_sides_of_daylight_saving() -> None:
    with translation.override("nb"):
        assert jinja.clock(datetime(2026, 3, 29, 0, 30, tzinfo=UTC)) == "01.30"
        assert jinja.clock(datetime(2026, 3, 29, 1, 30, tzinfo=UTC)) == "03.30"


def test_norwegian_letters_come_after_z() -> None:
    names = ["Åsnes", "Askøy", "Ølen", "Ærøy", "Zaire", "alta"]
    assert sorted(names, key=by_name) == ["alta", "Askøy", "Zaire", "Ærøy", "Ølen", "Åsnes"]
