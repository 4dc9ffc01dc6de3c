"""Kinds of entries: the JSON that they are kept in (``data/activity/kinds.json``), read strictly.

Example of a kind, with everything that any may have::

    {
      "id": "visit", "slug": "hospitering", "title": {"nb": "…"}, "plural": {"nb": "…"}, "hint": {"nb": "…"},
      "title_field": {"text": {"nb": "Hva handlet besøket om?"}, "help": {"nb": "…"}},
      "people": {"nb": "Antall personer"},
      "places": {"text": {"nb": "Fra hvilke kommuner?"}, "kinds": ["municipality", "district"]},
      "organisations": {"text": {"nb": "…"}, "help": {"nb": "…"}},
      "topics": true, "period": true,
      "form": {"id": "log-hospitering", "version": "1", …}
    }

What is left out the kind does not have. ``form`` is a form definition as any other (``core/forms/definition.py``).
"""

import re
from collections.abc import Mapping

from frisklivsnett.core.activity.model import Kind
from frisklivsnett.core.forms import FormDefinitionError, read_form
from frisklivsnett.core.forms.node import Node
from frisklivsnett.core.text import LANGUAGES, Text

_ID = re.compile(r"[a-z][a-z_]{0,29}")
_SLUG = re.compile(r"[a-z][a-z-]{0,29}")
_PARTS = ("people", "places", "organisations", "topics", "period")
_KEYS = ("id", "slug", "title", "plural", "hint", "title_field", *_PARTS, "form")
_PLACE_KINDS = ("county", "municipality", "district")
COMMON_FIELDS = frozenset({"starts_on", "ends_on", "title", "people", "places", "organisations", "topics"})
"""Names of the fields that every kind may have, which its own form must leave alone."""


def read_kinds(data: object) -> Mapping[str, Kind]:
    """Return the kinds by id, in the file's order. Raises ``FormDefinitionError``, which names the place."""
    node = Node(data, "", FormDefinitionError)
    node.only("about", "kinds")
    kinds: dict[str, Kind] = {}
    for each in node["kinds"].some(at_most=50):
        kind = _kind(each)
        if kind.id in kinds or any(kind.slug == other.slug for other in kinds.values()):
            each.fail("has the id or the slug of an earlier kind; choose another")
        kinds[kind.id] = kind
    return kinds


def _kind(node: Node) -> Kind:
    node.only(*_KEYS)
    form = read_form(node["form"].value)
    for question in form.questions:
        if question.id in COMMON_FIELDS:
            node["form"].fail(f"{question.id!r} is the name of a field that every kind may have")
    places, organisations = node.get("places"), node.get("organisations")
    return Kind(
        id=node["id"].matching(_ID, "a word like visit"),
        slug=node["slug"].matching(_SLUG, "a word like hospitering"),
        title=_text(node["title"]),
        form=form,
        has_people=node.has("people"),
        has_places=places is not None,
        has_topics=_flag(node, "topics"),
        may_last=_flag(node, "period"),
        has_organisations=organisations is not None,
        plural=_text(node["plural"]),
        hint=_text(node["hint"]),
        title_label=_text(node["title_field"]["text"]),
        title_help=_text(node["title_field"]["help"]),
        people_label=_text(node["people"]) if node.has("people") else Text(),
        places_label=_text(places["text"]) if places else Text(),
        place_kinds=tuple(each.one_of(*_PLACE_KINDS) for each in places["kinds"].some(at_most=3))
        if places
        else (),
        organisations_label=_text(organisations["text"]) if organisations else Text(),
        organisations_help=_text(organisations["help"]) if organisations else Text(),
    )


def _flag(node: Node, key: str) -> bool:
    found = node.get(key)
    return found.boolean() if found else False


def _text(node: Node) -> Text:
    """Every language must be there: a form in two forms of Norwegian is what the law asks for."""
    node.only(*LANGUAGES)
    return Text({language: node[language].words() for language in LANGUAGES})
