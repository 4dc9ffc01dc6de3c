"""The few words that the writers themselves put into a document."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """The writers' own words in one language. ``{}`` stands where a number or name goes."""

    locale: str
    table: str
    figure: str
    chapter: str
    section: str
    appendix: str
    appendix_letter: str
    open_quote: str
    close_quote: str
    contents: str
    facts: str
    date: str
    publisher: str
    sources: str
    sheet: str
    as_drawn: str
    footnotes: str
    back: str
    skip: str
    numbers_in: str
    scroll: str
    empty_table: str
    nothing_to_draw: str
    no_value: str
    part: str
    page: str
    sample: str
    marks: dict[str, str]


_NB = Words(
    locale="nb-NO",
    table="Tabell {}",
    figure="Figur {}",
    chapter="Kapittel {}",
    section="Punkt {}",
    appendix="Vedlegg {}",
    appendix_letter="V",
    open_quote="«",
    close_quote="»",
    contents="Innhold",
    facts="Om dokumentet",
    date="Dato",
    publisher="Utgiver",
    sources="Kilder og grunnlag",
    sheet="Ark",
    as_drawn="Slik tallene er tegnet",
    footnotes="Fotnoter",
    back="Tilbake til fotnote {} i teksten",
    skip="Gå til innholdet",
    numbers_in="Tallene i {}",
    scroll="{}. Tabellen kan rulles sidelengs.",
    empty_table="Ingen rader.",
    nothing_to_draw="Det er ingen tall å tegne.",
    no_value="ingen tall",
    part=" – del {} av {}",
    page="Side {} av {}",
    sample="Eksempeldata – ikke ekte tall",
    marks={
        "true": "stemmer",
        "false": "stemmer ikke",
        "open": "ikke avklart",
        "attested": "bekreftet av en person",
    },
)

_NN = Words(
    locale="nn-NO",
    table="Tabell {}",
    figure="Figur {}",
    chapter="Kapittel {}",
    section="Punkt {}",
    appendix="Vedlegg {}",
    appendix_letter="V",
    open_quote="«",
    close_quote="»",
    contents="Innhald",
    facts="Om dokumentet",
    date="Dato",
    publisher="Utgivar",
    sources="Kjelder og grunnlag",
    sheet="Ark",
    as_drawn="Slik tala er teikna",
    footnotes="Fotnotar",
    back="Tilbake til fotnote {} i teksten",
    skip="Gå til innhaldet",
    numbers_in="Tala i {}",
    scroll="{}. Tabellen kan rullast sidelengs.",
    empty_table="Ingen rader.",
    nothing_to_draw="Det er ingen tal å teikne.",
    no_value="ingen tal",
    part=" – del {} av {}",
    page="Side {} av {}",
    sample="Eksempeldata – ikkje ekte tal",
    marks={
        "true": "stemmer",
        "false": "stemmer ikkje",
        "open": "ikkje avklart",
        "attested": "stadfesta av ein person",
    },
)

_EN = Words(
    locale="en-GB",
    table="Table {}",
    figure="Figure {}",
    chapter="Chapter {}",
    section="Section {}",
    appendix="Appendix {}",
    appendix_letter="A",
    open_quote="“",
    close_quote="”",
    contents="Contents",
    facts="About this document",
    date="Date",
    publisher="Publisher",
    sources="Sources and bases",
    sheet="Sheet",
    as_drawn="The numbers as drawn",
    footnotes="Footnotes",
    back="Back to footnote {} in the text",
    skip="Skip to the content",
    numbers_in="The numbers in {}",
    scroll="{}. The table can be scrolled sideways.",
    empty_table="No rows.",
    nothing_to_draw="There are no numbers to draw.",
    no_value="no number",
    part=" – part {} of {}",
    page="Page {} of {}",
    sample="Sample data – not real figures",
    marks={
        "true": "holds",
        "false": "does not hold",
        "open": "not settled",
        "attested": "vouched for by a person",
    },
)

_BY_LANGUAGE = {"nb": _NB, "nn": _NN, "en": _EN}


def words_in(language: str) -> Words:
    """Return the words in ``language``; bokmål where a language is not known."""
    return _BY_LANGUAGE.get(language.partition("-")[0].lower(), _NB)


def locale_of(language: str) -> str:
    """Return the language with its country, as office files name it: «nb-NO»."""
    return words_in(language).locale


def lower_first(words: str) -> str:
    """Return ``words`` as they are inside a sentence: «Tabell 1» becomes «tabell 1»."""
    return words[:1].lower() + words[1:]
