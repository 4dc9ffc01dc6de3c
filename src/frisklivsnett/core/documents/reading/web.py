"""The text of a web page: what a reader sees, without scripts, styles, pictures and deleted text."""

from html.parser import HTMLParser

_SKIPPED = frozenset(
    """
    script style template head svg math noscript object iframe del s nav select textarea
    """.split()  # noqa: SIM905 – a set of names is read more easily without the quotes
)
_BLOCKS = frozenset(
    """
    p div section article main aside header footer ul ol dl dt dd table caption thead tbody tfoot figure figcaption
    blockquote pre address form fieldset hr details summary h1 h2 h3 h4 h5 h6 li tr body html
    """.split()  # noqa: SIM905
)
_EMPTY = frozenset("area base br col embed hr img input link meta source track wbr".split())  # noqa: SIM905
_HEADINGS = {f"h{level}": "#" * level + " " for level in range(1, 7)}
_DEEPEST = 400


def html_text(source: str) -> str:
    """Return the text of a web page, a block a paragraph, table cells parted by tabs."""
    reader = _Reader()
    reader.feed(source)
    reader.close()
    return reader.text()


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.skipping: list[str] = []
        self.lists: list[int] = []
        self.cell = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self.skipping:
            if tag == self.skipping[-1] and tag not in _EMPTY and len(self.skipping) < _DEEPEST:
                self.skipping.append(tag)
            return
        if tag not in _EMPTY and (tag in _SKIPPED or _hidden(dict(attrs))):
            self.skipping.append(tag)
            return
        self._begin(tag)

    def _begin(self, tag: str) -> None:
        if tag == "br":
            self.parts.append("\n")
        elif tag in ("td", "th"):
            self.parts.append("\t" if self.cell else "")
            self.cell += 1
        elif tag in ("ul", "ol"):
            self.lists.append(0 if tag == "ol" else -1)
            self.parts.append("\n\n")
        elif tag == "li":
            self.parts.append("\n" + self._bullet())
        elif tag == "tr":
            self.cell = 0
            self.parts.append("\n")
        elif tag in _BLOCKS and not (tag in ("p", "div") and (self.cell or self.lists)):
            self.parts.append("\n\n" + _HEADINGS.get(tag, ""))

    def _bullet(self) -> str:
        if not self.lists or self.lists[-1] < 0:
            return "· "
        self.lists[-1] += 1
        return f"{self.lists[-1]}. "

    def handle_endtag(self, tag: str) -> None:
        if self.skipping:
            if tag == self.skipping[-1]:
                self.skipping.pop()
            return
        if tag in ("ul", "ol"):
            self.lists = self.lists[:-1]
        if tag in ("tr", "table"):
            self.cell = 0
        if (
            tag in _BLOCKS
            and tag not in ("li", "tr")
            and not (tag in ("p", "div") and (self.cell or self.lists))
        ):
            self.parts.append("\n\n")

    def handle_data(self, data: str) -> None:
        if not self.skipping:
            self.parts.append(" ".join(data.split()) if data.strip() else " " if data else "")
            self._keep_spaces(data)

    def _keep_spaces(self, data: str) -> None:
        """A space at either end of a piece of text parts it from its neighbours."""
        if data.strip():
            if data[0].isspace():
                self.parts[-1] = " " + self.parts[-1]
            if data[-1].isspace():
                self.parts[-1] += " "

    def text(self) -> str:
        lines = [
            " ".join(part for part in line.split(" ") if part) for line in "".join(self.parts).split("\n")
        ]
        kept: list[str] = []
        for line in lines:
            if line or (kept and kept[-1]):
                kept.append(line)
        return "\n".join(kept).strip("\n") + "\n"


def _hidden(attributes: dict[str, str | None]) -> bool:
    style = (attributes.get("style") or "").replace(" ", "").lower()
    return "hidden" in attributes or "display:none" in style
