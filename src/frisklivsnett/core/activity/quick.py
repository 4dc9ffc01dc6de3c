"""Understands a note («Hospitering, 4 fra Senja, i går») as an entry to confirm. Nothing is made up or lost.

What the note does not say stays empty, what may be read in several ways comes with the others, and the words that no
field has taken become the title.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from frisklivsnett.core.activity.answering import answers_of
from frisklivsnett.core.activity.dates import Days, FoundDays, find_days
from frisklivsnett.core.activity.draft import Doubt, Draft, Found, Trouble
from frisklivsnett.core.activity.finding import PlaceFinder, mistakes_between
from frisklivsnett.core.activity.model import Kind
from frisklivsnett.core.activity.naming import Named, name_all
from frisklivsnett.core.activity.nouns import PEOPLE_WORDS
from frisklivsnett.core.activity.people import Count, clock_times, count_people
from frisklivsnett.core.activity.spans import FROM_WORDS, Note, is_about, is_one_of, is_word, matches
from frisklivsnett.core.activity.vocabulary import PHRASES, Phrase

MOST_READ = 1000
"""Characters of a note that are read; the rest is handed back unread."""
MOST_TITLE = 300
"""Characters that a title may have."""
MOST_DOUBTS = 8
ENOUGH = 4
"""The weight from which a kind is sure, when no other comes near."""
_GLUED = re.compile(r"(?<=\d)(?=(?:stk|stykk|pers)\w*\b|(?:p|pax)\b)", re.IGNORECASE)
"""«3stk» is two words."""
NEAR = 0.65
"""The part of the first kind's weight at which another makes it unsure."""


@dataclass(frozen=True, slots=True)
class TopicWords:
    """A topic and the words by which a note names it: phrases in small letters, ``*`` ends one that may go on."""

    slug: str
    phrases: tuple[tuple[str, ...], ...]


def understand(
    text: str,
    *,
    today: date,
    kinds: Mapping[str, Kind],
    places: PlaceFinder,
    topics: Sequence[TopicWords] = (),
    kind: str = "",
) -> Draft:
    """Return what ``text`` tells of an entry; ``kind`` is the kind's id when it is already chosen.

    Takes any text: only its first characters are read, so that the time is bounded.
    """
    head, unread = _bounded(text)
    note = Note(head)
    said = _phrases(note)
    chosen = Found(kind, "") if kind in kinds else _kind_of(note, said, kinds)
    what = kinds.get(chosen.value) if chosen else None
    days, within, doubts = _days(note, today)
    _drop(note, said, what)
    answers = answers_of(note, said, what)
    count = count_people(note) if what is None or what.has_people else Count()
    named = name_all(note, places, said, what)
    guessed = _guessed(said, named, count) if chosen is None else ""
    if guessed in kinds:
        others = tuple(other for other in kinds if other != guessed)
        read = understand(text, today=today, kinds=kinds, places=places, topics=topics, kind=guessed)
        return replace(read, kind=Found(guessed, "", False, others))
    title, rest = _title(note)
    return Draft(
        text=head,
        kind=chosen,
        days=days,
        within=within,
        people=count.people,
        approximate=count.approximate,
        places=named.places,
        organisations=named.organisations,
        topics=_topics(note, topics) if what is None or what.has_topics else (),
        answers=answers,
        title=title,
        doubts=_doubts(doubts, count, named, unread),
        unread=" ".join(filter(None, (rest, unread))),
    )


def _bounded(text: str) -> tuple[str, str]:
    """Return the beginning that is read, cleaned, and the rest. A note is one line."""
    head = text[:MOST_READ]
    if len(text) > MOST_READ:
        cut = max(head.rfind(" "), head.rfind("\n"))
        head = head[:cut] if cut > MOST_READ // 2 else head
    rest = text[len(head) :].strip()
    visible = "".join(" " if unicodedata.category(c) in {"Cc", "Cf", "Cs", "Co", "Cn"} else c for c in head)
    return _GLUED.sub(" ", " ".join(unicodedata.normalize("NFC", visible).split())), rest


# --- the kind ---


def _most_exact(phrases: list[Phrase]) -> list[Phrase]:
    """«Sykepleierstudent*» says more than «sykepleier*»."""
    most = max((len(phrase.words[-1].strip("*")) for phrase in phrases), default=0)
    return [phrase for phrase in phrases if len(phrase.words[-1].strip("*")) == most]


def _by_last_part(low: str) -> list[Phrase]:
    """Return the phrases of a word's end: «søvnstudien» is a study, «NAV-møte» a meeting with Nav."""
    found = [phrase for phrase in _ENDS if is_word(low, phrase.words[0])]
    first, dash, _last = low.partition("-")
    if dash and not found:
        found = [phrase for phrase in _INDEX.get(first[:2], ()) if phrase.words == (first,)]
    return found


def _misspelt(note: Note, index: int) -> list[Phrase]:
    """Return the phrases of a long word that tells a kind, with one letter wrong: «hopsitering», «henvendlse»."""
    low = note.low(index)
    if len(low) < LONG or is_one_of(low, PEOPLE_WORDS):
        return []
    if note.is_capital(index) and not note.begins_sentence(index):
        return []
    return list(_nearly(low))


@lru_cache(maxsize=4096)
def _nearly(low: str) -> tuple[Phrase, ...]:
    for phrase in _LONG_WORDS:
        stem = phrase.words[0].rstrip("*")
        if low[0] != stem[0]:
            continue
        begun = {low[: len(stem) + extra] for extra in (0, -1, 1)}
        if any(mistakes_between(one, stem, 1)[0] <= 1 for one in begun):
            return (phrase,)
    return ()


def _by_first_letters() -> Mapping[str, tuple[Phrase, ...]]:
    found: dict[str, tuple[Phrase, ...]] = {}
    for phrase in PHRASES:
        if phrase.words[0].startswith("*"):
            continue
        found[phrase.words[0][:2]] = (*found.get(phrase.words[0][:2], ()), phrase)
    return found


LONG = 9
"""Letters from which a word may be misspelt and still be known."""
_INDEX = _by_first_letters()
_ENDS = tuple(phrase for phrase in PHRASES if phrase.words[0].startswith("*"))
_LONG_WORDS = tuple(
    phrase
    for phrase in PHRASES
    if phrase.kinds
    and len(phrase.words) == 1
    and len(phrase.words[0].rstrip("*")) >= LONG
    and not phrase.words[0].startswith("*")
)


def _phrases(note: Note) -> list[tuple[int, Phrase]]:
    """Return the phrases in the note with their places; of those that overlap and tell a kind, the longest."""
    found: list[tuple[int, Phrase]] = []
    until = {True: 0, False: 0}
    for index, word in enumerate(note.words):
        here = [p for p in _INDEX.get(word.low[:2], ()) if matches(p.words, note, index)]
        here = here or _by_last_part(word.low) or _misspelt(note, index)
        for tells_kind in (True, False):
            mine = [phrase for phrase in here if bool(phrase.kinds) is tells_kind]
            longest = max((len(phrase.words) for phrase in mine), default=0)
            if longest and index >= until[tells_kind]:
                until[tells_kind] = index + longest
                best = [phrase for phrase in mine if len(phrase.words) == longest]
                best = [p for p in best if not p.words[-1].endswith("*")] or _most_exact(best)
                found += [(index, phrase) for phrase in best]
    return found


def _kind_of(note: Note, said: Sequence[tuple[int, Phrase]], kinds: Mapping[str, Kind]) -> Found[str] | None:
    weights: dict[str, float] = {}
    words: dict[str, list[str]] = {}
    for index, phrase in said:
        for kind, weight in phrase.kinds.items():
            if kind in kinds:
                said_of = weight / 2 if is_about(note, index, FROM_WORDS) else weight + (index < 2)
                weights[kind] = weights.get(kind, 0) + said_of
                words.setdefault(kind, []).append(note.slice(index, index + len(phrase.words) - 1))
    if not weights:
        return None
    ranked = sorted(weights, key=lambda kind: -weights[kind])
    first, others = ranked[0], ranked[1:]
    near = tuple(kind for kind in others if weights[kind] >= NEAR * weights[first])
    sure = weights[first] >= ENOUGH and not near
    return Found(first, ", ".join(dict.fromkeys(words[first])), sure, near)


def _guessed(said: Sequence[tuple[int, Phrase]], named: Named, count: Count) -> str:
    """Return the likeliest kind of a note that does not say it: so many from somewhere came; Nav is a partner."""
    if named.places and count.people:
        return "visit"
    return "partner" if any("sectors" in phrase.answers for _index, phrase in said) else ""


def _drop(note: Note, said: Sequence[tuple[int, Phrase]], kind: Kind | None) -> None:
    """Take the words that the fields tell wholly, for this kind."""
    if kind is None:
        return
    for index, phrase in said:
        told = any(kind.form.has(question) for question in phrase.answers) if phrase.answers else True
        if phrase.drop and told and (not phrase.kinds or kind.id in phrase.kinds):
            note.take(note.words[index].start, note.words[index + len(phrase.words) - 1].end)


# --- the rest ---


def _days(note: Note, today: date) -> tuple[Found[Days] | None, Found[Days] | None, list[Doubt]]:
    """Return the day or period, else the days that it may be within, and what is wrong with the dates."""
    hidden = list(note.text)
    note.closed += clock_times(note.text)
    for start, end in note.closed:
        hidden[start:end] = "§" * (end - start)
    found = find_days("".join(hidden), today)
    if not found:
        return None, None, []
    chosen = next((f for f in found if f.days and not f.half), None) or next(
        (f for f in found if f.days), found[0]
    )
    words = note.take(chosen.start, chosen.end)
    others = [f for f in found if f is not chosen and not (f.half and _is_within(chosen, f))]
    note.closed += [(f.start, f.end) for f in others]
    doubts = [Doubt(Trouble.SEVERAL_DATES, note.text[f.start : f.end]) for f in others]
    if chosen.days is None:
        return None, None, [Doubt(Trouble.NO_SUCH_DAY, words), *doubts]
    value = Found(chosen.days, words, chosen.sure, chosen.alternatives)
    if chosen.half:
        return None, value, [Doubt(Trouble.HALF_DATE, words), *doubts]
    return value, None, doubts


def _is_within(one: FoundDays, other: FoundDays) -> bool:
    if one.days is None or other.days is None:
        return False
    return other.days.first <= one.days.first and one.days.last <= other.days.last


def _topics(note: Note, topics: Sequence[TopicWords]) -> tuple[Found[str], ...]:
    found: dict[str, Found[str]] = {}
    for index in range(len(note.words)):
        for topic in topics:
            for phrase in topic.phrases:
                begins = phrase[0][0] == note.words[index].low[0]
                if begins and topic.slug not in found and matches(phrase, note, index):
                    found[topic.slug] = Found(topic.slug, note.slice(index, index + len(phrase) - 1))
    return tuple(found.values())


def _title(note: Note) -> tuple[str, str]:
    """Return the title, and what did not find room in it."""
    left = note.left()
    if len(left) <= MOST_TITLE:
        return left, ""
    cut = left.rfind(" ", MOST_TITLE // 2, MOST_TITLE)
    cut = cut if cut > 0 else MOST_TITLE
    return left[:cut].rstrip(), left[cut:].strip()


def _doubts(doubts: list[Doubt], count: Count, named: Named, unread: str) -> tuple[Doubt, ...]:
    found = [*doubts, *named.doubts]
    if count.doubt is not None:
        found.append(count.doubt)
    if unread:
        found.append(Doubt(Trouble.TOO_LONG, ""))
    return tuple(dict.fromkeys(found))[:MOST_DOUBTS]
