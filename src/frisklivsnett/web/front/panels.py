"""What a person has before them: a panel for each organisation that they act for. steps.py puts it in words."""

from collections.abc import Iterator
from datetime import datetime

from django.utils import timezone

from frisklivsnett.collection.models import FollowUp, Round, Submission
from frisklivsnett.mailing.models import Letter
from frisklivsnett.publication.models import Edition
from frisklivsnett.registry.models import Organisation, User
from frisklivsnett.registry.permissions import Actor, actors_of, is_in_own_county
from frisklivsnett.web.front.steps import Panel, Standing, centre_panel, county_panel, directorate_panel
from frisklivsnett.web.overview.rows import count, rows_of


def panels_for(user: User, now: datetime) -> list[Panel]:
    """Return the panels, the Directorate's first, then the centres', then the counties'."""
    actors = actors_of(user)
    coordinated = {organisation.pk for organisation in actors.organisations(Actor.COORDINATOR)}
    panels = [_directorate(directorate, now) for directorate in actors.organisations(Actor.DIRECTORATE)]
    panels += _centres(actors.organisations(Actor.CENTRE), coordinated, now)
    panels += [_county(county, now) for county in actors.organisations(Actor.COUNTY)]
    return panels


def _directorate(directorate: Organisation, now: datetime) -> Panel:
    rounds = list(Round.objects.order_by("-report_year"))
    published = set(Edition.objects.values_list("round_id", flat=True).distinct())
    by_round: dict[int, list[Submission]] = {round_.pk: [] for round_ in rounds}
    for submission in Submission.objects.with_centres().with_progress():
        by_round[submission.round_id].append(submission)
    today = timezone.localdate(now)
    standings = [
        Standing(round_, count(rows_of(round_, by_round[round_.pk], today)), round_.pk in published)
        for round_ in rounds
    ]
    return directorate_panel(
        directorate.name,
        standings,
        now,
        letters=Letter.objects.needing_a_look().count(),
        follow_ups=FollowUp.objects.open().count(),
    )


def _centres(centres: list[Organisation], coordinated: set[int], now: datetime) -> Iterator[Panel]:
    if not centres:
        return
    read = Submission.objects.of_centres(centres).filter(round__opens_at__lte=now)
    submissions = list(read.with_places().with_progress())
    for centre in centres:
        own = [submission for submission in submissions if submission.centre == centre]
        yield centre_panel(centre, own, now, coordinates=centre.pk in coordinated)


def _county(county: Organisation, now: datetime) -> Panel:
    sent = Submission.objects.sent().with_centres().select_related("round").with_progress()
    own = [
        submission
        for submission in sent.order_by("-round__report_year")
        if is_in_own_county(county, submission.centre, submission.round.year_end)
    ]
    return county_panel(county, own, now)
