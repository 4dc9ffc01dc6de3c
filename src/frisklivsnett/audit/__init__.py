"""The event log: who did what to which thing and when, in a chain that cannot be changed unseen."""

from frisklivsnett.audit.log import Break, Details, Tip, record, tip, verify_chain

__all__ = ["Break", "Details", "Tip", "record", "tip", "verify_chain"]
