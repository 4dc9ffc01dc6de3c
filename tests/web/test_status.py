"""The addresses for machines: alive, and ready or not."""

from pathlib import Path

import pytest
from django.db import OperationalError, connection
from django.db.backends.utils import CursorWrapper
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries

from frisklivsnett.web.status import views


@pytest.fixture(autouse=True)
def fresh_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views, "_migrated", set())


def test_it_lives_without_a_database(client: Client) -> None:
    response = client.get("/status/lever/")
    assert (response.status_code, response.json()) == (200, {"lever": True})
    assert "no-store" in response.headers["Cache-Control"]


def test_it_is_ready_when_all_is_there_and_then_asks_little(
    db: None, client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    assert client.get("/status/klar/").json() == {
        "klar": True,
        "database": True,
        "tabeller": True,
        "filer": True,
    }
    with django_assert_max_num_queries(1):
        assert client.get("/status/klar/").status_code == 200


def test_a_database_that_does_not_answer_makes_it_not_ready_and_tells_no_more(
    db: None, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OperationalError("connection to host 10.0.0.5, user frisk failed")

    with monkeypatch.context() as patch:
        patch.setattr(CursorWrapper, "execute", refuse)
        response = client.get("/status/klar/")
    assert response.status_code == 503
    assert response.json() == {"klar": False, "database": False, "tabeller": False, "filer": True}


def test_a_database_that_is_gone_is_not_made_anew(
    client: Client, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(connection, "vendor", "sqlite")
    monkeypatch.setitem(connection.settings_dict, "NAME", str(tmp_path / "gone.sqlite3"))
    assert client.get("/status/klar/").json()["database"] is False
    assert list(tmp_path.iterdir()) == []


def test_a_database_that_lacks_a_table_makes_it_not_ready(db: None, client: Client) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'publication'")
    assert client.get("/status/klar/").json()["tabeller"] is False


def test_a_front_end_that_was_not_built_makes_it_not_ready(db: None, client: Client, tmp_path: Path) -> None:
    with override_settings(STATIC_ROOT=tmp_path):
        assert client.get("/status/klar/").json()["filer"] is False


def test_they_are_answered_without_https_for_they_are_asked_from_this_side_of_the_proxy(
    db: None,
) -> None:
    with override_settings(SECURE_SSL_REDIRECT=True, SECURE_REDIRECT_EXEMPT=[r"^status/"]):
        client = Client()
        assert client.get("/status/lever/").status_code == 200
        assert client.get("/om/").status_code == 301


def test_living_costs_no_query(db: None, client: Client) -> None:
    with CaptureQueriesContext(connection) as asked:
        client.get("/status/lever/")
    assert len(asked) == 0
