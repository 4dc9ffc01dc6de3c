"""Publishing in the tests: the whole way, from review by somebody to the edition."""

from frisklivsnett.collection.models import Round
from frisklivsnett.publication.actions import publish
from frisklivsnett.publication.approving import approve, send_to_review
from frisklivsnett.publication.models import Edition


def publish_approved(round_: Round, correction: str = "") -> Edition:
    """Send the report to review, approve it and publish it."""
    approved(round_, correction)
    return publish(round_=round_, by=None)


def approved(round_: Round, correction: str = "") -> None:
    """Send the report to review and approve it."""
    send_to_review(round_=round_, by=None, correction=correction)
    approve(round_=round_, by=None)
