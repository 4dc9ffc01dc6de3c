"""Queries whose SQL is worked out once: they ask just what Django would ask, and find what is there now."""

import importlib
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime
from inspect import get_annotations
from typing import Any, get_args, get_type_hints

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from frisklivsnett.prepared import Prepared
from frisklivsnett.registry.models import User

pytestmark = pytest.mark.django_db

SAMPLES: dict[type, list[object]] = {
    int: [7, 30_000],
    str: ["tana", "o'hara %s"],
    date: [date(2024, 1, 1), date(2025, 12, 31)],
    datetime: [datetime(2025, 6, 1, 12, tzinfo=UTC), datetime(2025, 12, 31, 23, 30, tzinfo=UTC)],
}


def queries_of_the_program() -> Iterator[tuple[str, Prepared[Any, *tuple[Any, ...]], list[type]]]:
    importlib.import_module("frisklivsnett.web.urls")
    for module in [module for name, module in sys.modules.items() if name.startswith("frisklivsnett.")]:
        for name, value in vars(module).items():
            if isinstance(value, Prepared) and name in get_annotations(module):
                kinds = get_args(get_type_hints(module)[name])[1:]
                yield f"{module.__name__}.{name}", value, list(kinds)


def asked(work: Any, *values: object) -> list[str]:
    with CaptureQueriesContext(connection) as queries:
        list(work(*values))
    return [query["sql"] for query in queries]


def test_each_query_is_the_one_that_django_would_make(db: None) -> None:
    found = list(queries_of_the_program())
    assert len(found) >= 10
    for name, query, kinds in found:
        for turn in (0, 1, 0):
            values = [SAMPLES[kind][turn] for kind in kinds]
            assert asked(query, *values) == asked(query.make, *values), name


by_name: Prepared[User, str, int] = Prepared(
    lambda name, above: User.objects.filter(name=name, pk__gt=above).order_by("pk")
)


def test_it_finds_what_is_there_now(alice: User, bob: User) -> None:
    assert by_name("Alice", 0) == [alice]
    User.objects.filter(pk=bob.pk).update(name="Alice", language="en")
    assert {user.pk: user.language for user in by_name("Alice", 0)} == {alice.pk: "nb", bob.pk: "en"}
    assert by_name("Bob", 0) == []
    alice.delete()
    assert by_name("Alice", 0) == [bob]


@pytest.mark.parametrize("number", [2**31, 2**63, -(2**70), 10**30])
def test_a_number_that_no_column_holds_finds_nothing(alice: User, number: int) -> None:
    assert by_name("Alice", 0) == [alice]
    assert by_name("Alice", number) == ([] if number > 0 else [alice])


def test_a_query_that_depends_on_a_value_is_refused() -> None:
    next_one: Prepared[User, int] = Prepared(lambda pk: User.objects.filter(pk=pk + 1))
    with pytest.raises(ValueError, match="as it is"):
        next_one(1)
    perhaps: Prepared[User, int] = Prepared(lambda pk: User.objects.filter(pk=1))
    with pytest.raises(ValueError, match="as it is"):
        perhaps(1)


@pytest.mark.parametrize("value", [None, True, 1.5])
def test_only_numbers_texts_and_days_are_taken(value: Any) -> None:
    query: Prepared[User, Any] = Prepared(lambda name: User.objects.filter(name=name))
    with pytest.raises(TypeError):
        query(value)
