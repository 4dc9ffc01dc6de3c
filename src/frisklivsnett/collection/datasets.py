"""The only bridge from the database to core: a round's answers as a dataset."""

from collections.abc import Iterable

from frisklivsnett.collection.models import Round, Submission, SubmissionVersion
from frisklivsnett.core.forms import Answers
from frisklivsnett.core.tables import Dataset, Respondent, dataset_from_answers


def dataset_of(round_: Round) -> Dataset:
    """Return the round's dataset: a respondent for each submission, with the answers of the version sent last.

    What was sent counts until the centre sends again, also when the report has been returned or opened for change. A
    centre that has sent nothing is in the base, with no answers. Respondents come by place code, the order of the
    county numbers, and are grouped by the health region and county they were in on the last day of the report year.
    """
    asked = Submission.objects.with_places().select_related("agreement__organisation__place")
    submissions = list(asked.filter(round=round_))
    submissions.sort(key=_place_code)
    answers = _sent_answers(round_)
    return dataset_from_answers(
        round_.form,
        round_.report_year,
        tuple(_respondent(submission) for submission in submissions),
        [answers.get(submission.pk) for submission in submissions],
        group_names=_group_names(submissions),
        sample=round_.sample,
    )


def _place_code(submission: Submission) -> str:
    place = submission.centre.place
    return place.code if place else ""


def _respondent(submission: Submission) -> Respondent:
    centre, on = submission.centre, submission.round.year_end
    county, region = centre.county_on(on), centre.health_region_on(on)
    groups = {}
    if region is not None:
        groups["health_region"] = region.code
    if county is not None:
        groups["county"] = county.code
    return Respondent(id=centre.slug, name=centre.name, groups=groups)


def _group_names(submissions: Iterable[Submission]) -> dict[str, dict[str, str]]:
    """Return the names of the regions and counties that occur, each in code order."""
    regions, counties = {}, {}
    for submission in submissions:
        on = submission.round.year_end
        if (region := submission.centre.health_region_on(on)) is not None:
            regions[region.code] = region.name
        if (county := submission.centre.county_on(on)) is not None:
            counties[county.code] = county.name
    return {"health_region": dict(sorted(regions.items())), "county": dict(sorted(counties.items()))}


def _sent_answers(round_: Round) -> dict[int, Answers]:
    """Return, for each submission that has been sent, the answers of its latest version."""
    form = round_.form
    versions = SubmissionVersion.objects.filter(submission__round=round_).order_by("submission_id", "number")
    return {version.submission_id: version.read(form) for version in versions}
