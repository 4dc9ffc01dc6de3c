"""Sending in somebody's report: what is found is told with the right figure, and nothing that is sent does harm."""

import io
import json
import re
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from frisklivsnett.publication import apart
from frisklivsnett.registry.models import User
from frisklivsnett.web.proofing import views

pytestmark = [pytest.mark.usefixtures("demo_database", "db"), pytest.mark.one_database]

ADDRESS = "/kontroller-rapport/"
REPORT = (
    "# 1 Kommunikasjon\n\n"
    "Alle sentralene har egen nettside. 16 av 18 sentraler har en plan for informasjonsspredning.\n"
    "\n# 3 Annet\n\nLandet har 240 frisklivssentraler.\n"
)


@pytest.fixture
def adviser(client_of: Callable[[User], Client]) -> Client:
    return client_of(User.objects.get(name="Ragnhild Rådgård"))


def send(
    client: Client,
    content: bytes | None = None,
    text: str = "",
    year: str = "2024",
    name: str = "rapport.docx",
    **more: str,
) -> Any:
    fields: dict[str, Any] = {"runde": year, "tekst": text, **more}
    if content is not None:
        fields["fil"] = SimpleUploadedFile(name, content)
    return client.post(ADDRESS, fields)


def shown(response: Any) -> str:
    return str(response.content.decode())


def test_what_does_not_hold_comes_with_the_right_figure_and_a_way_to_the_table(adviser: Client) -> None:
    response = send(adviser, REPORT.encode())
    page = shown(response)
    assert response.status_code == 200
    assert "<mark>Alle sentralene har egen nettside.</mark>" in page
    assert "16 av 18" in page
    assert re.search(r'href="/runder/2024/resultater/sporsmal-\d+/">Spørsmål \d+: ', page)
    assert "kapittelnummer" in page
    for verdict in ("contradicted", "supported", "unverifiable"):
        assert f"proof__mark--{verdict}" in page


def test_marks_are_told_in_words_and_can_be_filtered(adviser: Client) -> None:
    page = shown(send(adviser, text=REPORT, vis="contradicted"))
    assert page.count("proof__mark--contradicted") == 2  # the other is the chapter's number
    assert "proof__mark--supported" not in page
    assert '<span class="ds-sr-only"> (stemmer ikke)</span>' in page


def test_the_year_is_found_in_the_report_and_another_than_the_one_chosen_is_told(adviser: Client) -> None:
    of_2024 = "# Utviklingssentralenes arbeid i 2024\n\n" + REPORT
    for text, name in ((of_2024, ""), (REPORT, "rapport-2024.docx")):
        page = shown(send(adviser, text.encode(), year="", name=name or "rapport.docx"))
        assert "Holdt opp mot svarene for 2024" in page
        assert "Rapporten handler om 2024" in page
    page = shown(send(adviser, text=REPORT, year=""))
    assert "Rapporten sier ikke hvilket år" in page
    page = shown(send(adviser, text=of_2024, year="2025"))
    assert "ser ut til å handle om 2024, men er holdt opp mot svarene for 2025" in page
    page = shown(send(adviser, text=of_2024, year="2025", heller="2024"))
    assert "Holdt opp mot svarene for 2024" in page
    assert "ser ut til å handle om" not in page
    page = shown(send(adviser, text=of_2024.replace("2024", "2019")))
    assert "Vi har ingen svar for 2019" in page


def test_the_findings_come_as_files_with_places_in_the_text(adviser: Client) -> None:
    found = json.loads(send(adviser, text=REPORT, gjor="json").content)
    assert {"text", "start", "end", "verdict", "kind", "expected", "source"} == set(found[0])
    wrong = next(each for each in found if each["verdict"] == "contradicted" and each["kind"] == "quantifier")
    assert REPORT[wrong["start"] : wrong["end"]] == "Alle sentralene har egen nettside."
    table = shown(send(adviser, text=REPORT, gjor="csv")).splitlines()
    assert len(table) == len(found) + 1


def test_no_cell_of_the_file_is_a_formula(adviser: Client) -> None:
    text = "=SUM(A1) Alle sentralene har egen nettside."
    table = shown(send(adviser, text=text, gjor="csv"))
    assert ";=" not in table
    assert "<script>" not in shown(send(adviser, text="<script>alert(1)</script> Alle har nettside."))


def bomb() -> bytes:
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", b"<a>" + b" " * 100_000_000)
    return raw.getvalue()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "Filen er tom"),
        (b"PK\x03\x04 no", "ødelagt"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "passord"),
        (b"%PDF-1.7 broken", "ødelagt"),
        (b"\x89PNG\r\n\x1a\n" + bytes(50), "ikke en Word-"),
        (b"ord " * 300_000, "for mye tekst"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_with_what_to_do(
    adviser: Client, content: bytes, words: str
) -> None:
    response = send(adviser, content)
    assert response.status_code == 422
    assert words in shown(response)
    assert "data-error-summary" in shown(response)


def test_a_zip_bomb_is_refused(adviser: Client) -> None:
    assert "pakker ut til langt mer" in shown(send(adviser, bomb()))


def test_what_takes_too_long_is_stopped_from_outside(
    adviser: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(apart.proof_apart, "__kwdefaults__", {"seconds": 0.01})
    response = send(adviser, text=REPORT)
    assert response.status_code == 422
    assert "for lang tid" in shown(response)
    assert "Alle sentralene har egen nettside." in shown(response)  # what was pasted is not lost


def test_a_file_over_the_limit_is_refused(adviser: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views, "LARGEST", 10)
    assert "er større enn" in shown(send(adviser, REPORT.encode()))
    monkeypatch.setattr(views, "NEVER_READ", 10)
    assert "er større enn" in shown(send(adviser, REPORT.encode()))


def test_nothing_and_nonsense_are_answered_plainly(adviser: Client) -> None:
    assert adviser.get(ADDRESS).status_code == 200
    assert "lim inn teksten" in shown(send(adviser))
    assert "Velg hvilken runde" in shown(send(adviser, text="Alle har nettside.", year="1066"))
    assert send(adviser, text="x" * 1_000_001).status_code == 422


def test_it_is_for_the_directorate_and_forms_are_guarded(
    client_of: Callable[[User], Client], client: Client
) -> None:
    assert client.get(ADDRESS).status_code == 302
    marit = client_of(User.objects.get(name="Marit Prøvestad"))
    assert send(marit, text=REPORT).status_code == 403
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(User.objects.get(name="Ragnhild Rådgård"))
    assert send(strict, text=REPORT).status_code == 403
