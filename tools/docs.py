"""Keeps the parts of the documents that are made from the code: `python tools/docs.py`, or with `--check` only looks.

A part stands in any Markdown file between two comments, and names the function that returns its Markdown:

    <!-- made by frisklivsnett.collection.states:diagram -->
    <!-- end -->
"""

import importlib
import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PART = re.compile(
    r"(?P<start><!-- made by (?P<module>[\w.]+):(?P<name>\w+) -->\n)(?P<text>.*?)(?P<end><!-- end -->)",
    re.DOTALL,
)


def main(words: list[str]) -> int:
    stale = [path for path in documents() if refresh(path, write="--check" not in words)]
    for path in stale:
        print(f"{path.relative_to(ROOT).as_posix()} {'is out of date' if '--check' in words else 'written'}")
    return 1 if stale and "--check" in words else 0


def documents() -> Iterator[Path]:
    yield from sorted(ROOT.glob("*.md"))
    yield from sorted((ROOT / "docs").rglob("*.md"))


def refresh(path: Path, *, write: bool) -> bool:
    """Make the parts of a document anew; True if that changes it."""
    before = path.read_text("utf-8")
    after = PART.sub(part, before)
    if write and after != before:
        path.write_text(after, "utf-8", newline="\n")
    return after != before


def part(found: re.Match[str]) -> str:
    start_django()
    make = getattr(importlib.import_module(found["module"]), found["name"])
    return f"{found['start']}\n{make().strip()}\n\n{found['end']}"


def start_django() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "frisklivsnett.config.settings")
    os.environ.setdefault("FRISKLIVSNETT_MODE", "test")
    import django
    from django.apps import apps

    if not apps.ready:
        django.setup()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
