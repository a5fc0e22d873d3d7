"""Files become records: every record below `content/`, and everything that is wrong with the files.

Nothing stops at the first problem; a record that cannot be read whole is left out of the library.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from generator.composing import (
    File,
    ScalarNode,
    SequenceNode,
    compose_bytes,
    compose_text,
    locate,
    plain,
    read_bytes,
    step,
)
from generator.converting import MISSING, called, struct, too_many
from generator.library import Library
from generator.limits import MAX_FILES, leads_out
from generator.problems import Place, Problem, named
from generator.records import KINDS, Kind
from generator.store import Store, digest

DATA = ("cmdlets", "diagnosis", "foreign")
"""Files below `content/` that are not made of records: tables that commands and texts are compared with."""


@dataclass(slots=True)
class Reading:
    """What came of reading: the library of everything that could be read, and what was wrong."""

    library: Library
    problems: list[Problem] = field(default_factory=list)
    digests: dict[str, str] = field(default_factory=dict)
    """The digest of each file that was read, by its name."""


def read(content: Path, root: Path | None = None, store: Store | None = None) -> Reading:
    """Read every record below `content`. File names in places are relative to `root` (default: its parent).

    Records of files that an earlier build has read come from the `store`, if they had no problems.
    """
    root = root or content.parent
    problems: list[Problem] = []
    records: dict[str, dict[str, Any]] = {kind: {} for kind in KINDS}
    files: dict[tuple[str, str], str] = {}
    digests: dict[str, str] = {}
    if not content.is_dir():
        problems.append(
            Problem(
                Place(named(content, root)),
                "KB118",
                "the content folder does not exist",
                "create it, or set the option 'content' in mkdocs.yml",
            )
        )
    written: list[tuple[Kind, Path, File, bytes | None]] = []
    for kind in KINDS.values():
        for path, name in _files_of(kind, content, root, problems):
            file = File(name, [])
            data = read_bytes(path, file, root)
            written.append((kind, path, file, data))
            if data is not None:
                digests[file.name] = digest(kind.name, file.name, data)
    if store:
        wanted = [(digests[file.name], partial(_tried, kind, data, path)) for kind, path, file, data in written if data]
        store.prepare(wanted)
    for kind, path, file, data in written:
        found: list[Any] = []
        if data is not None:
            make = partial(_read, kind, data, path, file)
            found = store.get(digests[file.name], make, partial(_faultless, file)) if store else make()
        problems += file.problems
        for record in found:
            identity = f"{path.stem}/{record.id}" if kind.name == "sample" else record.id
            if identity in records[kind.name]:
                earlier = files[kind.name, identity]
                problems.append(
                    Problem(
                        locate(path, file.name, ""),
                        "KB114",
                        f"the id '{identity}' is taken by {earlier}",
                        "choose another id",
                    )
                )
                continue
            records[kind.name][identity] = record
            files[kind.name, identity] = file.name
    tables = {}
    for name in DATA:
        path = content / f"{name}.yml"
        if path.exists():
            file = File(named(path, root), problems)
            data = read_bytes(path, file, root)
            if data is not None:
                digests[file.name] = digest(name, data)
                tables[name] = plain(compose_bytes(data, file))
    return Reading(Library(records, files, tables), problems, digests)


def _faultless(file: File, _: object) -> bool:
    return not file.problems


def _tried(kind: Kind, data: bytes, path: Path) -> list[Any] | None:
    """The records of a file, or nothing where there is something to say of it."""
    file = File(path.name, [])
    found = _read(kind, data, path, file)
    return None if file.problems else found


def _read(kind: Kind, data: bytes, path: Path, file: File) -> list[Any]:
    node = compose_bytes(data, file)
    return [] if node is None else _records(kind, node, path, file)


def read_text(kind: Kind, text: str, name: str) -> tuple[Any, list[Problem]]:
    """The record that a text holds, before it is a file called `name`; nothing, and why, when it holds none."""
    file = File(name, [])
    node = compose_text(text)
    records = _records(kind, node, Path(name), file)
    return (records[0] if records and not file.problems else None), file.problems


def _files_of(kind: Kind, content: Path, root: Path, problems: list[Problem]) -> list[tuple[Path, str]]:
    """The files of a kind, and how problems call them."""
    where = content / kind.where
    if kind.where.endswith(".yml"):
        return [(where, named(where, root))] if where.exists() else []
    if not where.is_dir():
        return []
    if leads_out(where, root):
        problems.append(
            Problem(Place(named(where, root)), "KB122", "the folder is elsewhere", "put the folder itself here")
        )
        return []
    paths, folder = [], named(where, root)
    for entry in sorted(os.scandir(where), key=lambda one: one.name):
        name, path = f"{folder}/{entry.name}", Path(entry.path)
        if entry.name.startswith(".") or (kind.beside and entry.name.endswith(kind.beside)):
            continue
        if not entry.name.endswith(".yml") or not (entry.is_file(follow_symlinks=False) or path.is_file()):
            hint = "move its records up" if path.is_dir() else "rename it to end in .yml, or move it elsewhere"
            problems.append(Problem(Place(name), "KB119", f"only .yml records live in {kind.where}/", hint))
            continue
        paths.append((path, name))
    if len(paths) > MAX_FILES:
        problems.append(
            Problem(
                Place(folder),
                "KB123",
                f"{len(paths)} files, and at most {MAX_FILES} are allowed",
                "make a knowledge base of its own of some of them",
            )
        )
        return []
    return paths


def _records(kind: Kind, node: Any, path: Path, file: File) -> list[Any]:
    if kind.many_in_file:
        return _list_records(kind, node, path, file)
    file.prefix = f"{kind.plural}/{path.stem}#"
    found = struct(kind.type, node, "", file)
    if found is MISSING:
        return []
    if found.id != path.stem:
        file.report(
            step(node, "id"),
            "KB113",
            f"the id is '{found.id}' but the file is called '{path.name}'",
            f"rename the file to '{found.id}.yml', or write 'id: {path.stem}'",
        )
        return []
    return [found]


def _list_records(kind: Kind, node: Any, path: Path, file: File) -> list[Any]:
    if not isinstance(node, SequenceNode):
        file.report(
            node,
            "KB110",
            f"{path.name} holds a list of records, not {called(node)}",
            "begin each record with '- id: …'",
        )
        return []
    if too_many(node, "the file", file):
        return []
    found: list[Any] = []
    ids: set[str] = set()
    for entry in node.value:
        identity = step(entry, "id")
        name = identity.value if isinstance(identity, ScalarNode) else "?"
        file.prefix = f"{kind.plural}/{name}#"
        record = struct(kind.type, entry, "", file)
        if record is MISSING:
            continue
        if record.id in ids:
            file.report(identity, "KB114", f"the id '{record.id}' is used twice in this file", "choose another id")
            continue
        ids.add(record.id)
        found.append(record)
    return found
