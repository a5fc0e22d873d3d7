"""Files that only we have a say in: made and written without MkDocs, by several processes where there are many."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from generator.inputs import Need
from generator.links import Known
from generator.sharing import Task

LEAST = 200
"""How many leaves are worth a second process."""


@dataclass(frozen=True, slots=True)
class Printed:
    """What was made of a leaf: the bytes of its files, the records that were asked for, and its links."""

    files: tuple[bytes, ...]
    needs: tuple[Need, ...]
    links: Known


@dataclass(frozen=True, slots=True)
class Leaf:
    """Files below the root of the site that are made together, the page first.

    `own` is the digest of what it says by itself, `needs` the records that it names there, `shell` the digest of its
    shell.
    """

    files: tuple[str, ...]
    own: str
    needs: tuple[Need, ...]
    shell: str
    make: Callable[[], Printed]


class Written(NamedTuple):
    """A leaf with the records that it was made from, its links, and the SHA-256 of each of its files."""

    leaf: Leaf
    needs: tuple[Need, ...]
    links: Known
    digests: dict[str, str]


class Press:
    """Writes leaves below a folder. It begins at once where there is another process, and ends in `finish`."""

    def __init__(self, folder: Path, leaves: Sequence[Leaf]) -> None:
        self._folder, self._leaves = str(folder), sorted(leaves, key=_record)
        self._task = Task(self._leaves, self._write, LEAST)

    def finish(self) -> Iterator[Written]:
        """Write what is left. Yields what was written for every leaf."""
        for leaf, (needs, links, digests) in zip(self._leaves, self._task.finish(), strict=True):
            yield Written(leaf, leaf.needs + needs, links, dict(zip(leaf.files, digests, strict=True)))

    def abandon(self) -> None:
        """Write no more. May be called at any time."""
        self._task.abandon()

    def _write(self, leaf: Leaf) -> tuple[tuple[Need, ...], Known, list[str]]:
        printed = leaf.make()
        for name, data in zip(leaf.files, printed.files, strict=True):
            file = f"{self._folder}/{name}"
            try:
                written = open(file, "wb")  # noqa: PTH123, SIM115
            except FileNotFoundError:
                _make(os.path.dirname(file))  # noqa: PTH120
                written = open(file, "wb")  # noqa: PTH123, SIM115
            with written:
                written.write(data)
        return printed.needs, printed.links, [hashlib.sha256(data).hexdigest() for data in printed.files]


def _record(leaf: Leaf) -> str:
    """Puts the pages of a record beside each other: what is the same in all languages is made once."""
    return leaf.files[0].partition("/")[2]


def _make(folder: str) -> None:
    """A folder, whose parent is nearly always there."""
    try:
        os.mkdir(folder)  # noqa: PTH102
    except OSError:
        os.makedirs(folder, exist_ok=True)  # noqa: PTH103
