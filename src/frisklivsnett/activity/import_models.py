"""What the database holds of a spreadsheet between its preview and its confirmation."""

from django.db import models
from django.utils import timezone

from frisklivsnett.registry.models import Organisation, User


class Import(models.Model):
    """A spreadsheet that a centre has sent us. Its content is dropped when it has been brought in, or after a day."""

    centre = models.ForeignKey(Organisation, models.PROTECT, related_name="imports")
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    name = models.CharField(max_length=150)
    content = models.BinaryField(blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    made = models.PositiveIntegerField(default=0)
    """How many entries it made."""

    class Meta:
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return self.name
