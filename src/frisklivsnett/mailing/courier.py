"""Sending right after commit, without letting anybody wait: one thread in each web process, while there is work.

What it leaves (the process stopped, the mail server was away) is sent by the timer: ``run.py remind`` or
``run.py send-letters``. So is what a command of the command line has queued.
"""

import atexit
import logging
from threading import Event, Lock, Thread

from django.conf import settings
from django.db import connection

log = logging.getLogger("frisklivsnett.mailing")
_lock = Lock()
_asked = Event()
_thread: Thread | None = None
_employed = False
LONGEST_FAREWELL = 10.0
"""Seconds that a process that ends gives the letter on its way."""


def employ() -> None:
    """Let letters be sent at once from this process. The web server's processes ask for it."""
    global _employed  # noqa: PLW0603 - one courier a process is the point
    _employed = True


def nudge() -> None:
    """See to it that what waits in the outbox is sent soon. Returns at once."""
    global _thread  # noqa: PLW0603
    if settings.MAIL_DELIVERY != "smtp" or not _employed:
        return
    _asked.set()
    with _lock:
        if _thread is None or not _thread.is_alive():
            _thread = Thread(target=_work, name="courier", daemon=True)
            _thread.start()


def wait(seconds: float | None = None) -> None:
    """Wait until the courier has nothing more to do."""
    thread = _thread
    if thread is not None:
        thread.join(seconds)


def _work() -> None:
    from frisklivsnett.mailing.sending import send_waiting

    global _thread  # noqa: PLW0603
    while True:
        _asked.clear()
        try:
            send_waiting()
        except Exception:
            # Whatever it is, the letters are still in the outbox, and the timer comes by.
            log.exception("courier")
        finally:
            connection.close()
        with _lock:
            if not _asked.is_set():
                _thread = None
                return


atexit.register(wait, LONGEST_FAREWELL)
