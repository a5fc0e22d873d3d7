"""Everything that is checked about a library and its catalogues. Each check yields problems; none decides."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from generator.catalogue import Catalogue
from generator.checks.catalogue import fidelity_of, interface_problems, passage_problems, unknown_messages
from generator.checks.commands import command_problems
from generator.checks.content import content_problems, unused_sources
from generator.checks.flow import flow_problems
from generator.checks.lock import lock_problems
from generator.checks.references import mentions, reference_problems
from generator.checks.rules import rule_problems
from generator.checks.words import Names
from generator.library import Library
from generator.problems import Place, Problem
from generator.reader import locate
from generator.records import KINDS
from generator.records.types import Text


def check(
    library: Library, catalogues: dict[str, Catalogue], root: Path, lock: Path, *, broken: bool, lines: bool = True
) -> Iterator[Problem]:
    """Every problem of a library. `broken` says that some records could not be read.

    What could be read is then checked for itself only: a reference to a record that was not read, or its
    missing address, would be a second report of the same mistake. Without `lines`, places in records are files.
    """
    place = partial(_place if lines else _file, library, root)
    names = [Names(library, catalogue) for catalogue in catalogues.values()]
    translations = [(one, fidelity_of(library, one)) for one in catalogues.values() if one.locale != one.source_locale]
    contexts: set[str] = set()
    used: set[str] = set()
    for subject in library.subjects():  # everything about a record in one go: its texts are parsed once
        mentioned = tuple(mentions(subject))
        contexts.update(value.context for _, value, _ in subject.fields if isinstance(value, Text))
        used.update(one.id for one in mentioned if "source" in one.kinds)
        if not broken:
            yield from reference_problems(library, subject, mentioned, place)
        for one in () if subject.imported else names:
            yield from one.problems(subject, place)
        for catalogue, fidelity in translations:
            yield from passage_problems(subject, catalogue, fidelity, place)
    for catalogue, fidelity in translations:
        yield from interface_problems(catalogue, fidelity)
    if not broken:
        yield from lock_problems(library, lock, root)
        yield from unused_sources(library, used, place)
        for catalogue, _ in translations:
            yield from unknown_messages(contexts, catalogue)
    yield from rule_problems(library, place)
    yield from content_problems(library, place, broken=broken)
    yield from command_problems(library, place)
    yield from flow_problems(library, catalogues, place, root, broken=broken)


def _place(library: Library, root: Path, kind: str, identity: str, path: str) -> Place:
    file = library.files[kind, identity]
    inside = f"{identity.rsplit('/', 1)[-1]}.{path}" if KINDS[kind].many_in_file else path
    return locate(root / file, file, inside)


def _file(library: Library, _root: Path, kind: str, identity: str, _path: str) -> Place:
    return Place(library.files[kind, identity])
