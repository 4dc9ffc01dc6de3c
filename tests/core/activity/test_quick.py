"""The quick field: a labelled set of notes with exactly what each says, and any text whatever."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TypeVar

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from tests.core.activity.places import DATA, finder

from frisklivsnett.core.activity.draft import Draft, Found
from frisklivsnett.core.activity.kinds import read_kinds
from frisklivsnett.core.activity.quick import MOST_READ, TopicWords, understand
from frisklivsnett.core.forms import Answer

T = TypeVar("T")
TODAY = date(2025, 3, 12)
KINDS = read_kinds(json.loads((DATA / "activity/kinds.json").read_text(encoding="utf-8")))
TOPICS = [
    TopicWords(topic["slug"], tuple(tuple(words.split()) for words in topic["words"]))
    for topic in json.loads((DATA / "activity/topics.json").read_text(encoding="utf-8"))["topics"]
]
LINES = [
    tuple(part.strip() for part in line.split("|"))
    for line in (Path(__file__).parent / "quick_lines.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


def read(text: str) -> Draft:
    return understand(text, today=TODAY, kinds=KINDS, places=finder(), topics=TOPICS)


def told(draft: Draft) -> dict[str, str]:
    """Return what a draft says in the words of the labelled set."""
    said: dict[str, str] = {"title": draft.title, "topics": ", ".join(one.value for one in draft.topics)}
    if draft.kind:
        said["kind"] = marked(draft.kind, str)
    for name, found in (("day", draft.days), ("within", draft.within)):
        if found:
            first, last = found.value.first.isoformat(), found.value.last.isoformat()
            said[name] = (first if first == last else f"{first}..{last}") + (
                "" if found.sure or name == "within" else "?"
            )
    if draft.people:
        said["people"] = ("~" if draft.approximate else "") + marked(draft.people, str)
    said["places"] = ", ".join(marked(one, lambda hit: hit.place.name) for one in draft.places)
    said["org"] = ", ".join(one.value for one in draft.organisations)
    said["answers"] = "+".join(f"{question}:{answer_words(one)}" for question, one in draft.answers.items())
    said["doubt"] = ", ".join(doubt.trouble.value for doubt in draft.doubts)
    return {name: words for name, words in said.items() if words}


def marked(found: Found[T], words: Callable[[T], str]) -> str:
    return words(found.value) + ("" if found.sure else "?")


def answer_words(found: Found[Answer]) -> str:
    value = found.value.value
    return "+".join(value) if isinstance(value, tuple) else str(value)


def expected(labels: str) -> dict[str, str]:
    pairs = (label.split("=", 1) for label in labels.split(";") if label.strip())
    found = {name.strip(): words.strip() for name, words in pairs}
    if "answers" in found:
        found["answers"] = found["answers"].replace("conference_talks?", "conference_talks")
    return {name: words for name, words in found.items() if words}


def test_the_labelled_notes_are_understood_exactly(capsys: pytest.CaptureFixture[str]) -> None:
    wrong = {}
    for text, labels in LINES:
        got, wanted = told(read(text)), expected(labels)
        if got != wanted:
            wrong[text] = {
                name: (got.get(name), wanted.get(name))
                for name in got.keys() | wanted.keys()
                if got.get(name) != wanted.get(name)
            }
    with capsys.disabled():
        print(f"\nquick field: {len(LINES) - len(wrong)} of {len(LINES)} notes understood exactly")
    assert wrong == {}, "what came of it, and what should have"
    assert len(LINES) >= 120


def test_every_field_tells_which_words_it_came_from() -> None:
    text = "Hospitering, 4 fra Senja, på Teams i går"
    draft = read(text)
    for found in (draft.kind, draft.days, draft.people, *draft.places, *draft.answers.values()):
        assert found
        assert found.words in text


def test_what_may_be_two_places_comes_with_both() -> None:
    (place,) = read("Hospitering fra Våler").places
    assert {place.value.place.county, *(other.place.county for other in place.alternatives)} == {
        "Østfold",
        "Innlandet",
    }


def test_a_former_name_tells_that_it_is_one() -> None:
    (place,) = read("Hospitering fra Lenvik").places
    assert (place.value.place.name, place.value.called, place.words) == ("Senja", "former", "Lenvik")


def test_the_kind_that_somebody_has_chosen_stays() -> None:
    draft = understand(
        "Telefon fra Senja", today=TODAY, kinds=KINDS, places=finder(), topics=TOPICS, kind="communication"
    )
    assert draft.kind
    assert (draft.kind.value, draft.kind.sure) == ("communication", True)
    assert draft.places == ()
    assert draft.title == "Telefon fra Senja"


def test_a_page_of_text_is_read_in_part_and_the_rest_handed_back() -> None:
    draft = read("Hospitering fra Senja i går. " + "Vi snakket om mye. " * 50_000)
    assert draft.kind
    assert len(draft.text) <= MOST_READ
    assert len(draft.unread) > 900_000
    assert "too_long" in [doubt.trouble for doubt in draft.doubts]


@given(st.text(max_size=400))
@example("\x00\ud800")
@example("-" * 400)
@example("4 " * 200)
@example("12.-12.-12.-12." * 20)
@example("((((Våler (Innlandet" * 10)
def test_any_text_gives_a_draft_and_loses_no_word_that_no_field_took(text: str) -> None:
    draft = read(text)
    assert len(draft.title) <= 300
    assert draft.people is None or 0 <= draft.people.value <= 100_000
    told_of = f"{draft.title} {draft.unread}".casefold()
    taken = "".join(
        found.words.casefold()
        for found in (draft.kind, draft.days, draft.within, draft.people, *draft.places, *draft.organisations)
        if found
    )
    for word in draft.text.casefold().split():
        letters = word.strip(" \t,.;:-–—()[]/+«»\"'*•!?")
        if len(letters) > 12 and letters.isalpha():
            assert letters in told_of or letters in taken or draft.doubts


WORDS = """hospitering henvendelse fra i på Senja Våler Os 4 to ca. 12.3. 31.2. mandag uke 11 Teams NAV UiT Kari og , -
kl. 10 studenter timer kr statsforvalteren Universitetet Bø Vesterålen en million forrige til"""
words_of_notes = st.sampled_from(WORDS.split())


@given(st.lists(words_of_notes, max_size=60).map(" ".join))
def test_any_order_of_the_words_of_notes_gives_a_draft(text: str) -> None:
    draft = read(text)
    assert draft.days is None or draft.days.value.first <= draft.days.value.last
    assert all(other.place.key != one.value.place.key for one in draft.places for other in one.alternatives)
