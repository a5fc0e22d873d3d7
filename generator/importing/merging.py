"""Three-way merging of a re-import: what was imported last, what stands in the record now, what the document says now.

Whoever changed something alone wins. Where both did, the record stays as it is and the conflict is named.
Ids of blocks follow their words: a block that moved in the document keeps its id, its translation and its edits.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import defaultdict, deque
from collections.abc import Iterator, Mapping
from typing import Any

from generator.importing.drafts import Phrase, sources
from generator.importing.report import Account

GONE = object()
_CELL = re.compile(r"c[1-9][0-9]{0,3}")
"""Columns and cells are called by their place in the row."""


def digest(value: Any) -> str:
    """What a value says, as twelve hexadecimal digits; a phrase says its source."""
    text = json.dumps(sources(value), ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def parts(value: Any, path: str = "") -> dict[str, str]:
    """The digest of everything that has a path: fields, and entries of lists by their ids."""
    found: dict[str, str] = {}
    _parts(sources(value), path, found)
    return found


def _parts(value: Any, path: str, found: dict[str, str]) -> None:
    found[path] = digest(value)
    if isinstance(value, dict):
        for key, inner in value.items():
            _parts(inner, f"{path}.{key}", found)
    elif _entries(value):
        for inner in value:
            _parts(inner, f"{path}.{inner['id']}", found)


def _entries(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and isinstance(value[0], dict)


def named(record: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every block, entry and row with what it says in its own words, as a digest; in order."""
    stack: list[Any] = [record.get("body", [])]
    while stack:
        value = stack.pop()
        if isinstance(value, list):
            stack.extend(reversed(value))
        elif isinstance(value, dict):
            if "id" in value and not _CELL.fullmatch(value["id"]):
                own = {key: one for key, one in value.items() if isinstance(one, (str, Phrase)) and key != "id"}
                yield digest(own), value
            stack.extend(reversed([one for one in value.values() if isinstance(one, (list, dict))]))


def keep_ids(record: dict[str, Any], known: Mapping[str, str]) -> None:
    """Give blocks that say what a block of the last import said the id that it had. `known`: ids to digests."""
    by_words: dict[str, deque[str]] = defaultdict(deque)
    for identity, words in known.items():
        by_words[words].append(identity)
    taken = set(known)
    for words, element in named(record):
        if by_words.get(words):
            element["id"] = by_words[words].popleft()
            continue
        if element["id"] in taken:
            element["id"] = f"{element['id']}-{words[:6]}"
        while element["id"] in taken:
            element["id"] += "x"
        taken.add(element["id"])


class Merge:
    """Merges one guide. `base` holds the digests of the last import by path."""

    def __init__(self, base: Mapping[str, str], account: Account) -> None:
        self.base = base
        self.account = account

    def record(self, theirs: Any, ours: Any) -> Any:
        """The merged record."""
        return self._merge(theirs, ours, "")

    def _conflict(self, path: str, why: str) -> None:
        self.account.add("conflict", path.lstrip("."), why)

    def _merge(self, theirs: Any, ours: Any, path: str) -> Any:
        if theirs == ours:
            return theirs
        if isinstance(theirs, dict) and isinstance(ours, dict):
            keys = [*theirs, *(key for key in ours if key not in theirs)]
            merged = {key: self._one(theirs.get(key, GONE), ours.get(key, GONE), f"{path}.{key}") for key in keys}
            return {key: value for key, value in merged.items() if value is not GONE}
        if (_entries(theirs) or theirs == []) and (_entries(ours) or ours == []):
            return self._list(theirs, ours, path)
        return self._one(theirs, ours, path, leaf=True)

    def _one(self, theirs: Any, ours: Any, path: str, *, leaf: bool = False) -> Any:
        if theirs is not GONE and ours is not GONE and not leaf:
            return self._merge(theirs, ours, path)
        base = self.base.get(path)
        if theirs is GONE and _entries(ours):
            return self._list([], ours, path) or GONE
        if theirs is GONE:
            if base is None or digest(ours) != base:
                if base is not None:
                    self._conflict(path, "edited here, gone from the document: kept")
                return ours
            return GONE
        if ours is GONE:
            if base is None:
                return theirs
            if digest(theirs) != base:
                self._conflict(path, "removed here, changed in the document: left out")
            return GONE
        if digest(ours) == base:
            return theirs
        if digest(theirs) != base:
            self._conflict(path, "edited here and in the document: kept as it is here")
        return ours

    def _list(self, theirs: list[Any], ours: list[Any], path: str) -> list[Any]:
        """Their order; what was added here stays behind the entry that it followed."""
        mine = {one["id"]: one for one in ours}
        known = {one["id"] for one in theirs}
        following: dict[str, list[Any]] = defaultdict(list)
        last = ""
        for one in ours:
            if one["id"] in known:
                last = one["id"]
            else:
                following[last].append(one)
        out: list[Any] = []

        def added(after: str) -> None:
            kept = (self._one(GONE, one, f"{path}.{one['id']}") for one in following[after])
            out.extend(one for one in kept if one is not GONE)

        added("")
        for one in theirs:
            merged = self._one(one, mine.get(one["id"], GONE), f"{path}.{one['id']}")
            if merged is not GONE:
                out.append(merged)
            added(one["id"])
        return out
