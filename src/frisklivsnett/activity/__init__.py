"""The year as it happens: what a centre notes when it happens, and what it adds up to."""
