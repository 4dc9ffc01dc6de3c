"""Who somebody that single sign-on vouches for is here. Nobody gets an account by logging in: they were invited."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from frisklivsnett import audit
from frisklivsnett.accounts import letters
from frisklivsnett.accounts.models import Identity
from frisklivsnett.accounts.oidc import Person
from frisklivsnett.accounts.providers import Provider
from frisklivsnett.registry.models import User
from frisklivsnett.registry.models.people import normalise_email


@transaction.atomic
def recognise(*, provider: Provider, person: Person) -> User | None:
    """Return whom a provider vouches for: by what it calls them, or by an address that it has verified.

    The address counts once: from then on it is the provider's own name for the person that does.
    """
    known = (
        Identity.objects.select_related("user").filter(issuer=person.issuer, subject=person.subject).first()
    )
    if known:
        if known.user.is_active:
            Identity.objects.filter(pk=known.pk).update(used_at=timezone.now())
            return known.user
        return None
    if not person.email:
        return None
    user = User.objects.filter(email=normalise_email(person.email), is_active=True).first()
    if user is None or Identity.objects.filter(user=user, provider=provider.slug).exists():
        # Somebody else's log-in with the same provider is tied to the account: an address alone does not replace it.
        return None
    tie(user=user, provider=provider, person=person)
    return user


@transaction.atomic
def tie(*, user: User, provider: Provider, person: Person) -> Identity:
    """Let the person log in with this provider from now on. Raises ValidationError when it is tied to somebody else."""
    known = Identity.objects.filter(issuer=person.issuer, subject=person.subject).first()
    if known and known.user_id == user.pk:
        return known
    if known:
        raise ValidationError(_("Denne innloggingen er allerede knyttet til en annen bruker."), code="taken")
    made = Identity.objects.create(
        user=user,
        provider=provider.slug,
        issuer=person.issuer,
        subject=person.subject,
        used_at=timezone.now(),
    )
    letters.tell_factor_added(user)
    audit.record("identity.tied", by=user, about=made, details=made.details())
    return made


@transaction.atomic
def untie(*, identity: Identity, by: User) -> None:
    """Stop letting the person log in this way."""
    audit.record("identity.untied", by=by, about=identity, details=identity.details())
    identity.delete()
    letters.tell_factor_removed(identity.user)
