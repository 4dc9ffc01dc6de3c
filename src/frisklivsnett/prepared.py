"""Reads that are made for every page: Django writes their SQL once in each thread, and not each time.

To write a query's SQL takes Django five to ten times as long as the database takes to answer it, and was half of the
time of a page. The SQL is all that is kept: what it finds is read anew each time.
"""

import threading
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Any, Generic, TypeVar, TypeVarTuple

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import QuerySet

Row = TypeVar("Row")
Values = TypeVarTuple("Values")

LARGEST = 2**63 - 1


class Prepared(Generic[Row, *Values]):
    """A query with places for values. Calling it with them returns the rows that the database has now.

    ``Prepared(lambda year, slug: Submission.objects.filter(round__report_year=year, centre__slug=slug))``

    The function is called once with stand-ins. It must hand each on to the database as it is, and make the same query
    whatever they are. Values are whole numbers, texts, days and moments, never None, which makes another query.
    """

    def __init__(self, make: Callable[[*Values], QuerySet[Any, Row]]) -> None:
        self.make = make
        self._here = threading.local()

    def __call__(self, *values: *Values) -> list[Row]:
        """Return the rows, read now."""
        if any(isinstance(value, int) and abs(value) > LARGEST for value in values):
            return list(
                self.make(*values)
            )  # Django knows that no row has such a number; SQLite does not take it
        connection = connections[DEFAULT_DB_ALIAS]
        kept: _Kept[Row] | None = getattr(self._here, "kept", None)
        if kept is None or kept.connection is not connection:
            make: Callable[..., QuerySet[Any, Row]] = self.make
            kept = self._here.kept = _Kept(make, values, connection)
        return kept.rows(values)


class _Kept(Generic[Row]):
    """A query's SQL, with what Django needs to make objects of its rows.

    Django reads the rows as it always does (``iterable``); only its compiler has nothing left to work out.
    """

    def __init__(
        self,
        make: Callable[..., QuerySet[Any, Row]],
        values: Sequence[object],
        connection: BaseDatabaseWrapper,
    ) -> None:
        stand_ins = [_stand_in(value, place) for place, value in enumerate(values)]
        queryset: Any = make(*stand_ins)
        compiler: Any = queryset.query.get_compiler(using=connection.alias)
        sql, parameters = compiler.as_sql()
        adapted = [_adapted(stand_in, connection) for stand_in in stand_ins]
        self.connection = connection
        self.parameters = list(parameters)
        self.places = [(at, adapted.index(each)) for at, each in enumerate(parameters) if each in adapted]
        if {place for _at, place in self.places} != set(range(len(values))):
            raise ValueError("A prepared query must hand each of its values to the database as it is.")
        converters = compiler.get_converters([column for column, *_ in compiler.select])
        compiler.as_sql = lambda *_, **__: (sql, tuple(self.parameters))
        compiler.get_converters = lambda _columns: converters
        queryset.query.get_compiler = lambda *_, **__: compiler
        self.iterable: Iterable[Row] = queryset._iterable_class(queryset)

    def rows(self, values: Sequence[object]) -> list[Row]:
        adapted = [_adapted(value, self.connection) for value in values]
        for at, place in self.places:
            self.parameters[at] = adapted[place]
        return list(self.iterable)


def _stand_in(value: object, place: int) -> object:
    """Return a value of the same kind that no query has of its own."""
    match value:
        case int() if not isinstance(value, bool):
            return 31_007 + place  # fits a column of two bytes
        case str():
            return f"stand-in {place}"
        case datetime():
            return datetime(1907, 3, 1, tzinfo=value.tzinfo) + timedelta(place)
        case date():
            return date(1907, 3, 1) + timedelta(place)
    raise TypeError(f"A prepared query takes no {type(value).__name__}.")


def _adapted(value: object, connection: BaseDatabaseWrapper) -> object:
    """Return a value as Django hands it to this database."""
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    return connection.ops.adapt_datefield_value(value) if isinstance(value, date) else value
