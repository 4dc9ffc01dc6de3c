"""A person's data: everything that is kept about them, and taking it away without breaking the record.

What was sent and what the log tells stay as they are: they name people by number only. So the number stays too, and
what goes is all that leads from it to a person: name, e-mail address, password and log-ins. What other apps keep for
the sake of the account (rows that cascade from it) goes with it; what is kept for the record refers to the number.
"""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from types import MappingProxyType
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from frisklivsnett import audit
from frisklivsnett.audit.models import Event
from frisklivsnett.registry.actions import end_role
from frisklivsnett.registry.models import Role, User

ERASED_NAME = "Slettet person"
ERASED_DOMAIN = "slettet.invalid"
"""A domain that never exists: nothing can be sent there."""

KEPT: Mapping[str, str] = MappingProxyType(
    {
        "registry.role.user": "who a number was, from when to when, told by organisation and not by name",
        "registry.agreementchange.by": "that somebody of the Directorate gave, changed or ended an agreement",
        "collection.answer.saved_by": "that somebody of the centre saved an answer",
        "collection.answerchange.saved_by": "that somebody of the centre saved an answer, and what it was before",
        "collection.takenover.taken_by": "that somebody of the centre took an answer over from the log",
        "collection.submissionversion.submitted_by": "that somebody of the centre sent the report",
        "collection.moved.by": "that somebody sent, returned, approved or opened the report",
        "collection.comment.written_by": "that somebody of the Directorate wrote the comment",
        "collection.comment.seen_by": "that somebody of the centre dealt with the comment",
        "collection.followup.marked_by": "that somebody of the Directorate marked it",
        "collection.followup.closed_by": "that somebody of the Directorate closed the mark",
        "activity.entry.created_by": "that somebody of the centre noted what happened",
        "activity.entry.changed_by": "that somebody of the centre changed it",
        "activity.entry.deleted_by": "that somebody of the centre removed it",
        "activity.attachment.added_by": "that somebody of the centre added the file",
        "activity.topic.proposed_by": "that somebody proposed the topic",
        "activity.requeststep.by": "that somebody of the centre answered a request for a visit",
        "activity.passing.by": "that somebody of the centre passed an enquiry on",
        "activity.passing.answered_by": "that somebody of the centre took it or sent it back",
        "activity.import.by": "that somebody of the centre brought a spreadsheet in",
        "accounts.invitation.invited_by": "that somebody who might has asked somebody in",
        "publication.edition.published_by": "that somebody of the Directorate published the report",
        "publication.reporttextversion.saved_by": "that somebody of the Directorate wrote the text",
        "publication.reportstep.asked": "that somebody of the Directorate was asked to look the report over",
        "publication.reportstep.by": "that somebody of the Directorate sent, approved or returned the report",
        "collection.reminderplan.saved_by": "that somebody of the Directorate planned the reminders",
        "mailing.letter.queued_by": "that somebody had a letter sent to others",
        "mailing.lettertext.saved_by": "that somebody of the Directorate wrote the text",
    }
)
"""What goes on referring to the number of an erased person, and why. Rows that exist for the account's sake go."""


def export_person(user: User) -> dict[str, Any]:
    """Return everything that is kept about a person, ready to be written as JSON."""
    return {
        "account": {
            "number": user.pk,
            "name": user.name,
            "email": user.email,
            "language": user.language,
            "active": user.is_active,
            "created_at": _told(user.created_at),
            "last_login": _told(user.last_login),
        },
        "roles": [
            {
                "organisation": role.organisation.name,
                "role": role.kind,
                "starts_on": _told(role.starts_on),
                "ends_on": _told(role.ends_on),
            }
            for role in user.roles.select_related("organisation").order_by("starts_on", "pk")
        ],
        "kept_elsewhere": {
            _name(relation): relation.related_model._base_manager.filter(
                **{relation.field.name: user}
            ).count()
            for relation in relations()
            if relation.related_model is not Role
        },
        "log": [
            {
                "number": event.pk,
                "at": _told(event.at),
                "what": event.verb,
                "about": f"{event.kind} {event.object_id}",
            }
            for event in Event.objects.filter(models.Q(by_id=user.pk) | _about(user)).order_by("pk")
        ],
    }


@transaction.atomic
def erase_person(user: User, *, by: User | None) -> None:
    """Take away all that leads from the person's number to the person, and log them out everywhere, for good.

    Their roles end today. Raises ``ValidationError`` when it has been done before.
    """
    person = User.objects.select_for_update().get(pk=user.pk)
    if is_erased(person):
        raise ValidationError(_("Personen er allerede slettet."), code="erased")
    today = timezone.localdate()
    for role in person.roles.filter(models.Q(ends_on=None) | models.Q(ends_on__gt=today)):
        end_role(
            role=role,
            last_day=today if role.starts_on <= today else role.starts_on - timedelta(days=1),
            by=by,
        )
    for relation in relations():
        if goes_with_the_account(relation):
            relation.related_model._base_manager.filter(**{relation.field.name: person}).delete()
    person.name, person.email = ERASED_NAME, f"{person.pk}@{ERASED_DOMAIN}"
    person.is_active, person.last_login, person.language = False, None, User.Language.NB
    person.set_unusable_password()
    person.save()
    audit.record("user.erased", by=by, about=person)
    user.refresh_from_db()


def is_erased(user: User) -> bool:
    """Tell whether nothing leads to the person any more."""
    return user.email.endswith(f"@{ERASED_DOMAIN}")


def relations() -> list[models.ForeignObjectRel]:
    """Return every column of any table that refers to a person."""
    return [
        field
        for field in User._meta.get_fields(include_hidden=True)
        if isinstance(field, models.ForeignObjectRel) and field.field.concrete
    ]


def goes_with_the_account(relation: models.ForeignObjectRel) -> bool:
    """Tell whether rows that refer to a person here are there for the account's sake only."""
    return relation.on_delete is models.CASCADE and _name(relation) not in KEPT


def _name(relation: models.ForeignObjectRel) -> str:
    return f"{relation.related_model._meta.label_lower}.{relation.field.name}"


def _about(user: User) -> models.Q:
    return models.Q(kind=user._meta.label_lower, object_id=str(user.pk))


def _told(moment: date | datetime | None) -> str | None:
    return None if moment is None else moment.isoformat()
