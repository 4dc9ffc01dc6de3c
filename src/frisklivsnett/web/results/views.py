"""The results of a round: all questions, one question, and both as files."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from frisklivsnett.collection.datasets import dataset_of
from frisklivsnett.collection.models import Round, Submission
from frisklivsnett.core.forms import Question
from frisklivsnett.core.tables import Dataset, cross_table, without_internal
from frisklivsnett.registry.permissions import may
from frisklivsnett.web.jinja import language
from frisklivsnett.web.overview.deadlines import deadline_in_words
from frisklivsnett.web.results.access import of_visible_round
from frisklivsnett.web.results.choice import GROUPINGS, Choice
from frisklivsnett.web.results.files import Extract
from frisklivsnett.web.results.questions import Maker, Shown, question_address, question_at, slug_of

CONTENT_TYPES = {"csv": "text/csv; charset=utf-8", "json": "application/json"}


@dataclass(frozen=True)
class Counted:
    """A round as it was counted for one page: everyone's answers, and those of the area that the reader chose."""

    round: Round
    choice: Choice
    everyone: Dataset
    sent_by: frozenset[str]
    at: datetime

    @classmethod
    def of(cls, round_: Round, request: HttpRequest) -> "Counted":
        """Count now. Nothing is kept from one page to the next, so what is shown is what has been sent."""
        everyone = dataset_of(round_)
        if not may(request.user, "read_internal"):
            everyone = without_internal(everyone)
        sent = Submission.objects.sent().filter(round=round_)
        slugs = frozenset(sent.values_list("agreement__organisation__slug", flat=True))
        choice = Choice.read(request.GET, everyone.group_names)
        return cls(round_, choice, everyone, slugs, timezone.now())

    @cached_property
    def dataset(self) -> Dataset:
        """The chosen area's answers."""
        return self.choice.of(self.everyone)

    @property
    def area(self) -> str:
        """The chosen area's name; nothing for all."""
        return self.choice.area_name(self.everyone.group_names)

    @property
    def base(self) -> int:
        """How many centres are asked in the area."""
        return self.dataset.base

    @property
    def sent(self) -> int:
        """How many of them have sent."""
        return sum(respondent.id in self.sent_by for respondent in self.dataset.respondents)

    def maker(self, *, by: str = "") -> Maker:
        """Return what makes results of this, in the language of the page."""
        return Maker(self.dataset, language(), by=by, sort=not self.choice.form_order)


@require_safe
@of_visible_round
def results(request: HttpRequest, round_: Round) -> HttpResponse:
    """Show every question's results, by section."""
    counted = Counted.of(round_, request)
    sections = counted.maker(by=counted.choice.by).sections() if counted.sent else []
    return render(request, "results/round.html", _context(request, counted) | {"sections": sections})


@require_safe
@of_visible_round
def question(request: HttpRequest, round_: Round, question_slug: str) -> HttpResponse:
    """Show everything about one question: its results, and by health region and county beside each other."""
    counted = Counted.of(round_, request)
    asked = _question_or_404(counted, question_slug)
    maker = counted.maker()
    context = _context(request, counted) | {
        "section": counted.dataset.form.section_of(asked.id),
        "result": maker.result(asked),
        "beside": _beside(counted, maker, asked) if counted.sent else [],
        "before": _neighbour(counted, asked, -1),
        "after": _neighbour(counted, asked, 1),
    }
    return render(request, "results/question.html", context)


@require_safe
@of_visible_round
def results_file(request: HttpRequest, round_: Round, ending: str) -> HttpResponse:
    """Give every question's table as a file, of the area and divided as the page is."""
    return _file(Counted.of(round_, request), ending)


@require_safe
@of_visible_round
def question_file(request: HttpRequest, round_: Round, question_slug: str, ending: str) -> HttpResponse:
    """Give one question's table as a file."""
    counted = Counted.of(round_, request)
    return _file(counted, ending, _question_or_404(counted, question_slug))


def _context(request: HttpRequest, counted: Counted) -> dict[str, object]:
    return {
        "round": counted.round,
        "counted": counted,
        "choice": counted.choice,
        "names": counted.everyone.group_names,
        "sees_round": may(request.user, "see_round"),
        "deadline": deadline_in_words(counted.round, timezone.localdate(counted.at)),
    }


def _question_or_404(counted: Counted, slug: str) -> Question:
    """Return the question, if it is among those that the reader may see."""
    found = question_at(counted.everyone.form, slug)
    if found is None:
        year = {"year": counted.round.report_year}
        raise Http404(_("Skjemaet for %(year)s har ikke dette spørsmålet.") % year)
    return found


def _beside(counted: Counted, maker: Maker, asked: Question) -> list[tuple[str, Shown]]:
    """Return the question by each kind of group that the area has, under the kind's name."""
    titles = {"helseregion": _("Etter helseregion"), "fylke": _("Etter fylke")}
    shown = []
    for kind in counted.choice.divisions:
        crossed = cross_table(counted.dataset, asked.id, GROUPINGS[kind])
        if crossed.rows and crossed.whole.answered:
            shown.append((titles[kind], maker.beside(crossed)))
    return shown


def _neighbour(counted: Counted, asked: Question, step: int) -> tuple[str, str] | None:
    """Return the address and the words of the question before or after."""
    questions = list(counted.dataset.form.questions)
    place = [question.id for question in questions].index(asked.id) + step
    if not 0 <= place < len(questions):
        return None
    address = question_address(counted.round.report_year, questions[place]) + counted.choice.query
    return address, questions[place].text.in_(language())


def _file(counted: Counted, ending: str, asked: Question | None = None) -> HttpResponse:
    extract = Extract(
        counted.dataset,
        language(),
        question_id=asked.id if asked else "",
        slug=slug_of(asked) if asked else "",
        by=counted.choice.by,
        area=counted.area,
    )
    body = extract.csv() if ending == "csv" else extract.json()
    response = HttpResponse(body, content_type=CONTENT_TYPES[ending])
    response.headers["Content-Disposition"] = f'attachment; filename="{extract.name(ending)}"'
    return response
