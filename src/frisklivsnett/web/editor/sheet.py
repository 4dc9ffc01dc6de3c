"""The page of a text as it stands now, and what the buttons do to it."""

from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext as _

from frisklivsnett.core.narrative import Evidence, SourceError
from frisklivsnett.publication.drafts import ReportTextVersion
from frisklivsnett.publication.proof import Change, Refreshed, prove, refresh
from frisklivsnett.publication.report import source_for
from frisklivsnett.publication.writing import SavedText, plain, save_text
from frisklivsnett.web.editor.gate import TEXT, Desk
from frisklivsnett.web.editor.page import DiffLine, Shown, diff
from frisklivsnett.web.jinja import language


@dataclass
class Sheet:
    """A text in the field, the version that it was made from (0: none), and what has happened to it.

    ``planned`` is what a refresh would change, ``done`` what one has changed; ``mine`` and ``theirs`` are set when
    somebody else had saved first.
    """

    desk: Desk
    source: str
    based_on: int
    from_year: int = 0
    planned: Refreshed | None = None
    done: tuple[Change, ...] = ()
    mine: ReportTextVersion | None = None
    theirs: ReportTextVersion | None = None
    differs: list[list[DiffLine]] = field(default_factory=list)
    problem: str = ""
    was_sent: bool = False
    """Whether the text came from the field, and may hold what no version has."""

    def check(self, evidence: Evidence) -> Shown | None:
        """Return the check of the text, or None with ``problem`` set when it cannot be checked."""
        try:
            desk = self.desk
            noted = desk.template.has_footnotes
            return Shown(prove(self.source, desk.round, desk.language, evidence, noted=noted))
        except SourceError as error:
            self.problem = error.message.in_(language())
            return None

    def plan(self, evidence: Evidence) -> None:
        """Work out what a refresh would change."""
        try:
            self.planned = refresh(self.source, self.desk.round, self.desk.language, evidence)
        except SourceError as error:
            self.problem = error.message.in_(language())

    def apply(self, evidence: Evidence) -> None:
        """Put the true words in. Nothing is saved."""
        self.plan(evidence)
        if self.planned:
            self.source, self.done, self.planned = self.planned.source, self.planned.changes, None

    def save(self) -> SavedText | None:
        """Save the text as a version, or return None with ``problem`` set. A text that came too late is kept aside."""
        desk = self.desk
        try:
            saved = save_text(
                round_=desk.round,
                language=desk.language,
                template=desk.template,
                source=self.source,
                based_on=self.based_on,
                by=desk.by,
            )
        except ValidationError as refused:
            self.problem = _("Ikke lagret: %(reason)s") % {"reason": refused.messages[0]}
            return None
        if saved.instead is None:
            self.based_on = saved.version.number
        else:
            self.mine, self.theirs = saved.version, saved.instead
            self.differs = diff(saved.instead.source, self.source)
            # Whoever saves after having seen the difference means it.
            self.based_on = saved.instead.number
        return saved


def opened(desk: Desk, evidence: Evidence) -> Sheet:
    """Return the text as the page opens: the one that counts, or one to start with, its numbers brought up to date."""
    draft = source_for(desk.round, desk.language, desk.template)
    sheet = Sheet(desk, draft.source, draft.number, draft.from_year)
    if not draft.is_saved:
        sheet.apply(evidence)
    return sheet


def posted(desk: Desk, fields: QueryDict) -> Sheet:
    """Return the text as it was sent."""
    made_from = fields.get("bygger_pa", "")
    number = int(made_from) if made_from.isdecimal() and len(made_from) < 9 else 0
    return Sheet(desk, plain(fields.get(TEXT, "")), number, was_sent=True)
