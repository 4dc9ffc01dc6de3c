"""The table of events. Written only by ``log.record``; the database itself refuses to change or delete a row."""

from django.db import models


class Event(models.Model):
    """One thing that was done. Numbered 1, 2, 3 … without gaps; each row holds the hash of the one before.

    ``by_id`` and ``organisation_id`` are plain numbers, no foreign keys: the log outlives users and organisations, and
    holds no name. ``by_id`` is None for what the program did by itself.
    """

    id = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()
    by_id = models.BigIntegerField(null=True)
    verb = models.CharField(max_length=60)
    kind = models.CharField(max_length=60)
    object_id = models.CharField(max_length=60)
    organisation_id = models.BigIntegerField(null=True)
    details = models.JSONField(default=dict)
    previous_hash = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64, unique=True)

    class Meta:
        # The migration makes the table. It is not Django's to manage afterwards, so that ``flush`` leaves it alone.
        managed = False
        db_table = "audit_event"
        ordering = ["id"]
        indexes = [
            models.Index(fields=["kind", "object_id", "id"], name="audit_event_of_object"),
            models.Index(fields=["organisation_id", "id"], name="audit_event_of_organisation"),
        ]

    def __str__(self) -> str:
        return f"{self.id} {self.verb} {self.kind} {self.object_id}"
