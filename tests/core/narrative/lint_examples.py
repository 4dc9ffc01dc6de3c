"""Rounds of different sizes that the labelled sentences are judged by, made from counts in ``lint_sentences.json``."""

import hashlib
import json
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import frisklivsnett
from frisklivsnett.core.forms import Answer, Form, read_form
from frisklivsnett.core.narrative import Evidence, Fact, Published, Unit
from frisklivsnett.core.narrative.lint import Lexicon
from frisklivsnett.core.tables import Dataset, Respondent, dataset_from_answers
from frisklivsnett.demo.answers import sample_answers
from frisklivsnett.demo.targets import read_pools, read_targets

HERE = Path(__file__).parent
DATA = Path(frisklivsnett.__file__).parent / "data"
CENTRES = (
    *(
        "Tana",
        "Harstad",
        "Bodø",
        "Alstahaug",
        "Kristiansund",
        "Trondheim",
        "Stavanger",
        "Bergen",
        "Askøy",
        "Modum",
    ),
    *("Drammen", "Åsnes", "Nordre Follo", "Fredrikstad", "Tønsberg", "Bydel Stovner", "Bydel Nordre Aker"),
    *("Kristiansand", "Lillehammer", "Gjøvik", "Molde", "Sogndal", "Alta", "Narvik", "Arendal"),
)
REGIONS = {"sor-ost": "Helse Sør-Øst", "vest": "Helse Vest", "midt": "Helse Midt-Norge", "nord": "Helse Nord"}


def data_file(name: str) -> Any:
    return json.loads((DATA / name).read_text(encoding="utf-8"))


@cache
def form() -> Form:
    return read_form(data_file("forms/annual-report-1.json"))


@cache
def lexicon(year: int = 2024) -> Lexicon:
    return Lexicon(
        form().for_year(year), data_file("words/annual-report.json"), data_file("words/institutions.json")
    )


@cache
def labelled() -> dict[str, Any]:
    content: dict[str, Any] = json.loads((HERE / "lint_sentences.json").read_text(encoding="utf-8"))
    return content


@cache
def evidence(name: str) -> Evidence:
    told = labelled()["datasets"][name]
    if "demo" in told:
        return _published()
    earlier = {labelled()["datasets"][before]["year"]: dataset(before) for before in told.get("earlier", ())}
    current = dataset(name)
    facts = {"agreements.count": Fact(current.base), "round.sent": Fact(current.base)}
    return Evidence(current, earlier, {}, facts)


@cache
def dataset(name: str) -> Dataset:
    """A round with the counts told: who ticks what is drawn by lot, the same every time."""
    told = labelled()["datasets"][name]
    people = _respondents(told["base"])
    answers: list[dict[str, Answer]] = [{} for _ in people]
    for question, numbers in told["numbers"].items():
        for place, number in zip(_lot(name, question, len(people)), numbers, strict=True):
            answers[place][question] = Answer(number)
    for question, counts in told["counts"].items():
        for place, codes in enumerate(_ticks(name, question, counts, len(people))):
            if codes:
                answers[place][question] = Answer(codes)
    return dataset_from_answers(form(), told["year"], people, answers, {"health_region": REGIONS})


def _respondents(base: int) -> tuple[Respondent, ...]:
    regions = list(REGIONS)
    return tuple(
        Respondent(f"c{place}", CENTRES[place], {"health_region": regions[place % 4]})
        for place in range(base)
    )


def _lot(*seed: object) -> list[int]:
    *names, size = seed
    assert isinstance(size, int)
    return sorted(range(size), key=lambda place: hashlib.sha256(f"{names} {place}".encode()).hexdigest())


def _ticks(name: str, question: str, counts: Mapping[str, int], size: int) -> list[tuple[str, ...]]:
    """The first of the lot choose «none», the last of it everything else, so that nobody does both."""
    none = set(_lot(name, question, size)[: counts.get("none", 0)])
    chosen: list[list[str]] = [["none"] if place in none else [] for place in range(size)]
    for code, n in counts.items():
        if code != "none":
            free = [place for place in _lot(name, question, code, size) if place not in none]
            for place in free[:n]:
                chosen[place].append(code)
    return [tuple(codes) for codes in chosen]


@cache
def _published() -> Evidence:
    targets = read_targets(2024)
    answers = sample_answers(form(), targets, read_pools())
    people = [
        Respondent(centre.slug, _name(centre.slug), {"health_region": centre.region})
        for centre in targets.centres
    ]
    current = dataset_from_answers(
        form(), 2024, people, [answers[p.id] for p in people], {"health_region": REGIONS}
    )
    series = {
        entry["id"]: {int(year): Published(value, entry["source"]) for year, value in entry["values"].items()}
        for entry in data_file("series/before-the-program.json")
    }
    return Evidence(current, {}, series, _facts(), tuple(data_file("reports/plan-names.json")))


def _name(slug: str) -> str:
    return next(name for name in CENTRES if name.lower().translate(str.maketrans("øåæ ", "oaa-")) == slug)


def _facts() -> dict[str, Fact]:
    return {
        "agreements.count": Fact(18),
        "agreements.first_year": Fact(2023, Unit.YEAR),
        "agreements.last_year": Fact(2025, Unit.YEAR),
        "round.deadline": Fact(date(2025, 4, 1)),
        "round.sent": Fact(18),
        "round.on_time": Fact(16),
        "round.late": Fact(2),
        "form.questions": Fact(19),
        "grant.per_centre": Fact(60000, Unit.MONEY),
        "grant.total": Fact(1150000, Unit.MONEY),
        "coordinator.grant": Fact(70000, Unit.MONEY),
        "coordinator.name": Fact("Stavanger"),
    }
