"""Checks lists and figures against what they should hold: the centres, a question's options, each institution once."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from functools import lru_cache

from frisklivsnett.core.forms.model import Question
from frisklivsnett.core.narrative.evidence import Evidence
from frisklivsnett.core.narrative.labels import label
from frisklivsnett.core.narrative.lint.binding import plain_words
from frisklivsnett.core.narrative.lint.lexicon import CHOICES, Lexicon, content_words, stem
from frisklivsnett.core.narrative.lint.model import Finding, Judgement
from frisklivsnett.core.narrative.lint.patterns import words_in
from frisklivsnett.core.narrative.lint.segments import TYPED_ROW, Line, LineKind
from frisklivsnett.core.numbers import listing
from frisklivsnett.core.text import LANGUAGES, Text, text

_FEWEST = 3
_MOST_OF_IT = 0.6
_ALIKE = 0.6
_LONGEST_BESIDE = 6
"""Words beside a centre's name, such as its county; more is an answer."""
_OTHERS = words_in("andre annet anna")
_LONGEST_OTHER = 4
_A_CHOICE = re.compile(
    r"\b(?:blant annet|mellom anna|eksem?pel\w*|døme\w*|viktigste|viktigaste|vanligste|vanlegaste|flest|utvalg\w*"
    r"|utval\w*|noen av|nokre av)\b",
    re.IGNORECASE,
)
"""Words of a caption or a lead that say that a list is not meant to be complete."""
_AMOUNT = re.compile(r"^\s*(?:ca\.?\s*)?\d[\d\s\u00a0]*(?:[.,]\d+)?\s*(?:%|prosent|personer)?\s*$")


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing in a list or a figure, with the number and the words beside it if there are any."""

    start: int
    end: int
    words: str
    amount: float | None = None
    beside: str = ""


@dataclass(frozen=True, slots=True)
class Roll:
    """A list, a table's column or a figure: its entries, the caption above it, and whether numbers stand beside."""

    entries: tuple[Entry, ...]
    caption: str = ""

    @property
    def start(self) -> int:
        """Where the first entry begins."""
        return self.entries[0].start

    @property
    def end(self) -> int:
        """Where the last entry ends."""
        return max(entry.end for entry in self.entries)


def rolls_of(lines: Sequence[Line], text_: str) -> Iterator[Roll]:
    """Yield the lists, tables and figures of a report."""
    caption, entries, wrapped = "", list[Entry](), ""
    for line in lines:
        if line.kind in (LineKind.ITEM, LineKind.ROW):
            read = (_with_lead(entry, wrapped) for entry in _entries(line, text_))
            found = [entry for entry in read if entry.words]
            wrapped = ""
            alone = _is_row_of_figures(line, text_)
            if entries and (alone or (line.kind is LineKind.ITEM and line.number == "1")):
                yield Roll(tuple(entries), caption)
                entries = []
            if alone and found:
                yield Roll(tuple(found), caption)
            else:
                entries += found
        elif line.kind is not LineKind.BLANK:
            if entries and _wraps(line, entries, text_):
                wrapped = f"{wrapped} {line.words}".strip()
                continue
            if entries:
                yield Roll(tuple(entries), caption)
                entries = []
            caption, wrapped = line.words, ""
    if entries:
        yield Roll(tuple(entries), caption)


def _wraps(line: Line, entries: Sequence[Entry], text_: str) -> bool:
    """Whether a line in a table whose cells have run together is the first line of a long name."""
    last = text_[text_.rfind("\n", 0, entries[-1].end) + 1 : entries[-1].end]
    typed = TYPED_ROW.match(last.strip()) is not None
    return (
        typed
        and line.kind is not LineKind.CAPTION
        and not line.words.endswith((".", ":"))
        and not line.number
    )


def _with_lead(entry: Entry, lead: str) -> Entry:
    return replace(entry, words=f"{lead} {entry.words}".strip()) if lead else entry


def _cells(line: Line, text_: str) -> list[tuple[int, int, str]]:
    typed = TYPED_ROW.match(text_[line.start : line.end].strip())
    if typed:
        name = typed["label"] or ""
        start = text_.index(name or typed["n"], line.start)
        return [(start, start + len(name), name), (start, line.end, typed["n"])]
    sign = "|" if text_[line.start : line.end].lstrip().startswith("|") else "\t"
    cells, at = [], line.start
    for part in text_[line.start : line.end].split(sign):
        stripped = part.strip().lstrip("·•▪◦‣●○*–- ").strip()
        if stripped:
            start = text_.index(stripped, at)
            cells.append((start, start + len(stripped), re.sub(r"^\d{1,3}[.)]\s+", "", stripped)))
        at += len(part) + 1
    return cells


def _is_row_of_figures(line: Line, text_: str) -> bool:
    """A figure's data in one line: at least three names, and as many numbers after them."""
    cells = [words for _, _, words in _cells(line, text_)]
    amounts = [bool(_AMOUNT.match(cell)) for cell in cells]
    half = len(cells) // 2
    return (
        len(cells) >= 2 * _FEWEST
        and len(cells) == 2 * half
        and not any(amounts[:half])
        and all(amounts[half:])
    )


def _entries(line: Line, text_: str) -> Iterator[Entry]:
    cells = _cells(line, text_)
    if _is_row_of_figures(line, text_):
        half = len(cells) // 2
        for (start, end, words), (_, _, amount) in zip(cells[:half], cells[half:], strict=True):
            yield Entry(start, end, words, _number(amount))
    elif cells:
        start, end, words = cells[0]
        amounts = [_number(cell) for _, _, cell in cells[1:] if _AMOUNT.match(cell) and "%" not in cell]
        if not words or not set(words) <= set("-: "):
            beside = " ".join(cell for _, _, cell in cells[1:])
            yield Entry(start, cells[-1][1], words, amounts[0] if amounts else None, beside)


def _number(words: str) -> float:
    digits = re.sub(r"[^\d,.]", "", words).replace(",", ".").strip(".")
    try:
        return float(digits)
    except ValueError:
        return -1.0


# --- the centres ---


def check_centres(roll: Roll, evidence: Evidence) -> Iterator[Finding]:
    """Yield what is wrong with a list of centres: who is missing, who does not belong, who is there twice."""
    names = {_centre_key(r.name): r.name for r in evidence.current.respondents}
    keys = [_centre_key(entry.words) for entry in roll.entries]
    known = [key for key in keys if key in names]
    if len(known) < max(_FEWEST, _MOST_OF_IT * len(names)) or len(known) < _MOST_OF_IT * len(keys):
        return
    if any(len(entry.beside.split()) > _LONGEST_BESIDE for entry in roll.entries):
        return  # what some centres said, not who they are
    if keys[0] not in names and roll.entries[0].beside:
        roll = Roll(roll.entries[1:], roll.caption)  # a table's head
        keys = keys[1:]
    missing = [name for key, name in names.items() if key not in keys]
    extra = [entry.words for entry, key in zip(roll.entries, keys, strict=True) if key not in names]
    if missing or extra or len(known) != len(set(known)):
        yield _roll_finding(
            roll, "list", _centres_differ(missing, extra, len(keys), len(names)), "agreements.count"
        )


def _centre_key(name: str) -> tuple[str, ...]:
    skipped = ("bydel", "kommune", "oslo", "utviklingssentral", "frisklivssentral", "i")
    words = [word for word in plain_words(re.sub(r"\(.*?\)", "", name)) if word.isalpha()]
    return tuple(word for word in words if word not in skipped)


def _centres_differ(missing: Sequence[str], extra: Sequence[str], n: int, base: int) -> Text:
    def said(language: str) -> str:
        words = {
            "nb": (f"Listen har {n}, men grunnlaget er {base} sentraler.", "Mangler", "Hører ikke til"),
            "nn": (f"Lista har {n}, men grunnlaget er {base} sentralar.", "Manglar", "Høyrer ikkje til"),
            "en": (f"The list has {n}, but there are {base} centres.", "Missing", "Does not belong"),
        }[language]
        parts = [words[0]] if n != base else []
        parts += [f"{words[1]}: {listing(list(missing), language)}."] if missing else []
        parts += [f"{words[2]}: {listing(list(extra), language)}."] if extra else []
        return " ".join(parts)

    return Text({language: said(language) for language in LANGUAGES})


def _roll_finding(roll: Roll, kind: str, expected: Text, source: str, named: Text | None = None) -> Finding:
    return Finding(
        roll.start,
        roll.end,
        "",
        Judgement.CONTRADICTED,
        f"structure:{kind}",
        expected,
        source,
        named or Text(),
    )


# --- options ---


def question_of(roll: Roll, evidence: Evidence, lexicon: Lexicon) -> tuple[Question, dict[str, Entry]] | None:
    """Return the question whose options a list or figure shows, and its entries by option; None when it is not clear.

    Questions with the same options are told apart by the numbers beside them, else by the caption.
    """
    found: list[tuple[float, int, float, Question, dict[str, Entry]]] = []
    levels = {question: slots for question, _, slots in lexicon.about.matches(plain_words(roll.caption))}
    for words in lexicon.questions.values():
        question = words.question
        if question.type not in CHOICES or len(roll.entries) < _FEWEST:
            continue
        matched = _matched(roll, question)
        share = len(matched) / len(roll.entries)
        if len(matched) >= _FEWEST and share >= _MOST_OF_IT:
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
        yield _roll_finding(
            roll, "missing-option", _left_out(question, missing, counts), *_source(question, missing)
        )
    yield from _amounts(question, matched, counts, evidence)


def _source(question: Question, missing: Sequence[object]) -> tuple[str, Text]:
    codes = [str(getattr(option, "code", "")) for option in missing]
    return (f"{question.id}.{codes[0]}" if len(codes) == 1 else question.id, question.text)


def _left_out(question: Question, missing: Sequence[object], counts: dict[str, int]) -> Text:
    def said(language: str) -> str:
        lead = {"nb": "Mangler", "nn": "Manglar", "en": "Missing"}[language]
        options = [question.option(str(getattr(option, "code", ""))) for option in missing]
        names = [f"«{label(o).in_(language)}» ({counts[o.code]})" for o in options if o]
        return f"{lead}: {listing(names, language)}."

    return Text({language: said(language) for language in LANGUAGES})


def _amounts(
    question: Question, matched: dict[str, Entry], counts: dict[str, int], evidence: Evidence
) -> Iterator[Finding]:
    numbered = {code: entry for code, entry in matched.items() if entry.amount is not None}
    right = sum(entry.amount == counts[code] for code, entry in numbered.items())
    if len(numbered) < _FEWEST or right < len(numbered) / 2:
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


# --- institutions ---


def check_institutions(roll: Roll, lexicon: Lexicon) -> Iterator[Finding]:
    """Yield entries that name the same institution as an earlier one."""
    aliases = {_institution_key(name): names[0] for names in lexicon.institutions for name in names}
    first: dict[str, Entry] = {}
    for entry in roll.entries:
        key = _institution_key(entry.words)
        name = aliases.get(key, "") or _first_known(entry.words, aliases)
        same = first.get(name or key) or (
            _nearly(key, first) if len(roll.entries) <= 200 and len(key) > 8 else None
        )
        if same is not None and (name or _looks_like_institution(key)):
            yield Finding(
                entry.start,
                entry.end,
                "",
                Judgement.CONTRADICTED,
                "structure:same-institution",
                _same(same, entry),
            )
        elif same is None:
            first[name or key] = entry


def _first_known(words: str, aliases: dict[str, str]) -> str:
    """«NTNU, herunder …», «Høgskolen i Bergen / Høgskulen på Vestlandet»: the part before the sign."""
    for part in re.split(r"\s*[,/(]\s*", words):
        if name := aliases.get(_institution_key(part)):
            return name
    return ""


def _institution_key(words: str) -> str:
    letters = re.sub(
        r"[^\w\s]", " ", words.lower().replace("høyskole", "høgskole").replace("høgskule", "høgskole")
    )
    letters = re.sub(r"\bhelseforetak\b", "hf", letters)
    return " ".join(letters.split())


def _looks_like_institution(key: str) -> bool:
    return any(
        part in key for part in ("universitet", "høgskole", "institutt", "sykehus", "sjukehus", "høgskol")
    )


def _nearly(key: str, first: dict[str, Entry]) -> Entry | None:
    """The same name but for a slip of the pen."""
    for known, entry in first.items():
        if abs(len(known) - len(key)) <= 2 and SequenceMatcher(None, known, key).ratio() > 0.95:
            return entry
    return None


def _same(first: Entry, second: Entry) -> Text:
    return text(
        f"«{second.words}» er den samme institusjonen som «{first.words}».",
        f"«{second.words}» er den same institusjonen som «{first.words}».",
        f"“{second.words}” is the same institution as “{first.words}”.",
    )
