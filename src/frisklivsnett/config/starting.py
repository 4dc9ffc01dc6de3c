"""What a server refuses to start with: settings that do not keep it safe, sample data for real, real data as sample.

In the demo anybody logs in as anybody with one click. So it must never meet real people, nor made-up people real ones.
Commands start without this: they are what puts it right.
"""

import os
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, connection

SHORTEST_KEY = 32
"""Characters of the secret key: whoever guesses it can write log-ins and read the keys of the apps."""


def refuse_unsafe_settings() -> None:
    """Stop a production start that lacks what keeps it safe, saying what to set."""
    if not settings.PRODUCTION:
        return
    key = os.environ.get("FRISKLIVSNETT_SECRET_KEY", "")
    if len(key) < SHORTEST_KEY:
        raise ImproperlyConfigured(
            "Set FRISKLIVSNETT_SECRET_KEY to a long random text before starting the server"
            f"{f': this one has {len(key)} characters of at least {SHORTEST_KEY}' if key else ''}."
        )
    hosts = settings.ALLOWED_HOSTS
    if not hosts or any(sign in host for host in hosts for sign in "*/ "):
        raise ImproperlyConfigured(
            "Set FRISKLIVSNETT_HOSTS to the host name that the program is reached by, as frisklivsnett.example.no."
        )


def refuse_wrong_data() -> None:
    """Stop a start for real on sample data, and a demo on anything else. One that is not there yet is no matter."""
    if connection.vendor == "sqlite" and not Path(connection.settings_dict["NAME"]).exists():
        return  # SQLite would make an empty one
    try:
        if settings.PRODUCTION:
            _refuse_sample_data()
        elif settings.DEMO:
            _refuse_real_data()
    finally:
        connection.close()  # not to be shared with the processes that are started next


def _refuse_sample_data() -> None:
    from frisklivsnett.collection.models import Round
    from frisklivsnett.demo.people import read_people
    from frisklivsnett.registry.models import User

    emails = [person.email for person in read_people()[1]]
    try:
        if not {"collection_round", "registry_user"} <= set(connection.introspection.table_names()):
            return
        rounds = Round.objects.filter(sample=True).exists()
        people = User.objects.filter(email__in=emails).exists()
    except DatabaseError:
        return  # an older database, which the server says how to bring up to date
    if rounds or people:
        raise ImproperlyConfigured(
            f"The database holds the demo's {'rounds' if rounds else 'people'}, so it is not served for real. "
            "Set FRISKLIVSNETT_DATABASE_URL or FRISKLIVSNETT_VAR to another database, and make it with the command "
            "migrate. (The command demo serves the sample data, on this machine only.)"
        )


def _refuse_real_data() -> None:
    from frisklivsnett.demo.database import NotADemoError, State, state_of_database

    try:
        if state_of_database() is State.OTHER:
            raise ImproperlyConfigured(str(NotADemoError()))
    except DatabaseError:
        return
