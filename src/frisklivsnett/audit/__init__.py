"""The event log: who did what to which thing and when, in a chain that cannot be changed unseen."""

from frisklivsnett.audit.log import Break, Detail, Details, Tip, record, tip, verify_chain

__all__ = ["Break", "Detail", "Details", "Tip", "record", "tip", "verify_chain"]
