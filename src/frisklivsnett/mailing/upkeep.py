"""What is done with letters afterwards, for the sake of those they were written to."""

from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Subquery

from frisklivsnett.mailing.models import Letter
from frisklivsnett.registry.models import User

KEPT_FOR = timedelta(days=90)
"""How long it is told that a letter with a code or a personal link was sent."""


def tidy(at: datetime) -> None:
    """Let letters belong to the people who have come since, and forget old ones that carried a secret.

    A letter belongs to a person by address: one that was written before there was an account (an invitation) must go
    with the account when the person is erased.
    """
    same = User.objects.filter(email=OuterRef("address"))
    strangers = Letter.objects.filter(Exists(same), user=None)
    strangers.update(user=Subquery(same.values("pk")[:1]))
    Letter.objects.filter(secret=True, queued_at__lt=at - KEPT_FOR).exclude(
        state__in=[Letter.State.QUEUED, Letter.State.SENDING]
    ).delete()
