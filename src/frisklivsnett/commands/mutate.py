"""``mutate YEAR``: proof that the report's sentences are bound to the answers, and to what the logs say."""

import time
from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from typing import TYPE_CHECKING

from frisklivsnett.commands.command import Command, CommandFailed, add_demo_switch, report_year
from frisklivsnett.core.text import LANGUAGES

if TYPE_CHECKING:
    from frisklivsnett.core.narrative.mutation import Mutations

MOST_SHOWN = 20


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("year", metavar="YEAR", type=report_year, help="the report year, such as 2024")
    add_demo_switch(parser)
    parser.add_argument(
        "--lang", choices=LANGUAGES, default=LANGUAGES[0], help="the report's language; default: nb"
    )


def run(arguments: Namespace) -> None:
    from frisklivsnett.commands.program import database_errors, open_database, round_of

    open_database(demo=arguments.demo)
    round_ = round_of(arguments.year)

    from frisklivsnett.core.narrative.mutation import mutants_of, mutate
    from frisklivsnett.publication.evidence import evidence_of
    from frisklivsnett.publication.log_evidence import changes_in_logs
    from frisklivsnett.publication.report import report_of
    from frisklivsnett.publication.texts import TEMPLATES

    with database_errors():
        evidence = evidence_of(round_)
        reports = [report_of(round_, arguments.lang, evidence, template=template) for template in TEMPLATES]
    # The claims of all texts in one go: each answer is then changed, and counted, only once.
    source = "\n\n".join(report.checked.source for report in reports)
    answers = timed("answers", lambda: mutate(source, evidence, arguments.lang, mutants_of(evidence.current)))
    with database_errors():
        logs = timed(
            "things in the logs",
            lambda: mutate(source, evidence, arguments.lang, changes_in_logs(arguments.year)),
        )
    left_out = sum(len(report.left_out) for report in reports)
    if left_out:
        print(f"parts left out of the texts, and not watched: {left_out}")
    if any(found.survivors or found.leaks for found in (answers, logs)):
        raise CommandFailed("The report has claims that do not follow their data; see the list.")


def timed(what: str, prove: "Callable[[], Mutations]") -> "Mutations":
    """Prove the texts against changes of a kind, and tell what came of it."""
    from frisklivsnett.core.narrative.mutation import by_claim

    started = time.perf_counter()
    found = prove()
    seconds = time.perf_counter() - started
    pairs = found.caught + len(found.survivors)
    print(f"{found.mutants} {what} changed, one at a time; {found.claims} claims watched ({seconds:.1f} s)")
    print(f"caught: {found.caught} of {pairs} changes of a value behind a claim")
    for words, survivors in list(by_claim(found.survivors).items())[:MOST_SHOWN]:
        print(f"  said the same through {len(survivors)} changes: {words}")
    for words, leaks in list(by_claim(found.leaks).items())[:MOST_SHOWN]:
        print(f"  stirred by {len(leaks)} {what} that it does not rest on: {words}")
    rate = "none: no change moved a value" if found.kill_rate is None else f"{found.kill_rate:.1%}"
    print(f"kill rate: {rate}")
    return found


MUTATE = Command(
    "mutate",
    "Change each answer and log entry in turn, and see that the report notices.",
    add_arguments,
    run,
)
