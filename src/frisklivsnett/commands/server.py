"""The web server: granian running the WSGI application."""

import multiprocessing
import socket
import time
from collections.abc import Callable
from threading import Thread

from frisklivsnett.commands.command import CommandFailed

APPLICATION = "frisklivsnett.config.wsgi:application"
PORTS_TO_TRY = 50
CONNECTIONS = 2048
"""The most open connections of a process. Granian's own 512 would let the next person wait until somebody leaves."""
LONGEST_START = 60.0
"""Seconds."""


def run_server(
    host: str, port: int, *, workers: int, threads: int, when_ready: Callable[[], None] | None = None
) -> None:
    """Serve until stopped. ``when_ready`` is called once the address answers.

    Each worker is a program of its own and no copy of this one: whatever has threads, such as the PDF compiler once it
    has been used here, would never answer in a copy. One that dies is started anew while the others carry on.
    """
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    multiprocessing.set_start_method("spawn", force=True)
    server = Granian(
        APPLICATION,
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=threads,
        websockets=False,
        backlog=CONNECTIONS,
        backpressure=CONNECTIONS,
        respawn_failed_workers=True,
        log_level=LogLevels.warning,
    )
    if when_ready:
        Thread(target=_call_when_ready, args=(host, port, when_ready), daemon=True).start()
    server.serve()


def _call_when_ready(host: str, port: int, when_ready: Callable[[], None]) -> None:
    deadline = time.monotonic() + LONGEST_START
    while time.monotonic() < deadline:
        try:
            socket.create_connection((host, port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            when_ready()
            return


def free_port(host: str, wanted: int | None, default: int) -> int:
    """Return ``wanted`` if it is free (0: any); without a wish the first free one from ``default`` on.

    Asked here, because granian would share a port with another granian without a word.
    """
    candidates = range(default, default + PORTS_TO_TRY) if wanted is None else [wanted]
    for candidate in candidates:
        try:
            with socket.socket() as probe:
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                probe.bind((host, candidate))
                return int(probe.getsockname()[1])
        except PermissionError as error:
            raise CommandFailed(
                f"This user may not open port {candidate}. Choose one from 1024 on."
            ) from error
        except OSError:
            continue
    if wanted is None:
        raise CommandFailed(
            f"No port from {default} to {default + PORTS_TO_TRY - 1} is free. Name one with --port."
        )
    raise CommandFailed(f"Port {wanted} is taken by another program. Name another one with --port.")
