"""Making a backup: one file, of one moment, while people go on working."""

import os
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.apps import apps
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from frisklivsnett import audit
from frisklivsnett.safekeeping.archive import Manifest, Table, write_manifest, write_table
from frisklivsnett.safekeeping.beside import sync_folder
from frisklivsnett.safekeeping.snapshot import one_moment
from frisklivsnett.safekeeping.tables import Model, columns_of, kept, last_number, rows_of


def back_up(path: Path) -> Manifest:
    """Write a backup of the database to ``path`` and return what it holds.

    The file is there when it is whole and on the disk, and only its owner may read it. Raises ``OSError``.
    """
    with (
        _put_when_whole(path) as half,
        zipfile.ZipFile(half, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive,
    ):
        with one_moment():
            manifest = _write(archive)
        write_manifest(archive, manifest)
    return manifest


def _write(archive: zipfile.ZipFile) -> Manifest:
    made_at = timezone.now()
    tip = audit.tip()
    tables = tuple(_table(archive, model) for model in kept(apps.get_models(include_auto_created=True)))
    migrations = tuple(sorted(MigrationRecorder(connection).applied_migrations()))
    return Manifest(made_at, connection.vendor, migrations, tip, tables)


def _table(archive: zipfile.ZipFile, model: Model) -> Table:
    name = model._meta.db_table
    rows, sha256 = write_table(archive, name, rows_of(model))
    with connection.cursor() as cursor:
        return Table(name, columns_of(model), rows, sha256, last_number(cursor, model))


@contextmanager
def _put_when_whole(path: Path) -> Iterator[Path]:
    half = path.with_name(f".{path.name}.{os.getpid()}.half")
    try:
        half.touch(mode=0o600)
        yield half
        with half.open("rb+") as file:
            os.fsync(file.fileno())
        half.replace(path)
        sync_folder(path.parent)
    finally:
        half.unlink(missing_ok=True)
