"""A round's letters: planned, sent, failed; and reminding now."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from frisklivsnett.collection.access import round_or_404
from frisklivsnett.collection.models import Round, Submission, SubmissionVersion
from frisklivsnett.collection.reminders import Asked, lacks, remind_now, why_not_now
from frisklivsnett.collection.reminding import plan_of, steps_of, upcoming
from frisklivsnett.mailing.models import Letter
from frisklivsnett.registry.models import User
from frisklivsnett.registry.permissions import check_may
from frisklivsnett.web.jinja import listing
from frisklivsnett.web.letters.planned import (
    centre_lines,
    count_states,
    letters_of,
    plan_lines,
    readers_by_centre,
    shown,
    when_words,
)
from frisklivsnett.web.letters.words import kind_title
from frisklivsnett.web.ordering import by_name


@require_safe
@login_required
def overview(request: HttpRequest, year: int) -> HttpResponse:
    """Show the plan, what has been sent to each centre, and what somebody must decide about."""
    check_may(request.user, "manage_round")
    round_, now = round_or_404(year), timezone.now()
    submissions = _submissions(round_)
    letters, plan = letters_of(submissions), plan_of(round_)
    missing = [submission for submission in submissions if lacks(submission, now)]
    following = upcoming(steps_of(round_, plan), now)
    readers = readers_by_centre([submission.centre for submission in submissions], now)
    context: dict[str, Any] = {
        "round": round_,
        "counts": count_states(letters),
        "trouble": [shown(letter) for letter in letters if letter.state in ("failed", "uncertain")],
        "steps": plan_lines(round_, plan, letters, len(missing), now),
        "next": following[0] if following else None,
        "next_title": kind_title(following[0].kind) if following else "",
        "next_when": when_words(following[0].offset or 0) if following else "",
        "missing": len(missing),
        "centres": centre_lines(submissions, letters, readers, now),
        "unreached": [one.centre.name for one in submissions if not readers[one.centre.pk]],
        "open": round_.is_open(now),
        "delivery": settings.MAIL_DELIVERY,
        "unreachable": Letter.objects.filter(state="queued", fault="unreachable").exists(),
    }
    return render(request, "letters/round.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def remind(request: HttpRequest, year: int) -> HttpResponse:
    """Ask whether to remind now, all that lack or one centre, and do it when the answer is yes."""
    check_may(request.user, "manage_round")
    round_, now = round_or_404(year), timezone.now()
    slug = request.POST.get("sentral", "") or request.GET.get("sentral", "")
    chosen = [submission for submission in _submissions(round_) if slug in ("", submission.centre.slug)]
    if not chosen:
        raise Http404(_("Fant ingen slik sentral i runden."))
    if request.method == "POST":
        return _remind(request, round_, chosen, now)
    reasons = {submission.centre.name: why_not_now(submission, now) for submission in chosen}
    waiting = [submission for submission in chosen if not reasons[submission.centre.name]]
    context = {
        "round": round_,
        "centre": chosen[0].centre if slug else None,
        "waiting": [submission.centre.name for submission in waiting],
        "readers": sum(readers_by_centre([submission.centre for submission in waiting], now).values()),
        "left_out": [
            (submission.centre.name, reasons[submission.centre.name])
            for submission in chosen
            if reasons[submission.centre.name] and (slug or lacks(submission, now))
        ],
    }
    return render(request, "letters/remind.html", context)


def _remind(request: HttpRequest, round_: Round, chosen: list[Submission], now: datetime) -> HttpResponse:
    assert isinstance(request.user, User)
    try:
        asked = remind_now(round_=round_, submissions=chosen, by=request.user, at=now)
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    else:
        _tell(request, asked)
    return redirect("web:round_letters", year=round_.report_year)


def _tell(request: HttpRequest, asked: Asked) -> None:
    if not asked.reminded:
        messages.info(request, _("Ingen påminnelse er sendt. Alle har sendt inn, eller har fått brev i dag."))
        return
    names = listing(sorted((reminded.centre.name for reminded in asked.reminded), key=by_name))
    number = len(asked.reminded)
    words = ngettext("Påminnelsen er på vei til %(names)s.", "Påminnelsene er på vei til %(names)s.", number)
    messages.success(request, words % {"names": names})


def _submissions(round_: Round) -> list[Submission]:
    # Only that there are versions is asked; their answers, which are large, stay behind.
    versions = Prefetch("versions", SubmissionVersion.objects.defer("answers"))
    found = list(round_.submissions.with_places().prefetch_related(versions))
    return sorted(found, key=lambda submission: by_name(submission.centre.name))
