"""The adviser's texts of letters: the list of them, writing one with a preview, its versions."""

from dataclasses import dataclass, field

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from frisklivsnett.collection.models import Submission
from frisklivsnett.mailing.actions import enqueue_written
from frisklivsnett.mailing.editing import BODY, SUBJECT, check_words, lagging, save_words, take_standard
from frisklivsnett.mailing.kinds import Kind
from frisklivsnett.mailing.models import Letter, LetterText
from frisklivsnett.mailing.texts import Words, words_now, words_of
from frisklivsnett.registry.models import User
from frisklivsnett.registry.permissions import check_may
from frisklivsnett.web.jinja import listing
from frisklivsnett.web.letters.examples import centres_to_show, preview
from frisklivsnett.web.letters.planned import shown
from frisklivsnett.web.letters.words import (
    KIND_OF,
    kind_group,
    kind_purpose,
    kind_title,
    language_name,
    placeholder_meaning,
)

DO = "gjor"
LONGEST_POSTED = 20_000


@require_safe
@login_required
def overview(request: HttpRequest) -> HttpResponse:
    """List the kinds of letters with the state of each language's text, and the letters that need a decision."""
    check_may(request.user, "manage_letters")
    groups: dict[str, list[tuple[object, ...]]] = {}
    for word, kind in KIND_OF.items():
        behind = lagging(kind)
        languages = [
            (code, language_name(code), not words_now(kind, code).standard, code in behind)
            for code in kind.languages
        ]
        lines = groups.setdefault(kind_group(kind.id), [])
        lines.append((word, kind_title(kind.id), kind_purpose(kind.id), languages))
    trouble = Letter.objects.needing_a_look().select_related("organisation")[:50]
    context = {"groups": groups.items(), "trouble": [shown(letter) for letter in trouble]}
    return render(request, "letters/texts.html", context)


@dataclass(slots=True)
class TextSheet:
    """A text being written: what stands in the fields, the version it was made from, and what is wrong."""

    kind: Kind
    language: str
    subject: str
    body: str
    version: int
    errors: dict[str, list[str]] = field(default_factory=dict)

    @property
    def problems(self) -> list[tuple[str, str]]:
        """What is wrong, each with the field that it leads to."""
        return [(words, part) for part, found in self.errors.items() for words in found]

    def error(self, part: str) -> str:
        """What is wrong with one field."""
        return " ".join(self.errors.get(part, []))

    def check(self) -> bool:
        """Note what is wrong, and tell whether nothing is."""
        self.errors = check_words(self.kind, self.subject, self.body)
        return not self.errors

    def save(self, by: User) -> bool:
        """Save it, or note why not."""
        try:
            with transaction.atomic():
                save_words(
                    kind=self.kind,
                    language=self.language,
                    subject=self.subject,
                    body=self.body,
                    based_on=self.version,
                    by=by,
                )
        except ValidationError as refused:
            changed = not hasattr(refused, "error_dict")
            self.errors = {BODY: refused.messages} if changed else refused.message_dict
            if changed:
                self.version = words_now(self.kind, self.language).number
            return False
        except IntegrityError:
            self.version = words_now(self.kind, self.language).number
            self.errors = {BODY: [_("En kollega lagret samtidig. Se over teksten, og lagre på nytt.")]}
            return False
        return True


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def edit(request: HttpRequest, kind: Kind, text_language: str) -> HttpResponse:
    """Show a text with a preview; buttons preview what is typed, send it to oneself, or save it."""
    check_may(request.user, "manage_letters")
    _check_language(kind, text_language)
    assert isinstance(request.user, User)
    if request.method != "POST":
        now = words_now(kind, text_language)
        sheet = TextSheet(kind, text_language, now.subject, now.body, now.number)
        return _page(request, sheet, request.user)
    sheet = _posted(request, kind, text_language)
    if request.POST.get(DO) == "lagre":
        if sheet.save(request.user):
            messages.success(request, _("Teksten er lagret. Den brukes fra nå av."))
            return redirect(_address(kind, text_language, request))
    elif sheet.check() and request.POST.get(DO) == "prove":
        _send_to_oneself(sheet, _chosen(request), request.user)
        words = _("En prøve er på vei til %(address)s. Teksten er ikke lagret.")
        messages.success(request, words % {"address": request.user.email})
    return _page(request, sheet, request.user)


@require_POST
@login_required
def reset(request: HttpRequest, kind: Kind, text_language: str) -> HttpResponse:
    """Take the program's own text back. The one that was written stays among the versions."""
    check_may(request.user, "manage_letters")
    _check_language(kind, text_language)
    assert isinstance(request.user, User)
    now = words_now(kind, text_language)
    take_standard(kind=kind, language=text_language, based_on=now.number, by=request.user)
    messages.success(
        request, _("Standardteksten brukes igjen. Teksten du hadde, finner du under «Versjoner».")
    )
    return redirect("web:letter_text", kind=kind, text_language=text_language)


@require_safe
@login_required
def version(request: HttpRequest, kind: Kind, text_language: str, number: int) -> HttpResponse:
    """Show an earlier version; 0 is the program's own text."""
    check_may(request.user, "manage_letters")
    _check_language(kind, text_language)
    found = None
    if number:
        found = get_object_or_404(LetterText, kind=kind.id, language=text_language, number=number)
    context = {
        "kind": kind,
        "title": kind_title(kind.id),
        "text_language": text_language,
        "language_name": language_name(text_language),
        "version": found,
        "words": words_of(found, kind.id, text_language),
        "current": words_now(kind, text_language).number,
    }
    return render(request, "letters/version.html", context)


def _page(request: HttpRequest, sheet: TextSheet, user: User) -> HttpResponse:
    kind, language = sheet.kind, sheet.language
    centres, submission = centres_to_show(), _chosen(request)
    words = Words(sheet.subject, sheet.body)
    made = (
        None
        if check_words(kind, sheet.subject, sheet.body)
        else preview(kind, language, words, submission, user)
    )
    behind = lagging(kind).get(language, [])
    context = {
        "sheet": sheet,
        "kind": kind,
        "title": kind_title(kind.id),
        "purpose": kind_purpose(kind.id),
        "language_name": language_name(language),
        "languages": [(code, language_name(code)) for code in kind.languages],
        "changed": not words_now(kind, language).standard,
        "behind": listing([language_name(other) for other in behind]),
        "placeholders": [(name, placeholder_meaning(kind.id, name)) for name in kind.placeholders],
        "preview": made,
        "preview_html": mark_safe(made.body.html) if made else "",
        "centres": [(one.centre.slug, one.centre.name) for one in centres],
        "centre": submission.centre.slug if submission else "",
        "versions": LetterText.objects.filter(kind=kind.id, language=language).select_related("saved_by"),
    }
    return render(request, "letters/text.html", context, status=422 if sheet.errors else 200)


def _posted(request: HttpRequest, kind: Kind, language: str) -> TextSheet:
    number = request.POST.get("versjon", "")
    return TextSheet(
        kind,
        language,
        request.POST.get(SUBJECT, "")[:LONGEST_POSTED],
        request.POST.get(BODY, "").replace("\r\n", "\n")[:LONGEST_POSTED],
        int(number) if number.isascii() and number.isdigit() and len(number) < 8 else -1,
    )


def _chosen(request: HttpRequest) -> Submission | None:
    """Return the report of the centre that the preview is for: the one asked for, else the first."""
    slug = request.POST.get("sentral") or request.GET.get("sentral")
    centres = centres_to_show()
    found = [submission for submission in centres if submission.centre.slug == slug]
    return next(iter(found or centres), None)


def _send_to_oneself(sheet: TextSheet, submission: Submission | None, user: User) -> None:
    """Queue what is typed as a letter to the adviser, once a minute at most however often it is asked for."""
    made = preview(sheet.kind, sheet.language, Words(sheet.subject, sheet.body), submission, user)
    subject = _("Prøve: %(subject)s") % {"subject": made.subject}
    enqueue_written(
        kind=sheet.kind.id,
        key=f"test:{user.pk}:{sheet.kind.id}:{sheet.language}:{timezone.now():%Y%m%d%H%M}",
        to=user.email,
        language=sheet.language,
        subject=subject,
        text=made.body.text,
        written=made.body,
        by=user,
    )


def _check_language(kind: Kind, language: str) -> None:
    if language not in kind.languages:
        raise Http404(_("Dette brevet finnes ikke på det språket."))


def _address(kind: Kind, language: str, request: HttpRequest) -> str:
    address = reverse("web:letter_text", kwargs={"kind": kind, "text_language": language})
    chosen = _chosen(request)
    return f"{address}?sentral={chosen.centre.slug}" if chosen else address
