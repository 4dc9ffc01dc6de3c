"""The kinds of letters: what each may say of its own, in which languages, and how long it is worth sending.

A placeholder is written ``{frist}`` in a letter's text. Its name is a Norwegian word, since the adviser writes it; what
it stands for in plain words is told in ``web/letters/words.py``, for the screen.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from types import MappingProxyType

NORWEGIAN = ("nb", "nn")
ALL = ("nb", "nn", "en")
DAYS = timedelta(days=1)


class Shape(StrEnum):
    """What a placeholder's value is: words in a line, an address that becomes a link, or lines as they were written."""

    WORDS = "words"
    LINK = "link"
    LINES = "lines"


FILLED_IN: Mapping[str, Shape] = MappingProxyType(
    {"mottaker": Shape.WORDS, "sentral": Shape.WORDS, "kontakt": Shape.WORDS}
)
"""Placeholders that every letter has: the reader's name, the organisation's name, and whom to write to."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of letter. ``own`` are the placeholders that whoever queues it must give a value, which may be empty.

    ``secret``: it carries a code or a way in, so its words are dropped once it is sent, and no archive shows them.
    ``editable``: its text stands in ``data/letters/`` and can be changed by the adviser.
    """

    id: str
    own: Mapping[str, Shape]
    languages: tuple[str, ...] = NORWEGIAN
    secret: bool = False
    editable: bool = True
    good_for: timedelta = 3 * DAYS

    @property
    def placeholders(self) -> Mapping[str, Shape]:
        """Every placeholder that its text may have, by name."""
        return {**self.own, **FILLED_IN}


_ROUND = {"år": Shape.WORDS, "frist": Shape.WORDS, "lenke": Shape.LINK}
_ASKED = {"hvem": Shape.WORDS, "lenke": Shape.LINK}
_MEETING = {"når": Shape.WORDS, "hvor": Shape.WORDS, "melding": Shape.LINES}
_PASSED = {"avsender": Shape.WORDS, "melding": Shape.LINES, "lenke": Shape.LINK}
_DUE = {**_ROUND, "når": Shape.WORDS, "besvart": Shape.WORDS, "spørsmål": Shape.WORDS}

KINDS: Mapping[str, Kind] = MappingProxyType(
    {
        kind.id: kind
        for kind in (
            Kind("round.invitation", _ROUND),
            Kind("round.reminder", _DUE),
            Kind("round.late", _DUE),
            Kind(
                "submission.receipt",
                {
                    "år": Shape.WORDS,
                    "tidspunkt": Shape.WORDS,
                    "avsender": Shape.WORDS,
                    "nummer": Shape.WORDS,
                    "lenke": Shape.LINK,
                },
            ),
            Kind("submission.returned", {**_ROUND, "melding": Shape.LINES}),
            Kind("submission.approved", {"år": Shape.WORDS, "lenke": Shape.LINK}),
            Kind("submission.reopened", {**_ROUND, "melding": Shape.LINES}),
            Kind(
                "account.invitation",
                {"avsender": Shape.WORDS, "frist": Shape.WORDS, "lenke": Shape.LINK},
                languages=ALL,
                secret=True,
                good_for=7 * DAYS,
            ),
            # Requests for visits. Those to who asked carry their only way in, a link.
            Kind("request.confirm", {"hvem": Shape.WORDS, "lenke": Shape.LINK}, languages=ALL, secret=True),
            Kind("request.suggested", {**_MEETING, "lenke": Shape.LINK}, languages=ALL, secret=True),
            Kind("request.accepted", {**_MEETING, "lenke": Shape.LINK}, languages=ALL, secret=True),
            Kind("request.moved", {"lenke": Shape.LINK}, languages=ALL, secret=True),
            Kind("request.declined", {"melding": Shape.LINES}, languages=ALL, secret=True),
            Kind(
                "request.cancelled", {"når": Shape.WORDS, "melding": Shape.LINES}, languages=ALL, secret=True
            ),
            Kind("request.received", {**_ASKED, "ønsker": Shape.WORDS, "melding": Shape.LINES}),
            Kind("request.refused", {**_ASKED, "melding": Shape.LINES}),
            Kind("request.withdrawn", _ASKED),
            Kind("request.calendar", {**_ASKED, "når": Shape.WORDS, "hvor": Shape.WORDS}),
            Kind("request.called_off", {"hvem": Shape.WORDS, "når": Shape.WORDS, "melding": Shape.LINES}),
            Kind("request.unplaced", {**_ASKED, "ønsker": Shape.WORDS}),
            # Enquiries that one centre passes on to another.
            Kind("enquiry.passed_on", _PASSED),
            Kind("enquiry.sent_back", _PASSED),
            # What a library writes (codes, confirmations): the words are its own.
            Kind(
                "account.message",
                {},
                languages=ALL,
                secret=True,
                editable=False,
                good_for=timedelta(hours=1),
            ),
        )
    }
)
"""The kinds, by id. A new one is an entry here and a text in ``data/letters/`` for each language."""
