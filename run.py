#!/usr/bin/env python3
"""Sets up what Frisklivsnett needs in this folder, then does what you ask. `python3 run.py` shows the words.

Needs nothing but Python. What is made: .venv (from requirements.lock, by hash), node_modules (from
package-lock.json) and the built front end (by tools/assets.py). Each has a stamp that is written last, so a set-up
that was interrupted is noticed and done again, and one that is current costs a few milliseconds.
"""

from __future__ import annotations

import hashlib
import os
import platform
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NoReturn

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
LOCK = ROOT / "requirements.lock"
VENV_STAMP = VENV / ".frisklivsnett-stamp"
FRONT_END_STAMP = ROOT / "src/frisklivsnett/web/static/vendor/.stamp"
SETUP_LOCK = ROOT / ".run.lock"
SETUP_LOG = ROOT / "var/log/setup.log"
OLDEST_PYTHON = (3, 11)
NEWER_PYTHONS = ("python3.13", "python3.12", "python3.11", "python3.14")
# What the built front end is made from: folders and files, with the endings that count.
FRONT_END_SOURCES = (
    ("src/frisklivsnett/web", (".html", ".jinja", ".css", ".js", ".mjs", ".py", ".svg", ".png", ".po")),
    ("src/frisklivsnett/core/documents", (".py", ".css")),
    ("src/frisklivsnett/config", (".py",)),
    ("tools", (".py", ".mjs")),
    ("package-lock.json", ()),
)
# Some of what it is built into: where one is gone (somebody emptied var/), it is built anew.
FRONT_END_MADE = (
    "var/static/staticfiles.json",
    "src/frisklivsnett/core/documents/fonts/Inter-Regular.ttf",
    "node_modules/.frisklivsnett-stamp",
)
NOT_SOURCES = ("__pycache__", "vendor", "fonts")
# What the program imports is compiled right away, so that its first start is no slower than the next. The rest of the
# packages (most of the bulk: tools for checks and tests) compile when they are first used.
COMPILED_AT_ONCE = (
    *(
        "asgiref",
        "babel",
        "csp",
        "dj_database_url",
        "django",
        "docx",
        "granian",
        "jinja2",
        "lxml",
    ),
    *(
        "markdown_it",
        "markupsafe",
        "openpyxl",
        "pptx",
        "psycopg",
        "sqlparse",
        "typst",
        "whitenoise",
        "xlsxwriter",
    ),
)

HELP = """\
Frisklivsnett: from agreement to published report.

  python3 run.py demo [--port N] [--fresh]   start it with sample data and print the address
  python3 run.py test [pytest arguments]     run the tests, on SQLite and on PostgreSQL
  python3 run.py check                       format, lint, types, imports, migrations, templates, texts
  python3 run.py bench [--json]              measure it
  python3 run.py messages                    collect the texts that need translation

  python3 run.py report 2024 --demo --out DIR [--format html,pdf] [--lang nb|nn|en]
  python3 run.py tables 2024 --demo --format json|csv

  python3 run.py remind [--dry-run]          invite and remind the centres as planned, send what waits
  python3 run.py verify [--since FILE]       whether all that is kept is as it was written
  python3 run.py backup --out FILE           copy the database, while people work
  python3 run.py restore FILE                put it back

Any other word goes to the program. The first run sets up what is needed and takes a minute or so.
"""


class CannotGoOn(Exception):
    """Something that the reader must put right first; the text says what."""


# -- Saying what happens ----------------------------------------------------------------------------------------------


def say(text: str, end: str = "\n") -> None:
    """To standard error, so that what a word prints (JSON, CSV) can be piped on."""
    print(text, end=end, file=sys.stderr, flush=True)


@contextmanager
def step(text: str) -> Iterator[None]:
    import time

    start = time.monotonic()
    say(f"{text} …")
    yield
    say(f"  done in {time.monotonic() - start:.0f} s")


# -- Stamps -----------------------------------------------------------------------------------------------------------


def venv_key(lock: bytes) -> str:
    """What the environment must be made from to be current: the lock, this Python, and this place."""
    python = f"{sys.implementation.name} {sys.version_info[0]}.{sys.version_info[1]} {platform.machine()}"
    return f"{hashlib.sha256(lock).hexdigest()}\n{python}\n{ROOT}\n"


def front_end_key(root: Path) -> str:
    """Changes when a file that the front end is made from is added, removed or written."""
    digest = hashlib.sha256()
    for place, endings in FRONT_END_SOURCES:
        for name, modified, size in sorted(files_in(root / place, endings)):
            digest.update(f"{name}\0{modified}\0{size}\n".encode("utf-8", "surrogateescape"))
    return digest.hexdigest() + "\n"


def files_in(place: Path, endings: tuple[str, ...]) -> Iterator[tuple[str, int, int]]:
    """(path, modified in ns, size) of a file, or of the files below a folder that have one of the endings."""
    if place.is_file():
        found = place.stat()
        yield str(place), found.st_mtime_ns, found.st_size
    if not place.is_dir():
        return
    folders = [str(place)]
    while folders:
        with os.scandir(folders.pop()) as entries:
            for entry in entries:
                if entry.is_dir():
                    if entry.name not in NOT_SOURCES:
                        folders.append(entry.path)
                elif entry.name.endswith(endings):
                    found = entry.stat()
                    yield entry.path, found.st_mtime_ns, found.st_size


def stamped(stamp: Path) -> str:
    """What the stamp says; nothing if it was never written."""
    try:
        return stamp.read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        return ""


def write_stamp(stamp: Path, text: str) -> None:
    """The last thing a step does. Moved into place, so that half a stamp can not be."""
    stamp.parent.mkdir(parents=True, exist_ok=True)
    half = stamp.with_name(stamp.name + ".half")
    half.write_text(text, "utf-8")
    half.replace(stamp)


# -- The virtual environment ------------------------------------------------------------------------------------------


def venv_python() -> Path:
    return VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def old_python_message(version: tuple[int, ...], found: str | None, words: list[str]) -> str:
    wanted = ".".join(str(part) for part in OLDEST_PYTHON)
    has = ".".join(str(part) for part in version[:2])
    if found:
        return (
            f"This is Python {has}; Frisklivsnett needs {wanted} or newer. You have one: run\n  "
            + " ".join([found, "run.py", *words])
        )
    return (
        f"This is Python {has}; Frisklivsnett needs {wanted} or newer. Install one, and run run.py with it."
    )


def no_venv_message(version: tuple[int, ...], debian: bool) -> str:
    if debian:
        return (
            "This Python came without its venv module, which Debian and Ubuntu keep in a package of its own. Run\n"
            f"  sudo apt install python{version[0]}.{version[1]}-venv\nand then the same command again."
        )
    return "This Python came without venv or ensurepip. Install a complete Python, and run the same command again."


def pip_failure_message(output: str) -> str:
    """Pip's many words in one: what stopped it, and what to do."""
    low = output.lower()
    network = (
        "name resolution",
        "getaddrinfo",
        "connection broken",
        "connection refused",
        "timed out",
        "unreachable",
    )
    if "do not match the hashes" in low:
        return "A package was not the one that requirements.lock names (wrong hash). Nothing was installed from it."
    if "no space left" in low:
        return "The disk is full. The environment needs about 1 GB in this folder."
    if any(words in low for words in network):
        return "The packages could not be fetched. Is the network up? When it is, run the same command again."
    if "no matching distribution" in low:
        return "A package in requirements.lock has no ready-made file for this machine and this Python."
    return "The packages could not be installed."


def ensure_venv() -> None:
    """Make .venv current, or raise CannotGoOn. Costs one read of the lock when it already is."""
    key = venv_key(LOCK.read_bytes())
    if stamped(VENV_STAMP) == key and venv_python().exists():
        return
    with only_one_run():
        before = stamped(VENV_STAMP)
        if before == key and venv_python().exists():
            return
        make_venv(before, key)


def make_venv(before: str, key: str) -> None:
    """Build the environment; or, when only the lock is new, bring the one that is there up to it."""
    keep = venv_python().exists() and before.splitlines()[1:] == key.splitlines()[1:]
    with suppress(FileNotFoundError):
        VENV_STAMP.unlink()
    if not keep:
        with step(why_new_venv(before)):
            create_venv()
    with step("Installing the packages in requirements.lock"):
        install_packages()
    (site_packages() / "frisklivsnett.pth").write_text(f"{ROOT / 'src'}\n{ROOT}\n", "utf-8")
    write_stamp(VENV_STAMP, key)


def why_new_venv(before: str) -> str:
    if before:
        return "Python or the folder has changed: making the environment .venv anew"
    if VENV.exists():
        return "The last set-up did not finish: making the environment .venv anew"
    return "Making the environment .venv"


def create_venv() -> None:
    import shutil
    import subprocess

    try:
        import ensurepip  # noqa: F401
        import venv  # noqa: F401
    except ImportError:
        raise CannotGoOn(
            no_venv_message(sys.version_info[:2], Path("/etc/debian_version").exists())
        ) from None
    if VENV.is_symlink():
        raise CannotGoOn(
            ".venv is a link to another folder. Remove the link, and run the same command again."
        )
    if VENV.exists():
        shutil.rmtree(VENV)
    made = subprocess.run(
        [sys.executable, "-m", "venv", str(VENV)], capture_output=True, text=True, close_fds=False
    )
    if made.returncode != 0:
        log(made.stdout + made.stderr)
        if "ensurepip" in made.stdout + made.stderr:
            raise CannotGoOn(no_venv_message(sys.version_info[:2], Path("/etc/debian_version").exists()))
        raise CannotGoOn(f"The environment could not be made. The details are in {shown(SETUP_LOG)}.")


def install_packages() -> None:
    """pip, held to the hashes in the lock, with no building and no resolving: what is locked is what is installed."""
    wanted = LOCK.read_text("utf-8").count("==")
    pip = [
        str(venv_python()),
        "-m",
        "pip",
        "install",
        "--disable-pip-version-check",
        "--no-input",
        "--no-compile",
    ]
    held = ["--require-hashes", "--no-deps", "--only-binary=:all:", "--progress-bar=off", "-r", str(LOCK)]
    output, code = follow([*pip, *held], lambda line: line.startswith("Collecting "), wanted)
    if code != 0:
        log(output)
        raise CannotGoOn(f"{pip_failure_message(output)} The details are in {shown(SETUP_LOG)}.")
    compiled = [str(site_packages() / name) for name in COMPILED_AT_ONCE]
    follow([str(venv_python()), "-m", "compileall", "-q", "-j", "0", *compiled], lambda _: False, 0)


def site_packages() -> Path:
    return next(VENV.glob("lib/python*/site-packages"), VENV / "Lib/site-packages")


def follow(command: list[str], counts: Callable[[str], bool], wanted: int) -> tuple[str, int]:
    """Run a command, and show on a terminal how many of its lines that count have come; returns (output, code)."""
    import subprocess

    lines: list[str] = []
    seen = 0
    process = subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        cwd=ROOT,
        close_fds=False,
    )
    try:
        assert process.stdout
        for line in process.stdout:
            lines.append(line)
            seen += counts(line)
            if wanted and sys.stderr.isatty():
                say(f"\r  {min(seen, wanted)} of {wanted}\r", end="")
        return "".join(lines), process.wait()
    finally:
        if process.poll() is None:
            process.terminate()
            process.wait()


def log(text: str) -> None:
    SETUP_LOG.parent.mkdir(parents=True, exist_ok=True)
    SETUP_LOG.write_text(text, "utf-8")


def shown(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


# -- The front end ----------------------------------------------------------------------------------------------------


def front_end_is_current(key: str) -> bool:
    return stamped(FRONT_END_STAMP) == key and all((ROOT / made).exists() for made in FRONT_END_MADE)


def ensure_front_end() -> None:
    """Build styles, fonts, scripts and translations if a source has changed since they were built."""
    import subprocess

    if front_end_is_current(front_end_key(ROOT)):
        return
    with only_one_run():
        key = front_end_key(ROOT)
        if front_end_is_current(key):
            return
        with suppress(FileNotFoundError):
            FRONT_END_STAMP.unlink()
        for tool in (["tools/messages.py", "compile"], ["tools/assets.py"]):
            if subprocess.run([str(venv_python()), *tool], cwd=ROOT, close_fds=False).returncode != 0:
                raise CannotGoOn("The front end could not be built; the reason is above.")
        write_stamp(FRONT_END_STAMP, key)


# -- One at a time ----------------------------------------------------------------------------------------------------


@contextmanager
def only_one_run() -> Iterator[None]:
    """Hold the set-up to one run.py at a time in this folder; the system lets go of it if we are killed."""
    with SETUP_LOCK.open("a+") as file:
        if not take(file.fileno(), wait=False):
            say("Another run.py is setting up here; waiting for it …")
            take(file.fileno(), wait=True)
        # What we start holds the lock too: should we be killed, nobody begins before it has ended.
        os.set_inheritable(file.fileno(), True)
        yield


def take(descriptor: int, wait: bool) -> bool:
    if os.name == "nt":
        return take_on_windows(descriptor, wait)
    import fcntl

    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def take_on_windows(descriptor: int, wait: bool) -> bool:
    import importlib
    import time

    msvcrt = importlib.import_module("msvcrt")
    while True:
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            if not wait:
                return False
            time.sleep(0.5)
        else:
            return True


# -- Handing over -----------------------------------------------------------------------------------------------------


def hand_over(arguments: list[str]) -> NoReturn:
    """Become the environment's Python with these arguments (on Windows: run it and leave with its code)."""
    command = [str(venv_python()), *arguments]
    os.environ.setdefault("PYTHONUTF8", "1")
    if os.name != "nt":
        sys.stdout.flush()
        sys.stderr.flush()
        os.execv(command[0], command)
    import subprocess

    sys.exit(subprocess.call(command))


def test(words: list[str]) -> int:
    """With arguments: pytest with just these. Without: all on SQLite, then what may differ on PostgreSQL.

    All of them run in one process a core and one more, since some wait for servers and browsers; at most five.
    """
    import subprocess

    os.chdir(ROOT)
    if words:
        hand_over(["-m", "pytest", *words])
    codes = []
    for title, arguments in (
        ("All tests, on SQLite", ["--db=sqlite"]),
        (
            "What may differ between databases, on PostgreSQL",
            ["--db=postgres", "--only-database", "-m", "not browser"],
        ),
    ):
        say(f"\n{title}")
        shared_out = ["-n", str(min((os.cpu_count() or 1) + 1, 5)), "--dist", "worksteal"]
        codes.append(subprocess.call([str(venv_python()), "-m", "pytest", *shared_out, *arguments]))
    return next((code for code in codes if code != 0), 0)


def require_python(words: list[str]) -> None:
    if sys.version_info >= OLDEST_PYTHON:
        return
    import shutil

    found = next((name for name in NEWER_PYTHONS if shutil.which(name)), None)
    raise CannotGoOn(old_python_message(sys.version_info[:2], found, words))


def run(words: list[str]) -> int:
    if not words or words[0] in ("-h", "--help", "help"):
        print(HELP, end="")
        return 0
    require_python(words)
    ensure_venv()
    ensure_front_end()
    if words[0] == "test":
        return test(words[1:])
    own_tools = {
        "bench": ["-m", "bench"],
        "check": ["tools/check.py"],
        "messages": ["tools/messages.py", "update"],
        "setup": ["-c", ""],
    }
    if words[0] in own_tools:
        os.chdir(ROOT)
        hand_over([*own_tools[words[0]], *words[1:]])
    hand_over(["-m", "frisklivsnett", *words])


def main() -> int:
    try:
        return run(sys.argv[1:])
    except CannotGoOn as problem:
        say(f"\n{problem}")
        return 1
    except KeyboardInterrupt:
        say("\nStopped. Run the same command again to go on.")
        return 130


if __name__ == "__main__":
    sys.exit(main())
