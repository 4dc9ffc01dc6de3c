"""Running for real: settings that Django has nothing to say against, and two processes that share what is saved."""

import http.client
import json
import os
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, timedelta
from http.cookies import SimpleCookie
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import psutil
import psycopg
import pytest

from frisklivsnett.config.docs import described, variables

ROOT = Path(__file__).resolve().parents[2]
Environment = dict[str, str]
HOST, PASSWORD = "127.0.0.1", "et langt og godt passord"


@pytest.fixture
def production(program_environment: Environment, tmp_path: Path) -> Environment:
    """The environment of a program in production, with nothing made yet."""
    return program_environment | {
        "FRISKLIVSNETT_VAR": str(tmp_path),
        "FRISKLIVSNETT_SECRET_KEY": "q7Yc2nJ0t-RkVwq3dXoZ5mL8sHb1uEaPgT6iNfCy4vWjDx9zKpQ7rSb2M",
        "FRISKLIVSNETT_HOSTS": HOST,
    }


# --- settings ---


def test_django_has_nothing_to_say_against_the_settings_of_a_server(production: Environment) -> None:
    command = [sys.executable, "-m", "django", "check", "--deploy", "--fail-level", "WARNING"]
    environment = production | {"DJANGO_SETTINGS_MODULE": "frisklivsnett.config.settings"}
    environment.pop("DJANGO_ALLOW_ASYNC_UNSAFE", None)  # set for the browser tests of the same run
    done = subprocess.run(command, env=environment, capture_output=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_every_variable_that_the_program_reads_is_described_and_no_other() -> None:
    read = set()
    for path in (ROOT / "src").rglob("*.py"):
        read |= set(
            re.findall(r'environ(?:\.get|\.setdefault)?[(\[]"(FRISKLIVSNETT_\w+)"', path.read_text("utf-8"))
        )
    assert set(described()) == read
    assert variables() in (ROOT / "docs/deploy.md").read_text("utf-8")


# --- two processes ---


class Browser:
    """Someone's browser, sent to whichever process the proxy chooses."""

    def __init__(self) -> None:
        self.cookies: dict[str, str] = {}

    def ask(self, port: int, address: str, fields: Mapping[str, str] | None = None) -> tuple[int, str]:
        """Return status and content."""
        headers = {
            "Host": HOST,
            "X-Forwarded-Proto": "https",
            "Referer": f"https://{HOST}/",
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
        }
        body = None
        if fields is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
            body = urlencode({**fields, "csrfmiddlewaretoken": self.cookies["__Host-csrftoken"]})
        connection = http.client.HTTPConnection(HOST, port, timeout=60)
        try:
            connection.request("GET" if fields is None else "POST", address, body, headers)
            answer = connection.getresponse()
            for header in answer.headers.get_all("Set-Cookie", []):
                self.cookies |= {name: morsel.value for name, morsel in SimpleCookie(header).items()}
            return answer.status, answer.read().decode()
        finally:
            connection.close()

    def save(self, port: int, number: int, seen: int) -> dict[str, object]:
        """Save an answer of Tana's."""
        fields = {"hosting.people": str(number), "hosting.people.seen": str(seen)}
        found: dict[str, object] = json.loads(self.ask(port, "/runder/2025/tana/lagre/", fields)[1])
        return found


@pytest.fixture
def shared(production: Environment) -> Iterator[Environment]:
    """The same, with a database on PostgreSQL where a centre's leader and a round have been made."""
    address = os.environ["FRISKLIVSNETT_DATABASE_URL"]
    with psycopg.connect(address, autocommit=True) as server:
        server.execute("CREATE DATABASE shared")
    environment = production | {
        "FRISKLIVSNETT_DATABASE_URL": urlsplit(address)._replace(path="/shared").geturl()
    }
    today = datetime.now(UTC).date()
    opens, deadline = (today - timedelta(days=9)).isoformat(), (today + timedelta(days=9)).isoformat()
    person = ("--name", "Kari", "--role", "lead", "--organisation", "tana", "--password-file", "-")
    for words in (
        ("migrate",),
        ("load-registers",),
        ("create-user", "kari@tana.example", *person),
        ("open-round", "2025", "--form", "annual-report", "--opens", opens, "--deadline", deadline),
    ):
        command = [sys.executable, "-m", "frisklivsnett", *words]
        subprocess.run(
            command, env=environment, input=PASSWORD, encoding="utf-8", capture_output=True, check=True
        )
    yield environment
    with psycopg.connect(address, autocommit=True) as server:
        server.execute("DROP DATABASE shared WITH (FORCE)")


@contextmanager
def serving(environment: Environment) -> Iterator[tuple[int, "subprocess.Popen[str]"]]:
    """Run a server process of one worker; yield its port and the process."""
    with socket.create_server((HOST, 0)) as free:
        port: int = free.getsockname()[1]
    command = [sys.executable, "-m", "frisklivsnett", "serve", "--port", str(port), "--workers", "1"]
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, encoding="utf-8"
    ) as process:
        assert process.stdout
        assert "answers on" in process.stdout.readline()
        yield port, process
        process.terminate()


def kill_worker(server: int) -> None:
    """Kill the one worker of a server at once, as a system that is out of memory does."""
    [worker] = [
        child for child in psutil.Process(server).children() if "spawn_main" in " ".join(child.cmdline())
    ]
    worker.kill()
    worker.wait()


def wait_for(port: int) -> None:
    """Wait until a server answers again."""
    address = f"http://{HOST}:{port}/status/lever/"
    for _ in range(60):
        try:
            urllib.request.urlopen(address, timeout=5).close()
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.2)
        else:
            return
    pytest.fail("nobody answers")


@pytest.mark.postgres
@pytest.mark.django_db
def test_two_processes_share_log_ins_and_answers_and_one_carries_on_alone(shared: Environment) -> None:
    kari = Browser()
    with ExitStack() as running:
        (here, first), (there, _) = [running.enter_context(serving(shared)) for _ in range(2)]
        assert [kari.ask(port, "/status/klar/")[0] for port in (here, there)] == [200, 200]
        kari.ask(here, "/logg-inn/")
        status, _ = kari.ask(there, "/logg-inn/", {"email": "kari@tana.example", "password": PASSWORD})
        assert status == 302
        assert "Kari" in kari.ask(here, "/")[1]
        for number, port in enumerate((here, there, here, there)):
            saved = kari.save(port, 40 + number, seen=number)
            assert (saved["saved"], saved["version"]) == (True, number + 1)
        stale = kari.save(here, 99, seen=2)
        assert stale["saved"] is False
        kill_worker(first.pid)
        wait_for(here)
        assert "Kari" in kari.ask(here, "/")[1]
        first.terminate()
        first.wait(timeout=60)
        assert kari.save(there, 50, seen=4)["version"] == 5
        assert kari.ask(there, "/logg-ut/", {})[0] == 302
        assert kari.save(there, 51, seen=5)["saved"] is False
