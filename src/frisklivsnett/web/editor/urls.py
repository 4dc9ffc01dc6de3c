"""Writing a round's report. It stands before the centres' reports, whose addresses would take its."""

from django.urls import path, register_converter

from frisklivsnett.publication.texts import TEMPLATES, Template
from frisklivsnett.web.editor import history, views


class TemplateConverter:
    """A text of a report in an address, by its word: «rapport» or «presentasjon»."""

    regex = "|".join(template.word for template in TEMPLATES)

    def to_python(self, word: str) -> Template:
        return next(template for template in TEMPLATES if template.word == word)

    def to_url(self, template: Template | str) -> str:
        return template if isinstance(template, str) else template.word


register_converter(TemplateConverter, "report_text")
BASE = "runder/<int:year>/<report_text:template>/skriv/"
IN = BASE + "<str:text_language>/"

urlpatterns = [
    path(BASE, views.choose, name="write_report_any"),
    path(IN, views.write, name="write_report"),
    path(IN + "kontroll/", views.check, name="check_report"),
    path(IN + "sett-inn/", views.pick, name="pick_for_report"),
    path(IN + "versjoner/", history.versions, name="report_versions"),
    path(IN + "versjoner/<int:number>/", history.version, name="report_version"),
    path(IN + "versjoner/<int:number>/gjenopprett/", history.restore, name="restore_report"),
]
