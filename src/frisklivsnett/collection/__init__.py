"""Rounds of collecting: form versions, rounds, submissions and their answers."""
