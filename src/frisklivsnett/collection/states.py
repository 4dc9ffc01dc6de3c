"""The states of a centre's report, the moves between them, and who makes each.

``docs/states.md`` is made from this module.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from frisklivsnett.registry.permissions import Actor

CENTRE, DIRECTORATE = Actor.CENTRE, Actor.DIRECTORATE
DRAFT, SUBMITTED, RETURNED, APPROVED = "draft", "submitted", "returned", "approved"


@dataclass(frozen=True, slots=True)
class State:
    """Where a report can stand. ``owner`` is who is to act, ``writable`` whether the centre can change answers."""

    owner: Actor
    writable: bool
    what: str


@dataclass(frozen=True, slots=True)
class Move:
    """A move: where it leads from each state that it can be made in, who makes it, and what it takes."""

    to: Mapping[str, str]
    by: Actor
    needs: str
    what: str


STATES: Mapping[str, State] = MappingProxyType(
    {
        DRAFT: State(CENTRE, True, "The centre writes: for the first time, or once more."),
        SUBMITTED: State(DIRECTORATE, False, "Sent, and waits for the adviser to read it."),
        RETURNED: State(CENTRE, True, "Sent back with what is to be mended. What was sent counts meanwhile."),
        APPROVED: State(DIRECTORATE, False, "Read and locked. What is left is the national report."),
    }
)
"""Every state of a report, and who it waits for."""

MOVES: Mapping[str, Move] = MappingProxyType(
    {
        "submit": Move(
            {DRAFT: SUBMITTED, RETURNED: SUBMITTED},
            CENTRE,
            "open for the centre, no errors, and the answers as the sender saw them",
            "A numbered version is made, which never changes.",
        ),
        "take_back": Move(
            {SUBMITTED: DRAFT},
            CENTRE,
            "open for the centre",
            "Opened for change. The version sent counts until the next.",
        ),
        "return": Move(
            {SUBMITTED: RETURNED},
            DIRECTORATE,
            "the version that was read, a message or a comment, and a last day",
            "Sent back, with comments. The centre can write and send until the end of the last day.",
        ),
        "approve": Move(
            {SUBMITTED: APPROVED},
            DIRECTORATE,
            "the version that was read, and no comment left unsent",
            "Locked.",
        ),
        "unapprove": Move({APPROVED: SUBMITTED}, DIRECTORATE, "a reason", "Unlocked, to be read again."),
        "recall": Move(
            {RETURNED: SUBMITTED, DRAFT: SUBMITTED},
            DIRECTORATE,
            "something has been sent; a draft only when it is no longer open for the centre",
            "Taken as it was last sent, when the centre sends nothing more.",
        ),
        "reopen": Move(
            {DRAFT: DRAFT, SUBMITTED: DRAFT, RETURNED: RETURNED},
            DIRECTORATE,
            "the round is closed, a reason and a last day",
            "This one centre can write and send until the end of the last day.",
        ),
    }
)
"""Every move. One that is not here cannot be made."""


def diagram() -> str:
    """Return the states and moves as a Mermaid diagram and two tables, for ``docs/states.md``."""
    return "\n".join([*_picture(), "", *_state_table(), "", *_move_table()])


def _picture() -> list[str]:
    lines = ["```mermaid", "stateDiagram-v2", f"    [*] --> {DRAFT}"]
    for name, move in MOVES.items():
        lines += [f"    {source} --> {target}: {name} ({move.by})" for source, target in move.to.items()]
    return [*lines, "```"]


def _state_table() -> list[str]:
    lines = ["| state | who is to act | can the centre write? | what it is |", "| --- | --- | --- | --- |"]
    for name, state in STATES.items():
        lines.append(f"| {name} | {state.owner} | {'yes' if state.writable else 'no'} | {state.what} |")
    return lines


def _move_table() -> list[str]:
    lines = ["| move | who | from → to | takes | what it does |", "| --- | --- | --- | --- | --- |"]
    for name, move in MOVES.items():
        ways = "<br>".join(f"{source} → {target}" for source, target in move.to.items())
        lines.append(f"| {name} | {move.by} | {ways} | {move.needs} | {move.what} |")
    return lines
