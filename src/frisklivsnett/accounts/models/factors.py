"""What a person has besides a password: an app that makes codes, passkeys, codes on paper."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils import timezone

from frisklivsnett.registry.models import User


class FactorKind(models.TextChoices):
    APP = "app", "app som lager koder"
    PASSKEY = "passkey", "passnøkkel"


class Factor(models.Model):
    """A second factor. ``name`` is what its owner calls it.

    ``secret`` is the app's key, encrypted (secrets.py), or a passkey's public key and number, which are no secret.
    ``credential`` is a passkey's id, by which it is found. ``used_step`` is the time step of the app's last code, so
    that no code works twice.
    """

    user = models.ForeignKey(User, models.CASCADE, related_name="factors")
    kind = models.CharField(max_length=10, choices=FactorKind)
    name = models.CharField(max_length=60, blank=True)
    secret = models.TextField()
    credential = models.CharField(max_length=64, unique=True, null=True)
    used_step = models.BigIntegerField(default=0)
    made_at = models.DateTimeField(default=timezone.now)
    used_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["made_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=FactorKind.values), name="factor_kind_known"),
            models.UniqueConstraint(fields=["user"], condition=Q(kind="app"), name="factor_one_app"),
            models.CheckConstraint(
                condition=Q(kind="passkey", credential__isnull=False)
                | Q(kind="app", credential__isnull=True),
                name="factor_credential_of_passkey",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

    @property
    def is_app(self) -> bool:
        return self.kind == FactorKind.APP


class RecoveryCode(models.Model):
    """A code on paper that has not been used; only a keyed hash of it is kept."""

    user = models.ForeignKey(User, models.CASCADE, related_name="recovery_codes")
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "digest"], name="recovery_code_once")]

    def __str__(self) -> str:
        return f"recovery code {self.pk}"


class Identity(models.Model):
    """Who a person is to a provider of single sign-on: ``subject`` at ``issuer``. Never a national identity number."""

    user = models.ForeignKey(User, models.CASCADE, related_name="identities")
    provider = models.CharField(max_length=20)
    issuer = models.CharField(max_length=200)
    subject = models.CharField(max_length=255)
    made_at = models.DateTimeField(default=timezone.now)
    used_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["made_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["issuer", "subject"], name="identity_of_one_person"),
        ]

    def __str__(self) -> str:
        return f"{self.provider} {self.pk}"

    def details(self) -> dict[str, Any]:
        """Return what the log tells of it."""
        return {"provider": self.provider}
