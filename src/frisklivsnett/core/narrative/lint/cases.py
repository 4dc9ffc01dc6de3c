"""A clause made ready to be judged: what it counts, of which year, of whom, and whether it says or denies."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import cast

from frisklivsnett.core.narrative import formulas as f
from frisklivsnett.core.narrative.evidence import Evidence
from frisklivsnett.core.narrative.expressions import NumberSaid, Sign, SuperlativeSaid, TrendSaid
from frisklivsnett.core.narrative.lint import grammar
from frisklivsnett.core.narrative.lint.binding import Context
from frisklivsnett.core.narrative.lint.clauses import Clause
from frisklivsnett.core.narrative.lint.lexicon import NUMBERS, Lexicon
from frisklivsnett.core.narrative.lint.patterns import find_sequence, find_sequences, plain
from frisklivsnett.core.narrative.lint.quantities import Quantity, Words
from frisklivsnett.core.narrative.lint.roles import Counted, Role, role_of
from frisklivsnett.core.narrative.quantifiers import BY_KEY

_INSTITUTIONS = (
    *("universitet", "høgskole", "høyskole", "høgskul", "sykehus", "sjukehus", "institutt", "skole", "skule"),
    *("statsforvalt", "lege", "fastleg", "nav", "næringsliv", "politi"),
)
_SINCE = frozenset(["siden", "sidan"])
_NEAR = 2.0
_ALWAYS = (
    ("hvert", "år"),
    ("kvart", "år"),
    ("alltid",),
    ("hvert", "eneste", "år"),
    ("år", "etter", "år"),
    ("hele", "året"),
    ("heile", "året"),
)
_KNOWN_PHRASES = (
    *grammar.LAST_YEAR,
    *_ALWAYS,
    *grammar.EXCEPT,
    *grammar.PER_CENTRE,
    *grammar.MEDIAN,
    *grammar.LETTING,
)


@dataclass(frozen=True)
class Surroundings:
    """What does not change within a sentence: the data, the words of the form, the sentence, what is around it."""

    evidence: Evidence
    lexicon: Lexicon
    sentence: Words
    context: Context
    is_question: bool = False
    before_of_all: bool = False
    """Whether the sentence before counted all the centres, so that «av disse» is of them."""

    @property
    def centres(self) -> Mapping[str, Sequence[tuple[tuple[str, ...], int]]]:
        """The names of centres by their first word."""
        return centre_names(self.evidence)


@dataclass(frozen=True)
class Case:
    """One clause. ``year`` is the year spoken of; ``among`` whom; ``negations`` how many words turn it round."""

    around: Surroundings
    clause: Clause
    roles: Sequence[tuple[Quantity, Role]]
    year: int
    among: f.Condition = field(default_factory=f.Everyone)
    explained: frozenset[int] = frozenset()
    negations: int = 0
    unsaid: bool = False
    since: bool = False
    borrowed: tuple[str, ...] = ()
    names: Mapping[int, int] = field(default_factory=dict)

    @property
    def words(self) -> Sequence[str]:
        """The clause's words that are judged."""
        return self.around.sentence.words[self.clause.first : self.clause.end]

    @property
    def said(self) -> Sequence[str]:
        """The clause's words with those that it borrows."""
        return [*self.words, *self.borrowed]

    @property
    def scope(self) -> f.Scope:
        """Whose answers count."""
        year = None if self.year == self.around.evidence.year else self.year
        return f.Scope(year, self.among)

    @property
    def counting_centres(self) -> Quantity | None:
        """The quantity that tells how many centres: the clause's own, or that of the clause before."""
        own = next((q for q, role in self.roles if role.counted is Counted.CENTRES), None)
        return own or self.clause.inherits

    def counting(self, counted: Counted) -> Iterator[tuple[Quantity, Role]]:
        """Yield the quantities that count this."""
        return ((q, role) for q, role in self.roles if role.counted is counted)


def case_of(clause: Clause, around: Surroundings, before: Clause | None = None) -> Case:
    """Return the clause ready to be judged; ``before`` is the one that it may take words from."""
    sentence = around.sentence
    versus = before is not None and goes_on(clause, sentence)
    roles = [(q, role_of(q, clause, sentence, around.lexicon)) for q in clause.quantities]
    if before is not None and versus and before.quantities:
        same = role_of(before.quantities[0], before, sentence, around.lexicon)
        roles = [(q, replace(same, noun=-1) if q.is_amount else role) for q, role in roles]
    elif question := _statistic_of(clause, roles, around, before):
        roles = [(q, Role(Counted.NUMBER, question) if _is_bare(q, role) else role) for q, role in roles]
    words = sentence.words[clause.first : clause.last]
    among, group_places = _group(words, clause.first, around.evidence)
    year, since = _year(clause, around)
    explained = set(sentence.known) | group_places
    explained |= {place for q in sentence.quantities for place in (*range(q.first, q.last), *q.also)}
    explained |= {place for place, _ in sentence.years}
    explained |= {role.noun for _, role in roles if role.noun >= 0}
    explained |= _phrase_places(words, clause.first)
    unsaid = around.is_question or _unsaid(words[: clause.end - clause.first])
    negations = _negations(clause, roles, sentence)
    names = named_centres(sentence.words[clause.first : clause.end], clause.first, around)
    if not names and before is not None and _has_no_subject(clause, roles, sentence):
        names = named_centres(sentence.words[before.first : before.end], before.first, around)
    if any(role.counted is Counted.CENTRES for _, role in roles):
        explained |= names.keys()
    borrowed = _all_words(before, sentence) if before and versus else _borrowed(clause, sentence)
    return Case(
        around, clause, roles, year, among, frozenset(explained), negations, unsaid, since, borrowed, names
    )


def _has_no_subject(clause: Clause, roles: Sequence[tuple[Quantity, Role]], sentence: Words) -> bool:
    """«Stavanger hadde 37 hospitanter og (fikk) 72 henvendelser»: the number is of whom the clause before is of."""
    words = [word for word in sentence.words[clause.first : clause.last] if word not in (",", ";")]
    own = [word for word in words[:2] if word not in grammar.AND_WORDS and word not in ("også", "òg")]
    verb = any(word in grammar.FINITE for word in words)
    numbers = any(role.counted is Counted.NUMBER for _, role in roles)
    return numbers and (not verb or own[:1] != [] and own[0] in grammar.FINITE)


def _statistic_of(
    clause: Clause, roles: Sequence[tuple[Quantity, Role]], around: Surroundings, before: Clause | None
) -> str:
    """The number question that a mean, a median or an extreme without a noun is of: «…, og medianen var 35»."""
    sentence, lexicon = around.sentence, around.lexicon
    words = sentence.words[clause.first : clause.last]
    own = [role.question for q, role in roles if isinstance(q.said, SuperlativeSaid) and role.question]
    told = find_sequence(words, (*grammar.PER_CENTRE, *grammar.MEDIAN)) is not None
    if not any(_is_bare(q, role) for q, role in roles) or not (own or told):
        return ""
    if not own and before is not None:
        earlier = [role_of(q, before, sentence, lexicon) for q in before.quantities]
        own = [role.question for role in earlier if role.question]
    if own or any(lexicon.centre.has(word) for word in words if word != "sentral"):
        return own[0] if own else ""
    near = {id_: level for id_, level in around.context.levels.items() if level >= _NEAR}
    numbers = [id_ for id_ in near if lexicon.questions[id_].question.type in NUMBERS]
    return max(numbers, key=lambda id_: near[id_], default="")


def _is_bare(quantity: Quantity, role: Role) -> bool:
    """Whether it is a number with nothing said of what it counts."""
    said = quantity.said
    plain_number = (
        isinstance(said, NumberSaid) and said.sign is Sign.NONE and not said.is_ratio and said.of is None
    )
    return plain_number and role.counted in (Counted.CENTRES, Counted.OTHER) and role.noun < 0


def _unsaid(words: Sequence[str]) -> bool:
    """Whether the clause states a duty, a wish or a plan; «hvordan de skal …» tells what a plan is about."""
    asked = next((at for at, word in enumerate(words) if word in ("hvordan", "korleis")), len(words))
    stated = [word for at, word in enumerate(words[:asked]) if tuple(words[at : at + 2]) != ("vil", "si")]
    return any(word in grammar.UNSAID for word in stated)


def goes_on(clause: Clause, sentence: Words) -> bool:
    """«…, mot fire året før», «…, en økning på 80»: the clause is of what the one before is of, in another year."""
    words = [word for word in sentence.words[clause.first : clause.last] if word not in (",", "(", "–", "-")]
    change = any(isinstance(q.said, TrendSaid) and q.said.directions for q in clause.quantities)
    verb = any(word in grammar.FINITE for word in words)
    compared = words[:1] == ["mot"] and any(q.is_amount for q in clause.quantities)
    shares = [q for q in clause.quantities if isinstance(q.said, NumberSaid) and q.said.sign is Sign.PERCENT]
    same = bool(shares) and any(word in grammar.AMOUNTS_TO for word in words[:3])
    return clause.first > 0 and (same or not verb and (compared or change))


def _all_words(clause: Clause, sentence: Words) -> tuple[str, ...]:
    taken = {place for q in clause.quantities for place in range(q.first, q.last)}
    years = {place for place, _ in sentence.years}
    return tuple(
        sentence.words[place] for place in range(clause.first, clause.end) if place not in taken | years
    )


def _borrowed(clause: Clause, sentence: Words) -> tuple[str, ...]:
    """What a clause without a verb takes over from the one before, up to the word that both have before a noun."""
    words = sentence.words
    own = words[clause.first : clause.end]
    if not clause.quantities or any(word in grammar.FINITE for word in own):
        return ()
    at = clause.quantities[0].last
    link = words[at] if at < clause.end else ""
    earlier = [place for place in range(clause.first) if words[place] == link]
    if link not in grammar.PREPOSITIONS or not earlier:
        return ()
    taken = {place for q in sentence.quantities for place in range(q.first, q.last)}
    begin = max((q.last for q in sentence.quantities if q.last <= earlier[0]), default=0)
    return tuple(words[place] for place in range(begin, earlier[0]) if place not in taken)


def _phrase_places(words: Sequence[str], offset: int) -> set[int]:
    return {
        offset + place for start, end in find_sequences(words, _KNOWN_PHRASES) for place in range(start, end)
    }


def _negations(clause: Clause, roles: Sequence[tuple[Quantity, Role]], sentence: Words) -> int:
    """How many words in the clause turn it round: «ikke», «mangler», and «ingen» after the centres counted."""
    words = sentence.words
    covered = {place for q in clause.quantities for place in (*range(q.first, q.last), *q.also)}
    counted = 0
    for at in range(clause.first, clause.end):
        if at in covered or words[at] not in grammar.NEGATIONS:
            continue
        counted += not any(tuple(words[at : at + len(phrase)]) == phrase for phrase in grammar.NOT_ONLY)
    counted += sum(1 for _ in find_sequences(words[clause.first : clause.end], grammar.LETTING))
    objects = [q for q, role in roles if q.said == BY_KEY["none"]]
    first = clause.inherits or next((q for q, _ in roles if q.is_amount), None)
    return counted + sum(q is not first for q in objects)


def _year(clause: Clause, around: Surroundings) -> tuple[int, bool]:
    """The year spoken of, and whether it is said of all years since one."""
    sentence, own = around.sentence, around.evidence.year
    words = sentence.words
    here = [(place, year) for place, year in sentence.years if clause.first <= place < clause.last]
    earlier = [(place, year) for place, year in sentence.years if place < clause.first]
    stretch = words[clause.first : clause.last]
    since = any(place and words[place - 1] in _SINCE for place, _ in here)
    always = find_sequence(stretch, _ALWAYS) is not None
    told = [year for place, year in (here or earlier) if not (place and words[place - 1] in _SINCE)]
    last = find_sequence(stretch, grammar.LAST_YEAR)
    if last and stretch[max(0, last[0] - 1)] not in ("enn", "som") and "enn" not in stretch:
        return own - 1, since or always
    if told and own not in told:
        return told[0], since or always
    return own, since or always


def _group(words: Sequence[str], offset: int, evidence: Evidence) -> tuple[f.Condition, set[int]]:
    """«i Helse Nord», «i Finnmark»: the centres spoken of."""
    for key, groups in evidence.current.group_names.items():
        for code, name in groups.items():
            named = tuple(plain(word) for word in name.split())
            for at in range(len(words) - len(named) + 1):
                if tuple(words[at : at + len(named)]) == named and words[at - 1 : at] in (
                    ["i"],
                    ["fra"],
                    ["frå"],
                    ["hos"],
                ):
                    return f.InGroup(key, code), set(range(offset + at, offset + at + len(named)))
    return f.Everyone(), set()


def centre_names(evidence: Evidence) -> Mapping[str, Sequence[tuple[tuple[str, ...], int]]]:
    """Return the ways in which centres are named, with their places in the round, by first word, the longest first."""
    key = ("names of centres",)
    if key not in evidence.remembered:
        names: dict[tuple[str, ...], int] = {}
        for place, respondent in enumerate(evidence.current.respondents):
            words = tuple(plain(word.strip("(),")) for word in respondent.name.split())
            names[words] = place
            if words[0] == "bydel" and len(words) > 1:
                names[words[1:]] = place
        by_first: dict[str, list[tuple[tuple[str, ...], int]]] = {}
        for words, place in sorted(names.items(), key=lambda item: -len(item[0])):
            by_first.setdefault(words[0], []).append((words, place))
        evidence.remembered[key] = by_first
    return cast("Mapping[str, Sequence[tuple[tuple[str, ...], int]]]", evidence.remembered[key])


def named_centres(words: Sequence[str], offset: int, around: Surroundings) -> dict[int, int]:
    """Return the places of words that name a centre, with the centre's place in the round."""
    found: dict[int, int] = {}
    first_words = around.centres
    for at, word in enumerate(words):
        for name, respondent in first_words.get(word, first_words.get(word.removesuffix("s"), ())):
            said = tuple(words[at : at + len(name)])
            span = range(offset + at, offset + at + len(name))
            if said not in (name, (*name[:-1], name[-1] + "s")) or any(place in found for place in span):
                continue
            capital = around.sentence.text[around.sentence.starts[span[0]]].isupper()
            if capital and not _elsewhere(words, at, around):
                found.update(dict.fromkeys(span, respondent))
    return found


def _elsewhere(words: Sequence[str], at: int, around: Surroundings) -> bool:
    """«Universitetet i Bergen» is not the centre in Bergen."""
    return at >= 2 and words[at - 1] in ("i", "på", "ved") and words[at - 2].startswith(_INSTITUTIONS)
