"""Finding what a name in a formula means: a question, an option, a group, a series, a fact."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from frisklivsnett.core.forms.model import Question, QuestionType
from frisklivsnett.core.narrative.errors import FormulaError, nearest, unknown
from frisklivsnett.core.narrative.evidence import Evidence
from frisklivsnett.core.narrative.tokens import Token
from frisklivsnett.core.text import text

QUESTION = text("spørsmål", "spørsmål", "question")
GROUP = text("inndeling", "inndeling", "grouping")
SERIES = text("tidsserie", "tidsserie", "series")
FACT = text("opplysning", "opplysning", "fact")


@dataclass(frozen=True, slots=True)
class Found:
    """A question, and the option named with it (``""`` when only the question is)."""

    question: Question
    option: str = ""


def find(token: Token, evidence: Evidence) -> Found:
    """Return what the name stands for in the newest form that has it, the longest question id first."""
    parts = token.text.split(".")
    for form in evidence.forms:
        for length in range(len(parts), 0, -1):
            question_id, code = ".".join(parts[:length]), ".".join(parts[length:])
            if form.has(question_id):
                question = form.question(question_id)
                if not code or code in codes(question):
                    return Found(question, code)
    raise _not_found(token, evidence)


def codes(question: Question) -> tuple[str, ...]:
    """Return the codes that may follow the question's name."""
    if question.type is QuestionType.YES_NO:
        return ("yes", "no")
    return tuple(option.code for option in question.options)


def group_of(key: Token, group: Token, evidence: Evidence) -> tuple[str, str]:
    """Return a grouping and one of its groups, named by code or by name: ``region nord``, ``county "Finnmark"``."""
    groups = _groups(evidence)
    found = key.text if key.text in groups else f"health_{key.text}"
    if found not in groups:
        raise unknown(GROUP, key.text, [*groups, "region"], key.start)
    names = groups[found]
    for code, name in names.items():
        if group.text.casefold() in (code.casefold(), name.casefold()):
            return found, code
    what = text(f"gruppe i {key.text}", f"gruppe i {key.text}", f"group in {key.text}")
    raise unknown(what, group.text, [*names, *names.values()], group.start)


def _groups(evidence: Evidence) -> Mapping[str, Mapping[str, str]]:
    """Every grouping with its groups' codes and names, in any of the rounds."""
    groups: dict[str, dict[str, str]] = {}
    for answered in evidence.rounds.values():
        for key, names in answered.dataset.group_names.items():
            groups.setdefault(key, {}).update(names)
        for respondent in answered.dataset.respondents:
            for key, code in respondent.groups.items():
                groups.setdefault(key, {}).setdefault(code, code)
    return groups


def _not_found(token: Token, evidence: Evidence) -> FormulaError:
    """Say whether it is the question or its option that is not there."""
    known = evidence.question_names
    parts = token.text.split(".")
    for length in range(len(parts) - 1, 0, -1):
        question_id = ".".join(parts[:length])
        if question_id in known:
            return _no_option(token, question_id, ".".join(parts[length:]), _options(question_id, known))
    return unknown(QUESTION, token.text, known, token.start)


def _options(question_id: str, known: Iterable[str]) -> list[str]:
    prefix = question_id + "."
    return [name.removeprefix(prefix) for name in known if name.startswith(prefix)]


def _no_option(token: Token, question_id: str, code: str, options: list[str]) -> FormulaError:
    near = nearest(code, options)
    message = text(
        f"Spørsmålet «{question_id}» har ikke alternativet «{code}»."
        + (f" Mente du «{near}»?" if near else ""),
        f"Spørsmålet «{question_id}» har ikkje alternativet «{code}»."
        + (f" Meinte du «{near}»?" if near else ""),
        f"The question “{question_id}” has no option “{code}”."
        + (f" Did you mean “{near}”?" if near else ""),
    )
    return FormulaError(message, token.end - len(code), token.end, f"{question_id}.{near}" if near else "")
