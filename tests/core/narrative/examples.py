"""A round of 18 centres with the counts of a real one, a smaller round before it, and what else claims rest on."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction

from frisklivsnett.core.forms.model import Answer, Form, Option, Question, QuestionType, Section
from frisklivsnett.core.narrative import Evidence, Fact, Published, Unit
from frisklivsnett.core.tables import Dataset, Respondent, dataset_from_answers
from frisklivsnett.core.text import text

CENTRES = (
    *("Tana", "Harstad", "Bodø", "Alstahaug", "Kristiansund", "Stavanger", "Bergen", "Askøy", "Trondheim"),
    *("Modum", "Drammen", "Åsnes", "Nordre Follo", "Fredrikstad", "Tønsberg", "Stovner", "Nordre Aker"),
    "Kristiansand",
)
REGIONS = ("nord",) * 4 + ("midt",) + ("vest",) * 3 + ("midt",) + ("sor-ost",) * 9
COUNTIES = ("56", "55", "18", "18", "15", "11", "46", "46", "50") + ("33",) * 9
GROUP_NAMES = {
    "health_region": {
        "nord": "Helse Nord",
        "midt": "Helse Midt-Norge",
        "vest": "Helse Vest",
        "sor-ost": "Helse Sør-Øst",
    },
    "county": {"56": "Finnmark", "55": "Troms", "18": "Nordland", "15": "Møre og Romsdal"},
}
PEOPLE = (12, 10, 60, 5, 9, 48, 40, 12, 35, 8, 12, 6, 8, 11, 9, 7, 6, 12)
ORGANISATIONS = (2, 1, 7, 0, 2, 6, 5, 2, 5, 1, 3, 1, 2, 3, 2, 1, 1, 3)

ACTIVITIES: Mapping[str, tuple[str, int]] = {
    "strategy": ("Vi har en egen kommunikasjonsstrategi", 11),
    "plan": ("Vi har egen plan for informasjonsspredning", 16),
    "national_media": ("Vi har bidratt til nasjonale medieoppslag", 9),
    "local_media": ("Vi har bidratt til oppslag i lokale medier", 17),
    "conference_talks": ("Vi har holdt innlegg på konferanser", 14),
    "social_pages": ("Vi har egne sider på sosiale medier", 18),
    "blog": ("Vi har egen blogg", 3),
    "none": ("Vi har ikke drevet informasjonsarbeid", 0),
}
AUDIENCES: Mapping[str, tuple[str, int]] = {
    "politicians": ("Politikere", 14),
    "gps": ("Fastleger og annet helsepersonell", 16),
    "partners": ("Samarbeidspartnere i og utenfor helsetjenesten. Hvem:", 4),
    "nav": ("NAV", 14),
    "press": ("Presse", 12),
    "population": ("Befolkningen", 18),
    "private": ("Private aktører", 0),
    "other": ("Annet, spesifiser hvem:", 1),
}


def options(table: Mapping[str, tuple[str, int]]) -> tuple[Option, ...]:
    return tuple(
        Option(code, text(words, words, words), exclusive=code == "none", specify=words.endswith(":"))
        for code, (words, _) in table.items()
    )


QUESTIONS = (
    Question(
        "hosting.people", QuestionType.INTEGER, text("Antall personer i {year}?"), may_be_approximate=True
    ),
    Question("hosting.organisations", QuestionType.INTEGER, text("Antall kommuner i {year}?")),
    Question("hosting.hours", QuestionType.DECIMAL, text("Antall timer i {year}?")),
    Question(
        "communication.activities",
        QuestionType.MULTIPLE,
        text("Hvilke punkter?"),
        options=options(ACTIVITIES),
    ),
    Question(
        "communication.audiences", QuestionType.MULTIPLE, text("Målgrupper?"), options=options(AUDIENCES)
    ),
    Question("communication.partners", QuestionType.TEXT, text("Samarbeider dere?")),
    Question(
        "size",
        QuestionType.SINGLE,
        text("Størrelse?"),
        options=(Option("small", text("Liten")), Option("large", text("Stor"))),
    ),
    Question("open", QuestionType.YES_NO, text("Åpent?")),
    Question("started", QuestionType.DATE, text("Når begynte dere?")),
)


def form(questions: tuple[Question, ...] = QUESTIONS) -> Form:
    return Form("annual", "1", text("Årsrapport {year}"), (Section("all", "alt", text("Alt"), questions),))


def respondents(n: int = 18) -> tuple[Respondent, ...]:
    return tuple(
        Respondent(CENTRES[i].lower(), CENTRES[i], {"health_region": REGIONS[i], "county": COUNTIES[i]})
        for i in range(n)
    )


def answers(place: int) -> dict[str, Answer]:
    """One centre's answers: it ticks an option when its place is below the option's count."""
    return {
        "hosting.people": Answer(PEOPLE[place], approximate=place in (3, 7)),
        "hosting.organisations": Answer(ORGANISATIONS[place]),
        "hosting.hours": Answer(Decimal("7.5")),
        "communication.activities": Answer(tuple(code for code, (_, n) in ACTIVITIES.items() if place < n)),
        "communication.audiences": Answer(tuple(code for code, (_, n) in AUDIENCES.items() if place < n)),
        "size": Answer("large" if place < 9 else "small"),
        "open": Answer(place < 6),
        "started": Answer(date(2014 + place % 9, 8, 1)),
    }


def current(changes: Mapping[int, Mapping[str, Answer | None]] | None = None) -> Dataset:
    """The round of 2024; ``changes`` gives a place other answers, None for no answer."""
    rows = []
    for place in range(18):
        row: dict[str, Answer | None] = {**answers(place), **(changes or {}).get(place, {})}
        rows.append({key: answer for key, answer in row.items() if answer is not None})
    return dataset_from_answers(form(), 2024, respondents(), rows, GROUP_NAMES)


def before(n: int = 18) -> Dataset:
    """The round of 2023: fewer talk of politicians and NAV, more have a strategy, conference talks are as many."""
    rows = []
    for place in range(n):
        row = answers(place)
        activities = [code for code, (_, m) in ACTIVITIES.items() if place < m + {"strategy": 2}.get(code, 0)]
        audiences = [
            code
            for code, (_, m) in AUDIENCES.items()
            if place < m - {"nav": 4, "politicians": 7}.get(code, 0)
        ]
        row["communication.activities"] = Answer(tuple(activities))
        row["communication.audiences"] = Answer(tuple(audiences))
        row["hosting.people"] = Answer(PEOPLE[place] // 2)
        rows.append(row)
    return dataset_from_answers(form(), 2023, respondents(n), rows, GROUP_NAMES)


FACTS = {
    "agreements.count": Fact(18),
    "grant.per_centre": Fact(60000, Unit.MONEY, approximate=True),
    "grant.coordinator": Fact(70000, Unit.MONEY),
    "coordinator": Fact("Stavanger"),
    "regions": Fact(("Nord", "Midt", "Vest", "Sør-Øst")),
    "deadline": Fact(date(2025, 4, 1)),
    "agreements.first_year": Fact(2023, Unit.YEAR),
    "coverage.municipalities": Fact(Fraction(66, 100)),
}
SERIES = {
    "hosting.people": {
        2019: Published(260, "rapporten for 2019"),
        2020: Published(61, "rapporten for 2020"),
        2022: Published(104, "rapporten for 2022"),
    }
}


def evidence(dataset: Dataset | None = None, *, with_before: bool = True) -> Evidence:
    earlier = {2023: before()} if with_before else {}
    return Evidence(dataset or current(), earlier, SERIES, FACTS, ("Helse for alle 2030",))
