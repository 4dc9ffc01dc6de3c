"""Choosing a claim, a table or a figure by its question or among the logs, and seeing the words that come of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _

from frisklivsnett.core.forms import Question, QuestionType
from frisklivsnett.core.narrative import Checker, Evidence
from frisklivsnett.core.text import text
from frisklivsnett.publication.proof import PLACEHOLDER
from frisklivsnett.web.editor.kinds import KINDS, Kind
from frisklivsnett.web.editor.log_pick import log_group, log_pick
from frisklivsnett.web.editor.pick import Pick
from frisklivsnett.web.jinja import language as page_language

BY_NUMBER = text("Svar på spørsmål {number}", "Svar på spørsmål {number}", "Answers to question {number}")


def pick_of(evidence: Evidence, language: str, chosen: Mapping[str, str]) -> Pick:
    """Return what an address has chosen: something of the logs, or of a question of the form."""
    return log_pick(evidence, language, chosen) or QuestionPick(evidence, language, chosen)


def groups_of(evidence: Evidence) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return what can be chosen, as an address says it and in words: the questions by section, and then the logs."""
    shown = page_language()
    sections = [
        (section.title.in_(shown), [(each.id, _numbered(each, shown)) for each in section.questions])
        for section in evidence.current.form.sections
    ]
    return [*sections, *log_group(evidence)]


@dataclass(frozen=True)
class QuestionPick(Pick):
    """A question of the form: a claim of its answers, or a table or figure of them."""

    @cached_property
    def question(self) -> Question | None:
        """The question chosen."""
        form = self.evidence.current.form
        name = self.chosen.get("sporsmal", "")
        return form.question(name) if form.has(name) else None

    @property
    def subject(self) -> str:
        """The question's id."""
        return self.question.id if self.question else ""

    @property
    def kinds(self) -> list[tuple[str, str]]:
        """What can be said of the question."""
        found = self.question
        return [(kind.key, str(kind.name)) for kind in KINDS if found and kind.fits(found.type)]

    @cached_property
    def kind(self) -> Kind | None:
        """What is to be said of it: the first thing that can be, until something is chosen."""
        found = self.question
        fitting = [kind for kind in KINDS if found and kind.fits(found.type)]
        named = [kind for kind in fitting if kind.key == self.chosen.get("slag")]
        return next(iter(named or fitting), None)

    @property
    def kind_key(self) -> str:
        """The key of what is to be said."""
        return self.kind.key if self.kind else ""

    @property
    def inclusion(self) -> bool:
        """Whether it is a table or a figure."""
        return self.kind is not None and self.kind.inclusion

    @property
    def options(self) -> list[tuple[str, str]]:
        """The options to choose among, where the kind is about one."""
        if self.question is None or self.kind is None or not self.kind.takes_option:
            return []
        if self.question.type is QuestionType.YES_NO:
            return [("yes", _("Ja")), ("no", _("Nei"))]
        return [(option.code, option.text.in_(page_language())) for option in self.question.options]

    @property
    def option(self) -> str:
        """The option chosen: the first until another is."""
        codes = [code for code, _words in self.options]
        return self.chosen["svar"] if self.chosen.get("svar") in codes else next(iter(codes), "")

    @property
    def areas(self) -> list[tuple[str, str]]:
        """Where the centres may be, where the kind can be about some of them."""
        if self.kind is None or self.kind.inclusion:
            return []
        names = self.evidence.current.group_names
        everywhere = [("", _("Hele landet"))]
        regions = [(f"in region {code}", name) for code, name in names.get("health_region", {}).items()]
        counties = [(f'in county "{name}"', name) for name in names.get("county", {}).values()]
        return everywhere + regions + counties

    @property
    def area(self) -> str:
        """The area chosen, as a formula says it."""
        return self.chosen["omrade"] if self.chosen.get("omrade") in dict(self.areas) else ""

    @cached_property
    def formula(self) -> str:
        """The formula of what has been chosen."""
        if self.question is None or self.kind is None:
            return ""
        formula = self.kind.formula.format(question=self.question.id, option=self.option)
        return f"{formula} {self.area}".rstrip()

    @property
    def caption(self) -> str:
        """The question's wording; its number where the wording has a quantity («nokre») that nothing stands behind."""
        question = self.question
        if question is None:
            return ""
        caption = question.text.in_(self.language).rstrip("?:. ")
        if question.number and Checker(self.evidence, self.language).scan(caption):
            return BY_NUMBER.in_(self.language).format(number=question.number)
        return caption.replace(str(self.evidence.year), PLACEHOLDER)

    @property
    def sentence(self) -> str:
        """A whole sentence with the claim in it; empty when the program has no words for it."""
        if self.claim is None or self.kind is None or self.question is None or not self.claim.expected:
            return ""
        pattern = self.kind.sentence.in_(self.language)
        claim = self.claim_at(start=pattern.startswith("{claim}"))
        place = dict(self.areas)[self.area] if self.area else ""
        where = f" {'in' if self.language == 'en' else 'i'} {place}" if place else ""
        found = self.question.option(self.option)
        option = (
            found.text.in_(self.language).rstrip(":. ") if found else dict(self.options).get(self.option, "")
        )
        return pattern.format(claim=claim, where=where, option=option)


def _numbered(question: Question, language: str) -> str:
    words = question.text.in_(language)
    return f"{question.number}. {words}" if question.number else words
