"""Comparing two rounds, and saying when they cannot be compared.

A question is known again by its concept id. It is *comparable* when its kind, its wording and its options are
the same, the year in the wording apart. When options have come or gone, the options of a multiple choice that
stay the same are still comparable one by one; those of a single choice are not, since a new option draws from
the others.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from frisklivsnett.core.forms.model import Question, QuestionType
from frisklivsnett.core.tables.counting import table
from frisklivsnett.core.tables.crossing import SUM
from frisklivsnett.core.tables.model import ChoiceTable, Dataset, NumberTable, Row, Table
from frisklivsnett.core.text import Text, text


@dataclass(frozen=True, slots=True)
class Change:
    """One option (or the sum of a number question) now and before.

    A number is None where the option was not there, or nobody answered the question. The shares are of those
    who answered, and None for sums.
    """

    code: str
    label: Text
    now: int | Decimal | None
    before: int | Decimal | None
    comparable: bool
    now_share: Fraction | None = None
    before_share: Fraction | None = None

    @property
    def difference(self) -> int | Decimal | None:
        """How much the number has grown; None when it cannot be compared."""
        if not self.comparable or self.now is None or self.before is None:
            return None
        return self.now - self.before

    @property
    def share_difference(self) -> Fraction | None:
        """How much the share has grown (0.1 is ten percentage points); None when it cannot be compared."""
        if not self.comparable or self.now_share is None or self.before_share is None:
            return None
        return self.now_share - self.before_share


@dataclass(frozen=True, slots=True)
class Comparison:
    """A question in two rounds. ``reason`` says in plain words why they are not ``comparable``, else it is empty.

    ``rows`` are the present options in order, then those that are gone. Mind that bases may differ: see
    ``now.base`` and ``before.base``.
    """

    now: Table
    before: Table | None
    comparable: bool
    reason: Text
    rows: tuple[Change, ...]


def trend(dataset: Dataset, earlier: Dataset, question_id: str) -> Comparison:
    """Return a question's comparison with an earlier round; ``KeyError`` when the present form lacks it."""
    before = table(earlier, question_id) if earlier.form.has(question_id) else None
    return compare(table(dataset, question_id), before, year=dataset.year, earlier_year=earlier.year)


def compare(now: Table, before: Table | None, *, year: int, earlier_year: int) -> Comparison:
    """Return the comparison of two tables of the same question; ``before`` is None when it was not asked then.

    Raises ``ValueError`` when the tables are of different questions.
    """
    if before is None:
        reason = text(
            f"Spørsmålet ble ikke stilt i {earlier_year}.",
            f"Spørsmålet blei ikkje stilt i {earlier_year}.",
            f"The question was not asked in {earlier_year}.",
        )
        return Comparison(now, None, False, reason, tuple(_changes(now, None, frozenset())))
    if now.question.id != before.question.id:
        raise ValueError(f"{now.question.id} and {before.question.id} are different questions.")
    years = (year, earlier_year)
    reason, comparable = _why_not(now.question, before.question, years), frozenset[str]()
    if not reason:
        options = _Options.of(_labels(now), _labels(before), years)
        reason = options.reason(earlier_year)
        if not (reason and now.question.type is QuestionType.SINGLE):
            comparable = options.same
    return Comparison(now, before, not reason, reason, tuple(_changes(now, before, comparable)))


def what_changed(now: Question, before: Question, *, year: int, earlier_year: int) -> Text:
    """Say in plain words how a question differs from the one with the same id in an earlier form; empty when it does
    not. Raises ``ValueError`` when they are different questions.
    """
    if now.id != before.id:
        raise ValueError(f"{now.id} and {before.id} are different questions.")
    years = (year, earlier_year)
    return _why_not(now, before, years) or _Options.of(_options_of(now), _options_of(before), years).reason(
        earlier_year
    )


def _options_of(question: Question) -> dict[str, Text]:
    return {option.code: option.text for option in question.options}


def _why_not(now: Question, before: Question, years: tuple[int, int]) -> Text:
    """Return why the questions themselves are not the same, whatever their options; empty when they are."""
    earlier_year = years[1]
    if now.type is not before.type:
        return text(
            f"Spørsmålet hadde en annen svartype i {earlier_year}.",
            f"Spørsmålet hadde ein annan svartype i {earlier_year}.",
            f"The question took another kind of answer in {earlier_year}.",
        )
    if not _same_words(now.text, before.text, years):
        old = before.text
        return text(
            f"Spørsmålet var formulert annerledes i {earlier_year}: «{old.in_('nb')}»",
            f"Spørsmålet var formulert annleis i {earlier_year}: «{old.in_('nn')}»",
            f"The question was worded differently in {earlier_year}: “{old.in_('en')}”",
        )
    return Text()


def _same_words(now: Text, before: Text, years: tuple[int, int]) -> bool:
    """Whether the words are the same in every language that both have, each year's own number apart."""
    shared = [language for language in now if language in before.by_language]
    return bool(shared) and all(
        _plain(now.by_language[language], years[0]) == _plain(before.by_language[language], years[1])
        for language in shared
    )


def _plain(words: str, year: int) -> str:
    return " ".join(words.replace(str(year), "{year}").split())


@dataclass(frozen=True, slots=True)
class _Options:
    """What has become of the options: the codes that are the ``same``, and labels of the rest."""

    same: frozenset[str]
    new: tuple[Text, ...]
    gone: tuple[Text, ...]
    reworded: tuple[Text, ...]

    @classmethod
    def of(cls, present: Mapping[str, Text], past: Mapping[str, Text], years: tuple[int, int]) -> "_Options":
        kept = [(code, label) for code, label in present.items() if code in past]
        same = {code for code, label in kept if _same_words(label, past[code], years)}
        return cls(
            frozenset(same) | {"sum"},
            tuple(label for code, label in present.items() if code not in past),
            tuple(label for code, label in past.items() if code not in present),
            tuple(label for code, label in kept if code not in same),
        )

    def reason(self, earlier_year: int) -> Text:
        """Return what has changed in words; empty when nothing has."""
        if not (self.new or self.gone or self.reworded):
            return Text()
        parts = [
            text(
                f"Svaralternativene er endret siden {earlier_year}.",
                f"Svaralternativa er endra sidan {earlier_year}.",
                f"The options have changed since {earlier_year}.",
            ),
            _named(text("Nye", "Nye", "New"), self.new),
            _named(text("Tatt bort", "Tekne bort", "Removed"), self.gone),
            _named(text("Formulert på nytt", "Formulerte på nytt", "Reworded"), self.reworded),
        ]
        return _joined([part for part in parts if part])


def _rows(counted: Table) -> dict[str, Row]:
    return {row.code: row for row in counted.rows} if isinstance(counted, ChoiceTable) else {}


def _labels(counted: Table) -> dict[str, Text]:
    return {code: row.label for code, row in _rows(counted).items()}


def _named(heading: Text, labels: tuple[Text, ...]) -> Text:
    if not labels:
        return Text()
    return Text(
        {
            language: f"{words}: {', '.join(f'«{label.in_(language)}»' for label in labels)}."
            for language, words in heading.by_language.items()
        }
    )


def _joined(texts: list[Text]) -> Text:
    return Text({language: " ".join(part.in_(language) for part in texts) for language in ("nb", "nn", "en")})


def _changes(now: Table, before: Table | None, comparable: frozenset[str]) -> Iterator[Change]:
    if isinstance(now, NumberTable):
        past = before.sum if isinstance(before, NumberTable) and before.answered else None
        yield Change("sum", SUM, now.sum if now.answered else None, past, "sum" in comparable)
        return
    present_rows, past_rows = _rows(now), _rows(before) if before else {}
    for code in present_rows | past_rows:
        present, past_row = present_rows.get(code), past_rows.get(code)
        label = (present or past_rows[code]).label
        yield Change(
            code,
            label,
            present.n if present and now.answered else None,
            past_row.n if past_row and before and before.answered else None,
            code in comparable,
            present.share if present else None,
            past_row.share if past_row else None,
        )
