"""What stops a report from being published."""

from dataclasses import dataclass

from frisklivsnett.core.text import Text, text

LINE = text("Linje {line}", "Linje {line}", "Line {line}")
LINE_IN = text("{name}, linje {line}", "{name}, linje {line}", "{name}, line {line}")


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that stops the publishing: why, and the words and the source's line where that is about a place.

    ``name`` is that of the text, where it is another than the report's own.
    """

    why: Text
    words: str = ""
    line: int = 0
    name: Text = Text()  # noqa: RUF009 - a value that cannot change

    def said(self, language: str) -> str:
        """Return the fault as a line of text: «Linje 12: «ti» – Tallet er ikke knyttet til noe.»"""
        words = f"«{self.words}» – " if self.words else ""
        return f"{self._place(language)}{words}{self.why.in_(language)}"

    def _place(self, language: str) -> str:
        name = self.name.in_(language)
        if not self.line:
            return f"{name}: " if name else ""
        words = LINE_IN if name else LINE
        return f"{words.in_(language).format(name=name, line=self.line)}: "
