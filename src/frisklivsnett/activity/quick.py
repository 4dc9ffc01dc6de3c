"""The quick field, with what this installation knows: its kinds, places and topics."""

from datetime import date

from frisklivsnett.activity.finding import finder_on
from frisklivsnett.activity.kinds import all_kinds
from frisklivsnett.activity.topics import topic_words
from frisklivsnett.core.activity.draft import Draft
from frisklivsnett.core.activity.quick import understand


def understand_note(text: str, *, today: date, kind: str = "") -> Draft:
    """Return what a note tells of an entry; ``kind`` is the kind's id when a person has chosen it.

    A place's ``key`` is the id of the ``Place`` of ``today``. One query, for the topics.
    """
    return understand(
        text, today=today, kinds=all_kinds(), places=finder_on(today), topics=topic_words(), kind=kind
    )
