"""``serve``: run the program for real."""

import os
from argparse import ArgumentParser, Namespace

from frisklivsnett.commands.command import Command, CommandFailed, port_number

PORT = 8000
THREADS = 1
"""Requests that a process answers at once. Two threads of Python wait for each other at every question to the database,
also the one that all writers wait for: with two, the slowest of a hundred saves took ten times as long."""


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on; default: 127.0.0.1")
    parser.add_argument("--port", type=port_number, default=PORT, help=f"default: {PORT}")
    parser.add_argument(
        "--workers",
        type=int,
        default=(os.cpu_count() or 1) + 1,
        help="processes; default: one a core, and one more",
    )


def run(arguments: Namespace) -> None:
    from frisklivsnett.commands.program import require_database, start
    from frisklivsnett.commands.server import free_port, run_server

    start()

    from django.core.exceptions import ImproperlyConfigured

    try:
        import frisklivsnett.config.wsgi  # noqa: F401 - it refuses a start that is not safe
    except ImproperlyConfigured as error:
        raise CommandFailed(str(error)) from error
    require_database()
    if arguments.workers < 1:
        raise CommandFailed("At least one worker is needed.")
    port = free_port(arguments.host, arguments.port, PORT)
    address = f"http://{arguments.host}:{port}/"
    run_server(
        arguments.host,
        port,
        workers=arguments.workers,
        threads=THREADS,
        when_ready=lambda: print(f"Frisklivsnett answers on {address}", flush=True),
    )


SERVE = Command(
    "serve",
    "Run the web server for real, behind a proxy that does TLS.",
    add_arguments,
    run,
)
