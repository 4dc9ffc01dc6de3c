"""What goes wrong in a formula, said at the place and with the nearest right name."""

from collections.abc import Iterable
from difflib import get_close_matches

from frisklivsnett.core.text import Text, text


class FormulaError(Exception):
    """A formula that cannot be read: ``message`` in every language, ``start``–``end`` in the formula's characters."""

    def __init__(self, message: Text, start: int, end: int, nearest: str = "") -> None:
        super().__init__(message.in_("en"))
        self.message = message
        self.start = start
        self.end = end
        self.nearest = nearest


def nearest(word: str, known: Iterable[str]) -> str:
    """Return the known name most like ``word``, or ``""`` when none is near."""
    names = list(known)
    found = get_close_matches(word, names, n=1, cutoff=0.6)
    if found:
        return found[0]
    tail = word.rpartition(".")[2]
    same_tail = [name for name in names if name.rpartition(".")[2] == tail]
    return same_tail[0] if len(same_tail) == 1 else ""


def unknown(what: Text, word: str, known: Iterable[str], start: int) -> FormulaError:
    """Return the error for a name that nothing has: «Ukjent spørsmål …. Mente du …?»."""
    near = nearest(word, known)
    shown = word if len(word) <= 60 else word[:59] + "…"
    message = text(
        f"Ukjent {what.in_('nb')}: «{shown}»." + (f" Mente du «{near}»?" if near else ""),
        f"Ukjend {what.in_('nn')}: «{shown}»." + (f" Meinte du «{near}»?" if near else ""),
        f"Unknown {what.in_('en')}: “{shown}”." + (f" Did you mean “{near}”?" if near else ""),
    )
    return FormulaError(message, start, start + len(word), near)
