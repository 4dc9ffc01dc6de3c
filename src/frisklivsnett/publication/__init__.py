"""The national report: its source, its making and its files."""
