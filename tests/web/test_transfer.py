"""A log out to a spreadsheet and in from one: looked over first, all or nothing, and never the same twice."""

import io
import zipfile
from collections.abc import Callable
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import Workbook, load_workbook

from frisklivsnett.activity.actions import Noted, note
from frisklivsnett.activity.exporting import export
from frisklivsnett.activity.importing import bring_in, keep, preview
from frisklivsnett.activity.models import Entry, Import
from frisklivsnett.activity.topics import load_topics
from frisklivsnett.core.forms import Answer
from frisklivsnett.registry.models import Organisation, User
from frisklivsnett.registry.places import register

HEAD = "Type;Dato;Siste dag;Hva;Antall personer;Kommuner;Virksomheter;Tema;Hvem kom?;Hvordan?\n"
GOOD = HEAD + (
    "Hospitering;12.03.2024;;Oppstart;4;Senja;Senja kommune;;Frisklivssentraler;Fysisk\n"
    "hospitering;2024-05-02;3.5.2024;;ca. 20;Våler (Innlandet), Deatnu;;;;Digitalt\n"
    "Henvendelse;45363;;Spørsmål om budsjett;;Lenvik;;Budsjett og finansiering;;\n"
)


@pytest.fixture
def centre(registers: None) -> Organisation:
    load_topics()
    return Organisation.objects.get(slug="tana")


def sent(content: bytes | str, name: str = "logg.csv") -> dict[str, SimpleUploadedFile]:
    return {"file": SimpleUploadedFile(name, content.encode() if isinstance(content, str) else content)}


def workbook(rows: list[list[object]]) -> bytes:
    book, written = Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)  # type: ignore[union-attr]
    book.save(written)
    return written.getvalue()


def test_a_file_is_looked_over_and_then_brought_in_once(
    alice: User, centre: Organisation, client_of: Callable[[User], Client]
) -> None:
    client = client_of(alice)
    response = client.post("/aktivitet/tana/regneark/", sent(GOOD))
    address = response.headers["Location"]
    page = client.get(address).content.decode()
    assert "Våler, Tana" in page
    assert not Entry.objects.exists(), "nothing is written before it is confirmed"
    client.post(address)
    client.post(address)
    assert Entry.objects.count() == 3
    first, third, second = Entry.objects.order_by("starts_on", "pk")
    assert (first.people, first.approximate, first.source) == (4, False, "import")
    assert first.answers["visitor_types"].value == ("healthy_life_centres",)
    assert (second.people, second.approximate, second.ends_on) == (20, True, date(2024, 5, 3))
    assert {place.code for place in second.places.all()} == {"3419", "5628"}
    assert (third.kind, third.starts_on, third.places.get().name) == ("enquiry", date(2024, 3, 12), "Senja")
    assert bytes(Import.objects.get().content) == b"", "the file is not kept"


def test_a_second_run_makes_no_duplicates_but_takes_what_is_new(alice: User, centre: Organisation) -> None:
    assert bring_in(kept=keep(centre=centre, name="a", content=GOOD.encode(), by=alice), by=alice) == 3
    again = keep(centre=centre, name="a", content=GOOD.encode(), by=alice)
    assert (len(preview(again).new), preview(again).known) == (0, 3)
    assert bring_in(kept=again, by=alice) == 0
    more = GOOD + "Hospitering;13.03.2024;;;2;;;;;\n"
    assert bring_in(kept=keep(centre=centre, name="b", content=more.encode(), by=alice), by=alice) == 1
    assert Entry.objects.count() == 4


def test_two_rows_that_say_the_same_are_two_and_stay_two(alice: User, centre: Organisation) -> None:
    twice = HEAD + 2 * "Henvendelse;12.03.2024;;Samme spørsmål;;Senja;;;;\n"
    for _ in range(2):
        bring_in(kept=keep(centre=centre, name="a", content=twice.encode(), by=alice), by=alice)
    assert Entry.objects.count() == 2


def test_what_goes_out_comes_in_elsewhere_the_same_and_here_not_again(
    alice: User, centre: Organisation
) -> None:
    tromso = register().find("municipality", "5501", date(2024, 6, 1))
    assert tromso
    note(
        centre=centre,
        kind="visit",
        noted=Noted(
            starts_on=date(2024, 6, 1),
            title="=HYPERLINK(1)",
            people=12,
            approximate=True,
            places=(tromso,),
            organisations=("+47 Legesenter", "UiT"),
            answers={
                "visitor_types": Answer(("managers", "other"), specified={"other": "Tre, fire"}),
                "note": Answer("To linjer\n«her»; ja"),
            },
        ),
        by=alice,
    )
    for ending in ("xlsx", "csv"):
        content = export(centre, language="nn", ending=ending)
        assert len(preview(keep(centre=centre, name="x", content=content, by=alice)).new) == 0
        other = Organisation.objects.get(slug={"xlsx": "bodo", "csv": "harstad"}[ending])
        found = preview(keep(centre=other, name="x", content=content, by=alice))
        assert found.wrong == ()
        bring_in(kept=keep(centre=other, name="x", content=content, by=alice), by=alice)
        mine, theirs = Entry.objects.get(centre=centre), Entry.objects.get(centre=other)
        for name in ("title", "people", "approximate", "organisations", "details", "starts_on", "kind"):
            assert getattr(mine, name) == getattr(theirs, name), name
        assert theirs.places.get() == tromso


def test_nothing_in_an_exported_file_is_a_formula(alice: User, centre: Organisation) -> None:
    for title in ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1"):
        note(centre=centre, kind="visit", noted=Noted(starts_on=date(2024, 6, 1), title=title), by=alice)
    assert b";=1+1" not in export(centre, language="nb", ending="csv")
    sheet = load_workbook(io.BytesIO(export(centre, language="nb", ending="xlsx"))).worksheets[0]
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("Fest;12.03.2024;;;;;;;;", "Skriv en av typene"),
        ("Hospitering;31.02.2024;;;;;;;;", "ikke en dato med år"),
        ("Hospitering;12. mars;;;;;;;;", "ikke en dato med år"),
        ("Hospitering;;;;;;;;;", "Skriv datoen"),
        ("Hospitering;12.03.2024;11.03.2024;;;;;;;", "siste dagen er før"),
        ("Hospitering;12.03.1924;;;;;;;;", "for langt fra i dag|ikke en dato"),
        ("Hospitering;12.03.2024;;;-3;;;;;", "helt tall"),
        ("Hospitering;12.03.2024;;;en million;;;;;", "helt tall"),
        ("Hospitering;12.03.2024;;;4;Våler;;;;", "kan være «Våler"),
        ("Hospitering;12.03.2024;;;4;Trondhiem;;;;", "kan være «Trondheim"),
        ("Hospitering;12.03.2024;;;4;Qwerty;;;;", "Fant ikke stedet"),
        ("Hospitering;12.03.2024;;;4;Senja;;Ukjent tema;;", "ikke på listen"),
        ("Hospitering;12.03.2024;;;4;Senja;;;Romvesener;", "Romvesener"),
        ("Henvendelse;12.03.2024;;;4;Senja;;;;", "har ikke dette feltet"),
        ("Hospitering;#REF!;;;4;Senja;;;;", "Formelen i cellen"),
    ],
)
def test_each_error_is_told_with_its_row_and_nothing_is_brought_in(
    alice: User, centre: Organisation, client_of: Callable[[User], Client], row: str, said: str
) -> None:
    content = GOOD + row + "\n"
    client = client_of(alice)
    address = client.post("/aktivitet/tana/regneark/", sent(content)).headers["Location"]
    page = client.get(address).content.decode()
    assert any(words in page for words in said.split("|"))
    assert ">5</td>" in page
    client.post(address)
    assert not Entry.objects.exists()


def test_excel_dates_numbers_and_formulas_are_read(alice: User, centre: Organisation) -> None:
    rows: list[list[object]] = [
        ["Type", "Dato", "Antall personer", "Noe annet"],
        ["Hospitering", date(2024, 3, 12), 4, "ikke vårt"],
        ["Hospitering", 45363, 5.0, None],
        [None, None, None, None],
        ["Hospitering", "12. mars 2024", "=2+2", None],
    ]
    found = preview(keep(centre=centre, name="x", content=workbook(rows), by=alice))
    assert found.wrong == ()
    assert [(one.noted.starts_on.isoformat(), one.noted.people) for one in found.new] == [
        ("2024-03-12", 4),
        ("2024-03-12", 5),
        ("2024-03-12", None),
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_csv_as_programs_write_it(alice: User, centre: Organisation, encoding: str, delimiter: str) -> None:
    content = "Type;Dato;Kommuner\nHospitering;12.3.2024;Tromsø\n".replace(";", delimiter).encode(encoding)
    (row,) = preview(keep(centre=centre, name="x", content=content, by=alice)).new
    assert row.noted.places[0].name == "Tromsø"


def bomb() -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/worksheets/sheet1.xml", b"0" * 40_000_000)
    return written.getvalue()


def declaring() -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as packed:
        packed.writestr("xl/workbook.xml", '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>')
    return written.getvalue()


def damaged() -> bytes:
    """A workbook whose parts have come to harm on the way; their names are as they were."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/workbook.xml", "<workbook/>" * 99)
        start = packed.infolist()[0].header_offset + 30 + len("xl/workbook.xml")
    content = bytearray(file.getvalue())
    content[start : start + 12] = b"\xff" * 12
    return bytes(content)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "tom"),
        (b"PK\x03\x04 not a workbook", "kan ikke lese"),
        (b"\xd0\xcf\x11\xe0 old", "eldre Excel"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00", "kan ikke lese"),
        (bomb(), "for stor"),
        (declaring(), "kan ikke lese"),
        (damaged(), "kan ikke lese"),
        (b"a;b\n" * 1200, "for mange rader"),
        (b"a" * 2_100_000, "for stor"),
    ],
)
def test_a_file_that_cannot_be_taken_is_refused_in_plain_words(
    alice: User, centre: Organisation, client_of: Callable[[User], Client], content: bytes, said: str
) -> None:
    response = client_of(alice).post("/aktivitet/tana/regneark/", sent(content, "logg.xlsx"))
    assert response.status_code == 422
    assert said in response.content.decode()
    assert not Import.objects.exists()


def test_a_file_of_another_centre_can_be_neither_seen_nor_confirmed(
    alice: User, charlie: User, centre: Organisation, client_of: Callable[[User], Client]
) -> None:
    kept = keep(centre=centre, name="x", content=GOOD.encode(), by=alice)
    for address in (f"/aktivitet/tana/regneark/{kept.pk}/", "/aktivitet/tana/regneark/logg.csv"):
        assert client_of(charlie).get(address).status_code == 403
    assert client_of(charlie).post(f"/aktivitet/bodo/regneark/{kept.pk}/").status_code == 404
    assert not Entry.objects.exists()


def test_the_template_can_be_brought_in_as_it_is(
    alice: User, centre: Organisation, client_of: Callable[[User], Client]
) -> None:
    content = client_of(alice).get("/aktivitet/tana/regneark/mal.xlsx").content
    found = preview(keep(centre=centre, name="x", content=content, by=alice))
    assert (found.new, found.known, found.wrong) == ((), 0, ())
