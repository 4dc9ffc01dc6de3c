"""A centre's log as a spreadsheet, which can be brought in again, and the template of one."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from frisklivsnett.activity.kinds import all_kinds
from frisklivsnett.activity.models import Entry, Topic
from frisklivsnett.core.activity.gridfiles import Cell, write_csv, write_xlsx
from frisklivsnett.core.activity.spreadsheet import SheetEntry, columns, write_sheet
from frisklivsnett.registry.models import Organisation, Place
from frisklivsnett.registry.places import register


def export(centre: Organisation, *, language: str, ending: str, year: int | None = None) -> bytes:
    """Return what a centre has noted, of one year or of all, as ``xlsx`` or ``csv``; not what lies in the bin."""
    rows = Entry.objects.filter(centre=centre).kept().with_parts().order_by("starts_on", "id")
    if year is not None:
        rows = rows.of_year(year)
    grid = write_sheet((_row(entry, language) for entry in rows), all_kinds(), language)
    return write_csv(grid) if ending == "csv" else write_xlsx([(_("Aktivitetslogg"), grid)])


def template(language: str) -> bytes:
    """Return an empty workbook with every column, and a sheet that tells what the cells may hold."""
    kinds = all_kinds()
    headings: list[Cell] = [
        column.heading.in_(language) for column in columns(kinds.values()) if column.id != "key"
    ]
    return write_xlsx([(_("Aktivitetslogg"), [headings]), (_("Forklaring"), list(_explained(language)))])


def topic_words(topic: Topic, language: str) -> str:
    """Return a topic's name."""
    return {"nn": topic.name_nn, "en": topic.name_en}.get(language) or topic.name_nb


def _explained(language: str) -> Iterator[list[Cell]]:
    kinds = all_kinds()
    yield [_("Kolonne"), _("Hva du kan skrive")]
    for column in columns(kinds.values()):
        if column.id == "kind":
            yield [
                column.heading.in_(language),
                "; ".join(kind.title.in_(language) for kind in kinds.values()),
            ]
        elif column.id in ("starts_on", "ends_on"):
            yield [column.heading.in_(language), _("En dato med år, for eksempel 12.03.2025")]
        elif column.id == "people":
            yield [column.heading.in_(language), _("Et helt tall, for eksempel 4 eller «ca. 20»")]
        elif column.id == "approximate":
            yield [column.heading.in_(language), {"en": "yes"}.get(language, "ja")]
        elif column.id == "places":
            yield [column.heading.in_(language), _("Navn med semikolon mellom: Senja; Våler (Innlandet)")]
        elif column.id == "topics":
            topics = Topic.objects.filter(state=Topic.State.AGREED, merged_into=None)
            yield [column.heading.in_(language), "; ".join(topic_words(topic, language) for topic in topics)]
        else:
            yield from _of_question(column.id, column.heading.in_(language), language)


def _of_question(id_: str, heading: str, language: str) -> Iterator[list[Cell]]:
    for kind in all_kinds().values():
        if kind.form.has(id_):
            question = kind.form.question(id_)
            names = "; ".join(option.text.in_(language).rstrip(" :") for option in question.options)
            yield [f"{heading} ({kind.title.in_(language)})", names or question.help.in_(language)]
            if not names:
                return


def _row(entry: Entry, language: str) -> SheetEntry:
    return SheetEntry(
        row=0,
        kind=all_kinds()[entry.kind],
        starts_on=entry.starts_on,
        ends_on=entry.ends_on if entry.ends_on != entry.starts_on else None,
        title=entry.title,
        people=entry.people,
        approximate=entry.approximate,
        places=tuple(_place_words(place, entry) for place in entry.places.all()),
        organisations=tuple(name.replace(";", ",") for name in entry.organisations),
        topics=tuple(topic_words(topic, language) for topic in entry.topics.all()),
        answers=entry.answers,
        key=entry.key,
    )


def _place_words(place: Place, entry: Entry) -> str:
    """Return a place's name, with the county where another has the same name."""
    county = register().county_on(place, entry.starts_on)
    same = sum(
        other.name == place.name for other in register().places.values() if other.is_valid_on(entry.starts_on)
    )
    return f"{place.name} ({county.name})" if county and same > 1 and place.kind != "county" else place.name
