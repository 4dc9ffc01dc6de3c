"""The permissions table as Markdown, for docs/permissions.md (kept up to date by tools/docs.py)."""

from frisklivsnett.registry.permissions import TABLE, Actor, Scope
from frisklivsnett.registry.routes import ROUTES

SCOPES = {
    Scope.NO: "–",
    Scope.PUBLISHED: "what is published",
    Scope.SELF: "one's own",
    Scope.OWN: "own",
    Scope.OWN_COUNTY: "submitted, in own county",
    Scope.ALL: "all",
}


def permissions() -> str:
    """Return the table: a line for each verb, a column for each actor."""
    heading = ["verb", "what", *(actor.value for actor in Actor)]
    lines = [
        [f"`{verb}`", rule.what, *(SCOPES[rule.scope(actor)] for actor in Actor)]
        for verb, rule in TABLE.items()
    ]
    return _table(heading, lines)


def routes() -> str:
    """Return the addresses by name, each with the verb that a visit takes."""
    return _table(["address", "verb"], [[f"`{name}`", f"`{verb}`"] for name, verb in sorted(ROUTES.items())])


def _table(heading: list[str], lines: list[list[str]]) -> str:
    rows = [heading, ["---"] * len(heading), *lines]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)
