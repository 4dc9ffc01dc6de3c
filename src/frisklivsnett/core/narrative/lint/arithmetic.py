"""Finds numbers that cannot be, or do not fit each other: «19 av 18», «14 av 18 (87 %)», totals that do not add up."""

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction

from frisklivsnett.core import numbers
from frisklivsnett.core.narrative.evidence import Evidence
from frisklivsnett.core.narrative.lint.model import Finding, Judgement
from frisklivsnett.core.narrative.lint.patterns import words_in
from frisklivsnett.core.narrative.lint.rolls import FEWEST, Entry, Roll
from frisklivsnett.core.narrative.lint.segments import Line, LineKind
from frisklivsnett.core.narrative.number_words import Hedge, digits_value, small_numbers
from frisklivsnett.core.text import LANGUAGES, Text, text

_NUMBER = r"(?:\d{1,4}|[a-zæøåéA-ZÆØÅÉ]{2,12})"
_PART = re.compile(
    rf"\b(?P<n>{_NUMBER})\s+av\s+(?:de\s+|dei\s+|alle\s+)?(?P<of>{_NUMBER})\b(?P<rest>[^.;:()\n]{{0,60}})"
    r"(?:\((?:(?:ca\.|om lag|omtrent)\s*)?(?P<share>\d{1,3}(?:,\d+)?)\s*(?:%|prosent|pst)\s*\))?"
)
_SHARE_FIRST = re.compile(
    rf"(?<![\d,])(?P<share>\d{{1,3}}(?:,\d+)?)\s*(?:%|prosent)[^.;:()\n]{{0,60}}"
    rf"\((?P<n>{_NUMBER})\s+av\s+(?:de\s+|dei\s+)?(?P<of>{_NUMBER})\)"
)
_ABOUT = re.compile(r"\b(?:ca\.?|cirka|om lag|omtrent|rundt|omkring)\s*$", re.IGNORECASE)
_HEDGE = 12
"""Characters before a number that a hedge may stand in."""
_YEAR = re.compile(r"(?:19|20)\d\d")
_TOTALS = words_in("sum totalt total totalen samlet samla alt sammen saman")


def check_prose(lines: Sequence[Line], blank: str) -> Iterator[Finding]:
    """Yield parts larger than their whole, and shares that the numbers beside them do not come to."""
    for line in lines:
        if line.kind not in (LineKind.PROSE, LineKind.ITEM):
            continue
        for pattern in (_PART, _SHARE_FIRST):
            for match in pattern.finditer(blank, line.start, line.end):
                yield from _part(match)


def _part(match: re.Match[str]) -> Iterator[Finding]:
    n, of = _value(match["n"]), _value(match["of"])
    if n is None or not of or _YEAR.fullmatch(match["n"]):
        return
    if n > of:
        yield _finding(match.start(), match.end("of"), "impossible-count", _too_many(n, of))
        return
    share = match["share"]
    about = (
        _ABOUT.search(match.string, max(0, match.start() - _HEDGE), match.start("share")) if share else None
    )
    if share and not _fits(share, [Fraction(n, of)]) and not (about and _near(share, Fraction(n, of))):
        yield _finding(match.start(), match.end(), "share", _other_share(Fraction(n, of), share))


def _value(words: str) -> int | None:
    if words.isdigit():
        return int(words)
    return next(
        (small_numbers(x)[words.lower()] for x in ("nb", "nn") if words.lower() in small_numbers(x)), None
    )


def _fits(share: str, exact: Sequence[Fraction]) -> bool:
    value, decimals = digits_value(share, "nb")
    return any(abs(numbers.half_up(one * 100, decimals) - Fraction(value)) == 0 for one in exact)


def _near(share: str, exact: Fraction) -> bool:
    """What «ca.» allows: 5 % off, as everywhere."""
    return Hedge.ABOUT.holds(Fraction(digits_value(share, "nb")[0]), exact * 100)


def _finding(start: int, end: int, kind: str, why: Text) -> Finding:
    return Finding(start, end, "", Judgement.CONTRADICTED, f"structure:{kind}", why)


def _too_many(n: int, of: int) -> Text:
    return text(
        f"{n} kan ikke være en del av {of}.",
        f"{n} kan ikkje vere ein del av {of}.",
        f"{n} cannot be a part of {of}.",
    )


def _other_share(exact: Fraction, said: str) -> Text:
    _, decimals = digits_value(said, "nb")
    return Text({language: numbers.percent(exact, language, decimals) for language in LANGUAGES})


# --- tables ---


def check_table(roll: Roll, evidence: Evidence) -> Iterator[Finding]:
    """Yield totals that their column does not add up to, and shares that fit no base."""
    numbered = [entry for entry in roll.entries if entry.amount is not None and entry.amount >= 0]
    parts = [entry for entry in numbered if not _is_total(entry)]
    total = next((entry for entry in numbered if _is_total(entry)), None)
    if not numbered:
        yield from _percent_sum(roll)
    if len(parts) < FEWEST:
        return
    amounts = [Fraction(str(entry.amount)) for entry in parts]
    if total is not None and _is_last(total, roll):
        said = Fraction(str(total.amount))
        # In a table of multiple choices the last row is the number of centres, and no sum.
        base = evidence.current.base
        if said != base and abs(sum(amounts) - said) > 0 and said > max(amounts) and _whole(amounts):
            yield _finding(total.start, total.end, "sum", _other_sum(sum(amounts, Fraction())))
    yield from _shares(parts, total, evidence)


def _percent_sum(roll: Roll) -> Iterator[Finding]:
    """A column of percent with a total of 100: what its rows add up to, but for what rounding may take."""
    shares = [
        (entry, match[1]) for entry in roll.entries if (match := _PERCENT.fullmatch(entry.beside.strip()))
    ]
    if len(shares) <= FEWEST or not _is_total(shares[-1][0]) or not _is_last(shares[-1][0], roll):
        return
    told = [digits_value(share, "nb") for _, share in shares]
    total = sum((Fraction(value) for value, _ in told[:-1]), Fraction())
    slack = sum((Fraction(1, 2 * 10**decimals) for _, decimals in told), Fraction())
    last = shares[-1][0]
    if Fraction(told[-1][0]) == 100 and abs(total - 100) > slack:
        yield _finding(last.start, last.end, "sum", _other_sum(total))


def _is_total(entry: Entry) -> bool:
    first = entry.words.lower().replace(":", "").split()
    return bool(first) and first[-1] in _TOTALS and len(first) <= FEWEST


def _is_last(total: Entry, roll: Roll) -> bool:
    return roll.entries[-1] is total


def _whole(amounts: Sequence[Fraction]) -> bool:
    return all(amount.denominator == 1 for amount in amounts)


def _shares(parts: Sequence[Entry], total: Entry | None, evidence: Evidence) -> Iterator[Finding]:
    """The base of the shares is one for the whole table; the rows that do not fit it are wrong."""
    beside = [(entry, match[1]) for entry in parts if (match := _PERCENT.search(entry.beside))]
    if len(beside) < FEWEST:
        return
    base = _base_of(beside, total, evidence)
    for entry, share in beside if base else ():
        exact = Fraction(str(entry.amount)) / base
        if not _fits(share, [exact]):
            yield _finding(entry.start, entry.end, "share", _other_share(exact, share))


_PERCENT = re.compile(r"(\d{1,3}(?:,\d+)?)\s*(?:%|prosent)")


def _base_of(beside: Sequence[tuple[Entry, str]], total: Entry | None, evidence: Evidence) -> Fraction:
    """The base that most rows fit; 0 when none fits most of them."""
    likely = [Fraction(one) for one in range(1, evidence.current.base + 1)]
    likely += [sum((Fraction(str(entry.amount)) for entry, _ in beside), Fraction())]
    likely += [Fraction(str(total.amount))] if total is not None else []
    fitting = {
        base: sum(_fits(share, [Fraction(str(entry.amount)) / base]) for entry, share in beside)
        for base in likely
        if base
    }
    best = max(fitting, key=lambda base: fitting[base])
    return best if fitting[best] > len(beside) / 2 else Fraction()


def _other_sum(right: Fraction) -> Text:
    digits = {language: numbers.decimal(right, language) for language in LANGUAGES}
    return text(
        f"Tallene over blir {digits['nb']} til sammen.",
        f"Tala over blir {digits['nn']} til saman.",
        f"The numbers above add up to {digits['en']}.",
    )
