"""The demo's mailbox: letters land here instead of going out. It exists in the demo only."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_safe

from frisklivsnett.mailing.models import Letter
from frisklivsnett.web.letters.words import kind_title

SHOWN = 200


@require_safe
def mailbox(request: HttpRequest) -> HttpResponse:
    """List the letters, the newest first: all of them, or those to one address."""
    _check_demo()
    chosen = request.GET.get("til", "")
    letters = Letter.objects.filter(state=Letter.State.SENT)
    addresses = letters.order_by("address").values_list("address", flat=True).distinct()
    if chosen:
        letters = letters.filter(address=chosen)
    context = {
        "lines": [
            (letter, kind_title(letter.kind)) for letter in letters.select_related("organisation")[:SHOWN]
        ],
        "addresses": [(address, address) for address in addresses],
        "chosen": chosen,
        "more": max(letters.count() - SHOWN, 0),
    }
    return render(request, "letters/mailbox.html", context)


@require_safe
def letter(request: HttpRequest, letter_id: int) -> HttpResponse:
    """Show a letter as its reader would see it."""
    _check_demo()
    found = get_object_or_404(Letter, pk=letter_id, state=Letter.State.SENT)
    context = {"letter": found, "body": body_of(found, request), "title": kind_title(found.kind)}
    return render(request, "letters/mailbox_letter.html", context)


def body_of(letter: Letter, request: HttpRequest) -> SafeString:
    """Return the letter's HTML, which is ours and escaped, with links that lead into this very demo."""
    html = letter.html
    if settings.DEMO:
        html = html.replace(settings.SITE_ADDRESS, f"{request.scheme}://{request.get_host()}")
    return mark_safe(html)


def _check_demo() -> None:
    if not settings.DEMO:
        raise Http404
