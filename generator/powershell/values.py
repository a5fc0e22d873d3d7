"""Values that stand where quoting does not protect them.

A placeholder becomes a complete single-quoted string. Inside another string its quotes are ordinary
characters of that string; joined to other words it is part of a larger token. Filters (OPATH, OData)
and web addresses are languages of their own: there a quoted value is safe for PowerShell and still
breaks out of the filter, unless single quotes are doubled or the value is escaped for addresses.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator.powershell.finding import Finding, position
from generator.powershell.table import CmdletTable, bind
from generator.powershell.template import Rendered
from generator.powershell.tree import STRINGS, Parsed, assignments, commands, parse, value_of, variables

_PLAIN = frozenset(("domain", "ipv4", "guid", "number"))
"""Types whose values cannot hold a quote, a slash or a question mark."""

_QUOTE, _TWO = r"""(?:"'"|'''')""", r"""(?:"''"|'''''')"""
_DOUBLED = re.compile(
    rf"\s*\)?\s*(?:-[ci]?replace\s+{_QUOTE}\s*,\s*{_TWO}|\.Replace\(\s*{_QUOTE}\s*,\s*{_TWO}\s*\))", re.IGNORECASE
)
_HINTS = {"filter": '-replace "\'", "\'\'"', "address": "[uri]::EscapeDataString(…)"}
_ESCAPED = re.compile(r"\[(?:System\.)?Uri\]::EscapeDataString\(\s*$", re.IGNORECASE)


def check_places(rendered: Rendered, code: str, path: str) -> Iterator[Finding]:
    """Placeholders that are not a token of their own."""
    parsed = parse(rendered.text)
    for slot in rendered.slots:
        inner = parsed.innermost(slot.start, slot.end)
        around = list(inner.ancestors())
        if any(node.type == "comment" for node in around):
            continue
        alone = (inner.start, inner.end) == (slot.start, slot.end)
        alone = alone and not any(node.type == "concatenated_command_argument" for node in around)
        inside = any(node.type in STRINGS and (node.start, node.end) != (slot.start, slot.end) for node in around)
        if inside or not alone:
            yield Finding(
                path,
                *position(code, slot.source),
                "KB712",
                f"{{{{{slot.id}}}}} is {'inside a string' if inside else 'part of a longer word'}",
                "the placeholder brings its own quotes: let it stand alone, or assign it to a variable first",
            )


def check_filters(
    rendered: Rendered, code: str, path: str, table: CmdletTable, kinds: Mapping[str, str]
) -> Iterator[Finding]:
    """Values in filters and addresses, also by way of variables and splatting."""
    parsed = parse(rendered.text)
    slots = [
        _Value(slot.start, slot.end, f"{{{{{slot.id}}}}}")
        for slot in rendered.slots
        if kinds.get(slot.id) not in _PLAIN
    ]
    holding: dict[str, set[str]] = {language: set() for language in _HINTS}

    def bare(language: str, start: int, end: int) -> list[_Value]:
        """The values, and the variables that hold one, that stand unescaped between two offsets."""
        held = [
            _Value(node.start, node.end, f"${name}")
            for name in sorted(holding[language])
            for node in variables(parsed, name)
        ]
        inside = sorted(value for value in (*slots, *held) if start <= value.start and value.end <= end)
        return [value for value in inside if not _escaped(language, rendered.text, value)]

    for name, node in assignments(parsed):
        for language, names in holding.items():
            raw = bare(language, node.end - len(value_of(parsed, node)), node.end)
            (names.add if raw else names.discard)(name)
    for name, start, end in _arguments(parsed, table):
        language = "filter" if name.endswith("filter") else "address" if name == "uri" else ""
        for value in bare(language, start, end) if language else ():
            yield Finding(
                path,
                *position(code, rendered.origin(value.start)),
                "KB713",
                f"{value.what} stands in the {language} without escaping",
                f"escape it: {_HINTS[language]}",
            )


@dataclass(frozen=True, slots=True, order=True)
class _Value:
    """A place where a value stands, and what the author wrote there."""

    start: int
    end: int
    what: str


def _arguments(parsed: Parsed, table: CmdletTable) -> Iterator[tuple[str, int, int]]:
    """Each parameter (lower case) with the place of its value, splatted ones included."""
    for command in commands(parsed):
        bound, _ = bind(command, table.find(command.name))
        for item in bound:
            yield item.name.lower(), item.value_start, item.value_start + len(item.value)
    for node in parsed.of("hash_entry"):
        key = parsed.words(node).partition("=")[0]
        yield key.strip(" '\"").lower(), node.start + len(key), node.end


def _escaped(language: str, text: str, value: _Value) -> bool:
    if language == "filter":
        return bool(_DOUBLED.match(text, value.end))
    return bool(_ESCAPED.search(text[: value.start]))
