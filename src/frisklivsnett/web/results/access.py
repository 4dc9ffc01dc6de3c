"""Who may see a round's results: the Directorate always, everyone else once its report has been published."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from frisklivsnett.collection.access import round_or_404
from frisklivsnett.collection.models import Round
from frisklivsnett.publication.models import is_published
from frisklivsnett.registry.permissions import may
from frisklivsnett.web.errors import Trouble, show

Rest = ParamSpec("Rest")


def of_visible_round(
    view: Callable[Concatenate[HttpRequest, Round, Rest], HttpResponse],
) -> Callable[..., HttpResponse]:
    """Fetch the round of a report year for the view; who may not see its results gets a page that says why.

    Raises ``Http404`` when there is no such round.
    """

    @wraps(view)
    def guarded(request: HttpRequest, year: int, *args: Rest.args, **kwargs: Rest.kwargs) -> HttpResponse:
        round_ = round_or_404(year)
        if may(request.user, "see_results") or may(
            request.user, "see_results", published=is_published(round_)
        ):
            return view(request, round_, *args, **kwargs)
        return show(request, _not_published(request, round_))

    return guarded


def _not_published(request: HttpRequest, round_: Round) -> Trouble:
    year = {"year": round_.report_year}
    title = _("Resultatene for %(year)s er ikke publisert ennå") % year
    text = (
        _("De blir åpne for alle når Helsedirektoratet publiserer den nasjonale rapporten for %(year)s.")
        % year
    )
    if request.user.is_authenticated:
        advice = _(
            "Prøv igjen senere. Ta kontakt med Helsedirektoratet hvis du lurer på når rapporten kommer."
        )
        return Trouble(403, title, text, advice, _("Til forsiden"), reverse("web:front"))
    advice = _("Prøv igjen senere. Arbeider du i Helsedirektoratet, kan du logge inn og se dem nå.")
    login = f"{reverse('web:login')}?{urlencode({'next': request.get_full_path()})}"
    return Trouble(403, title, text, advice, _("Logg inn"), login)
