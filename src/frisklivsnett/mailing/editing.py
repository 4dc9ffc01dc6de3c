"""The adviser's texts: saving one, taking the program's own back, and telling when one language lags behind."""

from collections.abc import Mapping, Sequence

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from frisklivsnett import audit
from frisklivsnett.mailing.kinds import Kind
from frisklivsnett.mailing.models import LetterText
from frisklivsnett.mailing.texts import words_now
from frisklivsnett.mailing.wording import (
    LONGEST_BODY,
    LONGEST_SUBJECT,
    Fault,
    Problem,
    one_line,
    problems_in,
)
from frisklivsnett.registry.models import User

SUBJECT, BODY = "emne", "tekst"
"""The parts of a text, by the fields they are written in."""


def check_words(kind: Kind, subject: str, body: str) -> dict[str, list[str]]:
    """Return what is wrong with a text, in plain words, by the part it is in; nothing when it can be sent."""
    wrong: dict[str, list[str]] = {SUBJECT: [], BODY: []}
    if not subject.strip():
        wrong[SUBJECT].append(_("Skriv et emne."))
    if len(subject) > LONGEST_SUBJECT:
        wrong[SUBJECT].append(_("Emnet kan ha høyst %(most)s tegn.") % {"most": LONGEST_SUBJECT})
    if not body.strip():
        wrong[BODY].append(_("Skriv en tekst."))
    if len(body) > LONGEST_BODY:
        wrong[BODY].append(_("Teksten kan ha høyst %(most)s tegn.") % {"most": LONGEST_BODY})
    known = list(kind.placeholders)
    wrong[SUBJECT] += [_said(problem, line=False) for problem in problems_in(one_line(subject), known)]
    wrong[BODY] += [_said(problem, line=True) for problem in problems_in(body[: LONGEST_BODY + 1], known)]
    return {part: words for part, words in wrong.items() if words}


def _said(problem: Problem, *, line: bool) -> str:
    where = _("Linje %(line)s: ") % {"line": problem.line} if line else ""
    if problem.fault is Fault.BRACE:
        return where + _(
            "Klammen «%(found)s» mangler den andre halvdelen. Flettefelt skrives slik: {sentral}."
        ) % {"found": problem.found}
    words = _("Flettefeltet «%(found)s» finnes ikke i dette brevet.") % {"found": problem.found[:60]}
    if problem.nearest:
        words += " " + _("Mente du «%(name)s»?") % {"name": f"{{{problem.nearest}}}"}
    return where + words


@transaction.atomic
def save_words(
    *, kind: Kind, language: str, subject: str, body: str, based_on: int, by: User | None
) -> LetterText | None:
    """Save a text as a new version, which counts from now on; None when it says what the last one said.

    Raises ``ValidationError``: by part when something is wrong with it, or with code ``changed`` when a colleague has
    saved another since version ``based_on``.
    """
    if wrong := check_words(kind, subject, body):
        raise ValidationError({part: list(words) for part, words in wrong.items()})
    subject, body = one_line(subject), _tidy(body)
    now = words_now(kind, language)
    if (now.subject, now.body) == (subject, body) and not lagging(kind).get(language):
        return None
    return _add(kind, language, based_on, by, subject=subject, body=body)


@transaction.atomic
def take_standard(*, kind: Kind, language: str, based_on: int, by: User | None) -> LetterText | None:
    """Let the program's own text count again; None when it does already. Raises ``ValidationError`` as saving does."""
    if words_now(kind, language).standard:
        return None
    return _add(kind, language, based_on, by, standard=True)


def _add(
    kind: Kind,
    language: str,
    based_on: int,
    by: User | None,
    *,
    subject: str = "",
    body: str = "",
    standard: bool = False,
) -> LetterText:
    number = words_now(kind, language).number
    if number != based_on:
        raise ValidationError(
            _("En kollega har lagret en annen tekst siden du åpnet siden. Se over den, og lagre på nytt."),
            code="changed",
        )
    # Two who save at the same time give the same number, and the database takes one of them.
    saved = LetterText.objects.bulk_create(
        [
            LetterText(
                kind=kind.id,
                language=language,
                number=number + 1,
                standard=standard,
                subject=subject,
                body=body,
                saved_at=timezone.now(),
                saved_by=by,
            )
        ]
    )[0]
    audit.record(
        "letter_text.saved",
        by=by,
        about=saved,
        details={"kind": kind.id, "language": language, "number": saved.number, "standard": int(standard)},
    )
    return saved


def lagging(kind: Kind) -> Mapping[str, Sequence[str]]:
    """Return the languages whose text has been changed fewer times than another's, and which those others are."""
    numbers = {language: words_now(kind, language).number for language in kind.languages}
    return {
        language: [other for other in kind.languages if numbers[other] > number]
        for language, number in numbers.items()
        if number < max(numbers.values())
    }


def _tidy(body: str) -> str:
    return "\n".join(line.rstrip() for line in body.strip().splitlines()) + "\n"
