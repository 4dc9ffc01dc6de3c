"""The words of FHIR that we use: addresses of extensions, value sets, and how texts, codes and numbers are written.

Our own extensions, all below ``OWN``:

=====================  =============================  =======================================================
name                   on                             holds
=====================  =============================  =======================================================
slug                   group item                     valueString: the section's address
may-be-approximate     question item                  valueBoolean: the number may be flagged approximate
internal               question item                  valueBoolean: its answers are not published
unusual-above          question item                  valueInteger or valueDecimal: larger numbers are asked about
specify                answer option                  valueBoolean: the option asks for words
specifies              string item                    valueCode: the option of the question that the words are for
check                  questionnaire                  a cross-check: id, question, severity, every, message, test
approximate            answer                         valueBoolean: this number is approximate
report-year            response                       valueInteger: the year that ``{year}`` stands for
=====================  =============================  =======================================================
"""

import math
from collections.abc import Collection
from decimal import Decimal

from frisklivsnett.core.forms.bounds import fits
from frisklivsnett.core.forms.model import Operator, QuestionType, Test
from frisklivsnett.core.forms.node import Node
from frisklivsnett.core.text import Text

Json = dict[str, object]

BASE = "https://frisklivsnett.example/fhir"
OWN = f"{BASE}/StructureDefinition"
SLUG = f"{OWN}/slug"
MAY_BE_APPROXIMATE = f"{OWN}/may-be-approximate"
INTERNAL = f"{OWN}/internal"
UNUSUAL_ABOVE = f"{OWN}/unusual-above"
SPECIFY = f"{OWN}/specify"
SPECIFIES = f"{OWN}/specifies"
CHECK = f"{OWN}/check"
APPROXIMATE = f"{OWN}/approximate"
REPORT_YEAR = f"{OWN}/report-year"

_HL7 = "http://hl7.org/fhir/StructureDefinition"
TRANSLATION = f"{_HL7}/translation"
OPTION_EXCLUSIVE = f"{_HL7}/questionnaire-optionExclusive"
ITEM_CONTROL = f"{_HL7}/questionnaire-itemControl"
MIN_VALUE = f"{_HL7}/minValue"
MAX_VALUE = f"{_HL7}/maxValue"
ITEM_CONTROL_CODES = "http://hl7.org/fhir/questionnaire-item-control"

LANGUAGE = "nb"
"""The language of the plain texts; the others are translations."""

PUBLICATION_STATUSES = ("draft", "active", "retired", "unknown")
RESPONSE_STATUSES = ("in-progress", "completed", "amended", "entered-in-error", "stopped")
ITEM_TYPES = (
    *("group", "display", "boolean", "decimal", "integer", "date", "dateTime", "time", "string", "text"),
    *("url", "choice", "open-choice", "attachment", "reference", "quantity"),
)
"""The value set ``item-type`` of R4."""

TYPE_TO_FHIR = {
    QuestionType.INTEGER: "integer",
    QuestionType.DECIMAL: "decimal",
    QuestionType.TEXT: "text",
    QuestionType.SINGLE: "choice",
    QuestionType.MULTIPLE: "choice",
    QuestionType.DATE: "date",
    QuestionType.YES_NO: "boolean",
}
VALUE_SUFFIX = {
    QuestionType.INTEGER: "Integer",
    QuestionType.DECIMAL: "Decimal",
    QuestionType.TEXT: "String",
    QuestionType.SINGLE: "Coding",
    QuestionType.MULTIPLE: "Coding",
    QuestionType.DATE: "Date",
    QuestionType.YES_NO: "Boolean",
}
"""What comes after ``value`` or ``answer`` in the name of an element that holds an answer to such a question."""

MOST = 5000
"""The most items of any list that are read."""


def questionnaire_url(form_id: str) -> str:
    """Return the canonical address of a form."""
    return f"{BASE}/Questionnaire/{form_id}"


def code_system(question_id: str) -> str:
    """Return the address of the code system that a question's options are."""
    return f"{BASE}/CodeSystem/{question_id}"


def help_link(link_id: str) -> str:
    """Return the linkId of the help text of a question or section."""
    return f"{link_id}/help"


def specify_link(question_id: str, code: str) -> str:
    """Return the linkId of the item that takes an option's words."""
    return f"{question_id}/specify/{code}"


# Writing


def extension(url: str, kind: str, value: object) -> Json:
    """Return an extension, whose ``kind`` of value is named as FHIR does: ``valueBoolean``."""
    return {"url": url, kind: value}


def put_text(target: Json, key: str, words: Text) -> None:
    """Put words into ``target``: bokmål plainly, other languages as translations."""
    if not words:
        return
    target[key] = words.in_(LANGUAGE)
    translations = [
        {
            "url": TRANSLATION,
            "extension": [
                extension("lang", "valueCode", language),
                extension("content", "valueString", said),
            ],
        }
        for language, said in words.by_language.items()
        if language != LANGUAGE
    ]
    if translations:
        target[f"_{key}"] = {"extension": translations}


def coding(question_id: str, code: str, text: Text | None = None) -> Json:
    """Return an option as a Coding."""
    written: Json = {"system": code_system(question_id), "code": code}
    put_text(written, "display", text or Text())
    return written


def number_out(value: int | Decimal) -> int | float:
    """Return a number for JSON. Numbers that ``fits`` survive as floats."""
    return value if isinstance(value, int) else float(value)


def number_kind(value: int | Decimal) -> str:
    """Return the name of the element that a number goes in."""
    return "valueInteger" if isinstance(value, int) else "valueDecimal"


def compared_value(test: Test, question_type: QuestionType) -> tuple[str, object]:
    """Return the suffix (``Coding``) and the value that a test compares with, as FHIR has them."""
    if test.operator is Operator.ANSWERED:
        return "Boolean", test.value
    suffix = VALUE_SUFFIX[question_type]
    match suffix:
        case "Coding":
            return suffix, coding(test.question_id, str(test.value))
        case "Decimal" if isinstance(test.value, Decimal):
            return suffix, number_out(test.value)
        case "Date":
            return suffix, str(test.value)
    return suffix, test.value


# Reading


def resource(kind: str, node: Node) -> None:
    """Check that ``node`` says that it is a resource of this kind."""
    if node["resourceType"].string() != kind:
        node["resourceType"].fail(f"is {node['resourceType'].shown()}, and should be {kind!r}")


def extensions(node: Node, url: str) -> list[Node]:
    """Return the extensions of this address. Others are left alone, as FHIR asks of readers that don't know them."""
    found = node.get("extension")
    every = found.items(at_most=MOST) if found else []
    return [one for one in every if one["url"].string() == url]


def one_extension(node: Node, url: str, kind: str) -> Node | None:
    """Return the value of the extension of this address, or None when there is none."""
    found = extensions(node, url)
    if len(found) > 1:
        found[1].fail(f"is the second extension {url}; keep one of them")
    return found[0][kind] if found else None


def get_text(node: Node, key: str) -> dict[str, str] | None:
    """Return words by language, or None when there are none."""
    plain = node.get(key)
    if plain is None:
        return None
    beside = node.get(f"_{key}")
    return by_language(extensions(beside, TRANSLATION) if beside else [], {LANGUAGE: plain.string()})


def by_language(translations: list[Node], words: dict[str, str]) -> dict[str, str]:
    """Return the words of extensions that hold a language and its words, besides those known already."""
    for translation in translations:
        language = one_extension(translation, "lang", "valueCode")
        said = one_extension(translation, "content", "valueString")
        if language is None or said is None:
            translation.fail("should have the extensions lang and content")
        if language.string() in words:
            language.fail("is a language that the text has already")
        words[language.string()] = said.string()
    return words


def need_text(node: Node, key: str) -> dict[str, str]:
    """Return words by language, which must be there."""
    words = get_text(node, key)
    return node.fail(f"must have {key!r}") if words is None else words


def get_code(node: Node) -> str:
    """Return the code of a Coding. Its system is not looked at: the question says which codes there are."""
    node.only("system", "version", "code", "display", "_display", "userSelected", "extension", "id")
    return node["code"].string()


def get_decimal(node: Node) -> Decimal:
    """Return a decimal number: exact from ``read_fhir_file``, or the shortest that reads as the same float."""
    value = node.value
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        node.fail(f"should be a number, not {node.shown()}")
    if isinstance(value, float) and not math.isfinite(value):
        node.fail("should be a number")
    number = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
    if not number.is_finite() or not fits(number):
        node.fail("is larger, or has more digits, than numbers here may have")
    return number


def only_value(node: Node, prefix: str, suffixes: Collection[str]) -> tuple[str, Node]:
    """Return the one element of ``node`` that starts with ``prefix``, and its suffix, which must be one of these."""
    keys = [key for key in node.mapping() if key.startswith(prefix)]
    if len(keys) != 1:
        node.fail(f"should have one {prefix}[x], and has {', '.join(sorted(keys)[:5]) or 'none'}")
    suffix = keys[0].removeprefix(prefix)
    if suffix not in suffixes:
        node.fail(f"has {keys[0][:60]}; here it should be {' or '.join(prefix + each for each in suffixes)}")
    return suffix, node[keys[0]]
