"""The way in to the text of a report."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Concatenate, ParamSpec

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from frisklivsnett.collection.access import round_or_404
from frisklivsnett.collection.models import Round
from frisklivsnett.core.text import LANGUAGES
from frisklivsnett.publication.texts import DECK, REPORT, Template
from frisklivsnett.registry.models import User
from frisklivsnett.registry.permissions import check_may

TEXT = "tekst"
"""The field that holds the text."""


@dataclass(frozen=True, slots=True)
class Desk:
    """What is written: the report of a round, or its deck, in a language."""

    round: Round
    template: Template
    language: str
    by: User

    @property
    def year(self) -> int:
        """The report year."""
        return self.round.report_year

    @property
    def language_name(self) -> str:
        """The language under its own name."""
        return dict(settings.LANGUAGES)[self.language]

    @property
    def languages(self) -> list[tuple[str, str, str]]:
        """Every language the text is written in: code, name, address."""
        return [(code, name, self._address("write_report", code)) for code, name in settings.LANGUAGES]

    @property
    def is_deck(self) -> bool:
        """Whether it is the text of the slides."""
        return self.template == DECK

    @property
    def texts(self) -> list[tuple[str, str, bool]]:
        """The texts of the round: name, address in this language, and whether it is this one."""
        names = {REPORT: _("Rapport"), DECK: _("Presentasjon")}
        return [
            (name, self._address("write_report", self.language, each), each == self.template)
            for each, name in names.items()
        ]

    @property
    def address(self) -> str:
        """Where the text is written."""
        return self._address("write_report", self.language)

    @property
    def check_address(self) -> str:
        """Where a script asks for a check, or saves."""
        return self._address("check_report", self.language)

    @property
    def pick_address(self) -> str:
        """Where a claim, a table or a figure is chosen."""
        return self._address("pick_for_report", self.language)

    @property
    def versions_address(self) -> str:
        """Where the versions are."""
        return self._address("report_versions", self.language)

    def version_address(self, number: int) -> str:
        """Where one version is."""
        names = {
            "year": self.year,
            "template": self.template,
            "text_language": self.language,
            "number": number,
        }
        return reverse("web:report_version", kwargs=names)

    def _address(self, route: str, language: str, template: Template | None = None) -> str:
        names = {"year": self.year, "template": template or self.template, "text_language": language}
        return reverse(f"web:{route}", kwargs=names)


More = ParamSpec("More")
View = Callable[Concatenate[HttpRequest, Desk, More], HttpResponse]


def writer(view: View[More]) -> Callable[..., HttpResponse]:
    """Let in those who write the report. A text that is sent after the login has run out is given back, not lost."""

    @never_cache
    @wraps(view)
    def enter(
        request: HttpRequest,
        year: int,
        template: Template,
        text_language: str,
        *more: More.args,
        **named: More.kwargs,
    ) -> HttpResponse:
        if not isinstance(request.user, User):
            return _logged_out(request)
        check_may(request.user, "write_report")
        if text_language not in LANGUAGES:
            raise Http404
        return view(request, Desk(round_or_404(year), template, text_language, request.user), *more, **named)

    return enter


def _logged_out(request: HttpRequest) -> HttpResponse:
    if request.method != "POST" or not request.POST.get(TEXT):
        return redirect_to_login(request.get_full_path())
    context = {"typed": request.POST[TEXT], "login": reverse("web:login")}
    return render(request, "editor/logged_out.html", context, status=401)
