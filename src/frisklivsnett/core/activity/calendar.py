"""A calendar file (iCalendar, RFC 5545) for one visit: made, changed, or called off."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

_ZONE = (
    "BEGIN:VTIMEZONE",
    "TZID:Europe/Oslo",
    "BEGIN:DAYLIGHT",
    "TZOFFSETFROM:+0100",
    "TZOFFSETTO:+0200",
    "TZNAME:CEST",
    "DTSTART:19700329T020000",
    "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU",
    "END:DAYLIGHT",
    "BEGIN:STANDARD",
    "TZOFFSETFROM:+0200",
    "TZOFFSETTO:+0100",
    "TZNAME:CET",
    "DTSTART:19701025T030000",
    "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU",
    "END:STANDARD",
    "END:VTIMEZONE",
)
"""Norwegian time as it is written in the format, so that no program has to know the zone by its name."""
LINE_OCTETS = 75


@dataclass(frozen=True, slots=True)
class Appointment:
    """A visit in a calendar. ``uid`` stays the same while ``sequence`` grows with each change.

    ``starts`` and ``ends`` are Norwegian wall-clock times, whatever their zone; ``stamped`` is when it was said,
    with a zone.
    """

    uid: str
    sequence: int
    starts: datetime
    ends: datetime
    stamped: datetime
    summary: str
    where: str = ""
    description: str = ""
    address: str = ""
    cancelled: bool = False


def calendar_file(appointment: Appointment) -> bytes:
    """Return the file, with CRLF and lines folded at 75 octets as the format asks."""
    return "".join(f"{_folded(line)}\r\n" for line in _lines(appointment)).encode()


def _lines(appointment: Appointment) -> Iterator[str]:
    yield "BEGIN:VCALENDAR"
    yield "VERSION:2.0"
    yield "PRODID:-//Frisklivsnett//NO"
    yield f"METHOD:{'CANCEL' if appointment.cancelled else 'PUBLISH'}"
    yield from _ZONE
    yield "BEGIN:VEVENT"
    yield f"UID:{_escaped(appointment.uid)}"
    yield f"SEQUENCE:{appointment.sequence}"
    yield f"DTSTAMP:{appointment.stamped.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    yield f"DTSTART;TZID=Europe/Oslo:{appointment.starts:%Y%m%dT%H%M%S}"
    yield f"DTEND;TZID=Europe/Oslo:{appointment.ends:%Y%m%dT%H%M%S}"
    yield f"SUMMARY:{_escaped(appointment.summary)}"
    if appointment.where:
        yield f"LOCATION:{_escaped(appointment.where)}"
    if appointment.description:
        yield f"DESCRIPTION:{_escaped(appointment.description)}"
    if appointment.address:
        yield f"URL:{appointment.address}"
    yield f"STATUS:{'CANCELLED' if appointment.cancelled else 'CONFIRMED'}"
    yield "END:VEVENT"
    yield "END:VCALENDAR"


def _escaped(words: str) -> str:
    plain = words.replace("\r\n", "\n").replace("\r", "\n")
    plain = "".join(sign for sign in plain if sign == "\n" or sign.isprintable())
    for sign in ("\\", ";", ","):
        plain = plain.replace(sign, f"\\{sign}")
    return plain.replace("\n", "\\n")


def _folded(line: str) -> str:
    """Break a line between characters so that no piece is longer than 75 octets; the next begins with a space."""
    pieces, piece, size = [], "", 0
    for sign in line:
        octets = len(sign.encode())
        if size + octets > LINE_OCTETS:
            pieces.append(piece)
            piece, size = " ", 1
        piece, size = piece + sign, size + octets
    return "\r\n".join([*pieces, piece])
