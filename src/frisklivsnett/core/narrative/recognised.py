"""What may stand in the text with a number or a quantifier in it without being a claim: dates, laws, references.

Each rule has a name, a pattern and examples; a test holds the examples to the pattern, and the manual prints them.
A rule recognises a form of words, so it must be narrow: what it lets through, nobody checks.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from frisklivsnett.core.months import ENGLISH, NORWEGIAN
from frisklivsnett.core.text import Text, text

_ENGLISH_MONTH = f"(?:{'|'.join(ENGLISH)})"
_MONTH = f"(?:{'|'.join((*NORWEGIAN, *ENGLISH))})"
_YEAR = r"(?:19|20)\d\d"
_DASH = r"\s?[-–]\s?"
_SP = r"[ \u00a0\u202f]"

_BEFORE_YEAR = (
    *(
        "i",
        "fra",
        "frå",
        "til",
        "og",
        "siden",
        "sidan",
        "innen",
        "innan",
        "etter",
        "før",
        "for",
        "per",
        "pr.",
        "av",
    ),
    *("året", "år", "årene", "åra", "perioden", "avtaleperioden", "årsskiftet", "rapporten", "årsrapport"),
    *(
        "årsrapporten",
        "rapporteringsåret",
        "runden",
        "våren",
        "sommeren",
        "sommaren",
        "høsten",
        "hausten",
        "vinteren",
    ),
    *(
        "in",
        "from",
        "to",
        "since",
        "by",
        "after",
        "before",
        "for",
        "of",
        "and",
        "year",
        "until",
        "report",
        "period",
    ),
    *("mellom", "between", "during", "gjennom", "through", "oppdatert", "revidert", "budsjettåret"),
)
_OF_YEAR = "|".join(re.escape(word) for word in _BEFORE_YEAR)
_NOT_A_COUNT = (
    rf"(?!{_SP}?(?:%|prosent|percent|kr\b|kroner|personer|personar|people|sentraler|sentralar|centres|utviklingssentral"
    rf"|hospitant|kommuner|kommunar|visitors|hundre|tusen|million))(?![\d.,]*\d)"
)


@dataclass(frozen=True, slots=True)
class Rule:
    """Words recognised as something else than a claim. ``examples`` are recognised whole."""

    name: str
    says: Text
    pattern: str
    examples: tuple[str, ...]


RULES: tuple[Rule, ...] = (
    Rule(
        "date",
        text("datoer", "datoar", "dates"),
        rf"\b\d{{1,2}}\.{_SP}?{_MONTH}(?:{_SP}{_YEAR})?\b|\b\d{{1,2}}{_SP}{_ENGLISH_MONTH}(?:{_SP}{_YEAR})?\b"
        rf"|\b\d{{1,2}}\.\d{{1,2}}\.{_YEAR}\b|\b{_YEAR}-\d\d-\d\d\b|\b{_MONTH}{_SP}{_YEAR}\b",
        ("1. april 2025", "1. april", "01.04.2025", "2025-04-01", "april 2025", "1 April 2025"),
    ),
    Rule(
        "time of day",
        text("klokkeslett", "klokkeslett", "times of day"),
        rf"\bkl\.?{_SP}\d{{1,2}}(?:[.:]\d\d)?\b",
        ("kl. 10.42", "kl. 9"),
    ),
    Rule(
        "span of years",
        text("spenn av årstall", "spenn av årstal", "spans of years"),
        rf"\b{_YEAR}{_DASH}{_YEAR}\b",
        ("2023–2025", "2011 – 2015", "2020-2023"),
    ),
    Rule(
        "year",
        text(
            "årstall etter ord som «i», «fra», «siden», «året», «rapporten», eller i parentes",
            "årstal etter ord som «i», «frå», «sidan», «året», «rapporten», eller i parentes",
            "years after words such as “in”, “from”, “since”, “year”, or in parentheses",
        ),
        rf"\b(?:{_OF_YEAR}){_SP}{_YEAR}(?:{_DASH}{_YEAR})?\b{_NOT_A_COUNT}|\({_YEAR}\)",
        ("i 2024", "siden 2015", "rapporten 2024", "avtaleperioden 2023–2025", "(2024)", "in 2024"),
    ),
    Rule(
        "law",
        text("paragrafer og lover", "paragrafar og lover", "sections and acts of law"),
        rf"§§?{_SP}?\d+(?:-\d+)?[a-z]?(?:(?:,| og| til| and| to){_SP}(?:§{_SP}?)?\d+(?:-\d+)?[a-z]?)*"
        rf"(?:{_SP}\w+{_SP}ledd)?|\b(?:lov|forskrift|FOR|LOV)(?:{_SP}|-)(?:{_YEAR}-\d\d-\d\d(?:-\d+)?)"
        rf"|\blov{_SP}\d{{1,2}}\.{_SP}{_MONTH}{_SP}{_YEAR}{_SP}nr\.{_SP}\d+",
        ("§ 3-2", "§§ 3-2 og 3-3", "lov 24. juni 2011 nr. 30", "LOV-2011-06-24-30", "§ 3-2 første ledd"),
    ),
    Rule(
        "paper of state",
        text(
            "dokumenter fra Stortinget og regjeringen",
            "dokument frå Stortinget og regjeringa",
            "papers of state",
        ),
        rf"\b(?:Meld\.{_SP}St\.|St\.{_SP}?meld\.{_SP}nr\.|Prop\.|Innst\.|Ot\.{_SP}?prp\.{_SP}nr\.|Dok\.)"
        rf"{_SP}\d+(?:{_SP}[LSB])?(?:{_SP}\({_YEAR}{_DASH}(?:\d\d){{1,2}}\))?|\bNOU{_SP}{_YEAR}:{_SP}?\d+",
        ("Meld. St. 16 (2010–2011)", "Prop. 91 L (2010–2011)", "NOU 2023: 4", "St.meld. nr. 47 (2008-2009)"),
    ),
    Rule(
        "reference",
        text(
            "henvisninger til kapittel, tabell, figur, vedlegg, punkt, spørsmål og side",
            "tilvisingar til kapittel, tabell, figur, vedlegg, punkt, spørsmål og side",
            "references to chapters, tables, figures, appendices, points, questions and pages",
        ),
        rf"\b(?:kapittel|kap\.|tabell|figur|vedlegg|avsnitt|delkapittel|punkt|punktene|punkta|pkt\.|oppgave|oppgåve"
        rf"|oppgavene|oppgåvene|spørsmål|side|s\.|nr\.|chapter|table|figure|appendix|section|point|points|question"
        rf"|page|p\.){_SP}\d+(?:\.\d+)*(?:(?:{_DASH}|{_SP}og{_SP}|{_SP}and{_SP})\d+(?:\.\d+)*)?\b(?!{_SP}?%)",
        ("kapittel 2.4", "tabell 1", "figur 2 og 3", "oppgavene 1–8", "spørsmål 12", "chapter 2.4"),
    ),
    Rule(
        "address",
        text(
            "nettadresser, e-postadresser, DOI",
            "nettadresser, e-postadresser, DOI",
            "addresses on the net, DOIs",
        ),
        r"\bhttps?://[^\s)>\]]{1,500}|\bwww\.[^\s)>\]]{1,500}|\b[\w.+-]{1,64}@[\w-]{1,64}\.[\w.-]{1,64}\b|\bdoi:{0,1}\s?10\.\d{1,9}/[^\s)>\]]{1,200}",
        ("https://example.no/2024", "www.example.no/1", "post@example.no", "doi:10.1000/182"),
    ),
    Rule(
        "number of a publication",
        text("ISBN, ISSN, IS-nummer", "ISBN, ISSN, IS-nummer", "ISBN, ISSN, IS numbers"),
        rf"\bIS[BS]N:?{_SP}[\d-]+[\dX]\b|\bIS-\d{{3,4}}\b|\borg\.?{_SP}?nr\.?:?{_SP}?\d{{3}}{_SP}?\d{{3}}{_SP}?\d{{3}}\b",
        ("ISBN 978-82-8081-000-0", "IS-1896", "org.nr. 983 544 622"),
    ),
    Rule(
        "name with a number",
        text(
            "navn med tall i: stor bokstav, bindestrek eller ingenting, og tall",
            "namn med tal i: stor bokstav, bindestrek eller ingenting, og tal",
            "names with a number: a capital, a hyphen or nothing, and digits",
        ),
        r"\b[A-ZÆØÅ][A-Za-zÆØÅæøå]*(?:/[A-Z]+)?-?\d+\b",
        ("COVID-19", "ICD-10", "PDF/UA-1", "B12"),
    ),
    Rule(
        "recurrence",
        text("gjentakelse i tid", "gjentaking i tid", "recurrence in time"),
        rf"\b(?:hver|hvert|kvar|kvart|every|each){_SP}(?:år|måned|månad|uke|veke|dag|kvartal|halvår|gang|gong|year"
        rf"|month|week|day|quarter|time)\b|\b(?:1|2|3|4)\.{_SP}(?:kvartal|tertial|halvår)\b",
        ("hvert år", "hver gang", "kvar månad", "every year", "1. kvartal"),
    ),
    Rule(
        "figure of speech",
        text("faste uttrykk uten mengde", "faste uttrykk utan mengd", "set phrases without a quantity"),
        rf"\b(?:én{_SP}og{_SP}samme|på{_SP}én{_SP}gang|ein{_SP}og{_SP}same|alle{_SP}sammen{_SP}med|for{_SP}alle{_SP}del"
        rf"|alle{_SP}slags|én{_SP}til{_SP}én|one{_SP}another|no{_SP}longer|no{_SP}later{_SP}than|first{_SP}of{_SP}all"
        rf"|above{_SP}all|at{_SP}all|in{_SP}no{_SP}way|at{_SP}most|most{_SP}(?:important|recent|common|often)(?:ly)?)\b",
        ("på én gang", "én og samme", "one another", "no longer", "first of all", "most important"),
    ),
    Rule(
        "få as a verb",
        text(
            "«få» som verb, etter «å», «kan», «vil», «skal», «må», «bør», «kunne», «ville», «skulle»",
            "«få» som verb, etter «å», «kan», «vil», «skal», «må», «bør», «kunne», «ville», «skulle»",
            "the Norwegian verb «få»",
        ),
        rf"\b(?:å|kan|vil|skal|må|bør|kunne|ville|skulle|måtte|burde|og){_SP}få\b(?!{_SP}(?:sentral|utviklingssentral|av\b))",
        ("å få", "kan få", "vil få"),
    ),
    Rule(
        "en av as one of a kind",
        text(
            "«en av» foran en superlativ",
            "«ein av» framfor ein superlativ",
            "“one of the” before a superlative",
        ),
        rf"\b(?:en|ei|et|ein|eit){_SP}av{_SP}(?:de|dei){_SP}\w+(?:este|ste|aste)\b",
        ("en av de viktigste", "ein av dei viktigaste"),
    ),
)


@cache
def _compiled(rules: tuple[Rule, ...]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{rule.pattern})" for rule in rules), re.IGNORECASE)


_CASED = ("name with a number", "number of a publication", "paper of state")
"""Rules that are about names: capitals are a part of them."""


def recognised(words: str, plan_names: Iterable[str] = ()) -> Sequence[tuple[int, int]]:
    """Return the spans of text that the rules and the names of plans recognise, in order of their beginning."""
    cased = tuple(rule for rule in RULES if rule.name in _CASED)
    others = tuple(rule for rule in RULES if rule.name not in _CASED)
    spans = [match.span() for match in _compiled(others).finditer(words)]
    spans += [match.span() for match in _case_sensitive(cased).finditer(words)]
    names = tuple(sorted(filter(None, plan_names), key=len, reverse=True))
    if names:
        spans += [match.span() for match in _names(names).finditer(words)]
    return sorted(spans)


@cache
def _case_sensitive(rules: tuple[Rule, ...]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{rule.pattern})" for rule in rules))


@cache
def _names(names: tuple[str, ...]) -> re.Pattern[str]:
    """Names with any kind of dash and space between their words."""
    return re.compile("|".join(_spelled(name) for name in names), re.IGNORECASE)


def _spelled(name: str) -> str:
    return r"(?<!\w)" + "".join(map(_part, _split(name))) + r"(?!\w)"


def _part(part: str) -> str:
    if part in "-–—":
        return r"\s*[-–—]\s*"
    return r"\s+" if part.isspace() else re.escape(part)


def _split(name: str) -> list[str]:
    return [part for part in re.split(r"(\s+|[-–—])", name.strip()) if part]
