"""The program's own texts: there for every kind in every language, with nothing that cannot be filled in."""

import pytest

from frisklivsnett.mailing.kinds import KINDS
from frisklivsnett.mailing.texts import editable_kinds, standard_words
from frisklivsnett.mailing.wording import LONGEST_SUBJECT, problems_in, used_in

EVERY = [(id_, language) for id_, kind in editable_kinds().items() for language in kind.languages]


@pytest.mark.parametrize(("kind", "language"), EVERY)
def test_every_kind_has_a_text_that_can_be_filled_in(kind: str, language: str) -> None:
    words = standard_words(kind, language)
    assert problems_in(f"{words.subject}\n{words.body}", list(KINDS[kind].placeholders)) == []
    assert 0 < len(words.subject) <= LONGEST_SUBJECT
    assert "\n\n" in words.body


@pytest.mark.parametrize("kind", list(editable_kinds()))
def test_a_text_says_the_same_in_each_language(kind: str) -> None:
    used = {}
    for language in KINDS[kind].languages:
        words = standard_words(kind, language)
        used[language] = used_in(f"{words.subject}\n{words.body}")
    assert len({frozenset(names) for names in used.values()}) == 1, used


def test_letters_to_centres_are_in_both_forms_of_norwegian() -> None:
    assert all({"nb", "nn"} <= set(kind.languages) for kind in KINDS.values())
