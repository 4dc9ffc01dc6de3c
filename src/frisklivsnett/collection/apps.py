"""Collection as a Django app."""

from django.apps import AppConfig


class CollectionConfig(AppConfig):
    """Rounds, submissions and answers."""

    name = "frisklivsnett.collection"
    label = "collection"
