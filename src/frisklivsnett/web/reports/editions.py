"""An edition as its page shows it: the text in the reader's language, the files, the other editions."""

from dataclasses import dataclass

from django.urls import reverse
from markupsafe import Markup

from frisklivsnett.core.documents.html import stylesheet
from frisklivsnett.publication.formats import FORMATS
from frisklivsnett.publication.models import PAGE, Edition, EditionFile
from frisklivsnett.web.jinja import language, number

LANGUAGE_NAMES = {"nb": "Bokmål", "nn": "Nynorsk", "en": "English"}


@dataclass(frozen=True, slots=True)
class Download:
    """A file that can be downloaded: what kind it is, how large in words, and where."""

    format: str
    size: str
    address: str
    type: str


@dataclass(frozen=True, slots=True)
class Downloads:
    """The files in one language."""

    language: str
    name: str
    files: tuple[Download, ...]


def document_style() -> Markup:
    """Return the rules of a report's text, to stand in a style element as they are."""
    return Markup(stylesheet())  # noqa: S704 - ours, and the house's colours


def report_part(edition: Edition) -> Markup:
    """Return the report as a part of a page, in the language of the page: our own markup, as it was published."""
    file = EditionFile.objects.get(edition=edition, format=PAGE, language=language())
    return Markup(bytes(file.content).decode())  # noqa: S704 - written by core.documents.html, which escapes all words


def downloads_of(edition: Edition) -> list[Downloads]:
    """Return the files by language, that of the page first; in the order of the formats."""
    files = edition.files.filter(format__in=FORMATS).with_size().select_related("edition__round")
    found = []
    for code in sorted(LANGUAGE_NAMES, key=lambda code: code != language()):
        own = {file.format: file for file in files if file.language == code}
        listed = tuple(_download(edition, own[key]) for key in FORMATS if key in own)
        found.append(Downloads(code, LANGUAGE_NAMES[code], listed))
    return found


def _download(edition: Edition, file: EditionFile) -> Download:
    format_ = FORMATS[file.format]
    name = {"year": edition.round.report_year, "file_name": file.name}
    size: int = file.size  # type: ignore[attr-defined]
    return Download(
        format_.name, size_in_words(size), reverse("web:report_file", kwargs=name), format_.media_type
    )


def size_in_words(size: int) -> str:
    """Return a number of bytes as a reader wants it: «155 kB», «1,2 MB»."""
    if size < 1_000_000:
        return f"{number(max(1, round(size / 1000)))}\u00a0kB"
    return f"{number(round(size / 1_000_000, 1))}\u00a0MB"
