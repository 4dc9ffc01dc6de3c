"""Everything that is checked without running the program: `python3 run.py check`.

All steps run even if one fails, two at a time; each gets a line, and those that failed show what they said.
"""

import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TEMPLATES = "src/frisklivsnett/web/templates"
SCRIPTS = Path(sys.executable).parent


@dataclass(frozen=True)
class Step:
    name: str
    command: list[str]
    mend: str = ""


@dataclass(frozen=True)
class Result:
    step: Step
    passed: bool
    output: str
    seconds: float


def script(name: str, *arguments: str) -> list[str]:
    return [str(SCRIPTS / name), *arguments]


def python(*arguments: str) -> list[str]:
    return [sys.executable, *arguments]


# The slowest first: the other steps fit beside it.
STEPS = [
    Step("types", script("mypy", "--no-error-summary")),
    Step("format", script("ruff", "format", "--check", "--output-format=concise"), "ruff format"),
    Step("lint", script("ruff", "check", "--quiet", "--output-format=concise"), "ruff check --fix"),
    Step("imports", script("lint-imports", "--no-cache")),
    Step(
        "migrations",
        python("-m", "django", "makemigrations", "--check", "--dry-run"),
        "django makemigrations",
    ),
    Step("templates", script("djlint", TEMPLATES, "--lint", "--quiet")),
    Step("texts", python("tools/messages.py", "check")),
    Step("generated docs", python("tools/docs.py", "--check"), "python tools/docs.py"),
]


def main(names: list[str]) -> int:
    """Run the steps named, or all; 1 if any failed."""
    unknown = set(names) - {step.name for step in STEPS}
    if unknown:
        print(
            f"No such check: {', '.join(sorted(unknown))}. There are: {', '.join(step.name for step in STEPS)}."
        )
        return 2
    chosen = [step for step in STEPS if not names or step.name in names]
    with ThreadPoolExecutor(max_workers=2) as pool:
        results = []
        for result in pool.map(carry_out, chosen):
            results.append(result)
            tell(result)
    failed = [result.step.name for result in results if not result.passed]
    print(
        f"\n{len(failed)} of {len(results)} checks failed: {', '.join(failed)}"
        if failed
        else "\nAll checks passed."
    )
    return 1 if failed else 0


def carry_out(step: Step) -> Result:
    start = time.monotonic()
    # The folder is on the path for tools that import it; settings as in the tests, which need nothing from outside.
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "frisklivsnett.config.settings",
        "FRISKLIVSNETT_MODE": "test",
        "PYTHONPATH": str(ROOT / "src"),
    }
    environment.pop("FRISKLIVSNETT_DATABASE_URL", None)
    done = subprocess.run(
        step.command,
        cwd=ROOT,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
    )
    return Result(step, done.returncode == 0, (done.stdout + done.stderr).strip(), time.monotonic() - start)


def tell(result: Result) -> None:
    verdict = "ok" if result.passed else "FAILED"
    print(f"{result.step.name:<16}{verdict:<8}{result.seconds:5.1f} s", flush=True)
    if not result.passed:
        for line in result.output.splitlines():
            print(f"    {line}")
        if result.step.mend:
            print(f"    To mend it: .venv/bin/{result.step.mend}")
        print(flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
