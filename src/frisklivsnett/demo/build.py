"""Filling a database with the sample data: registers, people, the round of 2024 sent, the round of 2025 under way."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from frisklivsnett.activity.topics import load_topics
from frisklivsnett.collection.actions import open_round, save_answers, store_form, submit
from frisklivsnett.collection.following import approve as approve_report
from frisklivsnett.collection.models import FormVersion, Round, Submission
from frisklivsnett.core.forms import Answers, Section
from frisklivsnett.demo.agreements import give_next_agreements, read_next_period
from frisklivsnett.demo.answers import sample_answers
from frisklivsnett.demo.following import LET_IN_LATE, SentReport, let_in_late, live
from frisklivsnett.demo.letters import Post
from frisklivsnett.demo.log import note_late, take_over, write_log
from frisklivsnett.demo.people import People, make_people
from frisklivsnett.demo.targets import FOLDER, Targets, read_pools, read_targets
from frisklivsnett.demo.visitors import let_others_ask
from frisklivsnett.publication.actions import publish
from frisklivsnett.publication.approving import approve, send_to_review
from frisklivsnett.registry.actions import load_registers
from frisklivsnett.registry.models import User

FORM = FOLDER.parent / "forms" / "annual-report-1.json"
PUBLISHED_AFTER = timedelta(days=7, hours=1)
"""How long after the round has closed the report is published, here."""
READ_AFTER = timedelta(days=2, hours=10)
"""How long after the round has closed the reports are approved, here."""
REMINDED_BEFORE = timedelta(days=14)
"""How long ago the adviser reminded the centres of the open round, here."""
SECTION_TAKES = timedelta(minutes=4)
"""How long a centre works on a section of the form, here."""


@dataclass(frozen=True, slots=True)
class Draft:
    """How far a centre has come: its last question answered, and how many days ago."""

    centre: str
    until: str
    days_ago: int


@dataclass(frozen=True, slots=True)
class DraftRound:
    """The round that is open for trying out, counted in days from the day the demo is made."""

    seed: str
    report_year: int
    opened_days_ago: int
    deadline_in_days: int
    drafts: tuple[Draft, ...]
    sent: tuple[SentReport, ...]


def read_draft_round() -> DraftRound:
    """Return what the open round holds."""
    content: dict[str, Any] = json.loads((FOLDER / "drafts-2025.json").read_text(encoding="utf-8"))
    del content["about"]
    drafts = tuple(Draft(**draft) for draft in content["drafts"])
    return DraftRound(
        **{**content, "drafts": drafts, "sent": tuple(SentReport(**each) for each in content["sent"])}
    )


@transaction.atomic
def fill(now: datetime) -> None:
    """Fill an empty, migrated database with all of the sample data, or with nothing when something goes wrong."""
    load_registers(by=None)
    load_topics()
    people = make_people()
    adviser = people["helsedirektoratet"][0]
    form_version = store_form(definition=json.loads(FORM.read_text(encoding="utf-8")), by=adviser)
    targets = read_targets(2024)
    _sent_round(targets, form_version, people, adviser)
    give_next_agreements(adviser, _aware(read_next_period().given_at))
    _open_round(read_draft_round(), targets, form_version, people, adviser, now)
    let_others_ask(people, now)


def _sent_round(targets: Targets, form_version: FormVersion, people: People, adviser: User) -> None:
    """Make the round that everyone has sent, that is closed, and whose report is published."""
    schedule = targets.round
    round_ = open_round(
        report_year=schedule.report_year,
        form_version=form_version,
        opens_at=_aware(schedule.opens_at),
        deadline=schedule.deadline,
        closes_at=_aware(schedule.closes_at),
        sample=True,
        by=adviser,
    )
    submissions = _by_centre(round_)
    answers = sample_answers(round_.form, targets, read_pools())
    closed_at = _aware(schedule.closes_at)
    write_log(targets, answers, people, schedule.report_year, closed_at, lot=targets.seed)
    for centre in sorted(targets.centres, key=lambda centre: centre.sent_at):
        submission, at = submissions[centre.slug], _aware(centre.sent_at)
        _save(submission, answers[centre.slug], people[centre.slug], at)
        submit(submission=submission, by=people[centre.slug][0], at=at)
    take_over(round_)
    let_in_late(submissions[LET_IN_LATE], adviser, closed_at)
    for submission in submissions.values():
        approve_report(submission=submission, seen=1, by=adviser, at=closed_at + READ_AFTER)
    published_at = closed_at + PUBLISHED_AFTER
    colleague = people["helsedirektoratet"][1]
    send_to_review(round_=round_, by=adviser, asked=colleague, at=published_at - timedelta(days=2))
    approve(round_=round_, by=colleague, at=published_at - timedelta(days=1))
    publish(round_=round_, by=adviser, at=published_at)


def _open_round(
    plan: DraftRound,
    targets: Targets,
    form_version: FormVersion,
    people: People,
    adviser: User,
    now: datetime,
) -> None:
    """Make the round that is under way."""
    today = timezone.localdate(now)
    round_ = open_round(
        report_year=plan.report_year,
        form_version=form_version,
        opens_at=_aware(datetime.combine(today - timedelta(days=plan.opened_days_ago), time(8))),
        deadline=today + timedelta(days=plan.deadline_in_days),
        sample=True,
        by=adviser,
    )
    submissions = _by_centre(round_)
    answers = sample_answers(round_.form, targets, read_pools(), plan.seed)
    order = [question.id for question in round_.form.questions]
    post = Post(round_, asked_at=_aware(datetime.combine(today - REMINDED_BEFORE, time(10, 15))), by=adviser)
    for draft in sorted(plan.drafts, key=lambda draft: -draft.days_ago):
        done = order[: order.index(draft.until) + 1]
        so_far = {id_: answer for id_, answer in answers[draft.centre].items() if id_ in done}
        at = _aware(datetime.combine(today - timedelta(days=draft.days_ago), time(14, 25)))
        post.until(at)
        _save(submissions[draft.centre], so_far, people[draft.centre], at)
    post.until(now)
    for sent in plan.sent:
        at = _aware(datetime.combine(today - timedelta(days=sent.days_ago), time(13, 10)))
        _save(submissions[sent.centre], answers[sent.centre], people[sent.centre], at)
    write_log(targets, answers, people, plan.report_year, now, lot=plan.seed)
    take_over(round_)
    for sent in plan.sent:
        live(sent, submissions[sent.centre], people[sent.centre], adviser, today)
    first = submissions[plan.drafts[0].centre].centre
    note_late(first, people[first.slug][0], plan.report_year, now)
    if today.year > plan.report_year:
        lot = str(today.year)
        this_year = sample_answers(round_.form, targets, read_pools(), lot)
        write_log(targets, this_year, people, today.year, now, lot=lot)


def _by_centre(round_: Round) -> Mapping[str, Submission]:
    return {submission.centre.slug: submission for submission in round_.submissions.with_places()}


def _save(submission: Submission, answers: Answers, writers: Sequence[User], until: datetime) -> None:
    """Save the answers section by section, done shortly before ``until``; colleagues take turns."""
    sections = [section for section in submission.round.form.sections if _in_section(section, answers)]
    for place, section in enumerate(sections):
        save_answers(
            submission=submission,
            changes=_in_section(section, answers),
            section_id=section.id,
            by=writers[place % len(writers)],
            at=until - SECTION_TAKES * (len(sections) - place),
        )


def _in_section(section: Section, answers: Answers) -> Answers:
    return {question.id: answers[question.id] for question in section.questions if question.id in answers}


def _aware(moment: datetime) -> datetime:
    """Return a Norwegian time as a moment."""
    return timezone.make_aware(moment, timezone.get_default_timezone())
