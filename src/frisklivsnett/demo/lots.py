"""Drawing lots that fall the same way on every machine and in every version of Python."""

from collections.abc import Callable, Mapping, Sequence
from hashlib import sha256


class CannotBeMet(ValueError):
    """What is asked for cannot be shared out, e.g. 20 ticks among 18 centres."""


def draw(*words: str) -> float:
    """Return a number from 0 up to 1 that depends on nothing but the words."""
    return int.from_bytes(sha256("\0".join(words).encode()).digest()[:7]) / 2**56


def divide(
    total: int, weights: Mapping[str, float], least: Mapping[str, int], most: Mapping[str, int]
) -> dict[str, int]:
    """Share ``total`` out by weight, giving each at least and at most its own: always exactly ``total``.

    The highest-averages method, as when seats are given to parties: one at a time to who has least for its weight.
    """
    if not sum(least.values()) <= total <= sum(most.values()):
        raise CannotBeMet(f"{total} is not between the least and the most that can be shared out.")
    given = dict(least)
    for _ in range(total - sum(least.values())):
        open_ones = [name for name in weights if given[name] < most[name]]
        receiver = max(open_ones, key=lambda name: weights[name] / (given[name] + 1))
        given[receiver] += 1
    return given


def tick(
    counts: Mapping[str, int],
    names: Sequence[str],
    *,
    may: Callable[[str, str], bool],
    room: Mapping[str, int],
    rank: Callable[[str, str], float],
) -> dict[str, set[str]]:
    """Return the options that each name ticks, so that every option is ticked ``counts[option]`` times.

    ``may(option, name)`` tells who can tick what, ``room`` how many each can tick, ``rank`` who is drawn first (least
    first). Everyone gets at least one option. Raises ``CannotBeMet`` when this draw does not work out.
    """
    ticked: dict[str, set[str]] = {name: set() for name in names}

    def willing(option: str) -> list[str]:
        able = [name for name in names if may(option, name) and len(ticked[name]) < room[name]]
        return sorted(able, key=lambda name: (bool(ticked[name]), rank(option, name)))

    narrow_first = sorted(
        counts, key=lambda option: (sum(may(option, name) for name in names), -counts[option])
    )
    for option in narrow_first:
        drawn = willing(option)[: counts[option]]
        if len(drawn) < counts[option]:
            raise CannotBeMet(f"{option} should be ticked {counts[option]} times, but only {len(drawn)} can.")
        for name in drawn:
            ticked[name].add(option)
    idle = [name for name in names if not ticked[name]]
    if idle:
        raise CannotBeMet(f"Nothing is left to tick for {', '.join(idle)}.")
    return ticked
