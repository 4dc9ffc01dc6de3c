"""What the quick field understood, put into the fields of a page for a person to look at."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from frisklivsnett.activity.kinds import all_kinds
from frisklivsnett.activity.quick import understand_note
from frisklivsnett.core.activity.draft import Draft, Found, Trouble
from frisklivsnett.core.activity.finding import PlaceHit
from frisklivsnett.core.activity.model import Kind
from frisklivsnett.registry.places import register
from frisklivsnett.web.activity.fields import place_words, raw_of_answer
from frisklivsnett.web.jinja import language


@dataclass(frozen=True, slots=True)
class Understood:
    """A note as the page shows it: its kind (None when it did not say), the fields, and what is in doubt."""

    text: str
    kind: Kind | None
    raw: dict[str, list[str]]
    doubts: tuple[str, ...] = ()


def understood(text: str, today: date, kind_id: str = "") -> Understood:
    """Return what a note says, as a page's fields; ``kind_id`` when a person has chosen the kind."""
    draft = understand_note(text, today=today, kind=kind_id)
    kind = all_kinds().get(draft.kind.value) if draft.kind else None
    doubts = [_said(doubt.trouble, doubt.words) for doubt in draft.doubts]
    if kind and draft.kind and not draft.kind.sure:
        doubts.insert(
            0, _("Vi er ikke sikre på at dette er «%(kind)s».") % {"kind": kind.title.in_(language())}
        )
    doubts += [said for found in draft.places if (said := _place_doubt(found))]
    return Understood(text, kind, raw_of_draft(draft, today), tuple(dict.fromkeys(doubts)))


def raw_of_draft(draft: Draft, today: date) -> dict[str, list[str]]:
    """Return the fields of a page with what a draft says. Without a day it is today, unless half a date was said."""
    raw: dict[str, list[str]] = {"title": [draft.title], "places": [], "organisations": [], "topics": []}
    days = draft.days.value if draft.days else None
    if days:
        raw["starts_on"] = [days.first.isoformat()]
        raw["ends_on"] = [] if days.is_one else [days.last.isoformat()]
    elif not any(doubt.trouble in (Trouble.NO_SUCH_DAY, Trouble.HALF_DATE) for doubt in draft.doubts):
        raw["starts_on"] = [today.isoformat()]
    if draft.people:
        raw["people"] = [str(draft.people.value)]
        raw["people.approximate"] = ["1"] if draft.approximate else []
    names = [_place_name(found) for found in draft.places]
    raw["places"] = [", ".join(dict.fromkeys(names))]
    raw["organisations"] = ["\n".join(found.value for found in draft.organisations)]
    raw["topics"] = [found.value for found in draft.topics]
    for question_id, found_answer in draft.answers.items():
        raw |= raw_of_answer(question_id, found_answer.value)
    if draft.unread:
        raw["note"] = [draft.unread]
    return raw


def _place_name(found: Found[PlaceHit]) -> str:
    """Return the name for the field: as it was written where it may be several places, so that one is chosen."""
    return found.words if found.alternatives else place_words(register().place(found.value.place.key))


def _place_doubt(found: Found[PlaceHit]) -> str:
    if found.alternatives:
        return _("Flere steder heter «%(name)s». Velg hvilket.") % {"name": found.words}
    if not found.sure:
        words = {"words": found.words, "place": _place_name(found)}
        return _("Vi leste «%(words)s» som %(place)s. Kontroller at det stemmer.") % words
    return ""


def _said(trouble: Trouble, words: str) -> str:
    said = {
        Trouble.NO_SUCH_DAY: _("Det finnes ingen dag «%(words)s». Velg riktig dato."),
        Trouble.HALF_DATE: _("«%(words)s» er ikke en hel dato. Velg dagen."),
        Trouble.SEVERAL_DATES: _("Det sto flere datoer. Vi brukte den første; «%(words)s» er ikke med."),
        Trouble.NOT_PEOPLE: _("«%(words)s» kan ikke være et antall personer. Kontroller tallet."),
        Trouble.PERSON: _("«%(words)s» kan være navnet på en person. Ta det bort: Navn skal ikke stå her."),
        Trouble.TOO_LONG: _("Teksten var for lang. Vi leste bare begynnelsen."),
    }
    return said[trouble] % {"words": words[:60]}
