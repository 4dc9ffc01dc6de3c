"""``tables YEAR``: a round's tables, for other programs."""

import json
import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from frisklivsnett.commands.command import Command, CommandFailed, add_demo_switch, report_year
from frisklivsnett.core.text import LANGUAGES

GROUPINGS = {"region": "health_region", "county": "county"}


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("year", metavar="YEAR", type=report_year, help="the report year, such as 2024")
    add_demo_switch(parser)
    parser.add_argument("--format", choices=("json", "csv"), default="json", help="default: json")
    parser.add_argument(
        "--lang", choices=LANGUAGES, default=LANGUAGES[0], help="language of the texts; default: nb"
    )
    parser.add_argument(
        "--by", choices=tuple(GROUPINGS), help="a set of tables for each health region or county"
    )
    parser.add_argument("--out", metavar="FILE", type=Path, help="write to a file instead of printing")


def run(arguments: Namespace) -> None:
    from frisklivsnett.commands.program import database_errors, open_database, round_of

    open_database(demo=arguments.demo)
    round_ = round_of(arguments.year)

    from frisklivsnett.collection.datasets import dataset_of

    with database_errors():
        dataset = dataset_of(round_)

    from frisklivsnett.core.tables import as_csv, as_csv_by, as_json, as_json_by, tables

    language, by = arguments.lang, GROUPINGS.get(arguments.by, "")
    if arguments.format == "csv":
        written = as_csv_by(dataset, by, language) if by else as_csv(tables(dataset), language)
    else:
        content = as_json_by(dataset, by, language) if by else as_json(tables(dataset), language)
        written = json.dumps(content, ensure_ascii=False, indent=1) + "\n"
    deliver(written, arguments.out)


def deliver(written: str, out: Path | None, *, private: bool = False) -> None:
    """Print, or write to the file ``out``; a new one that is ``private`` only its owner can read. Line ends stay."""
    raw = written.encode()
    if out is None:
        sys.stdout.flush()
        sys.stdout.buffer.write(raw)
        return
    try:
        if private:
            out.touch(mode=0o600)
        out.write_bytes(raw)
    except OSError as error:
        raise CommandFailed(f"{out} cannot be written: {error.strerror}.") from error


TABLES = Command("tables", "Print a round's tables as JSON or CSV.", add_arguments, run)
