"""Checking and refreshing a whole source."""

import pytest
from tests.core.narrative.examples import evidence

from frisklivsnett.core.narrative import Checker, Inclusion, Kind, SourceError, Verdict, check, refresh
from frisklivsnett.core.narrative.checking import LONGEST_SOURCE
from frisklivsnett.core.narrative.source import claim_at, starts_sentence

EVIDENCE = evidence()
SOURCE = """# Resultater {#results}

[14](=count communication.activities.conference_talks) sentraler har holdt innlegg, jf. § 3-2.
[Alle](=all communication.activities.plan) har plan, og mange har strategi.

1. [](=quantity communication.activities.local_media) har vært i avisen ([lenke](https://example.no/17)).
2. [§ 3-99](=attest "Kari Nordmann" "Lovdata" 2025-04-02) gjelder.

![Figur over 7 ting](=figure communication.activities)

[Fire](=cuont open) sentraler.
"""


def test_every_claim_gets_its_verdict_and_its_place() -> None:
    checked = check(SOURCE, EVIDENCE, "nb")
    assert [placed.claim.verdict.value for placed in checked.claims] == [
        "true",
        "false",
        "true",
        "attested",
        "open",
    ]
    for placed in checked.claims:
        assert SOURCE[placed.words_start : placed.words_end] == placed.claim.words
        assert SOURCE[placed.start] == "["
        assert SOURCE[placed.end - 1] == ")"
    start, end = checked.claims[-1].error
    assert SOURCE[start:end] == "cuont"
    assert checked.count(Verdict.TRUE) == 2
    assert not checked.publishable


def test_open_words_outside_claims_are_found_at_their_place() -> None:
    checked = check(SOURCE, EVIDENCE, "nb")
    assert [SOURCE[finding.start : finding.end] for finding in checked.findings] == ["mange", "over 7"]


def test_inclusions_are_left_to_the_document() -> None:
    (inclusion,) = check(SOURCE, EVIDENCE, "nb").inclusions
    assert isinstance(inclusion, Inclusion)
    assert (inclusion.caption, inclusion.formula) == ("Figur over 7 ting", "figure communication.activities")
    assert SOURCE[inclusion.start] == "!"


def test_the_pieces_put_together_are_the_source() -> None:
    checked = check(SOURCE, EVIDENCE, "nb")
    assert "".join(p if isinstance(p, str) else SOURCE[p.start : p.end] for p in checked.pieces) == SOURCE


def test_a_report_where_all_is_bound_may_be_published() -> None:
    source = "[De fleste](=quantity communication.activities.plan) har plan i 2024."
    assert check(source, EVIDENCE, "nb").publishable


def test_refresh_mends_what_is_false_or_empty_and_nothing_else() -> None:
    refreshed = refresh(SOURCE, EVIDENCE, "nb")
    assert refreshed == SOURCE.replace("[Alle]", "[De fleste]").replace(
        "[](=quantity", "[Nesten alle](=quantity"
    )


@pytest.mark.parametrize(
    ("words", "formula", "refreshed"),
    [
        (
            "12 utviklingssentraler",
            "count communication.activities.conference_talks",
            "14 utviklingssentraler",
        ),
        ("**Tretten**", "count open", "**Seks**"),
        ("13", "count open", "6"),
        ("12 av 18", "count open", "6 av 18"),
        ("Alle", "quantity communication.activities.plan", "De fleste"),
        ("70 %", "share communication.activities.plan", "89\u00a0%"),
        ("70,5 %", "share communication.activities.plan", "88,9\u00a0%"),
        ("en nedgang", "trend communication.audiences.nav", "en økning"),
        ("gikk ned", "trend communication.audiences.nav", "økte"),
        ("Færre enn i fjor", "trend communication.audiences.nav", "Flere enn i fjor"),
        ("fem færre", "difference communication.audiences.nav", "fire flere"),
        ("ca. 290 personer", "sum hosting.people", "ca.\u00a0310"),
        ("Tana og Oslo", "list communication.activities.blog", "Tana, Harstad og Bodø"),
        ("46 kommuner", "sum hosting.organisations", "47 kommuner"),
        ("minst 14", "count communication.activities.conference_talks", "minst 14"),
        ("to sentraler", 'count communication.audiences.other as "sentral/sentraler"', "Én sentral"),
    ],
)
def test_refresh_keeps_the_authors_manner(words: str, formula: str, refreshed: str) -> None:
    source = f"I år [{words}](={formula}) der."
    expected = (
        refreshed if words[0].isupper() or refreshed[0].islower() else refreshed[0].lower() + refreshed[1:]
    )
    assert refresh(source, EVIDENCE, "nb") == f"I år [{expected}](={formula}) der."


def test_a_claim_without_words_is_written_with_a_capital_where_a_sentence_begins() -> None:
    claim = "[](=quantity communication.activities.local_media)"
    for before, capital in [
        ("", True),
        ("Slik er det. ", True),
        ("Slik er det ", False),
        ("Se ca. ", False),
        ("Slik er det.\n", True),
        ("Slik er det\n", False),
        ("Slik.\n\n", True),
        ("- ", True),
        ("12. ", True),
        ("> ", True),
        ("| x | ", False),
        ("# ", True),
        ("Er det? **", True),
        ("«", True),
        ("1. april 2025. ", True),
        ("Fristen er 1. ", False),
        ("[14](=count open). ", True),
        ("[14](=count open) ", False),
    ]:
        printed = check(before + claim, EVIDENCE, "nb").claims[-1].claim.printed
        assert printed == ("Nesten alle" if capital else "nesten alle"), before


def test_the_document_layer_asks_where_sentences_begin_in_the_same_way() -> None:
    assert starts_sentence("Slik. ", 6)
    assert not starts_sentence("Slik, ", 6)


@pytest.mark.parametrize(
    ("source", "formula", "words"),
    [
        ("[14](=count open)", "count open", "14"),
        ("[](=count open)", "count open", ""),
        ("[a [b] c](=count open)", "count open", "a [b] c"),
        ("[a\\] b](=count open)", "count open", "a\\] b"),
        ("[x](=count (open or open.no) and open)", "count (open or open.no) and open", "x"),
        ('[x](=attest "a) b" "c (d" 2025-01-01)', 'attest "a) b" "c (d" 2025-01-01', "x"),
        ("[a\nb](=count\nopen)", "count\nopen", "a\nb"),
    ],
)
def test_a_claim_is_read_whole(source: str, formula: str, words: str) -> None:
    found = claim_at(f"før {source} etter", 4)
    assert found is not None
    assert (found.formula, found.words, found.end) == (formula, words, 4 + len(source))


@pytest.mark.parametrize(
    "source",
    [
        "[14](count open)",
        "[14] (=count open)",
        "[14](=count open",
        "[1\n\n4](=count open)",
        "14](=x)",
        "[[[[[",
    ],
)
def test_what_is_no_claim_is_not_read_as_one(source: str) -> None:
    assert claim_at(source, 0) is None


@pytest.mark.parametrize("source", ["Her er [14](=count open og slutt.", "Her er 14](=count open)."])
def test_a_broken_claim_is_said_so_and_its_number_is_open(source: str) -> None:
    checked = check(source, EVIDENCE, "nb")
    kinds = {finding.kind for finding in checked.findings}
    assert kinds == {Kind.BROKEN_CLAIM, Kind.NUMBER}
    assert checked.claims == ()


def test_an_escaped_bracket_and_code_are_text() -> None:
    checked = check("\\[14](=count open) og `[15](=count open)`", EVIDENCE, "nb")
    assert checked.claims == ()
    assert [finding.words for finding in checked.findings if finding.kind is Kind.NUMBER] == ["14", "15"]


def test_what_is_not_printed_is_not_scanned() -> None:
    source = '## Mål {#maal-2}\n\n1. første\n2. andre\n\n[lenke](https://a.no/4 "tittel") og [](#figur-7)'
    assert check(source, EVIDENCE, "nb").findings == ()


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("Det kom\n14. sentraler", ["14"]),  # in the midst of a paragraph it is no list item
        ("- punkt\n  14 av", ["14"]),
        ("svarte](14) ikke", ["14"]),  # no link: it is printed as it stands
        ("[^3] og <!-- 6 --> og {#x2}", ["3", "6", "2"]),  # no footnote, no comment, no name: printed
        ("&#49;4 og &frac12; og t&#111;", ["&#49;", "49", "4", "&frac12;", "12", "&#111;", "111"]),
    ],
)
def test_what_is_printed_is_scanned_though_it_looks_like_markup(source: str, found: list[str]) -> None:
    assert sorted(f.words for f in check(source, EVIDENCE, "nb").findings) == sorted(found)


@pytest.mark.parametrize(
    ("source", "beside"),
    [
        ("Nesten [alle](=all communication.activities.social_pages) har det.", "Nesten"),
        ("Det er ikke [alle](=all communication.activities.social_pages).", "ikke"),
        ("Mer enn **[14](=count communication.activities.conference_talks)** har det.", "Mer enn"),
        ("Det er [14](=count communication.activities.conference_talks) prosent.", "prosent"),
        ("Det er [14](=count communication.activities.conference_talks) %.", "%"),
        ("Det er [seks](=count open) tusen.", "tusen"),
        ("Det er minst [](=count open).", "minst"),
    ],
)
def test_a_word_beside_a_claim_that_changes_its_meaning_is_open(source: str, beside: str) -> None:
    findings = check(source, EVIDENCE, "nb").findings
    assert beside in [f.words for f in findings if f.kind is Kind.ADJOINING]


@pytest.mark.parametrize(
    "source",
    [
        'Bare [seks](=count open) har det, og det er ikke mange om [det](=attest "Kari" "brev" 2025-01-01).',
        "Det gjelder ikke [Tana, Harstad og Bodø](=list communication.activities.blog).",
        "Til sammen [seks](=count open). Ikke flere.",
    ],
)
def test_other_words_beside_a_claim_are_let_be(source: str) -> None:
    assert [f for f in check(source, EVIDENCE, "nb").findings if f.kind is Kind.ADJOINING] == []


def test_marks_within_a_word_do_not_hide_a_number() -> None:
    source = "fjor**ten** og 1\\.5 og `al`le"
    assert [f.words for f in check(source, EVIDENCE, "nb").findings] == ["fjor**ten", "1\\.5", "al`le"]


def test_emphasis_inside_a_phrase_hides_nothing() -> None:
    findings = check("Nesten **alle** og _14_ sentraler, *de* fleste.", EVIDENCE, "nb").findings
    assert [" ".join(f.words.replace("*", "").split()) for f in findings] == [
        "Nesten alle",
        "14",
        "de fleste",
    ]


def test_a_number_split_by_a_claim_is_still_open() -> None:
    assert [f.words for f in check("[6](=count open) av 18 sentraler", EVIDENCE, "nb").findings] == ["18"]


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(ValueError, match="nb, nn, en"):
        Checker(EVIDENCE, "se")


def test_a_source_too_long_to_be_a_report_is_refused_with_a_message() -> None:
    with pytest.raises(SourceError) as caught:
        check("a" * (LONGEST_SOURCE + 1), EVIDENCE, "nb")
    assert "grensen er" in caught.value.message.in_("nb")


@pytest.mark.parametrize(
    "source",
    [
        "[" * 300_000,
        "](=" * 100_000,
        "[14](=count " * 25_000,
        "[x](=" + "(" * 300_000,
        "[x](=count " + "(" * 900 + "open" + ")" * 900 + ")",
        "`" * 300_000,
        "![" * 150_000,
        "[[x](=count open)" * 15_000,
        "\\" * 300_000,
        "*_" * 150_000,
        "9" * 300_000,
        "1 " * 150_000,
        "9 999 " * 50_000,
        "§ 1-1, " * 40_000,
        "flere enn " * 30_000,
        "hundre tusen og " * 20_000,
        "\x00" * 100_000,
        "\u00ad" * 300_000,
        "i 2024 og " * 30_000,
        "A" * 300_000 + "1",
        "a@" * 150_000,
        "<!--" * 75_000,
        "](" * 150_000,
        '[](=attest "a" "b" 2025-01-01) ' * 8_000,
    ],
    ids=range(24),
)
def test_hostile_sources_are_checked_to_their_end(source: str) -> None:
    part = source[: len(source) // 5]
    checked = check(part, EVIDENCE, "nb")  # were it quadratic, it would be minutes
    assert checked.source is part


def test_two_hundred_claims_are_each_checked() -> None:
    line = "I 2024 har [14](=count communication.activities.conference_talks) sentraler holdt innlegg, jf. § 3-2. "
    more = "[ca. 310](=sum hosting.people) kom, [flere enn i fjor](=trend communication.audiences.nav), sier de.\n\n"
    source = (line + more) * 67
    fresh = evidence()
    checked = check(source, fresh, "nb")
    assert len(checked.claims) == 201
