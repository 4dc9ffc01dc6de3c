"""Documents to write in the tests: a report like the real one, and builders for small parts."""

from collections.abc import Sequence
from fractions import Fraction

from frisklivsnett.core.documents.model import (
    Block,
    Callout,
    Cell,
    Chart,
    ChartKind,
    ColumnHead,
    DataTable,
    Document,
    Emphasis,
    Figure,
    Footnote,
    Heading,
    Inline,
    Link,
    ListBlock,
    Paragraph,
    Plain,
    Reference,
    Strong,
    TableBlock,
)
from frisklivsnett.core.numbers import percent

BASE = 18
ACTIVITIES = (
    ("Vi har en egen kommunikasjonsstrategi", 11),
    ("Vi har egen plan for informasjonsspredning", 16),
    ("Vi har bidratt til regionale/nasjonale medieoppslag", 9),
    ("Vi har bidratt til oppslag i lokale medier", 17),
    ("Vi har holdt innlegg på regionale og nasjonale konferanser ol.", 14),
    ("Vi har egen nettside med informasjon om vårt tilbud som oppdateres regelmessig", 16),
    ("Vi har egne sider på sosiale medier", 18),
    ("Vi benytter sosiale medier regelmessig", 17),
    ("Vi sprer informasjon fra Helsedirektoratet", 17),
    ("Vi har ikke drevet systematisk informasjonsarbeid", 0),
)
VISITORS = (
    ("2014", 178, 45), ("2015", 186, 53), ("2016", 198, 38), ("2017", 181, 44), ("2018", 150, 46),
    ("2019", 260, 45), ("2020", 61, 25), ("2021", 67, 13), ("2022", 104, 25), ("2024", 310, 47),
)  # fmt: skip
CENTRES = (
    "Tana", "Harstad", "Bodø", "Alstahaug", "Kristiansund", "Stavanger", "Bergen", "Askøy", "Trondheim", "Modum",
    "Drammen", "Åsnes", "Nordre Follo", "Fredrikstad", "Tønsberg", "Bydel Stovner", "Bydel Nordre Aker",
    "Kristiansand",
)  # fmt: skip
PROSE = (
    "Utviklingssentralene bidrar til å etablere og utvikle kommunale frisklivs-, lærings- og mestringstilbud i egen "
    "region. De deltar i nasjonalt utviklingsarbeid og på samlinger som Helsedirektoratet arrangerer, og de tar imot "
    "henvendelser fra kommuner som er i oppstartsfasen. Kvalitets- og utviklingsarbeidet følger anbefalingene i "
    "veilederen for kommunale frisklivssentraler. "
)


def paragraph(*content: Inline | str) -> Paragraph:
    return Paragraph(tuple(Plain(each) if isinstance(each, str) else each for each in content))


def counts(rows: Sequence[tuple[str, int]], base: int = BASE) -> DataTable:
    heads = (
        ColumnHead("Svaralternativ"),
        ColumnHead("Antall", numeric=True),
        ColumnHead("Andel", numeric=True),
    )
    return DataTable(
        heads,
        tuple(
            (Cell(label), Cell(str(n), n), Cell(percent(Fraction(n, base), "nb"), Fraction(n, base)))
            for label, n in rows
        ),
    )


def bars(block_id: str = "activities", rows: Sequence[tuple[str, int]] = ACTIVITIES) -> Figure:
    return Figure(
        id=block_id,
        caption="Systematisk kommunikasjonsarbeid. Antall utviklingssentraler. 2024",
        table=counts(rows),
        chart=Chart(ChartKind.BARS, unit="Antall utviklingssentraler", limit=BASE, sort=True),
        alt="Liggende stolper, én for hvert svaralternativ. Alle sentralene har egne sider på sosiale medier.",
        note="n = 18 av 18 utviklingssentraler. Flere svar var mulig. Andelene er avrundet til én desimal. "
        "Kilde: Årsrapportene fra utviklingssentralene, 2024.",
    )


def visitors(kind: ChartKind, block_id: str = "visitors") -> Figure:
    heads = (ColumnHead("År"), ColumnHead("Personer", numeric=True), ColumnHead("Kommuner", numeric=True))
    rows = tuple(
        (Cell(year), Cell(str(people), people), Cell(str(places), places))
        for year, people, places in VISITORS
    )
    series = (1,) if kind is ChartKind.COLUMNS else (1, 2)
    return Figure(
        id=block_id,
        caption="Hospitanter hos utviklingssentralene og kommunene de kom fra. 2014–2024",
        table=DataTable(heads, rows),
        chart=Chart(kind, series=series, unit="Antall"),
        alt="Antallet økte til 260 i 2019, falt til 61 i 2020 og var 310 i 2024. Tall for 2023 mangler.",
        note="Tall for 2023 er ikke publisert. Tallet for 2024 er omtrentlig.",
    )


def centres_table(block_id: str = "centres") -> TableBlock:
    heads = (ColumnHead("Utviklingssentral"), ColumnHead("Fylke"), ColumnHead("Tilskudd (kr)", numeric=True))
    rows = tuple(
        (Cell(name), Cell("Fylket der sentralen ligger"), Cell("60 000", 60_000)) for name in CENTRES
    )
    total = (Cell("I alt"), Cell(""), Cell("1 080 000", 1_080_000))
    return TableBlock(block_id, "Utviklingssentralene i avtaleperioden 2023–2025", DataTable(heads, rows, total),
                      "Avtaler som gjelder i 2024. Kilde: Helsedirektoratet.")  # fmt: skip


def wide_table(columns: int, block_id: str = "wide") -> TableBlock:
    heads = (ColumnHead("Sentral"), *(ColumnHead(f"Oppgave {n}", numeric=True) for n in range(1, columns)))
    rows = tuple(
        (Cell(name), *(Cell(str(place * n), place * n) for n in range(1, columns)))
        for place, name in enumerate(CENTRES)
    )
    return TableBlock(block_id, "Alle oppgavene, sentral for sentral", DataTable(heads, rows))


def report(*, sample: bool = True, repeat: int = 1) -> Document:
    """A report with everything in it. ``repeat`` makes it longer: some 9 pages for each."""
    blocks: list[Block] = [
        Heading(1, "Sammendrag", "summary", numbered=False),
        Paragraph(
            (Plain("I 2024 hadde Norge 18 utviklingssentraler. Denne rapporten sier hva de gjorde."),),
            lead=True,
        ),
        paragraph(
            "Hovedtallene står i ", Reference("centres"), ". ", Reference("activities"), " viser resten."
        ),
    ]
    for number in range(repeat):
        blocks += _chapters("" if number == 0 else f"-{number}")
    blocks += [
        Heading(1, "Spørreskjemaet", "form", appendix=True),
        Heading(2, "Henvendelser og hospitering", "form-1"),
        ListBlock(tuple((paragraph(f"Spørsmål {n}?"),) for n in range(1, 6)), ordered=True),
    ]
    return Document(
        title="Utviklingssentralenes arbeid i 2024",
        subtitle="Nasjonal rapport fra ordningen med utviklingssentraler for frisklivssentraler",
        language="nb",
        blocks=tuple(blocks),
        publisher="Helsedirektoratet",
        date="1. juni 2025",
        description="Hva de 18 utviklingssentralene gjorde i 2024.",
        identifier="rapport-2024",
        facts=(("Rapporteringsår", "2024"), ("Sentraler", "18 av 18 har svart"), ("Frist", "1. april 2025")),
        sample=sample,
        sample_notice="Rapporten er laget av eksempeldata. Tallene er ikke ekte." if sample else "",
        keywords=("frisklivssentral", "utviklingssentral"),
    )


def _chapters(end: str) -> list[Block]:
    law = Link((Plain("helse- og omsorgstjenesteloven"),), "https://lovdata.no/lov/2011-06-24-30")
    return [
        Heading(1, "Bakgrunn, mål og metode", f"background{end}"),
        Heading(2, "Bakgrunn", f"history{end}"),
        paragraph(PROSE, Footnote((Plain("Jf. § 3-2 i "), law, Plain("."))), " ", Strong((Plain("Hver"),)), " får ",
                  Emphasis((Plain("tilskudd"),)), " hvert år."),
        paragraph(PROSE * 2),
        ListBlock(tuple((paragraph(f"Oppgave {n}: {PROSE[:90]}"),) for n in range(1, 5))),
        Heading(2, "Metode", f"method{end}"),
        paragraph(PROSE, "Se ", Reference("form"), " og ", Reference(f"centres{end}"), "."),
        centres_table(f"centres{end}"),
        Heading(1, "Resultater", f"results{end}"),
        Heading(2, "Hospitering", f"hosting{end}"),
        paragraph("Totalt ca. 310 personer hospiterte i 2024 (", Reference(f"visitors{end}"), ").",
                  Footnote((Plain("To kommuner er usikre på tallet."),))),
        visitors(ChartKind.COLUMNS, f"visitors{end}"),
        visitors(ChartKind.LINES, f"lines{end}"),
        Heading(2, "Kommunikasjon", f"communication{end}"),
        paragraph(PROSE * 3),
        bars(f"activities{end}"),
        Callout("Kommentar til kommunikasjonsarbeidet", (paragraph(PROSE), paragraph("Se ", Reference(f"method{end}"))),
                "comment"),
        Heading(3, "Målgrupper", f"audiences{end}"),
        paragraph(PROSE * 4),
        wide_table(7, f"wide{end}"),
    ]  # fmt: skip
