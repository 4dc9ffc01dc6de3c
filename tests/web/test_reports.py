"""The national report on the site: read by all, looked over and published by the Directorate."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from frisklivsnett.audit.models import Event
from frisklivsnett.collection.models import Round, SubmissionVersion
from frisklivsnett.publication.models import Edition, EditionFile
from frisklivsnett.publication.steps import ReportStep
from frisklivsnett.registry.models import Role, User

ClientOf = Callable[[User], Client]


@pytest.fixture
def published(demo_database: None, db: None) -> Round:
    """The demo's round of 2024, published."""
    return Round.objects.get(report_year=2024)


@pytest.fixture
def adviser(published: Round) -> User:
    return Role.objects.filter(organisation__slug="helsedirektoratet")[0].user


@pytest.mark.parametrize(
    ("language", "title"),
    [("nb", "Slik leser du tallene"), ("nn", "Slik les du tala"), ("en", "How to read the numbers")],
)
def test_everyone_reads_the_report_in_their_own_language(
    published: Round, client: Client, language: str, title: str
) -> None:
    client.cookies["sprak"] = language
    page = client.get("/rapporter/2024/").content.decode()
    assert title in page
    assert f'<div class="doc" lang="{language}">' in page
    for kind in ("html", "pdf", "docx", "pptx", "xlsx"):
        for code in ("nb", "nn", "en"):
            assert f'href="/rapporter/2024/rapport-2024-{code}-eksempeldata.{kind}"' in page
    assert client.get("/rapporter/").content.decode().count('href="/rapporter/2024/"') == 1


def test_a_file_is_given_as_it_was_published(published: Round, client: Client) -> None:
    for file in EditionFile.objects.filter(language="nn"):
        answer = client.get(f"/rapporter/2024/{file.name}")
        if file.format in ("part", "md", "deck.md"):
            assert answer.status_code == 404
            continue
        assert answer.content == bytes(file.content)
        kind = "inline" if file.format == "pdf" else "attachment"
        assert answer.headers["Content-Disposition"] == f'{kind}; filename="{file.name}"'
        assert answer.headers["Content-Language"] == "nn"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        etag = answer.headers["ETag"]
        assert client.get(f"/rapporter/2024/{file.name}", headers={"If-None-Match": etag}).status_code == 304


def test_what_is_not_there_is_said_in_words(published: Round, client: Client) -> None:
    page = client.get("/rapporter/2025/")
    assert page.status_code == 404
    assert "Rapporten for 2025 er ikke publisert" in page.content.decode()
    for address in ("/rapporter/1999/", "/rapporter/2024/utgave/7/", "/rapporter/2024/rapport-2024-nb.exe"):
        assert client.get(address).status_code == 404


def test_the_adviser_is_led_to_the_preview_of_what_is_not_published(
    published: Round, adviser: User, client_of: ClientOf
) -> None:
    answer = client_of(adviser).get("/rapporter/2025/")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/runder/2025/rapport/")


@pytest.mark.one_database
def test_the_preview_marks_every_claim_in_words_and_signs(
    published: Round, adviser: User, client_of: ClientOf
) -> None:
    page = client_of(adviser).get("/runder/2024/rapport/").content.decode()
    assert page.count('class="doc-mark doc-mark-true"') > 90
    assert "(stemmer: " in page
    assert 'class="doc-mark doc-mark-false"' not in page
    assert "Send en rettet utgave til gjennomgang" in page


@pytest.mark.one_database
def test_the_preview_lists_what_does_not_hold_and_offers_no_button(
    published: Round, adviser: User, client_of: ClientOf
) -> None:
    client = client_of(adviser)
    first = client.get("/runder/2025/rapport/").content.decode()
    assert "5 av 18 sentraler har sendt inn, og fristen er ikke ute før" in first
    assert "4 av 5 rapporter som er sendt inn, er ikke godkjent." in first
    SubmissionVersion.objects.filter(submission__round__report_year=2025).delete()
    page = client.get("/runder/2025/rapport/").content.decode()
    assert "Ingen av de 18 sentralene har sendt inn rapporten sin." in page
    linked = re.findall(r'href="#(doc-claim-\d+)"', page)
    assert len(linked) > 10
    assert all(f'id="{anchor}"' in page for anchor in linked)
    assert 'href="/runder/2025/presentasjon/skriv/nn/#linje-' in page
    assert "Publiser utgave" not in page
    assert "til gjennomgang her når alt stemmer" in page


def publish(client: Client, year: int = 2024, **fields: str) -> int:
    return client.post(f"/runder/{year}/rapport/publiser/", fields).status_code


def review(client: Client, what: str, **fields: str) -> Any:
    step = str(ReportStep.objects.filter(round__report_year=2024).count())
    return client.post("/runder/2024/rapport/gjennomgang/", {"gjor": what, "steg": step, **fields})


@pytest.fixture
def colleague(published: Round) -> User:
    return User.objects.get(name="Tor Etterlesen")


@pytest.mark.one_database
def test_a_correction_is_reviewed_by_another_told_and_stands_beside_the_edition_before(
    published: Round, adviser: User, colleague: User, client_of: ClientOf
) -> None:
    client, other, asked = client_of(adviser), client_of(colleague), str(colleague.pk)
    first = bytes(EditionFile.objects.get(edition__number=1, format="pdf", language="nb").content)
    assert publish(client, utgave="2") == 422  # nobody has approved it
    assert review(client, "send", rettelse="Feil i <tabell> 1.", hvem="tull").status_code == 422
    assert review(client, "send", rettelse=" ", hvem=asked).status_code == 422
    assert review(client, "send", rettelse="Feil i <tabell> 1.", hvem=asked).status_code == 302
    assert "venter på at Tor Etterlesen ser over den" in client.get("/runder/2024/rapport/").content.decode()
    assert review(client, "godkjenn", bekreft="1").status_code == 422  # not the one who sent it
    assert review(other, "godkjenn").status_code == 422  # not confirmed
    assert review(other, "tilbake").status_code == 422  # says not what to mend
    assert publish(client, utgave="2") == 422
    assert review(other, "godkjenn", bekreft="1").status_code == 302
    assert publish(client, utgave="1") == 302
    assert Edition.objects.count() == 1
    assert publish(client, utgave="2") == 302
    edition = Edition.objects.get(number=2)
    assert (edition.published_by, edition.correction) == (adviser, "Feil i <tabell> 1.")
    assert Event.objects.get(verb="edition.published", object_id=str(edition.pk)).by_id == adviser.pk
    newest = Client().get("/rapporter/2024/").content.decode()
    assert (
        newest.count("Feil i &lt;tabell&gt; 1.") == 3
    )  # above the text, on top of it, and among the editions
    assert "rapport-2024-nb-utgave-2-eksempeldata.pdf" in newest
    older = Client().get("/rapporter/2024/utgave/1/").content.decode()
    assert "Dette er en eldre utgave" in older
    assert Client().get("/rapporter/2024/rapport-2024-nb-eksempeldata.pdf").content == first


def test_pressed_twice_a_step_is_taken_once(
    published: Round, adviser: User, colleague: User, client_of: ClientOf
) -> None:
    client, before = client_of(adviser), ReportStep.objects.count()
    sent = {"gjor": "send", "steg": str(before), "rettelse": "Feil.", "hvem": str(colleague.pk)}
    for _press in range(2):
        assert client.post("/runder/2024/rapport/gjennomgang/", sent).status_code == 302
    assert ReportStep.objects.count() == before + 1


def test_a_report_sent_back_says_why_where_it_is_written(
    published: Round, adviser: User, colleague: User, client_of: ClientOf
) -> None:
    client = client_of(adviser)
    review(client, "send", rettelse="Feil.", hvem=str(colleague.pk))
    assert "Rapporten er til gjennomgang" in client.get("/runder/2024/rapport/skriv/nb/").content.decode()
    review(client_of(colleague), "tilbake", melding="Kapittel 2 <mangler> noe.")
    for address in ("/runder/2024/rapport/", "/runder/2024/presentasjon/skriv/nn/"):
        assert "Kapittel 2 &lt;mangler&gt; noe." in client.get(address).content.decode()


def test_what_does_not_hold_is_not_published_even_when_asked_for(
    published: Round, adviser: User, client_of: ClientOf
) -> None:
    client = client_of(adviser)
    assert publish(client, 2025, utgave="1") == 422
    sent = client.post("/runder/2025/rapport/gjennomgang/", {"gjor": "send", "steg": "0"})
    assert (sent.status_code, ReportStep.objects.filter(round__report_year=2025).count()) == (422, 0)
    assert not Edition.objects.filter(round__report_year=2025).exists()


def test_only_the_directorate_looks_over_and_publishes(published: Round, client_of: ClientOf) -> None:
    lead = Role.objects.filter(organisation__slug="tana")[0].user
    client = client_of(lead)
    assert client.get("/runder/2024/rapport/").status_code == 403
    assert publish(client, utgave="2") == 403
    assert review(client, "send", rettelse="x").status_code == 403
    assert Client().get("/runder/2024/rapport/").status_code == 302
    assert Edition.objects.count() == 1


def test_the_front_page_and_the_overview_lead_to_the_report(
    published: Round, adviser: User, client_of: ClientOf, client: Client
) -> None:
    assert 'href="/rapporter/2024/"' in client.get("/").content.decode()
    assert 'href="/runder/2024/rapport/"' in client_of(adviser).get("/runder/2024/").content.decode()


def test_without_any_report_the_list_says_what_will_be_there(published: Round, client: Client) -> None:
    EditionFile.objects.all().delete()
    Edition.objects.all().delete()
    assert "Ingen rapporter er publisert ennå" in client.get("/rapporter/").content.decode()
    assert "Lese rapporten" not in client.get("/").content.decode()
