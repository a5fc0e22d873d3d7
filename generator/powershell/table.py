"""The pinned table of cmdlets: which exist, with which parameters, and what they do.

The data is `content/cmdlets.yml`: names only, taken from Microsoft's reference, with source and date.
The caller reads the file; this module gives the data a shape and answers questions about it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from generator.powershell.tree import Argument, Command

COMMON = frozenset(
    name.lower()
    for name in (
        "Debug",
        "ErrorAction",
        "ErrorVariable",
        "InformationAction",
        "InformationVariable",
        "OutBuffer",
        "OutVariable",
        "PipelineVariable",
        "ProgressAction",
        "Verbose",
        "WarningAction",
        "WarningVariable",
    )
)
"""Parameters that every cmdlet has (about_CommonParameters); `-WhatIf` and `-Confirm` are not among them."""

_READING = frozenset(
    (
        *("compare", "connect", "convert", "convertfrom", "convertto", "disconnect", "export", "find", "foreach"),
        *("format", "get", "group", "import", "join", "measure", "out", "read", "resolve", "search", "select"),
        *("show", "sort", "split", "test", "trace", "wait", "where", "write"),
    )
)
"""Verbs of cmdlets that change nothing at the service. Every other verb counts as changing."""

_SWITCHES = frozenset(("switchparameter", "system.management.automation.switchparameter"))


@dataclass(frozen=True, slots=True)
class Cmdlet:
    """One cmdlet. Keys of `parameters` are in lower case; values are (name, type).

    `states` are properties of what it returns, with every value that they can show; blank is empty.
    """

    name: str
    module: str
    parameters: Mapping[str, tuple[str, str]]
    positional: tuple[str, ...] = ()
    required: tuple[tuple[str, ...], ...] = ()
    deprecated: frozenset[str] = frozenset()
    on_premises: frozenset[str] = frozenset()
    reads_when: Mapping[str, tuple[str, ...]] | None = None
    states: tuple[tuple[str, tuple[str, ...]], ...] = ()
    undone: bool = True

    @property
    def whatif(self) -> bool:
        """Whether `-WhatIf` is there and does what it says (on some pages it is reserved for internal use)."""
        return "whatif" in self.parameters and "whatif" not in self.deprecated

    def resolve(self, written: str) -> tuple[str, ...]:
        """The parameters that a written name can mean: exactly one, or those that begin like it."""
        key = written.lower()
        if key in self.parameters:
            return (self.parameters[key][0],)
        return tuple(sorted(name for lower, (name, _) in self.parameters.items() if lower.startswith(key)))

    def is_switch(self, name: str) -> bool:
        """Whether the parameter takes no value unless a colon joins one to it."""
        return self.type_of(name).lower() in _SWITCHES

    def type_of(self, name: str) -> str:
        """The type as the reference writes it; empty for an unknown parameter."""
        return self.parameters.get(name.lower(), ("", ""))[1]


@dataclass(frozen=True, slots=True)
class CmdletTable:
    """Everything that snippets may call. Keys are in lower case. `premises` is the product of `on_premises`."""

    cmdlets: Mapping[str, Cmdlet]
    aliases: Mapping[str, str]
    programs: frozenset[str]
    reading: frozenset[str]
    premises: str

    def find(self, name: str) -> Cmdlet | None:
        """The cmdlet of this name, in any case."""
        return self.cmdlets.get(name.lower())

    def changes(self, command: Command) -> bool:
        """Whether the call changes anything, by its verb; the table names the exceptions."""
        key = command.name.lower()
        if key in self.programs or key in self.reading or "-" not in key:
            return False
        cmdlet = self.find(key)
        if cmdlet is not None and cmdlet.reads_when is not None:
            return not _reads(command, cmdlet.reads_when)
        return key.partition("-")[0] not in _READING


@dataclass(frozen=True, slots=True)
class Bound:
    """A parameter of a call with its value, as PowerShell would bind them. `value` is empty for a bare switch."""

    argument: Argument
    name: str
    value: str
    value_start: int


def bind(command: Command, cmdlet: Cmdlet | None) -> tuple[list[Bound], list[Argument]]:
    """Parameters with their values, and the values that stand alone."""
    bound: list[Bound] = []
    loose: list[Argument] = []
    arguments = list(command.arguments)
    while arguments:
        argument = arguments.pop(0)
        if not argument.name:
            loose.append(argument)
            continue
        meant = cmdlet.resolve(argument.name) if cmdlet else ()
        name = meant[0] if len(meant) == 1 else argument.name
        switch = cmdlet is not None and cmdlet.is_switch(name)
        value = arguments[0] if arguments and not arguments[0].name and (argument.colon or not switch) else None
        if value is not None:
            arguments.pop(0)
        bound.append(Bound(argument, name, value.text if value else "", value.start if value else argument.end))
    return bound, loose


def cmdlet_table(data: Mapping[str, Any]) -> CmdletTable:
    """The table from the parsed YAML of `content/cmdlets.yml`."""
    cmdlets = {}
    elsewhere = data.get("on_premises") or {}
    for name, written in data["cmdlets"].items():
        entry = written or {}
        shared = elsewhere.get("parameters") if entry.get("module") == elsewhere.get("module") else None
        parameters = {str(key): str(kind) for key, kind in (entry.get("parameters") or {}).items()}
        reads = entry.get("reads_when")
        cmdlets[name.lower()] = Cmdlet(
            name=name,
            module=str(entry.get("module", "")),
            parameters={key.lower(): (key, kind) for key, kind in parameters.items()},
            positional=tuple(entry.get("positional") or ()),
            required=tuple(tuple(choice) for choice in entry.get("required") or ()),
            deprecated=_lower(entry.get("deprecated")),
            on_premises=_lower(entry.get("on_premises")) | _lower(shared),
            states=tuple((str(key), tuple(map(str, shown))) for key, shown in (entry.get("states") or {}).items()),
            reads_when={key: tuple(values) for key, values in reads.items()} if reads else None,
            undone=str(entry.get("undo", "")) != "none",
        )
    return CmdletTable(
        cmdlets=cmdlets,
        aliases={str(alias).lower(): str(name) for alias, name in (data.get("aliases") or {}).items()},
        programs=_lower(data.get("programs")),
        reading=_lower(data.get("reading")),
        premises=str(elsewhere.get("product", "another product")),
    )


def _lower(names: Iterable[object] | None) -> frozenset[str]:
    return frozenset(str(name).lower() for name in names or ())


def _reads(command: Command, reads_when: Mapping[str, tuple[str, ...]]) -> bool:
    """Whether the deciding parameter is absent (its default reads) or has one of the reading values."""
    bound, _ = bind(command, None)
    return all(
        item.value.strip("'\"").lower() in {value.lower() for value in values}
        for name, values in reads_when.items()
        for item in bound
        if item.name.lower() == name.lower()
    )
