"""The demo's rows, read from its database once a run and put in again for each test that wants them.

They are read and put in as a backup's are; only the making of them, which takes seconds, is spared.
``python -m tests.demo_rows FILE`` builds the demo as the program does at its first start, and writes its rows.
"""

import json
import sys
from functools import cache
from pathlib import Path
from typing import Any


def write(file: Path) -> None:
    """Write every table of the demo that a backup holds, with its rows and the last number given."""
    from django.apps import apps
    from django.db import connection

    from frisklivsnett.safekeeping.restoring import NOT_DATA
    from frisklivsnett.safekeeping.tables import kept, last_number, rows_of

    with connection.cursor() as cursor:
        made = [
            [model._meta.label, list(rows_of(model)), last_number(cursor, model)]
            for model in kept(apps.get_models(include_auto_created=True))
            if model._meta.db_table not in NOT_DATA
        ]
    file.write_text(json.dumps(made), "utf-8")


@cache
def read(file: Path) -> list[tuple[str, list[list[Any]], int | None]]:
    found: list[tuple[str, list[list[Any]], int | None]] = json.loads(file.read_text("utf-8"))
    return found


def put_in(file: Path) -> None:
    """Put the demo's rows into the database, which has none of them."""
    from django.apps import apps
    from django.db import connection, transaction

    from frisklivsnett.registry import places
    from frisklivsnett.safekeeping.tables import go_on_from, insert

    with transaction.atomic(), connection.cursor() as cursor:
        for label, rows, last in read(file):
            model = apps.get_model(label)
            if rows and not (model._meta.db_table == "audit_event" and model._base_manager.exists()):
                insert(cursor, model, rows)
            if last is not None and rows:
                go_on_from(cursor, model, last)
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    places.forget()


if __name__ == "__main__":
    from frisklivsnett.commands.program import make_demo, start

    start(demo=True)
    assert make_demo(), "there was a demo already"
    write(Path(sys.argv[1]))
