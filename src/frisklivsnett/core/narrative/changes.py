"""Numbers against earlier numbers, and side by side. What cannot be compared is said to be so, never guessed."""

from collections.abc import Iterator
from dataclasses import replace
from typing import cast

from frisklivsnett.core.narrative import formulas as f
from frisklivsnett.core.narrative.dependencies import questions_in
from frisklivsnett.core.narrative.evaluate import number_of
from frisklivsnett.core.narrative.evidence import Evidence
from frisklivsnett.core.narrative.masks import NoValueError, must_have
from frisklivsnett.core.narrative.values import Change, Exact, Result, Share
from frisklivsnett.core.numbers import listing
from frisklivsnett.core.tables.trends import Comparison, trend
from frisklivsnett.core.text import LANGUAGES, Text, text


def over(formula: f.Over, evidence: Evidence) -> Result:
    """Return the change from the year before (or the year told), with notes on what differs between the years."""
    year = _year_of(formula.of, evidence)
    before_year = year - 1 if formula.before is None else formula.before
    now, approximate = number_of(formula.of, evidence)
    before, notes = _before(formula.of, year, before_year, evidence)
    change = Change(now, before, year, before_year, _counts(formula.of), approximate)
    if formula.how is f.Against.GROWTH:
        if not before:
            raise NoValueError(
                text(
                    f"Tallet for {before_year} er 0, og da finnes det ingen prosentvis vekst.",
                    f"Talet for {before_year} er 0, og då finst det ingen prosentvis vekst.",
                    f"The number for {before_year} is 0, so there is no growth in percent.",
                )
            )
        return Result(Share(change.difference, before), notes)
    return Result(change, notes)


def side_by_side(formula: f.Comparison, evidence: Evidence) -> Result:
    """Return the first number against the second; a change without years unless both have one of their own."""
    left, left_about = number_of(formula.left, evidence)
    right, right_about = number_of(formula.right, evidence)
    counts = _counts(formula.left)
    return Result(Change(left, right, None, None, counts, left_about or right_about))


def _counts(measure: f.Numeric) -> bool:
    """Whether the measure counts things, so that «flere» fits: a share, a mean or a sum of money does not."""
    if isinstance(measure, f.Statistic):
        return measure.measure is f.Measure.SUM
    return not isinstance(measure, f.ShareOf | f.FactOf)


def _year_of(measure: f.Numeric, evidence: Evidence) -> int:
    match measure:
        case f.Series(_, year):
            return evidence.year if year is None else year
        case f.Count(_, scope) | f.ShareOf(_, scope) | f.Statistic(_, _, scope):
            return evidence.year if scope.year is None else scope.year
        case f.OptionCount(options):
            return evidence.year if options.scope.year is None else options.scope.year
        case _:
            raise NoValueError(
                text(
                    "En opplysning uten årstall kan ikke sammenlignes over tid.",
                    "Ei opplysning utan årstal kan ikkje samanliknast over tid.",
                    "A fact without a year cannot be compared over time.",
                )
            )


def _before(
    measure: f.Numeric, year: int, before_year: int, evidence: Evidence
) -> tuple[Exact, tuple[Text, ...]]:
    """The number of the earlier year: from its round if there was one, else from a published series."""
    if isinstance(measure, f.Series):
        return number_of(f.Series(measure.name, before_year), evidence)[0], ()
    if before_year in evidence.rounds:
        notes = tuple(_differences(measure, year, before_year, evidence))
        return number_of(_in_year(measure, before_year), evidence)[0], notes
    published = evidence.series.get(_series_name(measure), {}).get(before_year)
    if published is None:
        raise NoValueError(_not_comparable(before_year, evidence))
    source = text(
        f"Tallet for {before_year} er fra {published.source}.",
        f"Talet for {before_year} er frå {published.source}.",
        f"The number for {before_year} is from {published.source}.",
    )
    return published.value, (source,)


def _in_year(measure: f.Numeric, year: int) -> f.Numeric:
    match measure:
        case f.Count() | f.ShareOf() | f.Statistic():
            return replace(measure, scope=replace(measure.scope, year=year))
        case f.OptionCount(options):
            return f.OptionCount(replace(options, scope=replace(options.scope, year=year)))
        case _:
            return measure


def _series_name(measure: f.Numeric) -> str:
    """The name that a published series must have to continue this measure backwards: of all centres, unnarrowed."""
    match measure:
        case f.Statistic(f.Measure.SUM, question, f.Scope(_, f.Everyone())):
            return question
        case f.Count(f.Ticked(question, option), f.Scope(_, f.Everyone())):
            return f"{question}.{option}"
        case _:
            return ""


def _not_comparable(year: int, evidence: Evidence) -> Text:
    years = [str(known) for known in sorted(evidence.rounds) if known != evidence.year]
    nb, nn, en = (listing(years, language) for language in LANGUAGES)
    return text(
        f"Det er ingen runde og ingen tidsserie for {year} å sammenligne med."
        + (f" Skriv «from» og {nb}." if years else ""),
        f"Det finst ingen runde og ingen tidsserie for {year} å samanlikne med."
        + (f" Skriv «from» og {nn}." if years else ""),
        f"There is no round and no series for {year} to compare with."
        + (f" Write “from” and {en}." if years else ""),
    )


# --- what differs between two rounds ---


def _differences(measure: f.Numeric, year: int, before_year: int, evidence: Evidence) -> Iterator[Text]:
    """Raise unless all that the measure reads is comparable by the tables' rule; tell what else differs."""
    now, before = evidence.rounds[year].dataset, evidence.rounds[before_year].dataset
    for question_id, option in sorted(questions_in(measure)):
        compared = _compared(question_id, year, before_year, evidence)
        if compared.reason and not _comparable(compared, option):
            raise NoValueError(_cannot(compared.reason))
        if compared.reason:
            yield compared.reason
    if now.base != before.base and not isinstance(measure, f.ShareOf):
        yield text(
            f"Runden omfatter {now.base} sentraler i {year} og {before.base} i {before_year}.",
            f"Runden omfattar {now.base} sentralar i {year} og {before.base} i {before_year}.",
            f"The round covers {now.base} centres in {year} and {before.base} in {before_year}.",
        )


def _compared(question_id: str, year: int, before_year: int, evidence: Evidence) -> Comparison:
    """Return the tables' comparison of a question in two rounds, made once."""
    key = ("compared", question_id, year, before_year)
    if key not in evidence.remembered:
        now, before = evidence.rounds[year], evidence.rounds[before_year]
        must_have(question_id, "", now)
        evidence.remembered[key] = trend(now.dataset, before.dataset, question_id)
    return cast("Comparison", evidence.remembered[key])


def _comparable(compared: Comparison, option: str) -> bool:
    return any(row.comparable for row in compared.rows if row.code == option)


def _cannot(reason: Text) -> Text:
    nb, nn, en = (reason.in_(language) for language in ("nb", "nn", "en"))
    return text(f"Kan ikke sammenlignes: {nb}", f"Kan ikkje samanliknast: {nn}", f"Cannot be compared: {en}")
