"""A report's life after it is sent: returned, mended, approved, opened again; every move has an owner and a test."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError

from frisklivsnett.audit.models import Event
from frisklivsnett.collection.actions import save_answers, submit, take_back
from frisklivsnett.collection.commenting import (
    StaleError,
    answer_comment,
    close_follow_up,
    mark_follow_up,
    save_comment,
)
from frisklivsnett.collection.datasets import dataset_of
from frisklivsnett.collection.following import (
    approve,
    recall,
    reopen,
    reopening_in_force,
    return_in_force,
    return_report,
    unapprove,
)
from frisklivsnett.collection.models import Comment, FollowUp, Moved, Submission, SubmissionVersion
from frisklivsnett.collection.states import MOVES, STATES, diagram
from frisklivsnett.core.forms import Answer
from frisklivsnett.core.tables import NumberTable, table
from frisklivsnett.mailing.models import Letter
from frisklivsnett.registry.models import User
from frisklivsnett.registry.permissions import Actor

from .test_collection import ENOUGH

IN_TIME = datetime(2025, 3, 10, 9, tzinfo=UTC)
READ = datetime(2025, 4, 10, 9, tzinfo=UTC)
AFTER = datetime(2025, 5, 5, 9, tzinfo=UTC)
"""The round of the tests closes on 1 May 2025."""
LAST_DAY = date(2025, 5, 12)


def code(error: pytest.ExceptionInfo[ValidationError]) -> str | None:
    return error.value.code


def again(submission: Submission) -> Submission:
    return Submission.objects.with_places().get(pk=submission.pk)


@pytest.fixture
def dina(registers: None) -> User:
    return User.objects.create_user("dina@helsedir.example", name="Dina")


@pytest.fixture
def sent(tana: Submission, alice: User) -> Submission:
    save_answers(submission=tana, changes=ENOUGH, by=alice, at=IN_TIME)
    submit(submission=tana, by=alice, at=IN_TIME)
    return again(tana)


@pytest.fixture
def returned(sent: Submission, dina: User) -> Submission:
    save_comment(
        submission=sent, question_id="hosting.people", words="Er det 40 eller 4?", seen=0, by=dina, at=READ
    )
    return_report(submission=sent, message="Takk!\r\nSe over.", until=LAST_DAY, seen=1, by=dina, at=READ)
    return again(sent)


# --- the table of states ---


def test_every_state_has_an_owner_and_can_be_left_and_reached() -> None:
    assert set(STATES) == set(Submission.Status.values)
    assert {state.owner for state in STATES.values()} <= {Actor.CENTRE, Actor.DIRECTORATE}
    left = {source for move in MOVES.values() for source in move.to}
    reached = {target for move in MOVES.values() for target in move.to.values()} | {"draft"}
    assert left == reached == set(STATES)


def test_the_centre_writes_only_where_it_is_to_act() -> None:
    assert all(state.writable == (state.owner == Actor.CENTRE) for state in STATES.values())


def test_every_move_is_in_the_diagram() -> None:
    drawn = diagram()
    assert all(
        f"{source} --> {target}: {name}" in drawn
        for name, m in MOVES.items()
        for source, target in m.to.items()
    )


Make = Callable[[Submission, User], object]
MAKE: dict[str, Make] = {
    "submit": lambda s, by: submit(submission=s, by=by, at=READ),
    "take_back": lambda s, by: take_back(submission=s, by=by, at=READ),
    "return": lambda s, by: return_report(
        submission=s, message="Se over.", until=LAST_DAY, seen=1, by=by, at=READ
    ),
    "approve": lambda s, by: approve(submission=s, seen=1, by=by, at=READ),
    "unapprove": lambda s, by: unapprove(submission=s, reason="Feil knapp.", by=by, at=READ),
    "recall": lambda s, by: recall(submission=s, by=by, at=AFTER),
    "reopen": lambda s, by: reopen(submission=s, until=LAST_DAY, reason="Sykdom.", by=by, at=AFTER),
}
"""How each move is made."""


def _ways() -> Iterator[tuple[str, str]]:
    return ((move, state) for move in MAKE for state in STATES)


def test_every_move_has_a_way_to_make_it_here() -> None:
    assert set(MAKE) == set(MOVES)


@pytest.mark.parametrize(("move", "state"), list(_ways()))
def test_a_move_leads_where_the_table_says_or_is_refused_and_changes_nothing(
    move: str, state: str, sent: Submission, dina: User
) -> None:
    Submission.objects.filter(pk=sent.pk).update(status=state)
    before, events = Moved.objects.count(), Event.objects.count()
    target = MOVES[move].to.get(state)
    if target is None and (move, state) != ("submit", "approved"):
        allowed_twice = move == "submit" and state == "submitted"
        if allowed_twice:
            MAKE[move](sent, dina)
        else:
            with pytest.raises(ValidationError):
                MAKE[move](sent, dina)
    else:
        MAKE[move](sent, dina)
    assert again(sent).status == (target or state)
    assert Moved.objects.count() == before + (target is not None)
    assert Event.objects.count() == events + (target is not None)
    if target is not None:
        made = sent.moves_made.last()
        assert made is not None
        assert (made.move, made.by) == (move, dina)


# --- returning ---


def test_a_returned_report_is_mended_and_sent_after_the_round_has_closed(
    returned: Submission, alice: User
) -> None:
    assert returned.is_returned
    save_answers(submission=returned, changes={"hosting.people": Answer(4)}, by=alice, at=AFTER)
    version = submit(submission=again(returned), by=alice, at=AFTER)
    assert (version.number, version.on_time) == (2, True), "mended on the adviser's wish, it is not late"
    first = SubmissionVersion.objects.get(number=1)
    assert first.read(returned.round.form)["hosting.people"] == Answer(40, approximate=True)


def test_the_last_day_lasts_until_midnight_in_norway(returned: Submission) -> None:
    assert returned.open_until == datetime(2025, 5, 12, 22, tzinfo=UTC), "summer time"
    assert returned.can_write(datetime(2025, 5, 12, 21, 59, tzinfo=UTC))
    assert not returned.can_write(datetime(2025, 5, 12, 22, 0, tzinfo=UTC))
    assert returned.open_until_day == LAST_DAY


def test_what_was_sent_counts_while_the_report_is_returned(returned: Submission) -> None:
    counted = table(dataset_of(returned.round), "hosting.people")
    assert isinstance(counted, NumberTable)
    assert (counted.answered, counted.sum) == (1, 40)


def test_a_report_returned_twice_by_a_double_click_is_returned_once_with_one_letter_each(
    sent: Submission, dina: User, alice: User, bob: User
) -> None:
    first = return_report(submission=sent, message="Se over.", until=LAST_DAY, seen=1, by=dina, at=READ)
    second = return_report(submission=sent, message="Se over.", until=LAST_DAY, seen=1, by=dina, at=READ)
    assert first == second
    letters = Letter.objects.filter(kind="submission.returned")
    assert {letter.address for letter in letters} == {alice.email, bob.email}
    assert all("Se over." in letter.text and "12. mai 2025" in letter.text for letter in letters)


def test_what_came_while_the_adviser_read_is_neither_approved_nor_returned(
    sent: Submission, dina: User, alice: User
) -> None:
    take_back(submission=sent, by=alice, at=IN_TIME)
    save_answers(submission=sent, changes={"hosting.people": Answer(41)}, by=alice, at=IN_TIME)
    submit(submission=sent, by=alice, at=IN_TIME)
    for attempt in (MAKE["approve"], MAKE["return"]):
        with pytest.raises(ValidationError) as error:
            attempt(again(sent), dina)
        assert code(error) == "other_version"


@pytest.mark.parametrize(
    ("message", "until", "reason"),
    [
        ("  ", LAST_DAY, "nothing_said"),
        ("Se over.", date(2025, 4, 9), "day_passed"),
        ("x" * 4001, LAST_DAY, "too_long"),
    ],
)
def test_a_return_needs_something_said_and_a_day_to_come(
    sent: Submission, dina: User, message: str, until: date, reason: str
) -> None:
    with pytest.raises(ValidationError) as error:
        return_report(submission=sent, message=message, until=until, seen=1, by=dina, at=READ)
    assert code(error) == reason
    assert not again(sent).is_returned


def test_the_return_in_force_is_the_last_until_the_report_is_approved(
    returned: Submission, alice: User, dina: User
) -> None:
    asked = return_in_force(returned)
    assert asked is not None
    assert (asked.words, asked.until, asked.by) == ("Takk!\nSe over.", LAST_DAY, dina)
    submit(submission=returned, by=alice, at=READ)
    assert return_in_force(again(returned)) == asked
    approve(submission=again(returned), seen=2, by=dina, at=AFTER)
    assert return_in_force(again(returned)) is None


# --- approving ---


def test_an_approved_report_is_locked_also_while_the_round_is_open(
    sent: Submission, dina: User, alice: User
) -> None:
    approve(submission=sent, seen=1, by=dina, at=READ)
    locked = again(sent)
    for write in (
        lambda: take_back(submission=locked, by=alice, at=READ),
        lambda: save_answers(submission=locked, changes={"hosting.people": Answer(1)}, by=alice, at=READ),
    ):
        with pytest.raises(ValidationError) as error:
            write()
        assert "godkjent" in error.value.messages[0]
    assert not locked.can_write(READ)


def test_an_approval_is_withdrawn_only_with_a_reason(sent: Submission, dina: User) -> None:
    approve(submission=sent, seen=1, by=dina, at=READ)
    with pytest.raises(ValidationError) as error:
        unapprove(submission=again(sent), reason=" ", by=dina, at=READ)
    assert code(error) == "reason_missing"
    made = unapprove(submission=again(sent), reason="Feil tall.", by=dina, at=READ)
    assert (made.words, again(sent).status) == ("Feil tall.", "submitted")


def test_a_report_with_comments_that_wait_to_be_sent_is_not_approved(sent: Submission, dina: User) -> None:
    save_comment(submission=sent, question_id="hosting.people", words="?", seen=0, by=dina, at=READ)
    with pytest.raises(ValidationError) as error:
        approve(submission=again(sent), seen=1, by=dina, at=READ)
    assert code(error) == "unsent_comments"


def test_a_report_that_the_centre_keeps_is_taken_as_it_was_last_sent(
    returned: Submission, alice: User, dina: User
) -> None:
    save_answers(submission=returned, changes={"hosting.people": Answer(7)}, by=alice, at=READ)
    recall(submission=again(returned), by=dina, at=AFTER)
    approve(submission=again(returned), seen=1, by=dina, at=AFTER)
    counted = table(dataset_of(returned.round), "hosting.people")
    assert isinstance(counted, NumberTable)
    assert counted.sum == 40


def test_a_report_is_not_taken_from_a_centre_that_can_still_send_or_has_sent_nothing(
    tana: Submission, sent: Submission, alice: User, dina: User
) -> None:
    take_back(submission=sent, by=alice, at=READ)
    with pytest.raises(ValidationError) as error:
        recall(submission=again(sent), by=dina, at=READ)
    assert code(error) == "still_open"
    bodo = tana.round.submissions.get(agreement__organisation__slug="bodo")
    with pytest.raises(ValidationError) as error:
        recall(submission=bodo, by=dina, at=AFTER)
    assert code(error) == "not_sent"


# --- opening for one centre ---


def test_one_centre_is_let_in_after_the_round_has_closed_and_the_others_are_not(
    tana: Submission, alice: User, dina: User
) -> None:
    bodo = tana.round.submissions.get(agreement__organisation__slug="bodo")
    reopen(submission=tana, until=LAST_DAY, reason="Sykdom.", by=dina, at=AFTER)
    save_answers(submission=again(tana), changes=ENOUGH, by=alice, at=AFTER)
    version = submit(submission=again(tana), by=alice, at=AFTER)
    assert not version.on_time
    assert not bodo.can_write(AFTER)
    held = reopening_in_force(again(tana), AFTER)
    assert held is not None
    assert held.words == "Sykdom."
    assert reopening_in_force(again(tana), AFTER + timedelta(days=10)) is None


def test_a_centre_is_not_opened_for_while_the_round_is_open(tana: Submission, dina: User) -> None:
    with pytest.raises(ValidationError) as error:
        reopen(submission=tana, until=LAST_DAY, reason="Sykdom.", by=dina, at=READ)
    assert code(error) == "round_open"


def test_opened_twice_with_the_same_words_it_is_opened_once(tana: Submission, dina: User) -> None:
    made = [reopen(submission=tana, until=LAST_DAY, reason="Sykdom.", by=dina, at=AFTER) for _ in range(2)]
    assert made[0] == made[1]


# --- comments ---


def test_a_comment_is_one_for_each_question_until_it_is_sent(sent: Submission, dina: User) -> None:
    for _ in range(2):  # a double click, with the same page behind it
        save_comment(submission=sent, question_id="hosting.people", words="Sikker?", seen=0, by=dina, at=READ)
    comment = Comment.objects.get()
    assert (comment.words, comment.version) == ("Sikker?", 1)
    save_comment(
        submission=sent, question_id="hosting.people", words="Helt sikker?", seen=1, by=dina, at=READ
    )
    assert Comment.objects.get().words == "Helt sikker?"
    save_comment(submission=sent, question_id="hosting.people", words=" ", seen=2, by=dina, at=READ)
    assert not Comment.objects.exists()


def test_a_comment_from_an_old_page_does_not_overwrite_a_newer_one(sent: Submission, dina: User) -> None:
    save_comment(submission=sent, question_id="hosting.people", words="Fra fane 1", seen=0, by=dina, at=READ)
    with pytest.raises(StaleError) as error:
        save_comment(
            submission=sent, question_id="hosting.people", words="Fra fane 2", seen=0, by=dina, at=READ
        )
    assert error.value.theirs == "Fra fane 1"
    assert Comment.objects.get().words == "Fra fane 1"


def test_what_has_been_sent_to_the_centre_stays_as_it_was(
    returned: Submission, alice: User, dina: User
) -> None:
    submit(submission=returned, by=alice, at=READ)
    save_comment(
        submission=again(returned), question_id="hosting.people", words="Nytt", seen=0, by=dina, at=AFTER
    )
    assert list(Comment.objects.values_list("words", "number")) == [("Er det 40 eller 4?", 1), ("Nytt", 2)]


def test_nothing_is_commented_while_the_centre_has_the_report(returned: Submission, dina: User) -> None:
    with pytest.raises(ValidationError) as error:
        save_comment(submission=returned, question_id="enquiries.count", words="?", seen=0, by=dina, at=READ)
    assert code(error) == "is_returned"


def test_the_centre_marks_a_comment_as_dealt_with_and_can_answer(returned: Submission, alice: User) -> None:
    comment = returned.comments.get()
    for _ in range(2):
        comment = answer_comment(comment=comment, seen=True, reply="Det er 40.", by=alice, at=READ)
    assert (comment.reply, comment.seen_by, comment.seen_at) == ("Det er 40.", alice, READ)
    assert Event.objects.filter(verb="comment.dealt_with").count() == 1
    assert answer_comment(comment=comment, seen=False, reply="", by=alice, at=READ).seen_at is None
    with pytest.raises(ValidationError):
        answer_comment(comment=comment, seen=True, reply="", by=alice, at=AFTER + timedelta(days=30))


# --- marks to follow up ---


def test_a_mark_is_one_for_each_question_while_it_is_open(sent: Submission, dina: User) -> None:
    for _ in range(2):
        mark = mark_follow_up(
            submission=sent, question_id="hosting.people", note="Ring i mai.", by=dina, at=READ
        )
    assert FollowUp.objects.get() == mark
    with pytest.raises(StaleError):
        mark_follow_up(submission=sent, question_id="hosting.people", note="Annet.", by=dina, at=READ)
    for _ in range(2):
        closed = close_follow_up(mark=mark, by=dina, at=READ)
    assert (closed.closed_at, closed.closed_by) == (READ, dina)
    mark_follow_up(submission=sent, question_id="hosting.people", note="På ny.", by=dina, at=AFTER)
    assert FollowUp.objects.open().get().note == "På ny."


def test_a_report_is_marked_as_a_whole_and_a_mark_needs_a_note(sent: Submission, dina: User) -> None:
    assert mark_follow_up(submission=sent, question_id="", note="Ring.", by=dina, at=READ).question_id == ""
    for question, note, reason in [("", " ", "note_missing"), ("no.such", "x", "unknown_question")]:
        with pytest.raises(ValidationError) as error:
            mark_follow_up(submission=sent, question_id=question, note=note, by=dina, at=READ)
        assert code(error) == reason


def test_the_log_tells_of_each_step_and_of_no_words(returned: Submission) -> None:
    told = "\n".join(str(event.details) for event in Event.objects.all())
    assert "Takk" not in told
    assert "eller 4" not in told
    assert {"comment.saved", "submission.returned"} <= set(Event.objects.values_list("verb", flat=True))
