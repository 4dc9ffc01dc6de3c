"""What a letter looks like with the values of a real centre, before anybody has been written to."""

from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from frisklivsnett.collection.letters import about_deadline, report_link
from frisklivsnett.collection.models import Submission
from frisklivsnett.collection.reminders import deadline_of
from frisklivsnett.core.text import text
from frisklivsnett.mailing.kinds import Kind
from frisklivsnett.mailing.texts import Words
from frisklivsnett.mailing.values import Value, absolute, values_for
from frisklivsnett.mailing.wording import Written, write_body, write_subject
from frisklivsnett.registry.models import User

MESSAGE = text(
    "Tallet på henvendelser er mye høyere enn i fjor. Stemmer det?\n\nSkriv gjerne litt om hvorfor.",
    "Talet på førespurnader er mykje høgare enn i fjor. Stemmer det?\n\nSkriv gjerne litt om kvifor.",
    "The number of enquiries is much higher than last year. Is that right?",
)
BETWEEN_CENTRES = text(
    "Vi håper at dere har tid. Ring oss gjerne.",
    "Vi håper at de har tid. Ring oss gjerne.",
    "We hope that you have the time. Do give us a call.",
)
VISITORS = text("Vassvik frisklivssentral", "Vassvik frisklivssentral", "Vassvik healthy life centre")
WISHES = text("en dag i uke 12 eller 13", "ein dag i veke 12 eller 13", "a day in week 12 or 13")
WHERE = text("Helsehuset, møterom 2", "Helsehuset, møterom 2", "the health centre, meeting room 2")


@dataclass(frozen=True, slots=True)
class Preview:
    """A letter as it would be: its subject and its body."""

    subject: str
    body: Written


def centres_to_show() -> list[Submission]:
    """Return the reports of the newest round, by the centre's name: whom a preview can be made for."""
    newest = Submission.objects.with_places().order_by("-round__report_year").first()
    return [] if newest is None else list(newest.round.submissions.with_places().in_name_order())


def preview(kind: Kind, language: str, words: Words, submission: Submission | None, user: User) -> Preview:
    """Return a text with a centre's values in it."""
    examples = _example(submission, user)
    if kind.id.startswith(("request.", "enquiry.")):
        examples |= {
            "når": timezone.now() + timedelta(days=14),
            "melding": BETWEEN_CENTRES,
            "avsender": "Bodø",
        }
    values = values_for(
        kind,
        {name: examples[name] for name in kind.own},
        language,
        reader=user.name,
        organisation=submission.centre.name if submission else "Tana",
    )
    return Preview(write_subject(words.subject, values), write_body(words.body, values, kind.placeholders))


def _example(submission: Submission | None, user: User) -> dict[str, Value]:
    now = timezone.now()
    link, year, deadline = absolute("/"), now.year - 1, timezone.localdate(now) + timedelta(days=14)
    due: dict[str, Value] = {"når": None, "besvart": 5, "spørsmål": 19}
    if submission is not None:
        link, year, deadline = report_link(submission), submission.round.report_year, deadline_of(submission)
        due = about_deadline(submission, deadline, now)
    return {
        **due,
        "år": year,
        "frist": deadline,
        "lenke": link,
        "tidspunkt": now,
        "avsender": user.name,
        "nummer": 2,
        "melding": MESSAGE,
        "hvem": VISITORS,
        "ønsker": WISHES,
        "hvor": WHERE,
    }
