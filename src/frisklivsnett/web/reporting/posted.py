"""What a browser posts: the fields of one or more questions, with the version of each answer that the page showed.

A question is posted when its ``….seen`` field is there; its other fields may then be missing, which empties it. A post
with a field that belongs to no posted question is refused whole: it does not come from a page of ours.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.core.exceptions import SuspiciousOperation
from django.http import QueryDict

from frisklivsnett.core.forms import Answer, Reading, read_answer
from frisklivsnett.registry.models import User
from frisklivsnett.web.reporting.sheet import QuestionSheet

KEEP, TAKE = "behold", "bruk"
"""Names of the buttons that choose, when a colleague has saved another answer: mine, or theirs."""

REUSE = "gjenbruk"
"""Name of the button that saves the answer from the report before this one."""

WHO = "hvem"
"""Name of the field with the number of the person whom the page was made for."""

LOG = "fra-loggen"
"""Name of the button that saves what the centre's log says."""

OTHER_FIELDS = frozenset({"csrfmiddlewaretoken", "videre", "fra", KEEP, TAKE, REUSE, LOG, WHO})
LARGEST_VERSION = 2**31 - 1


@dataclass(frozen=True, slots=True)
class Posted:
    """What came: each question's reading by its id, and the versions seen."""

    readings: Mapping[str, Reading]
    seen: Mapping[str, int]

    @property
    def changes(self) -> Mapping[str, Answer | None]:
        """What can be saved."""
        return {id_: reading.answer for id_, reading in self.readings.items() if not reading.refused}

    @property
    def refused(self) -> tuple[str, ...]:
        """The questions whose fields hold what cannot be saved."""
        return tuple(id_ for id_, reading in self.readings.items() if reading.refused)


def read_post(questions: Iterable[QuestionSheet], post: QueryDict) -> Posted:
    """Return what was posted for these questions. Raises ``SuspiciousOperation`` for what no page of ours sends."""
    fields = {name: post.getlist(name) for name in post}
    asked = {question.id: question for question in questions if question.seen in fields}
    seen = {id_: _version(fields[question.seen]) for id_, question in asked.items()}
    seen |= _kept(post, asked)
    taken = post.get(TAKE, "")
    readings = {
        id_: read_answer(question.question, fields) for id_, question in asked.items() if id_ != taken
    }
    _check_no_more(fields, asked)
    return Posted(readings, seen)


def is_by(user: User, post: QueryDict) -> bool:
    """Whether it was typed by who is logged in now. On a shared computer a page outlives its person's login."""
    return post.get(WHO, str(user.pk)) == str(user.pk)


def with_fields(question: QuestionSheet, post: QueryDict, fields: Mapping[str, list[str]]) -> QueryDict:
    """Return what was posted with these in the place of the question's own fields."""
    changed = post.copy()
    for name in {question.id, question.approximate, *(option.specify for option in question.options)}:
        changed.pop(name, None)
    for name, values in fields.items():
        changed.setlist(name, values)
    return changed


def _kept(post: QueryDict, asked: Mapping[str, QuestionSheet]) -> Mapping[str, int]:
    """The choice «mine»: the person has seen the colleague's version, and saves over it."""
    id_, _, version = post.get(KEEP, "").rpartition(":")
    return {id_: _version([version])} if id_ in asked else {}


def _version(values: list[str]) -> int:
    if len(values) == 1 and values[0].isascii() and values[0].isdigit():
        version = int(values[0][:20])
        if version <= LARGEST_VERSION:
            return version
    raise SuspiciousOperation("A version that was seen is not a number.")


def _check_no_more(fields: Mapping[str, list[str]], asked: Mapping[str, QuestionSheet]) -> None:
    known = set(OTHER_FIELDS)
    for question in asked.values():
        known |= {question.id, question.seen, question.approximate}
        known |= {option.specify for option in question.options}
    if unknown := sorted(fields.keys() - known):
        raise SuspiciousOperation(f"No question of this page has a field {unknown[0][:60]!r}.")
