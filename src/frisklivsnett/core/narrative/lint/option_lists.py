"""Checks lists, tables and figures of a question's options: what they leave out, and numbers that differ."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from frisklivsnett.core.forms.model import Option, Question
from frisklivsnett.core.narrative.evidence import Evidence
from frisklivsnett.core.narrative.labels import label
from frisklivsnett.core.narrative.lint.binding import plain_words
from frisklivsnett.core.narrative.lint.grammar import FRAME
from frisklivsnett.core.narrative.lint.lexicon import CHOICES, Lexicon, content_words, stem
from frisklivsnett.core.narrative.lint.model import Finding, Judgement
from frisklivsnett.core.narrative.lint.patterns import words_in
from frisklivsnett.core.narrative.lint.rolls import FEWEST, MOST_OF_IT, Entry, Roll, roll_finding
from frisklivsnett.core.numbers import listing
from frisklivsnett.core.text import LANGUAGES, Text

_ALIKE = 0.6
_SIZE = re.compile(r"\bn\s*=\s*(\d{1,4})\b", re.IGNORECASE)
_MORE_THAN = {
    "nb": "{} kan ikke være en del av {}.",
    "nn": "{} kan ikkje vere ein del av {}.",
    "en": "{} cannot be a part of {}.",
}
_OTHERS = words_in("andre annet anna")
_LONGEST_OTHER = 4
_A_CHOICE = re.compile(
    r"\b(?:blant annet|mellom anna|eksem?pel\w*|døme\w*|viktigste|viktigaste|vanligste|vanlegaste|flest|utvalg\w*"
    r"|utval\w*|noen av|nokre av)\b",
    re.IGNORECASE,
)
"""Words of a caption or a lead that say that a list is not meant to be complete."""


def question_of(roll: Roll, evidence: Evidence, lexicon: Lexicon) -> tuple[Question, dict[str, Entry]] | None:
    """Return the question whose options a list or figure shows, and its entries by option; None when it is not clear.

    Questions with the same options are told apart by the numbers beside them, else by the caption.
    """
    found: list[tuple[float, int, float, Question, dict[str, Entry]]] = []
    levels = {question: slots for question, _, slots in lexicon.about.matches(plain_words(roll.caption))}
    for words in lexicon.questions.values():
        question = words.question
        if question.type not in CHOICES or len(roll.entries) < FEWEST:
            continue
        matched = _matched(roll, question)
        if matched or levels.get(question.id):
            matched = _by_their_words(roll, question, matched, lexicon)
        share = len(matched) / len(roll.entries)
        if len(matched) >= FEWEST and share >= MOST_OF_IT:
            right = sum(
                entry.amount == n
                for code, n in _counts(question, evidence).items()
                if (entry := matched.get(code))
            )
            found.append((round(share, 1), right, levels.get(question.id, 0), question, matched))
    found.sort(key=lambda one: one[:3], reverse=True)
    if not found or len(found) > 1 and found[0][:3] == found[1][:3]:
        return None
    return found[0][3], found[0][4]


def _counts(question: Question, evidence: Evidence) -> dict[str, int]:
    answered = evidence.rounds[evidence.year]
    return {option.code: answered.ticked(question, option.code).bit_count() for option in question.options}


def _matched(roll: Roll, question: Question) -> dict[str, Entry]:
    """Tie entries to options: those in the form's words first, then those nearly so, the nearest first."""
    keys = {option.code: _option_keys(option.text) for option in question.options}
    matched: dict[str, Entry] = {}
    rest = []
    for entry in roll.entries:
        key = _key(entry.words)
        code = next((code for code, known in keys.items() if key in known and code not in matched), None)
        if code:
            matched[code] = entry
        else:
            rest.append((entry, key))
    if not matched:
        return {}  # a list of other things
    near = [(_alike(key, keys[code]), at, code) for at, (_, key) in enumerate(rest) for code in keys]
    taken: set[int] = set()
    for likeness, at, code in sorted(near, key=lambda one: -one[0]):
        if likeness >= _ALIKE and code not in matched and at not in taken:
            matched[code] = rest[at][0]
            taken.add(at)
    for at, (entry, _) in enumerate(rest):
        if at not in taken and (other := _other(entry, question, matched)):
            matched[other] = entry
    return matched


@lru_cache(maxsize=1 << 14)
def _key(words: str) -> frozenset[str]:
    kept = content_words(re.sub(r"\(.*?\)", "", words))
    return frozenset(stem(word) for word in kept) or frozenset(plain_words(words))


@lru_cache(maxsize=1 << 12)
def _option_keys(wording: Text) -> tuple[frozenset[str], ...]:
    texts = [wording.by_language[language] for language in ("nb", "nn") if language in wording.by_language]
    return tuple(_key(part) for words in texts for part in (words, words.split(".")[0], words.split(",")[0]))


def _alike(key: frozenset[str], known: tuple[frozenset[str], ...]) -> float:
    return max((len(key & one) / len(key | one) for one in known if key), default=0.0)


def _by_their_words(
    roll: Roll, question: Question, matched: dict[str, Entry], lexicon: Lexicon
) -> dict[str, Entry]:
    """Tie what is left to options by what people call them: «Egen nettside», «Samarbeidspartnere»."""
    taken = {entry.start for entry in matched.values()}
    found = dict(matched)
    for entry in roll.entries:
        words = plain_words(entry.words)
        places = {
            name.option: places
            for name, places, _ in lexicon.options.matches(words)
            if name.option.question == question.id and name.option.code not in found
        }
        options = [one for one in places if not any(places[one] < other for other in places.values())]
        if entry.start in taken or len(options) != 1:
            continue
        known = places[options[0]] | options[0].along.places(words) | FRAME.places(words)
        if all(at in known or not word.isalpha() for at, word in enumerate(words)):
            found[options[0].code] = entry
    return found


def _other(entry: Entry, question: Question, matched: dict[str, Entry]) -> str | None:
    """«Andre» and «Annet» are the option that asks for words, whatever it is called."""
    if not set(plain_words(entry.words)) & _OTHERS or len(plain_words(entry.words)) > _LONGEST_OTHER:
        return None
    asks = [option.code for option in question.options if option.specify]
    return next((code for code in reversed(asks) if code not in matched), None)


def check_options(roll: Roll, evidence: Evidence, lexicon: Lexicon) -> Iterator[Finding]:
    """Yield the options that a list or figure leaves out though they were chosen, and figures that differ."""
    found = question_of(roll, evidence, lexicon)
    if found is None:
        return
    question, matched = found
    counts = _counts(question, evidence)
    missing = [o for o in question.options if o.code not in matched and counts[o.code]]
    chosen = [code for code, n in counts.items() if n]
    complete = len([code for code in matched if counts.get(code)]) > len(chosen) / 2 and not _A_CHOICE.search(
        roll.caption
    )
    if missing and complete:
        yield roll_finding(
            roll, "missing-option", _left_out(question, missing, counts), *_source(question, missing)
        )
    yield from _amounts(question, matched, counts, evidence)
    yield from _above_base(roll, matched)


def _above_base(roll: Roll, matched: dict[str, Entry]) -> Iterator[Finding]:
    """«Målgrupper (n = 17)» above a row of 18."""
    size = _SIZE.search(roll.caption)
    for entry in matched.values() if size else ():
        if size and entry.amount is not None and entry.amount > int(size[1]):
            said, base = int(entry.amount), size[1]
            why = Text({x: _MORE_THAN[x].format(said, base) for x in LANGUAGES})
            yield Finding(
                entry.start, entry.end, "", Judgement.CONTRADICTED, "structure:impossible-count", why
            )


def _source(question: Question, missing: Sequence[Option]) -> tuple[str, Text]:
    codes = [option.code for option in missing]
    return (f"{question.id}.{codes[0]}" if len(codes) == 1 else question.id, question.text)


def _left_out(question: Question, missing: Sequence[Option], counts: dict[str, int]) -> Text:
    def said(language: str) -> str:
        lead = {"nb": "Mangler", "nn": "Manglar", "en": "Missing"}[language]
        names = [f"«{label(o).in_(language)}» ({counts[o.code]})" for o in missing]
        return f"{lead}: {listing(names, language)}."

    return Text({language: said(language) for language in LANGUAGES})


def _amounts(
    question: Question, matched: dict[str, Entry], counts: dict[str, int], evidence: Evidence
) -> Iterator[Finding]:
    numbered = {code: entry for code, entry in matched.items() if entry.amount is not None}
    right = sum(entry.amount == counts[code] for code, entry in numbered.items())
    if len(numbered) < FEWEST or right < len(numbered) / 2:
        return  # other numbers than the counts of centres
    for code, entry in numbered.items():
        if entry.amount != counts[code]:
            option = question.option(code)
            named = label(option) if option else Text()
            expected = Text({x: f"{counts[code]}: {named.in_(x)}" for x in LANGUAGES})
            yield Finding(
                entry.start,
                entry.end,
                "",
                Judgement.CONTRADICTED,
                "structure:figure-data",
                expected,
                f"{question.id}.{code}",
                named,
            )
