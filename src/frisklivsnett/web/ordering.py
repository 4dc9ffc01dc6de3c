"""Norwegian alphabetical order."""

_AFTER_Z = str.maketrans({"æ": "{", "ä": "{", "ø": "|", "ö": "|", "å": "}"})


def by_name(name: str) -> str:
    """Return the key to sort a name by: æ, ø and å come after z, and case does not count."""
    return name.lower().translate(_AFTER_Z)
