"""Passing an enquiry on to another centre, with its history: one function, one transaction, one audit event each."""

from datetime import datetime
from uuid import UUID, uuid5

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from frisklivsnett.activity.actions import Noted, change, note
from frisklivsnett.activity.models import Entry, Passing
from frisklivsnett.activity.passing_models import PassingState
from frisklivsnett.audit import log as audit
from frisklivsnett.core.forms import Answer
from frisklivsnett.mailing.actions import enqueue
from frisklivsnett.mailing.values import absolute
from frisklivsnett.registry.models import Organisation, User

KEYS = UUID("5f5b6e0e-6a0a-4a39-9d55-2f9a4a3c1f60")
"""The name space of the keys that enquiries get in the log of the centre that took them."""


@transaction.atomic
def pass_on(
    *,
    entry: Entry,
    to: Organisation,
    words: str = "",
    by: User | None,
    at: datetime | None = None,
) -> Passing:
    """Ask another centre to answer an enquiry; it counts as passed on in the log. The same again is once.

    Raises ``ValidationError`` when it is no enquiry, lies in the bin, or waits at a third centre already.
    """
    moment = at or timezone.now()
    locked = Entry.objects.select_for_update(of=("self",)).select_related("centre").get(pk=entry.pk)
    if locked.kind != "enquiry":
        raise ValidationError(_("Bare henvendelser kan sendes videre."), code="no_enquiry")
    if locked.is_binned:
        raise ValidationError(_("Henvendelsen ligger i papirkurven. Legg den tilbake først."), code="binned")
    if to.pk == locked.centre_id or not to.is_centre:
        raise ValidationError(_("Velg en annen sentral."), code="same_centre")
    waiting = Passing.objects.waiting().filter(entry=locked).select_related("to_centre").first()
    if waiting is not None and waiting.to_centre_id == to.pk:
        return waiting
    if waiting is not None:
        raise ValidationError(
            _("Henvendelsen venter allerede hos %(centre)s.") % {"centre": waiting.to_centre.name},
            code="waits",
        )
    made = Passing.objects.create(
        entry=locked, from_centre=locked.centre, to_centre=to, words=words[:1000], at=moment, by=by
    )
    _set_outcome(locked, "passed_on", by, moment)
    _record("enquiry.passed_on", made, by)
    _tell(made, "enquiry.passed_on", by, moment)
    return made


@transaction.atomic
def take(*, passing: Passing, by: User | None, at: datetime | None = None) -> Entry:
    """Take an enquiry into the receiver's own log, where it waits for an answer; return it there. Twice is once."""
    moment, locked = at or timezone.now(), _locked(passing)
    if locked.state == PassingState.TAKEN and locked.taken_as is not None:
        return locked.taken_as
    locked.check_can_move(PassingState.TAKEN)
    theirs = locked.entry
    answers = {
        question: answer
        for question, answer in theirs.answers.items()
        if question in ("from_whom", "channel")
    }
    noted = Noted(
        starts_on=timezone.localdate(moment),
        title=theirs.title,
        places=tuple(theirs.places.all()),
        organisations=tuple(theirs.organisations),
        topics=tuple(theirs.topics.all()),
        answers={**answers, "outcome": Answer("waiting")},
    )
    locked.taken_as = note(
        centre=locked.to_centre,
        kind="enquiry",
        noted=noted,
        key=uuid5(KEYS, str(locked.pk)),
        by=by,
        at=moment,
    )
    _answer(locked, PassingState.TAKEN, "", by, moment)
    _record("enquiry.taken", locked, by)
    return locked.taken_as


@transaction.atomic
def send_back(*, passing: Passing, words: str = "", by: User | None, at: datetime | None = None) -> Passing:
    """Give an enquiry back to the centre that it came from, where it waits again. Twice is once."""
    moment, locked = at or timezone.now(), _locked(passing)
    if locked.state == PassingState.RETURNED:
        return locked
    locked.check_can_move(PassingState.RETURNED)
    _answer(locked, PassingState.RETURNED, words, by, moment)
    if not locked.entry.is_binned:
        _set_outcome(locked.entry, "waiting", by, moment)
        _tell(locked, "enquiry.sent_back", by, moment)
    _record("enquiry.sent_back", locked, by)
    return locked


def _answer(passing: Passing, state: PassingState, words: str, by: User | None, at: datetime) -> None:
    passing.state, passing.reply = state, words[:1000]
    passing.answered_at, passing.answered_by = at, by
    passing.save()


def _set_outcome(entry: Entry, outcome: str, by: User | None, at: datetime) -> None:
    """Write what became of the enquiry; all else in it stays."""
    noted = Noted(
        starts_on=entry.starts_on,
        ends_on=entry.ends_on,
        title=entry.title,
        people=entry.people,
        approximate=entry.approximate,
        places=tuple(entry.places.all()),
        organisations=tuple(entry.organisations),
        topics=tuple(entry.topics.all()),
        answers={**entry.answers, "outcome": Answer(outcome)},
    )
    change(entry=entry, noted=noted, by=by, at=at)


def _tell(passing: Passing, kind: str, by: User | None, at: datetime) -> None:
    """Write to the centre that is to act now: the one that is asked, or the one that gets its enquiry back."""
    there, here = passing.to_centre, passing.from_centre
    link, words = reverse("web:passings"), passing.words
    if kind == "enquiry.sent_back":
        there, here = here, there
        link = reverse("web:entry", kwargs={"centre_slug": there.slug, "entry_id": passing.entry_id})
        words = passing.reply
    enqueue(
        kind=kind,
        key=f"{kind}:{passing.pk}",
        to=there,
        context={"avsender": here.name, "melding": words, "lenke": absolute(link)},
        about=passing,
        by=by,
        at=at,
    )


def _locked(passing: Passing) -> Passing:
    found = Passing.objects.select_for_update(of=("self",))
    return found.select_related("entry", "from_centre", "to_centre", "taken_as").get(pk=passing.pk)


def _record(verb: str, passing: Passing, by: User | None) -> None:
    audit.record(
        verb,
        by=by,
        about=passing.entry,
        organisation=passing.from_centre if verb == "enquiry.passed_on" else passing.to_centre,
        details={"from": passing.from_centre.slug, "to": passing.to_centre.slug},
    )
