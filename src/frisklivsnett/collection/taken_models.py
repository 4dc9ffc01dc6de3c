"""Which answers were taken over from the log: what it said then, and what that was made of."""

from django.db import models

from frisklivsnett.registry.models import User


class TakenOver(models.Model):
    """A suggestion that was taken over as the answer to a question, the last time this was done.

    ``content`` is the suggestion as ``core.forms`` writes answers, ``fingerprint`` names the entries it was made of,
    with what each gave; ``version`` is that of the answer it became: a later one was changed by hand.
    """

    submission = models.ForeignKey(
        "collection.Submission", on_delete=models.CASCADE, related_name="taken_over"
    )
    question_id = models.CharField(max_length=100)
    content = models.JSONField()
    fingerprint = models.CharField(max_length=64)
    entries = models.PositiveIntegerField()
    version = models.PositiveIntegerField()
    taken_at = models.DateTimeField()
    taken_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["submission", "question_id"], name="taken_over_once_per_question")
        ]

    def __str__(self) -> str:
        return f"{self.question_id} v{self.version}"
