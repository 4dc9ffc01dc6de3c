"""Making datasets, and parts of them."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from frisklivsnett.core.forms.conditions import visible_answers
from frisklivsnett.core.forms.model import Answer, Answers, Form, Value
from frisklivsnett.core.tables.model import Column, Dataset, Respondent


def dataset_from_answers(
    form: Form,
    year: int,
    respondents: Sequence[Respondent],
    answers: Iterable[Answers | None],
    group_names: Mapping[str, Mapping[str, str]] | None = None,
    *,
    sample: bool = False,
) -> Dataset:
    """Return the dataset of a round: one ``answers`` for each respondent, in the same order.

    None (or no answers) stands for a respondent who has not submitted. ``answers`` is read once, so that a
    large round can be streamed. Empty choices and empty texts are not answers, and what was answered before a
    condition hid the question is not counted. Raises ``ValueError`` when there are more or fewer answers than
    respondents, or an answer to a question that the form does not have.
    """
    filled = form.for_year(year)
    growing = {question.id: _Growing([None] * len(respondents)) for question in filled.questions}
    same: dict[tuple[str, ...], tuple[str, ...]] = {}
    conditional = any(question.condition for question in filled.questions)
    read = 0
    for place, given in enumerate(answers):
        if place >= len(respondents):
            raise ValueError(f"There are more sets of answers than the {len(respondents)} respondents.")
        read += 1
        if not given:
            continue
        if unknown := given.keys() - growing.keys():
            raise ValueError(f"{respondents[place].name} answers {min(unknown)!r}, which the form lacks.")
        for question_id, answer in (visible_answers(filled, given) if conditional else given).items():
            growing[question_id].add(place, answer, same)
    if read < len(respondents):
        raise ValueError(f"There are {len(respondents)} respondents, but {read} sets of answers.")
    columns = {question_id: column.finished() for question_id, column in growing.items()}
    return Dataset(filled, year, tuple(respondents), columns, group_names or {}, sample)


def subset(dataset: Dataset, keep: Callable[[Respondent], bool]) -> Dataset:
    """Return the dataset of the respondents to ``keep``, in the same order: its base is theirs."""
    respondents = dataset.respondents
    return _at(dataset, [place for place, respondent in enumerate(respondents) if keep(respondent)])


def in_group(dataset: Dataset, by: str, code: str) -> Dataset:
    """Return the dataset of one group, such as the county ``56``; empty when nobody belongs to it."""
    return subset(dataset, lambda respondent: respondent.groups.get(by, "") == code)


def without_internal(dataset: Dataset) -> Dataset:
    """Return the dataset as it may be published: without internal questions, and sections that held no others."""
    sections = tuple(
        replace(section, questions=asked)
        for section in dataset.form.sections
        if (asked := tuple(question for question in section.questions if not question.internal))
    )
    form = replace(dataset.form, sections=sections)
    columns = {question.id: dataset.columns[question.id] for question in form.questions}
    return replace(dataset, form=form, columns=columns)


class Group(NamedTuple):
    """A part of a dataset. ``code`` and ``name`` are empty for those who belong to no group."""

    code: str
    name: str
    dataset: Dataset


def split(dataset: Dataset, by: str) -> tuple[Group, ...]:
    """Return the dataset's groups by ``health_region``, ``county``, …: every respondent is in exactly one.

    Groups come in the order of ``group_names[by]``, and only those with respondents: a county without a
    centre has nothing to show. Codes that ``group_names`` does not name come after them under their own code,
    and those who belong to no group last. So the groups always add up to the whole.
    """
    places: dict[str, list[int]] = {code: [] for code in dataset.group_names.get(by, {})}
    groupless: list[int] = []
    for place, respondent in enumerate(dataset.respondents):
        code = respondent.groups.get(by, "")
        (places.setdefault(code, []) if code else groupless).append(place)
    places[""] = groupless
    names = dataset.group_names.get(by, {})
    return tuple(
        Group(code, names.get(code, code), _at(dataset, where)) for code, where in places.items() if where
    )


def _at(dataset: Dataset, places: Sequence[int]) -> Dataset:
    columns = {question_id: _column_at(column, places) for question_id, column in dataset.columns.items()}
    respondents = tuple(dataset.respondents[place] for place in places)
    return replace(dataset, respondents=respondents, columns=columns)


def _column_at(column: Column, places: Sequence[int]) -> Column:
    values, approximate, specified = column.values, column.approximate, column.specified
    return Column(
        [values[old] for old in places],
        frozenset(new for new, old in enumerate(places) if old in approximate)
        if approximate
        else approximate,
        {new: specified[old] for new, old in enumerate(places) if old in specified} if specified else {},
    )


@dataclass(slots=True)
class _Growing:
    """A column while it is being filled."""

    values: list[Value | None]
    approximate: set[int] = field(default_factory=set)
    specified: dict[int, Mapping[str, str]] = field(default_factory=dict)

    def add(self, place: int, answer: Answer, same: dict[tuple[str, ...], tuple[str, ...]]) -> None:
        """Put an answer in its place. ``same`` keeps one copy of each set of codes: many tick alike."""
        value = answer.value
        if isinstance(value, tuple):
            value = same.setdefault(value, tuple(dict.fromkeys(value)))
        if value in ((), ""):
            return
        self.values[place] = value
        if answer.approximate:
            self.approximate.add(place)
        if answer.specified:
            self.specified[place] = answer.specified

    def finished(self) -> Column:
        return Column(self.values, frozenset(self.approximate), self.specified)
