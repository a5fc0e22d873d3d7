"""What was read stays read: values by the digest of everything that they were made from, kept between builds.

    .cache/kb/<name>     one file a store; delete it whenever you like

A value is found by its digest or not at all, so nothing in here can be out of date: whoever changes a file asks
for another digest. The digest of our own code is part of each. Values that a build did not ask for are forgotten.

Files are written by an earlier build of ours, but read as if by a stranger: only records, messages and problems
are made from them, nothing else is called.
"""

from __future__ import annotations

import contextlib
import dataclasses
import hashlib
import io
import pickle
from collections.abc import Callable, Iterable
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any, TypeVar

from generator.sharing import processes, shared
from generator.whole import replace

Value = TypeVar("Value")

LEAST = 100
"""How many values are worth a second process."""

_LIBRARIES = ("pyyaml", "babel", "markdown-it-py", "pygments", "jinja2", "markupsafe")
_ALLOWED = ("generator.records.", "generator.problems", "generator.pofile")


def digest(*parts: str | bytes) -> str:
    """The digest of several texts; where one ends and the next begins counts."""
    encoded = [part.encode() if isinstance(part, str) else part for part in parts]
    return hashlib.sha256(b"".join([b"%d:%b" % (len(data), data) for data in encoded])).hexdigest()


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
    """Values of one kind, kept in a file. Objects stay in memory for the next build of a preview, if `often` used."""

    def __init__(self, file: Path, *, often: bool = True) -> None:
        self.file = file
        self._often = often
        self._blobs: dict[str, bytes] = _read(file)
        self._objects: dict[str, Any] = {}
        self._made: dict[str, Any] = {}
        self._used: dict[str, None] = {}
        self._changed = False

    def get(self, key: str, make: Callable[[], Value], keep: Callable[[Value], bool] = lambda value: True) -> Value:
        """The value of a digest, made now where it is not known, and kept where `keep` says so."""
        value: Value = self._objects[key] if key in self._objects else _decoded(self._blobs.get(key))
        if value is _NOTHING:
            value = make()
            if not keep(value):
                return value
            self._blobs[key] = _encoded(value)
            self._changed = True
        if self._often:
            self._objects[key] = value
        self._used[key] = None
        return value

    def made(self, key: str, make: Callable[[], Value]) -> Value:
        """What is made of the value of a digest. It stays in memory, in the place of that, as long as that is kept."""
        if key in self._made and self.knows(key):
            known: Value = self._made[key]
            return known
        value = make()
        if self.knows(key):
            self._made[key] = value
            self._objects.pop(key, None)
        return value

    def knows(self, key: str) -> bool:
        """Whether there is a value of a digest; then it is kept, without being looked at."""
        known = key in self._objects or key in self._blobs
        if known:
            self._used[key] = None
        return known

    def peek(self, key: str) -> Any:
        """The value of a digest that an earlier build kept, or nothing. It is not kept any longer by this."""
        found = self._objects[key] if key in self._objects else _decoded(self._blobs.get(key))
        return None if found is _NOTHING else found

    def put(self, key: str, value: object) -> None:
        """Keep a value under another key than a digest: it must say itself what it was made from."""
        self._blobs[key] = _encoded(value)
        self._objects[key] = value
        self._used[key] = None
        self._changed = True

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
            self._made.pop(key, None)
        self._used.clear()
        if not (forgotten or self._changed):
            return
        with contextlib.suppress(OSError):
            replace({self.file: pickle.dumps((our_digest(), self._blobs), 5)})
        self._changed = False


_NOTHING = object()


class _Unpickler(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        return _found(module, name)


@cache
def _found(module: str, name: str) -> Any:
    if (module, name) == (__name__, _made.__name__):
        return _made
    allowed = module.startswith(_ALLOWED) or module == "datetime"
    found = pickle.Unpickler(io.BytesIO()).find_class(module, name) if allowed else None
    if isinstance(found, type) and (module, name) != ("datetime", "tzinfo"):
        return found
    raise pickle.UnpicklingError(f"{module}.{name} is not kept here")


def _blob(make: Callable[[], Any]) -> bytes:
    found = make()
    return b"" if found is None else _encoded(found)


class _Pickler(pickle.Pickler):
    def reducer_override(self, value: Any) -> Any:
        """Records are kept as the values of their fields: theirs is the slowest way to come back that there is."""
        kind = type(value)
        return (_made, (kind, *values_of(kind)(value))) if dataclasses.is_dataclass(kind) else NotImplemented


def _made(kind: type, *values: Any) -> Any:
    """A frozen record, from the values of its fields."""
    record: Any = object.__new__(kind)
    for put, value in zip(_puts(kind), values, strict=True):
        put(record, value)
    return record


@cache
def values_of(kind: Any) -> Callable[[Any], tuple[Any, ...]]:
    """What gives the values of the fields of a dataclass, in their order."""
    names = [field.name for field in dataclasses.fields(kind)]
    return lambda value: tuple([getattr(value, name) for name in names])


@cache
def _puts(kind: Any) -> tuple[Callable[[Any, Any], None], ...]:
    return tuple(kind.__dict__[field.name].__set__ for field in dataclasses.fields(kind))


def _encoded(value: object) -> bytes:
    into = io.BytesIO()
    _Pickler(into, 5).dump(value)
    return into.getvalue()


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
