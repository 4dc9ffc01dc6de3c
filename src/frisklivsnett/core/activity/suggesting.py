"""What the log says to the questions of a form: suggestions, each with the entries that it is made of."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from frisklivsnett.core.activity.model import Entry, PlaceNoted
from frisklivsnett.core.activity.rules import ORGANISATIONS, TITLES, TOPICS, Choice, Make, Near, Rule, Rules
from frisklivsnett.core.forms.model import SPECIFY_MAX_LENGTH, TEXT_MAX_LENGTH, Answer, Form, Question, Value
from frisklivsnett.core.text import Text


@dataclass(frozen=True, slots=True)
class Home:
    """Where a centre lies on the last day of the year: its municipality or district, county and health region."""

    place: str
    county: str
    health_region: str

    def near(self, place: PlaceNoted) -> Near:
        """Return how near a place is."""
        if place.code == self.place:
            return Near.OWN
        if place.county == self.county:
            return Near.COUNTY
        return Near.REGION if place.health_region == self.health_region else Near.ELSEWHERE


@dataclass(frozen=True, slots=True)
class Part:
    """An entry, and what it gives to the suggestion: a number of something, or words (names, codes of options)."""

    entry: Entry
    amount: int | None = None
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What the log says to a question.

    ``answer`` is None when it has nothing to say. ``covers`` are the options that a rule can speak of: of the others
    the log knows nothing, and what is ticked stays. ``lacking`` entries should have had a number, and have none.
    ``logged`` is how many entries the centre has in the year, of every kind.
    """

    question: Question
    answer: Answer | None
    made_of: tuple[Part, ...] = ()
    covers: frozenset[str] = frozenset()
    lacking: int = 0
    logged: int = 0

    def onto(self, answer: Answer | None) -> Answer | None:
        """Return the answer that taking the suggestion over gives: ticks that the log knows nothing of are kept."""
        if self.answer is None or answer is None or not self.covers:
            return self.answer
        assert isinstance(answer.value, tuple)
        assert isinstance(self.answer.value, tuple)
        by_code = {option.code: option for option in self.question.options}
        kept = {code for code in answer.value if code not in self.covers}
        ticked = kept | set(self.answer.value)
        exclusive = {code for code in ticked if by_code[code].exclusive}
        if exclusive != ticked:
            ticked -= exclusive
        words = {code: said for code, said in answer.specified.items() if code in ticked}
        codes = tuple(code for code in by_code if code in ticked)
        return Answer(codes, specified={**self.answer.specified, **words})

    def agrees(self, answer: Answer | None) -> bool:
        """Tell whether an answer says what the log says, as far as the log can tell, whatever doubt is flagged."""
        if self.answer is None or answer is None:
            return self.answer is answer
        if self.covers and isinstance(answer.value, tuple) and isinstance(self.answer.value, tuple):
            return set(answer.value) & self.covers == set(self.answer.value) & self.covers
        return _plain(answer.value) == _plain(self.answer.value)


Suggestions = Mapping[str, Suggestion]


@dataclass(frozen=True, slots=True)
class Naming:
    """How what is noted by its code is written in a list: the names of topics, in a language."""

    language: str = "nb"
    topics: Mapping[str, Text] = field(default_factory=dict)

    def topic(self, slug: str) -> str:
        """Return a topic's name; its own word when nobody has named it."""
        found = self.topics.get(slug)
        return found.in_(self.language) if found else slug


def suggest(
    rules: Rules,
    form: Form,
    entries: Sequence[Entry],
    year: int,
    *,
    home: Home | None = None,
    naming: Naming | None = None,
) -> dict[str, Suggestion]:
    """Return what a centre's entries say to the form's questions, by question; nothing at all from an empty log.

    Only entries that began in ``year`` count. Without ``home`` every place is ``elsewhere``. A log that has entries but
    none of the right kind suggests 0, or the option that says that there was nothing: that is what it says, and the
    centre judges whether it is so.
    """
    of_year = sorted(
        (entry for entry in entries if entry.starts_on.year == year), key=lambda e: (e.starts_on, e.id)
    )
    if not of_year:
        return {}
    maker = _Maker(of_year, home or Home("", "", ""), naming or Naming())
    return {
        question.id: maker.suggestion(rule, question)
        for question in form.questions
        if (rule := rules.get(question.id)) is not None
    }


class _Maker:
    """Makes suggestions of one centre's entries of one year."""

    def __init__(self, entries: Sequence[Entry], home: Home, naming: Naming) -> None:
        self.logged = len(entries)
        self.home = home
        self.naming = naming
        self.by_kind: dict[str, list[Entry]] = {}
        for entry in entries:
            self.by_kind.setdefault(entry.kind, []).append(entry)

    def suggestion(self, rule: Rule, question: Question) -> Suggestion:
        match rule.make:
            case Make.COUNT:
                return self._counted(rule, question)
            case Make.PEOPLE:
                return self._people(rule, question)
            case Make.PLACES:
                return self._places(rule, question)
            case Make.OPTIONS:
                return self._options(rule, question)
            case Make.LIST:
                return self._list(rule, question)

    def _chosen(self, choices: Iterable[Choice]) -> list[tuple[Entry, tuple[PlaceNoted, ...]]]:
        """Return the entries that any of the choices lets through, in order of time, with the places that count."""
        found: dict[str, tuple[Entry, tuple[PlaceNoted, ...]]] = {}
        for choice in choices:
            for entry in self.by_kind.get(choice.kind, ()):
                places = self._places_near(entry, choice)
                if (not choice.near or places) and _passes(entry, choice):
                    found.setdefault(entry.id, (entry, places))
        return sorted(found.values(), key=lambda pair: (pair[0].starts_on, pair[0].id))

    def _places_near(self, entry: Entry, choice: Choice) -> tuple[PlaceNoted, ...]:
        if not choice.near:
            return entry.places
        return tuple(place for place in entry.places if self.home.near(place) in choice.near)

    def _counted(self, rule: Rule, question: Question) -> Suggestion:
        parts = tuple(Part(entry, 1) for entry, _places in self._chosen(rule.choices))
        return self._number(question, len(parts), parts)

    def _people(self, rule: Rule, question: Question) -> Suggestion:
        parts = tuple(Part(entry, entry.people) for entry, _places in self._chosen(rule.choices))
        lacking = sum(part.amount is None for part in parts)
        unsure = bool(lacking) or any(part.entry.approximate for part in parts)
        return self._number(question, sum(part.amount or 0 for part in parts), parts, unsure, lacking)

    def _places(self, rule: Rule, question: Question) -> Suggestion:
        """Count each municipality once; where an entry names none, each organisation once."""
        seen: set[str] = set()
        parts = []
        for entry, places in self._chosen(rule.choices):
            keys = {place.code: place.name for place in places}
            if not entry.places:
                keys = {name.strip().casefold(): name for name in entry.organisations}
            fresh = {key: name for key, name in keys.items() if key not in seen}
            seen |= fresh.keys()
            if keys:
                parts.append(Part(entry, len(fresh), tuple(keys.values())))
        return self._number(question, len(seen), tuple(parts))

    def _number(
        self, question: Question, total: int, parts: tuple[Part, ...], unsure: bool = False, lacking: int = 0
    ) -> Suggestion:
        answer = Answer(total, approximate=unsure and question.may_be_approximate)
        return Suggestion(question, answer, parts, lacking=lacking, logged=self.logged)

    def _options(self, rule: Rule, question: Question) -> Suggestion:
        spoken: dict[str, list[str]] = {}
        entries: dict[str, Entry] = {}
        specified: dict[str, str] = {}
        for option in rule.options:
            chosen = [entry for entry, _places in self._chosen(option.choices)]
            if len(chosen) < option.at_least:
                continue
            asked = question.option(option.code)
            if asked and asked.specify and (words := _specified(chosen, option.code)):
                specified[option.code] = words
            for entry in chosen:
                entries[entry.id] = entry
                spoken.setdefault(entry.id, []).append(option.code)
        ticked = {code for codes in spoken.values() for code in codes}
        covers = frozenset(option.code for option in rule.options) | ({rule.when_none} - {""})
        codes = tuple(option.code for option in question.options if option.code in ticked)
        if not codes and rule.when_none:
            codes = (rule.when_none,)
        in_order = sorted(entries.values(), key=lambda entry: (entry.starts_on, entry.id))
        parts = tuple(Part(entry, words=tuple(spoken[entry.id])) for entry in in_order)
        answer = Answer(codes, specified=specified) if codes else None
        return Suggestion(question, answer, parts, covers, logged=self.logged)

    def _list(self, rule: Rule, question: Question) -> Suggestion:
        """List what the entries say, each thing once: what most entries say first where it is a topic."""
        counted: Counter[str] = Counter()
        written: dict[str, str] = {}
        parts = []
        for entry, _places in self._chosen(rule.choices):
            words = tuple(dict.fromkeys(self._words(entry, rule.of)))
            if words:
                parts.append(Part(entry, words=words))
            for each in words:
                counted[each.casefold()] += 1
                written.setdefault(each.casefold(), each)
        keys = list(counted)
        if TOPICS in rule.of:
            keys.sort(key=lambda key: -counted[key])
        lines = [f"{rule.mark}{written[key]}" for key in keys]
        text = _within(lines, question.limits.max_length or TEXT_MAX_LENGTH)
        return Suggestion(question, Answer(text) if text else None, tuple(parts), logged=self.logged)

    def _words(self, entry: Entry, of: Iterable[str]) -> Iterable[str]:
        for part in of:
            if part == TOPICS:
                yield from (self.naming.topic(slug) for slug in entry.topics)
            elif part == TITLES:
                yield from _lines(entry.title)
            elif part == ORGANISATIONS:
                yield from (name.strip() for name in entry.organisations if name.strip())
            elif (answer := entry.answers.get(part)) is not None and isinstance(answer.value, str):
                yield from _lines(answer.value)


def _passes(entry: Entry, choice: Choice) -> bool:
    for name, codes in choice.where.items():
        answer = entry.answers.get(name)
        if answer is None:
            if not choice.or_unsaid:
                return False
        elif codes and not codes & _said(answer):
            return False
    return not any(
        name in entry.answers and (not codes or codes & _said(entry.answers[name]))
        for name, codes in choice.unless.items()
    )


def _said(answer: Answer) -> frozenset[str]:
    match answer.value:
        case tuple() as codes:
            return frozenset(codes)
        case bool() as value:
            return frozenset({"yes" if value else "no"})
    return frozenset({str(answer.value)})


def _specified(entries: Iterable[Entry], code: str) -> str:
    """Return the words of an option: those given with it in the entries, else their titles; as many as have room."""
    words: dict[str, None] = {}
    for entry in entries:
        given = [answer.specified[code] for answer in entry.answers.values() if code in answer.specified]
        words.update(dict.fromkeys(said for each in given or [entry.title] if (said := each.strip())))
    return _within(list(words), SPECIFY_MAX_LENGTH, "; ")


def _within(lines: Sequence[str], most: int, between: str = "\n") -> str:
    kept, length = [], 0
    for line in lines:
        length += len(line) + len(between)
        if length - len(between) > most:
            break
        kept.append(line)
    return between.join(kept)


def _lines(words: str) -> list[str]:
    return [line.strip() for line in words.splitlines() if line.strip()]


def _plain(value: Value) -> object:
    """Return a value for comparing: the spaces at the ends of lines mean nothing."""
    return _lines(value) if isinstance(value, str) else value
