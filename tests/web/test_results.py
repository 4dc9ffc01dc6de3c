"""The results of a round on screen: every number is core's, and who may see them."""

import re
from collections.abc import Callable, Iterable
from html.parser import HTMLParser

import pytest
from django.http import QueryDict
from django.test import Client
from django.utils import timezone

from frisklivsnett.collection.datasets import dataset_of
from frisklivsnett.collection.models import Round, Submission, SubmissionVersion
from frisklivsnett.core.documents.blocks import base_note, option_label
from frisklivsnett.core.numbers import approximately, decimal, integer, percent
from frisklivsnett.core.tables import (
    ChoiceTable,
    CrossTable,
    NumberTable,
    Table,
    TextTable,
    cross_tables,
    in_group,
    tables,
)
from frisklivsnett.publication.models import Edition
from frisklivsnett.registry import places
from frisklivsnett.registry.models import Role
from frisklivsnett.web.results.choice import Choice
from frisklivsnett.web.results.questions import LONGEST_PREVIEW, slug_of

pytestmark = pytest.mark.usefixtures("demo_database", "db")

ABOUT = "ca.\N{NO-BREAK SPACE}"
NAMES = {"health_region": {"nord": "Helse Nord"}, "county": {"56": "Finnmark", "55": "Troms"}}


class Reader(HTMLParser):
    """Reads a page: the rows of each table by its id, and all the words."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tables: dict[str, list[list[str]]] = {}
        self.words = ""
        self._rows: list[list[str]] | None = None
        self._in_cell = self._in_summary = False
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self._rows = self.tables[dict(attrs)["id"] or ""] = []
        elif tag == "tr" and self._rows is not None:
            self._rows.append([])
        elif tag in ("th", "td") and self._rows:
            self._rows[-1].append("")
            self._in_cell = True
        self._in_summary = tag == "summary" or (self._in_summary and tag != "details")

    def handle_endtag(self, tag: str) -> None:
        if tag == "table":
            self._rows = None
        elif tag in ("th", "td"):
            self._in_cell = False
        elif tag == "summary":
            self._in_summary = False

    def handle_data(self, data: str) -> None:
        self.words += data
        if self._in_cell and self._rows and not self._in_summary:
            self._rows[-1][-1] += data


@pytest.fixture
def round_() -> Round:
    return Round.objects.get(report_year=2024)


@pytest.fixture
def adviser() -> Client:
    """A client of the Directorate's adviser."""
    client = Client()
    client.force_login(Role.objects.filter(organisation__slug="helsedirektoratet")[0].user)
    return client


@pytest.fixture
def nobody_has_sent() -> None:
    """No report of 2025 is sent."""
    SubmissionVersion.objects.filter(submission__round__report_year=2025).delete()


def read(client: Client, address: str) -> Reader:
    response = client.get(address)
    assert response.status_code == 200
    return Reader(response.content.decode())


def publish(round_: Round) -> None:
    defaults = {"published_at": timezone.now(), "data_checksum": "0"}
    Edition.objects.get_or_create(round=round_, number=1, defaults=defaults)


def printed(counted: Table) -> list[list[str]]:
    """A table's lines as they must be on the page, straight from core's numbers."""
    if isinstance(counted, ChoiceTable):
        return [
            [option_label(row.label.in_("nb")), integer(row.n, "nb"), percent(row.share, "nb")]
            for row in counted.rows
        ]
    if isinstance(counted, TextTable):
        return [[given.respondent.name, given.words] for given in counted.texts]
    assert isinstance(counted, NumberTable)
    assert counted.median is not None
    assert counted.min is not None
    assert counted.max is not None

    def about(words: str) -> str:
        return approximately(words, "nb") if counted.approximate else words

    return [
        ["Sum", about(decimal(counted.sum, "nb"))],
        ["Median", about(decimal(counted.median, "nb"))],
        ["Lavest", decimal(counted.min, "nb")],
        ["Høyest", decimal(counted.max, "nb")],
    ]


def place_of(counted: Table) -> str:
    ending = "svar" if isinstance(counted, TextTable) else "tabell"
    return f"{slug_of(counted.question)}-{ending}"


def assert_shown(page: Reader, all_counted: Iterable[Table]) -> None:
    for counted in all_counted:
        if counted.answered:
            assert page.tables[place_of(counted)][1:] == printed(counted), counted.question.id
        else:
            assert place_of(counted) not in page.tables
        assert base_note(counted, "nb") in page.words


# --- the numbers ---


@pytest.mark.one_database
def test_every_table_on_the_page_is_core_s_own(adviser: Client, round_: Round) -> None:
    counted = tables(dataset_of(round_))
    assert len(counted) == 19
    page = read(adviser, "/runder/2024/resultater/")
    assert_shown(page, counted)
    assert "18 av 18 sentraler har sendt inn" in page.words
    assert "Eksempeldata" in page.words


@pytest.mark.one_database
def test_options_that_nobody_ticked_stay(adviser: Client) -> None:
    page = read(adviser, "/runder/2024/resultater/")
    assert ["Distriktspsykiatrisk senter", "0", "0,0\N{NO-BREAK SPACE}%"] in page.tables["sporsmal-5-tabell"]


def test_each_centre_s_number_is_listed(adviser: Client, round_: Round) -> None:
    dataset = dataset_of(round_)
    shown = read(adviser, "/runder/2024/resultater/").tables["sporsmal-3-sentraler"][1:]
    column = dataset.columns["hosting.people"]
    assert [name for name, _number in shown] == [centre.name for centre in dataset.respondents]
    assert [int(number.removeprefix(ABOUT)) for _name, number in shown] == list(column.values)
    marked = {place for place, (_name, number) in enumerate(shown) if number.startswith("ca.")}
    assert marked == column.approximate


@pytest.mark.parametrize(
    ("area", "by", "code"), [("helseregion-nord", "health_region", "nord"), ("fylke-46", "county", "46")]
)
def test_an_area_has_its_own_tables(adviser: Client, round_: Round, area: str, by: str, code: str) -> None:
    part = in_group(dataset_of(round_), by, code)
    page = read(adviser, f"/runder/2024/resultater/?omrade={area}")
    assert_shown(page, tables(part))
    assert f"{part.base} av {part.base} sentraler har sendt inn" in page.words


@pytest.mark.one_database
@pytest.mark.parametrize(("division", "by"), [("helseregion", "health_region"), ("fylke", "county")])
def test_groups_stand_side_by_side_with_core_s_counts(
    adviser: Client, round_: Round, division: str, by: str
) -> None:
    page = read(adviser, f"/runder/2024/resultater/?del={division}")
    for crossed in cross_tables(dataset_of(round_), by):
        if isinstance(crossed.whole, ChoiceTable):
            assert page.tables[f"{slug_of(crossed.question)}-{by.replace('_', '-')}"] == beside(crossed)


def beside(crossed: CrossTable) -> list[list[str]]:
    heads = ["Svaralternativ", *(part.name for part in crossed.parts), "Alle"]
    rows = [
        [
            option_label(row.label.in_("nb")),
            *(
                str(value) if part.table.answered else "–"
                for value, part in zip(row.values, crossed.parts, strict=True)
            ),
            str(row.total),
        ]
        for row in crossed.rows
    ]
    every = [*(part.table for part in crossed.parts), crossed.whole]
    return [heads, *rows, ["Har svart", *(f"{counted.answered} av {counted.base}" for counted in every)]]


@pytest.mark.one_database
def test_the_order_of_the_bars_changes_the_chart_and_not_the_table(adviser: Client) -> None:
    def chart_and_table(query: str) -> tuple[str, list[list[str]]]:
        page = adviser.get(f"/runder/2024/resultater/sporsmal-5/{query}").content.decode()
        chart = page[page.index("<svg xmlns") : page.index("</svg>", page.index("<svg xmlns"))]
        return chart, Reader(page).tables["sporsmal-5-tabell"]

    by_size, table = chart_and_table("")
    as_asked, same_table = chart_and_table("?rekkefolge=skjema")
    assert table == same_table
    assert by_size.index("Turnuskandidater") < by_size.index("Private aktører")
    assert by_size.index("Helsefagstudenter") < by_size.index("Fylkeskommune")
    assert by_size.index("Turnuskandidater") < by_size.index("Helsefagstudenter")
    assert as_asked.index("Helsefagstudenter") < as_asked.index("Turnuskandidater")


@pytest.mark.one_database
def test_a_question_s_own_page_has_it_by_region_and_county(adviser: Client, round_: Round) -> None:
    page = read(adviser, "/runder/2024/resultater/sporsmal-6/")
    counted = next(counted for counted in tables(dataset_of(round_)) if counted.question.number == 6)
    assert page.tables["sporsmal-6-tabell"][1:] == printed(counted)
    assert page.tables["sporsmal-6-health-region"][0][1:-1] == [
        "Helse Midt-Norge",
        "Helse Nord",
        "Helse Sør-Øst",
        "Helse Vest",
    ]
    assert len(page.tables["sporsmal-6-county"][0]) == 16
    narrowed = read(adviser, "/runder/2024/resultater/sporsmal-6/?omrade=helseregion-nord")
    assert "sporsmal-6-health-region" not in narrowed.tables
    assert narrowed.tables["sporsmal-6-county"][0][1:-1] == ["Nordland", "Troms", "Finnmark"]


@pytest.mark.one_database
def test_every_question_has_a_page_that_leads_to_the_next(adviser: Client, round_: Round) -> None:
    address, visited = "/runder/2024/resultater/sporsmal-1/?omrade=fylke-56", 0
    while address:
        page = adviser.get(address)
        assert page.status_code == 200
        visited += 1
        after = page.content.decode().partition(' rel="next"')
        address = after[0].rpartition('href="')[2].rstrip('"') if after[1] else ""
    assert visited == len(list(round_.form.questions))


# --- what nobody has said ---


@pytest.mark.usefixtures("nobody_has_sent")
def test_a_round_that_nobody_has_answered_shows_no_number(adviser: Client) -> None:
    for address in ("/runder/2025/resultater/", "/runder/2025/resultater/sporsmal-3/"):
        page = read(adviser, address)
        assert "Ingen har sendt inn ennå" in page.words
        assert page.tables == {}
        assert not re.search(r"\b0\b", page.words)
        assert "Frist" in page.words


def send(slug: str, answers: dict[str, object]) -> None:
    """Send a centre's report for 2025, the round that nobody has sent in before."""
    submission = Submission.objects.get(round__report_year=2025, agreement__organisation__slug=slug)
    SubmissionVersion.objects.create(
        submission=submission,
        number=1,
        answers=answers,
        checksum="",
        submitted_at=timezone.now(),
        on_time=True,
    )


@pytest.mark.usefixtures("nobody_has_sent")
def test_numbers_are_provisional_until_all_have_sent(adviser: Client) -> None:
    send("tana", {"enquiries.count": {"value": 7}})
    page = read(adviser, "/runder/2025/resultater/")
    assert "1 av 18 sentraler har sendt inn" in page.words
    assert "Tallene er foreløpige." in page.words
    assert page.tables["sporsmal-1-tabell"][1] == ["Sum", "7"]
    assert "1 av 18 sentraler har svart, 17 mangler." in page.words
    assert page.tables["sporsmal-1-sentraler"].count(["Bodø", "Ikke svart"]) == 1


@pytest.mark.usefixtures("nobody_has_sent")
def test_a_question_that_nobody_answered_has_words_and_no_zeros(adviser: Client) -> None:
    send("tana", {"enquiries.count": {"value": 7}})
    for address in ("/runder/2025/resultater/", "/runder/2025/resultater/?del=fylke"):
        page = read(adviser, address)
        assert "Ingen har svart på dette spørsmålet ennå." in page.words
        assert not any(name.startswith("sporsmal-5") for name in page.tables)
    assert "sporsmal-1-county" in read(adviser, "/runder/2025/resultater/?del=fylke").tables


@pytest.mark.usefixtures("nobody_has_sent")
def test_a_group_where_nobody_answered_has_dashes(adviser: Client) -> None:
    send("tana", {"communication.activities": {"value": ["website"]}})
    heads, *rows, answered = read(adviser, "/runder/2025/resultater/?del=helseregion").tables[
        "sporsmal-6-health-region"
    ]
    assert dict(zip(heads[1:], answered[1:], strict=True))["Helse Vest"] == "0 av 3"
    for row in rows:
        assert dict(zip(heads[1:], row[1:], strict=True))["Helse Vest"] == "–"


@pytest.mark.usefixtures("nobody_has_sent")
def test_an_area_where_nobody_has_sent_says_so_and_can_be_left(adviser: Client) -> None:
    send("tana", {"enquiries.count": {"value": 7}})
    for part in ("", "sporsmal-1/"):
        page = read(adviser, f"/runder/2025/resultater/{part}?omrade=fylke-46")
        assert "Ingen i Vestland har sendt inn ennå" in page.words
        assert page.tables == {}
        assert "Nullstill" in page.words
    assert read(adviser, "/runder/2025/resultater/?omrade=fylke-56").tables


@pytest.mark.usefixtures("nobody_has_sent")
def test_hostile_text_is_shown_as_it_was_written(adviser: Client) -> None:
    hostile = '<script>alert("hei")</script> & <b>=1+1</b>'
    send(
        "tana",
        {
            "enquiries.topics": {"value": hostile},
            "communication.audiences": {"value": ["other"], "specified": {"other": hostile}},
        },
    )
    response = adviser.get("/runder/2025/resultater/").content.decode()
    assert "<script>alert" not in response
    page = Reader(response)
    assert page.tables["sporsmal-2-svar"][1:] == [["Tana", hostile]]
    assert page.tables["sporsmal-7-presisert-1"][1:] == [["Tana", hostile]]


@pytest.mark.one_database
@pytest.mark.parametrize(
    "words", ["ord " * 400, "x" * 2000, "linje\n" * 300, "kort", "y" * (LONGEST_PREVIEW + 1)]
)
@pytest.mark.usefixtures("nobody_has_sent")
def test_a_long_text_is_folded_and_loses_nothing(adviser: Client, words: str) -> None:
    send("tana", {"enquiries.topics": {"value": words}})
    response = adviser.get("/runder/2025/resultater/sporsmal-2/").content.decode()
    assert Reader(response).tables["sporsmal-2-svar"][1:] == [["Tana", words]]
    assert ("Les resten fra Tana" in response) == (len(words) > LONGEST_PREVIEW * 5 // 4)


@pytest.mark.usefixtures("nobody_has_sent")
def test_texts_stand_under_their_group_when_groups_are_asked_for(adviser: Client) -> None:
    send("tana", {"enquiries.topics": {"value": "Kurs"}})
    send("bergen", {"enquiries.topics": {"value": "Søvn"}})
    page = read(adviser, "/runder/2025/resultater/?del=helseregion")
    assert page.tables["sporsmal-2-svar"][1:] == [
        ["Tana", "Helse Nord", "Kurs"],
        ["Bergen", "Helse Vest", "Søvn"],
    ]


def test_more_reports_take_no_more_queries(
    adviser: Client,
    django_assert_max_num_queries: Callable[[int], object],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(places, "FRESH_SECONDS", 60)  # as in production: in tests it asks at every turn
    adviser.get("/runder/2024/resultater/")
    for address in ("/runder/2024/resultater/", "/runder/2024/resultater/?del=fylke"):
        with django_assert_max_num_queries(7):  # type: ignore[attr-defined]
            adviser.get(address)


# --- the choice ---


def test_nonsense_in_the_address_is_as_nothing() -> None:
    for query in (
        "omrade=fylke-99",
        "omrade=<script>",
        "omrade=helseregion-",
        "omrade=__class__-56",
        "del=kommune",
        "rekkefolge=x",
    ):
        assert Choice.read(QueryDict(query), NAMES) == Choice()


def test_the_address_of_a_choice_reads_back_as_the_same_choice() -> None:
    for query in ("", "?omrade=fylke-56", "?omrade=helseregion-nord&del=fylke&rekkefolge=skjema"):
        assert Choice.read(QueryDict(query.removeprefix("?")), NAMES).query == query


def test_an_area_is_not_divided_by_what_it_is_part_of() -> None:
    assert Choice.read(QueryDict("omrade=fylke-56&del=helseregion"), NAMES).divided == ""
    assert Choice.read(QueryDict("omrade=helseregion-nord&del=helseregion"), NAMES).divided == ""
    assert Choice.read(QueryDict("omrade=helseregion-nord&del=fylke"), NAMES).by == "county"


@pytest.mark.one_database
def test_the_page_shows_what_was_chosen_and_keeps_it(adviser: Client) -> None:
    page = adviser.get("/runder/2024/resultater/?omrade=fylke-56&rekkefolge=skjema").content.decode()
    assert '<option value="fylke-56" selected>Finnmark</option>' in page
    assert '<option value="skjema" selected>' in page
    assert "/resultater/sporsmal-5/?omrade=fylke-56&amp;rekkefolge=skjema" in page
    assert "/resultater/tabeller.csv?omrade=fylke-56&amp;rekkefolge=skjema" in page


# --- who may see it ---

PARTS = [
    "",
    "sporsmal-5/",
    "tabeller.csv",
    "tabeller.json",
    "sporsmal-5/tabell.csv",
    "sporsmal-5/tabell.json",
]


def client_at(slug: str) -> Client:
    client = Client()
    client.force_login(Role.objects.filter(organisation__slug=slug)[0].user)
    return client


@pytest.mark.parametrize("part", PARTS)
def test_only_the_directorate_sees_what_is_not_published(adviser: Client, part: str) -> None:
    address = f"/runder/2025/resultater/{part}"
    assert adviser.get(address).status_code == 200
    for client in (Client(), client_at("tana")):
        response = client.get(address)
        assert response.status_code == 403
        assert "Resultatene for 2025 er ikke publisert ennå" in response.content.decode()


def test_who_is_refused_is_told_what_to_do() -> None:
    page = Client().get("/runder/2025/resultater/sporsmal-5/?omrade=fylke-56").content.decode()
    assert "/logg-inn/?next=%2Frunder%2F2025%2Fresultater%2Fsporsmal-5%2F%3Fomrade%3Dfylke-56" in page
    assert (
        "/logg-inn/?next=%2Frunder" not in client_at("tana").get("/runder/2025/resultater/").content.decode()
    )


@pytest.mark.parametrize("part", PARTS)
def test_everyone_sees_what_is_published(round_: Round, part: str) -> None:
    publish(round_)
    for client in (Client(), client_at("tana")):
        assert client.get(f"/runder/2024/resultater/{part}").status_code == 200


def test_the_public_is_not_led_to_the_round_s_overview(round_: Round, adviser: Client) -> None:
    publish(round_)
    assert 'href="/runder/2024/"' not in Client().get("/runder/2024/resultater/").content.decode()
    assert 'href="/runder/2024/"' in adviser.get("/runder/2024/resultater/").content.decode()


def test_years_and_questions_that_are_not_there_are_not_found(adviser: Client) -> None:
    for address in (
        "/runder/1999/resultater/",
        "/runder/2024/resultater/sporsmal-20/",
        "/runder/2024/resultater/hosting.people/",
        "/runder/2024/resultater/sporsmal-20/tabell.csv",
    ):
        assert adviser.get(address).status_code == 404


# --- what is not for everyone ---


def test_what_centres_tell_the_directorate_alone_is_not_published(adviser: Client, round_: Round) -> None:
    publish(round_)
    address = f"/runder/{round_.report_year}/resultater/"
    theirs, everyones = read(adviser, address), read(Client(), address)
    internal = [question for question in round_.form.questions if question.internal]
    assert [question.id for question in internal] == ["centres.comments", "feedback.other"]
    for question in internal:
        assert f"{slug_of(question)}-svar" in theirs.tables
        assert f"{slug_of(question)}-svar" not in everyones.tables
        assert question.text.in_("nb") not in everyones.words
        assert Client().get(f"{address}{slug_of(question)}/").status_code == 404
    public = [question for question in round_.form.questions if not question.internal]
    assert all(question.text.in_("nb") in everyones.words for question in public)


def test_files_leave_out_what_is_not_for_everyone(adviser: Client, round_: Round) -> None:
    publish(round_)
    address = f"/runder/{round_.report_year}/resultater/"
    links = re.findall(r'href="([^"]+\.(?:csv|json)[^"]*)"', Client().get(address).content.decode())
    assert links
    for link in links[:2]:
        public = Client().get(link.replace("&amp;", "&")).content.decode()
        whole = adviser.get(link.replace("&amp;", "&")).content.decode()
        assert "feedback.other" in whole
        assert "feedback.other" not in public
