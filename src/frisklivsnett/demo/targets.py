"""What the sample answers must add up to, and the words they are put together from: read from ``data/demo``."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from frisklivsnett.core.text import Text

FOLDER = Path(__file__).resolve().parent.parent / "data" / "demo"
NOBODY: Mapping[str, int] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Centre:
    """A centre that answers. ``size`` decides its part of the visitors, ``writes`` is nb or nn; times are Norwegian."""

    slug: str
    region: str
    size: int
    writes: str
    sent_at: datetime


@dataclass(frozen=True, slots=True)
class Large:
    """So many centres have a number from ``least`` to ``most``, and all others less than that."""

    centres: int
    least: int
    most: int


@dataclass(frozen=True, slots=True)
class NumberTarget:
    """What a number question adds up to, and between what each centre's number lies.

    ``approximate`` centres flag theirs. ``at_most`` names a question whose number is never exceeded.
    """

    question_id: str
    sum: int
    approximate: int
    least: int
    most: int
    large: Large | None = None
    at_most: str = ""


@dataclass(frozen=True, slots=True)
class ChoiceTarget:
    """How often each option is ticked; ``answered`` centres tick anything (None: all of them).

    ``only_if`` and ``unless`` hold a rule for an option, ``*`` being all but the exclusive ones: ``question`` (it is
    answered; a number: above 0) or ``question=option`` (it is ticked). ``no_more_than`` names a number question that
    bounds the ticks.
    """

    question_id: str
    counts: Mapping[str, int]
    published: frozenset[str]
    answered: int | None = None
    no_more_than: str = ""
    only_if: Mapping[str, str] = field(default_factory=dict)
    unless: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Schedule:
    """When a round opens and closes, in Norwegian time, and its deadline."""

    report_year: int
    opens_at: datetime
    deadline: date
    closes_at: datetime


@dataclass(frozen=True, slots=True)
class Targets:
    """All that a year's sample answers must add up to."""

    seed: str
    round: Schedule
    centres: tuple[Centre, ...]
    numbers: tuple[NumberTarget, ...]
    choices: tuple[ChoiceTarget, ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words; perhaps only for centres ``near`` (a region or a centre; none: all), by a rule, or used only once."""

    words: Text
    near: frozenset[str] = frozenset()
    only_if: str = ""
    unless: str = ""
    once: bool = False


@dataclass(frozen=True, slots=True)
class Pool:
    """The words for a text question, or for an option that asks for words (``question=option``).

    A text is made of ``least`` to ``most`` pieces, set up as ``style`` says: ``points``, ``list``, ``sentences`` or
    ``one``. ``answered`` centres write something (None: all that can).
    """

    style: str
    least: int
    most: int
    pieces: tuple[Piece, ...]
    answered: int | None = None


@cache
def read_targets(year: int = 2024) -> Targets:
    """Return the year's targets."""
    content = _read(f"targets-{year}.json")
    return Targets(
        seed=content["seed"],
        round=_schedule(content["round"]),
        centres=tuple(_centre(centre) for centre in content["centres"]),
        numbers=tuple(_number(question_id, target) for question_id, target in content["numbers"].items()),
        choices=tuple(_choice(question_id, target) for question_id, target in content["choices"].items()),
    )


@cache
def read_pools() -> Mapping[str, Pool]:
    """Return the pools of words by question (``question=option`` for the words of an option)."""
    return {where: _pool(pool) for where, pool in _read("texts.json")["texts"].items()}


def _read(name: str) -> Any:
    return json.loads((FOLDER / name).read_text(encoding="utf-8"))


def _schedule(content: Mapping[str, Any]) -> Schedule:
    return Schedule(
        content["report_year"],
        datetime.fromisoformat(content["opens_at"]),
        date.fromisoformat(content["deadline"]),
        datetime.fromisoformat(content["closes_at"]),
    )


def _centre(content: Mapping[str, Any]) -> Centre:
    return Centre(**{**content, "sent_at": datetime.fromisoformat(content["sent_at"])})


def _number(question_id: str, content: Mapping[str, Any]) -> NumberTarget:
    counted = {**content.get("chosen", {}), **content.get("published", {})}
    return NumberTarget(
        question_id,
        sum=counted["sum"],
        approximate=counted.get("approximate", 0),
        least=content["least"],
        most=content["most"],
        large=Large(**content["large"]) if "large" in content else None,
        at_most=content.get("at_most", ""),
    )


def _choice(question_id: str, content: Mapping[str, Any]) -> ChoiceTarget:
    published = content.get("published", NOBODY)
    return ChoiceTarget(
        question_id,
        counts={**published, **content.get("chosen", NOBODY)},
        published=frozenset(published),
        answered=content.get("answered"),
        no_more_than=content.get("no_more_than", ""),
        only_if=content.get("only_if", {}),
        unless=content.get("unless", {}),
    )


def _pool(content: Mapping[str, Any]) -> Pool:
    least, most = content["pieces"]
    return Pool(
        content["style"],
        least,
        most,
        tuple(
            Piece(
                Text({"nb": piece["nb"], "nn": piece.get("nn", "")}),
                frozenset(piece.get("near", ())),
                piece.get("only_if", ""),
                piece.get("unless", ""),
                piece.get("once", False),
            )
            for piece in content["pool"]
        ),
        content.get("answered"),
    )
