"""The national report of the demo's round, as a command from nothing and again in a running program."""

import os
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from bench.harness import at_end, figure, median_seconds

if TYPE_CHECKING:
    from frisklivsnett.collection.models import Round


@figure("report_warm_s", unit="s", at_most=1)
def report_warm() -> float:
    """From the database to HTML and PDF of 2024 in bokmål, in a program that has made them before; median of 5 runs."""
    start_program()
    from frisklivsnett.publication.formats import FORMATS
    from frisklivsnett.publication.report import report_of

    def make() -> None:
        document = report_of(the_round(), "nb").document
        for key in ("html", "pdf"):
            FORMATS[key].make(document)

    return median_seconds(make, runs=5, warm_up=1)


@figure("report_cold_s", unit="s", at_most=3)
def report_cold() -> float:
    """The whole command «report 2024 --demo» for HTML and PDF, with a database that is there; median of 5 runs."""
    command = [sys.executable, "-m", "frisklivsnett", "report", "2024", "--demo", "--out", str(folder())]

    def run() -> None:
        subprocess.run(command, check=True, env=environment(), stderr=subprocess.PIPE)

    run()
    return median_seconds(run, runs=5)


@figure("report_all_warm_s", unit="s", at_most=2)
def report_all_warm() -> float:
    """From the database to all five formats of 2024 in bokmål, each read back, in a program that has done so before."""
    start_program()
    from frisklivsnett.commands.report import reports_of
    from frisklivsnett.publication.formats import FORMATS
    from frisklivsnett.publication.texts import TEMPLATES

    def make() -> None:
        reports = reports_of(the_round(), "nb", TEMPLATES)
        for format_ in FORMATS.values():
            format_.make(reports[format_.template].document)

    return median_seconds(make, runs=5, warm_up=1)


@figure("report_all_cold_s", unit="s", at_most=5)
def report_all_cold() -> float:
    """The whole command for all five formats, each read back, with a database that is there; median of 3 runs."""
    options = ["--demo", "--format", "html,pdf,docx,pptx,xlsx", "--out", str(folder())]
    command = [sys.executable, "-m", "frisklivsnett", "report", "2024", *options]

    def run() -> None:
        subprocess.run(command, check=True, env=environment(), stderr=subprocess.PIPE)

    run()
    return median_seconds(run, runs=3)


def the_round() -> "Round":
    """The round of 2024."""
    from frisklivsnett.collection.models import Round

    return Round.objects.select_related("form_version").get(report_year=2024)


@cache
def folder() -> Path:
    return Path(at_end.enter_context(tempfile.TemporaryDirectory()))


def environment() -> dict[str, str]:
    """A database of the benchmark's own, so that what somebody tried out in the demo is left alone and not measured."""
    return os.environ | {"FRISKLIVSNETT_DATABASE_URL": f"sqlite:///{folder() / 'demo.sqlite3'}"}


@cache
def start_program() -> None:
    os.environ.update(environment())
    from frisklivsnett.commands.program import open_database

    open_database(demo=True)
