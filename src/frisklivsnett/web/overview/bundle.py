"""A round's reports as one ZIP, made while it is sent: no more than one centre's answers are in memory at a time.

In it: ``svar.xlsx`` (a row for each centre), ``svar.csv`` (a line for each answer), ``svar.json``, a page to read for
each centre in ``rapporter/``, and ``LES-MEG.txt``. Each holds the version that counts: the one sent last.
"""

import csv
import io
import json
import shutil
import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Any

import xlsxwriter
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from frisklivsnett.collection.models import Round, SubmissionVersion
from frisklivsnett.core.forms import Answer, Answers, QuestionType, shown_questions
from frisklivsnett.core.forms.answers import answers_to_json
from frisklivsnett.core.tables import safe_cell
from frisklivsnett.web.overview.rows import Standing
from frisklivsnett.web.reporting.sheet import FormSheet, QuestionSheet, sheet_of
from frisklivsnett.web.reporting.words import said

STANDINGS = {
    "draft": Standing.SENT,
    "submitted": Standing.SENT,
    "returned": Standing.RETURNED,
    "approved": Standing.APPROVED,
}


class _Sink(io.RawIOBase):
    """What the ZIP is written to: bytes that are taken away as soon as they are there."""

    def __init__(self) -> None:
        self._parts: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, data: Any, /) -> int:
        self._parts.append(bytes(data))
        return len(data)

    def take(self) -> bytes:
        """Return what has been written since the last time."""
        taken = b"".join(self._parts)
        self._parts.clear()
        return taken


@dataclass(frozen=True)
class Sent:
    """One centre's report, as it was sent last."""

    version: SubmissionVersion
    sheet: FormSheet

    @cached_property
    def answers(self) -> Answers:
        """The answers."""
        return self.version.read(self.sheet.form)

    @property
    def place(self) -> list[str]:
        """The centre, its county and its health region at the end of the report year."""
        centre, on = self.version.submission.centre, self.version.submission.round.year_end
        county, region = centre.county_on(on), centre.health_region_on(on)
        return [centre.name, county.name if county else "", region.name if region else ""]

    @property
    def standing(self) -> list[str]:
        """How the report stands, its version, when it was sent, and whether in time."""
        version = self.version
        at = timezone.localtime(version.submitted_at).strftime("%Y-%m-%d %H:%M")
        words = STANDINGS[version.submission.status].words
        return [words, str(version.number), at, _("ja") if version.on_time else _("nei")]


def bundle(round_: Round, now: datetime, language: str) -> Iterator[bytes]:
    """Yield the ZIP, in the given language. Words that a spreadsheet would take for a formula get an apostrophe."""
    sink = _Sink()
    with translation.override(language), zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as archive:
        sheet = sheet_of(round_, language)
        archive.writestr("LES-MEG.txt", _read_me(round_, now))
        for part in (_csv, _json, _workbook, _pages):
            for _written in part(archive, round_, sheet):
                yield sink.take()
    yield sink.take()


def sent_in(round_: Round, sheet: FormSheet) -> Iterator[Sent]:
    """Yield what counts of each centre that has sent, by name; read some at a time."""
    versions = SubmissionVersion.objects.filter(submission__round=round_).order_by("number")
    last = dict(versions.values_list("submission_id", "pk"))
    found = SubmissionVersion.objects.filter(pk__in=last.values()).select_related(
        "submission__agreement__organisation", "submission__round", "submitted_by"
    )
    for version in found.order_by("submission__agreement__organisation__name", "pk").iterator(chunk_size=20):
        yield Sent(version, sheet)


def _read_me(round_: Round, now: datetime) -> str:
    lines = [
        _("Årsrapporter for %(year)s fra utviklingssentralene") % {"year": round_.report_year},
        _("Hentet %(moment)s.") % {"moment": timezone.localtime(now).strftime("%d.%m.%Y %H:%M")},
        "",
        _("svar.xlsx: en rad for hver sentral, en kolonne for hvert spørsmål."),
        _("svar.csv: en linje for hvert svar, med koder. Skilletegnet er semikolon."),
        _("svar.json: svarene slik de er lagret, med versjon og kontrollsum."),
        _("rapporter: en side for hver sentral, til å lese og skrive ut."),
        "",
        _("Det er versjonen sentralen sendte sist, som er med. Utkast er ikke med."),
    ]
    if round_.sample:
        lines += ["", _("Dette er eksempeldata, og ikke svar fra virkelige sentraler.")]
    return "\r\n".join(lines) + "\r\n"


# --- a line for each answer ---


def _csv(archive: zipfile.ZipFile, round_: Round, sheet: FormSheet) -> Iterator[None]:
    with archive.open("svar.csv", "w") as file:
        text = io.TextIOWrapper(file, "utf-8-sig", newline="", write_through=True)
        writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
        writer.writerow([*_place_headings(), *_answer_headings()])
        for sent in sent_in(round_, sheet):
            for section in sheet.sections:
                for question in section.questions:
                    for cells in _answer_lines(question, sent.answers.get(question.id)):
                        writer.writerow(map(safe_cell, [*sent.place, *sent.standing, *cells]))
            yield
        text.detach()
    yield


def _place_headings() -> list[str]:
    return [
        *(_("Sentral"), _("Fylke"), _("Helseregion")),
        *(pgettext("column", "Status"), _("Versjon"), pgettext("column", "Sendt inn"), _("Innen fristen")),
    ]


def _answer_headings() -> list[str]:
    return [
        _("Spørsmål-id"),
        _("Nummer"),
        _("Spørsmål"),
        _("Svarkode"),
        _("Svar"),
        _("Omtrentlig"),
        _("Spesifisert"),
    ]


def _answer_lines(question: QuestionSheet, answer: Answer | None) -> Iterator[Sequence[str]]:
    if answer is None:
        return
    asked = (question.id, question.number, question.label)
    labels = {option.code: option.label for option in question.options}
    approximate = _("ja") if answer.approximate else ""
    values = answer.value if isinstance(answer.value, tuple) else (answer.value,)
    for value in values:
        code = ("yes" if value else "no") if isinstance(value, bool) else str(value)
        if code in labels:
            yield (*asked, code, labels[code], "", answer.specified.get(code, ""))
        else:
            yield (*asked, "", code, approximate, "")


# --- as it is kept ---


def _json(archive: zipfile.ZipFile, round_: Round, sheet: FormSheet) -> Iterator[None]:
    head = {
        "report_year": round_.report_year,
        "form": sheet.form.id,
        "form_version": sheet.form.version,
        "sample": round_.sample,
    }
    with archive.open("svar.json", "w") as file:
        opening = json.dumps(head, ensure_ascii=False)[:-1]
        file.write(f'{opening}, "reports": ['.encode())
        for place, sent in enumerate(sent_in(round_, sheet)):
            file.write((",\n" if place else "\n").encode())
            file.write(json.dumps(_as_json(sent), ensure_ascii=False).encode())
            yield
        file.write(b"\n]}\n")
    yield


def _as_json(sent: Sent) -> dict[str, object]:
    version = sent.version
    name, county, region = sent.place
    return {
        "centre": version.submission.centre.slug,
        "name": name,
        "county": county,
        "health_region": region,
        "status": version.submission.status,
        "version": version.number,
        "sent_at": version.submitted_at.isoformat(),
        "on_time": version.on_time,
        "checksum": version.checksum,
        "answers": answers_to_json(sent.sheet.form, sent.answers),
    }


# --- a row for each centre ---


def _workbook(archive: zipfile.ZipFile, round_: Round, sheet: FormSheet) -> Iterator[None]:
    questions = [question for section in sheet.sections for question in section.questions]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "svar.xlsx"
        options = {
            "constant_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "tmpdir": folder,
        }
        with xlsxwriter.Workbook(str(path), options) as book:
            wrapped = book.add_format({"text_wrap": True, "valign": "top"})
            bold = book.add_format({"text_wrap": True, "bold": True, "valign": "top"})
            page = book.add_worksheet(_("Svar"))
            page.freeze_panes(1, 1)
            page.set_column(0, 0, 22)
            page.set_column(1, 6, 16)
            page.set_column(7, 6 + len(questions), 32)
            headings = [f"{each.number}. {each.label}" if each.number else each.label for each in questions]
            for column, heading in enumerate([*_place_headings(), *headings]):
                page.write_string(0, column, heading, bold)
            for row, sent in enumerate(sent_in(round_, sheet), 1):
                for column, cell in enumerate([*sent.place, *sent.standing]):
                    page.write_string(row, column, cell, wrapped)
                for column, question in enumerate(questions, 7):
                    _cell(page, row, column, question, sent.answers.get(question.id), wrapped)
                yield
        with path.open("rb") as made, archive.open("svar.xlsx", "w") as file:
            shutil.copyfileobj(made, file)
    yield


def _cell(
    page: xlsxwriter.worksheet.Worksheet,
    row: int,
    column: int,
    question: QuestionSheet,
    answer: Answer | None,
    style: xlsxwriter.format.Format,
) -> None:
    """Write an answer: a number as a number (also an approximate one; the CSV tells which), the rest as words."""
    if answer is None:
        page.write_blank(row, column, None, style)
    elif question.question.type in (QuestionType.INTEGER, QuestionType.DECIMAL):
        page.write_number(row, column, float(str(answer.value)), style)
    else:
        words = said(question, answer)
        page.write_string(row, column, "\n".join(words.items) or words.text, style)


# --- to read ---


def _pages(archive: zipfile.ZipFile, round_: Round, sheet: FormSheet) -> Iterator[None]:
    for sent in sent_in(round_, sheet):
        shown = {question.id for question in shown_questions(sheet.form, sent.answers)}
        sections = [
            (
                section,
                [
                    (question, said(question, sent.answers.get(question.id)))
                    for question in section.questions
                    if question.id in shown
                ],
            )
            for section in sheet.sections
        ]
        facts = list(zip(_place_headings(), [*sent.place, *sent.standing], strict=True))
        page = render_to_string(
            "overview/report_file.html",
            {
                "language": sheet.language,
                "round": round_,
                "centre": sent.version.submission.centre,
                "facts": facts,
                "sections": sections,
            },
        )
        archive.writestr(f"rapporter/{sent.version.submission.centre.slug}.html", page)
        yield
