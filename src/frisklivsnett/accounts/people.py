"""The people of an organisation: who may look after them, and taking somebody out."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from frisklivsnett.accounts.devices import log_out_everywhere
from frisklivsnett.registry.actions import end_role
from frisklivsnett.registry.models import Organisation, Role, RoleKind, User

IN_CHARGE = frozenset({RoleKind.LEAD, RoleKind.ADVISER})
"""The roles that look after the others. An organisation that has had one keeps one."""


def people_of(organisation: Organisation) -> list[Role]:
    """Return the roles held today, those in charge first, then by name."""
    roles = (
        Role.objects.filter(organisation=organisation).valid_on(timezone.localdate()).select_related("user")
    )
    order = list(RoleKind)
    return sorted(roles, key=lambda role: (order.index(RoleKind(role.kind)), role.user.name, role.pk))


def check_can_remove_person(role: Role, by: User) -> None:
    """Raise ValidationError with the reason when the role must stay. Whether ``by`` may at all is the table's matter.

    Who leads an organisation alone cannot leave it without anybody in charge; the Directorate can take them out.
    """
    if role.user_id != by.pk or role.kind not in IN_CHARGE:
        return
    others = Role.objects.filter(organisation=role.organisation_id, kind__in=IN_CHARGE, user__is_active=True)
    if not others.valid_on(timezone.localdate()).exclude(user=role.user_id).exists():
        raise ValidationError(
            _(
                "Du er den eneste som kan legge til og fjerne folk her. Inviter en ny leder før du fjerner deg selv."
            ),
            code="last",
        )


def can_remove_person(role: Role, by: User) -> bool:
    try:
        check_can_remove_person(role, by)
    except ValidationError:
        return False
    return True


@transaction.atomic
def remove_person(*, role: Role, by: User) -> None:
    """End a role at once; whoever has no other is logged out everywhere. Raises ValidationError when it must stay."""
    Organisation.objects.select_for_update().get(pk=role.organisation_id)
    check_can_remove_person(role, by)
    user, today = role.user, timezone.localdate()
    end_role(role=role, last_day=today - timedelta(days=1), by=by)
    if not Role.objects.filter(user=user).valid_on(today).exists():
        log_out_everywhere(user=user, by=by)
