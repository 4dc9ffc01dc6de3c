"""The activity log with 100,000 entries, a fifth of them one centre's: server time of its pages, and of reading a year.

The entries are put into the benchmark's demo database in a transaction that is undone when all has been measured.
"""

import random
from collections.abc import Callable
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any

from bench.harness import figure, median_seconds
from bench.report import start_program

if TYPE_CHECKING:
    from frisklivsnett.registry.models import Organisation

ENTRIES = 100_000
FIRST_DAY = date(2015, 1, 1)
DAYS = 3_650
TITLES = (
    "Oppstart av frisklivssentral",
    "Søvnkurs",
    "Frisklivsresept",
    "Nettverksmøte",
    "Røykeslutt",
    "Fast møte",
)


def register(name: str, about: str, at_most: float) -> None:
    """Register a figure that is measured with the others."""

    def measure() -> float:
        return all_measured()[name]

    measure.__doc__ = f"{about}; {ENTRIES:,} entries, a fifth of them this centre's, on SQLite. Median of 9."
    figure(f"log_{name}_ms", unit="ms", at_most=at_most)(measure)


register("list", "The first page of a centre's list", 100)
register("list_last", "The last page of it", 100)
register("list_year", "The list of a year and a kind", 100)
register("search", "A search that few entries answer to", 100)
register("search_many", "A search that a sixth of them answers to", 100)
register("quick", "The quick field, understood into a form", 100)
register("note", "Writing an entry", 100)
register("entries_of", "Reading a centre's year for counting (some 2,000 entries)", 200)
register("suggestions", "All suggestions to the annual report of such a year, its entries read", 200)
register("year_page", "The centre's own page of its year, charts and map included", 100)
register("year_pdf", "The same on one page as PDF", 400)
register("national_page", "All logs of a year added up, as a page", 400)
register("expertise", "Who has answered what, counted over every log", 1500)
register("topic", "Who knows one topic", 400)
register("section_page", "A section of the report with what the log says beside its questions", 400)


@cache
def all_measured() -> dict[str, float]:
    """Return each figure in milliseconds."""
    start_program()
    from django.db import transaction

    with transaction.atomic():
        found = measured(fill())
        transaction.set_rollback(True)
    return found


def fill() -> "Organisation":
    """Put the entries in, and return the centre that has a fifth of them."""
    from frisklivsnett.activity.models import Entry, EntryPlace, Topic
    from frisklivsnett.registry.models import Organisation, Place

    chance = random.Random(2024)
    centres = list(Organisation.objects.centres().order_by("pk"))
    tana = next(centre for centre in centres if centre.slug == "tana")
    others = [centre for centre in centres if centre != tana]
    places = list(Place.objects.filter(kind="municipality", valid_to=None).order_by("pk"))
    made = [entry_of(chance, tana if number % 5 == 0 else chance.choice(others)) for number in range(ENTRIES)]
    Entry.objects.bulk_create(made, batch_size=2_000)
    ties = [EntryPlace(entry=entry, place=chance.choice(places)) for entry in made]
    EntryPlace.objects.bulk_create(ties, batch_size=5_000)
    topics, tie = list(Topic.objects.order_by("pk")), Entry.topics.through
    about = [
        tie(entry_id=one.pk, topic_id=chance.choice(topics).pk)
        for one in made
        if one.kind in ("visit", "enquiry")
    ]
    tie.objects.bulk_create(about, batch_size=5_000)
    return tana


def entry_of(chance: random.Random, centre: "Organisation") -> Any:
    """Return an entry as it would be written, made by lot."""
    from frisklivsnett.activity.kinds import all_kinds
    from frisklivsnett.activity.models import Entry
    from frisklivsnett.activity.searching import folded

    day = FIRST_DAY + timedelta(days=chance.randrange(DAYS))
    kind = chance.choice(list(all_kinds().values()))
    title = f"{chance.choice(TITLES)} {chance.randrange(500)}"
    chosen = next(question for question in kind.form.questions if question.options)
    codes = [chance.choice(chosen.options).code]
    value = codes if chosen.type == "multiple" else codes[0]
    details = {chosen.id: {"value": value}, "note": {"value": "Vi snakket om oppstart, lokaler og økonomi."}}
    return Entry(
        centre=centre,
        kind=kind.id,
        starts_on=day,
        ends_on=day,
        title=title,
        people=chance.randrange(40) if kind.has_people else None,
        details=details,
        search=folded(f"{title} vi snakket om oppstart lokaler og økonomi senja"),
    )


def measured(tana: "Organisation") -> dict[str, float]:
    """Return how long each takes."""
    from django.test import Client

    from frisklivsnett.activity.actions import Noted, note
    from frisklivsnett.activity.models import Entry
    from frisklivsnett.activity.reading import entries_of
    from frisklivsnett.registry.models import Role

    client = Client()
    client.force_login(Role.objects.filter(organisation=tana).order_by("pk")[0].user)
    adviser = Client()
    adviser.force_login(Role.objects.filter(organisation__kind="directorate").order_by("pk")[0].user)
    last = -(-Entry.objects.filter(centre=tana).count() // 50)
    log = "/aktivitet/tana/"

    def page(query: str) -> Callable[[], object]:
        return lambda: checked(client.get(f"{log}{query}"))

    works: dict[str, Callable[[], object]] = {
        "list": page(""),
        "list_last": page(f"?side={last}"),
        "list_year": page("?ar=2020&type=hospitering"),
        "search": page("?sok=s%C3%B8vnkurs+499"),
        "search_many": page("?sok=nettverksm%C3%B8te"),
        "quick": lambda: checked(client.post(f"{log}ny/", {"tekst": "Hospitering, 4 fra Senja, i går"})),
        "note": lambda: note(centre=tana, kind="visit", noted=Noted(date(2024, 3, 12), people=4), by=None),
        "entries_of": lambda: entries_of(tana, 2020),
        "suggestions": suggestions(tana),
        "expertise": lambda: checked(client.get("/kompetanse/")),
        "topic": lambda: checked(client.get("/kompetanse/sovn/")),
        "year_page": page("aar/2020/"),
        "year_pdf": page("aar/2020/aaret-vaart.pdf"),
        "national_page": lambda: checked(adviser.get("/runder/2024/fra-loggen/")),
        "section_page": lambda: checked(client.get("/runder/2025/tana/henvendelser/")),
    }
    return {name: median_seconds(work, runs=9, warm_up=2) * 1000 for name, work in works.items()}


def suggestions(tana: "Organisation") -> Callable[[], object]:
    """Return what makes every suggestion to the centre's report of 2024, the year's entries read anew each time."""
    from frisklivsnett.collection.models import Submission
    from frisklivsnett.collection.suggestions import suggestions_of

    submission = (
        Submission.objects.with_places().filter(round__report_year=2024, agreement__organisation=tana).get()
    )
    return lambda: suggestions_of(submission)


def checked(response: Any) -> None:
    """A page that fails is quick, and no figure."""
    if response.status_code != 200:
        raise RuntimeError(f"answered {response.status_code}")
