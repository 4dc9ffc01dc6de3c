"""Every address of the site. Each area has its own ``urls.py``; the names are flat: ``web:front``, ``web:round``."""

from django.urls import URLPattern, URLResolver, include, path

from frisklivsnett.web import errors, language

app_name = "web"

areas: list[URLPattern | URLResolver] = [
    path("", include("frisklivsnett.web.front.urls")),
    path("", include("frisklivsnett.web.account.urls")),
    path("", include("frisklivsnett.web.pages.urls")),
    path("", include("frisklivsnett.web.overview.urls")),
    path("", include("frisklivsnett.web.agreements.urls")),
    path("", include("frisklivsnett.web.letters.urls")),
    path("", include("frisklivsnett.web.results.urls")),
    path("", include("frisklivsnett.web.reports.urls")),
    path("", include("frisklivsnett.web.editor.urls")),
    path("", include("frisklivsnett.web.proofing.urls")),
    path("", include("frisklivsnett.web.following.urls")),
    path("", include("frisklivsnett.web.year.urls")),
    path("", include("frisklivsnett.web.reporting.urls")),
    path("", include("frisklivsnett.web.requests.urls")),
    path("", include("frisklivsnett.web.transfer.urls")),
    path("", include("frisklivsnett.web.expertise.urls")),
    path("", include("frisklivsnett.web.activity.urls")),
    path("", include("frisklivsnett.web.status.urls")),
    path("sprak/", language.choose_language, name="language"),
]

urlpatterns = [path("", include((areas, app_name)))]

handler400 = errors.bad_request
handler403 = errors.forbidden
handler404 = errors.not_found
handler500 = errors.server_error
