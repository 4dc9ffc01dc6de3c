"""The make-up of reports: numbering, references, lists, tables, years. And texts that nothing is wrong with."""

import pytest
from tests.core.narrative import lint_examples

from frisklivsnett.core.narrative.lint import Finding, Judgement, Lexicon, lint


def wrong(report: str, dataset: str = "small") -> list[Finding]:
    evidence = lint_examples.evidence(dataset)
    found = lint(report, evidence, lint_examples.lexicon(evidence.year))
    return [one for one in found if one.verdict is Judgement.CONTRADICTED]


def told(report: str, dataset: str = "small") -> list[tuple[str, str]]:
    return [
        (one.kind, one.expected.in_("nb").replace("\N{NO-BREAK SPACE}", " "))
        for one in wrong(report, dataset)
    ]


def chapters(*numbers: str) -> str:
    return "\n\n".join(f"{number} Om arbeidet\n\nDette handler om arbeidet vårt." for number in numbers)


@pytest.mark.parametrize(
    "numbers",
    [
        ("1.1", "1.2", "2.1", "2.2", "2.2.1", "2.2.2", "2.3"),
        ("1.1", "1.1.1", "1.2", "2.1", "3.1", "3.2"),
        ("2.1", "2.2", "2.2.1", "3.1"),
    ],
)
def test_chapters_in_order_are_left_in_peace(numbers: tuple[str, ...]) -> None:
    assert told(chapters(*numbers)) == []


@pytest.mark.parametrize(
    ("numbers", "missing"),
    [(("1.1", "1.3"), "1.2"), (("2.1", "2.2", "2.5"), "2.3, 2.4"), (("1.1", "1.1.1", "1.1.3"), "1.1.2")],
)
def test_a_gap_in_the_chapters_is_named(numbers: tuple[str, ...], missing: str) -> None:
    assert [f"Kapittel {missing} finnes ikke" in words for _, words in told(chapters(*numbers))] == [True]


def test_a_chapter_numbered_twice_is_found() -> None:
    assert (
        told(chapters("1.1", "1.2", "1.2") + "\n\n1.3 Annet arbeid\n") == []
    )  # the first is a contents list's line
    twice = "1.1 Besøk\n\nTekst om noe.\n\n1.2 Media\n\nTekst om noe.\n\n1.2 Møter\n\nTekst om noe.\n"
    assert told(twice) == [("structure:chapter", "Nummer 1.2 er brukt to ganger.")]


def test_a_contents_list_is_no_second_set_of_chapters() -> None:
    contents = "Innhold\n1.1 Besøk ........ 3\n1.2 Media ........ 4\n\n"
    report = "1.1 Besøk\n\nTekst om noe.\n\n1.2 Media\n\nTekst om noe.\n"
    assert told(contents + report) == []


def test_a_numbered_list_is_no_row_of_chapters() -> None:
    tasks = "\n".join(f"{n}. Delta i arbeid nummer {n}" for n in range(1, 9))
    assert told(f"1.1 Oppgaver\n\nDe skal\n\n{tasks}\n\n1.2 Mål\n\nTekst om noe.\n") == []


def test_tables_and_figures_are_numbered_apart() -> None:
    fine = "Tabell 1: Om noe\n\nSe tabell 1 og figur 1.\n\nFigur 1: Om noe\n\nTabell 2: Om noe\n"
    assert told(fine) == []
    gap = "Figur 1: Om noe\n\nTekst.\n\nFigur 3: Om noe annet\n"
    assert told(gap) == [("structure:figure", "Figur 2 finnes ikke: nummereringen hopper til 3.")]


def test_a_reference_to_what_is_not_there_is_found_in_each_form() -> None:
    report = "1.1 Besøk\n\nTabell 1: Om noe\n\nSe tabell 1 og 2, figur 3 og kap. 4.2.\n"
    assert [words for _, words in told(report)] == [
        "Tabell 2 finnes ikke.",
        "Figur 3 finnes ikke.",
        "Kapittel 4.2 finnes ikke.",
    ]


def test_tables_may_be_numbered_by_chapter_and_captions_stand_without_a_sign() -> None:
    first = "# 1 A\n\nTabell 1.1: Om noe\n\n{}: Om annet\n\n# 2 B\n\n"
    report = first + "Tabell 2.1 Om mer. Antall\n\nTabell 1 Dette er prosa\n\nSe tabell 1.1 og 2.1.\n"
    assert told(report.format("Tabell 1.2")) == []
    assert told(report.format("Tabell 1.3")) == [
        ("structure:table", "Tabell 1.2 finnes ikke: nummereringen hopper til 1.3.")
    ]


def test_a_list_of_tables_is_no_second_set_of_captions() -> None:
    assert told("Tabeller\nTabell 1: Besøk 4\n\n# 1 A\n\nTekst om noe.\n\nTabell 1: Besøk\n") == []


@pytest.mark.parametrize(
    "sentence",
    [
        "Se kapittel 5 i veilederen.",
        "Meld. St. 15 (2022–2023) omtaler dette i kapittel 7.",
        "Forskriftens kapittel 9 gjelder.",
        "Som figur 1 viser, har ti sentraler faste møter.",
    ],
)
def test_chapters_of_other_works_are_not_ours(sentence: str) -> None:
    assert told(f"# 1 A\n\n{sentence}\n\nFigur 1: Om noe\n") == []


def test_a_reference_may_go_on_in_the_next_line_and_be_to_an_appendix() -> None:
    wrapped = "Hva sentralene gjorde for å bli kjent i året som gikk, vises i figur\n4. Se også vedlegg 2."
    report = f"# 1 A\n\n{wrapped}\n\n# Vedlegg 1: Skjema\n\nTekst om noe.\n"
    assert [words for _, words in told(report)] == ["Figur 4 finnes ikke.", "Vedlegg 2 finnes ikke."]


def test_headings_whose_look_is_lost_are_still_chapters() -> None:
    prose = "Dette er en setning om det som ble gjort gjennom året.\n"
    report = f"1 Innledning\n{prose}2 Besøk\n{prose}4 Media\n{prose}Se kapittel 2 og kapittel 7.\n"
    assert [words for _, words in told(report)] == [
        "Kapittel 3 finnes ikke: nummereringen hopper til 4.",
        "Kapittel 7 finnes ikke.",
    ]


def test_a_line_that_was_broken_to_fit_the_page_is_one_sentence() -> None:
    report = (
        "Ingen sentralar har late vere å drive slikt arbeid. Meir enn\nhalvparten har eigen plan (8 av\n"
        "12) tok imot mange.\nAlle har eigne sider på sosiale medium.\n"
    )
    assert told(report) == []


@pytest.mark.parametrize(
    ("lead", "expected"),
    [("Følgende fem temaer ble tatt opp:", ["Listen skal ha 5, men har 4."]), ("Følgende fire temaer:", [])],
)
def test_a_list_has_as_many_entries_as_it_is_said_to(lead: str, expected: list[str]) -> None:
    assert [words for _, words in told(f"{lead}\n· Søvn\n· Kosthold\n· Røyk\n· Tolk\n")] == expected


@pytest.mark.parametrize("between", ["\t", " "])
def test_a_column_of_percent_adds_up_to_a_hundred(between: str) -> None:
    rows = f"Kurs{between}45 %\nArbeidstid{between}40 %\nReise{between}{{}} %\nSum{between}100 %\n"
    assert told("Tabell 1: Bruk av midlene\n" + rows.format(15)) == []
    assert told("Tabell 1: Bruk av midlene\n" + rows.format(25)) == [
        ("structure:sum", "Tallene over blir 110 til sammen.")
    ]


def test_options_are_known_by_what_people_call_them_also_without_cells() -> None:
    rows = (
        "Politikere 6\nBeslutningstakere 4\nFastleger og annet helsepersonell 11\nSpesialisthelsetjenesten 5\n"
        "Samarbeidspartnere 6\nNAV 9\nBefolkningen 12\nAnnet 2\n"
    )
    assert told("Figur 1: Målgrupper for informasjonen\n" + rows) == [
        ("structure:missing-option", "Mangler: «presse» (3).")
    ]
    larger = told("Figur 1: Målgrupper for informasjonen (n = 11)\n" + rows.replace("NAV", "Presse 3\nNAV"))
    assert larger == [("structure:impossible-count", "12 kan ikke være en del av 11.")]


def test_sentences_without_a_report_around_them_may_refer_to_anything() -> None:
    assert told("Dette vises i tabell 7.\n") == []


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("14 av 18 (87 %) svarte ja.", "78 %"),
        ("Om lag 45,0 % (5 av 12) svarte ja.", "41,7 %"),
        ("Hele 13 av 12 svarte ja.", "13 kan ikke være en del av 12."),
    ],
)
def test_numbers_that_do_not_fit_each_other_are_found(sentence: str, expected: str) -> None:
    assert expected in [words for _, words in told(sentence)]


@pytest.mark.parametrize(
    "sentence",
    [
        "14 av 18 (78 %) svarte ja.",
        "5 av 12 (41,7 prosent) svarte ja.",
        "Det ble nevnt i 2024 av 18 deltakere.",
        "To av tre (67 %) svarte ja.",
        "Om lag 43 % (5 av 12) svarte ja.",
    ],
)
def test_numbers_that_fit_are_left_in_peace(sentence: str) -> None:
    assert told(sentence) == []


def test_a_total_that_its_column_does_not_add_up_to_is_found() -> None:
    rows = "Kurs\t12\nGrupper\t30\nSamtaler\t8\n"
    assert told(f"Tabell 1: Aktivitet\n{rows}Totalt\t52\n") == [
        ("structure:sum", "Tallene over blir 50 til sammen.")
    ]
    assert told(f"Tabell 1: Aktivitet\n{rows}Totalt\t50\n") == []
    assert told(f"Tabell 1: Aktivitet\n{rows}Antall sentraler\t12\n") == []


def test_a_share_in_a_table_that_its_row_does_not_come_to_is_found() -> None:
    right = "Kurs\t6\t50 %\nGrupper\t3\t25 %\nSamtaler\t9\t75 %\nTurer\t4\t33 %\n"
    assert told(f"Tabell 1: Aktivitet\n{right}") == []
    wrong_row = right.replace("75 %", "57 %")
    assert told(f"Tabell 1: Aktivitet\n{wrong_row}") == [("structure:share", "75 %")]


def test_options_in_a_table_are_held_against_the_answers() -> None:
    rows = "Faste møter\t4\nNettverksarbeid\t7\nFagdager og annen kompetansebygging\t5\nFOU-arbeid\t1\n"
    found = told(f"Tabell 1: Samarbeid med statsforvalteren i eget fylke\n{rows}")
    assert found == [("structure:figure-data", "6: fagdager og annen kompetansebygging")]


def test_a_table_whose_cells_have_run_together_is_read_row_by_row() -> None:
    rows = (
        "Svaralternativ Antall Andel\nFaste møter 4 40,0 %\nNettverksarbeid 7 70,0 %\n"
        "Fagdager og annen\nkompetansebygging\n6 60,0 %\nFOU-arbeid 1 10,0 %\n"
    )
    title = "Tabell 1: Samarbeid med statsforvalteren i eget fylke\n"
    assert told(title + rows) == []
    assert told(title + rows.replace("4 40,0 %", "5 50,0 %")) == [("structure:figure-data", "4: faste møter")]


def test_a_list_of_the_most_common_need_not_be_complete() -> None:
    items = "· Frisklivssentraler\n· Helsefagstudenter\n· Turnuskandidater (leger og fysioterapeuter)\n"
    assert told(f"De vanligste gruppene som hospiterte:\n{items}") == []


def test_a_list_of_other_things_is_none_of_ours() -> None:
    assert told("Vi samarbeider med:\n· Apotek\n· Bibliotek\n· Fastleger\n· Nabokommuner\n· Nav\n") == []


def test_a_centre_that_is_not_in_the_round_is_found_in_the_list() -> None:
    names = list(lint_examples.CENTRES[:12])
    items = "\n".join(f"· {name}" for name in [*names[:11], "Lillestrøm"])
    found = told(f"Disse var med:\n{items}\n")
    assert found == [("structure:list", "Mangler: Åsnes. Hører ikke til: Lillestrøm.")]
    assert told("Disse var med:\n" + "\n".join(f"· {name} kommune" for name in names) + "\n") == []


def test_one_institution_twice_is_found_by_alias_and_by_slip() -> None:
    names = ("Oslo Met", "NTNU", "Folkehelseinstituttet (FHI)", "Høgskolen i Oslo og Akershus")
    slip = ("Universitetet i Bergn", "Universitetet i Bergen")
    items = "".join(f"· {name}\n" for name in (*names, *slip))
    found = [one.text for one in wrong(f"Forskningsmiljøer:\n{items}")]
    assert found == ["Høgskolen i Oslo og Akershus", "Universitetet i Bergen"]


def test_towns_do_not_make_institutions_alike() -> None:
    towns = ("Bergen", "Oslo", "Agder", "Stavanger", "Tromsø")
    assert told("Forskningsmiljøer:\n" + "".join(f"· Universitetet i {town}\n" for town in towns)) == []


def test_a_caption_with_another_year_is_found_unless_it_looks_back() -> None:
    assert told("Figur 1: Målgrupper 2023. Antall sentraler\n")[0] == (
        "structure:year",
        "Året skulle vært 2025, ikke 2023.",
    )
    assert told("Tabell 1: Institusjoner vi har hatt samarbeid med siden 2017\n") == []
    assert told("Figur 1: Besøk fra 2014 til 2022\n") == []


@pytest.mark.parametrize(
    ("line", "wrong_year"),
    [
        ("# Årsrapport 2023", True),
        ("Rapporten gjelder 2024.", True),
        ("Denne årsrapporten oppsummerer arbeidet i 2022.", True),
        ("# Årsrapport 2025", False),
        ("Rapporten for 2023 viste at færre kom.", False),
        ("# Utviklingen siden 2014", False),
    ],
)
def test_a_report_is_of_its_own_year(line: str, *, wrong_year: bool) -> None:
    assert [kind for kind, _ in told(f"{line}\n\nTekst om noe.\n")] == ["structure:year"] * wrong_year


def test_a_share_that_no_number_of_centres_comes_to_is_found() -> None:
    assert told("87 % av sentralene har egen podkast.\n")[0][0] == "structure:impossible-share"
    assert told("I alt 23 av sentralene har podkast.\n")[0][0] == "structure:impossible-count"
    assert told("80 % av sentralene har egen podkast. 87 % av sentralene i landet har en.\n") == []


@pytest.mark.parametrize("hostile", ["](a" * 15_000, "rapporten gjelder " * 3_000, "tabell 1, 2, 3, " * 800])
def test_texts_made_to_be_slow_are_read(hostile: str) -> None:
    """With a pattern that backtracks, these take minutes and the run stops here."""
    assert len(told(f"{hostile}\n\nTabell 1: Om noe\n\nAlle sentralene har egen nettside.\n")) >= 1


def test_a_form_without_a_file_of_words_is_read_by_its_own_wordings() -> None:
    evidence = lint_examples.evidence("small")
    bare = Lexicon(lint_examples.form().for_year(2025), {})
    found = lint("Alle sentralene har egen kommunikasjonsstrategi.", evidence, bare)
    assert [(one.verdict, one.source) for one in found] == [
        (Judgement.CONTRADICTED, "communication.activities.strategy")
    ]


def test_words_for_an_option_that_the_form_lacks_are_refused() -> None:
    data = {"questions": {"communication.activities": {"options": {"pigeons": {"names": ["brevdue*"]}}}}}
    with pytest.raises(ValueError, match=r"communication\.activities\.pigeons"):
        Lexicon(lint_examples.form(), data)


@pytest.mark.parametrize(
    "report", ["", "\n\n\n", "…", "\t\t\n", "[" * 200, "(" * 2000, "a " * 5000, "1.1.1.1\n" * 50]
)
def test_texts_that_say_nothing_give_nothing(report: str) -> None:
    assert wrong(report) == []


def test_hidden_characters_move_no_offset() -> None:
    report = "Al\u00adle sentra\u200blene har egen nettside."
    (finding,) = wrong(report)
    assert report[finding.start : finding.end] == report
