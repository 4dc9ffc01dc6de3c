"""What looks like a person in a text: numbers, addresses and words that do not belong in a log of activities.

It is a net with holes, and it says so by only asking: a person looks, and takes it out or says that it is all right.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

MOST_CHARACTERS = 20_000


class Private(StrEnum):
    """What a text may hold about a person."""

    NATIONAL_NUMBER = "national_number"
    PHONE = "phone"
    EMAIL = "email"
    PATIENT = "patient"


@dataclass(frozen=True, slots=True)
class Trace:
    """Something that looks like a person, and the words that do."""

    private: Private
    words: str


_BEFORE, _AFTER = r"(?<![\w-])", r"(?![\w-])"
_PATTERNS = (
    (Private.NATIONAL_NUMBER, re.compile(rf"{_BEFORE}\d{{6}}[ .\-]?\d{{5}}{_AFTER}")),
    (Private.NATIONAL_NUMBER, re.compile(rf"{_BEFORE}(?:\d[ .]?){{10}}\d{_AFTER}")),
    (Private.EMAIL, re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+")),
    (
        Private.PHONE,
        re.compile(
            rf"(?<![\w-])(?:(?:\+|00)47[ ]?)?[2-9](?:\d{{7}}|\d[ ]\d\d[ ]\d\d[ ]\d\d|\d\d[ ]\d\d[ ]\d\d\d){_AFTER}"
        ),
    ),
    (Private.PHONE, re.compile(r"(?<![\w-])\+\d{2,3}[ ]?\d[\d ]{6,12}\d(?![\w-])")),
    (
        Private.PATIENT,
        re.compile(
            rf"{_BEFORE}(?:fødselsn(?:umme)?r\w*|fødselsdato\w*|personn(?:umme)?r\w*|fnr|pasienten|pasientens|"
            rf"diagnosen|journalen|klienten|deltakeren heter|deltakaren heiter){_AFTER}",
            re.IGNORECASE,
        ),
    ),
)


def traces(text: str) -> Iterator[Trace]:
    """Yield what looks like a person, each run of letters and digits once, the gravest first."""
    rest = text[:MOST_CHARACTERS]
    for private, pattern in _PATTERNS:
        for found in pattern.finditer(rest):
            yield Trace(private, found[0].strip())
        rest = pattern.sub(lambda found: " " * len(found[0]), rest)
