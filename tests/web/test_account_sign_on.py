"""Single sign-on with a real provider of OpenID Connect on this machine: the whole code flow, and what can go wrong."""

from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from tests.web.oidc_provider import RunningProvider, Visitor, running_provider

from frisklivsnett.accounts import oidc
from frisklivsnett.accounts.invitations import invite
from frisklivsnett.accounts.models import Identity
from frisklivsnett.accounts.providers import Provider
from frisklivsnett.registry.models import Organisation, Role, User

REDIRECTS = [f"http://testserver/logg-inn/med/{slug}/svar/" for slug in ("idporten", "entra")]


@pytest.fixture(scope="module")
def running() -> Iterator[RunningProvider]:
    with running_provider(REDIRECTS) as found:
        yield found


@pytest.fixture(autouse=True)
def providers(running: RunningProvider, settings: Any) -> Iterator[None]:
    """ID-porten, known by a key and asked for a level; and one that trusts addresses, as Entra ID does."""
    levels = ("idporten-loa-substantial", "idporten-loa-high")
    settings.SINGLE_SIGN_ON = (
        Provider(
            "idporten",
            "ID-porten",
            running.issuer,
            "by-key",
            client_key=running.key,
            client_key_id="ours",
            acr=levels[0],
            accepted_acr=levels,
            strong=True,
        ),
        Provider(
            "entra",
            "Entra ID",
            running.issuer,
            "by-secret",
            "a secret of the tests",
            scope="openid email",
            trusts_email=True,
        ),
    )
    oidc.forget_metadata()
    yield
    running.turn_clock(0)


@pytest.fixture
def kari(make_person: Callable[..., User]) -> User:
    return make_person("Kari Myhre", ("tana", "lead"))


def go_out(client: Client, slug: str, **query: str) -> str:
    response = client.get(f"/logg-inn/med/{slug}/", query)
    assert response.status_code == 302, response.content.decode()
    return response.headers["Location"]


def come_back(client: Client, address: str) -> Any:
    parts = urlsplit(address)
    return client.get(f"{parts.path}?{parts.query}")


def log_in(client: Client, slug: str, login: str, **query: str) -> Any:
    return come_back(client, Visitor().log_in(go_out(client, slug, **query), login))


def who(client: Client) -> str:
    return str(client.session.get("_auth_user_id", ""))


def test_what_is_asked_has_state_nonce_pkce_and_level(kari: User) -> None:
    asked = parse_qs(urlsplit(go_out(Client(), "idporten")).query)
    assert asked["response_type"] == ["code"]
    assert asked["code_challenge_method"] == ["S256"]
    assert asked["acr_values"] == ["idporten-loa-substantial"]
    assert len(asked["code_challenge"][0]) == 43
    assert len({asked["state"][0], asked["nonce"][0], asked["code_challenge"][0]}) == 3


def test_a_verified_address_finds_its_account_and_is_remembered_by_the_providers_own_name(kari: User) -> None:
    client = Client()
    response = log_in(client, "entra", kari.email, next="/konto/")
    assert (response.status_code, response["Location"]) == (302, "/konto/")
    assert who(client) == str(kari.pk)
    assert Identity.objects.get(user=kari).subject == kari.email
    User.objects.filter(pk=kari.pk).update(email="annen@example.org")
    again = Client()
    log_in(again, "entra", "kari.myhre@example.org")
    assert who(again) == str(kari.pk)


@pytest.mark.parametrize("login", ["ukjent@example.org", "claims-to-be-kari.myhre@example.org"])
def test_somebody_unknown_gets_no_account_and_is_told_what_to_do(kari: User, login: str) -> None:
    client = Client()
    response = log_in(client, "entra", login)
    page = response.content.decode()
    assert response.status_code == 403
    assert "Vi kjenner deg ikke igjen" in page
    assert "Er du invitert?" in page
    assert who(client) == ""
    assert User.objects.filter(email__contains="ukjent").count() == Identity.objects.count() == 0


def test_an_address_does_not_replace_the_person_that_an_account_is_tied_to(
    kari: User, running: RunningProvider
) -> None:
    Identity.objects.create(user=kari, provider="entra", issuer=running.issuer, subject="somebody else")
    client = Client()
    assert log_in(client, "entra", kari.email).status_code == 403
    assert who(client) == ""


def test_an_invitation_is_taken_with_single_sign_on_and_no_password(registers: None) -> None:
    tana = Organisation.objects.get(slug="tana")
    _, link = invite(email="ny@tana.example", name="Ny Nordmann", organisation=tana, kind="lead", by=None)
    page = Client().get("/invitasjon/", {"nokkel": link}).content.decode()
    assert "/logg-inn/med/idporten/?til=invitation" in page
    client = Client()
    response = log_in(client, "idporten", "a-subject", til="invitation", nokkel=link)
    assert (response.status_code, response["Location"]) == (302, "/")
    made = User.objects.get(email="ny@tana.example")
    assert who(client) == str(made.pk)
    assert not made.has_usable_password()
    assert Role.objects.get(user=made).organisation == tana
    later = Client()
    log_in(later, "idporten", "a-subject")
    assert who(later) == str(made.pk)


def test_another_site_cannot_tie_a_visitor_to_its_own_invitation(registers: None) -> None:
    tana = Organisation.objects.get(slug="tana")
    _, link = invite(email="ny@tana.example", name="Ny Nordmann", organisation=tana, kind="lead", by=None)
    client = Client()
    client.defaults["HTTP_SEC_FETCH_SITE"] = "cross-site"
    response = log_in(client, "idporten", "a-visitor", til="invitation", nokkel=link)
    assert response.status_code == 403
    assert not Identity.objects.exists()
    assert not User.objects.filter(email="ny@tana.example").exists()


def test_a_provider_that_vouches_weakly_asks_for_the_second_factor_too(kari: User, settings: Any) -> None:
    settings.SECOND_FACTOR_FOR = frozenset({"lead"})
    client = Client()
    assert log_in(client, "entra", kari.email)["Location"] == "/logg-inn/sett-opp/"
    assert who(client) == ""


def test_one_logged_in_ties_single_sign_on_to_the_account(
    kari: User, client_of: Callable[[User], Client]
) -> None:
    client = client_of(kari)
    client.post("/konto/bekreft/", {"password": "et langt passord"})
    response = log_in(client, "idporten", "karis-subject", til="link")
    assert "Du kan nå logge inn med ID-porten." in client.get(response["Location"]).content.decode()
    fresh = Client()
    log_in(fresh, "idporten", "karis-subject")
    assert who(fresh) == str(kari.pk)


# --- what goes wrong ---


def refused(response: Any) -> str:
    page = str(response.content.decode())
    assert response.status_code in (400, 502), page
    assert "Du ble ikke logget inn" in page
    return page


def test_who_says_no_at_the_provider_is_told_so(kari: User) -> None:
    client = Client()
    back = Visitor().cancel(go_out(client, "entra"))
    assert "ble avbrutt" in refused(come_back(client, back))


def test_a_log_in_below_the_level_is_refused(kari: User) -> None:
    assert "ikke sikker nok" in refused(log_in(Client(), "idporten", "weak-subject"))


def test_another_state_nonce_verifier_or_browser_is_refused(kari: User) -> None:
    for name in ("state", "nonce", "verifier"):
        client = Client()
        back = Visitor().log_in(go_out(client, "entra"), kari.email)
        session = client.session
        session["sign_on"] = session["sign_on"] | {name: "x" * 43}
        session.save()
        assert "ikke slik det skulle være" in refused(come_back(client, back)), name
        assert who(client) == ""
    back = Visitor().log_in(go_out(Client(), "entra"), kari.email)
    assert "en annen nettleser" in refused(come_back(Client(), back))


def test_what_came_back_counts_once(kari: User) -> None:
    client = Client()
    back = Visitor().log_in(go_out(client, "entra"), kari.email)
    assert come_back(client, back).status_code == 302
    client.post("/logg-ut/")
    refused(come_back(client, back))
    assert who(client) == ""


def test_a_token_from_another_issuer_is_refused(kari: User, running: RunningProvider) -> None:
    client = Client()
    address = go_out(client, "entra")
    oidc._known[running.issuer][1]["issuer"] = "http://127.0.0.1:1"
    back = Visitor().log_in(address, kari.email)
    parts = urlsplit(back)
    without_iss = "&".join(part for part in parts.query.split("&") if not part.startswith("iss="))
    assert "ikke slik det skulle være" in refused(client.get(f"{parts.path}?{without_iss}"))


def test_an_id_token_that_has_expired_is_refused(kari: User, running: RunningProvider) -> None:
    client = Client()
    back = Visitor().log_in(go_out(client, "entra"), kari.email)
    running.turn_clock(-7200)
    assert "for lang tid" in refused(come_back(client, back))


def test_a_provider_that_does_not_answer_is_told(kari: User, settings: Any) -> None:
    settings.SINGLE_SIGN_ON = (Provider("entra", "Entra ID", "http://127.0.0.1:9", "x", "y"),)
    assert "svarer ikke" in refused(Client().get("/logg-inn/med/entra/"))
    settings.SINGLE_SIGN_ON = (Provider("entra", "Entra ID", "http://example.org", "x", "y"),)
    assert "svarer ikke" in refused(Client().get("/logg-inn/med/entra/"))


def test_the_tenant_must_be_one_of_those_that_may(
    kari: User, running: RunningProvider, settings: Any
) -> None:
    settings.SINGLE_SIGN_ON = (
        Provider(
            "entra", "Entra ID", running.issuer, "by-secret", "a secret of the tests", tenants=("a-tenant",)
        ),
    )
    assert "er ikke åpnet" in refused(log_in(Client(), "entra", kari.email))
