"""What was read stays read: values by the digest of everything that they were made from, kept between builds.

    .cache/kb/<name>     one file a store; delete it whenever you like

A value is found by its digest or not at all, so nothing in here can be out of date: whoever changes a file asks
for another digest. The digest of our own code is part of each. Values that a build did not ask for are forgotten.

Files are written by an earlier build of ours, but read as if by a stranger: only records, messages and problems
are made from them, nothing else is called.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import os
import pickle
from collections.abc import Callable, Iterable
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any, TypeVar

from generator.sharing import processes, shared

Value = TypeVar("Value")

LEAST = 100
"""How many values are worth a second process."""

_LIBRARIES = ("pyyaml", "babel", "markdown-it-py", "pygments", "jinja2", "markupsafe")
_ALLOWED = ("generator.records.", "generator.problems", "generator.pofile")


def digest(*parts: str | bytes) -> str:
    """The digest of several texts; where one ends and the next begins counts."""
    found = hashlib.sha256()
    for part in parts:
        data = part.encode() if isinstance(part, str) else part
        found.update(b"%d:" % len(data))
        found.update(data)
    return found.hexdigest()


def digest_of_files(*folders: Path) -> str:
    """The digest of every file below folders, with their names."""
    parts: list[str | bytes] = []
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if path.is_file() and path.suffix != ".pyc":
                parts += [path.relative_to(folder).as_posix(), path.read_bytes()]
    return digest(*parts)


@cache
def our_digest() -> str:
    """The digest of our own code, and of the libraries that it makes values with."""
    return digest(digest_of_files(Path(__file__).parent), *(version(name) for name in _LIBRARIES))


class Store:
    """Values of one kind, kept in a file. Objects stay in memory for the next build of a preview."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self._blobs: dict[str, bytes] = _read(file)
        self._objects: dict[str, Any] = {}
        self._used: dict[str, None] = {}
        self._changed = False

    def get(self, key: str, make: Callable[[], Value], keep: Callable[[Value], bool] = lambda value: True) -> Value:
        """The value of a digest, made now where it is not known, and kept where `keep` says so."""
        if key not in self._objects:
            found = _decoded(self._blobs.get(key))
            if found is _NOTHING:
                found = make()
                if not keep(found):
                    return found
                self._blobs[key] = pickle.dumps(found, 5)
                self._changed = True
            self._objects[key] = found
        self._used[key] = None
        value: Value = self._objects[key]
        return value

    def prepare(self, wanted: Iterable[tuple[str, Callable[[], Any]]]) -> None:
        """Make what is not known of a list of digests, with other processes where there is much of it.

        A maker that returns nothing leaves its value to [`get`][Store.get].
        """
        missing = [one for one in wanted if one[0] not in self._objects and one[0] not in self._blobs]
        if len(missing) < LEAST or processes() == 1:
            return
        for (key, _), blob in zip(missing, shared([make for _, make in missing], _blob, LEAST), strict=True):
            if blob:
                self._blobs[key] = blob
                self._changed = True

    def save(self) -> None:
        """Write what this build asked for. A file that cannot be written costs the next build time, no more."""
        forgotten = self._blobs.keys() - self._used.keys()
        for key in forgotten:
            del self._blobs[key]
            self._objects.pop(key, None)
        self._used.clear()
        if not (forgotten or self._changed):
            return
        with contextlib.suppress(OSError):
            self.file.parent.mkdir(parents=True, exist_ok=True)
            beside = self.file.with_name(f"{self.file.name}.{os.getpid()}")
            try:
                beside.write_bytes(pickle.dumps((our_digest(), self._blobs), 5))
                beside.replace(self.file)
            finally:
                beside.unlink(missing_ok=True)
        self._changed = False


_NOTHING = object()


class _Unpickler(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        found = super().find_class(module, name) if module.startswith(_ALLOWED) or module == "datetime" else None
        if isinstance(found, type) and (module, name) != ("datetime", "tzinfo"):
            return found
        raise pickle.UnpicklingError(f"{module}.{name} is not kept here")


def _blob(make: Callable[[], Any]) -> bytes:
    found = make()
    return b"" if found is None else pickle.dumps(found, 5)


def _decoded(blob: bytes | None) -> Any:
    if blob is None:
        return _NOTHING
    try:
        return _Unpickler(io.BytesIO(blob)).load()
    except Exception:
        return _NOTHING


def _read(file: Path) -> dict[str, bytes]:
    try:
        found = _Unpickler(io.BytesIO(file.read_bytes())).load()
    except Exception:
        return {}
    known = isinstance(found, tuple) and len(found) == 2 and found[0] == our_digest() and isinstance(found[1], dict)
    return found[1] if known else {}
