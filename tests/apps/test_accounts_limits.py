"""Limits on how often something may be tried, and who is counted."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.utils import timezone

from frisklivsnett.accounts.limits import TooManyTries, check_rate, forgive, limited
from frisklivsnett.accounts.models import Allowance
from frisklivsnett.accounts.network import client_address, client_network
from frisklivsnett.registry.models import User

pytestmark = pytest.mark.django_db
START = datetime(2026, 3, 2, 9, tzinfo=UTC)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
    """A function that sets the clock to so many seconds after the start."""

    def at(seconds: float) -> None:
        monkeypatch.setattr(timezone, "now", lambda: START + timedelta(seconds=seconds))

    at(0)
    return at


def get_through(tries: int, subject: str = "a", times: int = 3, seconds: int = 60) -> int:
    through = 0
    for _ in range(tries):
        try:
            check_rate("login", subject, times=times, seconds=seconds)
        except TooManyTries:
            continue
        through += 1
    return through


def test_so_many_get_through_at_once_and_then_one_at_a_time(clock: Callable[[float], None]) -> None:
    assert get_through(10) == 3
    clock(19)
    assert get_through(10) == 0
    clock(21)
    assert get_through(10) == 1
    clock(200)
    assert get_through(10) == 3


def test_who_is_stopped_is_told_when_to_try_again(clock: Callable[[float], None]) -> None:
    get_through(3)
    with pytest.raises(TooManyTries) as stopped:
        check_rate("login", "a", times=3, seconds=60)
    assert stopped.value.again_at == START + timedelta(seconds=20)
    clock(20)
    assert get_through(1) == 1


def test_each_limit_and_each_subject_is_counted_by_itself(clock: Callable[[float], None]) -> None:
    assert [get_through(4), get_through(4, "b"), get_through(4)] == [3, 3, 0]
    forgive("login", "a")
    assert get_through(4) == 3


def test_the_table_names_nobody_and_is_swept(clock: Callable[[float], None]) -> None:
    check_rate("login", "192.0.2.7", times=3, seconds=60)
    assert "192.0.2.7" not in str(list(Allowance.objects.values()))
    clock(2 * 24 * 3600)
    check_rate("login", "192.0.2.8", times=3, seconds=60)
    assert Allowance.objects.count() == 1


@limited("contact", times=2, seconds=60)
def contact(request: object) -> HttpResponse:
    return HttpResponse("ok")


def test_a_view_counts_forms_and_no_pages() -> None:
    asks = RequestFactory(REMOTE_ADDR="192.0.2.7")
    for _ in range(2):
        contact(asks.get("/"))
        assert contact(asks.post("/")).status_code == 200
    with pytest.raises(TooManyTries):
        contact(asks.post("/"))
    assert contact(asks.get("/")).status_code == 200
    assert contact(RequestFactory(REMOTE_ADDR="192.0.2.8").post("/")).status_code == 200


def test_a_used_up_limit_has_a_page_that_says_when_to_try_again(monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(*_: object) -> None:
        raise TooManyTries(timezone.now() + timedelta(seconds=130))

    monkeypatch.setattr("frisklivsnett.web.language.safe_next", stopped)
    response = Client().post("/sprak/", {"language": "nb"})
    assert response.status_code == 429
    assert 120 < int(response.headers["Retry-After"]) <= 130
    assert "prøv igjen om 3 minutter" in response.content.decode()


@pytest.mark.parametrize(
    ("proxies", "told", "address"),
    [
        (0, "203.0.113.9", "127.0.0.1"),
        (1, "203.0.113.9", "203.0.113.9"),
        (1, "198.51.100.1, 203.0.113.9", "203.0.113.9"),
        (2, "198.51.100.1, 203.0.113.9, 10.0.0.2", "203.0.113.9"),
        (2, "203.0.113.9", "127.0.0.1"),
        (1, "", "127.0.0.1"),
        (1, "nonsense", "127.0.0.1"),
        (1, "[2001:db8::1]:4711", "2001:db8::1"),
    ],
)
def test_the_address_is_what_our_own_proxy_tells(
    settings: object, proxies: int, told: str, address: str
) -> None:
    settings.PROXIES = proxies  # type: ignore[attr-defined]
    assert client_address(RequestFactory(headers={"X-Forwarded-For": told}).get("/")) == address


def test_a_whole_network_of_ipv6_counts_as_one(settings: object) -> None:
    settings.PROXIES = 1  # type: ignore[attr-defined]
    first, second, other = (
        client_network(RequestFactory(headers={"X-Forwarded-For": told}).get("/"))
        for told in ("2001:db8:0:1::1", "2001:db8:0:1:ffff::2", "2001:db8:0:2::1")
    )
    assert first == second != other


def test_a_limit_by_person_follows_the_person(alice: User, bob: User) -> None:
    @limited("upload", times=1, seconds=60, by="user")
    def upload(request: object) -> HttpResponse:
        return HttpResponse("ok")

    for user in (alice, bob):
        request = RequestFactory().post("/")
        request.user = user
        assert upload(request).status_code == 200
        with pytest.raises(TooManyTries):
            upload(request)
