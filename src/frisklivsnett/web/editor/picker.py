"""Choosing a claim, a table or a figure by its question, and seeing the words that the program would write."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from markupsafe import Markup

from frisklivsnett.core.documents.html import fragment
from frisklivsnett.core.documents.model import Document, DocumentError
from frisklivsnett.core.forms import Question, QuestionType
from frisklivsnett.core.narrative import Checker, Claim, Evidence
from frisklivsnett.core.text import Text, text
from frisklivsnett.publication.inclusions import InclusionError, Inclusions
from frisklivsnett.publication.proof import PLACEHOLDER
from frisklivsnett.web.jinja import language as page_language

TICKED = text(
    "{claim} av sentralene{where} har krysset av for «{option}».",
    "{claim} av sentralane{where} har kryssa av for «{option}».",
    "{claim} of the centres{where} ticked “{option}”.",
)

BY_NUMBER = text("Svar på spørsmål {number}", "Svar på spørsmål {number}", "Answers to question {number}")
NO_SENTENCE = Text()


@dataclass(frozen=True, slots=True)
class Kind:
    """A way of saying something of a question: its formula, and a sentence around the words.

    ``fits`` tells whether a question can be spoken of like that; an ``inclusion`` is a table or figure.
    """

    key: str
    name: Promise
    formula: str
    fits: Callable[[QuestionType], bool]
    sentence: Text = NO_SENTENCE
    takes_option: bool = False
    inclusion: bool = False


def _choice(kind: QuestionType) -> bool:
    return kind.is_choice or kind is QuestionType.YES_NO


def _number(kind: QuestionType) -> bool:
    return kind.is_number


def _words(kind: QuestionType) -> bool:
    return kind is QuestionType.TEXT


def _any(_kind: QuestionType) -> bool:
    return True


def _of_option(key: str, name: Promise, word: str, sentence: Text = TICKED) -> Kind:
    return Kind(key, name, word + " {question}.{option}", _choice, sentence, takes_option=True)


def _of_number(key: str, name: Promise, word: str, sentence: Text) -> Kind:
    return Kind(key, name, word + " {question}", _number, sentence)


def _part(key: str, name: Promise, formula: str, fits: Callable[[QuestionType], bool]) -> Kind:
    return Kind(key, name, formula, fits, inclusion=True)


_KINDS = (
    _of_option("antall", gettext_lazy("Antall som har krysset av"), "count"),
    _of_option("andel", gettext_lazy("Andel som har krysset av"), "share"),
    _of_option("mengdeord", gettext_lazy("Mengdeord: de fleste, halvparten …"), "quantity"),
    _of_option(
        "alle",
        gettext_lazy("Alle"),
        "all",
        text(
            "{claim} sentraler{where} har krysset av for «{option}».",
            "{claim} sentralar{where} har kryssa av for «{option}».",
            "{claim} centres{where} ticked “{option}”.",
        ),
    ),
    _of_option("ingen", gettext_lazy("Ingen"), "none"),
    _of_option(
        "liste",
        gettext_lazy("Liste over sentralene"),
        "list",
        text(
            "Disse sentralene{where} har krysset av for «{option}»: {claim}.",
            "Desse sentralane{where} har kryssa av for «{option}»: {claim}.",
            "These centres{where} ticked “{option}”: {claim}.",
        ),
    ),
    _of_option(
        "utvikling",
        gettext_lazy("Utvikling fra året før"),
        "trend",
        text(
            "Det er {claim}{where} som har krysset av for «{option}».",
            "Det er {claim}{where} som har kryssa av for «{option}».",
            "There are {claim}{where} that ticked “{option}”.",
        ),
    ),
    Kind(
        "vanligst",
        gettext_lazy("Det vanligste svaret"),
        "most {question}",
        _choice,
        text(
            "Vanligst{where} er {claim}.", "Vanlegast{where} er {claim}.", "The commonest{where} is {claim}."
        ),
    ),
    _of_number(
        "sum",
        gettext_lazy("Sum"),
        "sum",
        text("Summen{where} er {claim}.", "Summen{where} er {claim}.", "The sum{where} is {claim}."),
    ),
    _of_number(
        "median",
        gettext_lazy("Median"),
        "median",
        text("Medianen{where} er {claim}.", "Medianen{where} er {claim}.", "The median{where} is {claim}."),
    ),
    _of_number(
        "snitt",
        gettext_lazy("Gjennomsnitt"),
        "mean",
        text(
            "Gjennomsnittet{where} er {claim}.",
            "Gjennomsnittet{where} er {claim}.",
            "The mean{where} is {claim}.",
        ),
    ),
    _of_number(
        "lavest",
        gettext_lazy("Det laveste tallet"),
        "min",
        text(
            "Det laveste tallet{where} er {claim}.",
            "Det lågaste talet{where} er {claim}.",
            "The lowest number{where} is {claim}.",
        ),
    ),
    _of_number(
        "hoyest",
        gettext_lazy("Det høyeste tallet"),
        "max",
        text(
            "Det høyeste tallet{where} er {claim}.",
            "Det høgaste talet{where} er {claim}.",
            "The highest number{where} is {claim}.",
        ),
    ),
    _of_number(
        "utvikling-sum",
        gettext_lazy("Utvikling i summen fra året før"),
        "trend",
        text("Det er {claim}{where}.", "Det er {claim}{where}.", "There are {claim}{where}."),
    ),
    Kind(
        "svart",
        gettext_lazy("Antall som har svart"),
        "answered {question}",
        _any,
        text(
            "{claim} av sentralene{where} har svart på spørsmålet.",
            "{claim} av sentralane{where} har svart på spørsmålet.",
            "{claim} of the centres{where} answered the question.",
        ),
    ),
    Kind(
        "mangler",
        gettext_lazy("Antall som ikke har svart"),
        "missing {question}",
        _any,
        text(
            "{claim} av sentralene{where} har ikke svart på spørsmålet.",
            "{claim} av sentralane{where} har ikkje svart på spørsmålet.",
            "{claim} of the centres{where} did not answer the question.",
        ),
    ),
    _part("figur", gettext_lazy("Figur"), "figure {question}", _choice),
    _part(
        "figur-sortert", gettext_lazy("Figur, den lengste stolpen først"), "figure {question} sorted", _choice
    ),
    _part("tabell", gettext_lazy("Tabell"), "table {question}", _choice),
    _part(
        "talltabell", gettext_lazy("Tabell med sum, median, lavest og høyest"), "numbers {question}", _number
    ),
    _part("tidsserie", gettext_lazy("Figur over årene"), "series {question}", _number),
    _part("tekster", gettext_lazy("Tabell med det sentralene skrev"), "texts {question}", _words),
)


@dataclass(frozen=True)
class Pick:
    """What has been chosen so far, read from an address; nonsense is as if nothing was chosen."""

    evidence: Evidence
    language: str
    chosen: Mapping[str, str]

    @property
    def questions(self) -> list[tuple[str, list[tuple[str, str]]]]:
        """The questions by section: id, and number with wording."""
        shown = page_language()
        return [
            (section.title.in_(shown), [(each.id, _numbered(each, shown)) for each in section.questions])
            for section in self.evidence.current.form.sections
        ]

    @cached_property
    def question(self) -> Question | None:
        """The question chosen."""
        form = self.evidence.current.form
        name = self.chosen.get("sporsmal", "")
        return form.question(name) if form.has(name) else None

    @property
    def kinds(self) -> list[tuple[str, str]]:
        """What can be said of the question."""
        found = self.question
        return [(kind.key, str(kind.name)) for kind in _KINDS if found and kind.fits(found.type)]

    @cached_property
    def kind(self) -> Kind | None:
        """What is to be said of it: the first thing that can be, until something is chosen."""
        found = self.question
        fitting = [kind for kind in _KINDS if found and kind.fits(found.type)]
        named = [kind for kind in fitting if kind.key == self.chosen.get("slag")]
        return next(iter(named or fitting), None)

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

    @cached_property
    def claim(self) -> Claim | None:
        """The claim with the program's own words, when it is one that was chosen."""
        if self.kind is None or self.kind.inclusion:
            return None
        return Checker(self.evidence, self.language).resolve(self.formula, "")

    @property
    def source(self) -> str:
        """What to put into the text."""
        if self.question is None or self.kind is None:
            return ""
        if self.claim is not None:
            return f"[{self.claim.expected}](={self.formula})"
        return f"![{self._caption(self.question)}](={self.formula})"

    def _caption(self, question: Question) -> str:
        """The question's wording; its number where the wording has a quantity («nokre») that nothing stands behind."""
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
        start = pattern.startswith("{claim}")
        claim = Checker(self.evidence, self.language).resolve(self.formula, "", sentence_start=start)
        place = dict(self.areas)[self.area] if self.area else ""
        where = f" {'in' if self.language == 'en' else 'i'} {place}" if place else ""
        found = self.question.option(self.option)
        option = (
            found.text.in_(self.language).rstrip(":. ") if found else dict(self.options).get(self.option, "")
        )
        return pattern.format(claim=f"[{claim.expected}](={self.formula})", where=where, option=option)

    @property
    def shown(self) -> Markup:
        """The table or figure as it will look; empty for a claim."""
        if self.kind is None or not self.kind.inclusion or self.question is None:
            return Markup()
        caption = self.question.text.in_(self.language).rstrip("?:. ")
        try:
            blocks = Inclusions(self.evidence, self.language).include(self.formula, caption)
            document = Document(title=caption, language=self.language, blocks=tuple(blocks))
            return Markup(fragment(document, with_contents=False))  # noqa: S704 - it escapes all words
        except (InclusionError, DocumentError):
            return Markup()


def _numbered(question: Question, language: str) -> str:
    words = question.text.in_(language)
    return f"{question.number}. {words}" if question.number else words
