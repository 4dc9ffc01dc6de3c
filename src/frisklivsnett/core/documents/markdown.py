"""Reads a report's source, Markdown with claims, into the blocks of a document.

What is ours on top of Markdown, all of it plain text that a person can read:

- ``[words](=formula)`` is a claim: the words are tied to the formula. Who reads decides what it becomes.
- ``![caption](=formula)`` alone in a paragraph brings in a table, a figure or a list.
- ``## Heading {#id}`` names a heading; ``{#id appendix}`` makes a chapter an appendix.
- ``[](#id)`` refers to a heading, table or figure by its id, and is written «tabell 1».
- ``> **Title** text`` is a box.
- What stands between the lines ``::: when FORMULA`` and ``:::`` is there only when the formula is true.

Raw HTML, code blocks and pictures from elsewhere have no place in a report: they are errors, said with their line.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.tree import SyntaxTreeNode

from frisklivsnett.core.documents.model import (
    Block,
    Callout,
    DocumentError,
    Emphasis,
    Heading,
    Inline,
    Link,
    ListBlock,
    Paragraph,
    Plain,
    Strong,
    plain_text,
)
from frisklivsnett.core.narrative.parts import Part, layout_of
from frisklivsnett.core.narrative.source import claim_at, starts_sentence
from frisklivsnett.core.text import Text, filled, text

NOT_IN_A_REPORT = text(
    "Dette kan ikke stå i en rapport. Det kan overskrifter, avsnitt, lister, bokser, lenker og tabeller",
    "Dette kan ikkje stå i ein rapport. Det kan overskrifter, avsnitt, lister, boksar, lenkjer og tabellar",
    "This cannot stand in a report. Headings, paragraphs, lists, boxes, links and tables can",
)
HEAD_WITHOUT_END = text(
    "Linjene øverst begynner med ---, men det mangler en linje med --- etter dem",
    "Linjene øvst byrjar med ---, men det manglar ei linje med --- etter dei",
    "The lines on top begin with ---, but there is no line with --- after them",
)
NOT_NAMED = text(
    "«{line}» er ikke «navn: ord»", "«{line}» er ikkje «namn: ord»", "“{line}” is not “name: words”"
)
NOT_ALONE = text(
    "En tabell eller figur må stå i et avsnitt for seg selv",
    "Ein tabell eller figur må stå i eit avsnitt for seg sjølv",
    "A table or figure must stand in a paragraph of its own",
)
HEADING_MARKS = re.compile(r"\s*\{#(?P<id>[\w.-]+)(?P<appendix>\s+appendix)?\}\s*$")


class Resolver(Protocol):
    """Who knows what formulas mean: the report, or the editor's preview of it."""

    def why_left_out(self, condition: str) -> Text:
        """Return why a part that stands by this condition is left out; nothing when it stands."""

    def left_out(self, why: Text) -> "Resolver":
        """Return who reads a part that is left out, which must be readable all the same."""

    def instead(self, why: Text, blocks: Sequence[Block]) -> Sequence[Block]:
        """Return what stands in the place of a part that is left out: nothing, or in a preview its blocks, marked."""

    def refer(self, target: str, line: int) -> Inline:
        """Return a reference to an id."""

    def heading(self, heading: Heading) -> Block:
        """Return the heading, as it stands where it is read."""

    def claim(self, formula: str, words: str, *, sentence_start: bool) -> Sequence[Inline]:
        """Return what a claim is printed as."""

    def include(self, formula: str, caption: str, line: int) -> Sequence[Block]:
        """Return the blocks that an inclusion on this line brings in."""


@dataclass(frozen=True, slots=True)
class Source:
    """A report's source in two parts: the lines on top (``title: …``), and the text, with its first line's number."""

    head: dict[str, str]
    body: str
    first_line: int = 1


def read_source(text: str) -> Source:
    """Return the source's head and body. The head stands between two lines ``---``; a text without one has none.

    Raises ``DocumentError`` for a head that is not one, as ``blocks_of`` does for the body.
    """
    lines = text.replace("\r\n", "\n").split("\n")
    if lines[0].strip() != "---":
        return Source({}, text)
    try:
        end = lines.index("---", 1)
    except ValueError:
        raise DocumentError(HEAD_WITHOUT_END) from None
    head = {}
    for number, line in enumerate(lines[1:end], start=2):
        key, colon, value = line.partition(":")
        if line.strip() and not colon:
            raise DocumentError(filled(NOT_NAMED, line=line.strip()[:60]), where=f"linje {number}")
        if line.strip():
            head[key.strip()] = value.strip()
    return Source(head, "\n".join(lines[end + 1 :]), first_line=end + 2)


def blocks_of(source: Source, resolver: Resolver) -> tuple[Block, ...]:
    """Return the blocks of a source's body. Raises ``DocumentError``, with the line, for what cannot stand in it."""
    layout, found = layout_of(source.body), _Parts(resolver)
    for piece in layout.pieces:
        reading = found.reader_of([layout.parts[number] for number in layout.around(piece.part)])
        root = SyntaxTreeNode(_parser().parse(source.body[piece.start : piece.end]))
        first_line = source.first_line + source.body.count("\n", 0, piece.start)
        found.add(_Reader(reading, first_line).blocks(root.children))
    return found.whole()


class _Parts:
    """Puts the blocks of a source's pieces together; those of a part that is left out, as one."""

    def __init__(self, resolver: Resolver) -> None:
        self.resolver = resolver
        self.blocks: list[Block] = []
        self.aside: list[Block] = []
        self.out: Part | None = None
        self.why = Text()

    def reader_of(self, around: Sequence[Part]) -> Resolver:
        """Return who reads a piece that stands in these parts, the outermost of them last."""
        whys = ((part, self.resolver.why_left_out(part.formula)) for part in reversed(around))
        out, why = next(((part, why) for part, why in whys if why), (None, Text()))
        if out != self.out:
            self.whole()
            self.out, self.why = out, why
        return self.resolver.left_out(why) if out else self.resolver

    def add(self, blocks: Sequence[Block]) -> None:
        (self.aside if self.out else self.blocks).extend(blocks)

    def whole(self) -> tuple[Block, ...]:
        """Return all blocks so far."""
        if self.out:
            self.blocks.extend(self.resolver.instead(self.why, self.aside))
            self.aside, self.out = [], None
        return tuple(self.blocks)


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False})
    parser.inline.ruler.before("link", "claim", _claim_rule)
    parser.inline.ruler.before("image", "inclusion", _inclusion_rule)
    return parser


def _claim_rule(state: StateInline, silent: bool) -> bool:
    return _bracket_rule(state, "claim", state.pos, silent)


def _inclusion_rule(state: StateInline, silent: bool) -> bool:
    if state.src[state.pos] != "!":
        return False
    return _bracket_rule(state, "inclusion", state.pos + 1, silent)


def _bracket_rule(state: StateInline, kind: str, start: int, silent: bool) -> bool:
    found = claim_at(state.src, start)
    if found is None:
        return False
    if not silent:
        token = state.push(kind, "", 0)
        token.content = found.words
        token.meta = {"formula": found.formula}
    state.pos = found.end
    return True


class _Reader:
    """Walks the tree of one source."""

    def __init__(self, resolver: Resolver, first_line: int) -> None:
        self.resolver = resolver
        self.first_line = first_line

    def blocks(self, nodes: Iterable[SyntaxTreeNode]) -> list[Block]:
        found: list[Block] = []
        for node in nodes:
            found.extend(self.block(node))
        return found

    def block(self, node: SyntaxTreeNode) -> Sequence[Block]:
        match node.type:
            case "heading":
                return (self.heading(node),)
            case "paragraph":
                return self.paragraph(node)
            case "bullet_list" | "ordered_list":
                items = tuple(tuple(self.blocks(item.children)) for item in node.children)
                return (ListBlock(items, ordered=node.type == "ordered_list"),)
            case "blockquote":
                return (self.callout(node),)
            case _:
                raise DocumentError(NOT_IN_A_REPORT, where=self.place(node))

    def heading(self, node: SyntaxTreeNode) -> Block:
        words = plain_text(self.inlines(node.children[0].children))
        marks = HEADING_MARKS.search(words)
        text = words[: marks.start()] if marks else words
        heading = Heading(
            level=int(node.tag[1]),
            text=text,
            id=marks["id"] if marks else _slug(text),
            appendix=bool(marks and marks["appendix"]),
        )
        return self.resolver.heading(heading)

    def paragraph(self, node: SyntaxTreeNode) -> Sequence[Block]:
        children = node.children[0].children
        inclusions = [child for child in children if child.type == "inclusion"]
        if not inclusions:
            return (Paragraph(tuple(self.inlines(children))),)
        if len(children) > 1:
            raise DocumentError(NOT_ALONE, where=self.place(node))
        return self.resolver.include(inclusions[0].meta["formula"], inclusions[0].content, self.line(node))

    def callout(self, node: SyntaxTreeNode) -> Callout:
        blocks = self.blocks(node.children)
        title = ""
        if blocks and isinstance(blocks[0], Paragraph) and isinstance(blocks[0].content[0], Strong):
            first = blocks[0]
            title = plain_text(first.content[0].content)  # type: ignore[union-attr]
            rest = first.content[1:]
            blocks[:1] = [Paragraph(rest)] if plain_text(rest).strip() else []
        return Callout(title, tuple(blocks))

    def inlines(self, nodes: Iterable[SyntaxTreeNode]) -> list[Inline]:
        found: list[Inline] = []
        for node in nodes:
            found.extend(self.inline(node, found))
        return found

    def inline(self, node: SyntaxTreeNode, before: Sequence[Inline]) -> Sequence[Inline]:
        match node.type:
            case "text" | "code_inline":
                return (Plain(node.content),)
            case "softbreak" | "hardbreak":
                return (Plain(" "),)
            case "strong":
                return (Strong(tuple(self.inlines(node.children))),)
            case "em":
                return (Emphasis(tuple(self.inlines(node.children))),)
            case "claim":
                words = plain_text(before)
                start = starts_sentence(words, len(words))
                return self.resolver.claim(node.meta["formula"], node.content, sentence_start=start)
            case "link":
                return (self.link(node),)
            case _:
                raise DocumentError(NOT_IN_A_REPORT, where=self.place(node))

    def link(self, node: SyntaxTreeNode) -> Inline:
        href = str(node.attrGet("href") or "")
        if not node.children and href.startswith("#"):
            return self.resolver.refer(href[1:], self.line(node))
        return Link(tuple(self.inlines(node.children)), href)

    def line(self, node: SyntaxTreeNode) -> int:
        """Return the line of the source on which a node begins: its own, or that of what it stands in."""
        while node.map is None and node.parent is not None:
            node = node.parent
        return self.first_line + (node.map[0] if node.map else 0)

    def place(self, node: SyntaxTreeNode) -> str:
        return f"linje {self.line(node)}"


def _slug(words: str) -> str:
    plain = words.lower().replace("æ", "ae").replace("ø", "o").replace("å", "a")
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or "kapittel"
