"""The words that tell what a sentence is about: the form's own wordings, and a data file of what people call it.

The data file (``data/words/``) lies beside the form. What it does not name is still known by the form's wording, so a
new question is read from the first day; the file makes the reader better, not able.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from frisklivsnett.core.forms.model import Form, Option, Question, QuestionType
from frisklivsnett.core.narrative.expressions import cut
from frisklivsnett.core.narrative.lint.grammar import FRAME
from frisklivsnett.core.narrative.lint.patterns import Index, Phrase, Vocabulary, phrase, plain

CHOICES = (QuestionType.SINGLE, QuestionType.MULTIPLE)
NUMBERS = (QuestionType.INTEGER, QuestionType.DECIMAL)
_SHORTEST_STEM = 4
_ENDINGS = ("enes", "anes", "ene", "ane", "ens", "ets", "er", "ar", "en", "et", "a", "e", "s")
_NOT_WORDS = ("ikke", "ikkje", "not")


@dataclass(frozen=True, slots=True)
class OptionWords:
    """An option and what may be said along with it. ``negated`` when choosing it says that something is not done."""

    question: str
    code: str
    along: Vocabulary
    negated: bool


@dataclass(frozen=True, slots=True)
class Name:
    """What an option is called. ``short`` names count only where the question is spoken of."""

    option: OptionWords
    short: bool


@dataclass(frozen=True)
class QuestionWords:
    """A question. ``distinct`` are words that ask for different ones, which a sum of answers cannot tell.

    ``done_by_others`` are verbs that visitors do, and not the centre: «ti sentraler besøkte …» is not asked.
    """

    question: Question
    along: Vocabulary
    alone: bool
    counts: tuple[Phrase, ...]
    unsure: tuple[Phrase, ...]
    distinct: Vocabulary
    done_by_others: Vocabulary
    options: Mapping[str, OptionWords]


@dataclass(frozen=True, slots=True)
class FactWords:
    """A fact of the agreements. ``is_`` tells what it is a number of, or that it is money, a name or a date."""

    name: str
    is_: str
    nouns: Vocabulary
    along: Vocabulary


class Lexicon:
    """All the words of a form. ``data`` is the content of the file of synonyms; it may be empty.

    ``institutions`` are the names of universities and the like, each with its other names. Raises ``ValueError`` when
    the data names an option that the form's question lacks.
    """

    def __init__(
        self, form: Form, data: Mapping[str, Any], institutions: Sequence[Sequence[str]] = ()
    ) -> None:
        self.form = form
        self.institutions = tuple(tuple(names) for names in institutions)
        self.centre = Vocabulary(data.get("centre", "sentral*"))
        self.municipality = Vocabulary(data.get("municipality", ""))
        self.hosting = Vocabulary(data.get("hosting", ""))
        told: Mapping[str, Mapping[str, Any]] = data.get("questions", {})
        self.questions = {q.id: _question_words(q, told.get(q.id, {})) for q in form.questions}
        self.options: Index[Name] = Index(_option_phrases(self.questions, told))
        self.about: Index[str] = Index(_phrases_of("about", told, self.questions))
        self.any_of: Index[str] = Index(_phrases_of("any", told, self.questions))
        facts = data.get("facts", ())
        self.facts: Index[FactWords] = Index(
            (phrase(said), words) for fact in facts for words in (_fact_words(fact),) for said in fact["said"]
        )
        _check_names(form, told)


def _check_names(form: Form, told: Mapping[str, Mapping[str, Any]]) -> None:
    for question_id, words in told.items():
        if not form.has(question_id):
            continue  # a form of another year may lack it
        codes = {option.code for option in form.question(question_id).options}
        if unknown := words.get("options", {}).keys() - codes:
            raise ValueError(f"The words name {question_id}.{min(unknown)}, which the form lacks.")


def _question_words(question: Question, told: Mapping[str, Any]) -> QuestionWords:
    wording = [f"{stem(word)}*" for text in _norwegian(question) for word in content_words(text)]
    named = [pattern for key in ("about", "any", "unsure") for pattern in told.get(key, ())]
    return QuestionWords(
        question,
        Vocabulary([*told.get("with", ()), told.get("distinct", ""), *wording, *_flat(named)]),
        bool(told.get("alone", not told)),
        tuple(phrase(pattern) for pattern in told.get("counts", ())),
        tuple(phrase(pattern) for pattern in told.get("unsure", ())),
        Vocabulary(told.get("distinct", "")),
        Vocabulary(told.get("done_by_others", "")),
        {
            o.code: _option_words(question, o, told.get("options", {}).get(o.code, {}))
            for o in question.options
        },
    )


def _flat(patterns: Sequence[str]) -> list[str]:
    return [part for pattern in patterns for part in pattern.split()]


def _option_words(question: Question, option: Option, told: Mapping[str, Any]) -> OptionWords:
    wording = [f"{stem(word)}*" for text in _norwegian(option) for word in content_words(text)]
    negated = option.exclusive and any(
        word in _NOT_WORDS for text in _norwegian(option) for word in text.lower().split()
    )
    along = Vocabulary(
        [*told.get("with", ()), *_flat(told.get("names", ())), *_flat(told.get("short", ())), *wording]
    )
    return OptionWords(question.id, option.code, along, negated)


def _option_phrases(
    questions: Mapping[str, QuestionWords], told: Mapping[str, Mapping[str, Any]]
) -> Iterator[tuple[Phrase, Name]]:
    for question_id, words in questions.items():
        options = told.get(question_id, {}).get("options", {})
        for option in words.question.options:
            told_words = options.get(option.code, {})
            names = list(told_words.get("names", ()))
            for text in _norwegian(option):
                stems = [f"{stem(word)}*" for word in content_words(text)]
                if stems and not option.specify:
                    names.append(" ".join(dict.fromkeys(stems)))
            for name in dict.fromkeys(names):
                yield phrase(name), Name(words.options[option.code], short=False)
            for name in told_words.get("short", ()):
                yield phrase(name), Name(words.options[option.code], short=True)


def _phrases_of(
    key: str, told: Mapping[str, Mapping[str, Any]], questions: Mapping[str, QuestionWords]
) -> Iterator[tuple[Phrase, str]]:
    for question_id, words in told.items():
        if question_id in questions:
            for pattern in words.get(key, ()):
                yield phrase(pattern), question_id


def _fact_words(fact: Mapping[str, Any]) -> FactWords:
    kind = str(fact["is"])
    return FactWords(
        fact["fact"], kind, Vocabulary(kind), Vocabulary([*fact.get("with", ()), *_flat(fact["said"])])
    )


def _norwegian(worded: Question | Option) -> tuple[str, ...]:
    return tuple(words for language in ("nb", "nn") if (words := worded.text.by_language.get(language, "")))


def content_words(text: str) -> list[str]:
    """Return the words of a wording that carry its meaning, as patterns see them."""
    words = [plain(word) for word in cut(text).words]
    return [word for word in words if word.isalpha() and not FRAME.has(word) and word not in _NOT_WORDS]


def stem(word: str) -> str:
    """Return a word without its ending, when enough is left."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM:
            return word.removesuffix(ending)
    return word
