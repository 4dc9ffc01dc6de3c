"""The program, served as users serve the demo, and a light client that asks it for pages as a browser does."""

import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from time import monotonic, sleep
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from bench.harness import ROOT, at_end

if TYPE_CHECKING:
    from playwright.sync_api import Browser as Chromium
    from playwright.sync_api import Playwright

HOST = "127.0.0.1"
LONGEST_START = 60.0
"""Seconds."""

CHROMIUMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")

Fields = Mapping[str, Sequence[str]]


@cache
def port() -> int:
    """Serve a new demo database from a folder of its own, with the demo's own command; return the port."""
    folder = Path(at_end.enter_context(tempfile.TemporaryDirectory(ignore_cleanup_errors=True)))
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        chosen = int(probe.getsockname()[1])
    environment = os.environ | {
        "FRISKLIVSNETT_VAR": str(folder),
        "FRISKLIVSNETT_DATABASE_URL": f"sqlite:///{folder / 'demo.sqlite3'}",
        "PYTHONPATH": str(ROOT / "src"),
    }
    with (folder / "server.log").open("w") as log:
        server = subprocess.Popen(
            [sys.executable, "-m", "frisklivsnett", "demo", "--port", str(chosen)],
            cwd=ROOT,
            env=environment,
            stdout=log,
            stderr=log,
        )
    at_end.callback(server.wait)
    at_end.callback(server.terminate)
    until = monotonic() + LONGEST_START
    while monotonic() < until and server.poll() is None:
        try:
            socket.create_connection((HOST, chosen), timeout=1).close()
        except OSError:
            sleep(0.05)
        else:
            return chosen
    raise RuntimeError(f"The server did not start:\n{(folder / 'server.log').read_text()}")


def chromium(playwright: "Playwright") -> "Chromium":
    """Start the machine's own Chromium."""
    path = next((found for name in CHROMIUMS if (found := shutil.which(name))), None)
    if path is None:
        raise RuntimeError("There is no Chromium on this machine.")
    return playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])


class Answer:
    """What came back: the status, where it leads, and the page."""

    def __init__(self, status: int, location: str, body: bytes) -> None:
        self.status, self.location, self.body = status, location, body


class Browser:
    """One connection that stays open, with the cookies of one person. It reads no more of a page than it needs."""

    def __init__(self) -> None:
        self.socket = socket.create_connection((HOST, port()))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.cookies: dict[str, str] = {}
        self.token = ""

    def log_in(self, centre: str) -> None:
        """Log in as the demo's leader of a centre, by its name."""
        page = self.get("/logg-inn/").body.decode()
        self.token = re.findall(r'name="csrfmiddlewaretoken" value="(\w+)"', page)[0]
        people = re.findall(r'name="user" value="(\d+)">.*?people__role">([^<]*)<', page, re.DOTALL)
        person = next(id_ for id_, role in people if role == f"Leder, {centre}")
        self.post("/logg-inn/demo/", {"user": [person]}, expect=302)
        front = self.get("/").body.decode()
        self.token = re.findall(r'name="csrfmiddlewaretoken" value="(\w+)"', front)[0]

    def get(self, address: str, *, expect: int = 200) -> Answer:
        """Fetch a page."""
        return self._ask(f"GET {address} HTTP/1.1\r\n{self._headers()}\r\n".encode(), address, expect)

    def post(self, address: str, fields: Fields, *, expect: int) -> Answer:
        """Send a form."""
        body = urlencode({"csrfmiddlewaretoken": self.token, **fields}, doseq=True).encode()
        head = (
            f"POST {address} HTTP/1.1\r\n{self._headers()}Content-Type: application/x-www-form-urlencoded\r\n"
            f"Content-Length: {len(body)}\r\n\r\n"
        )
        return self._ask(head.encode() + body, address, expect)

    def _headers(self) -> str:
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        return f"Host: {HOST}:{port()}\r\nAccept-Language: nb\r\nCookie: {cookies}\r\n"

    def _ask(self, request: bytes, address: str, expect: int) -> Answer:
        self.socket.sendall(request)
        answer = self._read()
        if answer.status != expect:
            raise RuntimeError(f"{address} answered {answer.status} instead of {expect}.")
        return answer

    def _read(self) -> Answer:
        received = b""
        while (end := received.find(b"\r\n\r\n")) < 0:
            received += self._more()
        head = received[:end].decode("latin-1")
        headers = [line.partition(":") for line in head.split("\r\n")[1:]]
        length, location = 0, ""
        for name, _, value in headers:
            match name.lower():
                case "content-length":
                    length = int(value)
                case "location":
                    location = value.strip()
                case "set-cookie":
                    cookie, _, kept = value.strip().partition(";")[0].partition("=")
                    self.cookies[cookie] = kept
        body = bytearray(received[end + 4 :])
        while len(body) < length:
            body += self._more()
        return Answer(int(head.split(" ", 2)[1]), location, bytes(body))

    def _more(self) -> bytes:
        received = self.socket.recv(65536)
        if not received:
            raise RuntimeError("The server hung up.")
        return received
