"""Activity as a Django app."""

from django.apps import AppConfig


class ActivityConfig(AppConfig):
    """Entries, their places and topics, attachments."""

    name = "frisklivsnett.activity"
    label = "activity"
