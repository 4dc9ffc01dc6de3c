"""The year as it happens: kinds of entries, what an entry is, and what a year of them adds up to."""
