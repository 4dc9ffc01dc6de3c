"""Second factors: adding, using and removing them."""

import secrets

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from frisklivsnett import audit
from frisklivsnett.accounts import letters, totp
from frisklivsnett.accounts.devices import log_out_everywhere
from frisklivsnett.accounts.models import Factor, FactorKind, RecoveryCode
from frisklivsnett.accounts.passkeys import NewPasskey
from frisklivsnett.accounts.policy import must_have_second_factor
from frisklivsnett.accounts.secrets import Unreadable, decrypt, digest, encrypt
from frisklivsnett.registry.models import User

RECOVERY_CODES = 10
RECOVERY_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
"""Without what looks alike (i l o 0 1). Ten of them hold 49 bits; the limit on tries does the rest."""
MOST_PASSKEYS = 10


@transaction.atomic
def add_app(*, user: User, key: str, code: str) -> Factor:
    """Keep the key of an app that has shown a right code; one that was there before is replaced.

    Raises ValidationError when the code is wrong.
    """
    step = totp.matching_step(key, code, timezone.now().timestamp())
    if step is None:
        raise ValidationError(_("Koden stemmer ikke. Skriv koden som appen viser nå."), code="code")
    _lock(user)
    Factor.objects.filter(user=user, kind=FactorKind.APP).delete()
    factor = Factor.objects.create(user=user, kind=FactorKind.APP, secret=encrypt(key), used_step=step)
    return _added(factor)


@transaction.atomic
def add_passkey(*, user: User, passkey: NewPasskey, name: str) -> Factor:
    """Keep a passkey. Raises ValidationError when it is known already, or there are too many."""
    _lock(user)
    if Factor.objects.filter(credential=passkey.credential).exists():
        raise ValidationError(_("Denne passnøkkelen er lagt til fra før."), code="known")
    if Factor.objects.filter(user=user, kind=FactorKind.PASSKEY).count() >= MOST_PASSKEYS:
        raise ValidationError(_("Du kan ikke ha flere passnøkler. Fjern en du ikke bruker."), code="many")
    factor = Factor.objects.create(
        user=user,
        kind=FactorKind.PASSKEY,
        name=name.strip()[:60],
        secret=passkey.secret,
        credential=passkey.credential,
    )
    return _added(factor)


def _added(factor: Factor) -> Factor:
    letters.tell_factor_added(factor.user)
    audit.record("factor.added", by=factor.user, about=factor, details={"kind": str(factor.kind)})
    return factor


def check_can_remove(factor: Factor) -> None:
    """Raise ValidationError with the reason when the person must keep this factor."""
    others = Factor.objects.filter(user=factor.user).exclude(pk=factor.pk)
    if must_have_second_factor(factor.user) and not others.exists():
        raise ValidationError(
            _("Rollen din krever to-trinns innlogging. Legg til en annen måte før du fjerner denne."),
            code="last",
        )


def can_remove(factor: Factor) -> bool:
    try:
        check_can_remove(factor)
    except ValidationError:
        return False
    return True


@transaction.atomic
def remove_factor(*, factor: Factor, by: User) -> None:
    """Take a factor away; with the last one the recovery codes go too. Raises what ``check_can_remove`` raises."""
    _lock(factor.user)
    check_can_remove(factor)
    audit.record("factor.removed", by=by, about=factor, details={"kind": str(factor.kind)})
    factor.delete()
    if not Factor.objects.filter(user=factor.user).exists():
        RecoveryCode.objects.filter(user=factor.user).delete()
    letters.tell_factor_removed(factor.user)


@transaction.atomic
def forget_factors(*, user: User, by: User | None) -> int:
    """Take away all second factors and recovery codes of somebody who has lost them; return how many factors went.

    The person is logged out everywhere and written to. A role that takes a second factor asks for a new one at the next
    log-in. Whoever does this must have made sure who is asking.
    """
    _lock(user)
    found = list(Factor.objects.filter(user=user))
    Factor.objects.filter(user=user).delete()
    RecoveryCode.objects.filter(user=user).delete()
    log_out_everywhere(user=user, by=by)
    letters.tell_factor_removed(user)
    audit.record("factors.forgotten", by=by, about=user, details={"factors": len(found)})
    return len(found)


@transaction.atomic
def use_app_code(*, user: User, code: str) -> bool:
    """Tell whether ``code`` is what the person's app shows now. No code works twice, whoever typed it first."""
    factor = Factor.objects.select_for_update().filter(user=user, kind=FactorKind.APP).first()
    if factor is None:
        return False
    now = timezone.now()
    try:
        step = totp.matching_step(decrypt(factor.secret), code, now.timestamp(), after=factor.used_step)
    except Unreadable:
        return False
    if step is None:
        return False
    factor.used_step, factor.used_at = step, now
    factor.save(update_fields=["used_step", "used_at"])
    return True


def note_use(factor: Factor) -> None:
    """Note that a passkey was used now."""
    Factor.objects.filter(pk=factor.pk).update(used_at=timezone.now())


@transaction.atomic
def make_recovery_codes(*, user: User) -> list[str]:
    """Make new codes, end those from before, and return them: they are shown now and never again."""
    _lock(user)
    RecoveryCode.objects.filter(user=user).delete()
    codes = [_recovery_code() for _number in range(RECOVERY_CODES)]
    RecoveryCode.objects.bulk_create(RecoveryCode(user=user, digest=_digest(user, code)) for code in codes)
    audit.record("recovery_codes.made", by=user, about=user)
    return codes


@transaction.atomic
def use_recovery_code(*, user: User, code: str) -> bool:
    """Use a code up; tell whether it was one. The person is told, since it is rarely done."""
    used, _rows = RecoveryCode.objects.filter(user=user, digest=_digest(user, code)).delete()
    if not used:
        return False
    letters.tell_recovery_used(user, RecoveryCode.objects.filter(user=user).count())
    audit.record("recovery_codes.used", by=user, about=user)
    return True


def _recovery_code() -> str:
    letters_ = [secrets.choice(RECOVERY_ALPHABET) for _place in range(10)]
    return f"{''.join(letters_[:5])}-{''.join(letters_[5:])}"


def _digest(user: User, code: str) -> str:
    """Spaces, dashes and capitals make no difference."""
    plain = "".join(letter for letter in code.lower() if letter.isalnum())
    return digest("recovery", f"{user.pk} {plain}")


def _lock(user: User) -> None:
    """Let two who change the same person's factors wait for each other."""
    User.objects.select_for_update().get(pk=user.pk)
