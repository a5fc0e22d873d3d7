"""Everything that is checked about a library and its catalogues. Each check yields problems; none decides."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from generator.catalogue import Catalogue
from generator.checks.catalogue import catalogue_problems
from generator.checks.commands import command_problems
from generator.checks.content import content_problems
from generator.checks.flow import flow_problems
from generator.checks.lock import lock_problems
from generator.checks.references import reference_problems
from generator.checks.rules import rule_problems
from generator.checks.words import word_problems
from generator.library import Library
from generator.problems import Place, Problem
from generator.reader import locate
from generator.records import KINDS


def check(
    library: Library, catalogues: dict[str, Catalogue], root: Path, lock: Path, *, broken: bool
) -> Iterator[Problem]:
    """Every problem of a library. `broken` says that some records could not be read.

    What could be read is then checked for itself only: a reference to a record that was not read, or its
    missing address, would be a second report of the same mistake.
    """
    place = partial(_place, library, root)
    if not broken:
        yield from reference_problems(library, place)
        yield from lock_problems(library, lock, root)
    yield from rule_problems(library, place)
    yield from content_problems(library, place, broken=broken)
    yield from command_problems(library, place)
    yield from flow_problems(library, catalogues, place, root, broken=broken)
    for catalogue in catalogues.values():
        yield from word_problems(library, catalogue, place)
        if catalogue.locale != catalogue.source_locale:
            yield from catalogue_problems(library, catalogue, place, broken=broken)


def _place(library: Library, root: Path, kind: str, identity: str, path: str) -> Place:
    file = library.files[kind, identity]
    inside = f"{identity.rsplit('/', 1)[-1]}.{path}" if KINDS[kind].many_in_file else path
    return locate(root / file, file, inside)
