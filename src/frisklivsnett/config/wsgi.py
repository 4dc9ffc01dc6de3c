"""What a WSGI server runs: ``frisklivsnett.config.wsgi:application``."""

import gc
import os

from django.core.exceptions import ImproperlyConfigured
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "frisklivsnett.config.settings")


def _refuse_unsafe_start() -> None:
    """Stop a production start that lacks what keeps it safe, saying what to set."""
    from django.conf import settings

    if not settings.PRODUCTION:
        return
    if not os.environ.get("FRISKLIVSNETT_SECRET_KEY"):
        raise ImproperlyConfigured(
            "Set FRISKLIVSNETT_SECRET_KEY to a long random text before starting the server."
        )
    if not settings.ALLOWED_HOSTS:
        raise ImproperlyConfigured("Set FRISKLIVSNETT_HOSTS to the host name that the program is reached by.")


_refuse_unsafe_start()
application = get_wsgi_application()


def _settle() -> None:
    """Employ the courier, load what the first visitor would wait for, and tell the garbage collector that it stays.

    Some 100,000 objects live as long as the process. To look through them again and again took 6 to 8 % of the time.
    """
    from django.template import engines
    from django.urls import get_resolver

    from frisklivsnett.mailing import courier

    courier.employ()
    get_resolver().url_patterns  # noqa: B018 - reading it loads every view
    engines.all()
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


_settle()
