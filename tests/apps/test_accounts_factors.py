"""Codes by time as the standard has them, secrets at rest, devices by name, and passwords that are guessed."""

import base64
import json
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from frisklivsnett.accounts import totp
from frisklivsnett.accounts.devices import BROWSERS, SYSTEMS, _called
from frisklivsnett.accounts.passkeys import PasskeyRefused, Site, begin_making, finish_making, finish_using
from frisklivsnett.accounts.passwords import ContextWordValidator
from frisklivsnett.accounts.secrets import Unreadable, decrypt, digest, encrypt
from frisklivsnett.registry.models import User
from frisklivsnett.web.account.second import qr_code
from frisklivsnett.web.account.words import time_ago

RFC_KEY = base64.b32encode(b"12345678901234567890").decode()


@pytest.mark.parametrize(
    ("seconds", "code"),
    [
        (59, "287082"),
        (1111111109, "081804"),
        (1111111111, "050471"),
        (1234567890, "005924"),
        (2000000000, "279037"),
        (20000000000, "353130"),
    ],
)
def test_codes_are_those_of_the_standard(seconds: int, code: str) -> None:
    # RFC 6238, appendix B, the last six of its eight digits.
    assert totp.code_at(RFC_KEY, totp.step_of(seconds)) == code


def test_a_code_counts_half_a_minute_early_and_late_but_only_after_the_last_one_used() -> None:
    now = 1_700_000_000
    step = totp.step_of(now)
    for near in (-1, 0, 1):
        assert totp.matching_step(RFC_KEY, totp.code_at(RFC_KEY, step + near), now) == step + near
    for far in (-2, 2):
        assert totp.matching_step(RFC_KEY, totp.code_at(RFC_KEY, step + far), now) is None
    assert totp.matching_step(RFC_KEY, totp.code_at(RFC_KEY, step), now, after=step) is None
    assert totp.matching_step(RFC_KEY, "²³¼ab", now) is None


def test_what_is_encrypted_is_read_with_this_key_or_an_older_one(settings: Any) -> None:
    kept = encrypt("hemmelig")
    assert "hemmelig" not in kept
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another key", [settings.SECRET_KEY]
    assert decrypt(kept) == "hemmelig"
    settings.SECRET_KEY_FALLBACKS = []
    with pytest.raises(Unreadable):
        decrypt(kept)
    assert digest("a", "x") != digest("b", "x")


@pytest.mark.parametrize(
    ("agent", "browser", "system"),
    [
        (
            "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/142.0 Safari/537.36 Edg/142.0",
            "Edge",
            "Windows",
        ),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Version/19.0 Mobile Safari/604.1",
            "Safari",
            "iPhone",
        ),
        ("Mozilla/5.0 (Linux; Android 15; Pixel) Chrome/142.0 Mobile Safari/537.36", "Chrome", "Android"),
        (
            "Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:143.0) Gecko/20100101 Firefox/143.0",
            "Firefox",
            "Mac",
        ),
        ("curl/8.0", "", ""),
    ],
)
def test_a_device_is_called_what_people_call_it(agent: str, browser: str, system: str) -> None:
    assert (_called(agent, BROWSERS), _called(agent, SYSTEMS)) == (browser, system)


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (3, "nå nettopp"),
        (25, "for 25 minutter siden"),
        (61, "for 1 time siden"),
        (200, "for 3 timer siden"),
        (1500, "for 1 dag siden"),
        (4400, "for 3 dager siden"),
    ],
)
def test_how_long_ago_is_told_in_words(minutes: int, words: str) -> None:
    assert time_ago(timezone.now() - timedelta(minutes=minutes, seconds=1)) == words


@pytest.mark.parametrize(
    "password", ["frisklivssentral1", "Helsedirektoratet", "velkommen2026", "Passord12345"]
)
def test_words_of_this_service_are_no_password(password: str) -> None:
    with pytest.raises(ValidationError):
        ContextWordValidator().validate(password)


@pytest.mark.parametrize("password", ["sentralen drikker grønn te", "fire helt andre ord", "xk4!pQ9zLm2"])
def test_but_they_may_be_part_of_one(password: str) -> None:
    ContextWordValidator().validate(password)


def test_the_qr_code_is_a_picture_that_the_page_policy_lets_through() -> None:
    picture = qr_code(totp.address(RFC_KEY, "kari@tana.example"))
    assert picture.startswith('<svg role="img" aria-labelledby="qr-title"')
    for forbidden in ("style", "<script", "href"):
        assert forbidden not in picture


@pytest.mark.parametrize(
    "bad", [b"\x81" * 3000, b"\xa1", b"\x9b\x00", b"\xf7", b""], ids=["deep", "cut", "short", "void", "none"]
)
def test_an_answer_about_a_passkey_that_means_nothing_is_refused(bad: bytes) -> None:
    site = Site("127.0.0.1", "https://127.0.0.1")
    _options, state = begin_making(site, User(pk=1, email="kari@tana.example", name="Kari"), [])
    said = {"type": "webauthn.create", "challenge": state["challenge"], "origin": site.origin}
    parts = {"clientDataJSON": json.dumps(said).encode(), "attestationObject": bad}
    response = {name: base64.urlsafe_b64encode(part).decode().rstrip("=") for name, part in parts.items()}
    answer = {"id": "eA", "rawId": "eA", "type": "public-key", "response": response}
    for sent in (json.dumps(answer), "[" * 5000):
        with pytest.raises(PasskeyRefused):
            finish_making(site, state, sent)
        with pytest.raises(PasskeyRefused):
            finish_using(site, state, "[" * 5000)
