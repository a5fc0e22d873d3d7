"""Messages for translators: every text of the records, with its context and what it is for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from generator.library import Library
from generator.records import KINDS
from generator.records.shape import walk
from generator.records.types import Text

CATALOGUES = ("errors", "fixes", "guides", "flows", "tables", "site")
"""The catalogues of a locale: one a kind of record with pages, one for the tables, one for the interface."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A message to translate. `note` says what the text is for; `file` where it stands."""

    context: str
    source: str
    note: str
    file: str


def catalogue_of(kind: str) -> str:
    """The catalogue that holds the texts of a kind of record."""
    return KINDS[kind].plural if KINDS[kind].pages else "tables"


def wanted(library: Library) -> Iterator[tuple[str, Wanted]]:
    """Every text of the records with the name of its catalogue, in the order of files and fields."""
    for kind, record in library.all():
        if kind != "sample":
            for message in wanted_of(kind, record, library.files[kind, record.id]):
                yield catalogue_of(kind), message


def wanted_of(kind: str, record: Any, file: str) -> Iterator[Wanted]:
    """Every text of one record, in the order of its fields."""
    for path, value, shape in walk(record):
        if isinstance(value, Text):
            yield Wanted(value.context, value.source, _note(kind, record, path, shape.short), file)


def _note(kind: str, record: Any, path: str, short: int) -> str:
    what = path.rsplit(".", 1)[-1].replace("_", " ")
    note = f"{KINDS[kind].name} {record.id}: {what}"
    return f"{note} (at most {short} characters)" if short else note
