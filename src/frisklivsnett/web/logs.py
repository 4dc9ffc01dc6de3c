"""The log of a running program: a line for each request and each fault, to be read by people or by machines.

It tells by number who did something, never by name or e-mail address, and it never holds an answer: addresses are
written without their query, and a fault by its kind and its place in the code, without its message, which may quote
what somebody has typed. (Who changed what is in the event log in the database.)
"""

import json
import logging
import re
import secrets
import traceback
from collections.abc import Callable
from contextvars import ContextVar
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter
from types import TracebackType
from typing import Any

from django.http import HttpRequest, HttpResponseBase

request_id: ContextVar[str] = ContextVar("request_id", default="")
"""What names the request being answered, in the log, in the answer's ``X-Request-ID`` and on the page of a fault."""

HEADER = "X-Request-ID"
GIVEN = re.compile(r"[A-Za-z0-9._-]{8,64}")
"""What a proxy may have named it; anything else gets a name of ours."""
EMAIL = re.compile(r"(?<![^\s@<>\"'])[^\s@<>\"']++@[^\s@<>\"']+")
"""Begins where a word does and never goes back: what anybody may put in an address takes time by its length only."""
LONGEST = 2000
"""Characters of a message or a path that are written."""
SECRETS = frozenset({"token"})
"""Parts of addresses that open something for whoever has them, by their names in the routes."""
QUIET = ("/static/", "/status/")
FIELDS = ("method", "path", "route", "status", "ms", "user")
SOURCES = str(Path(__file__).resolve().parent.parent.parent)

logger = logging.getLogger("frisklivsnett.request")


class RequestLogMiddleware:
    """Names each request and writes a line about it when it has been answered."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer, and tell how it went."""
        name = request.headers.get(HEADER, "")
        token = request_id.set(name if GIVEN.fullmatch(name) else secrets.token_hex(6))
        began = perf_counter()
        try:
            response = self.get_response(request)
            response.headers[HEADER] = request_id.get()
            if not request.path.startswith(QUIET):
                logger.info("request", extra=_told(request, response, perf_counter() - began))
            return response
        finally:
            request_id.reset(token)


def _told(request: HttpRequest, response: HttpResponseBase, seconds: float) -> dict[str, object]:
    user = request.__dict__.get("_cached_user")  # only if it was asked for: the log makes no query
    return {
        "method": request.method,
        "path": _path(request),
        "route": request.resolver_match.view_name if request.resolver_match else "",
        "status": response.status_code,
        "ms": round(seconds * 1000, 1),
        "user": user.pk if user else None,
    }


def _path(request: HttpRequest) -> str:
    """Return the address without its query and without what opens something: «/be-om-besok/min/…/»."""
    path = request.path
    for name, value in (request.resolver_match.kwargs if request.resolver_match else {}).items():
        if name in SECRETS:
            path = path.replace(str(value), "…")
    return EMAIL.sub("…@…", path[:LONGEST])


class Line(logging.Formatter):
    """One line a record, for people: time, level, request, what happened."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        told = told_of(record)
        rest = " ".join(
            f"{name}={value}"
            for name, value in told.items()
            if name not in ("at", "level", "logger", "message", "fault") and value not in (None, "")
        )
        words = f"{told['at']} {told['level']} {told['logger']}: {told['message']} {rest}".rstrip()
        return f"{words}\n  {told['fault']}" if "fault" in told else words


class JsonLine(logging.Formatter):
    """One line a record, for machines: a JSON object."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        return json.dumps(told_of(record), ensure_ascii=False, default=str)


def told_of(record: logging.LogRecord) -> dict[str, object]:
    """Return what a line tells of a record."""
    told: dict[str, object] = {
        "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
        "level": record.levelname.lower(),
        "logger": record.name,
        "message": EMAIL.sub("…@…", _said(record)[:LONGEST]).replace("\n", " "),
        "request": request_id.get(),
    }
    told |= {name: record.__dict__[name] for name in FIELDS if name in record.__dict__}
    if record.exc_info and record.exc_info[0]:
        told["fault"] = fault_of(record.exc_info[0], record.exc_info[2])
    return told


def _said(record: logging.LogRecord) -> str:
    """Return the message; the address that Django writes in it («Not Found: /…») as we write addresses."""
    request, said = record.__dict__.get("request"), record.getMessage()
    return said.replace(request.path, _path(request)) if isinstance(request, HttpRequest) else said


def fault_of(kind: type[BaseException], trace: TracebackType | None) -> str:
    """Return an exception's kind and where it came from, the place that raised it first; without its message."""
    frames = [
        f"{frame.filename.removeprefix(SOURCES).lstrip('/')}:{frame.lineno} {frame.name}"
        for frame in reversed(traceback.extract_tb(trace))
    ]
    ours = [frame for frame in frames if frame.startswith("frisklivsnett")]
    places = [*frames[:1], *(frame for frame in ours if frame != frames[0])]
    return f"{kind.__module__}.{kind.__qualname__} at {' < '.join(places[:12])}"


def configuration(kind: str) -> dict[str, Any]:
    """Return Django's ``LOGGING``: lines of ``json``, or of ``text``, on standard error."""
    formatter = JsonLine if kind == "json" else Line
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": {"()": f"{formatter.__module__}.{formatter.__name__}"}},
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
        "loggers": {
            "django": {"handlers": ["console"], "level": "WARNING"},
            "frisklivsnett": {"handlers": ["console"], "level": "INFO"},
        },
    }
