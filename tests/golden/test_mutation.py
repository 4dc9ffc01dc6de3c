"""Every sentence of the 2024 report and its slides follows the answers it rests on, and no others."""

import pytest

from frisklivsnett.collection.models import Round
from frisklivsnett.core.narrative.mutation import mutate
from frisklivsnett.publication.evidence import evidence_of
from frisklivsnett.publication.report import report_of
from frisklivsnett.publication.texts import DECK, REPORT, Template


@pytest.mark.parametrize(("template", "least_claims"), [(REPORT, 60), (DECK, 20)])
@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_no_answer_can_change_without_the_text_noticing(
    demo_database: None, db: None, language: str, template: Template, least_claims: int
) -> None:
    round_ = Round.objects.select_related("form_version").get(report_year=2024)
    evidence = evidence_of(round_)
    found = mutate(
        report_of(round_, language, evidence, template=template).checked.source, evidence, language
    )
    assert found.mutants > 1500
    assert found.claims > least_claims
    assert found.survivors == ()
    assert found.leaks == ()
