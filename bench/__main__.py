"""Measure, and print a table of the figures: `python3 run.py bench [--json] [name …]`.

A name may be the beginning of several, `tables` for every figure about tables, or a module of this folder, `web`.
Progress goes to stderr. The exit code is 1 when something could not be measured; a target that is missed is marked, and
is not an error.
"""

import argparse
import json
import os
import platform
import sys
from pathlib import Path
from typing import NamedTuple

from bench.harness import FIGURES, Figure, at_end, load


class Result(NamedTuple):
    figure: Figure
    value: float | None
    error: str = ""


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="run.py bench", description="Measure how quick the program is.")
    parser.add_argument(
        "names", nargs="*", help="figures to measure, the beginnings of their names, or modules; all if none"
    )
    parser.add_argument("--json", action="store_true", help="print a list of name, value, unit and target")
    chosen = parser.parse_args(arguments)
    load()
    figures = [
        figure
        for figure in FIGURES.values()
        if any(is_called(figure, name) for name in chosen.names)
        or not (chosen.names or figure.only_when_named)
    ]
    if not figures:
        print(f"No such figure. There are: {', '.join(FIGURES)}.", file=sys.stderr)
        return 2
    with at_end:
        results = [measured(figure) for figure in figures]
    if chosen.json:
        print(json.dumps([as_json(result) for result in results], indent=2))
    else:
        print_table(results)
    return 1 if any(result.error for result in results) else 0


def is_called(figure: Figure, name: str) -> bool:
    """Tell whether the figure begins with a name, or comes from the module of that name."""
    return figure.name.startswith(name) or figure.measure.__module__ == f"bench.{name}"


def measured(figure: Figure) -> Result:
    """One figure that fails must not hide the others."""
    print(f"Measuring {figure.name} …", file=sys.stderr, flush=True)
    try:
        return Result(figure, figure.measure())
    except Exception as error:  # noqa: BLE001 - whatever it is, it is shown
        return Result(figure, None, f"{type(error).__name__}: {error}")


def as_json(result: Result) -> dict[str, object]:
    figure = result.figure
    found: dict[str, object] = {
        "name": figure.name,
        "value": result.value,
        "unit": figure.unit,
        "target": figure.target,
    }
    return found | {"error": result.error} if result.error else found


def print_table(results: list[Result]) -> None:
    print(f"\n{machine()}\n")
    width = max(len(result.figure.name) for result in results)
    print(f"{'name':{width}}  {'value':>10}  {'unit':8}  {'target':>9}  ok")
    for figure, value, _ in results:
        printed = "failed" if value is None else in_short(value)
        print(
            f"{figure.name:{width}}  {printed:>10}  {figure.unit:8}  {target_of(figure):>9}  {mark(figure, value)}"
        )
    print("\nWhat is measured:")
    for figure, _, error in results:
        print(f"  {figure.name}: {figure.about}{f' FAILED: {error}' if error else ''}")


def in_short(value: float) -> str:
    """Three digits that count, and whole numbers whole."""
    if value >= 100 or value == int(value):
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def target_of(figure: Figure) -> str:
    if figure.target is None:
        return "–"
    return f"{'≥' if figure.higher_is_better else '≤'} {in_short(figure.target)}"


def mark(figure: Figure, value: float | None) -> str:
    if value is None:
        return "failed"
    return "yes" if figure.meets_target(value) else "NO"


def machine() -> str:
    """Return what the figures were measured on: processor, cores at hand, system and Python."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    python = f"{platform.python_implementation()} {platform.python_version()}"
    return f"{processor()}, {cores} cores, {platform.system()} {platform.machine()}, {python}"


def processor() -> str:
    facts = Path("/proc/cpuinfo")
    if facts.exists():
        for line in facts.read_text("utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or "Unknown processor"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
