"""The report and its slides are published together, each in its own formats, and only when both hold."""

import io
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pptx
import pytest
from django.core.exceptions import ValidationError
from tests.publishing import publish_approved

from frisklivsnett.collection.models import Round
from frisklivsnett.commands.command import CommandFailed
from frisklivsnett.commands.report import written
from frisklivsnett.core.documents.model import Document
from frisklivsnett.core.text import LANGUAGES
from frisklivsnett.publication import formats
from frisklivsnett.publication import report as reports
from frisklivsnett.publication.actions import NotPublishable
from frisklivsnett.publication.models import Edition
from frisklivsnett.publication.texts import DECK, REPORT

pytestmark = pytest.mark.usefixtures("demo_database", "db")


@pytest.fixture
def round_() -> Round:
    return Round.objects.select_related("form_version").get(report_year=2024)


@pytest.fixture
def templates(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the report templates that a test may spoil."""
    copied = tmp_path / "reports"
    shutil.copytree(reports.TEMPLATES, copied)
    monkeypatch.setattr(reports, "TEMPLATES", copied)
    return copied


def spoil(templates: Path, folder: str) -> None:
    source = templates / folder / "nb.md"
    words = source.read_text(encoding="utf-8")
    source.write_text(f"{words}\n\nNi av sentralene har hund.\n", encoding="utf-8")


def publish_next(round_: Round) -> Edition:
    """Publish the edition after what the demo has."""
    is_first = not Edition.objects.filter(round=round_).exists()
    return publish_approved(round_, "" if is_first else "Lysbildene er rettet.")


def slide_titles(content: bytes) -> list[str]:
    slides = pptx.Presentation(io.BytesIO(content)).slides
    return [slide.shapes.title.text for slide in slides if slide.shapes.title is not None]


def file_of(edition: Edition, key: str, language: str = "nb") -> bytes:
    return bytes(edition.files.get(format=key, language=language).content)


@pytest.mark.one_database
def test_slides_are_made_of_the_deck_and_pages_of_the_report(round_: Round) -> None:
    edition = publish_next(round_)
    titles = slide_titles(file_of(edition, "pptx"))
    assert titles[0] == "Utviklingssentralene i 2024"
    assert "Ca. 310 personer hospiterte hos oss" in titles
    assert "Utviklingssentralenes arbeid i 2024" in file_of(edition, "html").decode()
    assert "Ca. 310 personer hospiterte hos oss" not in file_of(edition, "html").decode()


def test_an_edition_keeps_the_source_of_both_in_every_language(round_: Round) -> None:
    edition = publish_next(round_)
    for language in LANGUAGES:
        deck, whole = (file_of(edition, text.source, language).decode() for text in (DECK, REPORT))
        assert "(=sum hosting.people)" in deck
        assert len(whole) > len(deck)


@pytest.mark.one_database
def test_a_false_word_on_a_slide_stops_the_whole_edition_and_says_where(
    round_: Round, templates: Path
) -> None:
    spoil(templates, DECK.key)
    before = Edition.objects.count()
    with pytest.raises(NotPublishable) as refused:
        publish_next(round_)
    assert list(refused.value.faults) == ["nb"]
    (fault,) = refused.value.faults["nb"]
    line = (templates / DECK.key / "nb.md").read_text(encoding="utf-8").count("\n")
    assert fault.said("nb").startswith(f"Lysbildene, linje {line}: «Ni»")
    assert Edition.objects.count() == before


@pytest.mark.one_database
def test_a_false_word_in_the_report_is_not_said_to_be_on_a_slide(round_: Round, templates: Path) -> None:
    spoil(templates, REPORT.key)
    with pytest.raises(NotPublishable) as refused:
        publish_next(round_)
    (fault,) = refused.value.faults["nb"]
    assert fault.said("nb").startswith("Linje ")


# --- files are read back ---


@pytest.fixture
def careless(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Let the writer of a format leave out the last thing in the document."""

    def spoil_format(key: str) -> None:
        whole = formats.FORMATS[key]

        def write(document: Document, created: object) -> bytes:
            return whole.write(replace(document, blocks=document.blocks[:-1]), None)

        monkeypatch.setitem(formats.FORMATS, key, replace(whole, write=write))

    return spoil_format


@pytest.mark.one_database
@pytest.mark.parametrize("key", ["html", "pdf", "docx", "pptx"])
def test_a_file_that_lacks_something_stops_the_edition(
    round_: Round, careless: Callable[[str], None], key: str
) -> None:
    before = Edition.objects.count()
    careless(key)
    with pytest.raises(ValidationError) as refused:
        publish_next(round_)
    assert refused.value.code == "file_differs"
    assert "Teksten mangler" in refused.value.messages[0]
    assert Edition.objects.count() == before


@pytest.mark.one_database
def test_the_command_keeps_no_file_that_differs(round_: Round, careless: Callable[[str], None]) -> None:
    careless("html")
    report = reports.report_of(round_, "nb")
    with pytest.raises(CommandFailed, match="The HTML file did not come out as the report"):
        written("html", report.document)
