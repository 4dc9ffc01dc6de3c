"""A form from a FHIR R4 Questionnaire.

The resource is put into the shape of a form definition, and read as one: the rules of forms stand in one place. What
our forms cannot hold is refused, never dropped. Errors name the place in the FHIR resource.
"""

from frisklivsnett.core.forms.definition import read_form
from frisklivsnett.core.forms.errors import FhirError, FormDefinitionError
from frisklivsnett.core.forms.fhir.terms import (
    CHECK,
    INTERNAL,
    ITEM_CONTROL,
    ITEM_TYPES,
    MAX_VALUE,
    MAY_BE_APPROXIMATE,
    MIN_VALUE,
    MOST,
    OPTION_EXCLUSIVE,
    PUBLICATION_STATUSES,
    SLUG,
    SPECIFIES,
    SPECIFY,
    UNUSUAL_ABOVE,
    VALUE_SUFFIX,
    Json,
    by_language,
    extensions,
    get_code,
    get_decimal,
    get_text,
    need_text,
    one_extension,
    only_value,
    resource,
    specify_link,
)
from frisklivsnett.core.forms.model import Form
from frisklivsnett.core.forms.node import Node

_QUESTION_TYPES = {
    "integer": "integer",
    "decimal": "decimal",
    "text": "text",
    "string": "text",
    "date": "date",
    "boolean": "yes_no",
}
_SUFFIXES = tuple(dict.fromkeys(VALUE_SUFFIX.values()))

# Elements that say nothing about the form itself: who published it, when, and how a machine may show it.
_ABOUT_RESOURCE = (
    *(
        "meta",
        "implicitRules",
        "text",
        "url",
        "identifier",
        "name",
        "derivedFrom",
        "experimental",
        "subjectType",
    ),
    *("date", "publisher", "contact", "useContext", "jurisdiction", "purpose", "copyright", "approvalDate"),
    *("lastReviewDate", "effectivePeriod", "code"),
)
_ABOUT_ITEM = ("id", "definition", "code")
_ITEM = ("extension", "linkId", "text", "_text", "type", "item", *_ABOUT_ITEM)
_QUESTION = (
    *(
        "prefix",
        "enableWhen",
        "enableBehavior",
        "required",
        "repeats",
        "readOnly",
        "maxLength",
        "answerOption",
    ),
    *_ITEM,
)


def from_questionnaire(data: object) -> Form:
    """Return the form in a Questionnaire (parsed JSON); ``FhirError`` when it is broken, or more than a form can be."""
    node = Node(data, "", FhirError)
    places: dict[str, str] = {}
    definition = _definition(node, places)
    try:
        return read_form(definition)
    except FormDefinitionError as error:
        raise FhirError(_place(error.path, places), error.reason) from error


def _place(path: str, places: dict[str, str]) -> str:
    """Return where in the FHIR resource the part of the definition at ``path`` came from."""
    known = [place for place in places if path == place or path.startswith((f"{place}.", f"{place}["))]
    longest = max(known, key=len, default=None)
    return path if longest is None else places[longest] + path.removeprefix(longest)


def _definition(node: Node, places: dict[str, str]) -> Json:
    resource("Questionnaire", node)
    node.only(
        *(
            "resourceType",
            "id",
            "language",
            "version",
            "title",
            "_title",
            "status",
            "description",
            "_description",
        ),
        *("extension", "item"),
        *_ABOUT_RESOURCE,
    )
    node["status"].one_of(*PUBLICATION_STATUSES)
    language = node.get("language")
    if language is not None and language.string().split("-")[0] not in ("nb", "no"):
        language.fail(
            f"is {language.shown()}, and should be 'nb': forms are written in bokmål, and translated"
        )
    places["introduction"] = "description"
    sections = node["item"].some(at_most=MOST)
    checks = extensions(node, CHECK)
    return _present(
        id=node["id"].string(),
        version=node["version"].string(),
        title=need_text(node, "title"),
        introduction=get_text(node, "description"),
        sections=[_section(item, f"sections[{n}]", places) for n, item in enumerate(sections)],
        checks=[_check(check, f"checks[{n}]", places) for n, check in enumerate(checks)],
    )


def _section(node: Node, place: str, places: dict[str, str]) -> Json:
    places[place] = node.path
    node.only(*_ITEM)
    if _item_type(node) != "group":
        node["type"].fail("should be 'group': the questions of a form stand in its sections")
    slug = one_extension(node, SLUG, "valueString")
    if slug is None:
        node.fail(f"must have the extension {SLUG}: the address of the section's page")
    questions: list[Json] = []
    specifies: list[Node] = []
    help_items: list[Node] = []
    for item in node["item"].some(at_most=MOST):
        kind = _item_type(item)
        if kind == "display":
            help_items.append(item)
        elif extensions(item, SPECIFIES):
            specifies.append(item)
        else:
            questions.append(_question(item, kind, f"{place}.questions[{len(questions)}]", places))
    _check_specifies(specifies, questions)
    places[f"{place}.id"] = f"{node.path}.linkId"
    return _present(
        id=node["linkId"].string(),
        slug=slug.string(),
        title=need_text(node, "text"),
        help=_help(help_items),
        questions=questions,
    )


def _item_type(node: Node) -> str:
    return node["type"].one_of(*ITEM_TYPES)


def _question(node: Node, kind: str, place: str, places: dict[str, str]) -> Json:
    places[place] = node.path
    node.only(*_QUESTION)
    question_type = _question_type(node, kind)
    places[f"{place}.id"] = f"{node.path}.linkId"
    places[f"{place}.condition"] = node.path
    children = node.get("item")
    return _present(
        id=node["linkId"].string(),
        type=question_type,
        number=_prefix(node),
        text=need_text(node, "text"),
        help=_help(children.items(at_most=MOST)) if children else None,
        options=_options(node, place, places),
        limits=_limits(node),
        required=_flag(node, "required"),
        may_be_approximate=_flag_extension(node, MAY_BE_APPROXIMATE),
        internal=_flag_extension(node, INTERNAL),
        condition=_condition(node, place, places),
    )


def _question_type(node: Node, kind: str) -> str:
    repeats = _flag(node, "repeats")
    if _flag(node, "readOnly"):
        node["readOnly"].fail("our questions are all to be answered; take the item away")
    if kind == "choice":
        return "multiple" if repeats else "single"
    if repeats:
        node["repeats"].fail(f"only a choice may have several answers, and this is of type {kind}")
    if kind == "group":
        node["type"].fail("is a group in a group; put its questions directly in a section")
    if kind not in _QUESTION_TYPES:
        can_be = ", ".join([*_QUESTION_TYPES, "choice"])
        node["type"].fail(f"is {kind!r}, which our forms do not have; use one of {can_be}")
    return _QUESTION_TYPES[kind]


def _prefix(node: Node) -> int | None:
    prefix = node.get("prefix")
    if prefix is None:
        return None
    words = prefix.string()
    if not (words.isascii() and words.isdigit() and len(words) <= 4) or words.startswith("0"):
        prefix.fail(f"is {prefix.shown()}, and should be the number of the question, like '3'")
    return int(words)


def _options(node: Node, place: str, places: dict[str, str]) -> list[Json] | None:
    options_node = node.get("answerOption")
    if options_node is None:
        return None
    options = []
    for n, option in enumerate(options_node.some(at_most=MOST)):
        places[f"{place}.options[{n}]"] = option.path
        option.only("extension", "valueCoding", "id")
        value = option["valueCoding"]
        options.append(
            _present(
                code=get_code(value),
                text=need_text(value, "display"),
                exclusive=_flag_extension(option, OPTION_EXCLUSIVE),
                specify=_flag_extension(option, SPECIFY),
            )
        )
    return options


def _limits(node: Node) -> Json | None:
    limits: Json = {}
    urls = (
        (MIN_VALUE, "minimum", "earliest"),
        (MAX_VALUE, "maximum", "latest"),
        (UNUSUAL_ABOVE, "unusual_above", ""),
    )
    for url, for_number, for_date in urls:
        found = extensions(node, url)
        if len(found) > 1:
            found[1].fail(f"is the second extension {url}; keep one of them")
        for one in found:
            suffix, value = only_value(one, "value", ("Integer", "Decimal", *(["Date"] if for_date else [])))
            limits[for_date if suffix == "Date" else for_number] = _plain(suffix, value)
    length = node.get("maxLength")
    if length is not None:
        limits["max_length"] = length.integer()
    return limits or None


def _condition(node: Node, place: str, places: dict[str, str]) -> Json | None:
    tests_node, behaviour = node.get("enableWhen"), node.get("enableBehavior")
    if tests_node is None:
        return behaviour.fail("says how to combine tests, and there are none") if behaviour else None
    nodes = tests_node.some(at_most=MOST)
    if behaviour is None and len(nodes) > 1:
        node.fail("must have 'enableBehavior' (all or any) when enableWhen has several tests")
    tests = []
    for n, test in enumerate(nodes):
        places[f"{place}.condition.tests[{n}]"] = test.path
        test.only("question", "operator", *(key for key in test.mapping() if key.startswith("answer")))
        suffix, value = only_value(test, "answer", _SUFFIXES)
        tests.append(_test(test["question"], test["operator"], suffix, value))
    return {"tests": tests, "every": behaviour is None or behaviour.one_of("all", "any") == "all"}


def _test(question: Node, operator: Node, suffix: str, value: Node) -> Json:
    return {"question": question.string(), "operator": operator.string(), "value": _plain(suffix, value)}


def _plain(suffix: str, value: Node) -> object:
    """Return a FHIR value as a form definition has it."""
    match suffix:
        case "Coding":
            return get_code(value)
        case "Decimal":
            return format(get_decimal(value), "f")
    return value.value


def _check(node: Node, place: str, places: dict[str, str]) -> Json:
    places[place] = node.path
    node.only("url", "extension")
    tests = []
    for n, test in enumerate(extensions(node, "test")):
        places[f"{place}.when.tests[{n}]"] = test.path
        compared = extensions(test, "value")
        if len(compared) != 1:
            test.fail("should have one extension value")
        suffix, value = only_value(compared[0], "value", _SUFFIXES)
        question = _part(test, "question", "valueString")
        tests.append(_test(question, _part(test, "operator", "valueString"), suffix, value))
    return {
        "id": _part(node, "id", "valueString").value,
        "question": _part(node, "question", "valueString").value,
        "severity": _part(node, "severity", "valueCode").value,
        "when": {"tests": tests, "every": _part(node, "every", "valueBoolean").boolean()},
        "message": by_language(extensions(node, "message"), {}),
    }


def _part(node: Node, name: str, kind: str) -> Node:
    part = one_extension(node, name, kind)
    return node.fail(f"must have the extension {name}") if part is None else part


def _help(nodes: list[Node]) -> dict[str, str] | None:
    for node in nodes:
        node.only(*_ITEM)
        if _item_type(node) != "display" or not _is_help(node):
            node.fail(
                f"should be a display with the extension {ITEM_CONTROL} 'help'; our forms have no other texts"
            )
    if len(nodes) > 1:
        nodes[1].fail("is a second help text; put both into one")
    return need_text(nodes[0], "text") if nodes else None


def _is_help(node: Node) -> bool:
    control = one_extension(node, ITEM_CONTROL, "valueCodeableConcept")
    codings = control["coding"].items(at_most=MOST) if control else []
    return any(get_code(coding) == "help" for coding in codings)


def _check_specifies(nodes: list[Node], questions: list[Json]) -> None:
    """Refuse an item for an option's words when no option of the section asks for any."""
    asked = {
        specify_link(str(question["id"]), str(option["code"]))
        for question in questions
        for option in _dicts(question.get("options"))
        if option.get("specify")
    }
    for node in nodes:
        if node["linkId"].string() not in asked:
            node["linkId"].fail(f"belongs to no option that asks for words (with the extension {SPECIFY})")


def _dicts(options: object) -> list[Json]:
    return [option for option in options if isinstance(option, dict)] if isinstance(options, list) else []


def _flag(node: Node, key: str) -> bool:
    flag = node.get(key)
    return flag.boolean() if flag else False


def _flag_extension(node: Node, url: str) -> bool | None:
    flag = one_extension(node, url, "valueBoolean")
    return flag.boolean() if flag else None


def _present(**values: object) -> Json:
    return {key: value for key, value in values.items() if value is not None}
