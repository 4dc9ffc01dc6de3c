"""Reading a file that somebody has sent, in a process of its own: what it can use of time and memory is bounded there.

The process has no database and no settings. It is given a pickle of ours on its input, and answers in JSON: what parses
an unknown file is not to be trusted with more.
"""

import json
import pickle
import subprocess
import sys
from typing import Any

from frisklivsnett.core.documents.reading import UnreadableError, errors, read_text
from frisklivsnett.core.forms import Form
from frisklivsnett.core.narrative import Evidence
from frisklivsnett.core.narrative.lint import Finding, Lexicon, lint
from frisklivsnett.core.narrative.lint.model import Judgement
from frisklivsnett.core.text import Text, text

SECONDS = 40
MEMORY = 1_500_000_000
"""Bytes of address space; a Word file of 200 pages takes a tenth."""
LONGEST_TEXT = 1_000_000
"""Characters; 200 pages have about 600,000."""
TOO_HEAVY = text(
    "Filen tok for lang tid eller for mye minne å lese. Del den i mindre deler, eller lagre den som ren tekst.",
    "Fila tok for lang tid eller for mykje minne å lese. Del henne i mindre delar, eller lagre henne som rein tekst.",
    "The file took too long or too much memory to read. Split it, or save it as plain text.",
)
Words = tuple[Form, Any, Any]
"""What a lexicon is made of: the form, what is told of its words, and the institutions."""


def proof_apart(
    content: bytes | str, evidence: Evidence, words: Words, *, seconds: float = SECONDS
) -> tuple[str, tuple[Finding, ...]]:
    """Return the text of a file, or a text as it is, and what the evidence says of it.

    Raises ``UnreadableError`` with what to do, also when the process was stopped at its bounds.
    """
    given = pickle.dumps((content, evidence, words, seconds))
    command = [sys.executable, "-m", "frisklivsnett.publication.apart"]
    try:
        done = subprocess.run(command, input=given, capture_output=True, timeout=seconds, check=True)
        told = json.loads(done.stdout)
    except (subprocess.TimeoutExpired, subprocess.CalledProcessError, ValueError) as error:
        raise UnreadableError(TOO_HEAVY) from error
    if "unreadable" in told:
        raise UnreadableError(Text(told["unreadable"]))
    return told["text"], tuple(_finding(each) for each in told["findings"])


def main() -> None:
    """Read, hold up, and tell in JSON."""
    content, evidence, words, seconds = pickle.loads(sys.stdin.buffer.read())  # noqa: S301 - from our own process
    _bound(seconds)
    try:
        found = _text(content)
        told: dict[str, Any] = {
            "text": found,
            "findings": [_told(each) for each in lint(found, evidence, Lexicon(*words))],
        }
    except UnreadableError as error:
        told = {"unreadable": dict(error.message.by_language)}
    sys.stdout.write(json.dumps(told))


def _text(content: bytes | str) -> str:
    found = content if isinstance(content, str) else read_text(content)
    if len(found) > LONGEST_TEXT:
        raise UnreadableError(errors.TOO_MUCH_TEXT)
    return found


def _bound(seconds: float) -> None:
    """Let the system stop this process when it takes too much. On Windows only the parent's clock does."""
    try:
        import resource
    except ImportError:
        return
    whole = max(1, int(seconds))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (whole, whole + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def _told(found: Finding) -> dict[str, Any]:
    return {
        "start": found.start,
        "end": found.end,
        "text": found.text,
        "verdict": found.verdict.value,
        "kind": found.kind,
        "expected": dict(found.expected.by_language),
        "source": found.source,
        "named": dict(found.named.by_language),
    }


def _finding(told: dict[str, Any]) -> Finding:
    texts = {name: Text(told[name]) for name in ("expected", "named")}
    return Finding(**{**told, **texts, "verdict": Judgement(told["verdict"])})


if __name__ == "__main__":
    main()
