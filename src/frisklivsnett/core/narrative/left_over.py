"""The running text that is left when a source's claims are taken out, and what in it touches them.

What is blotted out here, nobody checks. So only that is blotted out which the document layer does not print: numbers
of list items, names of headings, addresses of links. All else is scanned, printed or not.
"""

import re
from collections.abc import Iterator, Sequence

from frisklivsnett.core.narrative.claims import Verdict
from frisklivsnett.core.narrative.closed_world import Kind, OpenFinding
from frisklivsnett.core.narrative.expressions import cut
from frisklivsnett.core.narrative.number_words import HEDGES, Hedge, scale_words
from frisklivsnett.core.narrative.parts import Layout
from frisklivsnett.core.narrative.placed import Placed
from frisklivsnett.core.narrative.source import Found, broken_claims
from frisklivsnett.core.narrative.values import Names
from frisklivsnett.core.narrative.verify import NEGATIONS
from frisklivsnett.core.text import text

BLOT = "\N{OBJECT REPLACEMENT CHARACTER}"
"""Stands for each character that is not running text, so that places stay."""
_VANISHES = "\N{SOFT HYPHEN}"
"""Stands for marks that leave nothing between the letters around them: «fjor**ten**» is printed «fjorten»."""

_HEADING_NAME = re.compile(r"(?m)^(#{1,6} [^\n]{0,500}?)(\{#[\w.-]{1,100}(?: appendix)?\})[ \t]*$")
_LINK = re.compile(r"(\[[^\[\]\n]{0,500}\])(\([^)\s\[\]]{0,500}(?:[ ]\"[^\"\n]{0,300}\")?\))")
_MARKS = re.compile(r"[*`~]|(?<!\w)_|_(?!\w)|\\(?=[!-/:-@\[-`{-~])")
_LIST_ITEM = re.compile(r"[ \t]{0,12}(?P<number>\d{1,9})[.)](?=[ \t])")
_BULLET = re.compile(r"[ \t]{0,12}[-+*][ \t]")


def running_text(source: str, found: Sequence[Found]) -> str:
    """Return the source, as long as it is, with claims and what is not printed blotted out; captions stay."""
    parts, at = [], 0
    for each in found:
        parts.append(source[at : each.start])
        words = each.words if each.inclusion else BLOT * len(each.words)
        parts += [BLOT * (each.words_start - each.start), words, BLOT * (each.end - each.words_end)]
        at = each.end
    left = "".join((*parts, source[at:]))
    left = _HEADING_NAME.sub(_second_blotted, left)
    left = _LINK.sub(_second_blotted, left)
    return _MARKS.sub(_VANISHES, _without_list_numbers(left))


def _second_blotted(match: re.Match[str]) -> str:
    end = match.end(2) - match.start()
    return match[1] + BLOT * len(match[2]) + match[0][end:]


def _without_list_numbers(left: str) -> str:
    """Blot out the numbers of list items. As in Markdown, «14. juni» on a line within a paragraph is no list item."""
    lines, in_list, after_blank = [], False, True
    for line in left.split("\n"):
        item = _LIST_ITEM.match(line)
        if item and (in_list or after_blank or item["number"] == "1"):
            lines.append(BLOT * item.end() + line[item.end() :])
            in_list = True
        else:
            lines.append(line)
            in_list = bool(_BULLET.match(line)) or (in_list and not (after_blank and line[:1].strip()))
        after_blank = not line.strip() or line.startswith("#")
    return "\n".join(lines)


# --- what touches a claim ---

_CHANGING = frozenset(Hedge) - {Hedge.PLAIN}
_UNITS = {"%", "prosent", "percent", "prosentpoeng", "promille"}
_NEAR = 40


def adjoining(left: str, placed: Sequence[Placed], language: str) -> Iterator[OpenFinding]:
    """Find words beside a claim that change what it says: «nesten [alle]», «ikke [14]», «[14] prosent»."""
    before = _phrases_before(language)
    after = _UNITS | scale_words(language)
    for each in placed:
        claim = each.claim
        if claim.verdict is Verdict.ATTESTED or claim.value is None or isinstance(claim.value, Names):
            continue
        phrase = _last_phrase(left, each.start, before)
        if phrase:
            yield _adjoining(left, *phrase, claim.words)
        following = cut(left[each.end : each.end + _NEAR])
        if following.words and following.words[0] in after:
            yield _adjoining(left, each.end + following.starts[0], each.end + following.ends[0], claim.words)


def _phrases_before(language: str) -> frozenset[tuple[str, ...]]:
    hedges = [words for hedge in _CHANGING for words in HEDGES[language][hedge]]
    return frozenset(tuple(cut(words).words) for words in (*hedges, *NEGATIONS[language]))


def _last_phrase(left: str, place: int, phrases: frozenset[tuple[str, ...]]) -> tuple[int, int] | None:
    """Where the longest of the phrases stands that ends right before ``place``."""
    from_ = max(0, place - _NEAR)
    near = cut(left[from_:place].replace(_VANISHES, " "))
    for length in range(min(4, len(near.words)), 0, -1):
        if tuple(near.words[-length:]) in phrases:
            return from_ + near.starts[-length], from_ + near.ends[-1]
    return None


def _adjoining(left: str, start: int, end: int, words: str) -> OpenFinding:
    said = left[start:end].replace(_VANISHES, "")
    message = text(
        f"«{said}» endrer meningen til «{words}». Ta det med i klammene, så det blir kontrollert.",
        f"«{said}» endrar meininga til «{words}». Ta det med i klammene, så det blir kontrollert.",
        f"“{said}” changes what “{words}” means. Take it into the brackets, so that it is checked.",
    )
    return OpenFinding(start, end, left[start:end], Kind.ADJOINING, message)


# --- what is written wrong ---

_ENTITY = re.compile(r"&(?!(?:nbsp|amp|lt|gt);)(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]\w{1,31});")


def misplaced(source: str) -> Iterator[OpenFinding]:
    """Find formulas that are never closed, and characters written as codes, behind which a number could hide."""
    for start, end in broken_claims(source):
        yield OpenFinding(start, end, source[start:end], Kind.BROKEN_CLAIM, _BROKEN)
    for match in _ENTITY.finditer(source):
        yield OpenFinding(match.start(), match.end(), match[0], Kind.CHARACTER, _CODED)


def misplaced_parts(layout: Layout) -> Iterator[OpenFinding]:
    """Find ``:::`` where it means nothing: among words, closing what nothing opened, opening what is not closed."""
    for start, end in layout.misplaced:
        yield OpenFinding(start, end, layout.source[start:end], Kind.PART, _NO_PART)


_NO_PART = text(
    "En del åpnes med linjen «::: when vilkår» og avsluttes med linjen «:::». Her mangler den ene.",
    "Ein del blir opna med linja «::: when vilkår» og avslutta med linja «:::». Her manglar den eine.",
    "A part is opened by the line “::: when condition” and closed by the line “:::”. One of them is missing here.",
)
_BROKEN = text(
    "Her begynner en formel som ikke avsluttes, eller som ikke har ord i klammer foran seg: [ord](=formel).",
    "Her byrjar ein formel som ikkje blir avslutta, eller som ikkje har ord i klammer framfor seg: [ord](=formel).",
    "A formula begins here that is never closed, or that has no words in brackets before it: [words](=formula).",
)
_CODED = text(
    "Skriv tegnet selv, ikke koden for det.",
    "Skriv teiknet sjølv, ikkje koden for det.",
    "Write the character itself, not its code.",
)
