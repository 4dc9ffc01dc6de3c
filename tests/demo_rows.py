"""The demo's rows, made once a session by ``fill`` and put in again for each test that wants them.

They are read and put in as a backup's are; only the making of them, which takes seconds, is spared.
"""

from functools import cache

from django.apps import apps
from django.db import connection, transaction
from django.utils import timezone

from frisklivsnett.demo.build import fill
from frisklivsnett.registry import places
from frisklivsnett.safekeeping.archive import Row
from frisklivsnett.safekeeping.restoring import NOT_DATA
from frisklivsnett.safekeeping.tables import Model, go_on_from, insert, kept, last_number, rows_of


@cache
def made_once() -> tuple[tuple[Model, tuple[Row, ...], int | None], ...]:
    """Return every table that the demo fills, with its rows and the last number given; the database is as before."""
    with transaction.atomic(), connection.cursor() as cursor:
        fill(timezone.now())
        models = [
            model
            for model in kept(apps.get_models(include_auto_created=True))
            if model._meta.db_table not in NOT_DATA
        ]
        made = tuple((model, tuple(rows_of(model)), last_number(cursor, model)) for model in models)
        transaction.set_rollback(True)
    places.forget()
    return made


def put_in() -> None:
    """Put the demo's rows into the database, which has none of them."""
    made = made_once()
    with transaction.atomic(), connection.cursor() as cursor:
        for model, rows, last in made:
            if rows and not (model._meta.db_table == "audit_event" and model._base_manager.exists()):
                insert(cursor, model, rows)
            if last is not None and rows:
                go_on_from(cursor, model, last)
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    places.forget()
