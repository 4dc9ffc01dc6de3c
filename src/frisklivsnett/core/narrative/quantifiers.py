"""Quantifiers and when they are true: one table for writing, for checking and for the manual.

All are held against the **base**: every centre that the formula's group covers, also those who have not answered.
The conditions are those of the scheme's published rules for reports; those that come in addition are marked ``added``.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from frisklivsnett.core.text import Text, text


@dataclass(frozen=True, slots=True)
class Quantifier:
    """Words of quantity, with bounds that ``n`` of ``base`` must be within.

    ``low`` and ``high`` are shares of the base, not included when ``above`` or ``below``. ``least`` and ``most`` are
    numbers of centres; ``base`` is the size the group must have. The first of each language's words is what the
    engine writes.
    """

    key: str
    says: Text
    words: Mapping[str, tuple[str, ...]]
    low: Fraction = Fraction(0)
    high: Fraction = Fraction(1)
    above: bool = False
    below: bool = False
    least: int = 0
    most: int | None = None
    base: int | None = None
    added: bool = False

    def holds(self, n: int, base: int) -> bool:
        """Tell whether the words are true of ``n`` centres of ``base`` (which is at least 1)."""
        share = Fraction(n, base)
        enough = share > self.low if self.above else share >= self.low
        not_too_many = share < self.high if self.below else share <= self.high
        in_number = n >= self.least and (self.most is None or n <= self.most)
        return enough and not_too_many and in_number and self.base in (None, base)


_TENTH, _FIFTH, _HALF = Fraction(1, 10), Fraction(1, 5), Fraction(1, 2)

QUANTIFIERS: tuple[Quantifier, ...] = (
    Quantifier(
        "both",
        text("n = grunnlaget, som er 2", "n = grunnlaget, som er 2", "n = the base, which is 2"),
        {"nb": ("begge",), "nn": ("begge",), "en": ("both",)},
        low=Fraction(1),
        base=2,
        added=True,
    ),
    Quantifier(
        "all",
        text("n = grunnlaget", "n = grunnlaget", "n = the base"),
        {
            "nb": ("alle", "samtlige", "hver eneste", "hver", "hvert"),
            "nn": ("alle", "samtlege", "kvar einaste", "kvar", "kvart"),
            "en": ("all", "every", "each"),
        },
        low=Fraction(1),
    ),
    Quantifier(
        "none",
        text("n = 0", "n = 0", "n = 0"),
        {
            "nb": ("ingen", "ikke noen", "ikke én", "ikke en eneste"),
            "nn": ("ingen", "inga", "ikkje nokon", "ikkje ein einaste"),
            "en": ("none", "no", "not any", "not one", "not a single"),
        },
        high=Fraction(0),
    ),
    Quantifier(
        "half",
        text("n = halve grunnlaget", "n = halve grunnlaget", "n = half the base"),
        {"nb": ("halvparten", "halvdelen"), "nn": ("halvparten", "halvdelen"), "en": ("half",)},
        low=_HALF,
        high=_HALF,
    ),
    Quantifier(
        "about_half",
        text("45–55 % av grunnlaget", "45–55 % av grunnlaget", "45–55% of the base"),
        {
            "nb": (
                "om lag halvparten",
                "omtrent halvparten",
                "rundt halvparten",
                "cirka halvparten",
                "ca. halvparten",
            ),
            "nn": (
                "om lag halvparten",
                "omtrent halvparten",
                "rundt halvparten",
                "cirka halvparten",
                "ca. halvparten",
            ),
            "en": ("about half", "around half", "roughly half", "approximately half"),
        },
        low=Fraction(45, 100),
        high=Fraction(55, 100),
    ),
    Quantifier(
        "nearly_all",
        text(
            "minst 90 % av grunnlaget, men ikke alle",
            "minst 90 % av grunnlaget, men ikkje alle",
            "at least 90% of the base, but not all",
        ),
        {
            "nb": ("nesten alle", "så godt som alle", "nær alle", "nær sagt alle", "tilnærmet alle"),
            "nn": ("nesten alle", "så godt som alle", "nær alle", "nær sagt alle", "tilnærma alle"),
            "en": ("nearly all", "almost all", "nearly every", "almost every"),
        },
        low=Fraction(9, 10),
        below=True,
    ),
    Quantifier(
        "most",
        text("mer enn 50 % av grunnlaget", "meir enn 50 % av grunnlaget", "more than 50% of the base"),
        {
            "nb": (
                *("de fleste", "fleste", "flertallet", "et flertall"),
                *("over halvparten", "mer enn halvparten", "flere enn halvparten"),
            ),
            "nn": (
                *("dei fleste", "fleste", "fleirtalet", "eit fleirtal"),
                *("over halvparten", "meir enn halvparten", "fleire enn halvparten"),
            ),
            "en": ("most", "the majority", "a majority", "more than half", "over half"),
        },
        low=_HALF,
        above=True,
    ),
    Quantifier(
        "few",
        text(
            "høyst 20 % av grunnlaget, og minst 1",
            "høgst 20 % av grunnlaget, og minst 1",
            "at most 20% of the base, and at least 1",
        ),
        {
            "nb": ("få", "noen få", "et fåtall", "fåtallet"),
            "nn": ("få", "nokre få", "eit fåtal", "fåtalet"),
            "en": ("few", "a few", "only a few"),
        },
        high=_FIFTH,
        least=1,
    ),
    Quantifier(
        "several",
        text("minst 2", "minst 2", "at least 2"),
        {"nb": ("flere",), "nn": ("fleire",), "en": ("several",)},
        least=2,
    ),
    Quantifier(
        "great_majority",
        text("minst 80 % av grunnlaget", "minst 80 % av grunnlaget", "at least 80% of the base"),
        {
            "nb": ("de aller fleste", "aller fleste", "det store flertallet"),
            "nn": ("dei aller fleste", "aller fleste", "det store fleirtalet"),
            "en": ("the great majority", "the vast majority", "a large majority"),
        },
        low=Fraction(8, 10),
        added=True,
    ),
    Quantifier(
        "many",
        text("minst 50 % av grunnlaget", "minst 50 % av grunnlaget", "at least 50% of the base"),
        {"nb": ("mange",), "nn": ("mange",), "en": ("many",)},
        low=_HALF,
        added=True,
    ),
    Quantifier(
        "some",
        text("minst 2, men ikke alle", "minst 2, men ikkje alle", "at least 2, but not all"),
        {
            "nb": ("noen", "enkelte", "en del"),
            "nn": ("nokre", "nokon", "somme", "enkelte", "ein del"),
            "en": ("some", "a number of"),
        },
        below=True,
        least=2,
        added=True,
    ),
    Quantifier(
        "a_couple",
        text("n = 2", "n = 2", "n = 2"),
        {"nb": ("et par",), "nn": ("eit par",), "en": ("a couple", "a couple of")},
        least=2,
        most=2,
        added=True,
    ),
    Quantifier(
        "very_few",
        text(
            "høyst 10 % av grunnlaget, og minst 1",
            "høgst 10 % av grunnlaget, og minst 1",
            "at most 10% of the base, and at least 1",
        ),
        {
            "nb": ("svært få", "nesten ingen", "knapt noen", "de færreste", "færreste"),
            "nn": ("svært få", "nesten ingen", "knapt nokon", "dei færraste", "færraste"),
            "en": ("very few", "almost none", "hardly any"),
        },
        high=_TENTH,
        least=1,
        added=True,
    ),
    Quantifier(
        "under_half",
        text(
            "mindre enn 50 % av grunnlaget, og minst 1",
            "mindre enn 50 % av grunnlaget, og minst 1",
            "less than 50% of the base, and at least 1",
        ),
        {
            "nb": (
                "under halvparten",
                "mindre enn halvparten",
                "færre enn halvparten",
                "et mindretall",
                "mindretallet",
            ),
            "nn": (
                "under halvparten",
                "mindre enn halvparten",
                "færre enn halvparten",
                "eit mindretal",
                "mindretalet",
            ),
            "en": ("less than half", "fewer than half", "under half", "a minority"),
        },
        high=_HALF,
        below=True,
        least=1,
        added=True,
    ),
    Quantifier(
        "not_all",
        text("mindre enn grunnlaget", "mindre enn grunnlaget", "less than the base"),
        {
            "nb": ("ikke alle", "langt fra alle", "ikke samtlige"),
            "nn": ("ikkje alle", "langt frå alle", "ikkje samtlege"),
            "en": ("not all", "not every", "far from all"),
        },
        below=True,
        added=True,
    ),
)

_WRITTEN = ("both", "all", "none", "half", "about_half", "nearly_all", "most", "few", "several")
"""The engine's choice of quantifier: the first that holds. («Om lag halvparten» says more than «de fleste».)"""

BY_KEY: Mapping[str, Quantifier] = {quantifier.key: quantifier for quantifier in QUANTIFIERS}


def fitting(n: int, base: int) -> Quantifier | None:
    """Return the quantifier that the engine says of ``n`` centres of ``base``; None for one centre of several."""
    return next((BY_KEY[key] for key in _WRITTEN if n != 1 and BY_KEY[key].holds(n, base)), None) or (
        BY_KEY["half"] if n == 1 and base == 2 else BY_KEY["all"] if n == base == 1 else None
    )
