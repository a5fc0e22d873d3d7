"""The kinds of record, and where each kind lives below `content/`."""

from __future__ import annotations

from dataclasses import dataclass

from generator.records.error import Error
from generator.records.fix import Fix
from generator.records.flow import Flow
from generator.records.guide import Guide
from generator.records.tables import (
    Event,
    Evidence,
    Family,
    Method,
    Module,
    Sample,
    Site,
    Source,
    Stage,
    Term,
    TraitName,
)


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of record.

    `where` is its folder (one record a file, the file name is the id) or, when it ends in `.yml`,
    its file (many records in a list). `plural` names it in addresses, contexts and catalogues.
    `beside` is the ending of files that are kept beside the records and are none.
    """

    name: str
    plural: str
    type: type
    where: str
    pages: bool = False
    beside: str = ""

    @property
    def many_in_file(self) -> bool:
        return self.where.endswith(".yml") or self.name == "sample"


KINDS: dict[str, Kind] = {
    kind.name: kind
    for kind in (
        Kind("site", "site", Site, "site.yml"),
        Kind("source", "sources", Source, "sources.yml"),
        Kind("term", "terms", Term, "glossary.yml"),
        Kind("family", "families", Family, "families.yml"),
        Kind("evidence", "evidence", Evidence, "evidence.yml"),
        Kind("module", "modules", Module, "modules.yml"),
        Kind("error", "errors", Error, "errors", pages=True),
        Kind("fix", "fixes", Fix, "fixes", pages=True),
        Kind("guide", "guides", Guide, "guides", pages=True),
        Kind("flow", "flows", Flow, "flows", pages=True, beside=".paths"),
        Kind("event", "timeline", Event, "timeline.yml"),
        Kind("trait", "traits", TraitName, "traits.yml"),
        Kind("method", "methods", Method, "methods.yml"),
        Kind("stage", "stages", Stage, "stages.yml"),
        Kind("sample", "samples", Sample, "samples"),
    )
}
"""Every kind of record by name, in the order in which they are read."""
