"""When a round's letters go out, where the adviser has decided otherwise than the house does."""

from django.db import models
from django.db.models import Q

from frisklivsnett.registry.models import User


class ReminderPlan(models.Model):
    """A round's own plan. ``days`` counts from the deadline: -14 is two weeks before, 0 the day, 7 a week after.

    ``version`` counts its changes, so that two advisers do not undo each other's unseen.
    """

    round = models.OneToOneField("collection.Round", models.CASCADE, related_name="reminder_plan")
    invites = models.BooleanField(default=True)
    days = models.JSONField(default=list)
    version = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField()
    saved_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(version__gte=1), name="reminder_plan_version")]

    def __str__(self) -> str:
        return f"{self.round_id}: {self.days}"
