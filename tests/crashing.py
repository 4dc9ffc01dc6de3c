"""A program under load that is killed again and again, and the people who remember what it told them was saved."""

import http.client
import json
import os
import random
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import psycopg

CSRF = "c" * 32
PREPARE = """
import json
from django.utils import timezone
from frisklivsnett.commands.program import make_demo, start
start(demo=True)
make_demo()
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from frisklivsnett.accounts.sessions import SessionStore
from frisklivsnett.collection.actions import save_answers
from frisklivsnett.collection.models import Submission
from frisklivsnett.registry.models import Role

def session_of(user):
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "frisklivsnett.accounts.backend.Backend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    return session.session_key

prepared = []
for report in Submission.objects.with_places().filter(round__report_year=2025, status="draft").order_by("pk"):
    sent = report.centre.agreements.first().submissions.get(round__report_year=2024)
    save_answers(submission=report, changes=sent.latest_version.read(sent.round.form), by=None)
    role = Role.objects.valid_on(timezone.localdate()).filter(organisation=report.centre).first()
    rows = dict(report.answers.values_list("question_id", "version"))
    prepared.append([report.pk, report.centre.slug, session_of(role.user), rows])
print(json.dumps(prepared))
"""
LONGEST_START = 60.0
"""Seconds."""
NUMBERS = ("hosting.people", "hosting.organisations", "enquiries.count")


# --- people ---


@dataclass
class Person:
    """Someone at a centre who works over HTTP, and what the program has told them."""

    report: int
    slug: str
    session: str
    port: int
    connection: http.client.HTTPConnection | None = field(default=None, init=False)

    def request(
        self, method: str, last: str, fields: Mapping[str, str] | None = None
    ) -> tuple[int, str, bytes]:
        """Return status, Location and content of an address below the report's."""
        if self.connection is None:
            self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        headers = {"Cookie": f"sessionid={self.session}; csrftoken={CSRF}"}
        body = None
        if fields is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
            body = urlencode({**fields, "csrfmiddlewaretoken": CSRF})
        self.connection.request(method, f"/runder/2025/{self.slug}/{last}", body, headers)
        answer = self.connection.getresponse()
        if answer.status >= 500:
            raise ConnectionError("The program is there, and its database is not.")
        return answer.status, answer.getheader("Location", ""), answer.read()

    def hang_up(self) -> None:
        if self.connection is not None:
            self.connection.close()
            self.connection = None

    def work(self) -> None:
        """Do one thing."""
        raise NotImplementedError


@dataclass
class Writer(Person):
    """Saves one answer over and over, counting upwards."""

    question: str
    version: int
    tried: int = 1000
    told: int | None = None
    acknowledged: int = 0

    def work(self) -> None:
        self.tried += 1
        fields = {self.question: str(self.tried), f"{self.question}.seen": str(self.version)}
        status, _, content = self.request("POST", "lagre/", fields)
        answer = json.loads(content)
        assert status == 200, (status, content)
        assert answer["saved"], content
        self.told, self.version = self.tried, answer["version"]
        self.acknowledged += 1


@dataclass
class Sender(Person):
    """Looks over the report, sends it, and opens it for change again, over and over."""

    tried: int = 0
    told: int = 0

    def work(self) -> None:
        status, _, page = self.request("GET", "se-over/")
        if status != 200:
            self.request("POST", "apne/", {})
            return
        seen = re.search(rb'name="sett" value="([0-9a-f]{64})"', page)
        assert seen, page
        self.tried += 1
        status, onwards, _ = self.request("POST", "send-inn/", {"sett": seen[1].decode()})
        if status == 302 and onwards.endswith("kvittering/"):
            self.told = self.tried
        self.request("POST", "apne/", {})


# --- the database, looked at from outside ---


class Database:
    """Reads what is in the database without the program."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self.address = environment.get("FRISKLIVSNETT_DATABASE_URL", "")
        self.file = Path(environment["FRISKLIVSNETT_VAR"]) / "demo.sqlite3"

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        if self.address:
            with psycopg.connect(self.address) as server:
                return server.execute(query.encode()).fetchall()
        with closing(sqlite3.connect(self.file)) as database:
            return database.execute(query).fetchall()

    def answers(self) -> dict[tuple[int, str], tuple[int, int]]:
        """Number and version of each answer that is a number, by report and question."""
        found: dict[tuple[int, str], tuple[int, int]] = {}
        for report, question, content, version in self.rows(
            "SELECT submission_id, question_id, content, version FROM collection_answer"
        ):
            answer = json.loads(content) if isinstance(content, str) else content
            if question in NUMBERS:
                found[report, question] = (answer["value"], version)
        return found

    def versions(self) -> dict[int, int]:
        """How many times each report of the year has been sent."""
        return dict(self.rows("SELECT submission_id, count(*) FROM collection_submissionversion GROUP BY 1"))

    def half_made(self) -> list[tuple[Any, ...]]:
        """Reports whose state, versions and events do not tell the same. Those that were returned or approved, which
        nobody here does, are left out.
        """
        return self.rows(
            """
            SELECT s.id, s.status, v.sent, e.sent, e.back FROM collection_submission s
            LEFT JOIN (SELECT submission_id AS id, count(*) AS sent, max(number) AS highest
                       FROM collection_submissionversion GROUP BY 1) v ON v.id = s.id
            LEFT JOIN (SELECT object_id AS id, sum(CASE WHEN verb = 'submission.submitted' THEN 1 ELSE 0 END) AS sent,
                              sum(CASE WHEN verb = 'submission.taken_back' THEN 1 ELSE 0 END) AS back,
                              sum(CASE WHEN verb IN ('submission.returned', 'submission.approved',
                                  'submission.reopened') THEN 1 ELSE 0 END) AS others
                       FROM audit_event WHERE kind = 'collection.submission' GROUP BY 1) e
              ON e.id = CAST(s.id AS text)
            WHERE coalesce(e.others, 0) = 0 AND (coalesce(v.sent, 0) <> coalesce(e.sent, 0) OR v.sent <> v.highest
               OR coalesce(e.sent, 0) - coalesce(e.back, 0) <> CASE s.status WHEN 'submitted' THEN 1 ELSE 0 END)
            """
        )


# --- the server ---


def free_port() -> int:
    """Return a port that nobody listens on, and that no connection will be given meanwhile: those get higher ones."""
    while True:
        port = random.randint(10_000, 30_000)
        with suppress(OSError), socket.create_server(("127.0.0.1", port)):
            return port


class Server:
    """The demo's web server: a process of its own with its workers, killed all at once."""

    def __init__(self, environment: dict[str, str]) -> None:
        self.environment = environment
        self.port = free_port()
        self.process: subprocess.Popen[str] | None = None

    def start(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "frisklivsnett", "demo", "--port", str(self.port)],
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            encoding="utf-8",
            start_new_session=True,
        )
        assert self.process.stdout
        said = iter(self.process.stdout)
        assert any("Ctrl+C" in line for line in said), "the demo did not start"

    def kill(self) -> None:
        if self.process is not None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
            assert self.process.stdout
            self.process.stdout.close()
            self.process = None


@dataclass
class Tally:
    """What a run came to."""

    kills: int = 0
    database_kills: int = 0
    saves: int = 0
    sent: int = 0
    in_flight: int = 0
    """Saves and sendings that were cut off, whose answer nobody got."""
    in_flight_kept: int = 0
    """Those of them that the database has all the same, whole."""

    def __str__(self) -> str:
        return (
            f"{self.kills} kills ({self.database_kills} of the database server): {self.saves:,} saves and "
            f"{self.sent:,} sendings acknowledged, none lost; {self.in_flight} cut off, "
            f"{self.in_flight_kept} of them saved whole"
        )


class Crew:
    """The people at work, in a thread each, while the server comes and goes."""

    def __init__(self, environment: dict[str, str], port: int) -> None:
        self.database = Database(environment)
        self.tally = Tally()
        done = subprocess.run(
            [sys.executable, "-c", PREPARE],
            env=environment,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        assert done.returncode == 0, done.stderr
        prepared = json.loads(done.stdout)
        self.writers = [
            Writer(report, slug, session, port, question, versions[question])
            for report, slug, session, versions in prepared[:3]
            for question in NUMBERS
            if question in versions
        ]
        self.senders = [Sender(report, slug, session, port) for report, slug, session, _ in prepared[3:6]]

    @contextmanager
    def at_work(self) -> Iterator[None]:
        """Let everyone work, from when the first has been answered to the end of the block."""
        stop, begun, failures = threading.Event(), threading.Event(), list[BaseException]()
        threads = [
            threading.Thread(target=_work, args=(person, stop, begun, failures))
            for person in (*self.writers, *self.senders)
        ]
        for thread in threads:
            thread.start()
        assert begun.wait(LONGEST_START) or failures, "nobody was answered"
        yield
        stop.set()
        for thread in threads:
            thread.join()
        if failures:
            raise failures[0]

    def check(self) -> None:
        """Hold what people were told against what the database has."""
        answers, versions = self.database.answers(), self.database.versions()
        for writer in self.writers:
            value, version = answers[writer.report, writer.question]
            if writer.told is not None:
                assert value in (writer.told, writer.tried), f"lost: told {writer.told}, found {value}"
                if writer.told != writer.tried:
                    self.tally.in_flight += 1
                    self.tally.in_flight_kept += value == writer.tried
                writer.told = value
            writer.version = version
        for sender in self.senders:
            sent = versions.get(sender.report, 0)
            assert sent in (sender.told, sender.tried), f"lost: told {sender.told}, found {sent}"
            self.tally.in_flight += sender.told != sender.tried
            self.tally.in_flight_kept += sender.told != sender.tried and sent == sender.tried
            sender.told = sender.tried = sent
        assert self.database.half_made() == []
        self.tally.saves = sum(writer.acknowledged for writer in self.writers)
        self.tally.sent = sum(sender.told for sender in self.senders)


def _work(
    person: Person, stop: threading.Event, begun: threading.Event, failures: list[BaseException]
) -> None:
    try:
        while not stop.is_set():
            person.work()
            begun.set()
    except (OSError, http.client.HTTPException):
        pass  # the server is gone, as it should be
    except BaseException as error:  # noqa: BLE001 - told by the main thread
        failures.append(error)
    finally:
        person.hang_up()


def moments(count: int, tally: Tally) -> Iterator[float]:
    """Yield how long to wait before each kill, in seconds: mostly short, so that much is under way.

    On a machine so busy that hardly anything was acknowledged, there are up to as many again, and longer ones.
    """
    dice = random.Random()
    for _ in range(count):
        yield dice.choice((dice.uniform(0.02, 0.3), dice.uniform(0.3, 1.2)))
    for _ in range(count):
        if tally.saves > count and tally.sent:
            return
        yield dice.uniform(1, 5)
