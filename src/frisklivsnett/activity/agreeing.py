"""How the shared list of topics grows: a centre proposes, the coordinator or the Directorate agrees."""

from collections.abc import Mapping
from types import MappingProxyType

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from frisklivsnett.activity.models import Entry, Topic
from frisklivsnett.audit import log as audit
from frisklivsnett.registry.models import User

MOVES: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "proposed": frozenset({"agreed", "retired"}),
        "agreed": frozenset({"retired"}),
        "retired": frozenset({"agreed"}),
    }
)
"""From each state of a topic, those that it may go to."""
LANGUAGES = ("nb", "nn", "en")
LONGEST_NAME = 80
TAKEN_WORDS = frozenset({"tema", "venter", "sendt-videre"})
"""Words that are addresses of ours beside the topics'."""


@transaction.atomic
def propose(*, name_nb: str, name_nn: str, by: User | None) -> Topic:
    """Propose a topic; one that is called the same already is returned as it is. Nynorsk left out: the same name.

    Raises ``ValidationError`` when the name is empty or too long.
    """
    nb, nn = " ".join(name_nb.split()), " ".join(name_nn.split())
    if not nb:
        raise ValidationError(_("Skriv hva temaet heter."), code="no_name")
    if max(len(nb), len(nn)) > LONGEST_NAME:
        raise ValidationError(_("Navnet er for langt. Skriv høyst %(most)s tegn.") % {"most": LONGEST_NAME})
    there = next((one for one in Topic.objects.all() if nb.casefold() in _names(one)), None)
    if there is not None:
        return there
    made = Topic.objects.create(
        slug=_free_slug(nb), name_nb=nb, name_nn=nn or nb, state=Topic.State.PROPOSED, proposed_by=by
    )
    audit.record("topic.proposed", by=by, about=made)
    return made


@transaction.atomic
def agree(*, topic: Topic, names: Mapping[str, str], by: User | None) -> Topic:
    """Put a topic on the list that everyone chooses from, by its ``names`` in ``nb``, ``nn`` and ``en``. Twice is once.

    Raises ``ValidationError``, by the field of ``Topic``, for a name that is missing, too long or another topic's.
    """
    locked = _locked(topic)
    if locked.state == Topic.State.AGREED:
        return locked
    given = {f"name_{language}": " ".join(names.get(language, "").split()) for language in LANGUAGES}
    _check_names(locked, given)
    _check_can_move(locked, Topic.State.AGREED)
    for field, name in given.items():
        setattr(locked, field, name)
    locked.save(update_fields=list(given))
    return _move(locked, Topic.State.AGREED, by)


@transaction.atomic
def retire(*, topic: Topic, by: User | None) -> Topic:
    """Take a topic off the list; entries that have it keep it. Twice is once."""
    return _move(_locked(topic), Topic.State.RETIRED, by)


@transaction.atomic
def merge_topics(*, topic: Topic, into: Topic, by: User | None) -> Topic:
    """Let ``into`` take over from ``topic``, which turned out to be the same: entries too. Twice is once."""
    locked = {one.pk: one for one in Topic.objects.select_for_update().filter(pk__in=[topic.pk, into.pk])}
    goes, stays = locked[topic.pk], locked[into.pk]
    if goes.merged_into_id == stays.pk:
        return stays
    if goes.pk == stays.pk or stays.state != Topic.State.AGREED or stays.merged_into_id:
        raise ValidationError(_("Velg et annet tema som er på listen."), code="not_agreed")
    for entry in Entry.objects.filter(topics=goes):
        entry.topics.add(stays)
        entry.topics.remove(goes)
    goes.state, goes.merged_into = Topic.State.RETIRED, stays
    goes.save(update_fields=["state", "merged_into"])
    Topic.objects.filter(merged_into=goes).update(merged_into=stays)
    audit.record("topic.merged", by=by, about=goes, details={"from": goes.slug, "into": stays.slug})
    return stays


def _check_names(topic: Topic, given: Mapping[str, str]) -> None:
    """Raise ``ValidationError`` with what is wrong with each name."""
    wrong: dict[str, str] = {}
    others = {name for one in Topic.objects.exclude(pk=topic.pk) for name in _names(one)}
    for field, name in given.items():
        if not name:
            wrong[field] = _("Skriv hva temaet heter på dette språket.")
        elif len(name) > LONGEST_NAME:
            wrong[field] = _("Navnet er for langt. Skriv høyst %(most)s tegn.") % {"most": LONGEST_NAME}
        elif name.casefold() in others:
            wrong[field] = _("Et annet tema heter dette. Avslå forslaget, eller velg et annet navn.")
    if wrong:
        raise ValidationError(wrong)


def _check_can_move(topic: Topic, to: str) -> None:
    if topic.merged_into_id:
        raise ValidationError(_("Temaet er slått sammen med et annet."), code="merged")
    if to not in MOVES[topic.state]:
        raise ValidationError(_("Dette kan ikke gjøres nå."), code="not_now")


def _move(locked: Topic, to: str, by: User | None) -> Topic:
    if locked.state == to:
        return locked
    _check_can_move(locked, to)
    locked.state = to
    locked.save(update_fields=["state"])
    audit.record(f"topic.{to}", by=by, about=locked, details={"topic": locked.slug})
    return locked


def _locked(topic: Topic) -> Topic:
    """Return the topic fresh, and held against others until the transaction ends."""
    return Topic.objects.select_for_update().get(pk=topic.pk)


def _names(topic: Topic) -> set[str]:
    return {topic.name_nb.casefold(), topic.name_nn.casefold(), topic.name_en.casefold()}


def _free_slug(name: str) -> str:
    plain = name.casefold().replace("ø", "o").replace("æ", "ae").replace("å", "a")
    base = slugify(plain)[:50] or "tema-nytt"
    taken = set(Topic.objects.values_list("slug", flat=True)) | TAKEN_WORDS
    return next(slug for slug in (base, *(f"{base}-{n}" for n in range(2, 1000))) if slug not in taken)
