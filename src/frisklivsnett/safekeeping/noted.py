"""Ends of the event log, noted outside the database, so that what is cut off the end later is missed.

A note is a line of text: the number of the last event, and its hash. A backup has one in it too.
"""

import re
from pathlib import Path

from frisklivsnett.audit import Tip
from frisklivsnett.safekeeping.archive import BackupError, is_archive, read_manifest

NOTE = re.compile(r"(\d{1,18})(?: ([0-9a-f]{64}))?")


class NoteError(Exception):
    """The file holds no note of the log's end; the message says so."""


def read_notes(path: Path) -> list[Tip]:
    """Return the ends of the log noted in a file of notes, or in a backup. Raises ``OSError`` or ``NoteError``."""
    if is_archive(path):
        try:
            return [read_manifest(path).tip]
        except BackupError as error:
            raise NoteError(str(error)) from error
    lines = [line.strip() for line in path.read_text(encoding="utf-8", errors="replace").splitlines()]
    found = [NOTE.fullmatch(line) for line in lines if line]
    if not found or not all(found):
        raise NoteError(f"{path} is neither a backup nor a file of notes made by verify --note.")
    return [Tip(int(match[1]), match[2] or "") for match in found if match]


def add_note(path: Path, tip: Tip) -> None:
    """Add the end of the log as a line at the end of a file, made if it is not there."""
    with path.open("a", encoding="utf-8", newline="\n") as file:
        file.write(f"{tip.number} {tip.hash}\n")
