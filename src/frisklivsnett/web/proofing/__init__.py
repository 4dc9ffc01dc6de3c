"""Holding a report that somebody else has written up against the answers."""
