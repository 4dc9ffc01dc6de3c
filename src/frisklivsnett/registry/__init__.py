"""Places over time, organisations and their agreements, people and their roles, and who may do what."""
