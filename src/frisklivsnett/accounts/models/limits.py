"""How much of a limit has been used, by whom."""

from django.db import models


class Allowance(models.Model):
    """What somebody has used of a limit, as one moment: by ``whole_at`` nothing of it counts any more.

    ``key`` is a keyed hash of the limit's name and who it is, so that the table holds neither addresses nor names.
    """

    key = models.CharField(max_length=64, primary_key=True)
    whole_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"{self.key[:8]} until {self.whole_at:%H:%M:%S}"
