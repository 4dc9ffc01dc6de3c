"""The centre's side of a return: what is to be mended, question by question, and what has been dealt with."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from frisklivsnett.collection.commenting import answer_comment
from frisklivsnett.collection.models import Comment
from frisklivsnett.web.reporting.desk import Desk
from frisklivsnett.web.reporting.gate import may
from frisklivsnett.web.reporting.sheet import QuestionSheet
from frisklivsnett.web.reporting.words import Said, said


@dataclass(frozen=True, slots=True)
class ToMend:
    """A comment with the question that it is on, what stands there now, and where it can be changed.

    ``reply`` is what stands in the field: what was saved, or was just typed and refused for ``error``.
    """

    comment: Comment
    question: QuestionSheet
    said: Said
    address: str
    reply: str
    error: str = ""


@require_safe
@may("write_submission")
def mend(request: HttpRequest, desk: Desk) -> HttpResponse:
    """List what the adviser asks for; a report that nothing is asked of has its own page."""
    return _page(request, desk) if desk.asked else redirect(desk.address)


@require_POST
@may("write_submission")
def answer(request: HttpRequest, desk: Desk, comment: int) -> HttpResponse:
    """Mark a comment as dealt with, or not after all, with what the centre answers."""
    found = Comment.objects.filter(pk=comment, submission=desk.submission).exclude(returned=None).first()
    if found is None:
        raise Http404(_("Fant ikke kommentaren."))
    reply, seen = request.POST.get("svar", ""), request.POST.get("sett") == "ja"
    try:
        answer_comment(comment=found, seen=seen, reply=reply, by=desk.user, at=desk.now)
    except ValidationError as refused:
        if desk.asked is None:
            messages.warning(request, refused.messages[0])
            return redirect(desk.address)
        return _page(request, desk, (found.pk, reply, refused.messages[0]), status=422)
    messages.success(request, _("Merket som sett på.") if seen else _("Merket som ikke ferdig."))
    return redirect(f"{desk.address}rett/#kommentar-{found.pk}")


def _page(
    request: HttpRequest, desk: Desk, tried: tuple[int, str, str] | None = None, status: int = 200
) -> HttpResponse:
    assert desk.asked is not None
    items = [_to_mend(desk, each, tried) for each in desk.asked.comments]
    problems = [(item.error, f"svar-{item.comment.pk}") for item in items if item.error]
    context = {"desk": desk, "asked": desk.asked, "items": items, "problems": problems}
    return render(request, "following/mend.html", context, status=status)


def _to_mend(desk: Desk, comment: Comment, tried: tuple[int, str, str] | None) -> ToMend:
    question = desk.sheet.question(comment.question_id)
    answer = said(question, desk.answers.get(question.id))
    reply, error = tried[1:] if tried and tried[0] == comment.pk else (comment.reply, "")
    return ToMend(comment, question, answer, desk.question_address(question), reply, error)
