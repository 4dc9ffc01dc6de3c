"""«Folk ved sentralen»: who is in, who has been asked, and asking and taking out."""

from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from frisklivsnett.accounts.invitations import invite, invite_again, withdraw_invitation
from frisklivsnett.accounts.limits import limited
from frisklivsnett.accounts.models import Invitation
from frisklivsnett.accounts.people import can_remove_person, people_of, remove_person
from frisklivsnett.core.text import LANGUAGES
from frisklivsnett.registry.actions import ROLES_OF
from frisklivsnett.registry.models import Organisation, OrganisationKind, Role, User
from frisklivsnett.registry.permissions import actors_of, check_may, forget_actors, manages_people
from frisklivsnett.web.account.forms import Typed, typed
from frisklivsnett.web.account.mine import user_of
from frisklivsnett.web.account.words import role_name
from frisklivsnett.web.ordering import by_name


@never_cache
@login_required
@require_safe
def people_everywhere(request: HttpRequest) -> HttpResponse:
    """List the organisations, each with how many people it has."""
    check_may(request.user, "see_everyone")
    today = timezone.localdate()
    counts: dict[int, set[int]] = {}
    for organisation_id, user_id in Role.objects.valid_on(today).values_list("organisation_id", "user_id"):
        counts.setdefault(organisation_id, set()).add(user_id)
    asked = set(Invitation.objects.open().values_list("organisation_id", flat=True))
    names = {
        OrganisationKind.DIRECTORATE: _("Direktoratet"),
        OrganisationKind.CENTRE: _("Utviklingssentralene"),
        OrganisationKind.COUNTY_GOVERNOR: _("Statsforvalterne"),
        OrganisationKind.COUNTY_COUNCIL: _("Fylkeskommunene"),
    }
    everyone = sorted(Organisation.objects.all(), key=lambda found: by_name(found.name))
    groups = [
        (
            name,
            [
                (found, len(counts.get(found.pk, ())), found.pk in asked)
                for found in everyone
                if found.kind == kind
            ],
        )
        for kind, name in names.items()
    ]
    return render(request, "account/people_everywhere.html", {"groups": groups})


@never_cache
@login_required
@require_safe
def people(request: HttpRequest, organisation_slug: str) -> HttpResponse:
    """List an organisation's people and open invitations."""
    organisation = _organisation(request, organisation_slug, "see_people")
    user = user_of(request)
    manages = manages_people(user, organisation)
    roles = people_of(organisation)
    context = {
        "organisation": organisation,
        "title": people_title(organisation),
        "manages": manages,
        "sees_everyone": manages_people(user, None),
        "people": [
            (role, role_name(role.kind), role.user_id == user.pk, manages and can_remove_person(role, user))
            for role in roles
        ],
        "invitations": [
            (found, role_name(found.kind), found.has_expired())
            for found in Invitation.objects.open().filter(organisation=organisation)
        ]
        if manages
        else [],
    }
    return render(request, "account/people.html", context)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@limited("invite", times=30, seconds=3600, by="user")
def invite_person(request: HttpRequest, organisation_slug: str) -> HttpResponse:
    """Ask somebody in, by name, address and role."""
    organisation = _managed(request, organisation_slug)
    roles = [(str(kind), role_name(kind)) for kind in ROLES_OF[organisation.kind]]
    form = Typed({"kind": _first_role(organisation, roles), "language": organisation.language})
    if request.method == "POST":
        form = _checked(typed(request, "name", "email", "kind", "language"), roles)
        if not form.errors:
            form = _invited(form, organisation, user_of(request))
        if not form.errors:
            words = _("Invitasjonen er sendt til %(email)s.") % {"email": form.value("email")}
            messages.success(request, words)
            return redirect("web:people", organisation_slug=organisation.slug)
    context = {
        "organisation": organisation,
        "title": people_title(organisation),
        "form": form,
        "roles": roles,
    }
    return render(request, "account/invite.html", context, status=422 if form.errors else 200)


@never_cache
@require_POST
@login_required
@limited("invite", times=30, seconds=3600, by="user")
def send_invitation_again(request: HttpRequest, organisation_slug: str) -> HttpResponse:
    """Send a new link."""
    organisation = _managed(request, organisation_slug)
    found = _invitation(request, organisation)
    try:
        if found:
            invite_again(invitation=found, by=user_of(request))
            messages.success(
                request, _("Invitasjonen er sendt på nytt. Den forrige lenken virker ikke lenger.")
            )
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect("web:people", organisation_slug=organisation.slug)


@never_cache
@require_POST
@login_required
def take_back_invitation(request: HttpRequest, organisation_slug: str) -> HttpResponse:
    """Let the link stop working."""
    organisation = _managed(request, organisation_slug)
    found = _invitation(request, organisation)
    try:
        if found:
            withdraw_invitation(invitation=found, by=user_of(request))
            messages.success(request, _("Invitasjonen er trukket tilbake."))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect("web:people", organisation_slug=organisation.slug)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def take_out(request: HttpRequest, organisation_slug: str) -> HttpResponse:
    """Ask whether somebody is to be taken out, and do it."""
    organisation = _managed(request, organisation_slug)
    number = request.POST.get("role") or request.GET.get("rolle", "")
    role = next((found for found in people_of(organisation) if str(found.pk) == number), None)
    if role is None:
        messages.info(request, _("Personen er ikke med her lenger."))
        return redirect("web:people", organisation_slug=organisation.slug)
    user = user_of(request)
    if request.method != "POST":
        context = {"organisation": organisation, "title": people_title(organisation), "role": role}
        return render(request, "account/take_out.html", context | {"is_self": role.user_id == user.pk})
    try:
        remove_person(role=role, by=user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("web:people", organisation_slug=organisation.slug)
    if role.user_id == user.pk:
        forget_actors(user)
        if not actors_of(user).standings:
            logout(request)
        messages.success(request, _("Du er ikke lenger med i %(name)s.") % {"name": organisation.name})
        return redirect("web:front")
    messages.success(request, _("%(name)s er fjernet.") % {"name": role.user.name})
    return redirect("web:people", organisation_slug=organisation.slug)


def people_title(organisation: Organisation) -> str:
    """«Folk ved sentralen» for a centre, else «Folk»."""
    return _("Folk ved sentralen") if organisation.is_centre else _("Folk")


def _organisation(request: HttpRequest, slug: str, verb: str) -> Organisation:
    """Fetch the organisation if the user may do this with it; who may not is not told whether it exists."""
    found = Organisation.objects.filter(slug=slug).first()
    if found is None:
        if manages_people(user_of(request), None):
            raise Http404
        raise PermissionDenied
    check_may(request.user, verb, found)
    return found


def _managed(request: HttpRequest, slug: str) -> Organisation:
    organisation = _organisation(request, slug, "manage_people")
    if not manages_people(user_of(request), organisation):
        raise PermissionDenied(_("Bare lederen ved sentralen kan invitere og fjerne folk."))
    return organisation


def _invitation(request: HttpRequest, organisation: Organisation) -> Invitation | None:
    number = request.POST.get("invitation", "")
    open_ones = Invitation.objects.open().filter(organisation=organisation)
    found = next((found for found in open_ones if str(found.pk) == number), None)
    if found is None:
        messages.info(request, _("Invitasjonen er ikke åpen lenger."))
    return found


def _first_role(organisation: Organisation, roles: list[tuple[str, str]]) -> str:
    """The lead when there is nobody yet, else a colleague."""
    return roles[0][0] if not people_of(organisation) else roles[-1][0]


def _checked(form: Typed, roles: list[tuple[str, str]]) -> Typed:
    if not 0 < len(form.value("name")) <= 120:
        form = form.wrong(_("Skriv navnet til den du vil invitere."), "name")
    if not form.value("email"):
        form = form.wrong(_("Skriv e-postadressen til den du vil invitere."), "email")
    if form.value("kind") not in dict(roles):
        form = form.wrong(_("Velg en rolle."), "kind-1")
    if form.value("language") not in LANGUAGES:
        form = form.wrong(_("Velg et språk."), "language")
    return form


def _invited(form: Typed, organisation: Organisation, by: User) -> Typed:
    try:
        invite(
            email=form.value("email"),
            name=form.value("name"),
            organisation=organisation,
            kind=form.value("kind"),
            language=form.value("language"),
            by=by,
        )
    except ValidationError as error:
        codes = {found.code for found in getattr(error, "error_list", [])}
        invalid = _("Skriv en e-postadresse, for eksempel kari@kommune.no.")
        return form.wrong(error if codes & {"member", "invited"} else invalid, "email")
    return form
