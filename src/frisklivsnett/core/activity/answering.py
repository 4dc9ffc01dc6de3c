"""The answers to a kind's own questions that a note gives: codes by its words, hours, money and students by numbers."""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal

from frisklivsnett.core.activity.draft import Found
from frisklivsnett.core.activity.model import Kind
from frisklivsnett.core.activity.spans import FROM_WORDS, Note, is_about
from frisklivsnett.core.activity.vocabulary import Phrase
from frisklivsnett.core.activity.words import number_of
from frisklivsnett.core.forms import Answer, Form, QuestionType

_HOURS = re.compile(
    r"(?<![\w.,])(\d{1,3}(?:[.,]\d{1,2})?(?=\s*[th])|[a-zæøåé]+(?=\s))\s*(?:timer|timar|time|t|hours)\b",
    re.IGNORECASE,
)
_MONEY = re.compile(
    r"(?<![\w.,])(\d{1,3}(?:[ .\u00a0]\d{3})+|\d{1,7})\s*(?:kr|kroner|,-)(?!\w)", re.IGNORECASE
)
_STUDENTS = re.compile(r"(?<![\w.,])(\d{1,4}|[a-zæøåé]+)\s+(?:\w+)?student(?:er|ar|s)?\b", re.IGNORECASE)

_PARTIES = {
    "visitor_types": FROM_WORDS,
    "from_whom": FROM_WORDS,
    "sectors": FROM_WORDS | {"med", "with"},
    "audiences": FROM_WORDS | {"for", "til", "to"},
}
"""Questions of who took part, with the words that lead them in: who is only spoken *about* did not."""


def answers_of(
    note: Note, said: Sequence[tuple[int, Phrase]], kind: Kind | None
) -> Mapping[str, Found[Answer]]:
    """Return the answers to the kind's form; hours and money are taken out of the note."""
    if kind is None:
        return {}
    answers: dict[str, Found[Answer]] = {}
    for index, phrase in said:
        words = note.slice(index, index + len(phrase.words) - 1)
        for question, code in phrase.answers.items():
            if question in _PARTIES and is_about(note, index, _PARTIES[question]):
                continue
            _tick(answers, kind.form, question, code, words)
        for question, codes in phrase.unsure.items():
            if question in _PARTIES and is_about(note, index, _PARTIES[question]):
                continue
            _tick(answers, kind.form, question, codes[0], words, codes[1:], sure=False)
    for question, pattern, is_taken in (
        ("hours", _HOURS, True),
        ("cost", _MONEY, True),
        ("students", _STUDENTS, False),
    ):
        if kind.form.has(question):
            _number(answers, note, question, pattern, is_taken)
    return answers


def _tick(
    answers: dict[str, Found[Answer]],
    form: Form,
    question: str,
    code: str,
    words: str,
    others: tuple[str, ...] = (),
    sure: bool = True,
) -> None:
    if not form.has(question) or form.question(question).option(code) is None:
        return
    before = answers.get(question)
    several = form.question(question).type is QuestionType.MULTIPLE
    if before is None:
        value: str | tuple[str, ...] = (code,) if several else code
        rest = tuple(Answer((other,) if several else other) for other in others)
        answers[question] = Found(Answer(value), words, sure, rest)
    elif several:
        ticked = before.value.value
        assert isinstance(ticked, tuple)
        codes = [o.code for o in form.question(question).options if o.code in (*ticked, code)]
        said = before.words if words in before.words.split(", ") else f"{before.words}, {words}"
        answers[question] = Found(Answer(tuple(codes)), said, before.sure and sure)
    elif before.value.value != code:
        answers[question] = Found(before.value, before.words, False, (*before.alternatives, Answer(code)))


def _number(
    answers: dict[str, Found[Answer]], note: Note, question: str, pattern: "re.Pattern[str]", is_taken: bool
) -> None:
    found = pattern.search(note.text)
    if found is None or any(note.taken[found.start() : found.end()]):
        return
    value: int | Decimal | None
    if question == "hours":
        decimal = re.fullmatch(r"\d+(?:[.,]\d+)?", found[1])
        value = Decimal(found[1].replace(",", ".")) if decimal else number_of(found[1])
        value = Decimal(value) if value is not None else None
    else:
        value = number_of(found[1])
    if value is None:
        return
    words = note.take(*found.span()) if is_taken else found[0]
    answers[question] = Found(Answer(value), words)
