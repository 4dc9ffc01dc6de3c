"""Words about people and their devices."""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from frisklivsnett.accounts.devices import Device
from frisklivsnett.registry.models import RoleKind

MINUTE, HOUR, DAY = 60, 3600, 86_400


def role_name(kind: str) -> str:
    """Return what a role is called."""
    names = {
        RoleKind.LEAD: _("Leder"),
        RoleKind.COLLEAGUE: _("Medarbeider"),
        RoleKind.ADVISER: _("Rådgiver"),
        RoleKind.READER: _("Leser"),
    }
    return names[RoleKind(kind)]


def device_name(device: Device) -> str:
    """«Chrome på Windows»; what is not known is left out."""
    if device.browser and device.system:
        return _("%(browser)s på %(system)s") % {"browser": device.browser, "system": device.system}
    return device.browser or device.system or _("Ukjent nettleser")


def time_ago(moment: datetime) -> str:
    """«for 3 timer siden», rounded down; «nå nettopp» for the last minutes."""
    seconds = (timezone.now() - moment).total_seconds()
    if seconds < 10 * MINUTE:
        return _("nå nettopp")
    if seconds < HOUR:
        number = int(seconds // MINUTE)
        words = ngettext("for %(number)s minutt siden", "for %(number)s minutter siden", number)
    elif seconds < DAY:
        number = int(seconds // HOUR)
        words = ngettext("for %(number)s time siden", "for %(number)s timer siden", number)
    else:
        number = int(seconds // DAY)
        words = ngettext("for %(number)s dag siden", "for %(number)s dager siden", number)
    return words % {"number": number}
