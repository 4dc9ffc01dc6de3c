"""``lint FILE --round YEAR``: holds a report that somebody has written up against a round's answers."""

import json
from argparse import ArgumentParser, Namespace
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from frisklivsnett.commands.command import Command, CommandFailed, add_demo_switch, report_year
from frisklivsnett.core.text import LANGUAGES, text

if TYPE_CHECKING:
    from frisklivsnett.core.narrative.lint import Finding

HEADS = {
    "contradicted": text("Stemmer ikke", "Stemmer ikkje", "Contradicted"),
    "supported": text("Stemmer", "Stemmer", "Borne out"),
    "unverifiable": text("Kan ikke avgjøres", "Kan ikkje avgjerast", "Cannot be told"),
}
RIGHT = text("Riktig", "Rett", "Right")
LINE = text("Linje", "Linje", "Line")
NOTHING = text(
    "Fant ingen tall, mengdeord eller endringsord.",
    "Fann ingen tal, mengdeord eller endringsord.",
    "Found no numbers, quantifiers or words of change.",
)
LONGEST_QUOTE = 240


class Contradicted(CommandFailed):
    """The report was read, and says something that does not hold."""


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", type=Path, help="a Word, PDF, HTML, Markdown or text file")
    parser.add_argument(
        "--round", metavar="YEAR", type=report_year, required=True, help="the report year, such as 2024"
    )
    add_demo_switch(parser)
    parser.add_argument("--json", action="store_true", help="print a list of findings for other programs")
    parser.add_argument(
        "--text", action="store_true", help="print the file's text, which offsets are counted in"
    )
    parser.add_argument(
        "--lang", choices=LANGUAGES, default=LANGUAGES[0], help="language of what is said; default: nb"
    )
    parser.add_argument(
        "--fail-on", choices=("contradicted",), help="exit with 1 when the report says what does not hold"
    )


def run(arguments: Namespace) -> None:
    from frisklivsnett.commands.program import database_errors, open_database, round_of

    words = text_of(arguments.file, arguments.lang)
    if arguments.text:
        print(words, end="" if words.endswith("\n") else "\n")
        return
    open_database(demo=arguments.demo)
    round_ = round_of(arguments.round)

    from frisklivsnett.publication.linting import as_json, lint_report

    with database_errors():
        findings = lint_report(words, round_)
    if arguments.json:
        content = [as_json(finding, arguments.lang) for finding in findings]
        print(json.dumps(content, ensure_ascii=False, indent=1))
    else:
        print("\n".join(as_lines(findings, words, arguments.lang)))
    wrong = sum(finding.verdict == "contradicted" for finding in findings)
    if wrong and arguments.fail_on:
        things = "one thing that does" if wrong == 1 else f"{wrong} things that do"
        raise Contradicted(f"The report says {things} not hold.")


def text_of(path: Path, language: str) -> str:
    """Return the text of a file, or stop with a sentence that says why it cannot be read."""
    from frisklivsnett.core.documents.reading import LARGEST_FILE, UnreadableError, read_text

    try:
        with path.open("rb") as file:
            raw = file.read(LARGEST_FILE + 1)
        return read_text(raw)
    except OSError as error:
        raise CommandFailed(f"{path} cannot be read: {error.strerror}.") from error
    except UnreadableError as error:
        raise CommandFailed(f"{path}: {error.message.in_(language)}") from error


def as_lines(findings: "tuple[Finding, ...]", words: str, language: str) -> Iterator[str]:
    """Yield the findings for people, those that do not hold first, each with its line, quote and right figure."""
    if not findings:
        yield NOTHING.in_(language)
    counted = Counter(finding.verdict.value for finding in findings)
    for verdict, head in HEADS.items():
        if counted[verdict]:
            yield f"{head.in_(language)} ({counted[verdict]})"
            for finding in findings:
                if finding.verdict == verdict:
                    yield from _told(finding, words, language)
            yield ""


def _told(finding: "Finding", words: str, language: str) -> Iterator[str]:
    from frisklivsnett.publication.linting import source_in_words

    line = words.count("\n", 0, finding.start) + 1
    quote = " ".join(finding.text.split())
    short = quote if len(quote) <= LONGEST_QUOTE else quote[: LONGEST_QUOTE - 1] + "…"
    yield f"  {LINE.in_(language)} {line} [{finding.kind}]: «{short}»"
    expected, source = finding.expected.in_(language), source_in_words(finding, language)
    if expected and finding.verdict != "supported":
        yield f"    {RIGHT.in_(language)}: {expected}"
    if source:
        yield f"    → {source}"


LINT = Command(
    "lint", "Hold a report that somebody has written up against a round's answers.", add_arguments, run
)
