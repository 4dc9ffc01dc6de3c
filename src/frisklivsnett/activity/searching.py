"""Searching in entries: every word of one, folded into a column, and the words asked for, folded the same way.

A plain column serves both databases: only one centre's entries are looked through at a time, and those are a few
thousand a year at most.
"""

import unicodedata
from collections.abc import Iterable

from frisklivsnett.activity.models import Entry, EntryQuerySet
from frisklivsnett.core.forms import Form

LONGEST = 20_000
"""Characters of an entry that can be searched."""
MOST_WORDS = 8
_ALIKE = str.maketrans({"æ": "ae", "ø": "o", "å": "a", "ð": "d", "đ": "d", "ŧ": "t", "ŋ": "n", "ß": "ss"})


def folded(words: str) -> str:
    """Return words as they are compared: small letters without marks, one space between them."""
    plain = unicodedata.normalize("NFD", words.casefold().translate(_ALIKE))
    return " ".join("".join(sign for sign in plain if not unicodedata.combining(sign)).split())


def search_words(entry: Entry, form: Form, places: Iterable[str], topics: Iterable[str]) -> str:
    """Return what is searched in for an entry: title, names, the words of its own fields and the options chosen."""
    words = [entry.title, *places, *entry.organisations, *topics]
    for question_id, answer in entry.answers.items():
        question = form.question(question_id)
        codes = answer.value if isinstance(answer.value, tuple) else (answer.value,)
        for code in codes:
            option = question.option(code) if isinstance(code, str) else None
            words += [*option.text.by_language.values()] if option else [str(code)]
        words += answer.specified.values()
    return folded("  ".join(words))[:LONGEST]


def matching(entries: EntryQuerySet, words: str) -> EntryQuerySet:
    """Keep the entries that have every one of the words, wherever it stands."""
    for word in folded(words[:200]).split()[:MOST_WORDS]:
        entries = entries.filter(search__contains=word)
    return entries
