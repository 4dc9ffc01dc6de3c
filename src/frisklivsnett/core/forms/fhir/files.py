"""FHIR files from outside: parsed with bounds, so that a hostile file gets an answer and not a crash."""

import json
from decimal import Decimal, InvalidOperation
from typing import NoReturn

from frisklivsnett.core.forms.errors import FhirError

MOST_BYTES = 5_000_000


def read_fhir_file(raw: bytes) -> dict[str, object]:
    """Return the resource in a FHIR JSON file; ``FhirError`` when it is too large, too deep, or no JSON object.

    Decimal numbers stay exact.
    """
    if len(raw) > MOST_BYTES:
        raise FhirError("", f"the file has {len(raw)} bytes; at most {MOST_BYTES} are taken")
    try:
        data = json.loads(
            raw.decode("utf-8-sig"), parse_float=_decimal, parse_constant=_refuse, object_pairs_hook=_object
        )
    except UnicodeDecodeError as error:
        raise FhirError("", "the file is not UTF-8 text; save it as UTF-8 and try again") from error
    except RecursionError as error:
        raise FhirError("", "the file is nested too deep to be a FHIR resource") from error
    except json.JSONDecodeError as error:
        reason = f"the file is not JSON: {error.msg} (line {error.lineno}, column {error.colno})"
        raise FhirError("", reason) from error
    except FhirError:
        raise
    except ValueError as error:  # a whole number of thousands of digits
        raise FhirError("", "the file has a number with far too many digits") from error
    if not isinstance(data, dict):
        raise FhirError("", "the file should hold one FHIR resource, which is a JSON object")
    return data


def _decimal(words: str) -> Decimal:
    try:
        return Decimal(words)
    except InvalidOperation as error:
        raise FhirError("", "the file has a number with far too many digits") from error


def _refuse(constant: str) -> NoReturn:
    raise FhirError("", f"the file has {constant}, which is no number in JSON")


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) < len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        raise FhirError("", f"the file has {twice[:60]!r} twice in one object; keep one of them")
    return found
