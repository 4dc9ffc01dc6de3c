"""The texts of letters: the program's own in ``data/letters/``, and the adviser's, which count instead."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from django.conf import settings

from frisklivsnett.mailing.kinds import KINDS, Kind
from frisklivsnett.mailing.models import LetterText


@dataclass(frozen=True, slots=True)
class Words:
    """The subject and the body of a letter, with placeholders. ``number``: of the version; 0 the program's own."""

    subject: str
    body: str
    number: int = 0
    standard: bool = True


@cache
def standard_words(kind_id: str, language: str) -> Words:
    """Return the program's own text: a first line that is the subject, an empty one, and the body."""
    path = settings.DATA / "letters" / kind_id / f"{language}.txt"
    subject, _empty, body = path.read_text(encoding="utf-8").partition("\n\n")
    return Words(subject.strip(), body.strip() + "\n")


def words_now(kind: Kind, language: str) -> Words:
    """Return the text that counts."""
    latest = LetterText.objects.filter(kind=kind.id, language=language).order_by("-number").first()
    return words_of(latest, kind.id, language)


def words_of(version: LetterText | None, kind_id: str, language: str) -> Words:
    """Return the text of a version; None and one that says so stand for the program's own."""
    if version is None:
        return standard_words(kind_id, language)
    if version.standard:
        own = standard_words(kind_id, language)
        return Words(own.subject, own.body, version.number)
    return Words(version.subject, version.body, version.number, standard=False)


def editable_kinds() -> Mapping[str, Kind]:
    """Return the kinds whose text can be changed."""
    return {id_: kind for id_, kind in KINDS.items() if kind.editable}
