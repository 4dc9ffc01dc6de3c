"""A report's way through review, as its page shows it: the stage, what can be done now, and what has been done."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from frisklivsnett.publication.standing import Standing, can_move, correction_of, other_advisers, sent_by
from frisklivsnett.publication.steps import Move, ReportStep, Stage
from frisklivsnett.registry.models import User


@dataclass(frozen=True, slots=True)
class Done:
    """A step that has been taken, in words. ``same_person`` is what must be told of an approval."""

    what: str
    who: str
    at: datetime
    note: str
    correction: str
    same_person: bool


@dataclass(frozen=True, slots=True)
class Review:
    """What the page needs of the review: the stage, why it fell back, the moves open to the reader, the history."""

    standing: Standing
    colleagues: tuple[User, ...]
    moves: frozenset[str]
    stages: tuple[tuple[str, bool], ...]
    history: tuple[Done, ...]
    sender: User | None
    correction: str

    @property
    def stage(self) -> str:
        """The stage's code."""
        return self.standing.stage.value

    @property
    def asked(self) -> User | None:
        """Who was asked to look the report over."""
        return self.standing.last.asked if self.standing.last else None

    @property
    def returned(self) -> ReportStep | None:
        """The step by which it was returned, when that was the last."""
        last = self.standing.last
        return last if last is not None and last.move == Move.RETURN else None

    @property
    def fell_back(self) -> str:
        """Why a report that was in review or approved is a draft again; empty when it is not so."""
        if not self.standing.voided:
            return ""
        if self.standing.text_changed:
            return _("Teksten er endret siden. Rapporten er derfor et utkast igjen, og må sendes på nytt.")
        return _("Svarene er endret siden. Rapporten er derfor et utkast igjen, og må sendes på nytt.")


def review_of(standing: Standing, steps: list[ReportStep], user: User) -> Review:
    """Return the review as ``user`` meets it. ``steps`` are the round's, the newest first."""
    return Review(
        standing=standing,
        colleagues=tuple(other_advisers(user)),
        moves=frozenset(move.value for move in Move if can_move(standing, move, user)),
        stages=_stages(standing.stage),
        history=tuple(map(_done, steps)),
        sender=sent_by(standing),
        correction=correction_of(standing.last.round) if standing.last else "",
    )


def stage_name(stage: Stage) -> str:
    """Return a stage in words."""
    names = {
        Stage.DRAFT: _("Utkast"),
        Stage.IN_REVIEW: _("Til gjennomgang"),
        Stage.APPROVED: _("Godkjent"),
        Stage.PUBLISHED: _("Publisert"),
    }
    return names[stage]


def _stages(now: Stage) -> tuple[tuple[str, bool], ...]:
    return tuple((stage_name(stage), stage is now) for stage in Stage)


def _done(step: ReportStep) -> Done:
    names = {
        Move.SEND: _("Sendt til gjennomgang"),
        Move.APPROVE: _("Godkjent"),
        Move.RETURN: _("Sendt tilbake"),
        Move.WITHDRAW: _("Trukket tilbake til utkast"),
        Move.PUBLISH: _("Publisert"),
    }
    what = names[Move(step.move)]
    if step.asked:
        what = _("Sendt til gjennomgang hos %(name)s") % {"name": step.asked.name}
    who = step.by.name if step.by else _("Programmet")
    return Done(what, who, step.at, step.note, step.correction, step.same_person)
