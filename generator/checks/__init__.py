"""Everything that is checked about a library and its catalogues. Each check yields problems; none decides."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from generator.catalogue import Catalogue
from generator.checks.catalogue import fidelity_of, interface_problems, passage_problems, unknown_messages
from generator.checks.commands import command_problems
from generator.checks.content import content_problems, unused_sources
from generator.checks.flow import flow_problems
from generator.checks.lock import lock_problems
from generator.checks.messages import message_problems
from generator.checks.references import Locate, mentions, reference_problems
from generator.checks.rules import rule_problems
from generator.checks.words import Names
from generator.composing import locate
from generator.inputs import Inputs
from generator.library import Library, Subject
from generator.problems import Place, Problem, errors
from generator.records import KINDS
from generator.records.guide import Guide
from generator.records.shape import walk
from generator.records.types import Text
from generator.store import Store, digest


def check(
    library: Library,
    catalogues: dict[str, Catalogue],
    root: Path,
    lock: Path,
    *,
    broken: bool,
    lines: bool = True,
    known: Known | None = None,
) -> Iterator[Problem]:
    """Every problem of a library. `broken` says that some records could not be read.

    What could be read is then checked for itself only: a reference to a record that was not read, or its
    missing address, would be a second report of the same mistake. Without `lines`, places in records are files.
    """
    place = partial(place_of if lines else _file, library, root)
    about = About(library, catalogues, place, broken=broken)
    every = [(kind, identity, record) for kind, ones in library.records.items() for identity, record in ones.items()]
    if known and not lines:
        yield from known.problems(every, about.record)
    else:
        for one in every:
            yield from about.record(*one)
        if not broken:
            yield from unused_sources(library, about.used, place)
            for catalogue, _ in about.translations:
                yield from unknown_messages(about.contexts, catalogue)
    for catalogue, fidelity in about.translations:
        yield from interface_problems(catalogue, fidelity)
    if not broken:
        yield from lock_problems(library, lock, root)
    yield from rule_problems(library, place)
    yield from content_problems(library, place, broken=broken)
    yield from message_problems(library, place)
    yield from command_problems(library, place, root)
    yield from flow_problems(library, catalogues, place, root, broken=broken)


class About:
    """Checks a record by itself, everything in one go: its texts are parsed once.

    What is found depends on the record, its translations, the tables, and on which ids there are.
    """

    def __init__(self, library: Library, catalogues: dict[str, Catalogue], place: Locate, *, broken: bool) -> None:
        self._library, self._place, self._broken = library, place, broken
        self._names = [Names(library, catalogue) for catalogue in catalogues.values()]
        self.translations = [
            (one, fidelity_of(library, one)) for one in catalogues.values() if one.locale != one.source_locale
        ]
        self.contexts: set[str] = set()
        self.used: set[str] = set()

    def record(self, kind: str, identity: str, record: Any) -> list[Problem]:
        """Every problem of a record; what it uses and which contexts it has is gathered."""
        subject = Subject(kind, identity, tuple(walk(record)), isinstance(record, Guide) and record.origin is not None)
        mentioned = tuple(mentions(subject))
        self.contexts.update(value.context for _, value, _ in subject.fields if isinstance(value, Text))
        self.used.update(one.id for one in mentioned if "source" in one.kinds)
        found: list[Problem] = []
        if not self._broken:
            found += reference_problems(self._library, subject, mentioned, self._place)
        for names in () if subject.imported else self._names:
            found += names.problems(subject, self._place)
        for catalogue, fidelity in self.translations:
            found += passage_problems(subject, catalogue, fidelity, self._place)
        return found


class Known:
    """What earlier builds found in a record, where neither it nor anything that matters to it has changed."""

    def __init__(self, store: Store, inputs: Inputs, library: Library) -> None:
        self._store, self._inputs = store, inputs
        ids = [(kind, identity) for kind, records in library.records.items() for identity in records]
        ids += [("variant", name) for name, _, _ in library.variants()]
        self._ids = digest(*(part for pair in ids for part in pair))

    def problems(
        self, records: Iterable[tuple[str, str, Any]], check: Callable[[str, str, Any], list[Problem]]
    ) -> Iterator[Problem]:
        """The problems of records. Errors are never kept: their lines must be those of today."""
        wanted = [
            (digest("checks", self._ids, kind, identity, self._inputs.of(((kind, identity),))), kind, identity, record)
            for kind, identity, record in records
        ]

        def tried(*one: Any) -> list[Problem] | None:
            found = check(*one)
            return None if any(errors(found)) else found

        self._store.prepare((key, partial(tried, *one)) for key, *one in wanted)
        for key, *one in wanted:
            yield from self._store.get(key, partial(check, *one), lambda found: not any(errors(found)))


def place_of(library: Library, root: Path, kind: str, identity: str, path: str) -> Place:
    """The place of a field of a record, found by reading its file once more."""
    file = library.files[kind, identity]
    inside = f"{identity.rsplit('/', 1)[-1]}.{path}" if KINDS[kind].many_in_file else path
    return locate(root / file, file, inside)


def _file(library: Library, _root: Path, kind: str, identity: str, _path: str) -> Place:
    return Place(library.files[kind, identity])
