"""Snippets with placeholders: `{{mailbox}}` stands for a complete value, quotes included.

A snippet is never checked, shown or copied with the braces in it, because PowerShell reads `{{x}}` as
two script blocks; it is always rendered first. [`Rendered`][] remembers where each place came from, so
that a finding in the finished text is reported at the author's text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from generator.powershell.quote import literal, placeholder

_SLOT = re.compile(r"\{\{([a-z0-9]+(?:-[a-z0-9]+)*)\}\}")
_LOOSE = re.compile(r"\{\{[^{}\n]*\}\}")


@dataclass(frozen=True, slots=True)
class Slot:
    """A placeholder: where it stands in the rendered text and where in the source."""

    id: str
    start: int
    end: int
    source: int
    source_end: int


@dataclass(frozen=True, slots=True)
class Rendered:
    """A snippet as PowerShell would get it."""

    text: str
    slots: tuple[Slot, ...]

    def origin(self, offset: int) -> int:
        """The offset in the source for an offset in the rendered text; within a value, where its braces begin."""
        shift = 0
        for slot in self.slots:
            if offset < slot.start:
                break
            if offset < slot.end:
                return slot.source
            shift = slot.source_end - slot.end
        return offset + shift

    def origin_after(self, end: int) -> int:
        """The offset in the source behind the character that ends at `end`; behind the braces of a value."""
        last = next((slot for slot in self.slots if slot.start < end <= slot.end), None)
        return last.source_end if last else self.origin(end - 1) + 1


def slots(code: str) -> Iterator[tuple[str, int]]:
    """Each placeholder of a snippet with its offset, in order."""
    for found in _SLOT.finditer(code):
        yield found[1], found.start()


def malformed_slots(code: str) -> Iterator[tuple[str, int]]:
    """Double braces that are no placeholder: blanks, capitals, underscores."""
    for found in _LOOSE.finditer(code):
        if not _SLOT.fullmatch(found[0]):
            yield found[0], found.start()


def render(code: str, value: Callable[[str], str] = placeholder) -> Rendered:
    """The snippet with `value(id)` for each placeholder; by default with the visible, harmless stand-in."""
    parts: list[str] = []
    found_slots: list[Slot] = []
    length = position = 0
    for found in _SLOT.finditer(code):
        before, filled = code[position : found.start()], value(found[1])
        start = length + len(before)
        found_slots.append(Slot(found[1], start, start + len(filled), found.start(), found.end()))
        parts += (before, filled)
        length, position = start + len(filled), found.end()
    parts.append(code[position:])
    return Rendered("".join(parts), tuple(found_slots))


def fill(code: str, values: Mapping[str, str], kinds: Mapping[str, str]) -> str:
    """The snippet with accepted values filled in; those that are missing or blank stay visible placeholders."""

    def value(parameter: str) -> str:
        given = values.get(parameter, "")
        return literal(kinds[parameter], given) if given else placeholder(parameter)

    return render(code, value).text
