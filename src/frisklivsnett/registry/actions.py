"""Everything that changes the registry: one function, one transaction, one event in the log each."""

import secrets
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from types import MappingProxyType

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from frisklivsnett import audit
from frisklivsnett.registry import loading, places
from frisklivsnett.registry.loading import Loaded
from frisklivsnett.registry.models import (
    Organisation,
    OrganisationKind,
    Place,
    PlaceKind,
    RegisterVersion,
    Role,
    RoleKind,
    User,
)
from frisklivsnett.registry.models.people import normalise_email
from frisklivsnett.registry.permissions import forget_actors
from frisklivsnett.registry.register_files import Problem, RegisterError, read_registers

REGISTERS = Path(__file__).resolve().parent.parent / "data" / "registers"
"""The program's own register files."""

LONGEST_NAME = 120
"""Characters in an organisation's name."""
_PLAIN = str.maketrans({"æ": "ae", "ø": "o", "å": "a", "Æ": "ae", "Ø": "o", "Å": "a"})

ROLES_OF: Mapping[str, tuple[RoleKind, ...]] = MappingProxyType(
    {
        OrganisationKind.DIRECTORATE: (RoleKind.ADVISER,),
        OrganisationKind.CENTRE: (RoleKind.LEAD, RoleKind.COLLEAGUE),
        OrganisationKind.COUNTY_GOVERNOR: (RoleKind.READER,),
        OrganisationKind.COUNTY_COUNCIL: (RoleKind.READER,),
    }
)
"""The roles that people can have in each kind of organisation."""


def load_registers(*, by: User | None = None, folder: Path = REGISTERS) -> Loaded:
    """Bring places, organisations and agreements in line with the register files in ``folder``.

    Can be repeated: what is in line already is left alone, and rows that the files do not name stay. Raises
    RegisterError, with file, line and what to do, when the files are wrong or clash with the database; then nothing
    has been saved.
    """
    files = read_registers(folder)
    loaded = Loaded()
    try:
        with transaction.atomic():
            loading.write(files, loaded)
            if loaded.changes:
                _renew_register()
                audit.record(
                    "registers.loaded", by=by, about=("registry.registers", "all"), details=_counts(loaded)
                )
    except IntegrityError as error:
        reason = f"The files clash with what is in the database, so nothing was saved: {error}"
        raise RegisterError([Problem(folder.name, 0, reason)]) from error
    finally:
        places.forget()
    return loaded


def _renew_register() -> None:
    RegisterVersion.objects.update_or_create(
        pk=1, defaults={"token": secrets.token_hex(16), "loaded_at": timezone.now()}
    )


def _counts(loaded: Loaded) -> dict[str, audit.Detail]:
    return {"added": dict(loaded.added), "changed": dict(loaded.changed)}


@transaction.atomic
def make_centre(*, place: Place, name: str, language: str, email: str, by: User | None) -> Organisation:
    """Make a development centre of a municipality or city district, and return it; the same again returns that.

    Raises ``ValidationError``: ``place`` (it has a centre, or can have none), ``name``, ``language`` or ``email``.
    """
    if place.kind not in (PlaceKind.MUNICIPALITY, PlaceKind.DISTRICT):
        raise ValidationError(_("Velg en kommune eller bydel."), code="place")
    Place.objects.select_for_update().get(pk=place.pk)  # so that two who make the same wait for each other
    called, address = name.strip() or place.name, normalise_email(email)
    if there := Organisation.objects.centres().filter(place=place).first():
        if (there.name, there.language, there.email) == (called, language, address):
            return there
        words = _("%(name)s er allerede i registeret. Velg sentralen i listen når du gir avtalen.")
        raise ValidationError(words % {"name": there.name}, code="place")
    if len(called) > LONGEST_NAME:
        raise ValidationError(_("Skriv et kortere navn, med høyst 120 tegn."), code="name")
    if language not in Organisation.Language.values:
        raise ValidationError(_("Velg en målform."), code="language")
    if address:
        _check_email(address)
    centre = Organisation.objects.create(
        kind=OrganisationKind.CENTRE,
        slug=_free_slug(called, place),
        name=called,
        place=place,
        language=language,
        email=address,
    )
    audit.record("organisation.made", by=by, about=centre, organisation=centre, details={"place": place.code})
    return centre


def _check_email(address: str) -> None:
    try:
        validate_email(address)
    except ValidationError:
        words = _("Skriv en e-postadresse, for eksempel frisklivssentralen@kommune.no.")
        raise ValidationError(words, code="email") from None


def _free_slug(name: str, place: Place) -> str:
    """Return a word for addresses (``nordre-follo``) that no organisation has."""
    slug = slugify(name.translate(_PLAIN))[:50] or place.code
    return f"{slug}-{place.code}" if Organisation.objects.filter(slug=slug).exists() else slug


@transaction.atomic
def make_user(
    *,
    email: str,
    name: str,
    by: User | None,
    language: str = User.Language.NB,
    password: str | None = None,
) -> User:
    """Make a user and return it. Without a password they cannot log in with one until they have chosen it.

    Raises ValidationError when the address is wrong or taken, the name is empty or the language unknown.
    """
    address = normalise_email(email)
    validate_email(address)
    if User.objects.filter(email=address).exists():
        raise ValidationError(_("Det finnes allerede en bruker med denne e-postadressen."), code="taken")
    user = User(email=address, name=name.strip(), language=language)
    user.set_password(password)
    user.full_clean()
    user.save()
    audit.record("user.made", by=by, about=user)
    return user


@transaction.atomic
def rename_user(*, user: User, name: str, language: str, by: User | None) -> None:
    """Change what others call a person, and the language that they are written to in.

    Raises ValidationError when the name is empty or the language unknown.
    """
    user.name, user.language = name.strip(), language
    user.full_clean()
    user.save(update_fields=["name", "language"])
    audit.record("user.changed", by=by, about=user)


@transaction.atomic
def give_role(
    *,
    user: User,
    organisation: Organisation,
    kind: str,
    by: User | None,
    starts_on: date,
    ends_on: date | None = None,
) -> Role:
    """Give ``user`` a role in ``organisation`` from ``starts_on`` to ``ends_on``, both included, and return it.

    Raises ValidationError when that kind of organisation has no such role, the period ends before it begins, or the
    person has the same role there already on one of the days.
    """
    if kind not in ROLES_OF[organisation.kind]:
        raise ValidationError(_("Denne rollen finnes ikke i en slik organisasjon."), code="kind")
    if ends_on is not None and ends_on < starts_on:
        raise ValidationError(_("Rollen kan ikke slutte før den begynner."), code="period")
    User.objects.select_for_update().get(pk=user.pk)  # so that two who give the same role wait for each other
    same = Role.objects.filter(user=user, organisation=organisation, kind=kind)
    if same.valid_between(starts_on, ends_on).exists():
        raise ValidationError(_("Personen har allerede denne rollen i perioden."), code="overlap")
    role = Role.objects.create(
        user=user, organisation=organisation, kind=kind, starts_on=starts_on, ends_on=ends_on
    )
    audit.record("role.given", by=by, about=role, organisation=organisation, details=_told(role))
    forget_actors(user)
    return role


@transaction.atomic
def end_role(*, role: Role, last_day: date, by: User | None) -> Role:
    """Let ``role`` end on ``last_day``; a day before it begins takes it away as if never held, but for the log.

    Raises ValidationError when it has ended before that day already.
    """
    current = Role.objects.select_for_update().select_related("organisation", "user").get(pk=role.pk)
    if current.ends_on is not None and current.ends_on <= last_day:
        raise ValidationError(_("Rollen er allerede avsluttet."), code="ended")
    audit.record(
        "role.ended",
        by=by,
        about=current,
        organisation=current.organisation,
        details=_told(current) | {"last_day": last_day.isoformat()},
    )
    if last_day < current.starts_on:
        current.delete()
    else:
        current.ends_on = last_day
        current.save(update_fields=["ends_on"])
    forget_actors(role.user)
    return current


def _told(role: Role) -> dict[str, audit.Detail]:
    return {"user": role.user_id, "kind": str(role.kind), "starts_on": role.starts_on.isoformat()}
