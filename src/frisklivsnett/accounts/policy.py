"""Who must have a second factor."""

from django.conf import settings
from django.utils import timezone

from frisklivsnett.registry.models import Role, User


def must_have_second_factor(user: User) -> bool:
    """Tell whether one of the roles that the person has today asks for it (``FRISKLIVSNETT_SECOND_FACTOR``)."""
    held = Role.objects.filter(user=user).valid_on(timezone.localdate())
    return bool(settings.SECOND_FACTOR_FOR) and held.filter(kind__in=settings.SECOND_FACTOR_FOR).exists()


def has_second_factor(user: User) -> bool:
    """Tell whether the person has an app or a passkey."""
    return user.factors.exists()
