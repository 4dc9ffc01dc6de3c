"""Every error has a page that says what happened and what to do."""

from collections.abc import Callable, Iterator

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DataError, OperationalError, connection
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory, override_settings
from django.urls import include, path
from django.views.decorators.http import require_POST

from frisklivsnett.registry.models import User
from frisklivsnett.web import errors, urls


def breaks(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("the secret reason")


def refuses(request: HttpRequest) -> HttpResponse:
    raise PermissionDenied("Denne rapporten tilhører <b>Bodø</b>.")


def stores(request: HttpRequest) -> HttpResponse:
    raise DataError(request.GET["why"])


def reads(request: HttpRequest) -> HttpResponse:
    return HttpResponse(str(len(request.POST)))


urlpatterns = [
    path("", include((urls.areas, "web"))),
    path("breaks/", breaks),
    path("refuses/", refuses),
    path("stores/", stores),
    path("reads/", reads),
    path("only-post/", require_POST(reads)),
]
handler400, handler403 = errors.bad_request, errors.forbidden
handler404, handler500 = errors.not_found, errors.server_error


@pytest.fixture
def client() -> Iterator[Client]:
    with override_settings(ROOT_URLCONF=__name__):
        yield Client(raise_request_exception=False)


def test_an_unknown_address_is_not_found(db: None, client: Client) -> None:
    response = client.get("/finnes-ikke/")
    assert response.status_code == 404
    page = response.content.decode()
    assert "Vi fant ikke siden" in page
    assert 'href="/"' in page


def test_a_refusal_gives_its_reason_as_text(db: None, client: Client) -> None:
    response = client.get("/refuses/")
    assert response.status_code == 403
    assert "Denne rapporten tilhører &lt;b&gt;Bodø&lt;/b&gt;." in response.content.decode()


def test_a_sign_that_no_database_takes_is_refused_and_no_fault_of_ours(db: None, client: Client) -> None:
    refused = client.get("/stores/", {"why": "PostgreSQL text fields cannot contain NUL (0x00) bytes"})
    assert refused.status_code == 400
    assert "Ingenting er lagret." in refused.content.decode()
    assert client.get("/stores/", {"why": "integer out of range"}).status_code == 500


def test_what_is_larger_than_any_form_is_not_read(client: Client) -> None:
    for length in ("220000001", "9" * 30, "-1", "9" * 5000):
        response = client.generic("POST", "/reads/", b"x=1", CONTENT_LENGTH=length)
        assert response.status_code == 413
        assert "for stort" in response.content.decode()


def test_what_is_written_in_no_alphabet_is_refused_and_no_fault_of_ours(client: Client) -> None:
    part = b'--x\r\nContent-Disposition: form-data; name="text"\r\n\r\nabc\r\n--x--\r\n'
    for charset, status in {"zip": 400, "utf-16": 400, "UTF8": 200, "unheard-of": 200}.items():
        kind = f"multipart/form-data; boundary=x; charset={charset}"
        assert client.generic("POST", "/reads/", part, kind).status_code == status


def test_a_fault_of_ours_is_told_without_asking_the_database(client: Client, alice: User) -> None:
    client.force_login(alice)

    def refuse(*arguments: object) -> None:
        raise AssertionError("the database was asked")

    with connection.execute_wrapper(refuse):
        response = errors.server_error(RequestFactory().get("/breaks/"))
    assert response.status_code == 500
    assert "Noe gikk galt hos oss" in response.content.decode()


def test_a_fault_of_ours_gives_nothing_away(db: None, client: Client) -> None:
    response = client.get("/breaks/")
    assert response.status_code == 500
    assert "secret" not in response.content.decode()
    assert 'lang="nb"' in response.content.decode()


def test_a_database_that_is_away_is_told_calmly_and_for_a_while(db: None, client: Client) -> None:
    def away(*arguments: object) -> None:
        raise OperationalError("connection to server at 10.0.0.1 failed")

    client.cookies["sessionid"] = "some session"
    with connection.execute_wrapper(away):
        response = client.get("/om/")
    assert (response.status_code, response.headers["Retry-After"]) == (503, "60")
    page = response.content.decode()
    assert "Tjenesten er nede et øyeblikk" in page
    assert "10.0.0.1" not in page


@override_settings(DATA_UPLOAD_MAX_MEMORY_SIZE=1000)
def test_what_is_too_large_is_refused_with_its_own_words(db: None, client: Client) -> None:
    response = client.post("/reads/", {"text": "x" * 2000})
    assert response.status_code == 413
    assert "for stort" in response.content.decode()


@override_settings(DATA_UPLOAD_MAX_NUMBER_FIELDS=2)
def test_too_many_fields_are_refused(db: None, client: Client) -> None:
    assert client.post("/reads/", {"a": "1", "b": "2", "c": "3"}).status_code == 400


def test_the_address_of_a_button_opened_as_a_page_explains_itself(db: None, client: Client) -> None:
    response = client.get("/only-post/")
    assert response.status_code == 405
    assert response.headers["Allow"] == "POST"
    assert "kan ikke åpnes direkte" in response.content.decode()


def test_an_unknown_host_is_refused(db: None, client: Client) -> None:
    assert client.get("/", headers={"Host": "ond.example"}).status_code == 400


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_errors_speak_the_readers_language(db: None, client: Client, language: str) -> None:
    response = client.get("/finnes-ikke/", headers={"Accept-Language": language})
    assert f'<html lang="{language}"' in response.content.decode()


def test_an_error_page_keeps_who_is_logged_in(
    client: Client, alice: User, client_of: Callable[[User], Client]
) -> None:
    client.force_login(alice)
    assert "Alice" in client.get("/finnes-ikke/").content.decode()
