"""What a benchmark is, and how to add one.

A module in this folder registers its figures::

    @figure("tables_18_ms", unit="ms", at_most=10)
    def tables_of_18() -> float:
        '''One sentence: what is measured, and on what base.'''
        return median_seconds(work) * 1000

Set-up that several figures share goes in a ``functools.cache``d function; what it must undo goes on ``at_end``. Import
Django and the like inside functions: every module here is imported for any figure.
"""

import importlib
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter

FOLDER = Path(__file__).resolve().parent
ROOT = FOLDER.parent

at_end = ExitStack()
"""Closed when all is measured: servers to stop, folders to remove."""


@dataclass(frozen=True)
class Figure:
    """A figure to measure. ``target`` is the most it may be, or with ``higher_is_better`` the least; None if free."""

    name: str
    unit: str
    target: float | None
    higher_is_better: bool
    about: str
    measure: Callable[[], float]
    only_when_named: bool = False

    def meets_target(self, value: float) -> bool:
        """Tell whether the value is good enough."""
        if self.target is None:
            return True
        return value >= self.target if self.higher_is_better else value <= self.target


FIGURES: dict[str, Figure] = {}
"""Every figure by name, in the order registered."""

Measure = Callable[[], float]


def figure(
    name: str,
    *,
    unit: str,
    at_most: float | None = None,
    at_least: float | None = None,
    only_when_named: bool = False,
) -> Callable[[Measure], Measure]:
    """Register a function that measures ``name`` in ``unit``. Its docstring says what is measured, and is printed.

    ``only_when_named``: one that takes minutes, and is left out of a run of all.
    """
    if name in FIGURES:
        raise ValueError(f"There are two figures called {name}.")

    def register(measure: Measure) -> Measure:
        target = at_most if at_least is None else at_least
        about = " ".join((measure.__doc__ or "").split())
        FIGURES[name] = Figure(name, unit, target, at_least is not None, about, measure, only_when_named)
        return measure

    return register


def load() -> None:
    """Import every module of this folder, so that it registers its figures."""
    for path in sorted(FOLDER.glob("*.py")):
        if path.stem not in ("__init__", "__main__", "harness"):
            importlib.import_module(f"bench.{path.stem}")


def median_seconds(work: Callable[[], object], runs: int = 7, warm_up: int = 1) -> float:
    """Return the median of the seconds that ``work`` takes over ``runs``, after runs to warm up."""
    for _ in range(warm_up):
        work()
    seconds = []
    for _ in range(runs):
        start = perf_counter()
        work()
        seconds.append(perf_counter() - start)
    return median(seconds)
