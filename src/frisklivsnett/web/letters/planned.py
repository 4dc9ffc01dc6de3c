"""A round's letters worked out for the screen: the steps of the plan, and each centre's letters."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from frisklivsnett.collection.models import Round, Submission
from frisklivsnett.collection.reminders import lacks
from frisklivsnett.collection.reminding import INVITATION, Plan, Step, steps_of
from frisklivsnett.mailing.models import Letter
from frisklivsnett.registry.models import Organisation, Role
from frisklivsnett.web.letters.words import COLORS, kind_title, state_words
from frisklivsnett.web.ordering import by_name


@dataclass(frozen=True, slots=True)
class PlannedStep:
    """A line of the plan: what goes out, when, how far from the deadline, and how that went or will go."""

    title: str
    moment: datetime
    when: str
    status: str
    color: str


@dataclass(frozen=True, slots=True)
class Sent:
    """A letter on a line: to whom, of what kind, how it stands."""

    letter: Letter
    title: str
    state: str
    color: str


@dataclass(frozen=True, slots=True)
class CentreLetters:
    """A centre's letters in a round, the newest first. ``readers`` is how many would get one now."""

    name: str
    slug: str
    lacks: bool
    readers: int
    letters: list[Sent] = field(default_factory=list)

    @property
    def latest(self) -> Sent | None:
        """The newest letter."""
        return self.letters[0] if self.letters else None

    @property
    def same_day(self) -> list[Sent]:
        """The letters of the newest letter's kind that were written together with it, one for each reader."""
        newest = self.latest
        if newest is None:
            return []
        return [
            sent
            for sent in self.letters
            if (sent.letter.kind, sent.letter.queued_at) == (newest.letter.kind, newest.letter.queued_at)
        ]


def shown(letter: Letter) -> Sent:
    """Return a letter ready for the screen."""
    return Sent(letter, kind_title(letter.kind), state_words(letter.state), COLORS[letter.state])


def when_words(offset: int) -> str:
    """Return how far from the deadline a step is: «14 dager før fristen», «på fristen», «7 dager etter fristen»."""
    if offset == 0:
        return _("på fristdagen")
    days = abs(offset)
    if offset < 0:
        words = ngettext("%(days)s dag før fristen", "%(days)s dager før fristen", days)
    else:
        words = ngettext("%(days)s dag etter fristen", "%(days)s dager etter fristen", days)
    return words % {"days": days}


def plan_lines(
    round_: Round, plan: Plan, letters: Sequence[Letter], missing: int, at: datetime
) -> list[PlannedStep]:
    """Return the plan's steps in the order of time, with how many centres each reached or will reach as it stands."""
    steps = steps_of(round_, plan)
    lines = []
    for place, step in enumerate(steps):
        until = steps[place + 1].moment if place + 1 < len(steps) else None
        reached = {
            letter.organisation_id
            for letter in letters
            if letter.kind == step.kind
            and step.moment <= letter.queued_at
            and (not until or letter.queued_at < until)
        }
        status, color = _status(step, len(reached), missing, at)
        offset = _("når runden åpner") if step.offset is None else when_words(step.offset)
        lines.append(PlannedStep(kind_title(step.kind), step.moment, offset, status, color))
    return lines


def _status(step: Step, reached: int, missing: int, at: datetime) -> tuple[str, str]:
    if reached:
        words = ngettext("Skrevet til %(number)s sentral", "Skrevet til %(number)s sentraler", reached)
        return words % {"number": reached}, "success"
    if step.moment > at:
        if step.kind == INVITATION:
            return _("Planlagt"), "info"
        words = ngettext(
            "Planlagt, nå til %(number)s sentral", "Planlagt, nå til %(number)s sentraler", missing
        )
        return words % {"number": missing}, "info"
    return _("Ikke sendt"), "neutral"


def letters_of(submissions: Iterable[Submission]) -> list[Letter]:
    """Return the letters about these reports, the newest first."""
    numbers = [str(submission.pk) for submission in submissions]
    about = Letter.objects.filter(about_kind=Submission._meta.label_lower, about_id__in=numbers)
    return list(about.select_related("organisation").order_by("-queued_at", "name", "pk"))


def centre_lines(
    submissions: Sequence[Submission], letters: Sequence[Letter], readers: Mapping[int, int], at: datetime
) -> list[CentreLetters]:
    """Return a line for each centre, by name."""
    lines = {
        str(submission.pk): CentreLetters(
            submission.centre.name,
            submission.centre.slug,
            lacks(submission, at),
            readers.get(submission.centre.pk, 0),
        )
        for submission in submissions
    }
    for letter in letters:
        lines[letter.about_id].letters.append(shown(letter))
    return sorted(lines.values(), key=lambda line: by_name(line.name))


def readers_by_centre(centres: Iterable[Organisation], at: datetime) -> dict[int, int]:
    """Return how many people (or its address) each centre would be written to at now, by the centre's number."""
    known = list(centres)
    roles = Role.objects.valid_on(timezone.localdate(at)).filter(organisation__in=known, user__is_active=True)
    people = Counter(
        organisation for organisation, _user in set(roles.values_list("organisation_id", "user_id"))
    )
    return {centre.pk: people[centre.pk] or int(bool(centre.email)) for centre in known}


def count_states(letters: Iterable[Letter]) -> Counter[str]:
    """Return how many letters stand where."""
    return Counter(str(letter.state) for letter in letters)
