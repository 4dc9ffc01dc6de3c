"""Every sentence of the 2024 report follows the answers it rests on, and no others."""

import pytest

from frisklivsnett.collection.models import Round
from frisklivsnett.core.narrative.mutation import mutate
from frisklivsnett.publication.evidence import evidence_of
from frisklivsnett.publication.report import report_of


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_no_answer_can_change_without_the_report_noticing(
    demo_database: None, db: None, language: str
) -> None:
    round_ = Round.objects.select_related("form_version").get(report_year=2024)
    evidence = evidence_of(round_)
    found = mutate(report_of(round_, language, evidence).checked.source, evidence, language)
    assert found.mutants > 1500
    assert found.claims > 60
    assert found.survivors == ()
    assert found.leaks == ()
