"""What the demo's database holds."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from frisklivsnett import audit
from frisklivsnett.activity.models import Passing, VisitRequest
from frisklivsnett.collection.datasets import dataset_of
from frisklivsnett.collection.models import Comment, FollowUp, Round, Submission, SubmissionVersion
from frisklivsnett.core.forms import Severity, validate
from frisklivsnett.core.tables import as_json, tables
from frisklivsnett.core.tables.outliers import outliers
from frisklivsnett.registry.models import Role, User

pytestmark = pytest.mark.usefixtures("demo_database", "db")

# Counted by hand in the published report of 2024; None where it gives no count.
PUBLISHED: dict[str, list[int | None]] = {
    "communication.activities": [11, 16, 9, 17, 14, 16, 18, 17, 17, 0],
    "communication.audiences": [14, 14, 16, 13, None, 14, 12, 18, 1],
    "governor.own_county": [3, None, None, 3, None],
    "governor.other_counties": [*[None] * 6, 15, None],
    "county_council.own_county": [4, None, None, 6, None],
    "county_council.other_counties": [None, None, 1, None, None, None, 12, None],
    "research.participation": [12, 12, 5, 6, 10, 17, 1, 3],
}


def counted_2024() -> dict[str, dict[str, object]]:
    listed = as_json(tables(dataset_of(Round.objects.get(report_year=2024))), "nb")
    return {str(table["id"]): table for table in listed}


@pytest.mark.parametrize("question_id", PUBLISHED)
def test_the_round_of_2024_is_counted_as_published(question_id: str) -> None:
    rows = counted_2024()[question_id]["rows"]
    assert isinstance(rows, list)
    expected = PUBLISHED[question_id]
    found = [row["n"] for row in rows]
    assert len(found) == len(expected)
    assert [None if expected[place] is None else n for place, n in enumerate(found)] == expected


def test_visitors_are_counted_as_published() -> None:
    counted = counted_2024()
    people, organisations = counted["hosting.people"], counted["hosting.organisations"]
    assert (people["sum"], people["approximate"], people["approximate_count"]) == (310, True, 2)
    assert (organisations["sum"], organisations["approximate"]) == (47, False)
    assert {table["base"] for table in counted.values()} == {18}


def test_sixteen_sent_on_time_and_two_late() -> None:
    versions = SubmissionVersion.objects.filter(submission__round__report_year=2024)
    assert list(versions.values_list("on_time", flat=True)).count(True) == 16
    assert {timezone.localdate(version.submitted_at) for version in versions if not version.on_time} == {
        date(2025, 4, 3),
        date(2025, 4, 8),
    }


def test_the_round_of_2025_is_open_with_four_drafts_one_of_them_ready_to_send_and_five_sent() -> None:
    round_ = Round.objects.get(report_year=2025)
    assert round_.is_open(timezone.now())
    assert round_.days_left(timezone.localdate()) >= 40
    submissions = Submission.objects.with_places().filter(round=round_, versions=None)
    answered = {submission.centre.slug: len(submission.working_answers) for submission in submissions}
    answered = {slug: n for slug, n in answered.items() if n}
    assert sorted(answered) == ["bodo", "harstad", "modum", "tana"]
    assert answered["harstad"] == 1
    assert not submissions.exclude(status="draft").exists()
    sent = Submission.objects.filter(round=round_).sent()
    stands = dict(sent.values_list("agreement__organisation__slug", "status"))
    assert stands == {
        "stavanger": "approved",
        "drammen": "submitted",
        "alstahaug": "returned",
        "askoy": "submitted",
        "kristiansund": "submitted",
    }
    ready = {
        submission.centre.slug
        for submission in submissions
        if not any(
            problem.severity is Severity.ERROR
            for problem in validate(round_.form, submission.working_answers)
        )
    }
    assert ready == {"bodo"}


def test_2024_is_approved_and_2025_has_comments_a_mended_report_a_mark_and_numbers_that_stand_out() -> None:
    assert set(Submission.objects.filter(round__report_year=2024).values_list("status", flat=True)) == {
        "approved"
    }
    assert Comment.objects.filter(seen_at=None).count() == 2
    assert Comment.objects.exclude(reply="").count() == 1
    assert FollowUp.objects.open().count() == 1
    now, before = (dataset_of(Round.objects.get(report_year=year)) for year in (2025, 2024))
    assert {each.respondent.id for each in outliers(now, before)} >= {"alstahaug", "kristiansund"}


def test_visits_are_asked_for_and_enquiries_passed_on() -> None:
    states = VisitRequest.objects.order_by("state").values_list("centre__slug", "state")
    assert sorted(states, key=str) == sorted(
        [
            ("tana", "waiting"),
            ("tana", "accepted"),
            ("harstad", "suggested"),
            ("stavanger", "accepted"),
            (None, "waiting"),
        ],
        key=str,
    )
    coming = VisitRequest.objects.filter(state="accepted", starts_at__gt=timezone.now())
    assert [request.organisation for request in coming] == ["Lebesby kommune"]
    assert [(one.from_centre.slug, one.to_centre.slug) for one in Passing.objects.waiting()] == [
        ("harstad", "tana")
    ]


def test_both_rounds_are_marked_as_sample_data() -> None:
    assert set(Round.objects.values_list("report_year", "sample")) == {(2024, True), (2025, True)}


def test_the_people_are_made_up_and_have_no_password() -> None:
    users = User.objects.all()
    assert len(users) == 23
    assert all(user.email.endswith(".example") and not user.has_usable_password() for user in users)


def test_every_centre_has_a_lead_and_the_other_roles_are_there() -> None:
    roles = set(Role.objects.values_list("organisation__slug", "kind"))
    centres = set(Submission.objects.values_list("agreement__organisation__slug", flat=True))
    assert {slug for slug, kind in roles if kind == "lead"} == centres
    assert ("tana", "colleague") in roles
    assert ("helsedirektoratet", "adviser") in roles
    assert {slug for slug, kind in roles if kind == "reader"} == {
        "statsforvalteren-i-troms-og-finnmark",
        "finnmark-fylkeskommune",
    }


def test_the_log_tells_of_it_all_and_holds() -> None:
    assert audit.tip().number > 18 * 2
    assert not list(audit.verify_chain())


def test_the_deadline_of_the_open_round_is_some_weeks_after_the_making() -> None:
    opened = timezone.localdate(Round.objects.get(report_year=2025).opens_at)
    assert opened < timezone.localdate() - timedelta(days=14)
