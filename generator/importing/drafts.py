"""A guide before it is a file: plain data whose texts are phrases, source and target side by side."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

Block = dict[str, Any]
"""A block as it will stand in the record; texts are [`Phrase`][]s."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """A text of a record: its source, its translation when there is one, and the pairs it was made of."""

    source: str
    target: str | None = None
    segments: tuple[int, ...] = ()


@dataclass(slots=True)
class Draft:
    """A guide to be written. `pairs` are the ids of the pairs that its phrases name by number."""

    id: str
    locale: str
    record: dict[str, Any] = field(default_factory=dict)
    pairs: tuple[str, ...] = ()

    def phrases(self) -> Iterator[tuple[str, Phrase]]:
        """Every text with its path by ids (`body.x-104.text`), in the order of the record."""
        return walk(self.record)


def walk(value: Any, path: str = "") -> Iterator[tuple[str, Phrase]]:
    """The phrases below a value with their paths; entries of lists are called by their ids."""
    if isinstance(value, Phrase):
        yield path, value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from walk(inner, f"{path}.{key}" if path else key)
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            name = inner["id"] if isinstance(inner, dict) and "id" in inner else str(index)
            yield from walk(inner, f"{path}.{name}")


def mapped(value: Any, change: Callable[[Phrase], Any]) -> Any:
    """The same data with every phrase changed."""
    if isinstance(value, Phrase):
        return change(value)
    if isinstance(value, dict):
        return {key: mapped(inner, change) for key, inner in value.items()}
    if isinstance(value, list):
        return [mapped(inner, change) for inner in value]
    return value


def sources(value: Any) -> Any:
    """The data of the record: phrases are their source."""
    return mapped(value, lambda phrase: phrase.source)
