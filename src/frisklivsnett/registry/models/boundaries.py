"""Boundaries of places, when the operator has loaded a file of them."""

from django.db import models
from django.utils import timezone

from frisklivsnett.registry.models.places import Place


class Boundary(models.Model):
    """A place's simplified outline: ``rings`` of [longitude, latitude] in degrees; and its largest part's middle."""

    place = models.OneToOneField(Place, models.CASCADE, related_name="boundary")
    rings = models.JSONField()
    longitude = models.FloatField()
    latitude = models.FloatField()
    loaded_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return str(self.place)
