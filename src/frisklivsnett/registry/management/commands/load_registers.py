"""``load_registers [FOLDER]``: bring places, organisations and agreements in line with the register files."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from frisklivsnett.registry.actions import REGISTERS, load_registers
from frisklivsnett.registry.register_files import RegisterError


class Command(BaseCommand):
    help = "Loads the register files: places, organisations and agreements. Can be repeated."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "folder", nargs="?", type=Path, default=REGISTERS, help="default: the program's own files"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            loaded = load_registers(folder=options["folder"])
        except RegisterError as error:
            raise CommandError(f"The registers were not loaded.\n{error}") from error
        added, changed = loaded.added.total(), loaded.changed.total()
        self.stdout.write(
            f"Registers loaded: {added} rows added, {changed} changed, {loaded.unchanged} as they were."
        )
