"""Words of change, in families that say the same thing in the same form: «økte», «gikk ned», «var uendret».

One table for writing, for checking and for the manual. A family keeps its form when the direction turns, so that a
sentence about «en økning» is refreshed to «en nedgang».
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from frisklivsnett.core.text import Text, text


class Direction(StrEnum):
    """Which way a number went."""

    UP = "up"
    DOWN = "down"
    SAME = "same"
    DOUBLED = "doubled"
    TRIPLED = "tripled"
    HALVED = "halved"

    def holds(self, now: Fraction, before: Fraction) -> bool:
        """Tell whether a number went this way, from ``before`` to ``now``."""
        match self:
            case Direction.UP:
                return now > before
            case Direction.DOWN:
                return now < before
            case Direction.SAME:
                return now == before
            case Direction.DOUBLED:
                return 0 < 2 * before <= now
            case Direction.TRIPLED:
                return 0 < 3 * before <= now
            case Direction.HALVED:
                return 0 <= 2 * now <= before and before > 0


SAYS: Mapping[Direction, Text] = {
    Direction.UP: text("større enn før", "større enn før", "larger than before"),
    Direction.DOWN: text("mindre enn før", "mindre enn før", "smaller than before"),
    Direction.SAME: text("nøyaktig som før", "nøyaktig som før", "exactly as before"),
    Direction.DOUBLED: text(
        "minst to ganger så stort", "minst to gonger så stort", "at least twice as large"
    ),
    Direction.TRIPLED: text(
        "minst tre ganger så stort", "minst tre gonger så stort", "at least three times as large"
    ),
    Direction.HALVED: text("høyst halvparten", "høgst halvparten", "at most half"),
}


@dataclass(frozen=True, slots=True)
class Family:
    """Words for up, down and the same, in one form. ``comparative`` ones go on with «enn i fjor» or «som i fjor»."""

    up: tuple[str, ...]
    down: tuple[str, ...]
    same: tuple[str, ...] = ()
    comparative: bool = False

    def words(self, direction: Direction) -> tuple[str, ...]:
        """Return the family's words for up, down or the same."""
        return {Direction.UP: self.up, Direction.DOWN: self.down, Direction.SAME: self.same}.get(
            direction, ()
        )


FAMILIES: Mapping[str, tuple[Family, ...]] = {
    "nb": (
        Family(("flere",), ("færre",), ("like mange",), comparative=True),
        Family(("høyere",), ("lavere",), ("like høy", "like høyt"), comparative=True),
        Family(("mer",), ("mindre",), ("like mye",), comparative=True),
        Family(("større",), ("mindre",), ("like stor", "like stort"), comparative=True),
        Family(("oftere",), ("sjeldnere",), ("like ofte",), comparative=True),
        Family(
            ("har økt", "har steget", "har vokst", "har gått opp"),
            ("har gått ned", "har sunket", "har falt", "har minket"),
            ("er uendret", "er stabilt", "har holdt seg"),
        ),
        Family(
            ("økte", "steg", "vokste", "gikk opp"),
            ("gikk ned", "sank", "falt", "minket", "avtok"),
            ("var uendret", "var stabilt", "holdt seg stabilt"),
        ),
        Family(
            ("øker", "stiger", "vokser", "går opp"),
            ("går ned", "synker", "faller", "minker", "avtar"),
            ("er uendret", "er stabil", "holder seg stabilt"),
        ),
        Family(
            ("økt", "steget", "vokst", "gått opp"),
            ("gått ned", "sunket", "redusert", "minket"),
            ("uendret", "stabil", "stabilt"),
        ),
        Family(
            ("økende", "stigende", "voksende"), ("synkende", "fallende", "minkende"), ("uendret", "stabil")
        ),
        Family(("en økning", "en vekst", "en oppgang"), ("en nedgang", "en reduksjon"), ("ingen endring",)),
        Family(("økningen", "veksten", "oppgangen"), ("nedgangen", "reduksjonen"), ()),
        Family(("økning", "vekst", "oppgang", "stigning"), ("nedgang", "reduksjon"), ("ingen endring",)),
    ),
    "nn": (
        Family(("fleire",), ("færre",), ("like mange",), comparative=True),
        Family(("høgare",), ("lågare",), ("like høg", "like høgt"), comparative=True),
        Family(("meir",), ("mindre",), ("like mykje",), comparative=True),
        Family(("større",), ("mindre",), ("like stor", "like stort"), comparative=True),
        Family(("oftare",), ("sjeldnare",), ("like ofte",), comparative=True),
        Family(
            ("har auka", "har stige", "har vakse", "har gått opp"),
            ("har gått ned", "har minka", "har falle", "har søkke"),
            ("er uendra", "er stabilt", "har halde seg"),
        ),
        Family(
            ("auka", "steig", "voks", "gjekk opp"),
            ("gjekk ned", "minka", "fall", "sokk"),
            ("var uendra", "var stabilt", "heldt seg stabilt"),
        ),
        Family(
            ("aukar", "stig", "veks", "går opp"),
            ("går ned", "minkar", "fell", "søkk"),
            ("er uendra", "er stabil"),
        ),
        Family(("auka", "gått opp"), ("gått ned", "redusert", "minka"), ("uendra", "stabil", "stabilt")),
        Family(
            ("aukande", "stigande", "veksande"), ("minkande", "fallande", "søkkande"), ("uendra", "stabil")
        ),
        Family(("ein auke", "ein vekst", "ein oppgang"), ("ein nedgang", "ein reduksjon"), ("inga endring",)),
        Family(("auken", "veksten", "oppgangen"), ("nedgangen", "reduksjonen"), ()),
        Family(("auke", "vekst", "oppgang"), ("nedgang", "reduksjon"), ("inga endring",)),
    ),
    "en": (
        Family(("more",), ("fewer",), ("as many",), comparative=True),
        Family(("higher",), ("lower",), ("as high",), comparative=True),
        Family(("more",), ("less",), ("as much",), comparative=True),
        Family(("larger", "greater"), ("smaller",), ("as large",), comparative=True),
        Family(("more often",), ("less often",), ("as often",), comparative=True),
        Family(
            ("has increased", "has risen", "has grown", "has gone up"),
            ("has decreased", "has fallen", "has declined", "has gone down"),
            ("is unchanged", "has remained stable"),
        ),
        Family(
            ("have increased", "have risen", "have grown", "have gone up"),
            ("have decreased", "have fallen", "have declined", "have gone down"),
            ("are unchanged", "have remained stable"),
        ),
        Family(
            ("increased", "rose", "grew", "went up"),
            ("decreased", "fell", "declined", "dropped", "went down"),
            ("was unchanged", "remained stable"),
        ),
        Family(
            ("increases", "rises", "grows"),
            ("decreases", "falls", "declines"),
            ("is unchanged", "remains stable"),
        ),
        Family(("risen", "grown", "gone up"), ("fallen", "reduced", "gone down"), ("unchanged", "stable")),
        Family(
            ("increasing", "rising", "growing"),
            ("decreasing", "falling", "declining"),
            ("unchanged", "stable"),
        ),
        Family(
            ("an increase", "a rise", "a growth"), ("a decrease", "a decline", "a reduction"), ("no change",)
        ),
        Family(("increase", "growth"), ("decrease", "decline", "reduction"), ("no change",)),
    ),
}

MULTIPLES: Mapping[str, Mapping[Direction, tuple[str, ...]]] = {
    "nb": {
        Direction.DOUBLED: (
            "doblet",
            "fordoblet",
            "doblet seg",
            "dobling",
            "en dobling",
            "dobbelt så mange",
            "dobbelt så mye",
        ),
        Direction.TRIPLED: (
            "tredoblet",
            "tredoblet seg",
            "en tredobling",
            "tredobling",
            "tre ganger så mange",
        ),
        Direction.HALVED: (
            "halvert",
            "en halvering",
            "halvering",
            "halvparten så mange",
            "halvparten så mye",
        ),
    },
    "nn": {
        Direction.DOUBLED: (
            "dobla",
            "fordobla",
            "dobla seg",
            "dobling",
            "ei dobling",
            "dobbelt så mange",
            "dobbelt så mykje",
        ),
        Direction.TRIPLED: ("tredobla", "tredobla seg", "ei tredobling", "tredobling", "tre gonger så mange"),
        Direction.HALVED: (
            "halvert",
            "ei halvering",
            "halvering",
            "halvparten så mange",
            "halvparten så mykje",
        ),
    },
    "en": {
        Direction.DOUBLED: ("doubled", "a doubling", "twice as many", "twice as much"),
        Direction.TRIPLED: ("tripled", "a tripling", "three times as many"),
        Direction.HALVED: ("halved", "a halving", "half as many", "half as much"),
    },
}


@dataclass(frozen=True, slots=True)
class References:
    """How a language says what something is compared with."""

    than: str
    as_: str
    last_year: tuple[str, ...]
    in_year: str
    vague: tuple[str, ...]


REFERENCES: Mapping[str, References] = {
    "nb": References(
        "enn",
        "som",
        ("i fjor", "året før", "året i forveien", "foregående år"),
        "i {year}",
        ("tidligere", "før", "tidligere år"),
    ),
    "nn": References(
        "enn",
        "som",
        ("i fjor", "året før", "året i førevegen", "førre året"),
        "i {year}",
        ("tidlegare", "før", "tidlegare år"),
    ),
    "en": References(
        "than",
        "as",
        ("last year", "the year before", "the previous year"),
        "in {year}",
        ("before", "earlier", "previously", "in earlier years"),
    ),
}

ALONE: Mapping[str, Mapping[Direction, tuple[str, ...]]] = {
    "nb": {
        Direction.UP: ("hatt mer", "hadde mer", "fått mer", "fikk mer", "oftere", "stadig flere"),
        Direction.DOWN: ("hatt mindre", "hadde mindre", "fått mindre", "fikk mindre", "sjeldnere", "færre"),
    },
    "nn": {
        Direction.UP: ("hatt meir", "hadde meir", "fått meir", "fekk meir", "oftare", "stadig fleire"),
        Direction.DOWN: ("hatt mindre", "hadde mindre", "fått mindre", "fekk mindre", "sjeldnare", "færre"),
    },
    "en": {
        Direction.UP: ("had more", "more and more", "ever more"),
        Direction.DOWN: ("had less", "fewer", "ever fewer"),
    },
}
"""Words of change without «enn i fjor» that are taken for such in running text. «Mer» and «mindre» by themselves are
not: they mostly stand before adjectives («mer sammenhengende»)."""
