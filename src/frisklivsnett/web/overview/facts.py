"""What the overview knows besides how far each centre has come: who has not been in, and which numbers stand out."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from frisklivsnett.collection.datasets import dataset_of
from frisklivsnett.collection.models import Round
from frisklivsnett.core.tables.outliers import Against, Outlier, outliers
from frisklivsnett.registry.models import Role
from frisklivsnett.web.addresses import reading_address
from frisklivsnett.web.jinja import language, number
from frisklivsnett.web.overview.rows import Facts


@dataclass(frozen=True, slots=True)
class Odd:
    """A number that stands out, for the list of them: where to read it, and what it stands out from in words."""

    centre: str
    slug: str
    question_id: str
    question: str
    words: str
    address: str


def facts_of(round_: Round, now: datetime, odd: Sequence[Odd]) -> Facts:
    """Return what the rows of a round tell besides."""
    logged_in = _logged_in(round_, now) if round_.has_opened(now) else None
    return Facts(logged_in, Counter(each.slug for each in odd))


def _logged_in(round_: Round, now: datetime) -> set[int]:
    """Return the organisations that somebody, with a role there today, has logged in from since the round opened."""
    roles = Role.objects.valid_on(timezone.localdate(now)).filter(
        user__is_active=True, user__last_login__gte=round_.opens_at
    )
    return set(roles.values_list("organisation_id", flat=True))


def round_before(round_: Round) -> Round | None:
    """Return the newest round before this one, or None."""
    earlier = Round.objects.filter(report_year__lt=round_.report_year).select_related("form_version")
    return earlier.order_by("-report_year").first()


def odd_numbers(round_: Round) -> list[Odd]:
    """Return the numbers sent that stand out, question by question (the rule: ``core/tables/outliers.py``)."""
    if not round_.submissions.sent().exists():
        return []
    before = round_before(round_)
    dataset = dataset_of(round_)
    found = outliers(dataset, dataset_of(before) if before else None)
    return [_odd(round_, each, before.report_year if before else 0) for each in found]


def _odd(round_: Round, outlier: Outlier, year_before: int) -> Odd:
    question, slug = round_.form.question(outlier.question_id), outlier.respondent.id
    label = question.text.in_(language())
    return Odd(
        centre=outlier.respondent.name,
        slug=slug,
        question_id=question.id,
        question=f"{question.number}. {label}" if question.number else label,
        words=in_words(outlier, year_before),
        address=f"{reading_address(round_.report_year, slug)}#svar-{question.id}",
    )


def in_words(outlier: Outlier, year_before: int) -> str:
    """Return «480, mot 48 i 2024», or how far it is from the others, with how many they are."""
    value = number(outlier.value)  # type: ignore[arg-type]
    usual = number(float(outlier.usual) if outlier.usual != int(outlier.usual) else int(outlier.usual))
    if outlier.against is Against.LAST_YEAR:
        return _("%(value)s, mot %(usual)s i %(year)s") % {
            "value": value,
            "usual": usual,
            "year": year_before,
        }
    words = _("%(value)s, mens medianen er %(usual)s for de %(base)s sentralene som har svart")
    return words % {"value": value, "usual": usual, "base": outlier.base}
