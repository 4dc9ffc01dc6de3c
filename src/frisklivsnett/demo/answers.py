"""Sample answers that add up to their targets exactly, the same every time."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import partial

from frisklivsnett.core.forms import Answer, Answers, Form
from frisklivsnett.demo.lots import CannotBeMet, divide, draw, tick
from frisklivsnett.demo.targets import Centre, ChoiceTarget, NumberTarget, Piece, Pool, Targets
from frisklivsnett.demo.wording import Dealer, put_together

ATTEMPTS = 200
Given = dict[str, dict[str, Answer]]
"""The answers so far, by centre and question."""


def sample_answers(
    form: Form, targets: Targets, pools: Mapping[str, Pool], seed: str = ""
) -> dict[str, Answers]:
    """Return the answers of every centre, by its slug.

    The counts are exactly those of ``targets``. Another ``seed`` than theirs gives other answers with the same counts.
    Raises ``CannotBeMet`` when the targets contradict each other, ``KeyError`` when they name what the form lacks.
    """
    lot = seed or targets.seed
    given: Given = {centre.slug: {} for centre in targets.centres}
    for number in targets.numbers:
        _give_numbers(number, targets.centres, given, lot)
    for choice in targets.choices:
        for slug, codes in _drawn(form, choice, given, lot).items():
            given[slug][choice.question_id] = Answer(_in_order(form, choice.question_id, codes))
    for where, pool in pools.items():
        _give_words(where, pool, targets.centres, given, lot)
    order = [question.id for question in form.questions]
    return {slug: {id_: answers[id_] for id_ in order if id_ in answers} for slug, answers in given.items()}


def holds(rule: str, answers: Mapping[str, Answer]) -> bool:
    """Tell whether a rule holds: ``question`` is answered (a number: above 0), ``question=option`` is ticked."""
    question_id, _, code = rule.partition("=")
    answer = answers.get(question_id)
    if answer is None:
        return False
    if not code:
        return bool(answer.value)
    return isinstance(answer.value, tuple) and code in answer.value


def _allowed(only_if: str, unless: str, answers: Mapping[str, Answer]) -> bool:
    return (not only_if or holds(only_if, answers)) and not (unless and holds(unless, answers))


# --- numbers ---


def _give_numbers(target: NumberTarget, centres: tuple[Centre, ...], given: Given, lot: str) -> None:
    weights = {
        centre.slug: centre.size * (0.5 + draw(lot, target.question_id, centre.slug)) for centre in centres
    }
    least = dict.fromkeys(weights, target.least)
    most = {slug: min(target.most, _bound(target.at_most, given[slug], target.most)) for slug in weights}
    if target.large:
        for slug in sorted(weights, key=lambda slug: -weights[slug])[: target.large.centres]:
            least[slug], most[slug] = target.large.least, target.large.most
            weights[slug] *= 2  # else they would hardly get more than the least
    numbers = divide(target.sum, weights, least, most)
    # A number that somebody is unsure of is usually a round one.
    by_doubt = sorted(
        numbers, key=lambda slug: (numbers[slug] % 5, draw(lot, target.question_id, "doubt", slug))
    )
    doubtful = set(by_doubt[: target.approximate])
    for slug, number in numbers.items():
        given[slug][target.question_id] = Answer(number, approximate=slug in doubtful)


def _bound(question_id: str, answers: Mapping[str, Answer], otherwise: int) -> int:
    """Return the number that the centre gave to ``question_id``."""
    value = answers[question_id].value if question_id else otherwise
    return value if isinstance(value, int) else otherwise


# --- choices ---


def _drawn(form: Form, target: ChoiceTarget, given: Given, lot: str) -> dict[str, set[str]]:
    """Return who ticks what: the first draw that works out."""
    reason: CannotBeMet | None = None
    for attempt in range(ATTEMPTS):
        try:
            return _draw_once(form, target, given, f"{lot}/{attempt}")
        except CannotBeMet as error:
            reason = error
    raise CannotBeMet(f"{target.question_id}: {reason}")


def _draw_once(form: Form, target: ChoiceTarget, given: Given, lot: str) -> dict[str, set[str]]:
    question = form.question(target.question_id)
    exclusive = {option.code for option in question.options if option.exclusive}
    excluding = {code: n for code, n in target.counts.items() if code in exclusive and n}
    shared = {code: n for code, n in target.counts.items() if code not in exclusive}
    theme = target.question_id.partition(".")[0]

    def may(option: str, slug: str) -> bool:
        return _allowed(target.only_if.get(option, ""), target.unless.get(option, ""), given[slug])

    def eagerness(slug: str) -> float:
        return draw(lot, theme, slug) + draw(lot, target.question_id, slug)

    in_turn = sorted(given, key=lambda slug: (not may("*", slug), eagerness(slug)))
    answering = in_turn[: len(given) if target.answered is None else target.answered]
    active = answering[: len(answering) - sum(excluding.values())]
    if not all(may("*", slug) for slug in active):
        raise CannotBeMet(f"only {sum(may('*', slug) for slug in given)} centres can tick anything.")
    room = {slug: _bound(target.no_more_than, given[slug], len(shared)) for slug in active}

    def rank(option: str, slug: str) -> float:
        return eagerness(slug) / 2 + draw(lot, target.question_id, option, slug) - min(room[slug], 40) / 100

    ticked = tick(shared, active, may=may, room=room, rank=rank)
    idle = iter(answering[len(active) :])
    return ticked | {next(idle): {code} for code, n in excluding.items() for _ in range(n)}


def _in_order(form: Form, question_id: str, codes: set[str]) -> tuple[str, ...]:
    return tuple(option.code for option in form.question(question_id).options if option.code in codes)


# --- words ---


def _give_words(where: str, pool: Pool, centres: tuple[Centre, ...], given: Given, lot: str) -> None:
    """Write a text answer for the centres that write one; or, for an option that asks for words, the words of all."""
    question_id, _, code = where.partition("=")
    dealer = Dealer(pool, f"{lot}/{where}")
    for centre in _writers(where, pool, centres, given, lot):
        answers = given[centre.slug]
        pieces = dealer.deal(centre, partial(_fits, answers))
        if not pieces:
            continue
        words = put_together(
            pieces, pool.style, centre.writes, sentence=not code, lot=f"{lot}/{where}/{centre.slug}"
        )
        if code:
            specified = {**answers[question_id].specified, code: words}
            answers[question_id] = replace(answers[question_id], specified=specified)
        else:
            answers[question_id] = Answer(words)


def _fits(answers: Mapping[str, Answer], piece: Piece) -> bool:
    return _allowed(piece.only_if, piece.unless, answers)


def _writers(where: str, pool: Pool, centres: tuple[Centre, ...], given: Given, lot: str) -> Iterator[Centre]:
    in_turn = sorted(centres, key=lambda centre: draw(lot, where, centre.slug))
    if "=" in where:
        return (centre for centre in in_turn if holds(where, given[centre.slug]))
    return iter(in_turn[: pool.answered])
