"""How far translations are: by locale and catalogue, and what is left to do, with the file and line of each message."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from generator.catalogue import Catalogue, Entry
from generator.problems import Problem

STATES = ("translated", "fuzzy", "stale", "missing")
"""Of a message: fuzzy is what somebody marked so; stale, what has other English now that no update has seen yet."""


@dataclass(frozen=True, slots=True)
class Left:
    """A message that waits for a translator, and where it stands in its PO file. `context` may be empty."""

    state: str
    context: str
    source: str
    file: str
    line: int


@dataclass(frozen=True, slots=True)
class Section:
    """A catalogue: its file, how many messages are in each state, and those that are left."""

    name: str
    file: str
    counts: tuple[int, ...]
    left: tuple[Left, ...]

    def count(self, state: str) -> int:
        """How many messages are in a state."""
        return self.counts[STATES.index(state)]

    @property
    def percent(self) -> int:
        """How much is translated; 100 only when nothing is left."""
        return 100 * self.counts[0] // max(sum(self.counts), 1)


@dataclass(frozen=True, slots=True)
class Coverage:
    """A locale. `absent` counts texts that are not in its files yet."""

    locale: str
    sections: tuple[Section, ...]
    absent: int = 0


def coverage(catalogues: Mapping[str, Catalogue], problems: Iterable[Problem] = ()) -> tuple[Coverage, ...]:
    """How far each locale but the source is. The `problems` of the project say what is stale, and what is not there."""
    stale: set[tuple[str, int]] = set()
    without: Counter[str] = Counter()
    for problem in problems:
        if problem.code == "KB405":
            stale.add((problem.place.file, problem.place.line))
        elif problem.code == "KB404":
            without[problem.locale] += 1
    return tuple(
        _of(catalogue, stale, without[locale])
        for locale, catalogue in catalogues.items()
        if locale != catalogue.source_locale
    )


def _of(catalogue: Catalogue, stale: set[tuple[str, int]], without: int) -> Coverage:
    counts: dict[str, dict[str, int]] = defaultdict(lambda: dict.fromkeys(STATES, 0))
    left: dict[str, list[Left]] = defaultdict(list)
    blank = 0
    for context, entry in _entries(catalogue):
        place = entry.place
        state = _state(entry, (place.file, place.line) in stale)
        blank += state == "missing"
        counts[place.file][state] += 1
        if state != "translated":
            left[place.file].append(Left(state, context, entry.source, place.file, place.line))
    sections = tuple(
        Section(PurePosixPath(file).stem, file, tuple(counts[file].values()), tuple(left[file]))
        for file in sorted(counts)
    )
    return Coverage(catalogue.locale, sections, max(0, without - blank))


def _entries(catalogue: Catalogue) -> Iterator[tuple[str, Entry]]:
    """Every message with its context; strings that come with the generator stand in no file of the project."""
    yield from catalogue.records.items()
    for (context, _), entry in catalogue.strings.items():
        if "/" in entry.place.file:
            yield context, entry


def _state(entry: Entry, stale: bool) -> str:
    if not entry.text:
        return "missing"
    return "fuzzy" if entry.fuzzy else "stale" if stale else "translated"
