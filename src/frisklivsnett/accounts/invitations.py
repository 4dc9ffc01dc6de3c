"""Inviting people, and taking them out: who may, the letter, the link, and what accepting it does."""

from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from frisklivsnett import audit
from frisklivsnett.accounts.models import MOVES, Invitation, InvitationStatus
from frisklivsnett.accounts.secrets import digest, new_link
from frisklivsnett.mailing.actions import enqueue, withdraw
from frisklivsnett.mailing.values import absolute
from frisklivsnett.mailing.wording import one_line
from frisklivsnett.registry.actions import ROLES_OF, give_role, make_user
from frisklivsnett.registry.models import Organisation, Role, User
from frisklivsnett.registry.models.people import normalise_email

GOOD_FOR = timedelta(days=14)
LETTER = "account.invitation"


@transaction.atomic
def invite(
    *,
    email: str,
    name: str,
    organisation: Organisation,
    kind: str,
    by: User | None,
    language: str = User.Language.NB,
) -> tuple[Invitation, str]:
    """Ask somebody to take a role, and return the invitation and its link's secret, which is kept nowhere.

    Whether the address has an account already is not told. Raises ValidationError when the address is none, the name is
    empty, the role does not exist there, or the person has a role or an open invitation there.
    """
    address, name = normalise_email(email), one_line(name)
    validate_email(address)
    if not name:
        raise ValidationError(_("Skriv navnet til den du vil invitere."), code="name")
    if kind not in ROLES_OF[organisation.kind]:
        raise ValidationError(_("Denne rollen finnes ikke i en slik organisasjon."), code="kind")
    Organisation.objects.select_for_update().get(pk=organisation.pk)  # two who invite wait for each other
    user = User.objects.filter(email=address).first()
    held = Role.objects.filter(organisation=organisation, user=user) if user else Role.objects.none()
    if held.valid_on(timezone.localdate()).exists():
        raise ValidationError(_("Personen er allerede med her."), code="member")
    if Invitation.objects.open().filter(organisation=organisation, email=address).exists():
        raise ValidationError(
            _("Denne adressen er allerede invitert. Du kan sende invitasjonen på nytt."), code="invited"
        )
    link, now = new_link(), timezone.now()
    invitation = Invitation(
        organisation=organisation,
        kind=kind,
        name=name,
        email=address,
        language=language,
        user=user,
        invited_by=by,
        digest=digest("invitation", link),
        sent_at=now,
        expires_at=now + GOOD_FOR,
    )
    invitation.full_clean(exclude=["user", "invited_by"])
    invitation.save()
    _send(invitation, link, by)
    _record("invitation.made", invitation, by)
    return invitation, link


@transaction.atomic
def invite_again(*, invitation: Invitation, by: User | None) -> str:
    """Send a new link, good for another 14 days, and return its secret; the one before stops working.

    Raises ValidationError when the invitation is no longer open.
    """
    current = _open(invitation)
    link, now = new_link(), timezone.now()
    current.digest, current.sent_at, current.expires_at = digest("invitation", link), now, now + GOOD_FOR
    current.sendings += 1
    current.save()
    withdraw(about=current, kinds=[LETTER])
    _send(current, link, by)
    _record("invitation.sent_again", current, by)
    return link


@transaction.atomic
def withdraw_invitation(*, invitation: Invitation, by: User | None) -> None:
    """Let the link stop working. Raises ValidationError when the invitation is no longer open."""
    current = _open(invitation)
    check_can_move(current, InvitationStatus.WITHDRAWN)
    withdraw(about=current, kinds=[LETTER])
    current.close(InvitationStatus.WITHDRAWN)
    current.user = None
    current.save()
    _record("invitation.withdrawn", current, by)


def invitation_of(link: str) -> Invitation | None:
    """Return the invitation that a link belongs to, in whatever status; None for a link that was never ours."""
    found = Invitation.objects.select_related("organisation", "user", "invited_by")
    return found.filter(digest=digest("invitation", link)).first() if link else None


def check_can_accept(invitation: Invitation, at: datetime | None = None) -> None:
    """Raise ValidationError with the reason in plain words when the link no longer opens anything."""
    if invitation.status == InvitationStatus.ACCEPTED:
        raise ValidationError(
            _("Invitasjonen er allerede tatt imot. Logg inn med brukeren din."), code="accepted"
        )
    if invitation.status == InvitationStatus.WITHDRAWN:
        raise ValidationError(
            _("Invitasjonen er trukket tilbake. Ta kontakt med den som inviterte deg."), code="withdrawn"
        )
    if invitation.has_expired(at):
        raise ValidationError(
            _("Invitasjonen har gått ut. Be den som inviterte deg, om å sende den på nytt."), code="expired"
        )
    if invitation.user is not None and not invitation.user.is_active:
        raise ValidationError(
            _("Brukeren din er stengt. Ta kontakt med den som inviterte deg."), code="closed"
        )


@transaction.atomic
def accept_as_new(*, invitation: Invitation, name: str, language: str, password: str | None) -> User:
    """Make an account for who holds the link, with its role, and return it. The password must have been found good.

    Without one they must be tied to single sign-on in the same transaction. Raises ValidationError when the invitation
    no longer stands, or the address has got an account meanwhile.
    """
    current = _open(invitation)
    check_can_accept(current)
    user = make_user(email=current.email, name=name, language=language, password=password, by=None)
    return _accepted(current, user)


@transaction.atomic
def accept_as(*, invitation: Invitation, user: User) -> User:
    """Give a role to somebody who has an account and is logged in with the address that was invited.

    Raises ValidationError when the invitation no longer stands, or was sent to another address.
    """
    current = _open(invitation)
    check_can_accept(current)
    if normalise_email(current.email) != user.email:
        raise ValidationError(
            _("Invitasjonen er sendt til en annen adresse enn den du er logget inn med."), code="other"
        )
    return _accepted(current, user)


def _accepted(invitation: Invitation, user: User) -> User:
    check_can_move(invitation, InvitationStatus.ACCEPTED)
    today = timezone.localdate()
    held = Role.objects.filter(user=user, organisation=invitation.organisation, kind=invitation.kind)
    if not held.valid_between(today, None).exists():
        give_role(
            user=user, organisation=invitation.organisation, kind=invitation.kind, by=user, starts_on=today
        )
    invitation.close(InvitationStatus.ACCEPTED)
    invitation.user = user
    invitation.save()
    _record("invitation.accepted", invitation, user)
    return user


def check_can_move(invitation: Invitation, status: InvitationStatus) -> None:
    """Raise ValidationError unless an invitation can go from where it is to ``status``."""
    if status not in MOVES[invitation.status]:
        raise ValidationError(_("Invitasjonen er ikke åpen lenger."), code="closed")


def _open(invitation: Invitation) -> Invitation:
    """Return the invitation as it is now, held until the transaction ends."""
    found = Invitation.objects.select_for_update(of=("self",)).select_related("organisation", "user")
    current = found.get(pk=invitation.pk)
    if not MOVES[current.status]:
        check_can_accept(current)
    return current


def address_of(link: str) -> str:
    """Return the whole address of an invitation's link. The secret is in the query, which no log of ours holds."""
    return f"{absolute(reverse('web:invitation'))}?{urlencode({'nokkel': link})}"


def _send(invitation: Invitation, link: str, by: User | None) -> None:
    enqueue(
        kind=LETTER,
        key=f"{LETTER}:{invitation.pk}:{invitation.sendings}",
        to=invitation.email,
        language=invitation.language,
        context={
            "avsender": by.name if by else "",
            "frist": timezone.localdate(invitation.expires_at),
            "lenke": address_of(link),
        },
        about=invitation,
        organisation=invitation.organisation,
        by=by,
    )


def _record(verb: str, invitation: Invitation, by: User | None) -> None:
    details: dict[str, audit.Detail] = {"kind": str(invitation.kind), "sendings": invitation.sendings}
    audit.record(verb, by=by, about=invitation, organisation=invitation.organisation, details=details)
