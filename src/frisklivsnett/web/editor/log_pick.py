"""Choosing a fact or a table of the activity logs, in a year that has logs."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from frisklivsnett.core.narrative import Evidence
from frisklivsnett.core.text import Text
from frisklivsnett.web.editor.log_facts import FACTS, REGION, LogFact
from frisklivsnett.web.editor.log_tables import TABLES, LogTable
from frisklivsnett.web.editor.pick import Pick
from frisklivsnett.web.jinja import language as page_language

FACT, TABLE = "fact ", "table "
_SHAPES = {
    "figur": (gettext_lazy("Figur"), "figure {name}"),
    "figur-sortert": (gettext_lazy("Figur, den lengste stolpen først"), "figure {name} sorted"),
    "tabell": (gettext_lazy("Tabell"), "table {name}"),
}


def facts_of(evidence: Evidence) -> dict[str, LogFact]:
    """Return the facts that the logs of the year give, by name; none when nobody has logged."""
    return {name: fact for name, fact in _every(evidence) if name in evidence.facts}


def tables_of(evidence: Evidence) -> dict[str, LogTable]:
    """Return the tables that have something in them, by name; none when nobody has logged."""
    known = evidence.tables
    return {name: table for name, table in TABLES.items() if name in known and known[name].rows}


def log_group(evidence: Evidence) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """Yield the group of what the logs tell, as the page lists it; nothing for a year without logs."""
    shown = page_language()
    facts = [(FACT + name, fact.name.in_(shown)) for name, fact in facts_of(evidence).items()]
    tables = [
        (TABLE + name, _("%(name)s (figur eller tabell)") % {"name": table.name.in_(shown)})
        for name, table in tables_of(evidence).items()
    ]
    if facts or tables:
        yield _("Aktivitetsloggene"), facts + tables


def log_pick(evidence: Evidence, language: str, chosen: Mapping[str, str]) -> Pick | None:
    """Return the choice of a fact or table of the logs; nothing when it is not one of these that is chosen."""
    subject = chosen.get("sporsmal", "")
    if subject.startswith(FACT) and (fact := facts_of(evidence).get(subject.removeprefix(FACT))):
        return LogFactPick(evidence, language, chosen, fact)
    if subject.startswith(TABLE) and (table := tables_of(evidence).get(subject.removeprefix(TABLE))):
        return LogTablePick(evidence, language, chosen, table)
    return None


@dataclass(frozen=True)
class LogFactPick(Pick):
    """A fact of the logs: a claim, and a sentence around it."""

    fact: LogFact

    @property
    def subject(self) -> str:
        """What is chosen, which begins its formula too."""
        return self.chosen["sporsmal"]

    @cached_property
    def formula(self) -> str:
        """The fact, with the noun that is counted in the report's language."""
        noun = self.fact.noun.in_(self.language)
        return f'{self.subject} as "{noun}"' if noun else self.subject

    @property
    def sentence(self) -> str:
        """A whole sentence with the claim in it; none around a 0, which reads badly in any."""
        name = self.subject.removeprefix(FACT)
        if self.claim is None or not self.claim.expected or self.evidence.facts[name].value == 0:
            return ""
        pattern = self.fact.sentence.in_(self.language)
        return pattern.replace("{claim}", self.claim_at(start=pattern.startswith("{claim}")))


@dataclass(frozen=True)
class LogTablePick(Pick):
    """A table of the logs, as a figure or as a table alone."""

    table: LogTable

    @property
    def inclusion(self) -> bool:
        """It is never a claim."""
        return True

    @property
    def subject(self) -> str:
        """What is chosen."""
        return self.chosen["sporsmal"]

    @property
    def kinds(self) -> list[tuple[str, str]]:
        """How it can be shown; what is in time order is never sorted."""
        in_order = self.evidence.tables[self._name].over_time
        return [
            (key, str(name))
            for key, (name, _shape) in _SHAPES.items()
            if key != "figur-sortert" or not in_order
        ]

    @property
    def kind_key(self) -> str:
        """How it is to be shown: the first way, until another is chosen."""
        keys = [key for key, _name in self.kinds]
        return self.chosen["slag"] if self.chosen.get("slag") in keys else keys[0]

    @property
    def formula(self) -> str:
        """What brings it into the text."""
        return _SHAPES[self.kind_key][1].format(name=self._name)

    @property
    def caption(self) -> str:
        """What stands by it in the report."""
        return self.table.caption.in_(self.language)

    @property
    def _name(self) -> str:
        return self.subject.removeprefix(TABLE)


def _every(evidence: Evidence) -> Iterator[tuple[str, LogFact]]:
    for name, fact in FACTS.items():
        if name == REGION:
            for code, region in evidence.current.group_names.get("health_region", {}).items():
                yield name + code, _of_region(fact, region)
        else:
            yield name, fact


def _of_region(fact: LogFact, region: str) -> LogFact:
    def said(words: Text) -> Text:
        return words.map(lambda each: each.replace("{region}", region))

    return replace(fact, name=said(fact.name), sentence=said(fact.sentence))
