"""What has been chosen in the picker, whatever it is about: what can be chosen next, the words, and what to insert."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from markupsafe import Markup

from frisklivsnett.core.documents.html import fragment
from frisklivsnett.core.documents.model import Document, DocumentError
from frisklivsnett.core.narrative import Checker, Claim, Evidence
from frisklivsnett.publication.inclusions import InclusionError, Inclusions
from frisklivsnett.publication.proof import PLACEHOLDER


@dataclass(frozen=True)
class Pick(ABC):
    """What has been chosen so far, read from an address; nonsense is as if nothing was chosen."""

    evidence: Evidence
    language: str
    chosen: Mapping[str, str]

    @property
    @abstractmethod
    def subject(self) -> str:
        """What the choice is about, as the address says it; empty until something is chosen."""

    @property
    def kinds(self) -> list[tuple[str, str]]:
        """What can be said of it, where there is more than one thing."""
        return []

    @property
    def kind_key(self) -> str:
        """Which of the kinds is chosen."""
        return ""

    @property
    def options(self) -> list[tuple[str, str]]:
        """The options to choose among, where the kind is about one."""
        return []

    @property
    def option(self) -> str:
        """The option chosen."""
        return ""

    @property
    def areas(self) -> list[tuple[str, str]]:
        """Where the centres may be, where the kind can be about some of them."""
        return []

    @property
    def area(self) -> str:
        """The area chosen, as a formula says it."""
        return ""

    @property
    def inclusion(self) -> bool:
        """Whether a table or a figure is chosen, and not a claim."""
        return False

    @property
    @abstractmethod
    def formula(self) -> str:
        """The formula of what has been chosen; empty until something is."""

    @property
    def caption(self) -> str:
        """What stands by a table or figure; the report's year in it is a placeholder."""
        return ""

    @cached_property
    def claim(self) -> Claim | None:
        """The claim with the program's own words, when it is one that was chosen."""
        if self.inclusion or not self.formula:
            return None
        return Checker(self.evidence, self.language).resolve(self.formula, "")

    @property
    def source(self) -> str:
        """What to put into the text."""
        if not self.formula:
            return ""
        if self.claim is not None:
            return f"[{self.claim.expected}](={self.formula})"
        return f"![{self.caption}](={self.formula})"

    @property
    def sentence(self) -> str:
        """A whole sentence with the claim in it; empty when the program has no words for it."""
        return ""

    def claim_at(self, *, start: bool) -> str:
        """Return the claim as a text has it, at the start of a sentence or in it."""
        claim = Checker(self.evidence, self.language).resolve(self.formula, "", sentence_start=start)
        return f"[{claim.expected}](={self.formula})"

    @property
    def shown(self) -> Markup:
        """The table or figure as it will look; empty for a claim."""
        if not self.inclusion or not self.formula:
            return Markup()
        caption = self.caption.replace(PLACEHOLDER, str(self.evidence.year))
        try:
            blocks = Inclusions(self.evidence, self.language).include(self.formula, caption)
            document = Document(title=caption, language=self.language, blocks=tuple(blocks))
            return Markup(fragment(document, with_contents=False))  # noqa: S704 - it escapes all words
        except (InclusionError, DocumentError):
            return Markup()
