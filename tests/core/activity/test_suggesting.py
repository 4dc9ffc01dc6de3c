"""What a log says to a form: the rules that are read, and the suggestions that they make."""

from datetime import date
from typing import Any

import pytest

from frisklivsnett.core.activity.model import Entry, Kind, PlaceNoted
from frisklivsnett.core.activity.rules import RuleError, Rules, read_rules
from frisklivsnett.core.activity.suggesting import Home, Naming, Suggestion, suggest
from frisklivsnett.core.forms import Answer, Form, read_form
from frisklivsnett.core.text import text


def _choice(id_: str, *codes: str, **more: Any) -> dict[str, Any]:
    options: list[dict[str, Any]] = [{"code": code, "text": {"nb": code}} for code in codes]
    for option in options:
        option |= {"exclusive": True} if option["code"] == "none" else {}
        option |= {"specify": True} if option["code"] == "other" else {}
    return {"id": id_, "type": "multiple", "text": {"nb": id_}, "options": options, **more}


def _form(id_: str, *questions: dict[str, Any]) -> Form:
    section = {"id": "all", "slug": "alt", "title": {"nb": "Alt"}, "questions": list(questions)}
    return read_form({"id": id_, "version": "1", "title": {"nb": id_}, "sections": [section]})


FORM = _form(
    "report",
    {"id": "enquiries.count", "type": "integer", "text": {"nb": "Antall"}},
    {"id": "enquiries.topics", "type": "text", "text": {"nb": "Om hva"}, "limits": {"max_length": 40}},
    {"id": "hosting.people", "type": "integer", "text": {"nb": "Personer"}, "may_be_approximate": True},
    {"id": "hosting.municipalities", "type": "integer", "text": {"nb": "Kommuner"}},
    _choice("hosting.who", "students", "managers", "other"),
    _choice("media.did", "plan", "local", "often", "other", "none"),
)
KINDS = {
    kind.id: kind
    for kind in (
        Kind(
            "visit",
            "besok",
            text("Besøk"),
            _form("visit", _choice("who", "students", "managers", "other")),
            has_people=True,
            has_places=True,
        ),
        Kind(
            "enquiry",
            "henvendelse",
            text("Henvendelse"),
            _form("enquiry", {"id": "what", "type": "text", "text": {"nb": "Hva"}}),
            has_topics=True,
        ),
        Kind(
            "media", "media", text("Media"), _form("media", _choice("where", "local", "national", "social"))
        ),
    )
}
RULES: dict[str, Any] = {
    "form": "report",
    "rules": [
        {"question": "enquiries.count", "make": "count", "from": [{"kind": "enquiry"}]},
        {
            "question": "enquiries.topics",
            "make": "list",
            "of": ["topics", "what"],
            "from": [{"kind": "enquiry"}],
            "mark": "– ",
        },
        {"question": "hosting.people", "make": "people", "from": [{"kind": "visit"}]},
        {
            "question": "hosting.municipalities",
            "make": "places",
            "from": [
                {
                    "kind": "visit",
                    "where": {"who": ["managers"]},
                    "or_unsaid": True,
                    "near": ["county", "region", "elsewhere"],
                }
            ],
        },
        {"question": "hosting.who", "make": "options", "each": {"kind": "visit", "field": "who"}},
        {
            "question": "media.did",
            "make": "options",
            "when_none": "none",
            "options": {
                "local": {"from": [{"kind": "media", "where": {"where": ["local"]}}]},
                "often": {"from": [{"kind": "media", "where": {"where": ["social"]}}], "at_least": 2},
                "other": {"from": [{"kind": "media", "unless": {"where": ["local", "social"]}}]},
            },
        },
    ],
}
HOME = Home("5628", "56", "nord")
SENJA = PlaceNoted("5530", "Senja", "55", "nord")
TANA = PlaceNoted("5628", "Tana", "56", "nord")
VADSO = PlaceNoted("5607", "Vadsø", "56", "nord")


def entry(kind: str, day: str = "2024-03-01", **fields: Any) -> Entry:
    """Return an entry of one day; ``answers`` are plain values."""
    when = date.fromisoformat(day)
    answers = {key: Answer(value) for key, value in fields.pop("answers", {}).items()}
    id_ = fields.pop("id", f"{kind}-{day}-{sorted(fields.items())!r}{answers!r}")
    return Entry(id=id_, kind=kind, centre="tana", starts_on=when, ends_on=when, answers=answers, **fields)


def suggested(*entries: Entry, **more: Any) -> dict[str, Suggestion]:
    """Return what the log of these says."""
    return suggest(_rules(), FORM, entries, 2024, home=HOME, **more)


def _rules(data: object = None) -> Rules:
    return read_rules(data or RULES, FORM, KINDS)


def test_an_empty_log_suggests_nothing_at_all() -> None:
    assert suggested() == {}
    assert suggested(entry("visit", "2023-12-31", people=4)) == {}


def test_people_are_added_up_and_traced_to_their_entries() -> None:
    found = suggested(
        entry("visit", people=4, id="1"), entry("visit", "2024-05-01", people=3, id="2"), entry("enquiry")
    )
    people = found["hosting.people"]
    assert people.answer == Answer(7)
    assert [(part.entry.id, part.amount) for part in people.made_of] == [("1", 4), ("2", 3)]
    assert people.logged == 3


def test_a_sum_is_approximate_when_any_part_is_or_is_missing() -> None:
    unsure = suggested(entry("visit", people=4, approximate=True), entry("visit", people=2))["hosting.people"]
    assert unsure.answer == Answer(6, approximate=True)
    missing = suggested(entry("visit", people=None), entry("visit", people=2))["hosting.people"]
    assert (missing.answer, missing.lacking) == (Answer(2, approximate=True), 1)


def test_a_visit_over_new_year_counts_in_the_year_it_began() -> None:
    visit = Entry("1", "visit", "tana", date(2023, 12, 30), date(2024, 1, 2), people=2)
    assert suggest(_rules(), FORM, [visit], 2023)["hosting.people"].answer == Answer(2)
    assert suggest(_rules(), FORM, [visit], 2024) == {}


def test_each_municipality_counts_once_and_the_centre_s_own_not_at_all() -> None:
    found = suggested(
        entry("visit", places=(SENJA, TANA)),
        entry("visit", "2024-04-01", places=(SENJA,)),
        entry("visit", "2024-05-01", places=(VADSO,), answers={"who": ("managers", "students")}),
        entry("visit", "2024-06-01", places=(PlaceNoted("5501", "Tromsø", "55", "nord"),),
              answers={"who": ("students",)}),
    )["hosting.municipalities"]  # fmt: skip
    assert found.answer == Answer(2)
    assert [(part.amount, part.words) for part in found.made_of] == [
        (1, ("Senja",)),
        (0, ("Senja",)),
        (1, ("Vadsø",)),
    ]


def test_options_met_at_least_once_are_suggested_in_the_form_s_order() -> None:
    found = suggested(
        entry("visit", title="Fra avisa", answers={"who": ("other", "students")}),
        entry("visit", "2024-05-01", answers={"who": ("students",)}),
    )["hosting.who"]
    assert found.answer == Answer(("students", "other"), specified={"other": "Fra avisa"})
    assert [part.words for part in found.made_of] == [("students", "other"), ("students",)]


def test_an_option_may_ask_for_several_entries() -> None:
    once = suggested(entry("media", answers={"where": ("social",)}))["media.did"]
    assert once.answer == Answer(("none",))
    twice = suggested(
        entry("media", answers={"where": ("social",)}),
        entry("media", "2024-09-01", answers={"where": ("social",)}),
    )["media.did"]
    assert twice.answer == Answer(("often",))


def test_a_log_without_such_entries_says_zero_and_none() -> None:
    found = suggested(entry("enquiry"))
    assert found["hosting.people"].answer == Answer(0)
    assert found["media.did"].answer == Answer(("none",))
    assert found["hosting.who"].answer is None


def test_taking_over_keeps_the_ticks_that_the_log_knows_nothing_of() -> None:
    found = suggested(entry("media", answers={"where": ("local",)}))["media.did"]
    assert found.onto(Answer(("plan", "often"))) == Answer(("plan", "local"))
    assert found.onto(None) == Answer(("local",))
    nothing = suggested(entry("enquiry"))["media.did"]
    assert nothing.onto(Answer(("plan",))) == Answer(("plan",))


def test_agreeing_looks_only_at_what_the_log_can_tell() -> None:
    found = suggested(entry("media", answers={"where": ("local",)}))["media.did"]
    assert found.agrees(Answer(("plan", "local")))
    assert not found.agrees(Answer(("plan",)))
    people = suggested(entry("visit", people=23))["hosting.people"]
    assert people.agrees(Answer(23, approximate=True))
    assert not people.agrees(Answer(25))


def test_a_list_has_each_thing_once_the_most_frequent_topic_first() -> None:
    found = suggested(
        entry("enquiry", topics=("sleep",)),
        entry("enquiry", "2024-04-01", topics=("start",), answers={"what": "Søvn\nEgenandel"}),
        entry("enquiry", "2024-05-01", topics=("start",)),
        naming=Naming("nn", {"sleep": text("Søvn", "Søvn"), "start": text("Oppstart", "Oppstart hos oss")}),
    )["enquiries.topics"]
    assert found.answer == Answer("– Søvn\n– Oppstart hos oss\n– Egenandel")


def test_a_list_ends_with_the_last_whole_line_that_there_is_room_for() -> None:
    found = suggested(
        *(entry("enquiry", answers={"what": f"{n} lang tekst om noe"}) for n in range(5)),
    )["enquiries.topics"]
    assert found.answer == Answer("– 0 lang tekst om noe")


@pytest.mark.parametrize(
    ("broken", "says"),
    [
        ({"question": "hosting.peopel", "make": "people", "from": [{"kind": "visit"}]}, "'hosting.people'"),
        ({"question": "hosting.people", "make": "people", "from": [{"kind": "vist"}]}, "'visit'"),
        ({"question": "hosting.people", "make": "people", "from": [{"kind": "media"}]}, "no number of people"),
        ({"question": "hosting.who", "make": "count", "from": [{"kind": "visit"}]}, "cannot answer"),
        ({"question": "hosting.people", "make": "places", "from": [{"kind": "media"}]}, "no places"),
        (
            {"question": "hosting.people", "make": "count",
             "from": [{"kind": "visit", "where": {"wo": ["students"]}}]},
            "'who'",
        ),
        (
            {"question": "hosting.people", "make": "count",
             "from": [{"kind": "visit", "where": {"who": ["student"]}}]},
            "'students'",
        ),
        (
            {"question": "media.did", "make": "options",
             "options": {"locl": {"from": [{"kind": "media"}]}}},
            "'local'",
        ),
        (
            {"question": "enquiries.topics", "make": "list", "of": ["topic"], "from": [{"kind": "enquiry"}]},
            "'topics'",
        ),
        (
            {"question": "enquiries.topics", "make": "list", "of": ["topics"], "from": [{"kind": "visit"}]},
            "no topics",
        ),
        ({"question": "media.did", "make": "options"}, "needs options"),
    ],
)  # fmt: skip
def test_a_rule_that_names_what_nobody_knows_is_refused_with_the_nearest_right_name(
    broken: dict[str, Any], says: str
) -> None:
    with pytest.raises(RuleError) as caught:
        _rules({"form": "report", "rules": [broken]})
    assert says in str(caught.value)


def test_rules_are_for_one_form_and_one_for_each_question() -> None:
    with pytest.raises(RuleError, match="another form"):
        _rules({"form": "other", "rules": RULES["rules"]})
    with pytest.raises(RuleError, match="already"):
        _rules({"form": "report", "rules": [RULES["rules"][0], RULES["rules"][0]]})
