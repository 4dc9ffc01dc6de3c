"""The tables of getting in, a module for each subject."""

from frisklivsnett.accounts.models.limits import Allowance

__all__ = ["Allowance"]
