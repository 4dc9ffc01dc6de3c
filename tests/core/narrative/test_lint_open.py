"""What the reader must leave open: sentences that look like claims about the form, and are about something else."""

import pytest
from tests.core.narrative import lint_examples

from frisklivsnett.core.narrative.lint import Judgement, lint

PARAGRAPHS = (
    "Landet har i dag om lag 240 frisklivssentraler. De fleste har basistilbud. Alle har egen nettside.",
    "Deltakerne er fornøyde. Halvparten fikk vite om tilbudet fra fastlegen, mens en tredjedel fant det på nettsiden.",
    "Tana arrangerte to fagdager. De hadde besøk fra fem kommuner. I alt kom 40 personer.",
    "Statsforvalterne har hatt et krevende år. Tre av dem har avlyst faste møter. Ingen har egne nettsider.",
    "Fylkeskommunene er viktige. Alle har faste møter med sentralene, og fire driver nettverk.",
    "Universitetet i Bergen hadde 12 studenter i praksis. Alle fikk godkjent praksis.",
    "Noen få sentraler har mange hospitanter.",
    "I løpet av våren hospiterte 120 personer. Hver måned tok sentralene imot 25 hospitanter.",
    "Sentralene hadde opptil 60 hospitanter, og mellom 5 og 40 i snitt.",
    "Blant sentralene som har kommunikasjonsstrategi, har alle egen nettside.",
    "Alle sentralene med egen nettside bruker sosiale medier regelmessig.",
    "Vi intervjuet tre sentraler. Alle tre har egen nettside.",
    "To sentraler fikk pris. Begge har kommunikasjonsstrategi.",
    "Kommunen har to egne nettsider. Fylket har ingen egen nettside.",
    "To sentraler har tre faste møter med statsforvalteren.",
    "Ti av sentralene har besøkt fastlegene for å informere.",
    "To sentraler har egen nettside på samisk, og én har nettsider på engelsk.",
    "Alle sentralene skal ha kommunikasjonsstrategi innen 2030.",
    "Ni sentraler vurderer å lage en kommunikasjonsstrategi.",
    "Har alle sentralene egen nettside?",
    "Hvis alle sentralene hadde egen nettside, ville flere finne tilbudet.",
    "Stavanger har vært koordinator i fire år. Bergen var koordinator før dem.",
    "Ved fire sentraler hospiterte det flere enn ti personer på én dag.",
    "Antallet henvendelser varierte fra 20 til 89, og antall henvendelser per uke er to.",
    "Seks sentraler har politikere i styringsgruppen. Fire har fastleger i referansegruppen.",
    "Nav har kontaktet alle sentralene. Sju sentraler har avtale med Nav om felles kurs.",
    "Det er fylkeskommunen i ni av fylkene som arrangerer fagdager.",
    "Dette er femte år på rad at alle sentralene har sider på sosiale medier.",
    "I 2021 hadde elleve sentraler egen nettside.",
    "Alle ansatte bruker sosiale medier regelmessig, og ingen pasienter mangler nettside.",
    "Vi hadde tre messer, med 40 besøkende, og 12 gjester fra utlandet.",
    # others that the text has come to
    "Fylkeskommunen kartla kommunene i 2023. Ni av ti hadde egen nettside. Bare tre hadde kommunikasjonsstrategi.",
    "Tana tok imot fem hospitanter. To kom fra frisklivssentraler, og tre var turnuskandidater.",
    "Av de 310 hospitantene kom 120 fra egen kommune. Fire av ti var studenter.",
    "Vi intervjuet seks ledere. Alle seks sier at egen nettside er viktig. Fire har laget kommunikasjonsstrategi.",
    "I en tidligere undersøkelse svarte 30 sentraler. Da hadde 12 egen nettside.",
    "Sverige har en lignende ordning. Der har alle sentralene egen nettside. Ni har faste møter med regionen.",
    "I Helse Vest er det tre sentraler. Alle har kommunikasjonsstrategi.",
    "Fem sentraler er med i en studie om søvn. Tre av disse bidrar med data.",
    "256 ulike kommuner og bydeler har hospitert hos en utviklingssentral eller henvendt seg til en.",
    # how often, how long, for whom
    "Ni sentraler har egen nettside siden 2020. Ni sentraler har holdt innlegg på konferanser hver måned.",
    "Ni sentraler har vært praksisplass for studenter flere ganger. Ni sentraler har egen nettside for ungdom.",
)


@pytest.mark.parametrize("paragraph", PARAGRAPHS)
def test_a_paragraph_about_something_else_is_not_contradicted(paragraph: str) -> None:
    found = lint(paragraph, lint_examples.evidence("published"), lint_examples.lexicon(2024))
    assert [one.text for one in found if one.verdict is Judgement.CONTRADICTED] == []
    assert found, "its quantities are seen, all the same"


@pytest.mark.parametrize(
    "paragraph",
    [
        "Sentralene er aktive. Alle har egen nettside.",
        "Fastlegene er målgruppe for 16 sentraler. Alle har egen nettside.",
        "Alle sentralene som har svart, har egen nettside.",
        "Det er 17 sentraler som har egen nettside.",
        "Antallet sentraler med egen nettside var 12.",
        "16 sentraler (78 %) har egen nettside.",
        "Tolv sentraler svarte raskt.\n\nElleve har egen nettside.",
        "Det er 18 sentraler i nettverket. Av disse har elleve egen nettside.",
        "De fleste sentralene (13) har egen nettside.",
    ],
)
def test_what_is_said_of_the_centres_is_still_read(paragraph: str) -> None:
    found = lint(paragraph, lint_examples.evidence("published"), lint_examples.lexicon(2024))
    wrong = [one.source for one in found if one.verdict is Judgement.CONTRADICTED]
    assert wrong == ["communication.activities.website"]
