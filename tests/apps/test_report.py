"""Making the report: what stops it, at which place, and in whose words. And publishing it: once, whole, for good."""

import hashlib
import json
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.utils import timezone
from tests.publishing import publish_approved

from frisklivsnett.audit.models import Event
from frisklivsnett.collection.models import Round, Submission, SubmissionVersion
from frisklivsnett.core.documents.model import Callout, DocumentError
from frisklivsnett.core.narrative import Evidence
from frisklivsnett.publication import actions
from frisklivsnett.publication.approving import send_to_review
from frisklivsnett.publication.evidence import evidence_of
from frisklivsnett.publication.models import Edition, EditionFile, is_published
from frisklivsnett.publication.readiness import obstacles
from frisklivsnett.publication.report import Report, made_from

pytestmark = pytest.mark.usefixtures("demo_database", "db")

HEAD = "---\ntitle: Rapporten\n---\n\n# Kapittel {#a}\n\n"
FIRST = 7
"""The line of the source that the text after ``HEAD`` begins on."""
Make = Callable[..., Report]


@pytest.fixture
def round_() -> Round:
    return Round.objects.select_related("form_version").get(report_year=2024)


@pytest.fixture(scope="module")
def known() -> dict[int, Evidence]:
    """Evidence by round, read once for the module."""
    return {}


@pytest.fixture
def make(round_: Round, known: dict[int, Evidence]) -> Make:
    """A function that makes a report from words after the head, as they stand unless told to refresh them."""
    evidence = known.setdefault(round_.pk, evidence_of(round_))

    def made(words: str, *, head: str = HEAD, language: str = "nb", refreshed: bool = False) -> Report:
        return made_from(head + words, round_, language, evidence, refreshed=refreshed)

    return made


def said(report: Report) -> list[str]:
    return [fault.said(report.language) for fault in report.faults]


# --- what stops a report ---


def test_a_claim_that_does_not_hold_stops_it_at_its_line(make: Make) -> None:
    report = make("Alt vel.\n\n[Alle](=all communication.activities.plan) har en plan.")
    assert not report.publishable
    assert len(report.faults) == 1
    (fault,) = report.faults
    assert (fault.line, fault.words) == (FIRST + 2, "Alle")
    assert "16 av 18" in said(report)[0]
    assert said(report)[0].startswith(f"Linje {FIRST + 2}: «Alle» – ")


def test_a_number_that_nothing_stands_behind_stops_it(make: Make) -> None:
    report = make("Det var 12 sentraler.")
    assert [(fault.line, fault.words) for fault in report.faults] == [(FIRST, "12")]


def test_words_that_the_data_has_outgrown_are_put_right(make: Make) -> None:
    report = make("[Alle](=all communication.activities.plan) har en plan.", refreshed=True)
    assert report.faults == ()
    assert "[De fleste](=all communication.activities.plan) har en plan." in report.source


def test_the_words_on_top_must_hold_too(make: Make) -> None:
    report = make("Alt vel.", head=HEAD.replace("Rapporten", "Alle sentralene er med"))
    assert [fault.words for fault in report.faults] == ["Alle sentralene er med"]


@pytest.mark.parametrize(
    ("formula", "words"),
    [
        ("figure communication.activites", "Mente du «communication.activities»?"),
        ("figur communication.activities", "Mente du «figure»?"),
        ("figure hosting.people", "er ikke et spørsmål med svaralternativer"),
        ("texts hosting.people", "er ikke et spørsmål med svar i fritekst"),
        ("numbers hosting.visitor_types", "er ikke et spørsmål med tall som svar"),
        ("numbers", "Skriv navnet på minst ett spørsmål."),
        ("table", "«» er ikke kjent."),
    ],
)
def test_what_cannot_be_brought_in_is_said_with_its_line_and_the_rest_is_kept(
    make: Make, formula: str, words: str
) -> None:
    report = make(f"Før.\n\n![En figur](={formula})\n\nEtter.")
    (fault,) = report.faults
    assert (fault.line, fault.words) == (FIRST + 2, formula)
    assert words in fault.said("nb")
    assert [type(block).__name__ for block in report.document.blocks] == [
        "Heading",
        "Paragraph",
        "Callout",
        "Paragraph",
    ]


def test_what_is_wrong_is_said_in_the_language_of_the_report(make: Make) -> None:
    assert "Meinte du" in said(make("![x](=figure communication.activites)", language="nn"))[0]
    assert "Did you mean" in said(make("![x](=figure communication.activites)", language="en"))[0]


@pytest.mark.parametrize(
    ("words", "line"),
    [
        ("Før.\n\n```\nkode\n```", FIRST + 2),
        ("Før.\n\n---\n\nEtter.", FIRST + 2),
        ("Før.\n\n![bilde](https://example.no/x.png)", FIRST + 2),
        ("Før ![x](=centres) etter.", FIRST),
    ],
)
def test_what_has_no_place_in_a_report_is_refused_with_its_line(make: Make, words: str, line: int) -> None:
    with pytest.raises(DocumentError, match=rf"\(linje {line}\)"):
        make(words)


@pytest.mark.parametrize(
    ("head", "words"),
    [
        ("---\ntitle: x\n# Kapittel", "mangler en linje med ---"),
        ("---\nuten kolon\n---\n", r"«uten kolon» er ikke «navn: ord» \(linje 2\)"),
        ("---\nsubtitle: x\n---\n", "mangler «title: …»"),
        ("# Kapittel\n\n", "mangler «title: …»"),
    ],
)
def test_a_head_that_is_none_is_refused(make: Make, head: str, words: str) -> None:
    with pytest.raises(DocumentError, match=words):
        make("Tekst.", head=head)


def test_a_draft_says_that_it_is_one_and_what_is_wrong(make: Make) -> None:
    draft = make("Det var 12 sentraler.").draft()
    assert draft.title == "Utkast: Rapporten"
    notice = draft.blocks[0]
    assert isinstance(notice, Callout)
    assert notice.kind == "warning"
    assert "«12»" in repr(notice.blocks)


# --- when a round is ready ---


def test_a_round_is_ready_when_all_have_sent_or_the_deadline_has_passed(round_: Round) -> None:
    long_before = datetime(2025, 3, 1, tzinfo=UTC)
    after = datetime(2025, 4, 2, tzinfo=UTC)
    assert list(obstacles(round_, long_before)) == []
    one = Submission.objects.get(round=round_, agreement__organisation__slug="tana")
    SubmissionVersion.objects.filter(submission=one).delete()
    (why,) = obstacles(round_, long_before)
    assert why.in_("nb") == "17 av 18 sentraler har sendt inn, og fristen er ikke ute før 1. april 2025."
    assert why.in_("en").startswith("17 of 18 centres have sent their report")
    assert list(obstacles(round_, after)) == []
    SubmissionVersion.objects.filter(submission__round=round_).delete()
    (why,) = obstacles(round_, after)
    assert why.in_("nn") == "Ingen av dei 18 sentralane har sendt inn rapporten sin."


# --- publishing ---


def test_the_first_edition_is_whole_and_can_be_checked(round_: Round) -> None:
    edition = round_.editions.get()
    assert is_published(round_)
    assert not is_published(Round.objects.get(report_year=2025))
    assert (edition.number, edition.correction) == (1, "")
    for file in edition.files.all():
        assert hashlib.sha256(file.content).hexdigest() == file.checksum
    kinds = {file.format for file in edition.files.all()}
    assert {"html", "pdf", "docx", "pptx", "xlsx", "md", "part"} <= kinds
    assert edition.files.count() == 3 * len(kinds)
    canonical = json.dumps(edition.data, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    assert hashlib.sha256(canonical.encode()).hexdigest() == edition.data_checksum
    tana = SubmissionVersion.objects.get(submission__agreement__organisation__slug="tana")
    assert edition.data["versions"]["tana"] == [tana.number, tana.checksum]
    event = Event.objects.get(verb="edition.published", object_id=str(edition.pk))
    assert event.details["data"] == edition.data_checksum
    assert event.details["files"]["nb.pdf"] == edition.files.get(format="pdf", language="nb").checksum


@pytest.mark.parametrize("model", [Edition, EditionFile])
def test_the_database_refuses_to_change_what_is_published(model: type[Edition | EditionFile]) -> None:
    change = {"correction": "nytt"} if model is Edition else {"content": b"nytt"}
    with pytest.raises(DatabaseError, match="stays as it is"), transaction.atomic():
        model.objects.update(**change)


def test_a_correction_needs_words_and_a_first_edition_has_none(round_: Round) -> None:
    with pytest.raises(ValidationError, match="Skriv hva som er rettet"):
        send_to_review(round_=round_, by=None, correction="  ")
    with pytest.raises(ValidationError, match="kortere"):
        send_to_review(round_=round_, by=None, correction="x" * 2001)
    assert round_.editions.count() == 1
    EditionFile.objects.all().delete()
    round_.editions.all().delete()
    with pytest.raises(ValidationError, match="retter ingenting"):
        send_to_review(round_=round_, by=None, correction="Noe")


def test_what_is_not_ready_is_not_published_and_says_why_in_every_language() -> None:
    round_ = Round.objects.get(report_year=2025)
    with pytest.raises(actions.NotPublishable) as refused:
        actions.publish(round_=round_, by=None)
    assert "" in refused.value.faults
    assert not is_published(round_)


def test_answers_that_come_while_the_files_are_made_stop_it(
    round_: Round, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = round_.submissions.get(agreement__organisation__slug="tana")
    real = actions._files

    def interrupted(report: Report, at: datetime) -> list[actions._File]:
        if not first.versions.filter(number=2).exists():
            SubmissionVersion.objects.create(
                submission=first,
                number=2,
                answers={},
                checksum="x",
                submitted_at=timezone.now(),
                on_time=False,
            )
        return real(report, at) if report.language == "none" else []

    monkeypatch.setattr(actions, "_files", interrupted)
    with pytest.raises(ValidationError, match="sendte inn rapporten sin imens"):
        publish_approved(round_, "Rettet.")
    assert round_.editions.count() == 1


def test_an_edition_that_someone_else_publishes_meanwhile_is_not_published_again(
    round_: Round, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(_report: Report, _at: datetime) -> list[actions._File]:
        at = timezone.now()
        Edition.objects.get_or_create(
            round=round_, number=2, defaults={"published_at": at, "correction": "x"}
        )
        return []

    monkeypatch.setattr(actions, "_files", interrupted)
    with pytest.raises(ValidationError, match="Noen andre publiserte"):
        publish_approved(round_, "Rettet.")


def test_the_edition_and_its_day_stand_in_the_files(round_: Round) -> None:
    edition = round_.editions.get()
    page = bytes(edition.files.get(format="html", language="nn").content).decode()
    assert "<dt>Utgåve</dt><dd>1</dd>" in page
    assert (
        f"<dt>Publisert</dt><dd>{edition.published_at.astimezone(timezone.get_default_timezone()).day}. mai 2025</dd>"
        in page
    )
    assert edition.published_at - timedelta(days=60) < datetime(2025, 4, 1, tzinfo=UTC)
    assert round_.deadline == date(2025, 4, 1)
