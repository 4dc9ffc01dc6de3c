"""The shared list of topics: those it begins with, and the words by which a note names each."""

import json
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from frisklivsnett.activity.models import Topic
from frisklivsnett.core.activity.quick import TopicWords

FILE = Path(__file__).resolve().parent.parent / "data" / "activity" / "topics.json"


def load_topics() -> int:
    """Make the topics that the list begins with, and return how many there were to make."""
    there = set(Topic.objects.values_list("slug", flat=True))
    missing = [topic for topic in seed() if topic["slug"] not in there]
    Topic.objects.bulk_create(
        [Topic(slug=one["slug"], name_nb=one["nb"], name_nn=one["nn"], name_en=one["en"]) for one in missing],
        ignore_conflicts=True,
    )
    return len(missing)


def topic_words() -> list[TopicWords]:
    """Return the topics that can be chosen, with their words: those of the file, and every topic's own name."""
    words = {topic["slug"]: topic["words"] for topic in seed()}
    rows = Topic.objects.filter(state=Topic.State.AGREED).values_list("slug", "name_nb", "name_nn")
    return [
        TopicWords(slug, tuple(dict.fromkeys(_phrases([*words.get(slug, ()), nb, nn]))))
        for slug, nb, nn in rows
    ]


@cache
def seed() -> list[Mapping[str, Any]]:
    """Return the topics of the file: slug, the names ``nb``, ``nn`` and ``en``, words."""
    found: list[Mapping[str, Any]] = json.loads(FILE.read_text(encoding="utf-8"))["topics"]
    return found


def _phrases(words: list[str]) -> Iterator[tuple[str, ...]]:
    for phrase in words:
        parts = tuple(phrase.casefold().replace(",", " ").split())
        if parts:
            yield parts
