"""Brings a spreadsheet into a centre's log: looked over first, then all of it or nothing, and never the same twice."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid5

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from frisklivsnett.activity.actions import Noted, check_noted, note
from frisklivsnett.activity.finding import finder_on
from frisklivsnett.activity.kinds import all_kinds
from frisklivsnett.activity.models import Entry, Import, Topic
from frisklivsnett.audit import log as audit
from frisklivsnett.core.activity.finding import Called
from frisklivsnett.core.activity.gridfiles import read_grid
from frisklivsnett.core.activity.spreadsheet import COMMON, SheetEntry, Wrong, read_sheet
from frisklivsnett.core.forms import answers_to_json
from frisklivsnett.core.text import Text
from frisklivsnett.registry.models import Organisation, Place, User
from frisklivsnett.registry.places import register

KEYS = UUID("8c1c4a6e-2f0c-4f5b-9a57-0d1d5a2f7b11")
"""The name space of the keys that rows get from what they say."""
KEPT = timedelta(days=1)
"""How long a spreadsheet waits for its confirmation."""


@dataclass(frozen=True, slots=True)
class Ready:
    """A row that can be brought in, under the key that it will have in the log."""

    row: int
    kind: str
    noted: Noted
    key: UUID


@dataclass(frozen=True, slots=True)
class Preview:
    """What bringing a spreadsheet in would do: make ``new``, pass ``known`` rows over; nothing while any is wrong."""

    new: tuple[Ready, ...]
    known: int
    wrong: tuple[Wrong, ...]


@transaction.atomic
def keep(
    *, centre: Organisation, name: str, content: bytes, by: User | None, at: datetime | None = None
) -> Import:
    """Keep a spreadsheet until it is confirmed, and drop those that nobody confirmed within a day.

    Raises ``FileFault`` when it is not a spreadsheet that can be read at all.
    """
    read_grid(content)
    moment = at or timezone.now()
    Import.objects.filter(done_at=None, at__lt=moment - KEPT).delete()
    kept = Import.objects.create(centre=centre, by=by, at=moment, name=name[:150], content=content)
    audit.record("import.kept", by=by, about=kept, organisation=centre, details={"bytes": len(content)})
    return kept


def preview(kept: Import) -> Preview:
    """Return what bringing it in would do now. Writes nothing."""
    rows, wrong = read_sheet(read_grid(bytes(kept.content)), all_kinds())
    topics = _topics()
    wrong = list(wrong)
    ready: list[Ready] = []
    seen: Counter[str] = Counter()
    for row in rows:
        found = _looked_up(row, topics, wrong)
        if found is not None:
            ready.append(
                Ready(row.row, row.kind.id, found, row.key or _key(kept.centre, row.kind.id, found, seen))
            )
    there = _there(kept.centre, [one.key for one in ready])
    new = {one.key: one for one in ready if one.key not in there}
    wrong.sort(key=lambda one: one.row)
    return Preview(tuple(new.values()), len(ready) - len(new), tuple(wrong))


@transaction.atomic
def bring_in(*, kept: Import, by: User | None, at: datetime | None = None) -> int:
    """Write every row that is new, or nothing at all; return how many. A second time writes nothing.

    Raises ``ValidationError`` when a row is wrong, or the file has been dropped since.
    """
    moment = at or timezone.now()
    locked = Import.objects.select_for_update(of=("self",)).select_related("centre").get(pk=kept.pk)
    if locked.done_at is not None:
        return locked.made
    found = preview(locked)
    if found.wrong:
        raise ValidationError(_("Noe i filen må rettes først."), code="wrong")
    for ready in found.new:
        note(
            centre=locked.centre,
            kind=ready.kind,
            noted=ready.noted,
            key=ready.key,
            source="import",
            by=by,
            at=moment,
        )
    locked.done_at, locked.made, locked.content = moment, len(found.new), b""
    locked.save()
    audit.record(
        "import.brought_in",
        by=by,
        about=locked,
        organisation=locked.centre,
        details={"made": locked.made, "known": found.known},
    )
    return locked.made


def _looked_up(row: SheetEntry, topics: Mapping[str, Topic], wrong: list[Wrong]) -> Noted | None:
    """Return the row with its places and topics found, checked as every entry is; else tell what is wrong."""
    before = len(wrong)
    noted = Noted(
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        title=row.title,
        people=row.people,
        approximate=row.approximate,
        places=tuple(_places(row, wrong)),
        organisations=row.organisations,
        topics=tuple(_known_topics(row, topics, wrong)),
        answers=row.answers,
    )
    if len(wrong) > before:
        return None
    try:
        check_noted(row.kind, noted)
    except ValidationError as error:
        words = error.messages[0]
        wrong.append(Wrong(row.row, Text(), Text({"nb": words, "nn": words, "en": words})))
        return None
    return noted


def _places(row: SheetEntry, wrong: list[Wrong]) -> Iterable[Place]:
    for words in row.places:
        hits = finder_on(row.starts_on).search(words, limit=4, kinds=row.kind.place_kinds)
        sure = [hit for hit in hits if hit.is_sure]
        own = [hit for hit in sure if hit.called not in (Called.FORMER, Called.PART)] or sure
        if len(own) == 1:
            yield register().place(own[0].place.key)
            continue
        names = ", ".join(f"«{hit.place.name} ({hit.place.county})»" for hit in sure or hits)
        wrong.append(Wrong(row.row, COMMON["places"], _which_place(words, names)))


def _known_topics(row: SheetEntry, topics: Mapping[str, Topic], wrong: list[Wrong]) -> Iterable[Topic]:
    for words in row.topics:
        found = topics.get(words.casefold())
        if found is None:
            wrong.append(Wrong(row.row, COMMON["topics"], _no_topic(words)))
        else:
            yield found


def _topics() -> Mapping[str, Topic]:
    """Return the agreed topics by each of their names; those merged into another lead to that one."""
    found: dict[str, Topic] = {}
    for topic in Topic.objects.select_related("merged_into").exclude(state=Topic.State.PROPOSED):
        for name in (topic.slug, topic.name_nb, topic.name_nn, topic.name_en):
            if name:
                found.setdefault(name.casefold(), topic.merged_into or topic)
    return found


def _key(centre: Organisation, kind: str, noted: Noted, seen: Counter[str]) -> UUID:
    """Return the key of a row by what it says; the second row that says the very same has one of its own."""
    content = json.dumps(
        [
            kind,
            noted.starts_on.isoformat(),
            (noted.ends_on or noted.starts_on).isoformat(),
            noted.title,
            noted.people,
            noted.approximate,
            sorted(f"{place.kind} {place.code}" for place in noted.places),
            list(noted.organisations),
            sorted(topic.slug for topic in noted.topics),
            answers_to_json(all_kinds()[kind].form, noted.answers),
        ],
        ensure_ascii=False,
        sort_keys=True,
    )
    seen[content] += 1
    return uuid5(KEYS, f"{centre.slug}\n{seen[content]}\n{content}")


def _there(centre: Organisation, keys: list[UUID]) -> set[UUID]:
    found: set[UUID] = set()
    for start in range(0, len(keys), 500):
        rows = Entry.objects.filter(centre=centre, key__in=keys[start : start + 500])
        found |= set(rows.values_list("key", flat=True))
    return found


def _which_place(words: str, names: str) -> Text:
    if not names:
        return Text(
            {
                "nb": f"Fant ikke stedet «{words}». Kontroller skrivemåten.",
                "nn": f"Fann ikkje staden «{words}». Kontroller skrivemåten.",
                "en": f"The place “{words}” was not found. Check the spelling.",
            }
        )
    return Text(
        {
            "nb": f"«{words}» kan være {names}. Skriv det som et av dem.",
            "nn": f"«{words}» kan vere {names}. Skriv det som eitt av dei.",
            "en": f"“{words}” may be {names}. Write it as one of these.",
        }
    )


def _no_topic(words: str) -> Text:
    return Text(
        {
            "nb": f"Temaet «{words}» er ikke på listen. Se arket «Forklaring» i malen.",
            "nn": f"Temaet «{words}» er ikkje på lista. Sjå arket «Forklaring» i malen.",
            "en": f"The topic “{words}” is not on the list. See the sheet “Explanation” in the template.",
        }
    )
