"""The verdict on an author's words."""

import pytest
from tests.core.narrative.examples import current, evidence

from frisklivsnett.core.forms.model import Answer
from frisklivsnett.core.narrative import Checker, Evidence, Verdict

EVIDENCE = evidence()
TALKS = "count communication.activities.conference_talks"  # 14 of 18
PLAN = "count communication.activities.plan"  # 16
PEOPLE = "sum hosting.people"  # about 310
BLOG = "list communication.activities.blog"  # Tana, Harstad, Bodø


def verdict(formula: str, words: str, language: str = "nb", of: Evidence = EVIDENCE) -> bool:
    claim = Checker(of, language).resolve(formula, words)
    assert claim.verdict in (Verdict.TRUE, Verdict.FALSE), claim.explanation.in_("nb")
    return claim.verdict is Verdict.TRUE


TRUE = [
    (TALKS, "14"),
    (TALKS, "fjorten"),
    (TALKS, "Fjorten"),
    (TALKS, "14 utviklingssentraler"),
    (TALKS, "14 av 18"),
    (TALKS, "14 av de 18"),
    (TALKS, "minst 14"),
    (TALKS, "minst ti"),
    (TALKS, "over 13"),
    (TALKS, "høyst 14"),
    (TALKS, "de fleste"),
    (TALKS, "mange"),
    (TALKS, "flere"),
    (TALKS, "ikke alle"),
    (TALKS, "over halvparten"),
    (TALKS, "kun 14"),
    (TALKS, "de fleste (14 av 18)"),
    ("count communication.audiences.press", "to av tre"),
    ("count communication.audiences.press", "to tredeler"),
    ("count communication.audiences.press", "tolv"),
    (TALKS, "om lag tre av fire"),
    ("count communication.audiences.other", "én"),
    ("count communication.audiences.other", "ett"),
    ("count communication.audiences.other", "En sentral"),
    ("count communication.audiences.other", "bare en"),
    ("count communication.audiences.other", "kun én sentral"),
    ("count communication.audiences.other", "få"),
    ("all communication.activities.social_pages", "alle"),
    ("all communication.activities.social_pages", "Samtlige"),
    ("all communication.activities.social_pages", "18 av 18"),
    ("none communication.activities.none", "ingen"),
    ("none communication.activities.none", "0 av 18"),
    ("count communication.activities.local_media", "nesten alle"),
    ("count communication.activities.national_media", "halvparten"),
    ("count communication.activities.national_media", "om lag halvparten"),
    (PEOPLE, "ca. 310"),
    (PEOPLE, "om lag 300"),
    (PEOPLE, "over 300"),
    (PEOPLE, "nesten 320"),
    (PEOPLE, "drøyt 300 personer"),
    (PEOPLE, "omtrent tre hundre og ti"),
    ("sum hosting.organisations", "47"),
    ("sum hosting.organisations", "ca. 47"),
    ("sum hosting.organisations", "førtisju"),
    ("sum hosting.organisations", "47 kommuner"),
    ("mean hosting.organisations", "2,6"),
    ("mean hosting.organisations", "2,61"),
    ("mean hosting.organisations", "om lag 2,6"),
    ("share communication.activities.conference_talks", "78 %"),
    ("share communication.activities.conference_talks", "77,8 prosent"),
    ("share communication.activities.conference_talks", "om lag 80 %"),
    ("share communication.activities.conference_talks", "over 75 %"),
    ("share communication.activities.conference_talks", "14 av 18"),
    ("share communication.audiences.press", "to av tre"),
    ("count where hosting.people between 35 and 60", "Fire utviklingssentraler hadde 35–60"),
    ("count where hosting.people between 35 and 60", "fire hadde mellom 35 og 60"),
    ("count where hosting.people >= 35", "Fire tok imot minst 35"),
    (BLOG, "Tana, Harstad og Bodø"),
    (BLOG, "Bodø, Tana og Harstad"),
    (BLOG, "Tana, Harstad og Bodø kommuner"),
    (BLOG, "Sentralene i Tana, Harstad og Bodø"),
    ("list communication.activities.none", "ingen"),
    ("fact coordinator", "Stavanger"),
    ("fact coordinator", "Stavangers"),
    ("fact coordinator", "Stavanger kommune"),
    ("genitive fact coordinator", "Stavangers"),
    ("options not chosen communication.audiences", "Private aktører"),
    ("most communication.audiences.population", "flest"),
    ("most communication.audiences", "befolkningen"),
    ("rank communication.audiences.gps", "andre"),
    ("trend communication.audiences.nav", "flere enn i fjor"),
    ("trend communication.audiences.nav", "flere enn i 2023"),
    ("trend communication.audiences.nav", "flere"),
    ("trend communication.audiences.nav", "økte"),
    ("trend communication.audiences.nav", "en økning"),
    ("trend communication.audiences.politicians", "doblet"),
    ("trend communication.activities.strategy", "færre enn i fjor"),
    ("trend communication.activities.plan", "like mange som i fjor"),
    ("trend communication.activities.plan", "uendret"),
    ("trend hosting.people from 2019", "har økt"),
    ("trend hosting.people from 2019", "flere enn i 2019"),
    ("difference communication.audiences.nav", "fire flere"),
    ("difference communication.audiences.nav", "4"),
    ("difference communication.activities.strategy", "to færre enn i fjor"),
    ("difference share communication.audiences.nav", "22,2 prosentpoeng"),
    ("growth hosting.people from 2019", "19 %"),
    ("growth hosting.people from 2019", "en økning på 19 %"),
    ("compare communication.audiences.nav with communication.audiences.press", "Flere"),
    ("share open > 30 %", "vanlig"),
    ("fact grant.per_centre", "ca. 60 000 kroner"),
    ("fact grant.per_centre", "ca. kr 60 000"),
    ("fact grant.coordinator", "kr. 70 000,-"),
    ("fact grant.coordinator", "70.000 kr"),
    ("fact deadline", "1. april 2025"),
    ("fact deadline", "01.04.2025"),
    ("fact coverage.municipalities", "66 %"),
    ("fact agreements.first_year", "2023"),
    ("year", "2024"),
    ('count communication.audiences.other as "sentral/sentraler"', "én sentral"),
]

FALSE = [
    (TALKS, "13"),
    (TALKS, "femten"),
    (TALKS, "alle"),
    (TALKS, "nesten alle"),
    (TALKS, "halvparten"),
    (TALKS, "få"),
    (TALKS, "ingen"),
    (TALKS, "over 14"),
    (TALKS, "minst 15"),
    (TALKS, "under 14"),
    (TALKS, "14 av 17"),
    (TALKS, "to av tre"),
    (TALKS, "7 av 9"),
    (TALKS, "14 %"),
    (TALKS, "78 %"),
    (TALKS, "14,5"),
    (TALKS, "14 kroner"),
    (TALKS, "ikke 14"),
    (TALKS, "14 eller 15"),
    (TALKS, "14 med flere tilbud"),
    (TALKS, "flere med 14 tilbud"),
    (TALKS, "de fleste (13 av 18)"),
    (PEOPLE, "ca. 311"),
    (PEOPLE, "om lag 320"),
    (TALKS, "sentralene"),
    (TALKS, "flere enn i fjor"),
    (TALKS, "1.4"),
    ("count communication.audiences.other", "ingen"),
    ("count communication.audiences.other", "flere"),
    ("all communication.activities.plan", "alle"),
    ("all communication.activities.plan", "16 av 17"),
    ("none communication.audiences.other", "ingen"),
    (PEOPLE, "310"),
    (PEOPLE, "310 personer"),
    (PEOPLE, "ca. 290"),
    (PEOPLE, "over 310"),
    (PEOPLE, "ca. 310 kroner"),
    (PEOPLE, "mange"),
    ("sum hosting.organisations", "46"),
    ("sum hosting.organisations", "47 %"),
    ("mean hosting.organisations", "3"),
    ("mean hosting.organisations", "2,5"),
    ("share communication.activities.conference_talks", "77 %"),
    ("share communication.activities.conference_talks", "78"),
    ("share communication.activities.conference_talks", "14 av 17"),
    ("count where hosting.people between 35 and 60", "Fire hadde over 35"),
    ("count where hosting.people between 35 and 60", "Tre hadde 35–60"),
    ("count where hosting.people between 35 and 60", "35–60"),
    ("count where hosting.people >= 35", "Fire tok imot under 35"),
    (BLOG, "Tana og Harstad"),
    (BLOG, "Tana, Harstad, Bodø og Oslo"),
    (BLOG, "Tana, Harstad, Bodø og Bergen"),
    (BLOG, "Tana, Harstad og ikke Bodø"),
    (BLOG, "tre"),
    ("list communication.activities.none", "Tana"),
    ("fact coordinator", "Bergen"),
    ("options not chosen communication.audiences", "private aktører og presse"),
    ("most communication.audiences.nav", "flest"),
    ("most communication.audiences.population", "færrest"),
    ("rank communication.audiences.gps", "første"),
    ("trend communication.audiences.nav", "færre enn i fjor"),
    ("trend communication.audiences.nav", "flere enn i 2022"),
    ("trend communication.audiences.nav", "flere enn tidligere"),
    ("trend communication.audiences.nav", "ikke flere"),
    ("trend communication.audiences.nav", "uendret"),
    ("trend communication.audiences.nav", "doblet"),
    ("trend communication.audiences.nav", "14"),
    ("trend hosting.people from 2019", "flere enn i fjor"),
    ("trend hosting.people from 2021", "flere enn i 2021"),
    ("difference communication.audiences.nav", "fire færre"),
    ("difference communication.audiences.nav", "fem flere"),
    ("difference share communication.audiences.nav", "22,2 %"),
    ("growth hosting.people from 2019", "en nedgang på 19 %"),
    ("growth hosting.people from 2019", "18 %"),
    ("compare communication.audiences.nav with communication.audiences.press", "Færre"),
    ("share open > 40 %", "vanlig"),
    ("share open > 30 %", "alle"),
    ("share open > 30 %", "ikke vanlig"),
    ("fact grant.per_centre", "60 000 kroner"),
    ("fact grant.coordinator", "70 000"),
    ("fact grant.coordinator", "60 000 kroner"),
    ("fact deadline", "2. april 2025"),
    ("fact agreements.first_year", "2024"),
    ('count communication.audiences.other as "sentral/sentraler"', "én sentraler"),
]


@pytest.mark.parametrize(("formula", "words"), TRUE)
def test_words_that_the_data_bear_out_are_true(formula: str, words: str) -> None:
    assert verdict(formula, words)


@pytest.mark.parametrize(("formula", "words"), FALSE)
def test_words_that_the_data_do_not_bear_out_are_false(formula: str, words: str) -> None:
    assert not verdict(formula, words)


@pytest.mark.parametrize(
    ("language", "formula", "words", "true"),
    [
        ("nn", TALKS, "fjorten", True),
        ("nn", TALKS, "dei fleste", True),
        ("nn", TALKS, "ikkje alle", True),
        ("nn", TALKS, "ingen", False),
        ("nn", "count communication.audiences.other", "berre ein", True),
        ("nn", "count communication.audiences.other", "eitt", True),
        ("nn", "trend communication.audiences.nav", "fleire enn i fjor", True),
        ("nn", "trend communication.audiences.nav", "har auka", True),
        ("nn", "trend communication.audiences.nav", "gjekk ned", False),
        ("nn", "count communication.audiences.press", "to tredelar", True),
        ("nn", PEOPLE, "om lag 300", True),
        ("nn", PEOPLE, "meir enn 310", False),
        ("en", TALKS, "fourteen", True),
        ("en", TALKS, "14 of the 18 centres", True),
        ("en", TALKS, "most", True),
        ("en", TALKS, "not all", True),
        ("en", TALKS, "not 14", False),
        ("en", TALKS, "nearly all", False),
        ("en", TALKS, "fewer than 15", True),
        ("en", "count communication.audiences.press", "two thirds", True),
        ("en", "trend communication.audiences.nav", "more than last year", True),
        ("en", "trend communication.audiences.nav", "increased", True),
        ("en", "trend communication.audiences.nav", "fewer than last year", False),
        ("en", BLOG, "Tana, Harstad and Bodø", True),
        ("en", "fact grant.per_centre", "about 60,000 kroner", True),
        ("en", "fact coordinator", "Stavanger’s", True),
        ("en", "most communication.audiences.population", "most", True),
        ("en", "share communication.activities.conference_talks", "77.8%", True),
        ("en", "mean hosting.organisations", "2.6", True),
    ],
)
def test_nynorsk_and_english_are_held_to_the_data_too(
    language: str, formula: str, words: str, *, true: bool
) -> None:
    assert verdict(formula, words, language) is true


@pytest.mark.parametrize(
    ("formula", "words", "explanation"),
    [
        ("all communication.activities.plan", "Alle", "Skjemaet gir 16 av 18, ikke alle."),
        (TALKS, "14", "Skjemaet gir 14 av 18."),
        (PEOPLE, "310", "Tallet er omtrentlig: skriv «ca. 310»."),
        (BLOG, "Tana og Harstad", "Listen mangler Bodø."),
        (BLOG, "Tana, Harstad, Bodø og Oslo", "«Oslo» hører ikke til i listen."),
        ("fact coordinator", "Bergen", "Listen mangler Stavanger. «Bergen» hører ikke til i listen."),
        ("trend communication.audiences.nav", "uendret", "Skjemaet gir 14 mot 10 (2023), ikke uendret."),
        (
            "trend hosting.people from 2021",
            "økte",
            "Det er ingen runde og ingen tidsserie for 2021 å sammenligne med. Skriv «from» og 2023.",
        ),
        ("most communication.audiences.nav", "flest", "14 har valgt dette; flest (18): befolkningen."),
    ],
)
def test_the_explanation_is_a_sentence_with_the_right_figure(
    formula: str, words: str, explanation: str
) -> None:
    claim = Checker(EVIDENCE, "nb").resolve(formula, words)
    assert claim.explanation.in_("nb").replace("\N{NO-BREAK SPACE}", " ") == explanation
    assert set(claim.explanation) == {"nb", "nn", "en"}


def missing(n: int) -> Evidence:
    return evidence(current({place: {"communication.activities": None} for place in range(18 - n, 18)}))


def test_all_is_said_of_the_base_so_a_missing_answer_makes_it_false() -> None:
    assert verdict("all communication.activities.social_pages", "alle", of=missing(0))
    assert not verdict("all communication.activities.social_pages", "alle", of=missing(1))


def test_all_of_those_who_answered_must_be_said_so() -> None:
    formula = "all communication.activities.social_pages of answered"
    assert verdict(formula, "alle som har svart", of=missing(1))
    assert not verdict(formula, "alle", of=missing(1))
    assert verdict(formula, "alle", of=missing(0))


def test_none_is_true_with_missing_answers_but_a_note_tells_of_them() -> None:
    claim = Checker(missing(2), "nb").resolve("none communication.activities.none", "ingen")
    assert claim.verdict is Verdict.TRUE
    assert [note.in_("nb") for note in claim.notes] == ["2 av 18 har ikke svart på spørsmålet."]


def test_a_share_is_of_those_who_answered_and_a_note_says_so() -> None:
    claim = Checker(missing(2), "nb").resolve("share communication.activities.social_pages", "100 %")
    assert claim.verdict is Verdict.TRUE
    assert [note.in_("nb") for note in claim.notes] == [
        "Andelen er av de 16 som svarte på spørsmålet, av 18 i alt."
    ]
    assert verdict("share communication.activities.social_pages of base", "89 %", of=missing(2))


def test_not_counts_only_those_who_said_so() -> None:
    assert verdict("count not communication.activities.plan", "to", of=missing(0))
    assert verdict("count not communication.activities.plan", "én", of=missing(1))
    assert verdict("missing communication.activities", "én", of=missing(1))


def test_nobody_answered_is_no_number_and_never_zero() -> None:
    nobody = evidence(current({place: {"hosting.people": None} for place in range(18)}))
    claim = Checker(nobody, "nb").resolve("sum hosting.people", "0")
    assert claim.verdict is Verdict.FALSE
    assert claim.explanation.in_("nb") == "Ingen har svart på spørsmålet, så det er ikke noe tall."
    assert Checker(nobody, "nb").resolve("mean hosting.people", "").printed == "…"


def test_an_empty_group_makes_nothing_true() -> None:
    formula = "all communication.activities.plan among hosting.people > 1000"
    assert Checker(EVIDENCE, "nb").resolve(formula, "alle").explanation.in_("nb") == (
        "Det er ingen sentraler i denne gruppen."
    )


def test_an_attested_claim_keeps_who_why_and_when() -> None:
    claim = Checker(EVIDENCE, "nb").resolve('attest "Kari Nordmann" "Lovdata" 2025-04-02', "§ 3-99")
    assert (claim.verdict, claim.printed) == (Verdict.ATTESTED, "§ 3-99")
    assert claim.explanation.in_("nb") == "Kari Nordmann går god for dette, 2. april 2025. Kilde: Lovdata"
    assert Checker(EVIDENCE, "nb").resolve('attest "Kari" "Lovdata" 2025-04-02', "").verdict is Verdict.OPEN


def test_a_formula_that_cannot_be_read_leaves_the_claim_open() -> None:
    claim = Checker(EVIDENCE, "nb").resolve("count communication.activities.plans", "16")
    assert (claim.verdict, claim.printed, claim.stops) == (Verdict.OPEN, "16", True)
    assert claim.formula[claim.error_start : claim.error_end] == "plans"
    assert claim.suggestion == "communication.activities.plan"


def test_one_answer_changed_makes_the_sentence_false() -> None:
    changed = evidence(current({13: {"communication.activities": Answer(("social_pages",))}}))
    assert verdict(TALKS, "14")
    assert not verdict(TALKS, "14", of=changed)
