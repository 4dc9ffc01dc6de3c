"""``demo``: the program with sample data, on this machine only."""

import sys
from argparse import ArgumentParser, Namespace

from frisklivsnett.commands.command import Command, port_number

HOST = "127.0.0.1"
PORT = 8000
WORKERS = 2
THREADS = 2


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--port", type=port_number, help=f"default: {PORT}, or the first free one after it; 0: any"
    )
    parser.add_argument(
        "--fresh", action="store_true", help="make the sample data anew; what was tried out is lost"
    )


def run(arguments: Namespace) -> None:
    from frisklivsnett.commands.program import make_demo, start
    from frisklivsnett.commands.server import free_port, run_server

    start(demo=True)
    port = free_port(HOST, arguments.port, PORT)
    if make_demo(fresh=arguments.fresh):
        print("The sample data is made.", file=sys.stderr)
    words = greeting(f"http://{HOST}:{port}/")
    run_server(HOST, port, workers=WORKERS, threads=THREADS, when_ready=lambda: print(words, flush=True))


def greeting(address: str) -> str:
    """Return what is said once the demo answers: where, and who can be logged in as."""
    from django.db import connection

    from frisklivsnett.demo.people import demo_users

    users = demo_users()
    connection.close()
    width = max(len(user.name) for user in users)
    people = "\n".join(f"  {user.name:{width}}  {user.role}, {user.organisation}" for user in users)
    return (
        f"Frisklivsnett is running with sample data on\n\n  {address}\n\n"
        f"Log in there with one click as one of these people, who are all made up:\n\n{people}\n\n"
        "Stop it with Ctrl+C."
    )


DEMO = Command("demo", "Start the program with sample data, on this machine only.", add_arguments, run)
