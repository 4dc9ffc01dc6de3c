"""Why a claim is true or false, in one sentence: «Skjemaet gir 16 av 18, ikke alle.»"""

from collections.abc import Callable

from frisklivsnett.core.narrative import formulas as f
from frisklivsnett.core.narrative.expressions import NumberSaid, find
from frisklivsnett.core.narrative.listed import extra, missing
from frisklivsnett.core.narrative.number_words import Hedge
from frisklivsnett.core.narrative.values import Amount, Centres, Names, Nothing, Truth, Value
from frisklivsnett.core.narrative.words import shown, write
from frisklivsnett.core.numbers import date_long, listing
from frisklivsnett.core.text import LANGUAGES, Text, text

_GIVES = {
    "form": text("Skjemaet gir", "Skjemaet gir", "The form gives"),
    "register": text("Registeret gir", "Registeret gir", "The register gives"),
    "logs": text("Aktivitetsloggene gir", "Aktivitetsloggane gir", "The activity logs give"),
    "series": text("Tidsserien gir", "Tidsserien gir", "The series gives"),
}
_NOT = {"nb": "ikke", "nn": "ikkje", "en": "not"}
_LONGEST_QUOTE = 80


def why_true(formula: f.Formula, value: Value) -> Text:
    """Return what the value is."""
    if isinstance(value, Truth):
        return value.because
    gives = _gives(formula)
    return _in_all(lambda language: f"{gives.in_(language)} {shown(value, language)}.")


def why_false(formula: f.Formula, value: Value, words: str, language: str) -> Text:
    """Return what the value is and what the words say instead. ``language`` is the words' own."""
    match value:
        case Nothing(reason):
            return reason
        case Truth(_, because):
            return because
        case Names(items) if items:
            return _list_differs(value, words, language)
        case Centres(_, _, unknown, True) if unknown:
            return _say_who(value)
        case Amount(approximate=True) if _lacks_about(words, language):
            return _write_about(formula, value)
    gives, quoted = _gives(formula), _quoted(words)
    return _in_all(lambda each: f"{gives.in_(each)} {shown(value, each)}, {_NOT[each]} {quoted}.")


def vouched(formula: f.Attested) -> Text:
    """Return who vouches, when, and from what source."""
    day = formula.day
    return text(
        f"{formula.who} går god for dette, {date_long(day, 'nb')}. Kilde: {formula.note}",
        f"{formula.who} går god for dette, {date_long(day, 'nn')}. Kjelde: {formula.note}",
        f"{formula.who} vouches for this, {date_long(day, 'en')}. Source: {formula.note}",
    )


def _in_all(sentence: Callable[[str], str]) -> Text:
    return Text({language: sentence(language) for language in LANGUAGES})


def _gives(formula: f.Formula) -> Text:
    plain = formula.formula if isinstance(formula, f.Styled) else formula
    if isinstance(plain, f.FactOf) and plain.name.startswith("log."):
        return _GIVES["logs"]
    if isinstance(plain, f.FactOf | f.TheYear):
        return _GIVES["register"]
    return _GIVES["series" if isinstance(plain, f.Series) else "form"]


def _quoted(words: str) -> str:
    short = _short(words)
    return short[:1].lower() + short[1:] if not short[:2].isupper() else short


def _short(words: str) -> str:
    joined = " ".join(words.split())
    return joined if len(joined) <= _LONGEST_QUOTE else joined[: _LONGEST_QUOTE - 1] + "…"


def _list_differs(value: Names, words: str, language: str) -> Text:
    lacks, adds = missing(value, words, language), _short(" ".join(extra(value, words, language)))
    nb, nn, en = [], [], []
    if lacks:
        nb.append(f"Listen mangler {listing(lacks, 'nb')}.")
        nn.append(f"Lista manglar {listing(lacks, 'nn')}.")
        en.append(f"The list lacks {listing(lacks, 'en')}.")
    if adds:
        nb.append(f"«{adds}» hører ikke til i listen.")
        nn.append(f"«{adds}» høyrer ikkje til i lista.")
        en.append(f"“{adds}” does not belong in the list.")
    return text(" ".join(nb), " ".join(nn), " ".join(en))


def _say_who(value: Centres) -> Text:
    return text(
        f"Skjemaet gir {shown(value, 'nb')} som har svart. Si at det gjelder dem som har svart.",
        f"Skjemaet gir {shown(value, 'nn')} som har svart. Sei at det gjeld dei som har svart.",
        f"The form gives {shown(value, 'en')} who answered. Say that it is of those who answered.",
    )


def _lacks_about(words: str, language: str) -> bool:
    said = [expression.said for expression in find(words, language)]
    return bool(said) and isinstance(said[0], NumberSaid) and said[0].hedge is Hedge.PLAIN


def _write_about(formula: f.Formula, value: Amount) -> Text:
    return text(
        f"Tallet er omtrentlig: skriv «{write(formula, value, 'nb')}».",
        f"Talet er omtrentleg: skriv «{write(formula, value, 'nn')}».",
        f"The number is approximate: write “{write(formula, value, 'en')}”.",
    )
