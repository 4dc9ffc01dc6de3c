"""Noting, changing, removing and merging; and the bridge from rows to what is counted."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from frisklivsnett.activity.actions import (
    Noted,
    Stale,
    bin_entry,
    change,
    empty_bin,
    keep_both,
    merge,
    note,
    put_back,
)
from frisklivsnett.activity.attachments import attach
from frisklivsnett.activity.models import Entry, Topic
from frisklivsnett.activity.reading import entries_of, entries_of_all, years_with_entries
from frisklivsnett.activity.searching import matching
from frisklivsnett.audit.models import Event
from frisklivsnett.commands import main
from frisklivsnett.core.forms import Answer
from frisklivsnett.registry.models import Organisation, Place, User
from frisklivsnett.safekeeping import verifying

DAY = date(2024, 3, 12)


@pytest.fixture
def tana(alice: User) -> Organisation:
    return Organisation.objects.get(slug="tana")


def municipality(name: str, day: date = DAY) -> Place:
    return Place.objects.of_kind("municipality").valid_on(day).get(name=name)  # type: ignore[arg-type]


def visit(tana: Organisation, by: User, **more: object) -> Entry:
    said = {"starts_on": DAY, "title": "Oppstart", "people": 4, "places": (municipality("Senja"),)} | more
    return note(centre=tana, kind="visit", noted=Noted(**said), by=by)  # type: ignore[arg-type]


def test_a_visit_is_kept_as_it_was_noted_and_counted_as_it_was_kept(tana: Organisation, alice: User) -> None:
    topic = Topic.objects.create(slug="oppstart-prove", name_nb="Prøve av oppstart", name_nn="Prøve")
    answers = {"visitor_types": Answer(("managers", "other"), specified={"other": "Nabokommunen"})}
    visit(
        tana, alice, approximate=True, organisations=("Nord universitet",), topics=(topic,), answers=answers
    )
    (entry,) = entries_of(tana, 2024)
    assert (entry.kind, entry.centre, entry.starts_on, entry.ends_on) == ("visit", "tana", DAY, DAY)
    assert (entry.people, entry.approximate, entry.title) == (4, True, "Oppstart")
    assert [(place.code, place.county, place.health_region) for place in entry.places] == [
        ("5530", "55", "nord")
    ]
    assert (entry.organisations, entry.topics) == (("Nord universitet",), (topic.slug,))
    assert entry.answers == answers
    assert entries_of_all(2024) == (entry,)
    assert entries_of(tana, 2023) == ()
    assert list(years_with_entries(tana)) == [2024]


def test_reading_a_year_takes_few_queries_however_many_entries(tana: Organisation, alice: User) -> None:
    for _number in range(12):
        visit(tana, alice)
    entries_of_all(2024)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert len(entries_of_all(2024)) == 12
    assert len(queries) <= 5


def test_a_key_that_comes_twice_makes_one_entry(tana: Organisation, alice: User) -> None:
    key = uuid4()
    first = note(centre=tana, kind="visit", noted=Noted(DAY), key=key, by=alice)
    again = note(centre=tana, kind="visit", noted=Noted(DAY, title="Sendt på nytt"), key=key, by=alice)
    assert again == first
    assert Entry.objects.count() == 1
    assert Event.objects.filter(verb="entry.noted").count() == 1


def test_a_colleagues_change_is_not_overwritten(tana: Organisation, alice: User, bob: User) -> None:
    entry = visit(tana, alice)
    change(entry=entry, noted=Noted(DAY, people=5), seen=1, by=bob)
    with pytest.raises(Stale) as caught:
        change(entry=entry, noted=Noted(DAY, people=6), seen=1, by=alice)
    assert caught.value.theirs.people == 5
    assert change(entry=entry, noted=Noted(DAY, people=6), seen=2, by=alice).version == 3


def test_saving_what_stands_changes_nothing(tana: Organisation, alice: User) -> None:
    entry = visit(tana, alice)
    said = Noted(DAY, title="Oppstart", people=4, places=(municipality("Senja"),))
    assert change(entry=entry, noted=said, seen=1, by=alice).version == 1
    assert not Event.objects.filter(verb="entry.changed").exists()


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"people": -3}, "people_out_of_bounds"),
        ({"people": 1_000_000}, "people_out_of_bounds"),
        ({"ends_on": DAY - timedelta(days=1)}, "ends_before_start"),
        ({"starts_on": date(224, 1, 1)}, "far_date"),
        ({"title": "a" * 301}, "title_too_long"),
        ({"organisations": ("a" * 201,)}, "names_too_long"),
        ({"answers": {"visitor_types": Answer(("martians",))}}, "errors"),
    ],
)
def test_what_cannot_be_kept_is_refused(
    tana: Organisation, alice: User, said: dict[str, object], code: str
) -> None:
    with pytest.raises(ValidationError) as caught:
        visit(tana, alice, **said)
    assert caught.value.code == code
    assert not Entry.objects.exists()


def test_a_place_is_kept_as_it_was_called_that_day(tana: Organisation, alice: User) -> None:
    after = municipality("Senja")
    entry = visit(tana, alice, starts_on=date(2023, 5, 2), places=(after,))
    assert entry.places.get().code == "5421"
    assert [place.county for place in entries_of(tana, 2023)[0].places] == ["54"]


def test_a_place_that_was_parted_must_be_chosen_anew(tana: Organisation, alice: User) -> None:
    viken = Place.objects.get(kind="county", name="Viken")
    with pytest.raises(ValidationError) as caught:
        note(centre=tana, kind="cooperation", noted=Noted(DAY, places=(viken,)), by=alice)
    assert caught.value.code == "place_not_then"


def test_what_is_binned_is_not_counted_and_can_be_put_back(tana: Organisation, alice: User) -> None:
    entry = visit(tana, alice)
    bin_entry(entry=entry, by=alice)
    assert entries_of(tana, 2024) == ()
    with pytest.raises(ValidationError):
        change(entry=entry, noted=Noted(DAY), by=alice)
    put_back(entry=entry, by=alice)
    assert len(entries_of(tana, 2024)) == 1


def test_the_bin_keeps_for_thirty_days_and_not_longer(tana: Organisation, alice: User) -> None:
    now = datetime(2024, 6, 30, 12, tzinfo=UTC)
    old, young = visit(tana, alice), visit(tana, alice)
    bin_entry(entry=old, by=alice, at=now - timedelta(days=31))
    bin_entry(entry=young, by=alice, at=now - timedelta(days=29))
    assert empty_bin(by=None, at=now) == 1
    assert list(Entry.objects.all()) == [young]
    assert empty_bin(by=None, at=now) == 0


def test_merging_keeps_what_each_says_and_bins_one(tana: Organisation, alice: User, bob: User) -> None:
    tromso = municipality("Tromsø")
    mine = visit(tana, alice, title="", answers={"mode": Answer("digital")})
    theirs = visit(tana, bob, people=5, places=(municipality("Senja"), tromso), organisations=("UiT",))
    merged = merge(kept=mine, other=theirs, by=alice)
    (entry,) = entries_of(tana, 2024)
    assert entry.id == str(merged.pk) == str(mine.pk)
    assert (entry.people, entry.title, entry.organisations) == (4, "Oppstart", ("UiT",))
    assert {place.name for place in entry.places} == {"Senja", "Tromsø"}
    assert entry.answers == {"mode": Answer("digital")}
    theirs.refresh_from_db()
    assert theirs.is_binned


def test_two_that_are_said_to_be_different_are_left_alone(tana: Organisation, alice: User) -> None:
    entries = [visit(tana, alice), visit(tana, alice)]
    keep_both(entries=entries, by=alice)
    assert Entry.objects.filter(stands_alone=True).count() == 2


@pytest.mark.parametrize("words", ["senja", "SENJA oppstart", "sáŋŋá", "ledere", "nord univ"])
def test_an_entry_is_found_by_any_of_its_words(tana: Organisation, alice: User, words: str) -> None:
    answers = {"visitor_types": Answer(("managers",))}
    visit(tana, alice, organisations=("Nord universitet",), answers=answers)
    assert matching(Entry.objects.all(), words).count() == (0 if words == "sáŋŋá" else 1)
    assert matching(Entry.objects.all(), f"{words} finnesikke").count() == 0


def test_a_row_that_was_changed_behind_the_log_is_told_of(tana: Organisation, alice: User) -> None:
    entry = visit(tana, alice)
    attach(entry=entry, name="a.pdf", content=b"%PDF-1.7", by=alice)
    checks = (verifying._entries, verifying._attachments)
    assert [list(check()) for check in checks] == [[None], [None]]
    Entry.objects.update(version=7)
    assert list(verifying._entries()) == [f"entry {entry.pk}: its version is 7, and the log's is 1"]
    Entry.objects.update(version=1, details={"visitor_types": {"value": ["martians"]}})
    assert "cannot be read" in str(list(verifying._entries()))
    entry.attachments.update(content=b"%PDF-1.8")
    assert "has been changed" in str(list(verifying._attachments()))


def test_the_command_empties_every_centres_bin(
    tana: Organisation, alice: User, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    old, young = visit(tana, alice), visit(tana, alice)
    now = timezone.now()
    bin_entry(entry=young, by=alice, at=now)
    Entry.objects.filter(pk=old.pk).update(deleted_at=now - timedelta(days=31))
    monkeypatch.setattr("frisklivsnett.commands.program.open_database", lambda **_: None)
    assert main(["empty-bins"]) == 0
    assert "1 entry" in capsys.readouterr().out
    assert list(Entry.objects.all()) == [young]


def test_using_a_bin_empties_it_of_what_is_old(tana: Organisation, alice: User) -> None:
    old, young = visit(tana, alice), visit(tana, alice)
    Entry.objects.filter(pk=old.pk).update(deleted_at=timezone.now() - timedelta(days=31))
    bin_entry(entry=young, by=alice)
    assert list(Entry.objects.all()) == [young]
