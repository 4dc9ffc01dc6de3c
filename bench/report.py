"""The national report of the demo's round: HTML and PDF, as a command from nothing and again in a running program."""

import os
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path

from bench.harness import at_end, figure, median_seconds


@figure("report_warm_s", unit="s", at_most=1)
def report_warm() -> float:
    """From the database to HTML and PDF of 2024 in bokmål, in a program that has made them before; median of 5 runs."""
    start_program()
    from frisklivsnett.collection.models import Round
    from frisklivsnett.publication.formats import FORMATS
    from frisklivsnett.publication.report import report_of

    def make() -> None:
        round_ = Round.objects.select_related("form_version").get(report_year=2024)
        document = report_of(round_, "nb").document
        for key in ("html", "pdf"):
            FORMATS[key].write(document, None)

    return median_seconds(make, runs=5, warm_up=1)


@figure("report_cold_s", unit="s", at_most=3)
def report_cold() -> float:
    """The whole command «report 2024 --demo» for HTML and PDF, with a database that is there; median of 5 runs."""
    command = [sys.executable, "-m", "frisklivsnett", "report", "2024", "--demo", "--out", str(folder())]

    def run() -> None:
        subprocess.run(command, check=True, env=environment(), stderr=subprocess.PIPE)

    run()
    return median_seconds(run, runs=5)


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
