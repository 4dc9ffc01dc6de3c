"""Characters that no font at hand can show. A PDF for screen readers must not hold them, so they are named instead."""

import unicodedata
from collections.abc import Callable, Iterable
from itertools import groupby

_MOST_TRIALS = 300
_MOST_TRIALS_A_BLOCK = 40
_PLAIN = frozenset(map(chr, range(0x20, 0x100)))


class Glyphs:
    """Remembers which characters can be shown. ``shows`` tells whether all characters of a string can be."""

    def __init__(self, shows: Callable[[str], bool]) -> None:
        self._shows = shows
        self._known: dict[str, bool] = dict.fromkeys(_PLAIN, True)
        self._trials = 0

    def shown(self, words: str) -> str:
        """Return ``words`` with each character that cannot be shown replaced by its name in brackets."""
        missing = self.missing(words)
        return (
            words.translate({ord(character): name(character) for character in missing}) if missing else words
        )

    def missing(self, words: str) -> set[str]:
        """Return the characters of ``words`` that cannot be shown.

        The number of trials is bounded: of a text in thousands of foreign characters, those that were not reached
        count as missing, and are tried the next time.
        """
        characters = set(words)
        unknown = sorted(characters - self._known.keys())
        self._trials = 0
        given_up: set[str] = set()
        for _, block in groupby(unknown, key=lambda character: ord(character) >> 8):
            given_up |= self._try("".join(block), min(_MOST_TRIALS, self._trials + _MOST_TRIALS_A_BLOCK))
        return given_up | {character for character in characters if not self._known.get(character, True)}

    def _try(self, characters: str, most: int) -> set[str]:
        """Find out about ``characters`` by halves; return those that were not reached."""
        if self._trials >= most:
            return set(characters)
        self._trials += 1
        if self._shows(characters):
            self._remember(characters, shown=True)
            return set()
        if len(characters) == 1:
            self._remember(characters, shown=False)
            return set()
        middle = len(characters) // 2
        return self._try(characters[:middle], most) | self._try(characters[middle:], most)

    def _remember(self, characters: Iterable[str], *, shown: bool) -> None:
        self._known.update(dict.fromkeys(characters, shown))


def name(character: str) -> str:
    """Return what stands for a character that cannot be shown: its name if it is a sign, else its number.

    >>> name("🎉"), name("漢")
    ('[party popper]', '[U+6F22]')
    """
    if unicodedata.category(character) in {"So", "Sk", "Sm", "Po"}:
        known = unicodedata.name(character, "")
        if known:
            return f"[{known.lower()}]"
    return f"[U+{ord(character):04X}]"
