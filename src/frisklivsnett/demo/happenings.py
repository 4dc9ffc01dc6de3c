"""A year of things that a centre could have noted, made backward from its answers, so that the log says the same.

Nothing here touches the database. The same answers give the same happenings, on every machine.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cache
from typing import Any

from frisklivsnett.core.forms import Answer, Answers
from frisklivsnett.demo.lots import draw
from frisklivsnett.demo.targets import FOLDER, Centre, Pool

MUNICIPAL = (
    *("healthy_life_centres", "managers", "other_health_services", "other_municipal_services"),
    *("cancer_coordinator", "public_health_coordinator"),
)
"""Who comes on behalf of a municipality (``data/forms/annual-report-1.log.json``, question 4)."""
NOTHING = ("none",)
SHORT_OF = (2, 3)
"""How many visitors a centre that is unsure of their number has not noted."""


@dataclass(frozen=True, slots=True)
class Happening:
    """One thing to note: ``places`` are codes of municipalities or districts, ``topics`` slugs of topics.

    ``answers`` are those to the kind's own form.
    """

    kind: str
    day: date
    title: str = ""
    people: int | None = None
    places: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    answers: Answers = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Around:
    """The municipalities and districts around a centre, by code: its own, then in its county, region, and elsewhere."""

    own: str
    county: tuple[str, ...]
    region: tuple[str, ...]
    elsewhere: tuple[str, ...]


@cache
def read_words() -> Mapping[str, Any]:
    """Return the words that the sample log is put together from."""
    found: dict[str, Any] = json.loads((FOLDER / "log-words.json").read_text(encoding="utf-8"))
    return found


def happenings_of(
    centre: Centre, answers: Answers, around: Around, pools: Mapping[str, Pool], year: int, lot: str
) -> list[Happening]:
    """Return a centre's year in order, such that the rules of the log make its answers of it.

    Where it was unsure of its number of visitors, some are missing.
    """
    maker = _Year(centre, answers, around, pools, year, f"{lot}/log/{centre.slug}")
    found = [
        *maker.enquiries(),
        *maker.visits(),
        *maker.communication(),
        *maker.cooperation(),
        *maker.research(),
        *maker.others(),
    ]
    return sorted(found, key=lambda each: (each.day, each.kind, each.title))


class _Year:
    """Makes the happenings of one centre's year."""

    def __init__(
        self,
        centre: Centre,
        answers: Answers,
        around: Around,
        pools: Mapping[str, Pool],
        year: int,
        lot: str,
    ) -> None:
        self.centre = centre
        self.answers = answers
        self.around = around
        self.pools = pools
        self.year = year
        self.lot = lot
        self.words = read_words()

    # --- lots ---

    def draw(self, *words: object) -> float:
        return draw(self.lot, *(str(word) for word in words))

    def pick(self, of: Sequence[Any], *words: object) -> Any:
        return of[int(self.draw(*words) * len(of))]

    def day(self, *words: object) -> date:
        """Draw a weekday of the year; in July hardly anything happens."""
        day = date(self.year, 1, 4) + timedelta(days=int(self.draw("day", *words) * 350))
        if day.month == 7:
            day += timedelta(days=45)
        return day - timedelta(days=max(0, day.weekday() - 4))

    def said(self, line: Sequence[str]) -> str:
        return line[1] if self.centre.writes == "nn" else line[0]

    def number(self, question_id: str) -> int:
        answer = self.answers.get(question_id)
        return answer.value if answer and isinstance(answer.value, int) else 0

    def ticked(self, question_id: str) -> tuple[str, ...]:
        answer = self.answers.get(question_id)
        return answer.value if answer and isinstance(answer.value, tuple) else ()

    def names_in(self, question_id: str) -> list[str]:
        """Return the pieces of the pool that the centre's own text names."""
        answer = self.answers.get(question_id)
        text = str(answer.value).casefold() if answer else ""
        names = (piece.words.in_(self.centre.writes) for piece in self.pools[question_id].pieces)
        return [name for name in names if name.casefold() in text and not name.startswith(("Ingen", "Nei"))]

    # --- enquiries ---

    def enquiries(self) -> Iterator[Happening]:
        for place in range(self.number("enquiries.count")):
            line = self.words["enquiries"][
                int(self.draw("about", place) ** 1.5 * len(self.words["enquiries"]))
            ]
            centre = self.draw("whom", place) < 0.6
            yield Happening(
                "enquiry",
                self.day("enquiry", place),
                self.said(line),
                places=(self.somewhere("enquiry", place),),
                topics=tuple(line[2].split()),
                answers={
                    "from_whom": Answer("healthy_life_centre" if centre else "municipality"),
                    "channel": Answer(
                        self.pick(("phone", "phone", "email", "email", "meeting"), "channel", place)
                    ),
                    "outcome": Answer("passed_on" if self.draw("outcome", place) < 0.06 else "answered"),
                },
            )

    def somewhere(self, *words: object) -> str:
        """Draw where somebody comes from: most from the county, some from the region, few from far away."""
        lot = self.draw("near", *words)
        areas = (self.around.county, self.around.region, self.around.elsewhere)
        first = 0 if lot < 0.55 else 1 if lot < 0.85 else 2
        area = next(found for found in (*areas[first:], *areas) if found)
        # A few neighbours ask often.
        return area[int(self.draw("where", *words) ** 3.5 * len(area))]

    # --- visits ---

    def visits(self) -> Iterator[Happening]:
        """Yield visits that bring so many people, from so many municipalities, of just these kinds."""
        people = self.number("hosting.people")
        unsure = (answer := self.answers.get("hosting.people")) is not None and answer.approximate
        plans = self.planned_visits(people)
        if unsure:
            people = max(len(plans), people - int(self.pick(SHORT_OF, "short")))
        sizes = self.shared_out(people, len(plans))
        for place, (types, code, size) in enumerate(zip(*plans_apart(plans), sizes, strict=True)):
            line = self.pick(self.words["visits"], "visit", place)
            names = [name for each in types for name in self.words["from"].get(each, ())[:1]]
            answers = {"visitor_types": Answer(types)} if types else {}
            digital = self.draw("mode", place) < 0.15
            yield Happening(
                "visit",
                self.day("visit", place),
                self.said(line),
                size,
                (code,) if code else (),
                tuple(dict.fromkeys(names)),
                tuple(line[2].split()),
                {**answers, "mode": Answer("digital" if digital else "in_person")},
            )

    def planned_visits(self, people: int) -> list[tuple[tuple[str, ...], str]]:
        """Return each visit's kinds of visitors, and where they are from (nothing for who is of no municipality)."""
        wanted = self.number("hosting.organisations")
        types = self.ticked("hosting.visitor_types")
        municipal = [each for each in types if each in MUNICIPAL]
        others = [each for each in types if each not in MUNICIPAL]
        codes = self.different_places(wanted)
        plans: list[tuple[tuple[str, ...], str]] = []
        for place, code in enumerate(codes):
            share = tuple(municipal[place :: len(codes)]) if place < len(municipal) else tuple(municipal[:1])
            plans.append((share, code))
        if not codes and municipal:
            plans.append((tuple(municipal), self.around.own))
        room = people - len(plans)
        if others and room <= 0:
            first, code = plans[0]
            plans[0] = (in_order(types, {*first, *others}), code)
        apart = min(max(room, 0), len(others))
        plans.extend((tuple(others[place::apart]), "") for place in range(apart))
        repeats = max(0, (people - len(plans)) // 5)
        return plans + [self.pick(plans, "again", place) for place in range(repeats)]

    def different_places(self, wanted: int) -> list[str]:
        found: dict[str, None] = {}
        turn = 0
        while len(found) < wanted:
            found[self.somewhere("visitors", turn)] = None
            turn += 1
        return list(found)

    def shared_out(self, people: int, among: int) -> list[int]:
        sizes = [1] * among
        for place in range(people - among):
            sizes[int(self.draw("size", place) * among)] += 1
        return sizes

    # --- the other kinds ---

    def communication(self) -> Iterator[Happening]:
        activities = [code for code in self.ticked("communication.activities") if code not in NOTHING]
        audiences = self.ticked("communication.audiences")
        names = self.names_in("communication.partners")
        for place, code in enumerate(activities):
            for again, line in enumerate(self.words["communication"][code]):
                if again and self.draw("again", code, again) < 0.4:
                    continue
                share = audiences if not (place or again) else audiences[(place + again) % 3 :: 3]
                yield self.with_words(
                    Happening(
                        "communication",
                        self.day(code, again),
                        self.said(line),
                        organisations=tuple(names) if not (place or again) else (),
                        answers={"activities": Answer((code,))},
                    ),
                    "audiences",
                    share,
                    "communication.audiences",
                )

    def cooperation(self) -> Iterator[Happening]:
        for question, party, area in (
            ("governor.own_county", "county_governor", "own_county"),
            ("governor.other_counties", "county_governor", "other_counties"),
            ("county_council.own_county", "county_council", "own_county"),
            ("county_council.other_counties", "county_council", "other_counties"),
        ):
            for code in self.ticked(question):
                lines = self.words["cooperation"].get(code, ())
                for again in range(4 if code == "fixed_meetings" else 1 if lines else 0):
                    base = Happening(
                        "cooperation",
                        self.day(question, code, again),
                        self.said(self.pick(lines, question, code)),
                        answers={"party": Answer((party,)), "area": Answer(area)},
                    )
                    yield self.with_words(base, "forms", (code,), question)

    def research(self) -> Iterator[Happening]:
        codes = [code for code in self.ticked("research.participation") if code not in NOTHING]
        names = self.names_in("research.institutions")
        published = self.answers.get("research.publications")
        titles = published if published and "«" in str(published.value) else None
        for place, code in enumerate(codes):
            lines = self.words["research"].get(code) or [["Annet arbeid", "Anna arbeid"]]
            answers = {"publications": titles} if titles and not place else {}
            base = Happening(
                "research",
                self.day("research", code),
                self.said(self.pick(lines, code)),
                organisations=tuple(names[place :: len(codes)]),
                answers=answers,
            )
            yield self.with_words(base, "participation", (code,), "research.participation")

    def with_words(
        self, happening: Happening, field_: str, codes: tuple[str, ...], question: str
    ) -> Happening:
        """Return it with these options ticked, and the words that the centre gave to them in its report."""
        if not codes:
            return happening
        given = self.answers[question].specified
        words = {code: given[code] for code in codes if code in given}
        return replace(happening, answers={**happening.answers, field_: Answer(codes, specified=words)})

    def others(self) -> Iterator[Happening]:
        """Yield network, planning, materials and partners: the report asks for words about them, not for numbers."""
        for kind, field_, share in (
            ("network", "ways", 0.8),
            ("planning", "plans", 0.5),
            ("materials", "use", 0.6),
        ):
            for code, lines in self.words[kind].items():
                if self.draw(kind, code) < share:
                    title = self.said(self.pick(lines, kind, code, "title"))
                    yield Happening(kind, self.day(kind, code), title, answers={field_: Answer((code,))})
        for name in self.names_in("partners.other"):
            line = self.pick(self.words["partners"], "partner", name)
            yield Happening("partner", self.day("partner", name), self.said(line), organisations=(name,))


def plans_apart(
    plans: Sequence[tuple[tuple[str, ...], str]],
) -> tuple[list[tuple[str, ...]], list[str]]:
    """Return the kinds of visitors, and where they are from, each in a list."""
    return [types for types, _code in plans], [code for _types, code in plans]


def in_order(codes: Sequence[str], chosen: set[str]) -> tuple[str, ...]:
    """Return those chosen, in the order of ``codes``."""
    return tuple(code for code in codes if code in chosen)
