"""Counting: all tables of a round, small and very large. Pure core: no database."""

import json
import random
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import cache
from itertools import cycle, islice
from pathlib import Path
from time import perf_counter

from bench.harness import ROOT, figure, median_seconds
from frisklivsnett.core.forms import Answer, Answers, Form, Question, QuestionType, read_form
from frisklivsnett.core.tables import Dataset, Respondent, dataset_from_answers, tables

FORM_FILE = ROOT / "src/frisklivsnett/data/forms/annual-report-1.json"
LARGE = 100_000
COUNTIES = [f"{code:02d}" for code in range(15)]


@figure("tables_18_ms", unit="ms", at_most=10)
def tables_of_18() -> float:
    """All 19 tables of the annual report from 18 respondents in memory; median of 21 runs."""
    dataset = synthetic_dataset(18)
    return median_seconds(lambda: tables(dataset), runs=21, warm_up=3) * 1000


@figure("tables_100k_s", unit="s", at_most=2)
def tables_of_100k() -> float:
    """All 19 tables from 100,000 respondents in memory, nine of ten questions answered; median of 5 runs."""
    return large()["tables_s"]


@figure("tables_100k_peak_mb", unit="MB", at_most=500)
def peak_of_100k() -> float:
    """Most memory (resident) of the whole process that builds that dataset, every text different, and counts it."""
    return large()["peak_mb"]


@figure("dataset_100k_s", unit="s", at_most=2)
def dataset_of_100k() -> float:
    """Building a dataset from the answers of 100,000 respondents (1,000 sets of answers over and over); one run."""
    return large()["dataset_s"]


@cache
def large() -> dict[str, float]:
    """Measure in a process of its own, whose memory is nobody else's."""
    done = subprocess.run(
        [sys.executable, "-m", "bench.tables"], cwd=ROOT, stdout=subprocess.PIPE, check=True, text=True
    )
    found: dict[str, float] = json.loads(done.stdout)
    return found


def measure_large() -> dict[str, float]:
    dataset = synthetic_dataset(LARGE)
    seconds = median_seconds(lambda: tables(dataset), runs=5)
    peak = peak_mb()
    again = list(islice(synthetic_answers(dataset.form), 1000))
    start = perf_counter()
    dataset_from_answers(dataset.form, 2024, dataset.respondents, islice(cycle(again), LARGE))
    return {"tables_s": seconds, "peak_mb": peak, "dataset_s": perf_counter() - start}


def peak_mb() -> float:
    """Return the most memory this process has had, in MB (10⁶ bytes)."""
    status = Path("/proc/self/status")
    if status.exists():  # better than getrusage there, which counts in the parent's peak
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) * 1024 / 1e6
    import resource  # not on Windows, where this figure fails and says so

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / 1e6 if sys.platform == "darwin" else peak * 1024 / 1e6


# Synthetic answers


def synthetic_dataset(count: int) -> Dataset:
    """Return a dataset of the annual report with ``count`` respondents, the same every time."""
    form = read_form(json.loads(FORM_FILE.read_text("utf-8")))
    respondents = [
        Respondent(f"centre-{number}", f"Sentral {number}", {"county": COUNTIES[number % len(COUNTIES)]})
        for number in range(count)
    ]
    return dataset_from_answers(form, 2024, respondents, islice(synthetic_answers(form), count))


def synthetic_answers(form: Form) -> Iterator[Answers]:
    """Yield sets of answers without end: nine of ten questions answered, options at random, texts all different."""
    dice = random.Random(2024)
    questions = list(form.questions)
    number = 0
    while True:
        number += 1
        yield {
            question.id: ANSWER_TO[question.type](question, dice, number)
            for question in questions
            if dice.random() < 0.9
        }


def some_number(_question: Question, dice: random.Random, _number: int) -> Answer:
    return Answer(dice.randrange(61), approximate=dice.random() < 0.1)


def some_options(question: Question, dice: random.Random, _number: int) -> Answer:
    chosen = tuple(option.code for option in question.options if dice.random() < 0.4)
    words = {
        option.code: "Noe annet" for option in question.options if option.specify and option.code in chosen
    }
    return Answer(chosen, specified=words)


def some_text(question: Question, _dice: random.Random, number: int) -> Answer:
    words = f"Svar {number} på {question.id}: vi samarbeider med kommunene rundt oss om kurs, veiledning og nettverk."
    return Answer(words)


ANSWER_TO: dict[QuestionType, Callable[[Question, random.Random, int], Answer]] = {
    QuestionType.INTEGER: some_number,
    QuestionType.MULTIPLE: some_options,
    QuestionType.TEXT: some_text,
}
"""The kinds of question that the annual report has."""


if __name__ == "__main__":
    print(json.dumps(measure_large()))
