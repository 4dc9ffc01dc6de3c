"""Who is logged in where."""

from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models

from frisklivsnett.registry.models import User


class Session(AbstractBaseSession):
    """A browser that we remember. With a ``user`` it is a log-in; ``agent`` is what the browser says of itself.

    ``seen_at`` is when it was last used, told at most every few minutes (see sessions.py).
    """

    user = models.ForeignKey(User, models.CASCADE, null=True, related_name="sessions")
    agent = models.CharField(max_length=300, blank=True)
    began_at = models.DateTimeField()
    seen_at = models.DateTimeField()

    @classmethod
    def get_session_store_class(cls) -> type[SessionBase]:
        from frisklivsnett.accounts.sessions import SessionStore

        return SessionStore
