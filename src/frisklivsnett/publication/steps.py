"""The way of a report from draft to published, as the steps that people have taken. No step is changed or removed."""

from collections.abc import Mapping
from types import MappingProxyType

from django.db import models

from frisklivsnett.collection.models import Round
from frisklivsnett.registry.models import User


class Stage(models.TextChoices):
    """How far a round's report has come."""

    DRAFT = "draft"
    IN_REVIEW = "in_review"
    APPROVED = "approved"
    PUBLISHED = "published"


class Move(models.TextChoices):
    """What is done to a report as a whole."""

    SEND = "send"
    APPROVE = "approve"
    RETURN = "return"
    WITHDRAW = "withdraw"
    PUBLISH = "publish"


MOVES: Mapping[Stage, Mapping[Move, Stage]] = MappingProxyType(
    {
        Stage.DRAFT: {Move.SEND: Stage.IN_REVIEW},
        Stage.IN_REVIEW: {
            Move.APPROVE: Stage.APPROVED,
            Move.RETURN: Stage.DRAFT,
            Move.WITHDRAW: Stage.DRAFT,
        },
        Stage.APPROVED: {Move.PUBLISH: Stage.PUBLISHED, Move.WITHDRAW: Stage.DRAFT},
        Stage.PUBLISHED: {Move.SEND: Stage.IN_REVIEW},
    }
)
"""The stages of a report and the moves between them.

When the text or the answers are changed, a report in review, approved or published is a draft again by itself.
"""
AFTER: Mapping[Move, Stage] = MappingProxyType(
    {move: stage for moves in MOVES.values() for move, stage in moves.items()}
)
"""The stage that each move leads to."""


class ReportStepQuerySet(models.QuerySet["ReportStep"]):
    """Reads of steps."""

    def of(self, round_: Round) -> "ReportStepQuerySet":
        """Keep the steps of a round's report, the newest first, each with who took it and who was asked."""
        return self.filter(round=round_).select_related("by", "asked").order_by("-number")


class ReportStep(models.Model):
    """A move, by whom and when, of the texts and the data as they were. The database refuses to change it."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="report_steps")
    number = models.PositiveIntegerField()
    move = models.CharField(max_length=10, choices=Move)
    at = models.DateTimeField()
    by = models.ForeignKey(
        User, on_delete=models.DO_NOTHING, null=True, db_constraint=False, related_name="+"
    )
    asked = models.ForeignKey(
        User, on_delete=models.DO_NOTHING, null=True, db_constraint=False, related_name="+"
    )
    """Who was asked to look it over; any other adviser may."""
    same_person = models.BooleanField(default=False)
    """Whether it was approved by whoever had sent it, there being no other adviser."""
    note = models.TextField(blank=True)
    correction = models.TextField(blank=True)
    """What the edition to come corrects, in words; empty for the first."""
    text_checksum = models.CharField(max_length=64)
    data_checksum = models.CharField(max_length=64)

    objects = ReportStepQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "number"], name="report_step_once"),
            models.CheckConstraint(condition=models.Q(move__in=Move.values), name="report_step_move_known"),
        ]

    def __str__(self) -> str:
        return f"{self.round} {self.number} {self.move}"
