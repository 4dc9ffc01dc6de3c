"""Numbers of chapters, tables, figures and footnotes, and references as words. Made once, the same in every format."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from frisklivsnett.core.documents.checks import check
from frisklivsnett.core.documents.model import (
    Block,
    Callout,
    Document,
    Figure,
    Footnote,
    Heading,
    Inline,
    Link,
    ListBlock,
    Paragraph,
    Plain,
    Reference,
    TableBlock,
    every_block,
    every_inline,
)
from frisklivsnett.core.documents.words import Words, lower_first, words_in

# «jf. tabell 1» is no new sentence.
_ABBREVIATION = re.compile(
    r"(?:bl\.a|ca|cf|e\.g|eks|evt|f\.eks|ff|fig|i\.e|iht|inkl|jfr?|kap|mfl|mv|nr|no|o\.l|osv|pga|pkt|s|sec|tab|vs)\."
)
_SENTENCE_END = re.compile(r"(\S*[.!?])[)»”\"']*\s+\Z")


@dataclass(frozen=True, slots=True)
class OutlineEntry:
    """A line of the contents list: ``number`` is «2.4», «Vedlegg 1» or nothing."""

    id: str
    level: int
    number: str
    text: str


@dataclass(frozen=True, slots=True)
class Numbered:
    """A document with its numbers.

    ``document`` has its references resolved: where a ``Reference`` stood is a ``Link`` to ``#id`` (inside another
    link: text). ``numbers`` gives each heading's number («2.4», «Vedlegg 1», or nothing), ``labels`` each table's
    and figure's name («Tabell 1»), ``footnotes`` the notes in reading order: the first is number 1.
    """

    document: Document
    words: Words
    numbers: Mapping[str, str]
    labels: Mapping[str, str]
    outline: tuple[OutlineEntry, ...]
    footnotes: tuple[Footnote, ...]


def numbered(document: Document) -> Numbered:
    """Number ``document`` and resolve its references; raise ``DocumentError`` when it cannot be written."""
    check(document)
    words = words_in(document.language)
    counter = _Counter(words)
    for block in every_block(document.blocks):
        counter.count(block)
    resolver = _Resolver(counter.names)
    resolved = replace(document, blocks=resolver.blocks(document.blocks))
    return Numbered(
        document=resolved,
        words=words,
        numbers=MappingProxyType(counter.numbers),
        labels=MappingProxyType(counter.labels),
        outline=tuple(counter.outline),
        footnotes=tuple(_footnotes(resolved)),
    )


class _Counter:
    """Walks the document once and names what it meets; ``names`` are as references say them, with a capital."""

    def __init__(self, words: Words) -> None:
        self.words = words
        self.numbers: dict[str, str] = {}
        self.labels: dict[str, str] = {}
        self.names: dict[str, str] = {}
        self.outline: list[OutlineEntry] = []
        self._chapters = self._appendices = self._tables = self._figures = 0
        self._path: list[int] = []
        self._lead = ""
        self._unnumbered_from: int | None = None

    def count(self, block: Block) -> None:
        match block:
            case Heading():
                self._heading(block)
            case TableBlock(id_):
                self._tables += 1
                self.labels[id_] = self.names[id_] = self.words.table.format(self._tables)
            case Figure(id_):
                self._figures += 1
                self.labels[id_] = self.names[id_] = self.words.figure.format(self._figures)
            case _:
                pass

    def _heading(self, heading: Heading) -> None:
        number, name = self._number(heading)
        quoted = f"{self.words.open_quote}{heading.text}{self.words.close_quote}"
        self.numbers[heading.id] = number
        self.names[heading.id] = name or quoted
        self.outline.append(OutlineEntry(heading.id, heading.level, number, heading.text))

    def _number(self, heading: Heading) -> tuple[str, str]:
        """Return the heading's number as it is printed, and as it is referred to."""
        level = heading.level
        if self._unnumbered_from is not None and level > self._unnumbered_from:
            return "", ""
        if not heading.numbered:
            self._unnumbered_from = level
            return "", ""
        self._unnumbered_from = None
        if level == 1:
            return self._chapter(appendix=heading.appendix)
        place = level - 2
        self._path = [*self._path[:place], self._path[place] + 1 if place < len(self._path) else 1]
        number = ".".join([self._lead, *map(str, self._path)])
        words = (
            self.words.section if self._lead.startswith(self.words.appendix_letter) else self.words.chapter
        )
        return number, words.format(number)

    def _chapter(self, *, appendix: bool) -> tuple[str, str]:
        self._path = []
        if appendix:
            self._appendices += 1
            self._lead = f"{self.words.appendix_letter}{self._appendices}"
            name = self.words.appendix.format(self._appendices)
            return name, name
        self._chapters += 1
        self._lead = str(self._chapters)
        return self._lead, self.words.chapter.format(self._lead)


class _Resolver:
    """Makes references into links with words, minding whether they begin a sentence."""

    def __init__(self, names: Mapping[str, str]) -> None:
        self._names = names
        self._before = ""

    def blocks(self, blocks: Sequence[Block]) -> tuple[Block, ...]:
        return tuple(self._block(block) for block in blocks)

    def _block(self, block: Block) -> Block:
        match block:
            case Paragraph(content):
                self._before = ""
                return replace(block, content=self._inlines(content))
            case ListBlock(items):
                return replace(block, items=tuple(self.blocks(item) for item in items))
            case Callout(_, inner):
                return replace(block, blocks=self.blocks(inner))
            case _:
                return block

    def _inlines(self, content: Sequence[Inline], *, in_link: bool = False) -> tuple[Inline, ...]:
        return tuple(self._inline(inline, in_link=in_link) for inline in content)

    def _inline(self, inline: Inline, *, in_link: bool) -> Inline:
        match inline:
            case Plain(text):
                self._before = (self._before + text[-60:])[-60:]
                return inline
            case Reference(target):
                words = Plain(self._words(self._names[target]))
                self._before += words.text
                return words if in_link else Link((words,), f"#{target}")
            case Footnote(inner):
                kept, self._before = self._before, ""
                note = replace(inline, content=self._inlines(inner))
                self._before = kept
                return note
            case _:
                inner_link = in_link or isinstance(inline, Link)
                return replace(inline, content=self._inlines(inline.content, in_link=inner_link))

    def _words(self, name: str) -> str:
        return name if begins_sentence(self._before) else lower_first(name)


def begins_sentence(before: str) -> bool:
    """Return whether what follows ``before`` begins a sentence.

    >>> begins_sentence("Det står der. "), begins_sentence("jf. "), begins_sentence("Se ")
    (True, False, False)
    """
    if not before.strip():
        return True
    end = _SENTENCE_END.search(before)
    return end is not None and not _ABBREVIATION.fullmatch(end.group(1).lstrip("(«“\"'").lower())


def _footnotes(document: Document) -> list[Footnote]:
    return [
        inline
        for block in every_block(document.blocks)
        if isinstance(block, Paragraph)
        for inline in every_inline(block.content)
        if isinstance(inline, Footnote)
    ]
