"""The kinds of entries that this installation has: those of ``data/activity/kinds.json``."""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from frisklivsnett.core.activity.kinds import read_kinds
from frisklivsnett.core.activity.model import Kind

FILE = Path(__file__).resolve().parent.parent / "data" / "activity" / "kinds.json"


@cache
def all_kinds() -> Mapping[str, Kind]:
    """Return the kinds by id, in the order that pages show them in. The file is read once for each process."""
    return read_kinds(json.loads(FILE.read_text(encoding="utf-8")))


def kind_with_slug(slug: str) -> Kind | None:
    """Return the kind whose word in addresses this is (``hospitering``), or None."""
    return next((kind for kind in all_kinds().values() if kind.slug == slug), None)
