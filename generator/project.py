"""A knowledge base on disk, read and checked: what the plugin, the command line and the tests start from."""

from __future__ import annotations

import contextlib
import gc
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator.catalogue import Catalogue, read_catalogues
from generator.checks import Known, check
from generator.coverage import Coverage, coverage
from generator.inputs import Inputs
from generator.library import Library
from generator.lock import forwards, published, read_lock
from generator.problems import Problem, Problems, errors
from generator.reader import read
from generator.records import KINDS
from generator.settings import Settings, settings_problems
from generator.store import Store

EMPTY = Library({kind: {} for kind in KINDS}, {})


@dataclass(frozen=True, slots=True)
class Project:
    """The library, its catalogues, and everything that is wrong with them (warnings too)."""

    settings: Settings
    library: Library
    catalogues: dict[str, Catalogue]
    problems: tuple[Problem, ...]
    inputs: Inputs | None = None
    """The digests of what was read, where there are stores and nothing is broken."""

    @property
    def shown(self) -> dict[str, Catalogue]:
        """The catalogues of the locales that are built."""
        return {locale: self.catalogues[locale] for locale in self.settings.shown}

    @property
    def coverage(self) -> tuple[Coverage, ...]:
        """How far each translation is, and what is left."""
        return coverage(self.catalogues, self.problems)

    @property
    def forwards(self) -> dict[str, str]:
        """Every address that is gone with the one that answers for it, or with nothing when it is retired."""
        return forwards(read_lock(self.settings.lock), published(self.library))

    def require(self) -> Project:
        """This project, or [`Problems`][] when anything must stop a build."""
        fatal = tuple(errors(self.problems))
        if fatal:
            raise Problems(fatal)
        return self


def load(settings: Settings, *, lines: bool = True, stores: Mapping[str, Store] | None = None) -> Project:
    """Read and check everything; never raises for what somebody wrote.

    What an earlier build has read and checked comes from the `stores`. Without `lines`, warnings name the file
    only: to find a line, the file is read again, and a build shows no warnings. Errors always have their line.
    """
    wrong = tuple(settings_problems(settings))
    if wrong:
        return Project(settings, EMPTY, {}, tuple(sorted(wrong)))
    with _many_objects():
        return _load(settings, lines, stores or {})


@contextlib.contextmanager
def _many_objects() -> Iterator[None]:
    """While a library is made, everything is made to stay: looking for garbage among it takes a third of the time."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


def _load(settings: Settings, lines: bool, stores: Mapping[str, Store]) -> Project:
    root = settings.root
    reading = read(root / settings.content, root, stores.get("records"))
    translations = read_catalogues(root / settings.catalogues, settings.locales, root, stores.get("messages"))
    library, catalogues, broken = reading.library, translations.catalogues, bool(reading.problems)
    inputs = Inputs(library, reading.digests, catalogues) if stores and not broken else None
    known = Known(stores["checks"], inputs, library) if inputs else None
    found = list(check(library, catalogues, root, settings.lock, broken=broken, lines=lines, known=known))
    if not lines and any(errors(found)):
        found = list(check(library, catalogues, root, settings.lock, broken=broken))
    problems = [*reading.problems, *translations.problems, *found]
    return Project(settings, library, catalogues, tuple(sorted(problems)), inputs)
