"""Files of the site before that need not be made again, because everything they were made from is as it was.

    .site-build/pages.json     of each file: what it needed, two digests, and how it looked when it was written

A file is kept when the digest of what it is made from is the same (see `generator.inputs`), when its shell is the same
(the theme, the navigation and the options are in it; data has none), and when nobody has touched it.
"""

from __future__ import annotations

import contextlib
import dataclasses
import datetime
import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import FunctionType
from typing import Any

from generator import whole
from generator.inputs import Inputs, Need
from generator.plans import Plan
from generator.plugin.pages import Spot
from generator.records.types import Text
from generator.store import digest, values_of

State = tuple[int, ...]
"""Size, time of change and number of each file."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What is known of a file of the site before."""

    needs: tuple[Need, ...]
    document: str
    shell: str
    state: State


class Keeping:
    """Decides which files are kept, and remembers the new ones. Those that are made together go by the first."""

    def __init__(
        self, folder: Path, site: Path, inputs: Inputs, records: Mapping[int, Need], world: tuple[str, str]
    ) -> None:
        """`records` are the kinds and ids of all records by their identity as objects.

        `world` are the options, and the digest of the templates.
        """
        self.templates = world[1]
        self._file, self._site = folder / "pages.json", site
        self._inputs, self._records, self._world = inputs, records, digest(*world)
        self._before = _read(self._file)
        self._now: dict[str, Entry] = {}
        self._plans: dict[int, tuple[str, tuple[Need, ...]]] = {}

    @property
    def needs(self) -> dict[str, tuple[Need, ...]]:
        """The records that pages were made from, by their first file."""
        return {name: entry.needs for name, entry in self._now.items()}

    def unchanged(self, files: tuple[str, ...], own: str) -> bool:
        """Whether files would be made from what they were made from before, and nobody has touched them."""
        entry = self._before.get(files[0])
        return bool(entry and entry.document == self._document(own, entry.needs) and entry.state == self._state(files))

    def keeps(self, files: tuple[str, ...], shell: str) -> dict[str, int]:
        """Unchanged files with their numbers, where they have their old shell too; then they are remembered."""
        entry = self._before[files[0]]
        if entry.shell != shell:
            return {}
        self._now[files[0]] = entry
        return dict(zip(files, entry.state[2::3], strict=True))

    def remember(self, files: tuple[str, ...], own: str, needs: tuple[Need, ...], shell: str) -> None:
        """Remember files that were made."""
        needs = tuple(dict.fromkeys(needs))
        state = self._state(files)
        if state:
            self._now[files[0]] = Entry(needs, self._document(own, needs), shell, state)

    def forget(self, names: Iterable[str]) -> None:
        """Let pages be drawn again next time, although nothing may have changed: there is something to say of them."""
        for name in names:
            self._now.pop(name, None)

    def save(self) -> None:
        """Write what is known. Where that fails, the next build draws everything."""
        known = {name: (one.needs, one.document, one.shell, one.state) for name, one in self._now.items()}
        with contextlib.suppress(OSError):
            whole.replace({self._file: json.dumps(known).encode()})

    def of(self, spot: Spot) -> tuple[str, tuple[Need, ...]]:
        """What a page says by itself, as a digest, and the records that its plan holds."""
        said, needs = self._plan(spot.plan)
        links = [part for one in spot.alternates for part in (one.locale, one.href, one.link)]
        return digest(said, spot.locale, spot.url, *links), needs

    def _state(self, files: tuple[str, ...]) -> State | None:
        state: State = ()
        for name in files:
            try:
                found = os.lstat(f"{self._site}/{name}")
            except OSError:
                return None
            state += (found.st_size, found.st_mtime_ns, found.st_ino)
        return state

    def _document(self, own: str, needs: tuple[Need, ...]) -> str:
        return digest(self._world, own, self._inputs.of(needs))

    def _plan(self, plan: Plan) -> tuple[str, tuple[Need, ...]]:
        """What a plan says by itself, and the records that it holds."""
        found = self._plans.get(id(plan))
        if found is None:
            needs: dict[Need, None] = {}
            said = repr([self._said(value, needs) for value in values_of(Plan)(plan)])
            found = self._plans[id(plan)] = (digest(said), tuple(needs))
        return found

    def _said(self, value: Any, needs: dict[Need, None]) -> Any:
        """A value as text and tuples. A record is named and needed; a function is what it was given besides."""
        if value is None or isinstance(value, (str, int)):
            return value
        if id(value) in self._records:
            needs[self._records[id(value)]] = None
            return self._records[id(value)]
        if isinstance(value, Text):
            return "text", value.source, value.context
        if isinstance(value, partial):
            given = (value.func.__qualname__, *value.args, *sorted(value.keywords.items()))
            return self._said(given, needs)
        if isinstance(value, Mapping):
            return "dict", self._said(sorted(value.items()), needs)
        if isinstance(value, (tuple, list)):
            return tuple([self._said(one, needs) for one in value])
        if isinstance(value, datetime.date):
            return repr(value)
        if dataclasses.is_dataclass(value) and not isinstance(value, type):
            return type(value).__qualname__, *(self._said(one, needs) for one in values_of(type(value))(value))
        if isinstance(value, FunctionType) and not value.__closure__:
            return f"{value.__module__}.{value.__qualname__}"
        return os.urandom(16).hex()  # who knows what it holds: its page is drawn each time


def _read(file: Path) -> dict[str, Entry]:
    try:
        written = json.loads(file.read_text(encoding="utf-8"))
        return {
            name: Entry(tuple((kind, one) for kind, one in needs), document, shell, tuple(map(int, state)))
            for name, (needs, document, shell, state) in written.items()
        }
    except (OSError, ValueError, TypeError, AttributeError, IndexError):
        return {}


def record_numbers(kinds: Iterable[tuple[str, Mapping[str, Any]]]) -> dict[int, Need]:
    """The kind and id of every record, by its identity as an object."""
    return {id(record): (kind, identity) for kind, records in kinds for identity, record in records.items()}
