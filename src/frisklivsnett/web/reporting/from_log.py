"""What the log says to a question, as the page shows it: a suggestion with what it is made of, taken over by a tap."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from frisklivsnett.activity.kinds import all_kinds
from frisklivsnett.collection.actions import Saved
from frisklivsnett.collection.suggestions import Told, fingerprint, keep_taken
from frisklivsnett.core.activity.suggesting import Part, Suggestion
from frisklivsnett.core.forms import Answer, Answers, QuestionType
from frisklivsnett.core.text import Text
from frisklivsnett.registry.permissions import may
from frisklivsnett.web.addresses import address_of
from frisklivsnett.web.jinja import language, listing, number
from frisklivsnett.web.reporting.desk import Desk
from frisklivsnett.web.reporting.fields import Note, of_answer, posted_fields
from frisklivsnett.web.reporting.listing import Listing
from frisklivsnett.web.reporting.posted import LOG
from frisklivsnett.web.reporting.sheet import QuestionSheet
from frisklivsnett.web.reporting.words import Said, said
from frisklivsnett.web.results.questions import slug_of

MOST_LINES = 6
"""So many entries are shown beside a question; a page of their own has all of them."""
MARK = 12
"""Characters of the fingerprint that the button carries, so that what is taken over is what was seen."""


@dataclass(frozen=True, slots=True)
class Line:
    """One entry that a suggestion is made of: its day, what it was, and what it gives to the answer."""

    day: date
    title: str
    gives: str
    address: str
    fresh: bool


@dataclass(frozen=True, slots=True)
class FromLog:
    """What the log says to one question. ``says`` is the answer in words, ``made_of`` «6 hospiteringer».

    ``value`` is what the button posts, empty when there is nothing to take over. ``standing`` tells how the answer that
    stands relates to the log: ``agrees``, ``differs``, or nothing when the question has no answer.
    """

    says: Said
    headline: str
    made_of: str
    lines: tuple[Line, ...]
    more: int
    address: str
    button: str
    value: str
    standing: str
    difference: str
    news: str
    lacking: str
    same: str
    """The number that stands in the answer and the log alike, where ``made_of`` counts something else than it does."""


def from_log(desk: Desk, question: QuestionSheet) -> FromLog | None:
    """Return what stands beside a question from the log, or None when the log has nothing to say to it."""
    told = desk.tellings.get(question.id)
    if told is None or told.suggestion.answer is None:
        return None
    suggestion, suggested, answer = told.suggestion, told.suggestion.answer, desk.answers.get(question.id)
    agrees = answer is not None and suggestion.agrees(answer)
    takes = not agrees and suggestion.onto(answer) != answer
    newest = sorted(suggestion.made_of, key=lambda part: part.entry.starts_on, reverse=True)
    return FromLog(
        says=said(question, suggested),
        headline=in_short(question, suggestion),
        made_of=made_of(suggestion.made_of, suggestion.logged),
        lines=lines(desk, question, told, newest[:MOST_LINES]),
        more=max(0, len(newest) - MOST_LINES),
        address=trace_address(desk, question),
        button=_button(question, suggested, answer) if takes else "",
        value=f"{question.id}:{fingerprint(suggestion)[:MARK]}" if takes else "",
        standing="" if answer is None else "agrees" if agrees else "differs",
        difference=difference(question, told, answer) if answer is not None and not agrees else "",
        news=_news(told),
        lacking=_lacking(suggestion.lacking),
        same=_same(said(question, suggested).text, suggested, len(suggestion.made_of)),
    )


def _same(words: str, suggested: Answer, entries: int) -> str:
    """Return «6» of a sum such as 6 people on 5 visits; nothing of 14 enquiries, which are the number itself."""
    is_number = isinstance(suggested.value, int | Decimal) and not isinstance(suggested.value, bool)
    return words if is_number and entries and suggested != Answer(entries) else ""


def in_short(question: QuestionSheet, suggestion: Suggestion) -> str:
    """Return what the log says, and of what: «Loggen sier 6: 5 hospiteringer», «Loggen sier 14 henvendelser»."""
    answer, parts = suggestion.answer, suggestion.made_of
    assert answer is not None
    of = made_of(parts, suggestion.logged)
    if answer == Answer(len(parts)) and len({part.entry.kind for part in parts}) == 1:
        return _("Loggen sier %(answer)s") % {"answer": of}
    return f"{_headline(question, answer)}: {of}"


def _headline(question: QuestionSheet, answer: Answer) -> str:
    match answer.value:
        case tuple() as codes:
            words = ngettext("Loggen tilsier ett kryss", "Loggen tilsier %(count)s kryss", len(codes))
            return words % {"count": number(len(codes))}
        case str() as text:
            count = len(text.splitlines())
            words = ngettext(
                "Loggen gir en liste med én linje", "Loggen gir en liste med %(count)s linjer", count
            )
            return words % {"count": number(count)}
    return _("Loggen sier %(answer)s") % {"answer": said(question, answer)}


def made_of(parts: Sequence[Part], logged: int) -> str:
    """Return what a suggestion is made of, in words: «6 hospiteringer». Of nothing: that nothing of it is noted."""
    if not parts:
        words = ngettext(
            "ingenting av dette er notert, blant én notering i loggen",
            "ingenting av dette er notert, blant %(count)s noteringer i loggen",
            logged,
        )
        return words % {"count": number(logged)}
    counts: dict[str, int] = {}
    for part in parts:
        counts[part.entry.kind] = counts.get(part.entry.kind, 0) + 1
    return listing([_counted(kind, count) for kind, count in counts.items()])


def _counted(kind_id: str, count: int) -> str:
    kind = all_kinds()[kind_id]
    one, several = _in_words(kind.title), _in_words(kind.plural)
    if one == several:
        words = ngettext("én notering under «%(kind)s»", "%(count)s noteringer under «%(kind)s»", count)
        return words % {"count": number(count), "kind": one}
    name = (one if count == 1 else several).lower()
    return f"{number(count)} {name}"


def _in_words(text: Text) -> str:
    return text.in_(language())


def lines(desk: Desk, question: QuestionSheet, told: Told, parts: Sequence[Part]) -> tuple[Line, ...]:
    """Return entries as lines, each with the address that it has in the log."""
    labels = {option.code: option.label for option in question.options}
    return tuple(
        Line(
            day=part.entry.starts_on,
            title=part.entry.title or _in_words(all_kinds()[part.entry.kind].title),
            gives=_gives(question, part, labels),
            address=address_of("web:entry", centre_slug=desk.centre.slug, entry_id=int(part.entry.id)),
            fresh=part.entry.id in told.fresh,
        )
        for part in parts
    )


def _gives(question: QuestionSheet, part: Part, labels: Mapping[str, str]) -> str:
    if question.options:
        return listing([labels[code] for code in part.words if code in labels])
    if part.words and part.amount == 0:
        return _("%(names)s, som er talt med fra før") % {"names": listing(part.words)}
    if part.words:
        return listing(part.words)
    if part.amount is None:
        return _("antall ikke notert")
    is_people = all_kinds()[part.entry.kind].has_people
    if not is_people:
        return ""
    words = ngettext("én person", "%(count)s personer", part.amount) % {"count": number(part.amount)}
    return _("omtrent %(people)s") % {"people": words} if part.entry.approximate else words


def difference(question: QuestionSheet, told: Told, answer: Answer) -> str:
    """Return how an answer differs from the log, in words: «Loggen: 23, svart: 25.»"""
    suggested = told.suggestion.answer
    if suggested is None or told.suggestion.agrees(answer):
        return ""
    if isinstance(answer.value, tuple) and isinstance(suggested.value, tuple):
        return _ticks_apart(question, told, set(answer.value), set(suggested.value))
    if question.question.type is QuestionType.TEXT:
        return _("Svaret er et annet enn listen i loggen.")
    return _("Loggen: %(log)s, svart: %(answer)s.") % {
        "log": said(question, suggested),
        "answer": said(question, answer),
    }


def _ticks_apart(question: QuestionSheet, told: Told, ticked: set[str], noted: set[str]) -> str:
    def labels(codes: set[str]) -> str:
        return listing([f"«{option.label}»" for option in question.options if option.code in codes])

    only_noted, only_ticked = noted - ticked, (ticked & told.suggestion.covers) - noted
    sentences = []
    if only_noted:
        sentences.append(_("I loggen, men ikke krysset av: %(options)s.") % {"options": labels(only_noted)})
    if only_ticked:
        sentences.append(_("Krysset av, men ikke i loggen: %(options)s.") % {"options": labels(only_ticked)})
    return " ".join(sentences)


def _button(question: QuestionSheet, suggested: Answer, answer: Answer | None) -> str:
    match suggested.value:
        case tuple():
            return _("Bruk kryssene")
        case str():
            return _("Bruk listen") if answer is None else _("Bytt ut svaret med listen")
    return _("Bruk %(answer)s") % {"answer": said(question, suggested)}


def _news(told: Told) -> str:
    sentences = []
    if told.fresh:
        words = ngettext("Én ny siden dere svarte", "%(count)s nye siden dere svarte", len(told.fresh))
        sentences.append(words % {"count": number(len(told.fresh))})
    if told.changed:
        words = ngettext(
            "Én endret siden dere svarte", "%(count)s endret siden dere svarte", len(told.changed)
        )
        sentences.append(words % {"count": number(len(told.changed))})
    return ", ".join(sentences)


def _lacking(lacking: int) -> str:
    if not lacking:
        return ""
    words = ngettext(
        "Én av dem mangler antall, så tallet kan være for lavt.",
        "%(count)s av dem mangler antall, så tallet kan være for lavt.",
        lacking,
    )
    return words % {"count": number(lacking)}


def trace_address(desk: Desk, question: QuestionSheet) -> str:
    """Return the address of the page with everything that a suggestion is made of."""
    return f"{desk.address}{LOG}/{slug_of(question.question)}/"


# --- taking over ---


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the button «Bruk 23» asks for: the question, and what was seen of the log when the page was made."""

    question_id: str
    mark: str

    @classmethod
    def read(cls, value: str) -> "Wanted":
        """Return what the button's value says; an empty one asks for nothing."""
        question_id, _colon, mark = value.rpartition(":")
        return cls(question_id, mark)


def log_fields(desk: Desk, question: QuestionSheet, wanted: Wanted) -> Mapping[str, list[str]] | None:
    """Return the suggestion as a browser would post it; None when the log has changed since it was seen."""
    told = desk.tellings.get(question.id)
    suggestion = told.suggestion if told else None
    if suggestion is None or fingerprint(suggestion)[:MARK] != wanted.mark:
        return None
    answer = suggestion.onto(desk.answers.get(question.id))
    return None if answer is None else posted_fields(question, of_answer(question, answer))


def keep_if_taken(desk: Desk, saved: Saved, wanted: Wanted) -> None:
    """Keep that a suggestion was taken over, when the save that was to do it did."""
    version = saved.versions.get(wanted.question_id)
    told = desk.tellings.get(wanted.question_id)
    if version and told and fingerprint(told.suggestion)[:MARK] == wanted.mark:
        keep_taken(
            submission=desk.submission,
            suggestion=told.suggestion,
            version=version,
            by=desk.user,
            at=saved.at,
        )


# --- for who reads ---


def with_log(desk: Desk, sections: Listing, answers: Answers) -> Listing:
    """Return answers to read, each with how it differs from the log, for those who may read the log."""
    apart = differences(desk, answers)
    notes = {id_: (Note(words, is_error=False),) for id_, words in apart.items()}
    return [
        (section, [replace(row, notes=(*row.notes, *notes.get(row.question.id, ()))) for row in rows])
        for section, rows in sections
    ]


def differences(desk: Desk, answers: Answers) -> Mapping[str, str]:
    """Return how numbers and ticks differ from the log, in words by question; nothing for who may not read the log."""
    if not may(desk.user, "read_activity", organisation=desk.centre):
        return {}
    found = {}
    for id_, told in desk.tellings.items():
        question, answer = desk.sheet.question(id_), answers.get(id_)
        if answer is not None and question.question.type is not QuestionType.TEXT:
            found[id_] = difference(question, told, answer)
    return {id_: words for id_, words in found.items() if words}
