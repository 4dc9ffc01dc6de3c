"""What colleagues who work on one report need of each other: who is where just now, and who changed what before."""

from django.db import models

from frisklivsnett.registry.models import User


class AnswerChange(models.Model):
    """One save of one answer, as it was: rows are added by ``history.keep`` and never changed.

    ``content`` is as in ``Answer``; null when the answer was emptied. A report's changes are numbered (``pk``) in the
    order in which they were made, since one save at a time holds the report.
    """

    submission = models.ForeignKey("collection.Submission", on_delete=models.CASCADE, related_name="changes")
    question_id = models.CharField(max_length=100)
    version = models.PositiveIntegerField()
    content = models.JSONField(null=True)
    saved_at = models.DateTimeField()
    saved_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["submission", "question_id", "version"], name="change_once")
        ]

    def __str__(self) -> str:
        return f"{self.question_id} v{self.version}"


class Presence(models.Model):
    """The field that a person is in: one row for each person and report, forgotten within half a minute."""

    submission = models.ForeignKey("collection.Submission", on_delete=models.CASCADE, related_name="+")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    question_id = models.CharField(max_length=100)
    seen_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["submission", "user"], name="presence_once")]

    def __str__(self) -> str:
        return f"{self.user_id} in {self.question_id}"
