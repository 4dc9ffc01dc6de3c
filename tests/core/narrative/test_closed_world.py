"""What is open in running text, and what is recognised as something else."""

import pytest

from frisklivsnett.core.narrative.closed_world import Kind, scan
from frisklivsnett.core.narrative.recognised import RULES, recognised

PLANS = ("Nasjonal helse- og sykehusplan 2020–2023", "Helse for alle 2030")


def open_in(words: str, language: str = "nb") -> list[str]:
    return [finding.words for finding in scan(words, language, PLANS)]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("Det var 14 sentraler.", ["14"]),
        ("Fjorten sentraler svarte.", ["Fjorten"]),
        ("Én kommune er koordinator.", ["Én"]),
        ("Bare en svarte.", ["Bare en"]),
        ("En av sentralene svarte.", ["En"]),
        ("Ikke en eneste svarte.", ["Ikke en eneste"]),
        ("Ett av tiltakene.", ["Ett"]),
        ("Alle har plan, de fleste har strategi og ingen har blogg.", ["Alle", "de fleste", "ingen"]),
        ("Nesten alle og om lag halvparten.", ["Nesten alle", "om lag halvparten"]),
        ("Flere svarte enn i fjor.", ["Flere", "enn i fjor"]),
        ("Flere enn i fjor svarte.", ["Flere enn i fjor"]),
        ("Færre kommer på besøk.", ["Færre"]),
        ("Tallet økte, og er uendret siden.", ["økte", "er uendret"]),
        ("Det er en økning og en dobling.", ["en økning", "en dobling"]),
        ("De har hatt mindre samarbeid.", ["hatt mindre"]),
        ("Flest nevner Nav.", ["Flest"]),
        ("To tredeler og hver tredje.", ["To tredeler", "hver tredje"]),
        ("De fikk kr 60 000,- hver.", ["kr 60 000,-", "hver"]),
        ("Veksten var 526 %.", ["Veksten", "526 %"]),
        ("35–60 hospitanter", ["35", "60"]),
        ("3-årig avtale", ["3"]),
        ("ca. 310 personer, over 300 og minst to.", ["ca. 310", "over 300", "minst to"]),
        ("Totalt 2024 personer kom.", ["Totalt 2024"]),
        ("I 2024 personer kom det brev.", ["2024"]),
        ("kapittel 3 %", ["3 %"]),
        ("Få sentraler svarte, og noen få ville.", ["Få", "noen få"]),
        ("Få av sentralene.", ["Få"]),
        ("½ stilling", ["½"]),
        ("versjon 1.2.3", ["1.2.3"]),
    ],
)
def test_a_quantity_that_nothing_stands_behind_is_open(words: str, found: list[str]) -> None:
    assert open_in(words) == found


@pytest.mark.parametrize(
    "words",
    [
        "En utviklingssentral hjelper andre, og er et godt sted.",
        "Ei uke og et år.",
        "De skal få til mer, og kan få hjelp til å få det.",
        "Treårig, tosidig, toppen, seksjon, nitid, ensom, femtedags",
        "Hverandre, allerede, ingeniør, flerårig, mangeårig, ettermiddag",
        "Mer sammenhengende tjenester og mindre byråkrati.",
        "Det handler om høyere utdanning og større fellesskap.",
        "I andre fylker, for det første og for det andre.",
        "Det er en av de viktigste oppgavene.",
        "De møtes hvert år.",
    ],
)
def test_ordinary_words_are_not_quantities(words: str) -> None:
    assert open_in(words) == []


@pytest.mark.parametrize(
    ("language", "words", "found"),
    [
        (
            "nn",
            "Fjorten sentralar, dei fleste, ikkje alle, eitt og éin.",
            ["Fjorten", "dei fleste", "ikkje alle", "eitt", "éin"],
        ),
        ("nn", "Fleire enn i fjor, og talet har auka.", ["Fleire enn i fjor", "har auka"]),
        ("nn", "Ein sentral er eit godt stad.", []),
        ("nn", "Somme seier at nokre få slutta.", ["Somme", "nokre få"]),
        (
            "en",
            "Fourteen centres, most of them, not all, and one more.",
            ["Fourteen", "most", "not all", "one"],
        ),
        ("en", "More than last year, and it increased.", ["More than last year", "increased"]),
        ("en", "A centre goes to another, and no longer alone.", []),
        ("en", "Two thirds, half and 60,000 kroner.", ["Two thirds", "half", "60,000 kroner"]),
    ],
)
def test_nynorsk_and_english_have_word_lists_of_their_own(
    language: str, words: str, found: list[str]
) -> None:
    assert open_in(words, language) == found


@pytest.mark.parametrize(("rule", "example"), [(rule, e) for rule in RULES for e in rule.examples])
def test_each_rule_recognises_its_examples_whole(rule: object, example: str) -> None:
    spans = recognised(f"x {example} y")
    assert any(start <= 2 and end >= 2 + len(example) for start, end in spans)
    assert set(rule.says) == {"nb", "nn", "en"}  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "words",
    [
        "Frist er 1. april 2025 kl. 10.42, jf. § 3-2 og Meld. St. 16 (2010–2011).",
        "Nasjonal helse- og sykehusplan 2020-2023 og HELSE  FOR ALLE 2030",
        "Se kapittel 2.4, tabell 1 og figur 2. Oppgavene 1–8 står i vedlegg 4.",
        "Rapporten 2024 gjelder i 2024, siden 2015 og avtaleperioden 2023–2025.",
        "COVID-19 og ICD-10, se https://example.no/a/123 eller IS-1896.",
    ],
)
def test_dates_laws_references_and_names_are_recognised(words: str) -> None:
    assert open_in(words) == []


def test_a_name_recognises_only_itself() -> None:
    assert open_in("Helse for alle 2030 er for alle.") == ["alle"]
    assert open_in("Helse for alle 2031") == ["alle", "2031"]


def test_findings_tell_their_kind_and_what_to_do() -> None:
    findings = scan("Alle 14 økte.", "nb")
    assert [finding.kind for finding in findings] == [Kind.QUANTIFIER, Kind.NUMBER, Kind.TREND]
    assert findings[1].message.in_("nb") == (
        "Tallet «14» er ikke knyttet til noe. Knytt det til en formel, eller la noen gå god for det."
    )
    assert set(findings[0].message) == {"nb", "nn", "en"}


@pytest.mark.parametrize("hidden", ["\u00ad", "\u200b", "\u200d", "\u2060", "\ufeff"])
def test_a_number_cannot_hide_behind_characters_that_do_not_show(hidden: str) -> None:
    words = f"De fjor{hidden}ten al{hidden}le"
    assert open_in(words) == [f"fjor{hidden}ten", f"al{hidden}le"]


@pytest.mark.parametrize("character", ["\x00", "\x1b", "\u202e", "\ufffe"])
def test_control_characters_are_found_at_their_place(character: str) -> None:
    (finding,) = scan(f"abc{character}d", "nb")
    assert (finding.start, finding.end, finding.kind) == (3, 4, Kind.CHARACTER)
    assert f"U+{ord(character):04X}" in finding.message.in_("nb")


@pytest.mark.parametrize("number", ["٣", "１４", "²", "Ⅳ", "¾"])
def test_numbers_of_other_scripts_and_signs_are_open_too(number: str) -> None:
    assert open_in(f"Det var {number} der.") == [number]
