"""The formula language, told entry by entry. A test reads every example, and finds every word of the parser here."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Entry:
    """A construction of the language: how it is written, what it means, and a formula that has it."""

    pattern: str
    says: str
    example: str


FORMULAS: tuple[Entry, ...] = (
    Entry(
        "count CONDITION",
        "how many centres fulfil it: «14», «fjorten», «de fleste», «14 av 18»",
        "count communication.activities.plan",
    ),
    Entry(
        "count CONDITION of answered",
        "the same, held against those who answered; the words must say so",
        "count open of answered",
    ),
    Entry(
        "all CONDITION",
        "as count; the engine writes «alle», or «16 av 18» when it is not so",
        "all communication.activities.social_pages",
    ),
    Entry("none CONDITION", "as count; the engine writes «ingen»", "none communication.activities.none"),
    Entry(
        "quantity CONDITION",
        "as count; the engine chooses the quantifier",
        "quantity communication.activities.local_media",
    ),
    Entry(
        "share CONDITION",
        "the share of those who answered: «78 %», «to av tre»",
        "share communication.activities.plan",
    ),
    Entry(
        "share CONDITION of base",
        "the share of all that the round covers",
        "share communication.activities.plan of base",
    ),
    Entry("base", "how many centres the round covers", "base in region nord"),
    Entry("answered QUESTION", "how many answered", "answered communication.partners"),
    Entry("missing QUESTION", "how many did not", "missing communication.partners"),
    Entry(
        "approximate count QUESTION",
        "how many marked their number as approximate",
        "approximate count hosting.people",
    ),
    Entry(
        "sum QUESTION", "the sum of a number question, «ca.» when a part is approximate", "sum hosting.people"
    ),
    Entry("mean QUESTION", "the mean, with one decimal", "mean hosting.organisations"),
    Entry("median QUESTION", "the median", "median hosting.organisations"),
    Entry("min QUESTION", "the least answer", "min hosting.people"),
    Entry("max QUESTION", "the greatest answer", "max hosting.people"),
    Entry(
        "list CONDITION",
        "the centres' names: «Tana, Harstad og Bodø»",
        "list where hosting.people between 35 and 60",
    ),
    Entry(
        "top N centres by QUESTION",
        "the centres with the largest numbers, those level with the last too",
        "top 2 centres by hosting.people",
    ),
    Entry("bottom N centres by QUESTION", "those with the least", "bottom 1 centres by hosting.people"),
    Entry(
        "options chosen QUESTION",
        "the options that somebody ticked, in running text",
        "options chosen communication.audiences",
    ),
    Entry(
        "options not chosen QUESTION",
        "the options that nobody ticked",
        "options not chosen communication.audiences",
    ),
    Entry(
        "options QUESTION with count >= N by count",
        "the options with such a count; `with` and `by` may be left out",
        "options communication.audiences with count >= 14 by count",
    ),
    Entry(
        "count options …", "how many options such a list has", "count options chosen communication.audiences"
    ),
    Entry(
        "most QUESTION",
        "the option that most centres chose; several when they are level",
        "most communication.audiences",
    ),
    Entry(
        "most OPTION",
        "«flest»: true when the option stands alone on top",
        "most communication.audiences.population",
    ),
    Entry("least QUESTION, least OPTION", "the same for fewest", "least communication.audiences.private"),
    Entry(
        "top N QUESTION, bottom N QUESTION",
        "the N largest or least options, those level with the last too",
        "top 3 communication.audiences",
    ),
    Entry("rank OPTION", "the option's place, «første» for the largest", "rank communication.audiences.gps"),
    Entry(
        "trend NUMBER",
        "the number against the year before: «flere enn i fjor», «økte», «en nedgang»",
        "trend communication.audiences.nav",
    ),
    Entry(
        "trend NUMBER from YEAR",
        "against another year, of a round or a published series",
        "trend hosting.people from 2019",
    ),
    Entry(
        "difference NUMBER from YEAR",
        "how large the change is: «fire flere», «22 prosentpoeng» for a share",
        "difference communication.audiences.nav",
    ),
    Entry(
        "growth NUMBER from YEAR",
        "the change in percent: «en økning på 19 %»",
        "growth hosting.people from 2019",
    ),
    Entry(
        "compare NUMBER with NUMBER",
        "«flere», «færre» or «like mange», two numbers side by side",
        "compare communication.audiences.nav with communication.audiences.press",
    ),
    Entry(
        "NUMBER > NUMBER",
        "true or not (also `<`, `<=`, `=`, `!=`, `>=`), for words without a quantity: «vanlig»",
        "share communication.audiences.nav > 50 %",
    ),
    Entry("series NAME YEAR", "a number of a published series", "series hosting.people 2019"),
    Entry(
        "fact NAME",
        "what the registry and the agreements know: numbers, sums in kroner, names, dates",
        "fact grant.per_centre",
    ),
    Entry(
        "known NAME",
        "whether there is such a fact or table this year, for a part that stands only then",
        "known grant.per_centre",
    ),
    Entry("year", "the report's year", "year"),
    Entry("genitive FORMULA", "the engine writes the genitive: «Stavangers»", "genitive fact coordinator"),
    Entry(
        'FORMULA as "singular/plural"',
        "the engine adds the noun, and the author's noun must fit",
        'count open as "sentral/sentraler"',
    ),
    Entry(
        'attest "WHO" "SOURCE" DATE',
        "no formula: somebody vouches for the words, from a source, on a date",
        'attest "Kari Nordmann" "Lovdata" 2025-04-02',
    ),
)

CONDITIONS: tuple[Entry, ...] = (
    Entry("QUESTION.OPTION", "the option is ticked", "count communication.activities.plan"),
    Entry("QUESTION", "a yes/no question is answered yes; `QUESTION.no` for no", "count open.no"),
    Entry(
        "QUESTION >= NUMBER",
        "also `<`, `<=`, `=`, `!=`, `>`; dates are written 2025-04-02",
        "count hosting.people >= 35",
    ),
    Entry("QUESTION between A and B", "from A to B, both included", "count hosting.people between 35 and 60"),
    Entry(
        "QUESTION > QUESTION",
        "two answers of one centre compared",
        "count hosting.people > hosting.organisations",
    ),
    Entry(
        "answered QUESTION, missing QUESTION",
        "there is an answer, or none",
        "count answered communication.partners",
    ),
    Entry("approximate QUESTION", "the number is marked as approximate", "list approximate hosting.people"),
    Entry(
        "in region NORD, in county 56",
        "the centre belongs there; by code or name, a name of several words in quotation marks",
        'count in county "Møre og Romsdal"',
    ),
    Entry("new centres", "the centre was not in the round before", "count new centres"),
    Entry("centres", "every centre", "list centres"),
    Entry(
        "not C, C and C, C or C, ( )",
        "`not` binds tightest, then `and`, then `or`",
        "count open and not (size.small or hosting.people < 5)",
    ),
)

NARROWINGS: tuple[Entry, ...] = (
    Entry(
        "in region NORD, in county 56", "of these centres only; the base is theirs", "all open in region nord"
    ),
    Entry("among CONDITION", "of the centres that fulfil the condition", "share open among size.large"),
    Entry("in YEAR", "of an earlier round", "count communication.audiences.nav in 2023"),
)
