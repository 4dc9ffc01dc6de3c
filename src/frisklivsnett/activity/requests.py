"""Everything that changes a request for a visit: one function, one transaction, one audit event, and the letters."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from frisklivsnett.activity.actions import Noted, note
from frisklivsnett.activity.models import Entry, RequestStep, VisitRequest
from frisklivsnett.activity.request_letters import (
    tell_centre,
    tell_of_cancelling,
    tell_of_time,
    tell_sender,
    tell_to_confirm,
)
from frisklivsnett.activity.request_models import KEPT_FOR, UNCONFIRMED_FOR, RequestState
from frisklivsnett.audit import log as audit
from frisklivsnett.core.forms import Answer
from frisklivsnett.mailing.models import Letter
from frisklivsnett.registry.models import Organisation, Place, User

LONGEST_VISIT = timedelta(days=5)
FARTHEST = timedelta(days=3 * 366)


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody asks for. ``centre`` None: they do not know which. ``mode`` is in_person, digital or either."""

    organisation: str
    name: str
    email: str
    centre: Organisation | None = None
    place: Place | None = None
    wishes: str = ""
    people: int | None = None
    about: str = ""
    mode: str = "in_person"
    language: str = "nb"


@transaction.atomic
def ask(*, asked: Asked, key: UUID, at: datetime | None = None) -> VisitRequest:
    """Keep a request and send its sender a letter with a link; no centre sees it until the link has been used.

    The same ``key`` again returns the request that was made, and sends nothing.
    """
    moment = at or timezone.now()
    request, made = VisitRequest.objects.get_or_create(
        key=key,
        defaults={
            **{name: getattr(asked, name) for name in asked.__slots__},
            "created_at": moment,
            "changed_at": moment,
        },
    )
    if made:
        audit.record("visit_request.asked", by=None, about=request, organisation=asked.centre)
        tell_to_confirm(request, moment)
    return request


@transaction.atomic
def confirm(*, request: VisitRequest, at: datetime | None = None) -> VisitRequest:
    """Let the request through to the centre: its sender has shown that the address is theirs. Twice is once."""
    moment, locked = at or timezone.now(), _locked(request)
    if locked.state != RequestState.UNCONFIRMED:
        return locked
    locked.confirmed_at = moment
    _move(locked, RequestState.WAITING, None, moment)
    tell_centre(locked, "request.received", moment)
    return locked


@transaction.atomic
def accept(
    *,
    request: VisitRequest,
    starts_at: datetime,
    ends_at: datetime,
    where: str,
    words: str = "",
    by: User | None,
    at: datetime | None = None,
) -> VisitRequest:
    """Agree on a time, or on a new one for a visit agreed on before; both get a calendar file.

    Raises ``ValidationError`` when it cannot be accepted now or the time will not do. The same again changes nothing.
    """
    moment, locked = at or timezone.now(), _locked(request)
    if _set_time(locked, RequestState.ACCEPTED, starts_at, ends_at, where, moment):
        _move(locked, RequestState.ACCEPTED, by, moment, words)
        tell_of_time(locked, words, moment, by)
    return locked


@transaction.atomic
def suggest(
    *,
    request: VisitRequest,
    starts_at: datetime,
    ends_at: datetime,
    where: str,
    words: str = "",
    by: User | None,
    at: datetime | None = None,
) -> VisitRequest:
    """Suggest a time, which the sender says yes or no to by a link. The same suggestion again changes nothing."""
    moment, locked = at or timezone.now(), _locked(request)
    if _set_time(locked, RequestState.SUGGESTED, starts_at, ends_at, where, moment):
        _move(locked, RequestState.SUGGESTED, by, moment, words)
        tell_sender(locked, "request.suggested", words, moment, by)
    return locked


@transaction.atomic
def answer_suggestion(
    *, request: VisitRequest, agrees: bool, words: str = "", at: datetime | None = None
) -> VisitRequest:
    """Let the sender say yes to the time suggested, or no: then the request waits for another one."""
    moment, locked = at or timezone.now(), _locked(request)
    if locked.state == RequestState.ACCEPTED and agrees:
        return locked
    if locked.state != RequestState.SUGGESTED:
        raise ValidationError(_("Forslaget gjelder ikke lenger."), code="not_now")
    if agrees:
        _move(locked, RequestState.ACCEPTED, None, moment, words)
        tell_of_time(locked, "", moment, None)
    else:
        locked.starts_at, locked.ends_at = None, None
        _move(locked, RequestState.WAITING, None, moment, words)
        tell_centre(locked, "request.refused", moment, words)
    return locked


@transaction.atomic
def decline(
    *, request: VisitRequest, words: str, by: User | None, at: datetime | None = None
) -> VisitRequest:
    """Say no, with the words that the sender gets. Twice is once."""
    moment, locked = at or timezone.now(), _locked(request)
    if locked.state == RequestState.DECLINED:
        return locked
    if not words.strip():
        raise ValidationError(_("Skriv noen ord til den som spør."), code="no_words")
    locked.check_can_move(RequestState.DECLINED)
    _move(locked, RequestState.DECLINED, by, moment, words)
    tell_sender(locked, "request.declined", words, moment, by)
    return locked


@transaction.atomic
def move_to(
    *,
    request: VisitRequest,
    centre: Organisation,
    words: str = "",
    by: User | None,
    at: datetime | None = None,
) -> VisitRequest:
    """Give the request to another centre, with its history; that centre and the sender are told."""
    moment, locked = at or timezone.now(), _locked(request)
    if locked.centre_id == centre.pk:
        return locked
    if locked.state != RequestState.WAITING:
        raise ValidationError(_("Bare en forespørsel som venter på svar, kan flyttes."), code="not_now")
    before, locked.centre = locked.centre, centre
    locked.changed_at = moment
    locked.save()
    RequestStep.objects.create(
        request=locked, at=moment, by=by, what="moved", from_centre=before, to_centre=centre, words=words
    )
    audit.record(
        "visit_request.moved",
        by=by,
        about=locked,
        organisation=centre,
        details={"from": before.slug if before else "", "to": centre.slug},
    )
    tell_centre(locked, "request.received", moment, words)
    tell_sender(locked, "request.moved", "", moment, by)
    return locked


@transaction.atomic
def withdraw(*, request: VisitRequest, at: datetime | None = None) -> VisitRequest:
    """Let the sender take the request back, or call an agreed visit off. Twice is once."""
    moment, locked = at or timezone.now(), _locked(request)
    if locked.state in (RequestState.WITHDRAWN, RequestState.CANCELLED):
        return locked
    if locked.state == RequestState.ACCEPTED:
        _cancel(locked, "", None, moment)
        return locked
    reached = locked.confirmed_at is not None
    locked.check_can_move(RequestState.WITHDRAWN)
    _move(locked, RequestState.WITHDRAWN, None, moment)
    if reached:
        tell_centre(locked, "request.withdrawn", moment)
    return locked


@transaction.atomic
def cancel(*, request: VisitRequest, words: str, by: User | None, at: datetime | None = None) -> VisitRequest:
    """Let the centre call an agreed visit off; the calendars of both are told. Twice is once."""
    moment, locked = at or timezone.now(), _locked(request)
    if locked.state == RequestState.CANCELLED:
        return locked
    locked.check_can_move(RequestState.CANCELLED)
    _cancel(locked, words, by, moment)
    return locked


@transaction.atomic
def note_visit(
    *, request: VisitRequest, people: int | None, by: User | None, at: datetime | None = None
) -> Entry:
    """Write the visit that has been in the centre's log, and return the entry. Twice is once.

    A visit that lies ahead is not noted: the log tells what has happened.
    """
    moment, locked = at or timezone.now(), _locked(request)
    if locked.entry is not None:
        return locked.entry
    if not locked.has_been(moment):
        locked.check_can_move(RequestState.NOTED)
        raise ValidationError(_("Besøket har ikke vært ennå. Noter det når det har vært."), code="not_yet")
    assert locked.centre
    assert locked.starts_at
    assert locked.ends_at
    mode = {} if locked.mode == VisitRequest.Mode.EITHER else {"mode": Answer(locked.mode)}
    noted = Noted(
        starts_on=timezone.localdate(locked.starts_at),
        ends_on=timezone.localdate(locked.ends_at),
        title=locked.about[:300],
        people=people,
        places=(locked.place,) if locked.place else (),
        organisations=(locked.organisation,),
        answers=mode,
    )
    locked.entry = note(
        centre=locked.centre, kind="visit", noted=noted, key=locked.key, source="request", by=by, at=moment
    )
    _move(locked, RequestState.NOTED, by, moment)
    return locked.entry


@transaction.atomic
def erase_requests(*, by: User | None, at: datetime | None = None) -> tuple[int, int]:
    """Empty what names persons in requests that are over, and remove those never confirmed; return how many of each.

    A request is over 180 days after the visit, or after the last that happened to it.
    """
    moment = at or timezone.now()
    dead = VisitRequest.objects.filter(
        state=RequestState.UNCONFIRMED, created_at__lt=moment - UNCONFIRMED_FOR
    )
    gone = list(dead.values_list("pk", flat=True))
    removed = len(gone)
    _forget_letters(gone)
    dead.delete()
    before = moment - KEPT_FOR
    old = VisitRequest.objects.filter(erased_at=None, changed_at__lt=before).filter(
        Q(starts_at=None) | Q(starts_at__lt=before)
    )
    ids = list(old.values_list("pk", flat=True))
    VisitRequest.objects.filter(pk__in=ids).update(name="", email="", wishes="", erased_at=moment)
    RequestStep.objects.filter(request__in=ids).update(words="")
    _forget_letters(ids)
    if ids or removed:
        audit.record(
            "visit_requests.erased",
            by=by,
            about=("activity", "visit_requests"),
            details={"erased": len(ids), "removed": removed},
        )
    return len(ids), removed


def _forget_letters(ids: Iterable[int]) -> None:
    """Remove the letters about requests: they hold addresses, and what was written to one another."""
    about = VisitRequest._meta.label_lower
    Letter.objects.filter(about_kind=about, about_id__in=[str(pk) for pk in ids]).delete()


def _set_time(
    request: VisitRequest, to: RequestState, starts_at: datetime, ends_at: datetime, where: str, at: datetime
) -> bool:
    """Give the request a time on its way to a state, and tell whether there was anything to do."""
    same = (request.starts_at, request.ends_at, request.where) == (starts_at, ends_at, where)
    if request.state == to and same:
        return False
    request.check_can_move(to)
    _check_time(request, starts_at, ends_at, at)
    request.starts_at, request.ends_at, request.where = starts_at, ends_at, where
    return True


def _check_time(request: VisitRequest, starts_at: datetime, ends_at: datetime, at: datetime) -> None:
    """Raise ``ValidationError`` when nobody can meet then."""
    if starts_at < at:
        raise ValidationError(_("Tidspunktet har vært. Velg et som kommer."), code="past")
    if starts_at > at + FARTHEST:
        raise ValidationError(_("Tidspunktet er for langt fram. Kontroller årstallet."), code="far")
    # The clock on the wall may skip an hour between the two.
    begins, ends = starts_at.astimezone(UTC), ends_at.astimezone(UTC)
    if not begins < ends <= begins + LONGEST_VISIT:
        raise ValidationError(
            _("Besøket må slutte etter at det begynner, og vare høyst fem dager."), code="ends"
        )
    if request.centre is None:
        raise ValidationError(_("Forespørselen må gis til en sentral først."), code="no_centre")


def _cancel(request: VisitRequest, words: str, by: User | None, at: datetime) -> None:
    _move(request, RequestState.CANCELLED, by, at, words)
    tell_of_cancelling(request, words, at, by)


def _move(request: VisitRequest, to: RequestState, by: User | None, at: datetime, words: str = "") -> None:
    request.check_can_move(to)
    request.state, request.changed_at = to, at
    request.sequence += 1
    request.save()
    RequestStep.objects.create(request=request, at=at, by=by, what=to, words=words)
    audit.record(
        "visit_request.moved_on",
        by=by,
        about=request,
        organisation=request.centre,
        details={"to": str(to)},
    )


def _locked(request: VisitRequest) -> VisitRequest:
    """Return the request fresh, and held against others until the transaction ends."""
    found = VisitRequest.objects.select_for_update(of=("self",)).select_related("centre", "place", "entry")
    return found.get(pk=request.pk)
