"""Where Django keeps sessions: in a table that knows whose they are, so that a person can see them and end them.

A log-in ends when it has not been used for ``SESSION_IDLE`` (12 hours), and ``SESSION_COOKIE_AGE`` (7 days) after it
began, used or not. That it is used is written down at most every five minutes; pages take no query more for it.
"""

from datetime import UTC, datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.contrib.sessions.base_session import AbstractBaseSession
from django.utils import timezone

from frisklivsnett.accounts.models import Session
from frisklivsnett.prepared import Prepared

AGENT, BEGAN = "agent", "began"
"""Names in a session: what the browser calls itself, and when the log-in began (seconds since 1970)."""
NOTED_EVERY = timedelta(minutes=5)
IDLE = timedelta(seconds=settings.SESSION_IDLE)
LONGEST = timedelta(seconds=settings.SESSION_COOKIE_AGE)

_alive: Prepared[Session, str, datetime] = Prepared(
    lambda key, now: Session.objects.filter(session_key=key, expire_date__gt=now)
)


class SessionStore(DatabaseStore):
    """One browser's session."""

    @classmethod
    def get_model_class(cls) -> type[AbstractBaseSession]:
        return Session

    def load(self) -> dict[str, Any]:
        """Read the session. That it is used is noted beside its content, which another request may be changing."""
        now = timezone.now()
        row = next(iter(_alive(self.session_key or "", now)), None)
        if row is None:
            self._session_key = None
            return {}
        if now - row.seen_at > NOTED_EVERY:
            ends = min(now + IDLE, row.began_at + LONGEST)
            Session.objects.filter(session_key=row.session_key).update(seen_at=now, expire_date=ends)
        return dict(self.decode(row.session_data))

    def save(self, must_create: bool = False) -> None:
        """Write the session, and when a log-in began."""
        data = self._get_session(no_load=must_create)  # type: ignore[attr-defined]  # not in the stubs
        if SESSION_KEY in data:
            data.setdefault(BEGAN, int(timezone.now().timestamp()))
        super().save(must_create)

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        """Return the row."""
        now = timezone.now()
        return Session(
            session_key=self._get_or_create_session_key(),  # type: ignore[attr-defined]  # not in the stubs
            session_data=self.encode(data),
            expire_date=self.get_expiry_date(),
            user_id=int(data[SESSION_KEY]) if SESSION_KEY in data else None,
            agent=str(data.get(AGENT, ""))[:300],
            began_at=datetime.fromtimestamp(data[BEGAN], UTC) if BEGAN in data else now,
            seen_at=now,
        )

    def get_expiry_age(self, **kwargs: Any) -> int:
        """Seconds that the browser keeps its cookie: as long as the session can last at most."""
        began = self.get(BEGAN)
        if began is None:
            return super().get_expiry_age(**kwargs)
        return max(0, int(began + LONGEST.total_seconds() - timezone.now().timestamp()))

    def get_expiry_date(self, **kwargs: Any) -> datetime:
        """Return the moment that the session ends if nothing more is heard."""
        return timezone.now() + min(IDLE, timedelta(seconds=self.get_expiry_age(**kwargs)))
