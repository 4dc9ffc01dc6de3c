"""Rules that make answers of what a centre has noted: data beside the form, read strictly and checked against both.

A file such as ``data/forms/annual-report-1.log.json`` has a rule for each question that the log can say something of::

    {"question": "hosting.people", "make": "people", "from": [{"kind": "visit"}]}
    {"question": "hosting.organisations", "make": "places",
     "from": [{"kind": "visit", "where": {"visitors": ["managers"]}, "or_unsaid": true, "near": ["county"]}]}
    {"question": "hosting.visitor_types", "make": "options",
     "each": {"kind": "visit", "field": "visitors", "where": {"mode": ["in_person"]}}}
    {"question": "research.participation", "make": "options", "when_none": "none",
     "options": {"own_projects": {"from": [{"kind": "research", "where": {"role": ["owner"]}}], "at_least": 1}}}
    {"question": "enquiries.topics", "make": "list", "of": ["topics"], "from": [{"kind": "enquiry"}], "mark": "– "}

``where`` names fields of the kind's form, each with the codes of which one must be chosen (``true``: it is answered).
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from enum import StrEnum

from frisklivsnett.core.activity.model import Kind
from frisklivsnett.core.forms.errors import ReadingError
from frisklivsnett.core.forms.model import Form, Question, QuestionType
from frisklivsnett.core.forms.node import Node

_ANYTHING = re.compile(r".{1,200}", re.DOTALL)
_MOST = 200


class RuleError(ReadingError):
    """A rule is broken, or names what neither the form nor the kinds have."""


class Make(StrEnum):
    """What a rule makes of the entries it is about."""

    COUNT = "count"
    """How many entries there are."""
    PEOPLE = "people"
    """The sum of their people."""
    PLACES = "places"
    """How many different municipalities and districts they name; an entry without one counts its organisations."""
    OPTIONS = "options"
    """The options that at least one entry, or as many as the rule asks for, speaks for."""
    LIST = "list"
    """A text: what they were about, who they were with, or their titles, one on each line."""


class Near(StrEnum):
    """How near a place is to a centre, by where they lie and not by kilometres."""

    OWN = "own"
    """The centre's own municipality or district."""
    COUNTY = "county"
    """Another one in its county."""
    REGION = "region"
    """Another county in its health region."""
    ELSEWHERE = "elsewhere"


TOPICS, TITLES, ORGANISATIONS = "topics", "titles", "organisations"
"""What a list can be made of besides the fields of a kind's form."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Which entries count: those of a kind, by their answers and by how near their places are.

    ``where`` must hold for every field: one of the codes is chosen, or with no codes that it is answered. ``unless``
    must hold for none. ``or_unsaid`` lets through an entry that does not answer a field of ``where`` at all. ``near``,
    when given, keeps the places that near, and the entries that have one.
    """

    kind: str
    where: Mapping[str, frozenset[str]] = field(default_factory=dict)
    unless: Mapping[str, frozenset[str]] = field(default_factory=dict)
    or_unsaid: bool = False
    near: frozenset[Near] = frozenset()


@dataclass(frozen=True, slots=True)
class OptionRule:
    """An option is suggested when at least ``at_least`` entries are among the choices."""

    code: str
    choices: tuple[Choice, ...]
    at_least: int = 1


@dataclass(frozen=True, slots=True)
class Rule:
    """How one question is answered from the log. ``choices`` are empty for options, which have their own.

    ``when_none`` is the option that says that there was nothing. ``of`` tells what a list is made of, ``mark`` what
    each line begins with.
    """

    question_id: str
    make: Make
    choices: tuple[Choice, ...] = ()
    options: tuple[OptionRule, ...] = ()
    when_none: str = ""
    of: tuple[str, ...] = ()
    mark: str = ""

    @property
    def kinds(self) -> frozenset[str]:
        """The kinds of entries that the rule looks at."""
        chosen = [*self.choices, *(choice for option in self.options for choice in option.choices)]
        return frozenset(choice.kind for choice in chosen)


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules of a form, by question."""

    form_id: str
    by_question: Mapping[str, Rule]

    def get(self, question_id: str) -> Rule | None:
        """Return the rule of a question, or None when the log says nothing of it."""
        return self.by_question.get(question_id)


def read_rules(data: object, form: Form, kinds: Mapping[str, Kind]) -> Rules:
    """Return the rules that ``data`` (parsed JSON) holds, checked against the form and the kinds, by their ids.

    Raises ``RuleError``, which names the place, and the nearest right name for one that nobody knows.
    """
    node = Node(data, "", RuleError)
    node.only("form", "about", "rules")
    if node["form"].string() != form.id:
        node["form"].fail(f"is for another form than {form.id}")
    reader = _Reader(form, kinds)
    rules: dict[str, Rule] = {}
    for each in node["rules"].some(at_most=_MOST):
        rule = reader.rule(each)
        if rule.question_id in rules:
            each["question"].fail(f"{rule.question_id} has a rule already")
        rules[rule.question_id] = rule
    return Rules(form.id, rules)


class _Reader:
    """Reads rules against one form and its kinds."""

    def __init__(self, form: Form, kinds: Mapping[str, Kind]) -> None:
        self.form = form
        self.kinds = kinds

    def rule(self, node: Node) -> Rule:
        node.only("question", "make", "from", "each", "options", "when_none", "of", "mark")
        question = self.form.question(
            _known(node["question"], [each.id for each in self.form.questions], "question of the form")
        )
        make = Make(node["make"].one_of(*Make))
        _check_type(node["make"], make, question)
        if make is Make.OPTIONS:
            return self._options(node, question)
        choices = self._choices(node["from"], make)
        if make is not Make.LIST:
            return Rule(question.id, make, choices)
        of = tuple(self._part(part, choices) for part in node["of"].some(at_most=9))
        mark = node.get("mark")
        return Rule(question.id, make, choices, of=of, mark=mark.string() if mark else "")

    def _options(self, node: Node, question: Question) -> Rule:
        codes = [option.code for option in question.options]
        found = self._each(node["each"], codes) if node.has("each") else {}
        if node.has("options"):
            for key, each in node["options"].fields():
                code = _known(Node(key, each.path, RuleError), codes, f"option of {question.id}")
                found[code] = self._option(code, each)
        if not found:
            node.fail("needs options, or each")
        none = node.get("when_none")
        when_none = _known(none, codes, f"option of {question.id}") if none else ""
        ordered = tuple(found[code] for code in codes if code in found)
        return Rule(question.id, Make.OPTIONS, options=ordered, when_none=when_none)

    def _option(self, code: str, node: Node) -> OptionRule:
        node.only("from", "at_least")
        at_least = node.get("at_least")
        return OptionRule(
            code, self._choices(node["from"], Make.OPTIONS), at_least.integer() if at_least else 1
        )

    def _each(self, node: Node, codes: list[str]) -> dict[str, OptionRule]:
        """Return a rule for each of the question's options whose code is also one of a field's."""
        node.only("kind", "field", "where")
        kind = self._kind(node["kind"])
        name = _known(node["field"], _fields(kind), f"field of {kind.id}")
        shared = [code for code in codes if kind.form.question(name).option(code)]
        if not shared:
            node["field"].fail("has no option with the code of one of the question's")
        where = _tests(node, "where", kind)
        return {
            code: OptionRule(code, (Choice(kind.id, where={**where, name: frozenset({code})}),))
            for code in shared
        }

    def _choices(self, node: Node, make: Make) -> tuple[Choice, ...]:
        return tuple(self._choice(each, make) for each in node.some(at_most=20))

    def _choice(self, node: Node, make: Make) -> Choice:
        node.only("kind", "where", "unless", "or_unsaid", "near")
        kind = self._kind(node["kind"])
        if make is Make.PEOPLE and not kind.has_people:
            node["kind"].fail(f"{kind.id} has no number of people to add up")
        if (make is Make.PLACES or node.has("near")) and not kind.has_places:
            node["kind"].fail(f"{kind.id} has no places")
        or_unsaid = node.get("or_unsaid")
        near = node["near"].some(at_most=4) if node.has("near") else []
        return Choice(
            kind.id,
            _tests(node, "where", kind),
            _tests(node, "unless", kind),
            or_unsaid.boolean() if or_unsaid else False,
            frozenset(Near(each.one_of(*Near)) for each in near),
        )

    def _part(self, node: Node, choices: Iterable[Choice]) -> str:
        kinds = [self.kinds[choice.kind] for choice in choices]
        if node.value == TOPICS and not all(kind.has_topics for kind in kinds):
            node.fail("is asked of a kind that has no topics")
        fields = [set(_fields(kind)) for kind in kinds]
        names = [TOPICS, TITLES, ORGANISATIONS, *sorted(set.union(*fields))]
        return _known(node, names, "part of an entry")

    def _kind(self, node: Node) -> Kind:
        return self.kinds[_known(node, list(self.kinds), "kind of entry")]


def _tests(node: Node, key: str, kind: Kind) -> dict[str, frozenset[str]]:
    tests = {}
    for key_of, each in node[key].fields() if node.has(key) else ():
        name = _known(Node(key_of, each.path, RuleError), _fields(kind), f"field of {kind.id}")
        tests[name] = _codes(each, kind.form.question(name))
    return tests


def _codes(node: Node, question: Question) -> frozenset[str]:
    if node.value is True:
        return frozenset()
    codes = ["yes", "no"] if question.type is QuestionType.YES_NO else [o.code for o in question.options]
    return frozenset(_known(each, codes, f"option of {question.id}") for each in node.some(at_most=_MOST))


def _fields(kind: Kind) -> list[str]:
    return [question.id for question in kind.form.questions]


def _check_type(node: Node, make: Make, question: Question) -> None:
    fits = {
        Make.OPTIONS: question.type is QuestionType.MULTIPLE,
        Make.LIST: question.type is QuestionType.TEXT,
    }.get(make, question.type is QuestionType.INTEGER)
    if not fits:
        node.fail(f"{make} cannot answer {question.id}, which is a question of type {question.type}")


def _known(node: Node, names: list[str], what: str) -> str:
    name = node.matching(_ANYTHING, f"the name of a {what}")
    if name in names:
        return name
    found = get_close_matches(name, names, n=1, cutoff=0.6)
    hint = f"; did you mean {found[0]!r}?" if found else f"; there are {', '.join(names[:12])}"
    return node.fail(f"{name!r} is no {what}{hint}")
