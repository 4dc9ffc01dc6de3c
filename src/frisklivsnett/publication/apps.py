"""Publication as a Django app."""

from django.apps import AppConfig


class PublicationConfig(AppConfig):
    """Report templates, editions and files."""

    name = "frisklivsnett.publication"
    label = "publication"
