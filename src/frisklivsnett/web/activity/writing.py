"""Noting and changing: the quick field, the page of a kind, and the page of an entry that is changed."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from frisklivsnett.activity.access import centre_for, entry_for, signed_in
from frisklivsnett.activity.actions import Stale, change, note
from frisklivsnett.activity.kinds import all_kinds, kind_with_slug
from frisklivsnett.activity.models import Entry
from frisklivsnett.core.activity.model import Kind
from frisklivsnett.registry.models import Organisation
from frisklivsnett.web.activity.drafting import understood
from frisklivsnett.web.activity.fields import field_of, raw_of_entry, topic_choices, topic_name
from frisklivsnett.web.activity.posted import Posted, read_page, with_error
from frisklivsnett.web.activity.undo import CHANGED, NOTED, remember
from frisklivsnett.web.activity.words import (
    answers_in_words,
    days_in_words,
    entry_address,
    fact_in_words,
    log_address,
    new_address,
    people_in_words,
    row_of,
)

Raw = Mapping[str, list[str]]
KEY, SEEN, SOURCE, SWAP = "nokkel", "sett", "kilde", "bytt"


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def quick(request: HttpRequest, centre_slug: str) -> HttpResponse:
    """Show the kinds to choose from; or, when the quick field was sent, what was understood of it, filled in."""
    centre = centre_for(request.user, "write_activity", centre_slug)
    text = request.POST.get("tekst", "").strip()
    if not text:
        return render(
            request, "activity/choose.html", {"centre": centre, "kinds": all_kinds().values(), "text": ""}
        )
    said = kind_with_slug(request.POST.get("type", ""))
    found = understood(text, _day_meant(request), said.id if said else "")
    chosen = said or found.kind
    if chosen is None:
        context = {"centre": centre, "kinds": all_kinds().values(), "text": text, "key": _key(request)}
        return render(request, "activity/choose.html", context)
    return _page(request, centre, chosen, found.raw, text=text, doubts=found.doubts, source="quick")


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def new(request: HttpRequest, centre_slug: str, kind_slug: str) -> HttpResponse:
    """The page of a kind: empty, filled in as an earlier entry (``som``), or posted to be kept."""
    centre = centre_for(request.user, "write_activity", centre_slug)
    kind = _kind_or_404(kind_slug)
    if request.method != "POST":
        return _page(request, centre, kind, _first_raw(request, centre, kind))
    raw = raw_of_request(request)
    posted = read_page(kind, raw, timezone.localdate())
    if posted.noted is None or not posted.is_confirmed:
        return _page(request, centre, kind, raw, posted=posted, source=_source(raw))
    try:
        entry = note(
            centre=centre,
            kind=kind.id,
            noted=posted.noted,
            key=_key(request),
            source=_source(raw),
            by=signed_in(request.user),
        )
    except ValidationError as refused:
        posted = with_error(posted, " ".join(refused.messages))
        return _page(request, centre, kind, raw, posted=posted, source=_source(raw))
    remember(request, NOTED, entry)
    return redirect(log_address(centre.slug))


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def edit(request: HttpRequest, centre_slug: str, entry_id: int) -> HttpResponse:
    """The page of an entry to be changed. A colleague's later change is shown beside, and nothing is overwritten."""
    entry = entry_for(request.user, "write_activity", centre_slug, entry_id)
    kind = all_kinds().get(entry.kind)
    if kind is None or entry.is_binned:
        return redirect(entry_address(entry))
    if request.method != "POST":
        return _page(request, entry.centre, kind, raw_of_entry(entry), entry=entry)
    raw = raw_of_request(request)
    posted = read_page(kind, raw, timezone.localdate())
    if posted.noted is None or not posted.is_confirmed:
        return _page(request, entry.centre, kind, raw, posted=posted, entry=entry, seen=seen_of(request))
    try:
        changed = change(entry=entry, noted=posted.noted, seen=seen_of(request), by=signed_in(request.user))
    except Stale as stale:
        theirs = entry_for(request.user, "write_activity", centre_slug, stale.theirs.pk)
        return _page(request, entry.centre, kind, raw, posted=posted, entry=theirs, theirs=theirs)
    except ValidationError as refused:
        posted = with_error(posted, " ".join(refused.messages))
        return _page(request, entry.centre, kind, raw, posted=posted, entry=entry, seen=seen_of(request))
    remember(request, CHANGED, changed)
    return redirect(entry_address(changed))


def _page(
    request: HttpRequest,
    centre: Organisation,
    kind: Kind,
    raw: Raw,
    *,
    posted: Posted | None = None,
    entry: Entry | None = None,
    theirs: Entry | None = None,
    seen: int | None = None,
    text: str = "",
    doubts: tuple[str, ...] = (),
    source: str = "form",
) -> HttpResponse:
    wrong = [(each.words, each.field) for each in posted.errors] if posted else []
    asked = list(posted.warnings) if posted and not wrong and not posted.is_confirmed else []
    first, more = kind.form.sections
    context = {
        "centre": centre,
        "kind": kind,
        "kinds": all_kinds().values(),
        "raw": {name: list(values) for name, values in raw.items()},
        "wrong": wrong,
        "asked": asked,
        "doubtful": (posted or read_page(kind, raw, timezone.localdate())).doubtful,
        "confirmation": posted.confirmation if posted and asked else "",
        "error": posted.error if posted else lambda _field: "",
        "fields": [field_of(question, raw, _error_of(posted, question.id)) for question in first.questions],
        "more": [field_of(question, raw, _error_of(posted, question.id)) for question in more.questions],
        "topics": topic_choices(raw) if kind.has_topics else (),
        "entry": entry,
        "theirs": (row_of(theirs), answers_in_words(theirs)) if theirs else None,
        "version": (entry.version if seen is None else seen) if entry else 0,
        "key": _key(request),
        "text": text,
        "facts": _facts(kind, raw) if text else [],
        "doubts": doubts,
        "source": source,
        "action": f"{entry_address(entry)}endre/" if entry else new_address(centre.slug, kind),
        "today": timezone.localdate().isoformat(),
    }
    return render(request, "activity/write.html", context, status=422 if wrong or asked or theirs else 200)


def _facts(kind: Kind, raw: Raw) -> list[str]:
    """Return what was understood, in words: when, how many, from where, and what else."""
    noted = read_page(kind, raw, timezone.localdate()).noted
    if noted is None:
        return []
    facts = [days_in_words(noted.starts_on, noted.ends_on or noted.starts_on)]
    if noted.people is not None:
        facts.append(people_in_words(noted.people, approximate=noted.approximate))
    facts += [place.name for place in noted.places]
    facts += noted.organisations
    facts += [
        fact_in_words(kind.form.question(id_), answer)
        for id_, answer in noted.answers.items()
        if id_ != "note"
    ]
    return facts + [topic_name(topic) for topic in noted.topics]


def _error_of(posted: Posted | None, question_id: str) -> str:
    return (posted.error(question_id) or posted.error(f"{question_id}-1")) if posted else ""


def _first_raw(request: HttpRequest, centre: Organisation, kind: Kind) -> dict[str, list[str]]:
    """Return what stands in a new page's fields: today, and for the rest what an earlier entry says (``som``)."""
    today = timezone.localdate().isoformat()
    number = request.GET.get("som", "")
    earlier = None
    if number.isascii() and number.isdigit() and len(number) < 18:
        earlier = Entry.objects.of_centre(centre).kept().filter(kind=kind.id, pk=int(number)).first()
    if earlier is None:
        return {"starts_on": [today]}
    # The note belongs to the day that it was written of, and so do hours and money.
    left_out = {question.id for question in kind.form.sections[-1].questions} | {"starts_on", "ends_on"}
    kept = {
        name: value for name, value in raw_of_entry(earlier).items() if name.split(".")[0] not in left_out
    }
    return kept | {"starts_on": [today]}


def raw_of_request(request: HttpRequest) -> dict[str, list[str]]:
    """Return the fields that were posted. The button of a place (``bytt``) puts it where another name stood."""
    raw = {name: request.POST.getlist(name) for name in request.POST}
    before, arrow, after = raw.pop(SWAP, [""])[0].partition("=>")
    if arrow and before and "places" in raw:
        raw["places"] = [words.replace(before, after, 1) for words in raw["places"]]
    return raw


def _kind_or_404(slug: str) -> Kind:
    found = kind_with_slug(slug)
    if found is None:
        raise Http404(_("Det finnes ingen slik type."))
    return found


def _day_meant(request: HttpRequest) -> date:
    """The day that «i går» is counted from: today, or the day on which a phone without network wrote it down."""
    return read_day(request.POST.get("dag", "")) or timezone.localdate()


def read_day(words: str) -> date | None:
    """Return the day of 2024-03-12; None for anything else, and for a day that has not come."""
    try:
        found = date.fromisoformat(words)
    except ValueError:
        return None
    return found if found <= timezone.localdate() else None


def _key(request: HttpRequest) -> UUID:
    """The key that came with the page, so that two presses make one entry; else a new one."""
    return read_key(request.POST.get(KEY, "")) or uuid4()


def read_key(words: str) -> UUID | None:
    """Return a key that a page or a phone made."""
    try:
        return UUID(words)
    except ValueError:
        return None


def seen_of(request: HttpRequest) -> int:
    """Return the version of the entry that the page was made from; 0 when it does not say."""
    words = request.POST.get(SEEN, "")
    return int(words) if words.isascii() and words.isdigit() and len(words) < 10 else 0


def _source(raw: Mapping[str, Any]) -> str:
    return "quick" if raw.get(SOURCE) == ["quick"] else "form"
