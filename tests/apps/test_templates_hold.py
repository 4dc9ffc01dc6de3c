"""The texts that a report starts from hold as they are written, so that a first save needs no refresh."""

import pytest

from frisklivsnett.collection.models import Round
from frisklivsnett.core.text import LANGUAGES
from frisklivsnett.publication.evidence import evidence_of
from frisklivsnett.publication.report import made_from, source_of
from frisklivsnett.publication.texts import TEMPLATES, Template

pytestmark = [pytest.mark.usefixtures("demo_database", "db"), pytest.mark.one_database]


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda each: each.word)
def test_a_template_holds_as_it_is_written(template: Template) -> None:
    round_ = Round.objects.select_related("form_version").get(report_year=2024)
    evidence = evidence_of(round_)
    for language in LANGUAGES:
        report = made_from(source_of(language, template), round_, language, evidence, refreshed=False)
        assert [fault.said("nb") for fault in report.faults] == []
