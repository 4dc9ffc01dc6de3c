"""Whether a round has come so far that its report can be published."""

from collections.abc import Iterator
from datetime import datetime

from django.utils import timezone

from frisklivsnett.collection.models import Round
from frisklivsnett.core.numbers import date_long, integer
from frisklivsnett.core.text import Text, text

NONE_ASKED = text(
    "Ingen sentraler er med i runden.",
    "Ingen sentralar er med i runden.",
    "There are no centres in the round.",
)
NONE_SENT = text(
    "Ingen av de {asked} sentralene har sendt inn rapporten sin.",
    "Ingen av dei {asked} sentralane har sendt inn rapporten sin.",
    "None of the {asked} centres has sent its report.",
)
NOT_DUE = text(
    "{sent} av {asked} sentraler har sendt inn, og fristen er ikke ute før {deadline}.",
    "{sent} av {asked} sentralar har sendt inn, og fristen er ikkje ute før {deadline}.",
    "{sent} of {asked} centres have sent their report, and the deadline is not until {deadline}.",
)


NOT_APPROVED = text(
    "{left} av {sent} rapporter som er sendt inn, er ikke godkjent. De teller med slik de sist ble sendt inn.",
    "{left} av {sent} rapportar som er sende inn, er ikkje godkjende. Dei tel med slik dei sist blei sende inn.",
    "{left} of the {sent} reports sent are not approved. They count as they were last sent.",
)


def cautions(round_: Round) -> Iterator[Text]:
    """Yield what to think of before the round's report is published, though it does not stop it."""
    sent = round_.submissions.sent()
    left, total = sent.exclude(status="approved").count(), sent.count()
    if left:
        yield Text(
            {
                language: words.format(left=integer(left, language), sent=integer(total, language))
                for language, words in NOT_APPROVED.by_language.items()
            }
        )


def obstacles(round_: Round, at: datetime) -> Iterator[Text]:
    """Yield why the round's report cannot be published at ``at``: nobody has sent, or more may yet be on time.

    A centre that has not sent when the deadline has passed does not stop the report; it is in the base.
    """
    asked = round_.submissions.count()
    sent = round_.submissions.sent().count()
    if not asked:
        yield NONE_ASKED
    elif not sent:
        yield NONE_SENT.map(lambda words: words.format(asked=integer(asked, "nb")))
    elif sent < asked and timezone.localdate(at) <= round_.deadline:
        yield Text(
            {
                language: NOT_DUE.in_(language).format(
                    sent=integer(sent, language),
                    asked=integer(asked, language),
                    deadline=date_long(round_.deadline, language),
                )
                for language in NOT_DUE
            }
        )
