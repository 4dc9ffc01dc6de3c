"""A centre's report in the tests: filled in the way a browser does it, from the fields that the page has."""

import re
from html import unescape
from html.parser import HTMLParser
from typing import Any

from django.test import Client

from frisklivsnett.collection.models import Submission

Fields = dict[str, list[str]]


class _FormReader(HTMLParser):
    """Collects what a browser would post from the form that holds the answers."""

    def __init__(self) -> None:
        super().__init__()
        self.fields: Fields = {}
        self.inside = False
        self.textarea = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if tag == "form":
            self.inside = "data-answers" in found
        name = found.get("name")
        if not self.inside or not name:
            return
        if tag == "textarea":
            self.textarea = name
            self.fields[name] = [""]
        elif tag == "input" and (found.get("type") not in ("checkbox", "radio") or "checked" in found):
            self.fields.setdefault(name, []).append(found.get("value") or "")

    def handle_data(self, data: str) -> None:
        if self.textarea:
            self.fields[self.textarea][0] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self.textarea:
            self.fields[self.textarea][0] = self.fields[self.textarea][0].removeprefix("\n")
            self.textarea = ""


def fields_of(response: Any) -> Fields:
    """Return what a browser would post from the page's form as it stands."""
    reader = _FormReader()
    reader.feed(response.content.decode())
    return reader.fields


def text_of(response: Any) -> str:
    """Return the page's words, spaces collapsed and no-break spaces made plain."""
    words = unescape(re.sub(r"<[^>]*>", "", response.content.decode()))
    return " ".join(words.replace("\N{NO-BREAK SPACE}", " ").split())


class Writer:
    """Someone who writes the report in a browser without JavaScript: opens a section, fills in, presses a button."""

    def __init__(self, client: Client, report: Submission) -> None:
        self.client = client
        self.address = f"/runder/{report.round.report_year}/{report.centre.slug}/"

    def open(self, part: str = "") -> Any:
        return self.client.get(self.address + part)

    def fill(self, section: str, press: str = "", **answers: Any) -> Any:
        """Open a section, put answers in its fields (``__`` stands for the dot of an id), and press a button."""
        fields = fields_of(self.open(f"{section}/"))
        return self.post(section, fields, press, **answers)

    def post(self, section: str, fields: Fields, press: str = "", **answers: Any) -> Any:
        for name, value in answers.items():
            fields[name.replace("__", ".")] = value if isinstance(value, list) else [value]
        if press:
            fields["videre"] = [press]
        return self.client.post(f"{self.address}{section}/", fields)

    def save(self, question: str, **answers: Any) -> Any:
        """Save one answer the way the script does."""
        section = next(
            section
            for section in ("henvendelser", "kommunikasjon", "statsforvalter-og-fylkeskommune", "forskning")
            if f"{question}.seen" in fields_of(self.open(f"{section}/"))
        )
        page = fields_of(self.open(f"{section}/"))
        sent = {name: value for name, value in page.items() if name == f"{question}.seen"}
        return self.client.post(f"{self.address}lagre/", sent | answers)
