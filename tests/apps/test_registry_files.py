"""Loading the register files: twice is as good as once; what is wrong is told by line, and then nothing is saved."""

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from frisklivsnett.audit.models import Event
from frisklivsnett.registry.actions import REGISTERS, load_registers
from frisklivsnett.registry.models import Agreement, CoordinatorTerm, Organisation, OrganisationKind, Place
from frisklivsnett.registry.register_files import RegisterError

pytestmark = pytest.mark.django_db

Change = Callable[[str, str, str], None]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(REGISTERS, tmp_path / "registers"))


@pytest.fixture
def change(folder: Path) -> Change:
    """Replaces a text that stands once in a file by another."""

    def replace(file: str, old: str, new: str) -> None:
        text = (folder / file).read_text("utf-8")
        assert text.count(old) == 1, f"“{old}” stands {text.count(old)} times in {file}"
        (folder / file).write_text(text.replace(old, new), "utf-8")

    return replace


def problems(folder: Path) -> list[str]:
    with pytest.raises(RegisterError) as error:
        load_registers(folder=folder)
    assert not Place.objects.exists()
    assert not Organisation.objects.exists()
    return str(error.value).splitlines()


# --- what is loaded ---


def test_the_scheme_has_18_centres_with_agreements_for_2023_to_2025() -> None:
    load_registers()
    agreements = Agreement.objects.valid_in(2024)
    assert agreements.count() == Organisation.objects.centres().count() == 18
    assert set(agreements.values_list("starts_on", "ends_on", "ended_on", "grant")) == {
        (date(2023, 1, 1), date(2025, 12, 31), None, 60_000)
    }
    assert Organisation.objects.filter(slug="bergen", kind=OrganisationKind.CENTRE).exists()
    districts = Organisation.objects.centres().filter(place__kind="district")
    assert set(districts.values_list("name", flat=True)) == {"Bydel Stovner", "Bydel Nordre Aker"}


def test_stavanger_coordinates_the_network_in_2024_for_70000_more() -> None:
    load_registers()
    term = CoordinatorTerm.objects.valid_on(date(2024, 6, 1)).get()
    assert (term.organisation.slug, term.extra_grant) == ("stavanger", 70_000)


def test_each_governor_area_and_county_of_2024_has_its_organisation() -> None:
    load_registers()
    for kind, place_kind in (("county_governor", "governor_area"), ("county_council", "county")):
        wanted = set(Place.objects.valid_on(date(2024, 6, 1)).filter(kind=place_kind))
        assert {organisation.place for organisation in Organisation.objects.filter(kind=kind)} == wanted


def test_a_second_load_changes_nothing_and_says_so() -> None:
    first, second = load_registers(), load_registers()
    assert first.changes == second.unchanged > 500
    assert second.changes == 0
    assert Event.objects.filter(verb="registers.loaded").count() == 1


def test_a_load_brings_a_row_back_in_line_and_leaves_the_rest() -> None:
    load_registers()
    Place.objects.filter(code="5628").update(name="Thana")
    loaded = load_registers()
    assert (dict(loaded.added), dict(loaded.changed)) == ({}, {"place": 1})
    assert Place.objects.get(code="5628").name == "Tana"


def test_a_load_keeps_what_was_entered_in_the_program() -> None:
    load_registers()
    Organisation.objects.filter(slug="tana").update(email="frisklivssentralen@tana.example")
    Agreement.objects.filter(organisation__slug="modum").update(ended_on=date(2024, 12, 31))
    extra = Organisation.objects.create(
        kind="centre", slug="vardo", name="Vardø", place=Place.objects.get(code="5634")
    )
    assert load_registers().changes == 0
    assert Organisation.objects.get(slug="tana").email == "frisklivssentralen@tana.example"
    assert Agreement.objects.get(organisation__slug="modum").last_day == date(2024, 12, 31)
    assert Organisation.objects.filter(pk=extra.pk).exists()


def test_the_command_loads_a_folder_and_tells_how_much(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("load_registers", str(folder))
    assert "705 rows added" in capsys.readouterr().out
    (folder / "places.csv").unlink()
    with pytest.raises(CommandError, match=r"places\.csv: The file is not there"):
        call_command("load_registers", str(folder))


# --- what is wrong ---

TANA = "municipality,5628,Tana,Deatnu - Tana,Deatnu,se,,1,2024-01-01,,56,,"


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        ("places.csv", TANA, TANA.replace(",56,,", ",57,,"), "There is no county “57”"),
        ("places.csv", TANA, TANA.replace(",56,,", ",55,,"), "does not begin with that of its county, 55"),
        ("places.csv", TANA, TANA.replace("5628", "56A8"), "The code “56A8” is not written right"),
        ("places.csv", TANA, TANA + "\n" + TANA, "is already on line"),
        ("places.csv", TANA, TANA.replace("2024-01-01", "01.01.2024"), "“01.01.2024” is not a day"),
        ("places.csv", TANA, TANA.replace("2024-01-01", "2024-02-30"), "“2024-02-30” is not a day"),
        ("places.csv", TANA, TANA.replace("2024-01-01,", "2024-01-01,2023-01-01"), "ends before it begins"),
        ("places.csv", TANA, TANA.replace("municipality", "kommune"), "The kind “kommune” is not known"),
        ("places.csv", TANA, TANA + ",", "14 cells, and the heading 13"),
        ("places.csv", TANA, TANA.replace("Tana,", '"Tana,', 1), "cannot be read as CSV"),
        ("places.csv", TANA, TANA.replace(",Tana,", ",,"), "The column name is empty"),
        ("places.csv", TANA, TANA.replace(",Tana,", f",{'T' * 101},"), "longer than 100"),
        ("places.csv", ",part_of,", ",", "The column part_of is missing"),
        ("places.csv", ",part_of,", ",part_of,size,", "The column “size” is not known"),
        ("successions.csv", "5441,5628", "5441,5629", "No municipality “5629” begins"),
        ("successions.csv", "5441,5628", "5628,5441", "There is no municipality “5628” the day before"),
        ("organisations.csv", "district,030111", "district,030199", "There is no district “030199”"),
        ("organisations.csv", "centre,tana,", "centre,Tana,", "The slug “Tana” is not written right"),
        ("organisations.csv", "centre,tana,", "centre,harstad,", "already on line"),
        (
            "organisations.csv",
            "Bodø,municipality,1804",
            "Bodø,county,18",
            "needs a place_kind: municipality or",
        ),
        ("agreements.csv", "tana,2023-01-01", "thana,2023-01-01", "There is no centre “thana”"),
        ("agreements.csv", "tana,2023-01-01", "tana,2026-01-01", "ends before it begins"),
        (
            "agreements.csv",
            "tana,2023-01-01,2025-12-31,",
            "harstad,2025-12-31,2026-12-31,",
            "overlaps with line",
        ),
        (
            "agreements.csv",
            "tana,2023-01-01,2025-12-31,,60000",
            "tana,2023-01-01,2025-12-31,,60 000",
            "not an amount",
        ),
        (
            "agreements.csv",
            "tana,2023-01-01,2025-12-31,",
            "tana,2023-01-01,2025-12-31,2026-01-01",
            "between starts_on",
        ),
        ("coordinators.csv", "stavanger,", "helsedirektoratet,", "There is no centre “helsedirektoratet”"),
    ],
)
def test_a_fault_is_told_with_file_and_line_and_nothing_is_saved(
    folder: Path, change: Change, file: str, old: str, new: str, told: str
) -> None:
    line = (folder / file).read_text("utf-8").partition(old)[0].count("\n") + 1
    change(file, old, new)
    found = [problem for problem in problems(folder) if told in problem]
    assert found, problems(folder)
    assert found[0].startswith(f"{file}, line ")
    assert abs(int(found[0].split("line ")[1].split(":")[0]) - line) <= 1 or "CSV" in told


def test_a_file_that_is_not_utf8_is_told_with_the_line(folder: Path) -> None:
    path = folder / "organisations.csv"
    path.write_bytes(path.read_text("utf-8").encode("latin-1"))
    line = path.read_bytes().split(b"Bod\xf8")[0].count(b"\n") + 1
    assert problems(folder) == [
        f"organisations.csv, line {line}: The file is not UTF-8. Save it again with the encoding UTF-8."
    ]


def test_a_missing_file_and_an_empty_one_are_told(folder: Path) -> None:
    (folder / "agreements.csv").unlink()
    (folder / "coordinators.csv").write_text("")
    told = problems(folder)
    assert told[0] == "agreements.csv: The file is not there. Put it in registers."
    assert told[1].startswith("coordinators.csv, line 1: The column organisation is missing.")


def test_a_spreadsheets_byte_order_mark_and_line_ends_are_no_fault(folder: Path) -> None:
    for path in folder.iterdir():
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert load_registers(folder=folder).changes == 705


def test_many_faults_are_told_at_once_but_not_endlessly(folder: Path) -> None:
    path = folder / "places.csv"
    path.write_text(path.read_text("utf-8").replace("2020-01-01", "1.1.2020"), "utf-8")
    assert len(problems(folder)) == 20


def test_a_clash_with_what_is_in_the_database_saves_nothing(folder: Path, change: Change) -> None:
    load_registers()
    tana = Organisation.objects.get(slug="tana")
    Agreement.objects.create(
        organisation=tana, starts_on=date(2026, 1, 1), ends_on=date(2028, 12, 31), grant=60_000
    )
    change("agreements.csv", "tana,2023-01-01,2025-12-31", "tana,2023-01-01,2026-06-30")
    change("organisations.csv", ",Tana,", ",Deatnu,")
    with pytest.raises(RegisterError, match="nothing was saved"):
        load_registers(folder=folder)
    tana.refresh_from_db()
    assert tana.name == "Tana"
