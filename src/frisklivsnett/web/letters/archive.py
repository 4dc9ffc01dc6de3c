"""One letter, as the Directorate sees it: to whom, how it went, what it said, and sending it again."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from frisklivsnett.collection.models import Submission
from frisklivsnett.mailing.actions import send_again
from frisklivsnett.mailing.models import Letter
from frisklivsnett.registry.models import User
from frisklivsnett.registry.permissions import check_may
from frisklivsnett.web.letters.words import COLORS, fault_words, kind_title, language_name, state_words


@require_safe
@login_required
def letter(request: HttpRequest, letter_id: int) -> HttpResponse:
    """Show a letter. One with a code in it shows to whom and when only."""
    check_may(request.user, "manage_letters")
    found = get_object_or_404(Letter.objects.select_related("organisation", "queued_by"), pk=letter_id)
    context = {
        "letter": found,
        "year": _year_of(found),
        "title": kind_title(found.kind),
        "state": state_words(found.state),
        "color": COLORS[found.state],
        "fault": fault_words(found),
        "language": language_name(found.language),
        "body": "" if found.secret else mark_safe(found.html),
        "can_send": found.can_send_again(),
    }
    return render(request, "letters/letter.html", context)


@require_POST
@login_required
def send(request: HttpRequest, letter_id: int) -> HttpResponse:
    """Put a letter that failed, or perhaps was sent, back in the outbox."""
    check_may(request.user, "manage_letters")
    assert isinstance(request.user, User)
    found = get_object_or_404(Letter, pk=letter_id)
    try:
        send_again(letter=found, by=request.user)
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    else:
        messages.success(request, _("Brevet er lagt i køen og blir sendt om litt."))
    return redirect("web:letter", letter_id=found.pk)


def _year_of(letter: Letter) -> int | None:
    """Return the report year of the round that the letter is about, if it is about one."""
    if letter.about_kind != Submission._meta.label_lower:
        return None
    found = Submission.objects.filter(pk=letter.about_id).values_list("round__report_year", flat=True).first()
    return None if found is None else int(found)
