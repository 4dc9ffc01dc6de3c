"""Reads parsed JSON strictly: each value knows its path, so that an error can name the place."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import NoReturn, TypeVar

from frisklivsnett.core.forms.errors import ReadingError

Chosen = TypeVar("Chosen", bound=str)

_DECIMAL = re.compile(r"-?[0-9]{1,20}(\.[0-9]{1,20})?", re.ASCII)
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_MISSING = object()


def has_control_characters(words: str) -> bool:
    """Tell whether ``words`` has characters that no text should (a tab and a line feed are fine)."""
    return _CONTROL.search(words) is not None


def without_control_characters(words: str) -> str:
    """Return ``words`` without the characters that no text should have."""
    return _CONTROL.sub("", words)


def parse_decimal(words: str) -> Decimal | None:
    """Return the number of ``-12.50``, or None when ``words`` is not written so."""
    try:
        return Decimal(words) if _DECIMAL.fullmatch(words) else None
    except InvalidOperation:  # pragma: no cover - the pattern lets nothing through that Decimal refuses
        return None


def parse_date(words: str) -> date | None:
    """Return the date of ``2025-04-01``, or None when ``words`` is not one."""
    try:
        return date.fromisoformat(words) if _DATE.fullmatch(words) else None
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class Node:
    """A value with its path; every method raises ``error`` when the value is not what is asked for."""

    value: object
    path: str
    error: type[ReadingError]

    def fail(self, reason: str) -> NoReturn:
        """Raise the error at this place."""
        raise self.error(self.path, reason)

    def shown(self) -> str:
        """Return the value, short enough for a message, whatever its depth and size."""
        match self.value:
            case dict():
                return "an object"
            case list():
                return "a list"
            case str() as words:
                return repr(words) if len(words) <= 60 else repr(words[:60]) + "…"
            case bool() | None:
                return {True: "true", False: "false", None: "null"}[self.value]
            case int() as number if abs(number) > 10**18:
                return "a huge number"
        return str(self.value)

    # Objects

    def mapping(self) -> dict[str, object]:
        """Return the value as an object."""
        if not isinstance(self.value, dict):
            self.fail(f"should be an object, not {self.shown()}")
        return self.value

    def only(self, *keys: str) -> None:
        """Refuse keys other than these."""
        for key in self.mapping():
            if key not in keys:
                self.fail(f"has the unknown key {key!r}; it may have {', '.join(keys)}")

    def has(self, key: str) -> bool:
        """Tell whether the object has the key."""
        return key in self.mapping()

    def __getitem__(self, key: str) -> "Node":
        """Return the value of a key that must be there."""
        value = self.mapping().get(key, _MISSING)
        if value is _MISSING:
            self.fail(f"must have {key!r}")
        return self.child(key, value)

    def get(self, key: str) -> "Node | None":
        """Return the value of a key, or None when the key is not there."""
        value = self.mapping().get(key, _MISSING)
        return None if value is _MISSING else self.child(key, value)

    def child(self, key: str, value: object) -> "Node":
        """Return a value found under ``key`` of this one."""
        return Node(value, f"{self.path}.{key}" if self.path else key, self.error)

    def fields(self) -> "Iterator[tuple[str, Node]]":
        """Go through the object's keys and values."""
        for key, value in self.mapping().items():
            yield key, Node(value, f"{self.path}[{key!r}]", self.error)

    # Lists

    def items(self, *, at_most: int) -> "list[Node]":
        """Return the list's items."""
        if not isinstance(self.value, list):
            self.fail(f"should be a list, not {self.shown()}")
        if len(self.value) > at_most:
            self.fail(f"has {len(self.value)} items; at most {at_most} are taken")
        return [Node(value, f"{self.path}[{place}]", self.error) for place, value in enumerate(self.value)]

    def some(self, *, at_most: int) -> "list[Node]":
        """Return the list's items, of which there must be at least one."""
        items = self.items(at_most=at_most)
        if not items:
            self.fail("is empty; leave it out, or put something in it")
        return items

    # Single values

    def string(self) -> str:
        """Return a string."""
        if not isinstance(self.value, str):
            self.fail(f"should be a string, not {self.shown()}")
        return self.value

    def words(self, *, at_most: int = 20_000) -> str:
        """Return words for people: not empty, no space around them, no control characters."""
        words = self.string()
        if not words.strip():
            self.fail("is empty; leave it out, or write something")
        if words != words.strip():
            self.fail("has space before or after the words; take it away")
        if has_control_characters(words):
            self.fail("has control characters; take them away")
        if len(words) > at_most:
            self.fail(f"has {len(words)} characters; at most {at_most} are taken")
        return words

    def matching(self, pattern: re.Pattern[str], means: str) -> str:
        """Return a string that matches the whole pattern; ``means`` says in words what that is."""
        words = self.string()
        if not pattern.fullmatch(words):
            self.fail(f"is {self.shown()}, and should be {means}")
        return words

    def one_of(self, *choices: Chosen) -> Chosen:
        """Return the one of the choices that the string is."""
        words = self.string()
        for choice in choices:
            if choice == words:
                return choice
        return self.fail(f"is {self.shown()}, and should be one of {', '.join(choices)}")

    def boolean(self) -> bool:
        """Return true or false."""
        if not isinstance(self.value, bool):
            self.fail(f"should be true or false, not {self.shown()}")
        return self.value

    def integer(self) -> int:
        """Return a whole number."""
        if not isinstance(self.value, int) or isinstance(self.value, bool):
            self.fail(f"should be a whole number, not {self.shown()}")
        return self.value

    def decimal(self) -> Decimal:
        """Return a decimal number, written as a string so that nothing is rounded, or a whole number."""
        if isinstance(self.value, int) and not isinstance(self.value, bool):
            return Decimal(self.value)
        number = parse_decimal(self.value) if isinstance(self.value, str) else None
        if number is None:
            self.fail(f'should be a decimal number written as a string like "1.5", not {self.shown()}')
        return number

    def day(self) -> date:
        """Return a date."""
        day = parse_date(self.value) if isinstance(self.value, str) else None
        if day is None:
            self.fail(f'should be a date like "2025-04-01", not {self.shown()}')
        return day
