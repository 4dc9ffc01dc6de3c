"""People who log in, and what they are in which organisation."""

from datetime import date
from typing import Any, ClassVar, Self

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils import timezone

from frisklivsnett.registry.models.organisations import Organisation


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Make and save a user; without a password they cannot log in with one."""
        user = self.model(email=email, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email=normalise_email(username or ""))

    async def aget_by_natural_key(self, username: str | None) -> "User":
        return await self.aget(email=normalise_email(username or ""))


def normalise_email(email: str) -> str:
    """Return the one form in which an e-mail address is kept and looked up."""
    return email.strip().lower()


class User(AbstractBaseUser):
    """A person who logs in. The e-mail address is the name they log in with; it is kept in lower case."""

    class Language(models.TextChoices):
        NB = "nb", "Bokmål"
        NN = "nn", "Nynorsk"
        EN = "en", "English"

    email = models.EmailField("e-postadresse", unique=True)
    name = models.CharField("navn", max_length=120)
    language = models.CharField("språk", max_length=2, choices=Language, default=Language.NB)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(condition=Q(email=Lower("email")), name="user_email_lower_case"),
            models.CheckConstraint(condition=Q(language__in=["nb", "nn", "en"]), name="user_language_known"),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.email = normalise_email(self.email)
        super().save(*args, **kwargs)

    def get_full_name(self) -> str:
        return self.name


class RoleKind(models.TextChoices):
    """What a person is in an organisation. Which kinds an organisation has: ``ROLES_OF`` in actions.py."""

    LEAD = "lead", "leder"
    COLLEAGUE = "colleague", "medarbeider"
    ADVISER = "adviser", "rådgiver"
    READER = "reader", "leser"


class RoleQuerySet(models.QuerySet["Role"]):
    def valid_on(self, day: date) -> Self:
        """Keep the roles that are held on ``day``."""
        return self.filter(Q(ends_on=None) | Q(ends_on__gte=day), starts_on__lte=day)

    def valid_between(self, first: date, last: date | None) -> Self:
        """Keep the roles that are held on at least one day from ``first`` to ``last`` (None: without end)."""
        kept = self.filter(Q(ends_on=None) | Q(ends_on__gte=first))
        return kept if last is None else kept.filter(starts_on__lte=last)

    def with_terms(self) -> Self:
        """Fetch the organisations too, and each role once for every term that its organisation coordinates the network.

        A role whose organisation never does comes once, with no term.
        """
        term = "organisation__coordinator_terms"
        return self.select_related("organisation").annotate(
            term_starts_on=F(f"{term}__starts_on"), term_ends_on=F(f"{term}__ends_on")
        )


class Role(models.Model):
    """A person's role in an organisation, from ``starts_on`` to ``ends_on``, both included; None: for now."""

    user = models.ForeignKey(User, models.CASCADE, related_name="roles")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="roles")
    kind = models.CharField(max_length=20, choices=RoleKind)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    term_starts_on: date | None
    term_ends_on: date | None
    """A term that the organisation coordinates the network. Both are set by ``with_terms`` only."""

    objects = RoleQuerySet.as_manager()

    class Meta:
        ordering = ["organisation", "user", "starts_on"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=RoleKind.values), name="role_kind_known"),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")), name="role_ends_after_start"
            ),
            models.UniqueConstraint(
                fields=["user", "organisation", "kind", "starts_on"], name="role_once_a_day"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.organisation}"

    def is_held_on(self, day: date) -> bool:
        return _covers(self.starts_on, self.ends_on, day)

    def coordinates_on(self, day: date) -> bool:
        """Tell whether the term fetched by ``with_terms`` makes the organisation coordinator on ``day``."""
        return self.term_starts_on is not None and _covers(self.term_starts_on, self.term_ends_on, day)


def _covers(first: date, last: date | None, day: date) -> bool:
    return first <= day and (last is None or day <= last)
