"""What is kept of a report's life: each move with who and when, the adviser's comments, and marks to follow up."""

from typing import Self

from django.db import models
from django.db.models import Q

from frisklivsnett.collection.states import MOVES
from frisklivsnett.registry.models import User

LONGEST_WORDS = 4000
"""Characters in a comment, a reply, a message, a reason or a note."""


class Moved(models.Model):
    """A move that was made. Rows are added, and never changed.

    ``number`` is the version that the move made or was about (0: none had been sent). ``words`` is the adviser's
    message or reason, and ``until`` the last day that the centre was given with it.
    """

    submission = models.ForeignKey(
        "collection.Submission", on_delete=models.PROTECT, related_name="moves_made"
    )
    move = models.CharField(max_length=12, choices=[(name, name) for name in MOVES])
    number = models.PositiveSmallIntegerField()
    at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    words = models.TextField(blank=True)
    until = models.DateField(null=True)

    class Meta:
        ordering = ["pk"]
        constraints = [models.CheckConstraint(condition=Q(move__in=list(MOVES)), name="moved_known")]

    def __str__(self) -> str:
        return f"{self.move} #{self.number}"


class CommentQuerySet(models.QuerySet["Comment"]):
    """Reads of comments."""

    def unsent(self) -> Self:
        """Keep those that the centre has not been sent."""
        return self.filter(returned=None)


class Comment(models.Model):
    """What the adviser asks of one question. Until the report is returned it can be changed; then the centre has it.

    ``version`` counts its saves, so that a stale one is seen. ``number`` is the version of the report that was read.
    ``seen_at`` is set when the centre has marked it as dealt with, perhaps with a ``reply``.
    """

    submission = models.ForeignKey("collection.Submission", on_delete=models.PROTECT, related_name="comments")
    question_id = models.CharField(max_length=100)
    words = models.TextField()
    number = models.PositiveSmallIntegerField()
    version = models.PositiveIntegerField(default=1)
    written_at = models.DateTimeField()
    written_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    returned = models.ForeignKey(Moved, on_delete=models.PROTECT, null=True, related_name="comments")
    """The return that it was sent with; null until then."""
    reply = models.TextField(blank=True)
    seen_at = models.DateTimeField(null=True)
    seen_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")

    objects = CommentQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["submission", "question_id"],
                condition=Q(returned__isnull=True),
                name="comment_once_until_sent",
            ),
            models.CheckConstraint(
                condition=Q(returned__isnull=False) | Q(seen_at__isnull=True, reply=""),
                name="comment_seen_when_sent",
            ),
            models.CheckConstraint(condition=~Q(words=""), name="comment_has_words"),
        ]

    def __str__(self) -> str:
        return f"{self.question_id} #{self.number}"


class FollowUpQuerySet(models.QuerySet["FollowUp"]):
    """Reads of marks."""

    def open(self) -> Self:
        """Keep those that nobody has closed."""
        return self.filter(closed_at=None)

    def with_centres(self) -> Self:
        """Fetch the centres, the rounds and the people."""
        return self.select_related(
            "submission__agreement__organisation", "submission__round__form_version", "marked_by", "closed_by"
        ).defer("submission__round__form_version__definition")


class FollowUp(models.Model):
    """Something that the Directorate will come back to, in a question (or the report as a whole, when that is empty).

    For the Directorate only. A question has one open mark at a time; ``version`` counts the saves of its note.
    """

    submission = models.ForeignKey(
        "collection.Submission", on_delete=models.PROTECT, related_name="follow_ups"
    )
    question_id = models.CharField(max_length=100, blank=True)
    note = models.TextField()
    version = models.PositiveIntegerField(default=1)
    marked_at = models.DateTimeField()
    marked_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")

    objects = FollowUpQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["submission", "question_id"],
                condition=Q(closed_at__isnull=True),
                name="follow_up_once_while_open",
            ),
            models.CheckConstraint(condition=~Q(note=""), name="follow_up_has_note"),
        ]

    def __str__(self) -> str:
        return f"{self.submission_id} {self.question_id}"
