"""Mailing as a Django app."""

from django.apps import AppConfig


class MailingConfig(AppConfig):
    """Letters and their texts."""

    name = "frisklivsnett.mailing"
    label = "mailing"
