"""The environment variables as Markdown, for docs/deploy.md (kept up to date by tools/docs.py)."""

import re

from frisklivsnett.config import settings

VARIABLE = re.compile(r"^(FRISKLIVSNETT_[A-Z_]+) +(.+(?:\n +.+)*)", re.MULTILINE)


def described() -> dict[str, str]:
    """Return what the settings say of each variable that they read."""
    return {name: " ".join(words.split()) for name, words in VARIABLE.findall(settings.__doc__ or "")}


def variables() -> str:
    """Return the table."""
    lines = [f"| `{name}` | {words.replace('``', '`')} |" for name, words in described().items()]
    return "\n".join(["| variable | meaning |", "| --- | --- |", *lines])
