"""A page of the theme cut at the places where pages differ, to be joined again with other values.

The theme's template is rendered once for a group of pages that differ only in these places, with a mark in
each. Joining costs a string concatenation where rendering costs milliseconds. Knows nothing of a theme:
whether joined and rendered pages are equal is checked by the caller, byte for byte.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

_MARK = "kbslot{}endslot"
_FIND = re.compile(r"kbslot([a-z0-9]+)endslot")


@dataclass(frozen=True, slots=True)
class Shell:
    """The parts of a page between its slots. `parts` alternate: text, slot name, text, …, text."""

    parts: tuple[str, ...]

    def join(self, values: Mapping[str, str]) -> str:
        """The page with these values. Raises KeyError when a slot has none."""
        return "".join(values[part] if index % 2 else part for index, part in enumerate(self.parts))


def marks(names: Iterable[str]) -> dict[str, str]:
    """A value for each slot that no page contains and no escaping changes."""
    return {name: _MARK.format(name) for name in names}


def cut(html: str) -> Shell:
    """Cut a page that was rendered with [`marks`][] in the place of its values."""
    return Shell(tuple(_FIND.split(html)))
