"""What a backup is: a zip of one text file for each table, and a manifest that tells what must be in them.

A row is a line of JSON, a list of its values in the order of the columns, written the same whatever database it comes
from: moments in UTC, binary as Base64, keys sorted. So a table's SHA-256 is the same on SQLite and on PostgreSQL, and
a backup of the one can be put back on the other. The manifest is written last: a file that was cut off has none.
"""

import base64
import hashlib
import json
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db import models

from frisklivsnett.audit import Tip

FORMAT, FORMAT_VERSION = "frisklivsnett-backup", 1
MANIFEST = "manifest.json"
Row = Sequence[Any]


class BackupError(Exception):
    """The file is no backup, or not a whole one; the message says which, and nothing has been changed."""


@dataclass(frozen=True, slots=True)
class Table:
    """What the backup has of a table. ``last_number`` is the highest number ever given to a row; None without such."""

    name: str
    columns: tuple[str, ...]
    rows: int
    sha256: str
    last_number: int | None


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup holds: when it was made, the migrations that the tables had, the log's end, and the tables."""

    made_at: datetime
    engine: str
    migrations: tuple[tuple[str, str], ...]
    tip: Tip
    tables: tuple[Table, ...]

    @property
    def rows(self) -> int:
        """How many rows there are in all."""
        return sum(table.rows for table in self.tables)


# --- values ---

AS_THEY_ARE = frozenset(
    {
        *("CharField", "TextField", "SlugField", "URLField", "FilePathField", "GenericIPAddressField"),
        *("IntegerField", "BigIntegerField", "SmallIntegerField", "JSONField", "BooleanField", "FloatField"),
        *("PositiveIntegerField", "PositiveSmallIntegerField", "PositiveBigIntegerField"),
        *("AutoField", "BigAutoField", "SmallAutoField"),
    }
)
"""The kinds of column whose values are JSON's own."""

CODECS: dict[str, tuple[Callable[[Any], str], Callable[[str], Any]]] = {
    "DateTimeField": (lambda at: at.astimezone(UTC).isoformat(), datetime.fromisoformat),
    "DateField": (date.isoformat, date.fromisoformat),
    "DecimalField": (str, Decimal),
    "UUIDField": (str, UUID),
    "BinaryField": (lambda raw: base64.b64encode(raw).decode(), base64.b64decode),
}
"""How the others are written, and read back."""


def kind_of(field: "models.Field[Any, Any]") -> str:
    """Return the kind of a column. Raises ``BackupError`` for one that backups do not know."""
    if isinstance(field, models.ForeignKey):
        return kind_of(field.target_field)
    kind: str = field.get_internal_type()
    if kind == "OneToOneField" or (kind not in AS_THEY_ARE and kind not in CODECS):
        raise BackupError(
            f"{field.model._meta.db_table}.{field.column} is a {kind}, which backups cannot write."
        )
    return kind


def writer_of(kind: str) -> Callable[[Any], Any]:
    """Return what turns a value of this kind into JSON's."""
    write = CODECS[kind][0] if kind in CODECS else None
    return lambda value: value if value is None or write is None else write(value)


def reader_of(kind: str) -> Callable[[Any], Any]:
    """Return what turns it back."""
    read = CODECS[kind][1] if kind in CODECS else None
    return lambda value: value if value is None or read is None else read(value)


def line_of(row: Row) -> bytes:
    """Return a row, its values already JSON's, as the line it has in a backup."""
    return json.dumps(row, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode() + b"\n"


# --- files ---


def is_archive(path: Path) -> bool:
    """Tell whether the file is a zip. Raises ``OSError`` when it cannot be read."""
    with path.open("rb") as file:
        return file.read(2) == b"PK"


def write_table(archive: zipfile.ZipFile, name: str, rows: Iterable[Row]) -> tuple[int, str]:
    """Write the rows of a table; return how many there were, and their SHA-256."""
    count, digest = 0, hashlib.sha256()
    with archive.open(_member(name), "w", force_zip64=True) as file:
        for row in rows:
            line = line_of(row)
            file.write(line)
            digest.update(line)
            count += 1
    return count, digest.hexdigest()


def write_manifest(archive: zipfile.ZipFile, manifest: Manifest) -> None:
    """Write the manifest: the last thing."""
    content = {"format": FORMAT, "version": FORMAT_VERSION, **asdict(manifest)}
    content["made_at"] = manifest.made_at.astimezone(UTC).isoformat()
    archive.writestr(MANIFEST, json.dumps(content, indent=1))


def read_manifest(path: Path) -> Manifest:
    """Return a backup's manifest. Raises ``OSError`` or ``BackupError``."""
    try:
        with zipfile.ZipFile(path) as archive:
            content = json.loads(archive.read(MANIFEST))
    except KeyError as error:
        raise BackupError(f"{path} is not a backup of this program: it has no manifest.") from error
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError) as error:
        raise BackupError(f"{path} is not a backup, or only a part of one: {error}.") from error
    if not isinstance(content, dict) or content.get("format") != FORMAT:
        raise BackupError(f"{path} is not a backup of this program.")
    if content.get("version") != FORMAT_VERSION:
        raise BackupError(f"{path} was made by a newer program, which writes backups in another way.")
    try:
        return _manifest(content)
    except (KeyError, TypeError, ValueError) as error:
        raise BackupError(f"{path} has a manifest that cannot be read: {error}.") from error


def _manifest(content: dict[str, Any]) -> Manifest:
    return Manifest(
        made_at=datetime.fromisoformat(content["made_at"]),
        engine=str(content["engine"]),
        migrations=tuple((str(app), str(name)) for app, name in content["migrations"]),
        tip=Tip(**content["tip"]),
        tables=tuple(Table(**{**table, "columns": tuple(table["columns"])}) for table in content["tables"]),
    )


def read_rows(path: Path, table: Table) -> Iterator[Row]:
    """Yield the rows of a table, their values still JSON's. Raises ``BackupError`` when it is not whole."""
    digest, count = hashlib.sha256(), 0
    try:
        with zipfile.ZipFile(path) as archive, archive.open(_member(table.name)) as file:
            for line in file:
                digest.update(line)
                count += 1
                row: list[Any] = json.loads(line)
                yield row
    except (KeyError, zipfile.BadZipFile, zlib.error, EOFError, ValueError) as error:
        raise BackupError(f"{path} is damaged: {table.name} cannot be read ({error}).") from error
    if (count, digest.hexdigest()) != (table.rows, table.sha256):
        raise BackupError(f"{path} is damaged: {table.name} is not what the manifest tells.")


def check_whole(path: Path) -> Manifest:
    """Read all of a backup and return its manifest. Raises ``OSError``, or ``BackupError`` when it is not whole."""
    manifest = read_manifest(path)
    for table in manifest.tables:
        if any(len(row) != len(table.columns) for row in read_rows(path, table)):
            raise BackupError(f"{path} is damaged: {table.name} has a row with other columns than told.")
    return manifest


def _member(name: str) -> str:
    return f"tables/{name}.jsonl"
