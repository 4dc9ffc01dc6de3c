"""Who may do what: one table, and the functions that read it.

Two days matter. A role must be held **today**. Which county a centre lies in is asked for the day **in question**: for
a submission the last day of its report year.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django.utils.translation import gettext as _

from frisklivsnett.prepared import Prepared
from frisklivsnett.registry.models import Organisation, OrganisationKind, Role, RoleKind, User
from frisklivsnett.registry.places import register


class Actor(StrEnum):
    """In what capacity someone acts. Everyone is the public; a coordinator is also a centre."""

    PUBLIC = "public"
    CENTRE = "centre"
    COORDINATOR = "coordinator"
    COUNTY = "county"
    DIRECTORATE = "directorate"


class Scope(StrEnum):
    """What of it. ``SELF`` is one's own account, for whoever is logged in. ``OWN_COUNTY`` covers only what has been
    submitted, ``PUBLISHED`` only what has been published.
    """

    NO = "no"
    PUBLISHED = "published"
    SELF = "self"
    OWN = "own"
    OWN_COUNTY = "own_county"
    ALL = "all"


NO, PUBLISHED, SELF, OWN = Scope.NO, Scope.PUBLISHED, Scope.SELF, Scope.OWN
OWN_COUNTY, ALL = Scope.OWN_COUNTY, Scope.ALL


@dataclass(frozen=True, slots=True)
class Rule:
    """A line of the table: what is done, and the scope of each actor."""

    what: str
    public: Scope
    centre: Scope
    coordinator: Scope
    county: Scope
    directorate: Scope

    def scope(self, actor: Actor) -> Scope:
        return Scope(getattr(self, actor.value))


TABLE: Mapping[str, Rule] = MappingProxyType(
    {
        # public, centre, coordinator, county, directorate
        "read_pages": Rule("open pages, log in, change language", ALL, ALL, ALL, ALL, ALL),
        "manage_own_account": Rule("one's own account", SELF, SELF, SELF, SELF, SELF),
        "see_own_front": Rule("the front page, by role", ALL, ALL, ALL, ALL, ALL),
        "see_centres": Rule("where the centres are", ALL, ALL, ALL, ALL, ALL),
        "see_agreements": Rule("agreements, with grants and what was changed and why", NO, OWN, OWN, NO, ALL),
        "manage_agreements": Rule("give, extend, end and correct agreements", NO, NO, NO, NO, ALL),
        "read_report": Rule("the national report", PUBLISHED, PUBLISHED, PUBLISHED, PUBLISHED, ALL),
        "preview_report": Rule("look over the national report before it is published", NO, NO, NO, NO, ALL),
        "write_report": Rule("write the national report", NO, NO, NO, NO, ALL),
        "review_report": Rule(
            "send the national report to review, approve and return it", NO, NO, NO, NO, ALL
        ),
        "proof_report": Rule(
            "hold a report that somebody has written up against the answers", NO, NO, NO, NO, ALL
        ),
        "publish_report": Rule("publish the national report", NO, NO, NO, NO, ALL),
        "read_open_data": Rule("open data", PUBLISHED, PUBLISHED, PUBLISHED, PUBLISHED, ALL),
        "see_results": Rule("tables and figures of a round", PUBLISHED, PUBLISHED, PUBLISHED, PUBLISHED, ALL),
        "read_internal": Rule("what centres tell the Directorate alone, counted", NO, NO, NO, NO, ALL),
        "read_submission": Rule("a centre's answers", NO, OWN, OWN, OWN_COUNTY, ALL),
        "write_submission": Rule("answer and change answers", NO, OWN, OWN, NO, NO),
        "submit_submission": Rule("send in, and open for change", NO, OWN, OWN, NO, NO),
        "follow_submission": Rule("read, comment, return, approve and follow up", NO, NO, NO, NO, ALL),
        "see_round": Rule("who has answered, in a round", NO, NO, NO, NO, ALL),
        "read_activity": Rule("what a centre has noted of its year", NO, OWN, OWN, NO, ALL),
        "ask_for_visit": Rule("ask for a visit to a centre, and follow it", ALL, ALL, ALL, ALL, ALL),
        "answer_requests": Rule("answer requests for visits", NO, OWN, OWN, NO, NO),
        "see_requests": Rule(
            "the list of requests: to the centre, and those that name none", NO, OWN, ALL, NO, ALL
        ),
        "place_requests": Rule("find a centre for requests that name none", NO, NO, ALL, NO, ALL),
        "move_activity": Rule("take a log in from and out to a spreadsheet", NO, OWN, OWN, NO, NO),
        "find_expertise": Rule(
            "which centre has answered what, and the list of topics", NO, ALL, ALL, NO, ALL
        ),
        "pass_on": Rule(
            "pass an enquiry on to another centre, and answer one passed on", NO, OWN, OWN, NO, NO
        ),
        "see_waiting": Rule("enquiries that wait unanswered, in all centres", NO, NO, ALL, NO, ALL),
        "agree_topics": Rule("agree on, merge and retire topics", NO, NO, ALL, NO, ALL),
        "read_national_log": Rule("what all centres have noted, added up", NO, NO, NO, NO, ALL),
        "write_activity": Rule("note, change and remove what has happened", NO, OWN, OWN, NO, NO),
        "see_people": Rule("who is in an organisation", NO, OWN, OWN, NO, ALL),
        "manage_people": Rule(
            "invite people and take them out (in a centre its lead)", NO, OWN, OWN, NO, ALL
        ),
        "see_everyone": Rule("the people of all organisations", NO, NO, NO, NO, ALL),
        "manage_letters": Rule("letters: their texts, and how each went", NO, NO, NO, NO, ALL),
        "read_mailbox": Rule("the demo's mailbox; there is none elsewhere", ALL, ALL, ALL, ALL, ALL),
        "manage_round": Rule("open a round, set deadlines, remind", NO, NO, NO, NO, ALL),
    }
)
"""The permissions table. A verb that is not here may be done by nobody: asking for it is an error."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Someone's capacity by one role: ``actor`` in ``organisation``."""

    actor: Actor
    organisation: Organisation


@dataclass(frozen=True, slots=True)
class Actors:
    """Everything a person is on a day, besides the public that everyone is."""

    standings: tuple[Standing, ...] = ()

    def __contains__(self, actor: object) -> bool:
        return actor == Actor.PUBLIC or any(standing.actor == actor for standing in self.standings)

    def organisations(self, actor: Actor) -> list[Organisation]:
        """Return the organisations that the person is ``actor`` in, each once, by name."""
        found = {s.organisation.pk: s.organisation for s in self.standings if s.actor == actor}
        return sorted(found.values(), key=lambda organisation: organisation.name)


ACTOR_OF: Mapping[str, Actor] = MappingProxyType(
    {
        OrganisationKind.DIRECTORATE: Actor.DIRECTORATE,
        OrganisationKind.CENTRE: Actor.CENTRE,
        OrganisationKind.COUNTY_GOVERNOR: Actor.COUNTY,
        OrganisationKind.COUNTY_COUNCIL: Actor.COUNTY,
    }
)


_roles_of: Prepared[Role, int] = Prepared(lambda pk: Role.objects.filter(user=pk).with_terms().order_by("pk"))


def actors_of(user: User | AnonymousUser, on: date | None = None) -> Actors:
    """Return what ``user`` is on the day ``on`` (today when left out). One query, remembered on the user object.

    All the person's roles are read and the days compared here: on every page, that is five times as quick as asking the
    database for the day.
    """
    if not isinstance(user, User) or not user.is_active:
        return Actors()
    day = on or timezone.localdate()
    known: dict[date, Actors] = user.__dict__.setdefault("_actors", {})
    if day in known:
        return known[day]
    roles: list[Role] | None = user.__dict__.get("_roles")
    if roles is None:
        roles = user.__dict__["_roles"] = _roles_of(user.pk)
    held = [role for role in roles if role.is_held_on(day)]
    standings = [Standing(ACTOR_OF[role.organisation.kind], role.organisation) for role in held]
    coordinating = [
        Standing(Actor.COORDINATOR, role.organisation) for role in held if role.coordinates_on(day)
    ]
    known[day] = Actors(tuple(dict.fromkeys(standings + coordinating)))
    return known[day]


def manages_people(user: User | AnonymousUser, organisation: Organisation | None) -> bool:
    """Tell whether ``user`` may invite and take out people: in a centre only its lead, of those that the table lets in.

    Without an organisation: of any at all.
    """
    if organisation is None:
        return may(user, "see_everyone")
    if not may(user, "manage_people", organisation):
        return False
    return may(user, "see_everyone") or leads(user, organisation)


def leads(user: User | AnonymousUser, organisation: Organisation) -> bool:
    """Tell whether ``user`` leads an organisation today."""
    if not isinstance(user, User) or organisation not in [s.organisation for s in actors_of(user).standings]:
        return False
    today = timezone.localdate()
    roles: list[Role] = user.__dict__["_roles"]
    return any(
        role.kind == RoleKind.LEAD and role.organisation_id == organisation.pk and role.is_held_on(today)
        for role in roles
    )


def forget_actors(user: User) -> None:
    """Drop what the user object remembers about its roles, which is no longer so."""
    user.__dict__.pop("_roles", None)
    user.__dict__.pop("_actors", None)


def may(
    user: User | AnonymousUser,
    verb: str,
    organisation: Organisation | None = None,
    on: date | None = None,
    *,
    submitted: bool = False,
    published: bool = False,
) -> bool:
    """Tell whether ``user`` may do ``verb`` with something of ``organisation``.

    ``on`` is the day in question, which decides the county (today when left out). ``submitted`` and ``published`` tell
    how far the thing has come. Without an organisation only the scopes *all* and *published* can say yes; ask
    ``may_reach`` whether there is anything at all that the user may do it with. Raises KeyError for an unknown verb.
    """
    rule = TABLE[verb]
    if rule.public == SELF:
        return user.is_authenticated
    if _covers(rule.public, None, organisation, on, submitted, published):
        return True
    return any(
        _covers(rule.scope(standing.actor), standing.organisation, organisation, on, submitted, published)
        for standing in actors_of(user).standings
    )


def may_reach(user: User | AnonymousUser, verb: str) -> bool:
    """Tell whether there can be anything that ``user`` may do ``verb`` with, as when a menu is drawn."""
    rule = TABLE[verb]
    if rule.public == SELF:
        return user.is_authenticated
    scopes = {rule.public} | {rule.scope(standing.actor) for standing in actors_of(user).standings}
    return scopes != {NO}


def check_may(
    user: User | AnonymousUser,
    verb: str,
    organisation: Organisation | None = None,
    on: date | None = None,
    *,
    submitted: bool = False,
    published: bool = False,
) -> None:
    """Raise ``PermissionDenied`` with the reason in plain words unless ``may`` says yes."""
    if may(user, verb, organisation, on, submitted=submitted, published=published):
        return
    if not user.is_authenticated:
        raise PermissionDenied(_("Du må logge inn for å se denne siden."))
    if TABLE[verb].public == PUBLISHED:
        raise PermissionDenied(_("Dette er ikke publisert ennå."))
    if organisation is not None and verb == "read_submission" and not submitted:
        raise PermissionDenied(
            _("Rapporten er ikke sendt inn ennå, eller den tilhører en annen organisasjon.")
        )
    if organisation is not None:
        raise PermissionDenied(_("Dette tilhører en annen organisasjon, og du har ikke tilgang til det."))
    raise PermissionDenied(_("Du har ikke tilgang til denne siden."))


def _covers(
    scope: Scope,
    own: Organisation | None,
    organisation: Organisation | None,
    on: date | None,
    submitted: bool,
    published: bool,
) -> bool:
    if scope == ALL:
        return True
    if scope == PUBLISHED:
        return published
    if own is None or organisation is None:
        return False
    if scope == OWN:
        return own.pk == organisation.pk
    return (
        scope == OWN_COUNTY and submitted and is_in_own_county(own, organisation, on or timezone.localdate())
    )


def is_in_own_county(reader: Organisation, centre: Organisation, on: date) -> bool:
    """Tell whether ``centre`` lies in the county, or the governor's counties, of ``reader`` on the day ``on``."""
    places = register()
    if reader.place_id is None or centre.place_id is None:
        return False
    area, place = places.place(reader.place_id), places.place(centre.place_id)
    if reader.kind == OrganisationKind.COUNTY_GOVERNOR:
        found = places.governor_area_on(place, on)
    else:
        found = places.county_on(place, on)
    return found is not None and places.is_same_area(area, found, on)
