"""What Word shows but does not store as text: the numbers of headings and lists, and which paragraphs are headings."""

import re

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_HEADING = re.compile(r"(?:heading|overskrift)\s*(\d)", re.IGNORECASE)
_CONTENTS = re.compile(r"(?:toc|inh|innhold|table of figures|figurliste)\s*\d*", re.IGNORECASE)
_DEEPEST = 10


class Styles:
    """The paragraph styles of a file."""

    def __init__(self, styles: etree._Element | None) -> None:
        found = () if styles is None else styles.findall(W + "style")
        self.by_id = {str(style.get(W + "styleId")): style for style in found}

    def chain(self, paragraph: etree._Element) -> list[etree._Element]:
        """Return the paragraph's properties, its style's, and those of the styles that it is based on."""
        own = paragraph.find(W + "pPr")
        found = [] if own is None else [own]
        style_id = _value(own, "pStyle")
        while style_id in self.by_id and len(found) < _DEEPEST:
            style = self.by_id[style_id]
            properties = style.find(W + "pPr")
            if properties is not None:
                found.append(properties)
            style_id = _value(style, "basedOn")
        return found

    def name(self, paragraph: etree._Element) -> str:
        """Return the name of the paragraph's style."""
        style_id = _value(paragraph.find(W + "pPr"), "pStyle")
        return _value(self.by_id.get(style_id), "name") or style_id

    def heading_level(self, paragraph: etree._Element) -> int:
        """Return 1 to 9 for a heading, 0 for other paragraphs."""
        named = _HEADING.fullmatch(self.name(paragraph).strip())
        if named:
            return int(named[1])
        for properties in self.chain(paragraph):
            level = _value(properties, "outlineLvl")
            if level.isdigit():
                return int(level) + 1 if int(level) < 9 else 0
        return 0

    def is_contents(self, paragraph: etree._Element) -> bool:
        """Tell whether the paragraph is a line of the table of contents."""
        return _CONTENTS.fullmatch(self.name(paragraph).strip()) is not None


class Lists:
    """The numbering of a file: what number or bullet stands before a paragraph. Ask in the document's order."""

    def __init__(self, numbering: etree._Element | None, styles: Styles) -> None:
        self.styles = styles
        self.levels: dict[str, dict[int, tuple[str, str, int]]] = {}
        self.counts: dict[str, dict[int, int]] = {}
        if numbering is not None:
            self._read(numbering)

    def _read(self, numbering: etree._Element) -> None:
        abstract = {
            str(one.get(W + "abstractNumId")): {
                int(level.get(W + "ilvl") or 0): (
                    _value(level, "numFmt"),
                    _value(level, "lvlText"),
                    int(_value(level, "start") or 1),
                )
                for level in one.findall(W + "lvl")
            }
            for one in numbering.findall(W + "abstractNum")
        }
        for number in numbering.findall(W + "num"):
            self.levels[str(number.get(W + "numId"))] = abstract.get(_value(number, "abstractNumId"), {})

    def label(self, paragraph: etree._Element) -> str:
        """Return what stands before the paragraph («2.1», «3.», «·»), or nothing. Counts it."""
        number, level = self._place(paragraph)
        levels = self.levels.get(number)
        if not levels or level not in levels:
            return ""
        form, pattern, _ = levels[level]
        if form in ("bullet", ""):
            return "·"
        if form == "none":
            return ""
        counts = self.counts.setdefault(number, {})
        counts[level] = counts.get(level, levels[level][2] - 1) + 1
        for deeper in [one for one in counts if one > level]:
            del counts[deeper]
        return re.sub(r"%(\d)", lambda m: self._shown(counts, levels, int(m[1]) - 1), pattern).strip()

    @staticmethod
    def _shown(counts: dict[int, int], levels: dict[int, tuple[str, str, int]], level: int) -> str:
        count = counts.get(level, levels[level][2] if level in levels else 1)
        form = levels[level][0] if level in levels else "decimal"
        if form in ("lowerLetter", "upperLetter") and 1 <= count <= 26:
            letter = chr(ord("a") + count - 1)
            return letter.upper() if form == "upperLetter" else letter
        return str(count)

    def _place(self, paragraph: etree._Element) -> tuple[str, int]:
        number, level = "", -1
        for properties in self.styles.chain(paragraph):
            numbered = properties.find(W + "numPr")
            if numbered is None:
                continue
            number = number or _value(numbered, "numId")
            if level < 0 and _value(numbered, "ilvl").isdigit():
                level = int(_value(numbered, "ilvl"))
        return number, max(level, 0)


def _value(parent: etree._Element | None, name: str) -> str:
    found = None if parent is None else parent.find(W + name)
    return "" if found is None else str(found.get(W + "val") or "")
