"""What was imported last: one line a document and language, beside the guides, to be committed with them."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from generator.jsontext import compact
from generator.limits import name_fault
from generator.records.types import SLUG
from generator.whole import save

NAME = ".imports.jsonl"


@dataclass(slots=True)
class Last:
    """The last import of a document in one language.

    `hash` is that of the document and the options; `parts` and `ids` are digests of the record by path and of
    its blocks by id, `targets` digests of the translations by context.
    """

    id: str
    locale: str
    key: str
    hash: str
    segments: int = 0
    parts: dict[str, str] = field(default_factory=dict)
    ids: dict[str, str] = field(default_factory=dict)
    targets: dict[str, str] = field(default_factory=dict)


class State:
    """Everything that was imported, by key and locale."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / NAME
        self._all: dict[tuple[str, str], Last] = {}
        self._ids: dict[str, str] = {}
        if self.path.is_file():
            for line in self.path.read_text(encoding="utf-8").splitlines():
                found = _read(line)
                if found:
                    self.put(found)

    def get(self, key: str, locale: str) -> Last | None:
        """The last import of a document in a language."""
        return self._all.get((key, locale))

    def any(self, key: str, locale: str) -> Last | None:
        """The same, or that of another language: the source is one."""
        own = self.get(key, locale)
        return own or next((one for (name, _), one in self._all.items() if name == key), None) if self.id(key) else None

    def id(self, key: str) -> str:
        """The guide of a document, or nothing."""
        return self._ids.get(key, "")

    def put(self, last: Last) -> None:
        """Remember an import."""
        self._all[last.key, last.locale] = last
        self._ids[last.key] = last.id

    def tell(self, key: str, parts: dict[str, str], ids: dict[str, str]) -> None:
        """The record of a document is the same in every language: what is known of it is told to all."""
        for (name, _), one in self._all.items():
            if name == key:
                one.parts, one.ids = parts, ids

    def save(self) -> None:
        """Write the file."""
        lines = [compact(asdict(one)) for _, one in sorted(self._all.items(), key=lambda item: (item[1].id, item[0]))]
        save({self.path: "".join(f"{line}\n" for line in lines)})


def _read(line: str) -> Last | None:
    """An entry; a line that a bad merge spoiled counts as never imported."""
    try:
        value: Any = json.loads(line)
        last = Last(**value)
        texts = (last.id, last.locale, last.key, last.hash)
        tables = (last.parts, last.ids, last.targets)
        if not all(isinstance(one, str) for one in texts) or not all(isinstance(one, dict) for one in tables):
            return None
        return None if name_fault(last.id) or not SLUG.expression.fullmatch(last.id) else last
    except (ValueError, TypeError, RecursionError):
        return None
