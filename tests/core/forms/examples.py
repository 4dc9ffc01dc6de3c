"""The two forms that the tests read."""

import json
from pathlib import Path
from typing import Any

import frisklivsnett
from frisklivsnett.core.forms import Form, read_form


def definition(name: str) -> dict[str, Any]:
    """Return a form's JSON: ``annual-report-1``, or ``all-types``."""
    shipped = Path(frisklivsnett.__file__).parent / "data" / "forms" / f"{name}.json"
    path = shipped if shipped.exists() else Path(__file__).with_name(f"{name}.json")
    data: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return data


def annual_report() -> Form:
    """Return the annual report form."""
    return read_form(definition("annual-report-1"))


def all_types() -> Form:
    """Return a small form with every kind of question."""
    return read_form(definition("all-types"))
