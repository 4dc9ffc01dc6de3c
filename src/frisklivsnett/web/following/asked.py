"""What the adviser has asked a centre to mend, while it is to be mended."""

from dataclasses import dataclass

from frisklivsnett.collection.following import return_in_force
from frisklivsnett.collection.models import Comment, Moved, Submission


@dataclass(frozen=True, slots=True)
class Asked:
    """The return in force, with its comments in the form's order."""

    returned: Moved
    comments: tuple[Comment, ...]

    @property
    def left(self) -> int:
        """How many comments the centre has not marked as dealt with."""
        return sum(comment.seen_at is None for comment in self.comments)

    def on(self, question_id: str) -> Comment | None:
        """Return the comment on a question, or None."""
        return next((each for each in self.comments if each.question_id == question_id), None)


def asked_of(submission: Submission) -> Asked | None:
    """Return what is asked of a report that the centre has in its hands.

    Nothing is asked of the database for a report that has never been returned or opened.
    """
    if submission.open_until is None or submission.is_submitted:
        return None
    returned = return_in_force(submission)
    if returned is None:
        return None
    order = {question.id: place for place, question in enumerate(submission.round.form.questions)}
    comments = returned.comments.select_related("seen_by").order_by("pk")
    return Asked(returned, tuple(sorted(comments, key=lambda each: order.get(each.question_id, len(order)))))
