"""``mutate YEAR``: proof that the report's sentences are bound to the answers."""

import time
from argparse import ArgumentParser, Namespace

from frisklivsnett.commands.command import Command, CommandFailed, add_demo_switch, report_year
from frisklivsnett.core.text import LANGUAGES

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

    from frisklivsnett.core.narrative.mutation import by_claim, mutate
    from frisklivsnett.publication.evidence import evidence_of
    from frisklivsnett.publication.report import report_of
    from frisklivsnett.publication.texts import TEMPLATES

    with database_errors():
        evidence = evidence_of(round_)
        reports = [report_of(round_, arguments.lang, evidence, template=template) for template in TEMPLATES]
    started = time.perf_counter()
    # The claims of all texts in one go: each answer is then changed, and counted, only once.
    found = mutate("\n\n".join(report.checked.source for report in reports), evidence, arguments.lang)
    seconds = time.perf_counter() - started
    pairs = found.caught + len(found.survivors)
    print(f"{found.mutants} answers changed, one at a time; {found.claims} claims watched ({seconds:.1f} s)")
    print(f"caught: {found.caught} of {pairs} changes of a value behind a claim")
    for words, survivors in list(by_claim(found.survivors).items())[:MOST_SHOWN]:
        print(f"  said the same through {len(survivors)} changes: {words}")
    for words, leaks in list(by_claim(found.leaks).items())[:MOST_SHOWN]:
        print(f"  stirred by {len(leaks)} answers that it does not rest on: {words}")
    rate = "none: no change moved a value" if found.kill_rate is None else f"{found.kill_rate:.1%}"
    print(f"kill rate: {rate}")
    if found.survivors or found.leaks:
        raise CommandFailed("The report has claims that do not follow their answers; see the list.")


MUTATE = Command("mutate", "Change each answer in turn, and see that the report notices.", add_arguments, run)
