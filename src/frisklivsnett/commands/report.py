"""``report YEAR``: the national report of a round, as files."""

import tempfile
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from frisklivsnett.commands.command import Command, CommandFailed, add_demo_switch, report_year
from frisklivsnett.commands.progress import Progress
from frisklivsnett.core.text import LANGUAGES

if TYPE_CHECKING:
    from frisklivsnett.collection.models import Round
    from frisklivsnett.core.documents.model import Document
    from frisklivsnett.publication.faults import Fault
    from frisklivsnett.publication.report import Report
    from frisklivsnett.publication.texts import Template

DEFAULT_FORMATS = "html,pdf"
MOST_FAULTS = 50


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("year", metavar="YEAR", type=report_year, help="the report year, such as 2024")
    add_demo_switch(parser)
    parser.add_argument("--out", metavar="DIR", type=Path, required=True, help="the folder for the files")
    parser.add_argument(
        "--format",
        metavar="LIST",
        type=format_keys,
        default=DEFAULT_FORMATS,
        help=f"with commas between; default: {DEFAULT_FORMATS}",
    )
    parser.add_argument(
        "--lang", choices=LANGUAGES, default=LANGUAGES[0], help="the report's language; default: nb"
    )
    parser.add_argument(
        "--draft",
        action="store_true",
        help="write the report even if it says something that does not hold, marked as a draft",
    )


def format_keys(words: str) -> tuple[str, ...]:
    """Return the formats named, each once."""
    from frisklivsnett.publication.formats import FORMATS

    named = tuple(dict.fromkeys(key.strip().lower() for key in words.split(",") if key.strip()))
    for key in named:
        if key not in FORMATS:
            raise ArgumentTypeError(f"{key!r} is not a format; there are {', '.join(FORMATS)}")
    if not named:
        raise ArgumentTypeError(f"name at least one format: {', '.join(FORMATS)}")
    return named


def run(arguments: Namespace) -> None:
    from frisklivsnett.commands.program import open_database, round_of

    folder = folder_for_files(arguments.out)
    progress = Progress()
    progress.step("Reading the answers")
    open_database(demo=arguments.demo)
    round_ = round_of(arguments.year)
    progress.step("Checking every sentence against the answers")
    documents = documents_of(
        round_, arguments.lang, arguments.format, draft=arguments.draft, progress=progress
    )
    files = {}
    for key, document in documents.items():
        progress.step(f"Writing {key}")
        files[folder / f"rapport-{arguments.year}.{key}"] = written(key, document)
    for path, content in files.items():
        put(path, content)
        progress.done(f"{path}  {len(content) / 1000:,.0f} kB")


def folder_for_files(out: Path) -> Path:
    """Return the folder, made if it is not there."""
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CommandFailed(f"The folder {out} cannot be made: {error.strerror}.") from error
    return out


def documents_of(
    round_: "Round", language: str, formats: Sequence[str], *, draft: bool, progress: Progress
) -> "Mapping[str, Document]":
    """Return the document to write in each format; raise ``CommandFailed`` with the list of what does not hold."""
    from django.utils import timezone

    from frisklivsnett.commands.program import database_errors
    from frisklivsnett.core.documents.model import DocumentError
    from frisklivsnett.core.narrative import SourceError
    from frisklivsnett.publication.faults import Fault
    from frisklivsnett.publication.formats import FORMATS
    from frisklivsnett.publication.readiness import obstacles

    templates = {key: FORMATS[key].template for key in formats}
    try:
        with database_errors():
            reports = reports_of(round_, language, dict.fromkeys(templates.values()))
            of_round = [Fault(why) for why in obstacles(round_, timezone.now())]
    except (DocumentError, SourceError) as error:
        progress.clear()
        raise CommandFailed(f"The report's text cannot be read: {error}.") from error
    faults = [*of_round, *(fault for report in reports.values() for fault in report.faults)]
    if faults and not draft:
        progress.clear()
        raise CommandFailed(refusal(round_.report_year, language, faults))
    for report in reports.values():
        for line in left_out(report, language):
            progress.done(line)
    documents = {
        template: report.draft([*of_round, *report.faults]) if draft else report.document
        for template, report in reports.items()
    }
    return {key: documents[template] for key, template in templates.items()}


def left_out(report: "Report", language: str) -> Iterator[str]:
    """Yield a line for each part of a text that is left out, since its data are not there."""
    for line, why in report.left_out:
        yield f"Left out: the part from line {line} of {report.template.key}/{language}.md. {why.in_('en')}"


def reports_of(
    round_: "Round", language: str, templates: "Iterable[Template]"
) -> "Mapping[Template, Report]":
    """Return the round's texts, all made from what was read once."""
    from frisklivsnett.publication.evidence import evidence_of
    from frisklivsnett.publication.report import report_of

    evidence = evidence_of(round_)
    return {template: report_of(round_, language, evidence, template=template) for template in templates}


def refusal(year: int, language: str, faults: "Sequence[Fault]") -> str:
    """Return why nothing was written, a line for each place."""
    listed = [f"  {fault.said(language)}" for fault in faults[:MOST_FAULTS]]
    if len(faults) > MOST_FAULTS:
        listed.append(f"  … and {len(faults) - MOST_FAULTS} more")
    return "\n".join(
        [
            f"The report for {year} cannot be published as it is, so nothing was written. This does not hold:",
            *listed,
            "Put this right, or add --draft to write it as it is, marked as a draft.",
        ]
    )


def written(key: str, document: "Document") -> bytes:
    """Return the document as a file of this format, which has been read back and holds what the document does."""
    from frisklivsnett.core.documents.model import DocumentError
    from frisklivsnett.publication.formats import FORMATS, FileDiffersError

    try:
        return FORMATS[key].make(document)
    except FileDiffersError as error:
        raise CommandFailed(str(error)) from error
    except DocumentError as error:
        raise CommandFailed(f"The report cannot be written: {error}.") from error


def put(path: Path, content: bytes) -> None:
    """Write a file so that there is either all of it or what was there before."""
    try:
        with tempfile.TemporaryDirectory(dir=path.parent, prefix=f".{path.stem}-") as folder:
            made = Path(folder) / path.name
            made.write_bytes(content)
            made.replace(path)
    except OSError as error:
        raise CommandFailed(f"{path} cannot be written: {error.strerror}.") from error


REPORT = Command("report", "Write a round's national report.", add_arguments, run)
