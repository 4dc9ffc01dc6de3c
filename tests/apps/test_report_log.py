"""What the logs say, in the report: of years with all logs, with a few, with none; carried over; and frozen."""

from collections.abc import Sequence

import pytest
from tests.publishing import publish_approved

from frisklivsnett.activity.models import Entry
from frisklivsnett.collection.models import Round
from frisklivsnett.core.documents.model import Figure, Heading, TableBlock, plain_text
from frisklivsnett.core.documents.numbering import numbered
from frisklivsnett.core.narrative import Verdict
from frisklivsnett.core.text import LANGUAGES
from frisklivsnett.publication.evidence import evidence_of
from frisklivsnett.publication.formats import FORMATS
from frisklivsnett.publication.material import checksum
from frisklivsnett.publication.models import Edition
from frisklivsnett.publication.proof import prove, refresh
from frisklivsnett.publication.report import Report, made_from, report_of, source_of
from frisklivsnett.publication.standing import standing_of
from frisklivsnett.publication.steps import Stage
from frisklivsnett.publication.texts import DECK, TEMPLATES
from frisklivsnett.safekeeping.verifying import verify

pytestmark = pytest.mark.usefixtures("demo_database", "db")
LOGGING = ("stavanger", "bodo", "tana", "bergen", "modum")


@pytest.fixture
def round_() -> Round:
    return Round.objects.select_related("form_version").get(report_year=2024)


def keep_logs_of(slugs: Sequence[str], year: int = 2024) -> None:
    Entry.objects.of_year(year).exclude(centre__slug__in=slugs).delete()


def ids(report: Report) -> set[str]:
    return {each.id for each in report.document.blocks if isinstance(each, Heading | TableBlock | Figure)}


def log_claims(report: Report) -> list[tuple[str, Verdict]]:
    return [
        (placed.claim.printed, placed.claim.verdict)
        for placed in report.checked.claims
        if "log." in placed.claim.formula
    ]


def test_a_year_in_which_five_logged_is_told_of_with_that_base(round_: Round) -> None:
    keep_logs_of(LOGGING)
    evidence = evidence_of(round_)
    for template in TEMPLATES:
        for language in LANGUAGES:
            report = report_of(round_, language, evidence, template=template)
            assert report.faults == ()
            assert {verdict for _words, verdict in log_claims(report)} <= {Verdict.TRUE, Verdict.LEFT_OUT}
            said = [words for words, verdict in log_claims(report) if verdict is Verdict.TRUE]
            assert said[0 if template != DECK else 1].startswith(("5 av 18", "5 of 18"))
            notes = [
                each.note
                for each in report.document.blocks
                if isinstance(each, TableBlock | Figure) and each.id.startswith("log.")
            ]
            assert notes
            assert all(("5 av 18" in note or "5 of 18" in note) for note in notes)


def test_a_year_without_logs_has_no_chapter_and_nothing_stops_it(round_: Round) -> None:
    keep_logs_of(())
    evidence = evidence_of(round_)
    for template in TEMPLATES:
        for language in LANGUAGES:
            report = report_of(round_, language, evidence, template=template)
            assert report.faults == ()
            assert not [name for name in ids(report) if name.startswith("log")]
            assert {verdict for _words, verdict in log_claims(report)} == {Verdict.LEFT_OUT}
            assert all("2024" in why.in_(language) for _line, why in report.left_out)
    outline = numbered(report_of(round_, "nb", evidence).document).outline
    sections = [each.number for each in outline if each.number.startswith("2.") and each.level == 2]
    assert sections == [f"2.{number}" for number in range(1, len(sections) + 1)]
    page = FORMATS["html"].write(report_of(round_, "nb", evidence).document, None).decode()
    assert "aktivitetslogg" not in page


def test_what_is_left_out_is_shown_in_grey_with_why_and_listed(round_: Round) -> None:
    keep_logs_of(())
    source = source_of("nb")
    proof = prove(source, round_, "nb", evidence_of(round_))
    assert proof.remains == ()
    assert proof.holds == proof.claims
    assert (
        proof.claims == len([each for each in proof.checked.claims if "log." not in each.claim.formula]) - 1
    )
    chapter = proof.left_out[0]
    assert source[chapter.start : chapter.end].startswith("::: when known log.centres\n\n## Det sentralene")
    assert source.split("\n")[chapter.line - 1] == "::: when known log.centres"
    assert 'class="doc-callout doc-callout-left-out"' in proof.page
    assert "Denne delen er utelatt. Ingen sentraler har ført aktivitetslogg for 2024." in proof.page
    assert "<strong>Det sentralene har notert gjennom året</strong>" in proof.page


@pytest.mark.parametrize(
    ("extra", "words"),
    [
        ("![Tabell](=table log.by_rigion)", "table log.by_rigion"),
        ("Se [](#nowhere).", "#nowhere"),
        ("[9](=fact log.municipalitis)", "9"),
    ],
)
def test_what_is_left_out_is_read_all_the_same(round_: Round, extra: str, words: str) -> None:
    keep_logs_of(())
    source = source_of("nb").replace("### Hvem sentralene nådde", f"{extra}\n\n### Hvem sentralene nådde")
    proof = prove(source, round_, "nb", evidence_of(round_))
    assert [(each.words, source.split("\n")[each.line - 1]) for each in proof.remains] == [(words, extra)]


def test_a_reference_into_a_part_that_is_left_out_is_told_at_its_line(round_: Round) -> None:
    keep_logs_of(())
    source = source_of("nb").replace("# Oppsummering {#summary}", "Se [](#log).\n\n# Oppsummering {#summary}")
    (found,) = prove(source, round_, "nb", evidence_of(round_)).remains
    assert "viser til en del som er utelatt" in found.why.in_("nb")
    assert source.split("\n")[found.line - 1] == "Se [](#log)."


def test_a_table_of_the_logs_outside_of_a_part_says_why_there_is_none(round_: Round) -> None:
    keep_logs_of(())
    source = "---\ntitle: Rapport\n---\n\n# Del\n\n![Tabell](=table log.by_region)"
    (fault,) = made_from(source, round_, "nb", evidence_of(round_)).faults
    assert fault.why.in_("nb") == "Ingen sentraler har ført aktivitetslogg for 2024."


def test_the_text_is_carried_to_the_next_year_with_its_logs() -> None:
    round_ = Round.objects.select_related("form_version").get(report_year=2025)
    evidence = evidence_of(round_)
    for language in LANGUAGES:
        changed = refresh(source_of(language), round_, language, evidence)
        assert any("log." in change.formula for change in changed.changes)
        report = made_from(changed.source, round_, language, evidence, refreshed=False)
        assert {verdict for _words, verdict in log_claims(report)} <= {Verdict.TRUE, Verdict.LEFT_OUT}
        assert {"log", "log.by_region", "log.topics"} <= ids(report)


def test_an_entry_noted_later_changes_no_edition_and_asks_for_another(round_: Round) -> None:
    edition = publish_approved(round_, "" if not Edition.objects.exists() else "Loggene er tatt med.")
    kept, told = edition.data["facts"], evidence_of(round_).facts
    assert kept["log.municipalities"] == told["log.municipalities"].value
    assert kept["log.topics.top"] == [name.in_("nb") for name in told["log.topics.top"].value]  # type: ignore[union-attr]
    files = {(each.format, each.language): bytes(each.content) for each in edition.files.all()}
    assert standing_of(round_).stage is Stage.PUBLISHED

    Entry.objects.of_year(2024).filter(centre__slug="stavanger").delete()

    again = Edition.objects.get(pk=edition.pk)
    assert again.data == edition.data
    assert checksum(again.data) == again.data_checksum
    assert {(each.format, each.language): bytes(each.content) for each in again.files.all()} == files
    assert standing_of(round_).data_changed
    checks = {check.what: check for check in verify()}
    for what in ("files of published editions", "data that they were made from"):
        assert checks[what].count
        assert checks[what].breaks == ()


def test_few_visitors_are_not_told_and_their_sentence_is_left_out(round_: Round) -> None:
    visits = Entry.objects.of_year(2024).filter(kind="visit")
    one = visits.filter(people=1).order_by("pk").first()
    assert one is not None
    visits.exclude(pk=one.pk).delete()
    report = report_of(round_, "nb")
    assert report.faults == ()
    assert "Loggene har én eller to personer, og så små tall vises ikke." in [
        why.in_("nb") for _line, why in report.left_out
    ]
    words = " ".join(plain_text(each.content) for each in report.document.blocks if hasattr(each, "content"))
    assert "personer kom på hospiteringene" not in words
