"""The names of the months, January first. Bokmål and nynorsk have the same ones."""

from frisklivsnett.core.text import Text, text

NORWEGIAN = (
    *("januar", "februar", "mars", "april", "mai", "juni"),
    *("juli", "august", "september", "oktober", "november", "desember"),
)
ENGLISH = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
MONTHS: tuple[Text, ...] = tuple(
    text(norwegian, norwegian, english) for norwegian, english in zip(NORWEGIAN, ENGLISH, strict=True)
)
