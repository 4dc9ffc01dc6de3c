"""A small form with every kind of question, and datasets of it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from frisklivsnett.core.forms.model import Answer, Form, Option, Question, QuestionType, Section, Value
from frisklivsnett.core.tables import Dataset, Respondent, dataset_from_answers
from frisklivsnett.core.text import text

VISITORS = Question(
    "hosting.people",
    QuestionType.INTEGER,
    text("Antall besøkende i {year}?", "Talet på vitjande i {year}?"),
    1,
)
HOURS = Question("hosting.hours", QuestionType.DECIMAL, text("Hvor mange timer?"), 2)
CHANNELS = Question(
    "channels",
    QuestionType.MULTIPLE,
    text("Hvilke kanaler bruker dere?", "Kva kanalar bruker de?", "Which channels do you use?"),
    3,
    options=(
        Option("web", text("Nettside", "Nettside", "Website")),
        Option("press", text("Presse", "Presse", "Press")),
        Option("other", text("Annet", "Anna", "Other"), specify=True),
        Option("none", text("Ingen", "Ingen", "None"), exclusive=True),
    ),
)
MOOD = Question(
    "mood",
    QuestionType.SINGLE,
    text("Hvordan går det?"),
    4,
    options=(Option("well", text("Godt")), Option("badly", text("Dårlig"), specify=True)),
)
WORDS = Question("words", QuestionType.TEXT, text("Hva vil dere si?"), 5)
STARTED = Question("started", QuestionType.DATE, text("Når begynte dere?"), 6)
OPEN = Question("open", QuestionType.YES_NO, text("Er dere åpne?"), 7)

QUESTIONS = (VISITORS, HOURS, CHANNELS, MOOD, WORDS, STARTED, OPEN)
GROUP_NAMES = {"region": {"north": "Helse Nord", "west": "Helse Vest", "east": "Helse Sør-Øst"}}

Given = Mapping[str, Value | Answer]


def form_of(*questions: Question) -> Form:
    section = Section("all", "alt", text("Alt"), questions or QUESTIONS)
    return Form("example", "1", text("Eksempel {year}"), (section,))


def centre(name: str, region: str = "north") -> Respondent:
    return Respondent(name.lower(), name, {"region": region} if region else {})


def dataset_of(
    *answers: Given | None,
    form: Form | None = None,
    year: int = 2024,
    regions: Sequence[str] = (),
) -> Dataset:
    """Return a dataset of centres A, B, C, …; ``regions`` gives each its region."""
    places = list(regions) or ["north"] * len(answers)
    respondents = [centre(chr(ord("A") + place), places[place]) for place in range(len(answers))]
    rows = [
        {key: value if isinstance(value, Answer) else Answer(value) for key, value in (given or {}).items()}
        for given in answers
    ]
    return dataset_from_answers(form or form_of(), year, respondents, rows, GROUP_NAMES)


def answers_to_all() -> dict[str, Value | Answer]:
    return {
        "hosting.people": Answer(12, approximate=True),
        "hosting.hours": Decimal("7.5"),
        "channels": Answer(("web", "other"), specified={"other": "Plakater"}),
        "mood": "well",
        "words": "Takk for i år",
        "started": date(2020, 8, 1),
        "open": False,
    }


def reworded(question: Question, nb: str) -> Question:
    return replace(question, text=text(nb))
