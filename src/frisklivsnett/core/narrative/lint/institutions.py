"""Finds institutions that a list names twice, under two names or with a slip of the pen."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from frisklivsnett.core.narrative.lint.lexicon import Lexicon
from frisklivsnett.core.narrative.lint.model import Finding, Judgement
from frisklivsnett.core.narrative.lint.rolls import Entry, Roll
from frisklivsnett.core.text import Text, text


def check_institutions(roll: Roll, lexicon: Lexicon) -> Iterator[Finding]:
    """Yield entries that name the same institution as an earlier one."""
    aliases = {_institution_key(name): names[0] for names in lexicon.institutions for name in names}
    first: dict[str, Entry] = {}
    for entry in roll.entries:
        key = _institution_key(entry.words)
        name = aliases.get(key, "") or _first_known(entry.words, aliases)
        same = first.get(name or key) or (
            _nearly(key, first) if len(roll.entries) <= 200 and len(key) > 8 else None
        )
        if same is not None and (name or _looks_like_institution(key)):
            yield Finding(
                entry.start,
                entry.end,
                "",
                Judgement.CONTRADICTED,
                "structure:same-institution",
                _same(same, entry),
            )
        elif same is None:
            first[name or key] = entry


def _first_known(words: str, aliases: dict[str, str]) -> str:
    """«NTNU, herunder …», «Høgskolen i Bergen / Høgskulen på Vestlandet»: the part before the sign."""
    for part in re.split(r"\s*[,/(]\s*", words):
        if name := aliases.get(_institution_key(part)):
            return name
    return ""


def _institution_key(words: str) -> str:
    letters = re.sub(
        r"[^\w\s]", " ", words.lower().replace("høyskole", "høgskole").replace("høgskule", "høgskole")
    )
    letters = re.sub(r"\bhelseforetak\b", "hf", letters)
    return " ".join(letters.split())


def _looks_like_institution(key: str) -> bool:
    return any(
        part in key for part in ("universitet", "høgskole", "institutt", "sykehus", "sjukehus", "høgskol")
    )


def _nearly(key: str, first: dict[str, Entry]) -> Entry | None:
    """The same name but for a slip of the pen."""
    for known, entry in first.items():
        if abs(len(known) - len(key)) <= 2 and SequenceMatcher(None, known, key).ratio() > 0.95:
            return entry
    return None


def _same(first: Entry, second: Entry) -> Text:
    return text(
        f"«{second.words}» er den samme institusjonen som «{first.words}».",
        f"«{second.words}» er den same institusjonen som «{first.words}».",
        f"“{second.words}” is the same institution as “{first.words}”.",
    )
