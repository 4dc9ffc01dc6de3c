"""What a WSGI server runs: ``frisklivsnett.config.wsgi:application``."""

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
