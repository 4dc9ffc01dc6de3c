"""``load-boundaries FILE``: take in the official boundaries of municipalities, for maps and distances."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from frisklivsnett.commands.command import Command, CommandFailed


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "file", metavar="FILE", type=Path, help="GeoJSON of municipalities, in degrees (EPSG:4326)"
    )
    parser.add_argument("--demo", action="store_true", help="for the demo's database")


def run(arguments: Namespace) -> None:
    from frisklivsnett.commands.program import database_errors, open_database, told

    open_database(demo=arguments.demo)

    from frisklivsnett.core.geography.boundaries import BoundaryError
    from frisklivsnett.registry.boundaries import load_boundaries

    try:
        with database_errors():
            count = load_boundaries(file=arguments.file, by=None)
    except OSError as error:
        raise CommandFailed(f"The file cannot be read: {told(error)}.") from error
    except BoundaryError as error:
        raise CommandFailed(f"The boundaries were not loaded; nothing was changed.\n{error}") from error
    print(f"Boundaries of {count} municipalities and districts are loaded.")


LOAD_BOUNDARIES = Command(
    "load-boundaries", "Load boundaries of municipalities from a GeoJSON file.", add_arguments, run
)
