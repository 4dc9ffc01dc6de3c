"""Drawing lots: what is asked for comes out exactly, or is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frisklivsnett.demo.lots import CannotBeMet, divide, draw, tick

NAMES = ["a", "b", "c", "d", "e", "f"]


@given(
    st.integers(0, 400),
    st.lists(st.floats(0.1, 50), min_size=6, max_size=6),
    st.integers(0, 10),
    st.integers(10, 80),
)
def test_what_is_shared_out_adds_up_and_keeps_within_bounds(
    total: int, weights: list[float], least: int, most: int
) -> None:
    by_name = dict(zip(NAMES, weights, strict=True))
    bounds = dict.fromkeys(NAMES, least), dict.fromkeys(NAMES, most)
    if not least * 6 <= total <= most * 6:
        with pytest.raises(CannotBeMet):
            divide(total, by_name, *bounds)
        return
    shared = divide(total, by_name, *bounds)
    assert sum(shared.values()) == total
    assert all(least <= n <= most for n in shared.values())


def test_a_heavier_one_gets_no_less() -> None:
    assert divide(10, {"a": 1, "b": 4}, {"a": 0, "b": 0}, {"a": 10, "b": 10}) == {"a": 2, "b": 8}


@given(st.dictionaries(st.sampled_from("pqrs"), st.integers(0, 6), min_size=1), st.text(max_size=5))
def test_options_are_ticked_exactly_as_often_as_asked_and_everyone_ticks_one(
    counts: dict[str, int], lot: str
) -> None:
    def ticked() -> dict[str, set[str]]:
        return tick(
            counts,
            NAMES,
            may=lambda option, name: True,
            room=dict.fromkeys(NAMES, len(counts)),
            rank=lambda option, name: draw(lot, option, name),
        )

    if sum(counts.values()) < len(NAMES):
        with pytest.raises(CannotBeMet, match="Nothing is left"):
            ticked()
        return
    found = ticked()
    assert {option: sum(option in codes for codes in found.values()) for option in counts} == counts
    assert all(found.values())


def test_who_may_not_tick_does_not_and_too_few_is_refused() -> None:
    def ticked(n: int) -> dict[str, set[str]]:
        return tick(
            {"p": n, "q": 6},
            NAMES,
            may=lambda option, name: option == "q" or name in "ab",
            room=dict.fromkeys(NAMES, 2),
            rank=draw,
        )

    assert {name for name, codes in ticked(2).items() if "p" in codes} == {"a", "b"}
    with pytest.raises(CannotBeMet, match="p should be ticked 3 times, but only 2 can"):
        ticked(3)


def test_a_draw_depends_on_the_words_alone() -> None:
    assert draw("a", "b") == draw("a", "b")
    assert draw("a", "b") != draw("ab")
    assert 0 <= draw("x") < 1
