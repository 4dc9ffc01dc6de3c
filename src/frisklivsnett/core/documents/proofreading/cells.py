"""The cells of a workbook, and how Excel prints their numbers."""

import re
from functools import cached_property
from typing import Any

from frisklivsnett.core.documents.proofreading.parts import RELATION, Parts
from frisklivsnett.core.numbers import decimal, integer

_SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_PLACE = re.compile(r"([A-Z]+)(\d+)")
_RANGE = re.compile(r"(?P<sheet>.+)!\$?(?P<column>[A-Z]+)\$?(?P<first>\d+)(?::\$?[A-Z]+\$?(?P<last>\d+))?")
_CODE = re.compile(r'(?P<before>(?:"[^"]*")*)(?P<number>#,##0|0)(?P<zeros>\.0+)?(?P<after>.*)')

Value = str | float | None


class Book:
    """A workbook: its sheets' names, and their cells as texts and numbers."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._read: dict[int, list[list[tuple[Value, str]]]] = {}

    @cached_property
    def sheets(self) -> list[tuple[str, str]]:
        """The name and the part of each sheet, in order."""
        targets = self._parts.relations("xl/workbook.xml")
        return [
            (sheet.get("name", ""), targets[sheet.get(f"{RELATION}id", "")][1])
            for sheet in self._parts.xml("xl/workbook.xml").iter(f"{_SHEET}sheet")
        ]

    def rows(self, sheet: int) -> list[list[Value]]:
        """Return the cells of a sheet, from its first row and column."""
        return [[value for value, _ in row] for row in self.cells(sheet)]

    def cells(self, sheet: int) -> list[list[tuple[Value, str]]]:
        """Return the cells of a sheet, each with its number format."""
        if sheet not in self._read:
            self._read[sheet] = self._cells(self._parts.xml(self.sheets[sheet][1]))
        return self._read[sheet]

    def values_at(self, place: str) -> list[Value]:
        """Return the values of a column's cells such as ``'Figur 1'!$B$5:$B$14``."""
        found = _RANGE.fullmatch(place)
        if found is None:
            return []
        names = [name for name, _ in self.sheets]
        rows = self.rows(names.index(found["sheet"].strip("'")))
        column = _column(found["column"])
        wanted = range(int(found["first"]) - 1, int(found["last"] or found["first"]))
        return [rows[row][column] if row < len(rows) and column < len(rows[row]) else None for row in wanted]

    def _cells(self, sheet: Any) -> list[list[tuple[Value, str]]]:
        rows: list[list[tuple[Value, str]]] = []
        for cell in sheet.iter(f"{_SHEET}c"):
            found = _PLACE.fullmatch(cell.get("r", ""))
            if found is None:
                continue
            row, column = int(found[2]) - 1, _column(found[1])
            rows.extend([] for _ in range(row + 1 - len(rows)))
            rows[row].extend((None, "") for _ in range(column + 1 - len(rows[row])))
            rows[row][column] = (self._value(cell), self._formats[int(cell.get("s", "0"))])
        return rows

    def _value(self, cell: Any) -> Value:
        words = cell.findtext(f"{_SHEET}v")
        if cell.get("t") == "s":
            return self._strings[int(words or "0")]
        if cell.get("t") in {"inlineStr", "str"}:
            return words or "".join(each.text or "" for each in cell.iter(f"{_SHEET}t"))
        return float(words) if words else None

    @cached_property
    def _strings(self) -> list[str]:
        if not self._parts.has("xl/sharedStrings.xml"):
            return []
        listed = self._parts.xml("xl/sharedStrings.xml")
        return ["".join(each.text or "" for each in item.iter(f"{_SHEET}t")) for item in listed]

    @cached_property
    def _formats(self) -> list[str]:
        styles = self._parts.xml("xl/styles.xml")
        own = {
            each.get("numFmtId", ""): each.get("formatCode", "") for each in styles.iter(f"{_SHEET}numFmt")
        }
        known = {
            "0": "",
            "1": "0",
            "2": "0.00",
            "3": "#,##0",
            "4": "#,##0.00",
            "9": "0%",
            "10": "0.00%",
            **own,
        }
        return [known.get(each.get("numFmtId", ""), "") for each in styles.find(f"{_SHEET}cellXfs")]


def printed(value: float, code: str, language: str) -> str:
    r"""Return a number as Excel prints it by a format of ours, with the signs of a language.

    >>> printed(17 / 18, "0.0\u00a0%", "nb"), printed(310.0, '"ca. "0', "nb"), printed(2.5, "", "nb")
    ('94,4\xa0%', 'ca. 310', '2,5')
    """
    found = _CODE.fullmatch(code)
    if found is None:
        return general(value, language)
    before, after = found["before"].replace('"', ""), found["after"]
    # A percent sign between quotes is but a letter; one outside makes hundredths.
    if "%" in re.sub(r'"[^"]*"', "", after):
        value = float(repr(value)) * 100
    decimals = len(found["zeros"] or ".") - 1
    number = decimal(round(value, 9), language, decimals)
    if found["number"] == "0":
        # These have no marks between thousands.
        number = re.sub(r"(?<=\d)[\s,](?=\d{3})" if language == "en" else r"(?<=\d)\s(?=\d{3})", "", number)
    return before + number + after.replace('"', "")


def general(value: float, language: str) -> str:
    """Return a number without a format: all its decimals, at most nine."""
    if value.is_integer():
        return integer(int(value), language)
    return f"{value:.9f}".rstrip("0").replace(".", "." if language == "en" else ",")


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1
