"""What makes a password easy to guess here, besides what Django looks for."""

from django.core.exceptions import ValidationError

from frisklivsnett.registry.models import User

WORDS = (
    "frisklivssentral",
    "utviklingssentral",
    "frisklivsnett",
    "frisklivs",
    "friskliv",
    "helsedirektoratet",
    "helsedir",
    "sentralen",
    "sentral",
    "kommune",
    "passord",
    "årsrapport",
    "arsrapport",
    "velkommen",
)
"""Words that somebody who guesses at a password of this service tries first, the longest of a kind first."""
MUST_BE_LEFT = 8
"""Characters besides those words."""


class ContextWordValidator:
    """Refuses a password that is little more than words of this service."""

    def validate(self, password: str, user: User | None = None) -> None:
        """Raise ValidationError unless enough is left without the words."""
        left = password.lower()
        for word in WORDS:
            left = left.replace(word, "")
        if len(left) < MUST_BE_LEFT and left != password.lower():
            raise ValidationError(self.get_help_text(), code="password_context")

    def get_help_text(self) -> str:
        return "The password is little more than words that are guessed first here."
