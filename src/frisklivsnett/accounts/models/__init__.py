"""The tables of getting in, a module for each subject."""

from frisklivsnett.accounts.models.factors import Factor, FactorKind, Identity, RecoveryCode
from frisklivsnett.accounts.models.invitations import MOVES, Invitation, InvitationStatus
from frisklivsnett.accounts.models.limits import Allowance
from frisklivsnett.accounts.models.sessions import Session
from frisklivsnett.accounts.models.tickets import Ticket, TicketKind

__all__ = [
    "MOVES",
    "Allowance",
    "Factor",
    "FactorKind",
    "Identity",
    "Invitation",
    "InvitationStatus",
    "RecoveryCode",
    "Session",
    "Ticket",
    "TicketKind",
]
