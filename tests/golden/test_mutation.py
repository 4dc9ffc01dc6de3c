"""Every sentence of the 2024 report and its slides follows the answers and the logs it rests on, and no others."""

from collections import Counter

import pytest
from pytest_django import DjangoDbBlocker

from frisklivsnett.activity.summing import logs_of, national_sums
from frisklivsnett.collection.models import Round
from frisklivsnett.core.activity.adding import Tally
from frisklivsnett.core.narrative import Evidence
from frisklivsnett.core.narrative.mutation import FactsChanged, mutate
from frisklivsnett.publication.evidence import evidence_of
from frisklivsnett.publication.log_evidence import changes_in_logs
from frisklivsnett.publication.report import report_of
from frisklivsnett.publication.texts import DECK, REPORT, Template

LANGUAGES = ("nb", "nn", "en")


@pytest.fixture(scope="module")
def round_(demo_database: None, django_db_blocker: DjangoDbBlocker) -> Round:
    with django_db_blocker.unblock():
        return Round.objects.select_related("form_version").get(report_year=2024)


@pytest.fixture(scope="module")
def evidence(round_: Round, django_db_blocker: DjangoDbBlocker) -> Evidence:
    with django_db_blocker.unblock():
        return evidence_of(round_)


@pytest.fixture(scope="module")
def in_logs(round_: Round, django_db_blocker: DjangoDbBlocker) -> tuple[FactsChanged, ...]:
    """Every change of one thing in the logs, made once."""
    with django_db_blocker.unblock():
        return tuple(changes_in_logs(2024))


def source(round_: Round, language: str, evidence: Evidence, template: Template) -> str:
    return report_of(round_, language, evidence, template=template).checked.source


@pytest.mark.parametrize(("template", "least_claims"), [(REPORT, 60), (DECK, 20)])
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_answer_can_change_without_the_text_noticing(
    db: None, round_: Round, evidence: Evidence, language: str, template: Template, least_claims: int
) -> None:
    found = mutate(source(round_, language, evidence, template), evidence, language)
    assert found.mutants > 1500
    assert found.claims > least_claims
    assert found.survivors == ()
    assert found.leaks == ()


@pytest.mark.parametrize(("template", "least_caught"), [(REPORT, 4000), (DECK, 50)])
@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_in_the_logs_can_change_without_the_text_noticing(
    db: None,
    round_: Round,
    evidence: Evidence,
    in_logs: tuple[FactsChanged, ...],
    language: str,
    template: Template,
    least_caught: int,
) -> None:
    found = mutate(source(round_, language, evidence, template), evidence, language, in_logs)
    assert found.mutants == len(in_logs) > 4000
    assert found.caught > least_caught
    assert found.survivors == ()
    assert found.leaks == ()


def test_every_way_to_change_a_log_moves_a_fact(in_logs: tuple[FactsChanged, ...]) -> None:
    tried = Counter(change.what for change in in_logs)
    moved = {change.what for change in in_logs if change.facts}
    assert set(tried) == moved
    assert tried["a centre without its log"] == 18


def test_entries_added_up_one_by_one_come_to_what_the_report_rests_on(demo_database: None, db: None) -> None:
    logs, kept = logs_of(2024), national_sums(2024)
    tally = Tally(logs, logs.noted)
    tally.change(logs.noted[:1], ())
    tally.change((), logs.noted[:1])
    found = tally.sums()
    assert set(found.visited) == set(kept.visited)
    assert set(found.asked) == set(kept.asked)
    for part in ("base", "logged", "kinds", "months", "quarters", "visitors", "covered"):
        assert getattr(found, part) == getattr(kept, part), part
