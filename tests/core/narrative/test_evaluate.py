"""What formulas come to, and how the engine says it."""

import pytest
from tests.core.narrative.examples import evidence

from frisklivsnett.core.narrative import evaluate, parse, write

EVIDENCE = evidence()


def said(formula: str, language: str = "nb", *, sentence_start: bool = False) -> str:
    node = parse(formula, EVIDENCE)
    words = write(node, evaluate(node, EVIDENCE).value, language, sentence_start=sentence_start)
    return words.replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize(
    ("formula", "nb", "nn", "en"),
    [
        ("count communication.activities.conference_talks", "14", "14", "14"),
        ("count communication.activities.national_media", "ni", "ni", "nine"),
        ("count communication.audiences.other", "én", "ein", "one"),
        ("count communication.activities.none", "ingen", "ingen", "none"),
        ("all communication.activities.social_pages", "alle", "alle", "all"),
        ("all communication.activities.plan", "16 av 18", "16 av 18", "16 of 18"),
        ("none communication.activities.none", "ingen", "ingen", "none"),
        ("quantity communication.activities.local_media", "nesten alle", "nesten alle", "nearly all"),
        ("quantity communication.activities.plan", "de fleste", "dei fleste", "most"),
        ("quantity communication.activities.national_media", "halvparten", "halvparten", "half"),
        ("quantity communication.activities.blog", "få", "få", "few"),
        ("quantity communication.audiences.partners", "flere", "fleire", "several"),
        ("quantity communication.audiences.other", "1 av 18", "1 av 18", "1 of 18"),
        ("share communication.activities.conference_talks", "78 %", "78 %", "78%"),
        ("sum hosting.people", "ca. 310", "ca. 310", "about 310"),
        ("sum hosting.organisations", "47", "47", "47"),
        ("sum hosting.hours", "135", "135", "135"),
        ("mean hosting.organisations", "2,6", "2,6", "2.6"),
        ("median hosting.organisations", "to", "to", "two"),
        ("min hosting.people", "ca. 5", "ca. 5", "about 5"),
        ("max hosting.people", "60", "60", "60"),
        ("count where hosting.people between 35 and 60", "fire", "fire", "four"),
        ("count open", "seks", "seks", "six"),
        ("count open.no", "tolv", "tolv", "twelve"),
        ("count size.large", "ni", "ni", "nine"),
        ("count started >= 2020-01-01", "seks", "seks", "six"),
        ("count hosting.people < hosting.organisations", "ingen", "ingen", "none"),
        ("base", "18", "18", "18"),
        ("base in region nord", "fire", "fire", "four"),
        ("answered communication.partners", "ingen", "ingen", "none"),
        ("missing communication.partners", "18", "18", "18"),
        ("approximate count hosting.people", "to", "to", "two"),
        ("count new centres", "ingen", "ingen", "none"),
        (
            "list communication.activities.blog",
            "Tana, Harstad og Bodø",
            "Tana, Harstad og Bodø",
            "Tana, Harstad and Bodø",
        ),
        (
            "options not chosen communication.audiences",
            "private aktører",
            "private aktører",
            "private aktører",
        ),
        ("count options chosen communication.audiences", "sju", "sju", "seven"),
        ("top 2 centres by hosting.people", "Bodø og Stavanger", "Bodø og Stavanger", "Bodø and Stavanger"),
        ("bottom 1 centres by hosting.people", "Alstahaug", "Alstahaug", "Alstahaug"),
        ("most communication.audiences", "befolkningen", "befolkningen", "befolkningen"),
        ("most communication.audiences.population", "flest", "flest", "most"),
        ("rank communication.audiences.gps", "andre", "andre", "second"),
        ("trend communication.audiences.nav", "flere enn i fjor", "fleire enn i fjor", "more than last year"),
        (
            "trend communication.activities.strategy",
            "færre enn i fjor",
            "færre enn i fjor",
            "fewer than last year",
        ),
        (
            "trend communication.activities.plan",
            "like mange som i fjor",
            "like mange som i fjor",
            "as many as last year",
        ),
        ("trend hosting.people from 2019", "flere enn i 2019", "fleire enn i 2019", "more than in 2019"),
        ("difference communication.audiences.nav", "fire flere", "fire fleire", "four more"),
        ("growth hosting.people from 2020", "408 %", "408 %", "408%"),
        ("compare communication.audiences.nav with communication.audiences.press", "flere", "fleire", "more"),
        ("series hosting.people 2019", "260", "260", "260"),
        ("fact grant.per_centre", "ca. 60 000 kroner", "ca. 60 000 kroner", "about 60,000 kroner"),
        ("genitive fact coordinator", "Stavangers", "Stavangers", "Stavanger’s"),
        ("fact deadline", "1. april 2025", "1. april 2025", "1 April 2025"),
        ("year", "2024", "2024", "2024"),
        (
            'count communication.audiences.other as "sentral/sentraler"',
            "én sentral",
            "ein sentral",
            "one sentral",
        ),
        ('count open as "sentral/sentraler"', "seks sentraler", "seks sentraler", "six sentraler"),
    ],
)
def test_the_engine_writes_what_a_formula_comes_to(formula: str, nb: str, nn: str, en: str) -> None:
    assert (said(formula, "nb"), said(formula, "nn"), said(formula, "en")) == (nb, nn, en)
