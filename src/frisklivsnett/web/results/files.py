"""A round's tables as files: CSV for a Norwegian spreadsheet, and JSON as ``run.py tables`` prints it."""

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from frisklivsnett.core.tables import (
    Dataset,
    Table,
    as_csv,
    as_csv_by,
    as_json,
    as_json_by,
    table,
    tables,
)

SAMPLE = "eksempeldata"
"""What the name of a file of sample data ends with, in every language."""

WITH_DECIMALS = {"share", "sum", "median", "min", "max"}
GROUPS = {"health_region": "helseregioner", "county": "fylker"}
LETTERS = str.maketrans({"æ": "ae", "ø": "o", "å": "a"})


@dataclass(frozen=True, slots=True)
class Extract:
    """What a file holds: an area's dataset, all its questions or the one with ``question_id``, ``by`` groups or not.

    ``area`` and ``slug`` are the area's name and the question's part of an address, for the name of the file.
    """

    dataset: Dataset
    language: str
    question_id: str = ""
    slug: str = ""
    by: str = ""
    area: str = ""

    def name(self, ending: str) -> str:
        """Return the file's name: ``resultater-2024-sporsmal-5-helse-nord-eksempeldata.csv``."""
        area = slugify(self.area.lower().translate(LETTERS))
        parts = ["resultater", str(self.dataset.year), self.slug, area, GROUPS.get(self.by, "")]
        parts.append(SAMPLE if self.dataset.sample else "")
        return f"{'-'.join(part for part in parts if part)}.{ending}"

    def json(self) -> bytes:
        """Return what ``run.py tables --format json`` prints; of one question, a list of one."""
        if self.by:
            content = as_json_by(self.dataset, self.by, self.language)
            for group in content:
                group["tables"] = [counted for counted in group["tables"] if self._holds(counted["id"])]  # type: ignore[attr-defined]
        else:
            content = as_json(self._tables(), self.language)
        return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()

    def csv(self) -> bytes:
        """Return the lines of ``run.py tables --format csv`` the way a Norwegian Excel opens them by double-click.

        UTF-8 with its mark, semicolons, decimal commas, and heads in the language of the page. Sample data says so on
        every line.
        """
        file = io.StringIO()
        writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
        lines = csv.DictReader(io.StringIO(self._plain_csv(), newline=""))
        columns, heads = list(lines.fieldnames or ()), _heads()
        sample = self.dataset.sample
        writer.writerow([heads[column] for column in columns] + ([_("Merknad")] if sample else []))
        for line in lines:
            if self._holds(line["question_id"]):
                cells = [_cell(column, line[column]) for column in columns]
                writer.writerow(cells + ([_("Eksempeldata")] if sample else []))
        return file.getvalue().encode("utf-8-sig")

    def _plain_csv(self) -> str:
        """Core's own CSV, so that no number in the file can be another than there."""
        if self.by:
            return as_csv_by(self.dataset, self.by, self.language)
        return as_csv(self._tables(), self.language)

    def _tables(self) -> Iterator[Table]:
        if self.question_id:
            yield table(self.dataset, self.question_id)
        else:
            yield from tables(self.dataset)

    def _holds(self, question_id: object) -> bool:
        return self.question_id in ("", question_id)


def _heads() -> dict[str, str]:
    return {
        "group_code": _("Gruppekode"),
        "group": pgettext("column", "Gruppe"),
        "question_id": _("Spørsmåls-ID"),
        "number": pgettext("column", "Nummer"),
        "type": pgettext("column", "Svartype"),
        "question": pgettext("column", "Spørsmål"),
        "row_code": pgettext("column", "Kode"),
        "row_label": _("Svaralternativ eller sentral"),
        "n": pgettext("column", "Antall"),
        "share": _("Andel av dem som har svart"),
        "base": _("Sentraler i alt"),
        "answered": _("Har svart"),
        "missing": pgettext("column", "Mangler"),
        "sum": _("Sum"),
        "median": _("Median"),
        "min": pgettext("column", "Lavest"),
        "max": pgettext("column", "Høyest"),
        "approximate": _("Summen er omtrentlig"),
        "approximate_count": _("Antall omtrentlige tall"),
        "text": pgettext("column", "Tekst"),
    }


def _cell(column: str, value: str) -> str:
    if column in WITH_DECIMALS:
        return value.replace(".", ",")
    if column == "approximate":
        return {"true": _("ja"), "false": _("nei")}.get(value, "")
    return _types().get(value, value) if column == "type" else value


def _types() -> dict[str, str]:
    return {
        "integer": _("heltall"),
        "decimal": _("desimaltall"),
        "text": _("tekst"),
        "single": _("ett valg"),
        "multiple": _("flere valg"),
        "date": _("dato"),
        "yes_no": _("ja eller nei"),
    }
