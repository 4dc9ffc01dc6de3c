"""The texts that are published of a round: the report, and the deck for the network's gathering."""

from dataclasses import dataclass

from frisklivsnett.core.text import Text, text


@dataclass(frozen=True, slots=True)
class Template:
    """What a text starts from: ``key`` is its folder of report templates, ``source`` what an edition keeps it under.

    ``word`` stands for it in addresses; ``name`` is what its faults say they are in, and the report itself needs none.
    Slides have no footnotes.
    """

    key: str
    source: str
    word: str
    name: Text = Text()  # noqa: RUF009 - a value that cannot change
    has_footnotes: bool = True


REPORT = Template("annual-report", "md", "rapport")
DECK = Template(
    "annual-report-deck", "deck.md", "presentasjon", text("Lysbildene", "Lysbileta", "The slides"), False
)
TEMPLATES = (REPORT, DECK)
"""Every text of an edition, the report first. None is published unless all of them hold."""
