"""Inviting people, accepting, and taking people out: who may, and what is left afterwards."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from frisklivsnett.accounts.models import Invitation
from frisklivsnett.audit.models import Event
from frisklivsnett.mailing.models import Letter
from frisklivsnett.registry.actions import give_role
from frisklivsnett.registry.models import Organisation, Role, User

PASSWORD = "fire helt nye ord"
NEW = {"name": "Ny Kollega", "email": "Ny@Tana.example", "kind": "colleague", "language": "nb"}


@pytest.fixture
def kari(make_person: Callable[..., User]) -> User:
    return make_person("Kari Myhre", ("tana", "lead"))


@pytest.fixture
def nils(make_person: Callable[..., User]) -> User:
    return make_person("Nils Medarbeider", ("tana", "colleague"))


@pytest.fixture
def lead(kari: User, client_of: Callable[[User], Client]) -> Client:
    return client_of(kari)


def link_to(email: str) -> str:
    text = Letter.objects.filter(address=email).latest("pk").text
    found = re.search(r"https?://[^/]+(/invitasjon/\?nokkel=[\w-]+)", text)
    assert found, text
    return found[1]


def accept(link: str, **more: str) -> tuple[Client, Any]:
    client = Client()
    fields = {
        "nokkel": link.split("=")[1],
        "name": "Ny Kollega",
        "language": "nn",
        "password": PASSWORD,
        **more,
    }
    return client, client.post("/invitasjon/", fields)


def is_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def test_a_lead_invites_a_colleague_who_gets_in_by_the_link(lead: Client, kari: User) -> None:
    page = lead.post("/folk/tana/inviter/", NEW, follow=True).content.decode()
    assert "Invitasjonen er sendt til Ny@Tana.example." in page
    assert "Ny Kollega" in page
    link = link_to("ny@tana.example")
    assert link.split("=")[1] not in str(list(Invitation.objects.values()))
    shown = Client().get(link).content.decode()
    assert "Kari Myhre har invitert deg til Tana som medarbeider." in shown
    client, response = accept(link)
    assert response["Location"] == "/"
    made = User.objects.get(email="ny@tana.example")
    assert (made.name, made.language) == ("Ny Kollega", "nn")
    assert client.session["_auth_user_id"] == str(made.pk)
    assert [(role.organisation.slug, role.kind) for role in made.roles.all()] == [("tana", "colleague")]
    kept = Invitation.objects.get()
    assert (kept.status, kept.name, kept.email, kept.user) == ("accepted", "", "", made)
    assert Client().get(link).status_code == 410
    assert "allerede tatt imot" in Client().get(link).content.decode()


def test_a_weak_password_and_an_empty_name_are_told_and_the_link_still_works(lead: Client) -> None:
    lead.post("/folk/tana/inviter/", NEW)
    link = link_to("ny@tana.example")
    _, response = accept(link, name="", password="kort")
    page = response.content.decode()
    assert response.status_code == 422
    assert 'href="#name"' in page
    assert 'href="#password"' in page
    assert not User.objects.filter(email="ny@tana.example").exists()
    assert accept(link)[1].status_code == 302


def test_a_link_lasts_fourteen_days_and_can_be_sent_again(
    lead: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    lead.post("/folk/tana/inviter/", NEW)
    old = link_to("ny@tana.example")
    later = timezone.now() + timedelta(days=14, minutes=1)
    monkeypatch.setattr(timezone, "now", lambda: later)
    assert Client().get(old).status_code == 410
    assert accept(old)[1].status_code == 410
    fresh = Client()
    fresh.force_login(User.objects.get(name="Kari Myhre"))
    assert "Har gått ut" in fresh.get("/folk/tana/").content.decode()
    fresh.post("/folk/tana/send-igjen/", {"invitation": Invitation.objects.get().pk})
    new = link_to("ny@tana.example")
    assert new != old
    assert Client().get(old).status_code == 410
    assert accept(new)[1].status_code == 302


def test_a_withdrawn_link_opens_nothing_and_names_nobody(lead: Client) -> None:
    lead.post("/folk/tana/inviter/", NEW)
    link = link_to("ny@tana.example")
    lead.post("/folk/tana/trekk-tilbake/", {"invitation": Invitation.objects.get().pk})
    assert "trukket tilbake" in Client().get(link).content.decode()
    assert accept(link)[1].status_code == 410
    assert Invitation.objects.get().email == ""
    again = lead.post("/folk/tana/trekk-tilbake/", {"invitation": Invitation.objects.get().pk}, follow=True)
    assert "ikke åpen lenger" in again.content.decode()


@pytest.mark.parametrize(
    "link", ["/invitasjon/", "/invitasjon/?nokkel=x", "/invitasjon/?nokkel=" + "x" * 5000]
)
def test_a_link_that_was_never_ours_is_told(db: None, link: str) -> None:
    assert Client().get(link).status_code == 410


def test_two_invitations_of_one_person_are_refused_and_so_is_a_member(lead: Client, nils: User) -> None:
    lead.post("/folk/tana/inviter/", NEW)
    again = lead.post("/folk/tana/inviter/", NEW)
    assert again.status_code == 422
    assert "allerede invitert" in again.content.decode()
    assert 'value="Ny Kollega"' in again.content.decode()
    member = lead.post("/folk/tana/inviter/", NEW | {"email": nils.email})
    assert "allerede med" in member.content.decode()


def test_what_is_wrong_with_an_invitation_is_told_field_by_field(lead: Client) -> None:
    response = lead.post("/folk/tana/inviter/", {"name": "", "email": "ingen adresse", "kind": "adviser"})
    page = response.content.decode()
    assert response.status_code == 422
    for field in ("name", "kind-1", "language"):
        assert f'href="#{field}"' in page
    page = lead.post("/folk/tana/inviter/", NEW | {"email": "ingen adresse"}).content.decode()
    assert 'href="#email"' in page
    assert not Invitation.objects.exists()


def test_one_with_an_account_logs_in_and_gets_the_role_beside_the_one_they_have(
    lead: Client, make_person: Callable[..., User]
) -> None:
    berit = make_person("Berit Bakke", ("bodo", "lead"))
    page = lead.post("/folk/tana/inviter/", NEW | {"email": berit.email}, follow=True).content.decode()
    assert f"Invitasjonen er sendt til {berit.email}." in page
    link = link_to(berit.email)
    shown = Client().get(link).content.decode()
    assert "Logg inn for å ta imot" in shown
    assert 'name="password"' not in shown
    client, response = accept(link)
    assert response.status_code == 200
    assert not is_in(client)
    client.post("/logg-inn/", {"email": berit.email, "password": "et langt passord"})
    client.post("/invitasjon/", {"nokkel": link.split("=")[1]})
    assert {role.organisation.slug for role in berit.roles.all()} == {"bodo", "tana"}
    assert client.get("/folk/tana/").status_code == 200


def test_a_new_role_that_takes_two_factors_takes_them_before_it_counts(
    dina: User, make_person: Callable[..., User], client_of: Callable[[User], Client], settings: Any
) -> None:
    settings.SECOND_FACTOR_FOR = frozenset({"adviser"})
    berit = make_person("Berit Bakke", ("bodo", "lead"))
    asked = NEW | {"email": berit.email, "kind": "adviser"}
    client_of(dina).post("/folk/helsedirektoratet/inviter/", asked)
    link = link_to(berit.email)
    client = Client()
    client.post("/logg-inn/", {"email": berit.email, "password": "et langt passord"})
    taken = client.post("/invitasjon/", {"nokkel": link.split("=")[1]})
    assert taken["Location"] == "/logg-inn/sett-opp/"
    assert berit.roles.count() == 2
    assert not is_in(client)
    assert client.get("/runder/2024/").status_code == 302
    assert client.get("/konto/app/").status_code == 200


def test_a_link_to_somebody_else_gives_nothing_to_who_is_logged_in(lead: Client, nils: User) -> None:
    lead.post("/folk/tana/inviter/", NEW)
    link = link_to("ny@tana.example")
    client = Client()
    client.force_login(nils)
    assert "en annen adresse" in client.get(link).content.decode()
    assert client.post("/invitasjon/", {"nokkel": link.split("=")[1]}).status_code == 410
    assert nils.roles.count() == 1


def test_a_colleague_sees_who_is_in_but_changes_nothing(
    kari: User, nils: User, client_of: Callable[[User], Client]
) -> None:
    client = client_of(nils)
    page = client.get("/folk/tana/").content.decode()
    assert "Kari Myhre" in page
    assert "Inviter en person" not in page
    assert client.get("/folk/tana/inviter/").status_code == 403
    assert client.post("/folk/tana/inviter/", NEW).status_code == 403
    assert client.post("/folk/tana/fjern/", {"role": kari.roles.get().pk}).status_code == 403
    assert kari.roles.get().ends_on is None
    assert client.get("/folk/bodo/").status_code == 403
    assert client.get("/folk/").status_code == 403
    assert client.get("/folk/finnes-ikke/").status_code == 403


def test_the_directorate_invites_leads_advisers_and_readers(
    dina: User, client_of: Callable[[User], Client]
) -> None:
    client = client_of(dina)
    page = client.get("/folk/").content.decode()
    assert "/folk/statsforvalteren-i-agder/" in page
    for slug, kind in (
        ("bodo", "lead"),
        ("helsedirektoratet", "adviser"),
        ("statsforvalteren-i-agder", "reader"),
    ):
        fields = NEW | {"kind": kind, "email": f"ny@{slug}.example"}
        assert client.post(f"/folk/{slug}/inviter/", fields).status_code == 302
    assert "Ingen her ennå" in client.get("/folk/bodo/").content.decode()
    assert client.get("/folk/finnes-ikke/").status_code == 404


def test_who_is_taken_out_loses_access_at_once_and_is_logged_out(lead: Client, nils: User) -> None:
    client = Client()
    client.force_login(nils)
    assert client.get("/folk/tana/").status_code == 200
    role = nils.roles.get()
    assert (
        "Vil du fjerne Nils Medarbeider?"
        in lead.get("/folk/tana/fjern/", {"rolle": role.pk}).content.decode()
    )
    page = lead.post("/folk/tana/fjern/", {"role": role.pk}, follow=True).content.decode()
    assert "Nils Medarbeider er fjernet." in page
    assert not is_in(client)
    again = lead.post("/folk/tana/fjern/", {"role": role.pk}, follow=True).content.decode()
    assert "ikke med her lenger" in again
    role.refresh_from_db()
    assert role.ends_on == timezone.localdate() - timedelta(days=1)


def test_who_has_another_role_keeps_it_and_stays_logged_in(lead: Client, nils: User) -> None:
    bodo = Organisation.objects.get(slug="bodo")
    give_role(user=nils, organisation=bodo, kind="lead", starts_on=date(2023, 1, 1), by=None)
    client = Client()
    client.force_login(nils)
    lead.post("/folk/tana/fjern/", {"role": nils.roles.get(organisation__slug="tana").pk})
    assert client.get("/folk/tana/").status_code == 403
    assert client.get("/folk/bodo/").status_code == 200


def test_the_last_lead_cannot_leave_but_can_once_there_is_another(
    lead: Client, kari: User, make_person: Callable[..., User]
) -> None:
    role = kari.roles.get()
    page = lead.post("/folk/tana/fjern/", {"role": role.pk}, follow=True).content.decode()
    assert "Inviter en ny leder" in page
    assert Role.objects.get(pk=role.pk).ends_on is None
    make_person("Ole Ny", ("tana", "lead"))
    assert lead.post("/folk/tana/fjern/", {"role": role.pk}).status_code == 302
    assert not Role.objects.filter(pk=role.pk).valid_on(timezone.localdate()).exists()


def test_thirty_invitations_an_hour_are_enough(lead: Client) -> None:
    statuses = [
        lead.post("/folk/tana/inviter/", NEW | {"email": f"ny{number}@tana.example"}).status_code
        for number in range(31)
    ]
    assert statuses == [302] * 30 + [429]


def test_the_log_tells_what_was_done_by_number_only(lead: Client) -> None:
    lead.post("/folk/tana/inviter/", NEW)
    accept(link_to("ny@tana.example"))
    verbs = list(Event.objects.order_by("id").values_list("verb", flat=True))
    assert [verb for verb in verbs if "invitation" in verb] == ["invitation.made", "invitation.accepted"]
    assert "@" not in str(list(Event.objects.values()))
    assert "Ny Kollega" not in str(list(Event.objects.values()))
