"""Accounts as a Django app."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """How people get in, and out."""

    name = "frisklivsnett.accounts"
    label = "accounts"
