"""A SQLite database made in a file beside its place, and moved there when it is whole."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection


def database_file() -> Path:
    """Return where the SQLite database is, or is to be."""
    return Path(connection.settings_dict["NAME"])


@contextmanager
def built_beside() -> Iterator[None]:
    """Let what is done inside go to a file of its own, which then takes the database's place."""
    place = database_file()
    place.parent.mkdir(parents=True, exist_ok=True)
    half = place.with_name(f"{place.name}.{os.getpid()}.half")
    connection.close()
    connection.settings_dict["NAME"] = str(half)
    try:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA synchronous=OFF")  # it reaches the disk as a whole, below
        yield
        connection.close()  # the last one out tidies the write-ahead log away
        _move(half, place)
    finally:
        connection.close()
        connection.settings_dict["NAME"] = str(place)
        for left in _with_side_files(half):
            left.unlink(missing_ok=True)


def _move(half: Path, place: Path) -> None:
    with half.open("rb+") as file:
        os.fsync(file.fileno())
    for old in _with_side_files(place)[1:]:
        old.unlink(missing_ok=True)  # they belong to the database that is about to go
    half.replace(place)
    sync_folder(place.parent)


def sync_folder(folder: Path) -> None:
    """See to it that a file's new name has reached the disk, where the system lets one (Windows does it by itself)."""
    if os.name == "nt":
        return
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def _with_side_files(path: Path) -> list[Path]:
    return [path, path.with_name(f"{path.name}-wal"), path.with_name(f"{path.name}-shm")]
