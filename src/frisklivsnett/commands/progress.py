"""Saying how far a command has come, on stderr: one line that changes on a terminal, short lines elsewhere."""

import sys
from time import perf_counter
from typing import TextIO


class Progress:
    """Tells the steps of a command as they begin, and at last what came of it."""

    def __init__(self, stream: TextIO | None = None) -> None:
        self.stream = stream or sys.stderr
        self.began = perf_counter()
        self.live = self.stream.isatty()

    def step(self, words: str) -> None:
        """Say what is being done now."""
        self._say(f"{words} …", stay=not self.live)

    def done(self, words: str) -> None:
        """Say what has been done, and how long all of it has taken so far."""
        self._say(f"{words} ({perf_counter() - self.began:.1f} s)", stay=True)

    def clear(self) -> None:
        """Wipe the line that changes, before something else is said."""
        if self.live:
            self._write("\r\x1b[K")

    def _say(self, words: str, *, stay: bool) -> None:
        self.clear()
        self._write(words + ("\n" if stay else ""))

    def _write(self, words: str) -> None:
        self.stream.write(words)
        self.stream.flush()
