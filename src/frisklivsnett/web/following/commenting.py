"""Comments and marks, question by question. Saved by a button each; a double click saves once."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from frisklivsnett.collection.commenting import StaleError, mark_follow_up, save_comment
from frisklivsnett.web.following.reading import page
from frisklivsnett.web.following.sheet import Tried, Writing
from frisklivsnett.web.reporting.desk import Desk
from frisklivsnett.web.reporting.gate import may


@require_POST
@may("follow_submission")
def comment(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Save the comment on a question, to be sent when the report is returned. An empty one is taken away."""
    question_id, words, seen = _posted(request, "kommentar")

    def save() -> None:
        save_comment(
            submission=desk.submission,
            question_id=question_id,
            words=words,
            seen=seen,
            by=desk.user,
            at=desk.now,
        )

    said = _("Kommentaren er lagret. Sentralen får den når du returnerer rapporten.")
    return _saved(
        request,
        desk,
        save,
        Tried("comment", question_id, Writing(words, seen)),
        said if words.strip() else _("Kommentaren er slettet."),
    )


@require_POST
@may("follow_submission")
def mark(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Mark a question, or the report as a whole, to follow up."""
    question_id, words, seen = _posted(request, "notat")

    def save() -> None:
        mark_follow_up(
            submission=desk.submission,
            question_id=question_id,
            note=words,
            seen=seen,
            by=desk.user,
            at=desk.now,
        )

    tried = Tried("mark", question_id, Writing(words, seen))
    return _saved(request, desk, save, tried, _("Merket er lagret. Bare Helsedirektoratet ser det."))


def _posted(request: HttpRequest, field: str) -> tuple[str, str, int]:
    seen = request.POST.get("sett", "")
    number = int(seen) if seen.isdecimal() and len(seen) < 9 else 0
    return request.POST.get("sporsmal", "")[:100], request.POST.get(field, ""), number


def _saved(
    request: HttpRequest, desk: Desk, save: Callable[[], None], tried: Tried, said: str
) -> HttpResponse:
    """Save, and go back to the question; when it is refused, show the page with what was typed, and with why."""
    try:
        save()
    except StaleError as stale:
        writing = Writing(tried.writing.words, _now(desk, tried), stale.theirs, stale.messages[0])
        return page(request, desk, tried=Tried(tried.kind, tried.question_id, writing), status=409)
    except ValidationError as refused:
        writing = Writing(tried.writing.words, tried.writing.version, "", refused.messages[0])
        return page(request, desk, tried=Tried(tried.kind, tried.question_id, writing), status=422)
    messages.success(request, said)
    anchor = f"svar-{tried.question_id}" if tried.question_id else "rapporten"
    return redirect(f"{desk.address}lesing/#{anchor}")


def _now(desk: Desk, tried: Tried) -> int:
    """Return the version that stands, so that saving once more is a choice made with both texts in sight."""
    rows = desk.submission.comments.unsent() if tried.kind == "comment" else desk.submission.follow_ups.open()
    found = rows.filter(question_id=tried.question_id).values_list("version", flat=True).first()
    return found or 0
