"""Finds years that are not the report's where its own is meant: in title, captions and questions."""

import re
from collections.abc import Iterator, Sequence

from frisklivsnett.core.narrative.evidence import Evidence
from frisklivsnett.core.narrative.lint.binding import plain_words
from frisklivsnett.core.narrative.lint.lexicon import Lexicon
from frisklivsnett.core.narrative.lint.model import Finding, Judgement
from frisklivsnett.core.narrative.lint.segments import Line, LineKind
from frisklivsnett.core.text import Text, text

_YEAR = re.compile(r"(?<![\d.,–-])(?:19|20)\d\d(?![\d–-])")
_NOT_OWN = re.compile(
    r"\b(?:siden|sidan|fra|frå|til|mellom|etter|før|med|mot|og|innen|innan)\s+(?:år(?:et)?\s+)?(?:19|20)\d\d",
    re.IGNORECASE,
)
"""What looks back, or ahead, is not the report's own year."""
_OWN_YEAR = re.compile(
    r"\b(?:denne\s+(?:års?)?rapporten|(?:års)?rapporten|rapporten\s+her)\s+(?:\w+\s+)?"
    r"(?:gjelder|gjeld|omhandler|omhandlar|omfatter|omfattar|dekker|dekkjer|beskriver|oppsummerer|oppsummerar|viser)\b"
    r"[^.;:\d]{0,80}(?P<year>(?:19|20)\d\d)",
    re.IGNORECASE,
)
"""What a report says of itself."""
_TITLE = re.compile(
    r"\b(?:års?rapport\w*|rapport|arbeid|resultat\w*|aktivitet\w*|virksomhet\w*)\b", re.IGNORECASE
)
_LONGEST_TITLE = 120
_LIKE = 0.7


def check_years(lines: Sequence[Line], blank: str, evidence: Evidence, lexicon: Lexicon) -> Iterator[Finding]:
    """Yield the lines that name another year than the report's where its own is meant."""
    asked = [set(plain_words(q.question.text.in_("nb"))) for q in lexicon.questions.values()]
    title = next((line for line in lines if line.kind is not LineKind.BLANK), None)
    for line in lines:
        words = blank[line.start : line.end]
        years = [(match.start() + line.start, int(match[0])) for match in _YEAR.finditer(words)]
        if len(years) != 1 or years[0][1] == evidence.year or _NOT_OWN.search(words):
            continue
        named = line is title and len(words) <= _LONGEST_TITLE and _TITLE.search(words)
        itself = line.kind in (LineKind.PROSE, LineKind.ITEM) and _OWN_YEAR.search(words)
        if line.kind is LineKind.CAPTION or named or itself or _is_question(line.words, asked):
            yield _wrong_year(line, years[0], evidence.year)


def _is_question(words: str, asked: Sequence[set[str]]) -> bool:
    """Whether the line is one of the form's questions, in about its own words."""
    if not words.rstrip(" )").endswith(("?", ":", ".")) and "?" not in words:
        return False
    said = {word for word in plain_words(words) if not word.isdigit()}
    own = [{word for word in question if not word.isdigit()} for question in asked]
    return any(one and len(said & one) / len(said | one) >= _LIKE for one in own)


def _wrong_year(line: Line, year: tuple[int, int], right: int) -> Finding:
    why: Text = text(
        f"Året skulle vært {right}, ikke {year[1]}.",
        f"Året skulle vore {right}, ikkje {year[1]}.",
        f"The year should be {right}, not {year[1]}.",
    )
    return Finding(line.start, line.end, "", Judgement.CONTRADICTED, "structure:year", why)
