"""What a WSGI server runs: ``frisklivsnett.config.wsgi:application``."""

import gc
import os

from django.core.wsgi import get_wsgi_application

from frisklivsnett.config.starting import refuse_unsafe_settings, refuse_wrong_data

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "frisklivsnett.config.settings")


refuse_unsafe_settings()
application = get_wsgi_application()
refuse_wrong_data()


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
