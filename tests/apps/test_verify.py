"""Verifying: whoever changes, removes or slips in a row is told of, in words, and what is whole is said to hold."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.db import connection

from frisklivsnett import audit
from frisklivsnett.audit.log import hash_of
from frisklivsnett.audit.models import Event
from frisklivsnett.collection.actions import save_answers, submit, take_back
from frisklivsnett.collection.models import Answer, Round, Submission, SubmissionVersion
from frisklivsnett.core.forms import Answer as FormAnswer
from frisklivsnett.publication.material import checksum as data_checksum
from frisklivsnett.publication.models import Edition, EditionFile
from frisklivsnett.registry.models import User
from frisklivsnett.safekeeping import verifying
from frisklivsnett.safekeeping.noted import NoteError, add_note, read_notes

pytestmark = pytest.mark.django_db
WHEN = datetime(2025, 3, 10, 9, tzinfo=UTC)
QUESTION = "hosting.people"


@pytest.fixture
def sent(tana: Submission, alice: User, monkeypatch: pytest.MonkeyPatch) -> Submission:
    """A report sent twice, with another number the second time."""
    monkeypatch.setattr("frisklivsnett.collection.actions.validate", lambda *_: ())
    for number in (40, 41):
        changes = {QUESTION: FormAnswer(number), "partners.other": FormAnswer("Høgskolen")}
        save_answers(submission=tana, changes=changes, by=alice, at=WHEN)
        submit(submission=tana, by=alice, at=WHEN)
        take_back(submission=tana, by=alice, at=WHEN)
    return tana


def test_a_report_that_stands_where_no_move_has_led_it_is_told_of(sent: Submission) -> None:
    assert not list(filter(None, verifying._moves()))
    Submission.objects.filter(pk=sent.pk).update(status="approved")
    told = f"report {sent.pk}: it stands as approved, and its moves lead to draft"
    assert list(filter(None, verifying._moves())) == [told]


@pytest.fixture
def tamper() -> Callable[..., None]:
    """Runs SQL as someone would who first takes away the database's own protection, and puts it back afterwards."""

    def run(sql: str, *values: int) -> None:
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                for table in ("audit_event", "collection_submissionversion"):
                    cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
                    cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
                cursor.execute(sql, values)
                cursor.execute("ALTER TABLE audit_event ENABLE TRIGGER USER")
                cursor.execute("ALTER TABLE collection_submissionversion ENABLE TRIGGER USER")
                return
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
            guards = cursor.fetchall()
            for name, _ in guards:
                cursor.execute(f"DROP TRIGGER {name}")
            cursor.execute(sql, values)
            for _, guard in guards:
                cursor.execute(guard, None)

    return run


def breaks(*noted: audit.Tip) -> list[str]:
    return [line for check in verifying.verify(noted) for line in check.breaks]


def last(verb: str) -> Event:
    return Event.objects.filter(verb=verb).order_by("-id")[0]


def test_what_nobody_has_touched_holds_and_is_counted(sent: Submission) -> None:
    counted = {check.what: check.count for check in verifying.verify()}
    assert breaks() == []
    assert counted["reports sent, each with its checksum and its event"] == 2
    assert counted["saved answers, by their versions"] == 2
    assert counted["events in the log, in one chain"] == Event.objects.count()
    assert counted["forms"] == 1


def test_a_changed_event_is_found(sent: Submission, tamper: Callable[..., None]) -> None:
    event = last("answers.saved")
    tamper("UPDATE audit_event SET by_id = NULL WHERE id = %s", event.id)
    assert breaks() == [f"event {event.id}: the event has been changed since it was written"]


def test_a_removed_event_is_found_also_when_the_rest_is_numbered_and_hashed_anew(
    sent: Submission, tamper: Callable[..., None]
) -> None:
    gone, noted = last("submission.submitted"), audit.tip()
    tamper("DELETE FROM audit_event WHERE id >= %s", gone.id)
    event = Event(
        id=gone.id, at=gone.at, verb="submission.taken_back", kind=gone.kind, object_id=gone.object_id
    )
    event.organisation_id, event.by_id, event.previous_hash = (
        gone.organisation_id,
        gone.by_id,
        gone.previous_hash,
    )
    event.hash = hash_of(event)
    event.save(force_insert=True)
    assert breaks() == [f"report {sent.pk}, version 2: the log does not tell that it was sent"]
    assert f"event {noted.number}: it was noted as the end of the log, and is gone" in breaks(noted)


def test_a_slipped_in_event_is_found(sent: Submission, tamper: Callable[..., None]) -> None:
    event = last("answers.saved")
    event.pk, event.hash = audit.tip().number + 5, "0" * 64
    event.save(force_insert=True)
    assert any("are missing" in line for line in breaks())


def test_events_cut_off_the_end_are_found_by_what_they_told_of(
    sent: Submission, tamper: Callable[..., None]
) -> None:
    noted = audit.tip()
    tamper("DELETE FROM audit_event WHERE id > %s", noted.number - 3)
    assert set(breaks()) == {
        f"report {sent.pk}, version 2: the log does not tell that it was sent",
        f"report {sent.pk}, {QUESTION}: its version is 2, and the log's is 1",
    }


def test_events_cut_off_the_end_that_nothing_else_shows_are_found_by_a_note(
    sent: Submission, tamper: Callable[..., None]
) -> None:
    noted = audit.tip()
    tamper("DELETE FROM audit_event WHERE id = %s", noted.number)
    assert breaks() == []
    assert breaks(noted) == [f"event {noted.number}: it was noted as the end of the log, and is gone"]


def test_another_event_where_one_was_noted_is_found(sent: Submission) -> None:
    tip = audit.tip()
    assert breaks(audit.Tip(tip.number, "0" * 64)) == [
        f"event {tip.number}: it is not the one that was noted as the end of the log"
    ]
    assert breaks(tip, audit.Tip(0, "")) == []


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (
            'answers = \'{"hosting.people": {"value": 42}}\'',
            "its answers have been changed since it was sent",
        ),
        ("answers = '{\"hosting.people\": 7}'", "its answers cannot be read"),
        ('answers = \'{"nobody.asked": {"value": 1}}\'', "its answers cannot be read"),
        ("checksum = repeat('0', 64)", "its answers have been changed since it was sent"),
        ("submitted_by_id = 999999", "the log tells that someone else sent it"),
        ("number = 7", "the log does not tell that it was sent"),
    ],
)
def test_a_changed_report_is_found(
    sent: Submission, tamper: Callable[..., None], change: str, told: str
) -> None:
    change = change.replace("repeat('0', 64)", f"'{'0' * 64}'")
    tamper(f"UPDATE collection_submissionversion SET {change} WHERE number = 1")
    assert any(told in line for line in breaks())


def test_a_report_changed_together_with_its_checksum_is_not_the_one_that_the_log_tells_of(
    sent: Submission, tamper: Callable[..., None]
) -> None:
    first, second = SubmissionVersion.objects.order_by("number")
    tamper("DELETE FROM collection_submissionversion WHERE number = 2")
    first.pk, first.number = None, 2
    first.save(force_insert=True)
    assert first.checksum != second.checksum
    assert breaks() == [f"report {sent.pk}, version 2: it is not the one that the log tells was sent"]


def test_a_removed_report_is_found(sent: Submission) -> None:
    SubmissionVersion.objects.filter(number=1).delete()
    assert breaks() == [f"report {sent.pk}, version 1: the log tells that it was sent, and it is gone"]


def test_a_removed_answer_and_one_put_back_to_what_it_was_are_found(sent: Submission) -> None:
    Answer.objects.filter(question_id="partners.other").delete()
    Answer.objects.filter(question_id=QUESTION).update(version=1, content={"value": 40})
    assert set(breaks()) == {
        f"report {sent.pk}, partners.other: the log tells that it was answered, and it is gone",
        f"report {sent.pk}, {QUESTION}: its version is 1, and the log's is 2",
    }


def test_a_changed_form_is_found(the_round: Round) -> None:
    form = the_round.form_version
    form.definition["sections"][0]["questions"][0]["text"]["nb"] = "Noe annet?"
    form.save()
    assert breaks() == ["form annual-report 1: it has been changed since it was stored"]


def test_a_changed_file_of_an_edition_is_found(the_round: Round) -> None:
    edition = Edition.objects.create(
        round=the_round, number=1, published_at=WHEN, data_checksum=data_checksum({})
    )
    EditionFile.objects.create(
        edition=edition, format="pdf", language="nb", content=b"%PDF", checksum="0" * 64
    )
    assert breaks() == ["edition 2024 #1 pdf nb: the file has been changed since it was published"]


def test_changed_data_of_an_edition_are_found(the_round: Round) -> None:
    Edition.objects.create(
        round=the_round,
        number=1,
        published_at=WHEN,
        data={"facts": {"log.centres": 5}},
        data_checksum=data_checksum({"facts": {"log.centres": 4}}),
    )
    assert breaks() == ["edition 2024 #1: what it was made from has been changed since"]


@pytest.mark.parametrize(
    ("guard", "table"),
    [
        ("audit_event", "audit_event"),
        ("collection_version_no_update", "collection_submissionversion"),
        ("publication_edition_no_update", "publication_edition"),
        ("publication_file_no_update", "publication_editionfile"),
    ],
)
def test_a_guard_that_has_been_taken_away_is_found(the_round: Round, guard: str, table: str) -> None:
    name = next(name for name in verifying.GUARDS[connection.vendor] if name.startswith(guard))
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE") if connection.vendor == "postgresql" else None
        cursor.execute(f"DROP TRIGGER {name}" + (f" ON {table}" if connection.vendor == "postgresql" else ""))
    assert breaks() == [f"guard {name}: it is gone, so rows can be changed"]


def test_notes_are_kept_a_line_each_and_other_files_are_refused(tmp_path: Path) -> None:
    file = tmp_path / "notes"
    for tip in (audit.Tip(0, ""), audit.Tip(7, "ab" * 32)):
        add_note(file, tip)
    assert read_notes(file) == [audit.Tip(0, ""), audit.Tip(7, "ab" * 32)]
    file.write_text("something else\n")
    with pytest.raises(NoteError, match="neither a backup nor a file of notes"):
        read_notes(file)
