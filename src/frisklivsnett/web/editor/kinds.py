"""The ways of saying something of a question: as a claim, a table or a figure."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from frisklivsnett.core.forms import QuestionType
from frisklivsnett.core.text import Text, text

TICKED = text(
    "{claim} av sentralene{where} har krysset av for «{option}».",
    "{claim} av sentralane{where} har kryssa av for «{option}».",
    "{claim} of the centres{where} ticked “{option}”.",
)

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


KINDS = (
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
