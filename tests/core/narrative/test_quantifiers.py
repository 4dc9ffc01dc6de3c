"""The public truth conditions, at their edges."""

import pytest

from frisklivsnett.core.narrative.quantifiers import BY_KEY, QUANTIFIERS, fitting

EDGES: list[tuple[str, int, set[int]]] = [
    ("all", 18, {18}),
    ("none", 18, {0}),
    ("nearly_all", 18, {17}),  # 90 % is 16.2
    ("nearly_all", 20, {18, 19}),  # 18 is exactly 90 %
    ("nearly_all", 9, set()),  # 8 of 9 is 88.9 %
    ("most", 18, set(range(10, 19))),
    ("most", 17, set(range(9, 18))),
    ("half", 18, {9}),
    ("half", 17, set()),
    ("about_half", 18, {9}),  # 45–55 % is 8.1–9.9
    ("about_half", 20, {9, 10, 11}),
    ("about_half", 17, {8, 9}),
    ("several", 18, set(range(2, 19))),
    ("few", 18, {1, 2, 3}),  # 20 % is 3.6
    ("few", 20, {1, 2, 3, 4}),
    ("few", 4, set()),
    ("both", 2, {2}),
    ("both", 3, set()),
    ("some", 18, set(range(2, 18))),
    ("many", 18, set(range(9, 19))),
    ("great_majority", 20, set(range(16, 21))),
    ("a_couple", 18, {2}),
    ("very_few", 20, {1, 2}),
    ("under_half", 18, set(range(1, 9))),
    ("not_all", 3, {0, 1, 2}),
]


@pytest.mark.parametrize(("key", "base", "true_for"), EDGES)
def test_a_quantifier_is_true_of_exactly_these(key: str, base: int, true_for: set[int]) -> None:
    assert {n for n in range(base + 1) if BY_KEY[key].holds(n, base)} == true_for


def test_every_condition_has_a_row_above() -> None:
    assert {key for key, _, _ in EDGES} == set(BY_KEY)


@pytest.mark.parametrize("base", range(1, 60))
def test_the_engine_never_says_a_quantifier_that_is_false(base: int) -> None:
    for n in range(base + 1):
        quantifier = fitting(n, base)
        assert quantifier is None or quantifier.holds(n, base)
        assert quantifier is not None or n == 1


def test_no_word_stands_for_two_conditions() -> None:
    for language in ("nb", "nn", "en"):
        words = [word for quantifier in QUANTIFIERS for word in quantifier.words[language]]
        assert len(words) == len(set(words))
        assert all(quantifier.words[language] for quantifier in QUANTIFIERS)
