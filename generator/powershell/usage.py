"""Cmdlets and parameters against the pinned table."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from generator.powershell.finding import Finding, position
from generator.powershell.table import COMMON, Bound, Cmdlet, CmdletTable, bind
from generator.powershell.template import Rendered
from generator.powershell.tree import Argument, Command, Entry, Parsed, assignments, commands, entries, parse
from generator.problems import Severity, did_you_mean

_CONSTANTS = frozenset(("$true", "$false"))


def check_usage(rendered: Rendered, code: str, path: str, table: CmdletTable) -> Iterator[Finding]:
    """Every call of a snippet, also those in script blocks and parentheses."""
    parsed = parse(rendered.text)

    def finding(offset: int, problem: str, message: str, hint: str = "", severity: Severity = "error") -> Finding:
        return Finding(path, *position(code, rendered.origin(offset)), problem, message, hint, severity)

    for command in commands(parsed):
        yield from _check_command(parsed, command, table, finding)


_Say = Callable[..., Finding]


def _check_command(parsed: Parsed, command: Command, table: CmdletTable, say: _Say) -> Iterator[Finding]:
    name = command.name
    if name.lower() in table.programs:
        return
    if name.lower() in table.aliases:
        name = table.aliases[name.lower()]
        yield say(command.start, "KB707", f"'{command.name}' is an alias", f"write {name}")
    cmdlet = table.find(name)
    if cmdlet is None:
        hint = did_you_mean(name, (known.name for known in table.cmdlets.values()))
        hint = hint if hint.startswith("did") else "add it to content/cmdlets.yml with its source, if it exists"
        yield say(command.start, "KB702", f"'{name}' is not in the table of cmdlets", hint)
        return
    here = partial(_check_parameter, cmdlet, table, say)
    bound, loose = bind(command, cmdlet)
    given = {item.name.lower() for item in bound}
    for item in bound:
        yield from here(item.argument.name, item.argument.start)
        yield from _check_value(cmdlet, item, loose, say)
    for splat in command.splats:
        found = _splatted(parsed, splat)
        if found is None:
            hint = f"assign it before, in this snippet: ${splat.name} = @{{ … }}"
            yield say(splat.start, "KB725", f"{splat.text} is not a hash table of this snippet", hint)
            return
        for entry in found:
            given.update(meant.lower() for meant in cmdlet.resolve(entry.key)[:1])
            yield from here(entry.key, entry.start)
    yield from _check_required(cmdlet, command, given, len(loose), say)


def _splatted(parsed: Parsed, splat: Argument) -> tuple[Entry, ...] | None:
    """The entries of the last hash table that was assigned to the variable before."""
    last = None
    for name, node in assignments(parsed):
        if name == splat.name.lower() and node.end <= splat.start:
            last = node
    return entries(parsed, last) or None if last is not None else None


def _check_parameter(cmdlet: Cmdlet, table: CmdletTable, say: _Say, written: str, start: int) -> Iterator[Finding]:
    key = written.lower()
    if key in COMMON:
        return
    meant = cmdlet.resolve(written)
    if len(meant) == 1 and meant[0].lower() == key:
        if key in cmdlet.deprecated:
            message = f"-{meant[0]} of {cmdlet.name} is deprecated or reserved"
            yield say(start, "KB728", message, "do without it; see the page of the cmdlet", "warning")
    elif key in cmdlet.on_premises:
        yield say(start, "KB704", f"-{written} of {cmdlet.name} exists in {table.premises} only", "leave it out")
    elif len(meant) == 1:
        yield say(start, "KB705", f"-{written} is short for -{meant[0]}", f"write -{meant[0]}", "warning")
    elif meant:
        choices = ", ".join(f"-{name}" for name in meant[:5])
        yield say(start, "KB703", f"-{written} of {cmdlet.name} can mean several parameters", f"one of: {choices}")
    else:
        hint = did_you_mean(written, (name for name, _ in cmdlet.parameters.values()))
        yield say(start, "KB703", f"{cmdlet.name} has no parameter -{written}", hint)


def _check_value(cmdlet: Cmdlet, item: Bound, loose: list[Argument], say: _Say) -> Iterator[Finding]:
    if item.name.lower() not in cmdlet.parameters:
        return
    if cmdlet.is_switch(item.name):
        after = next((value for value in loose if value.start > item.argument.end), None)
        if not item.value and after is not None and after.text.lower() in _CONSTANTS:
            yield say(
                after.start,
                "KB730",
                f"-{item.name} is a switch; {after.text} is not bound to it",
                f"write -{item.name}:{after.text}",
            )
    elif not item.value:
        kind = cmdlet.type_of(item.name)
        yield say(item.argument.start, "KB730", f"-{item.name} has no value", f"it takes a value of type {kind}")


def _check_required(cmdlet: Cmdlet, command: Command, given: set[str], loose: int, say: _Say) -> Iterator[Finding]:
    """One of the parameter sets must be complete. Behind a pipe anything may come from the objects before it."""
    if command.piped:
        return
    free = [name for name in cmdlet.positional if name.lower() not in given]
    given = given | {name.lower() for name in free[:loose]}
    missing = [[name for name in choice if name.lower() not in given] for choice in cmdlet.required]
    if missing and all(missing):
        least = min(missing, key=len)
        needs = " and ".join(f"-{name}" for name in least)
        yield say(command.start, "KB706", f"{cmdlet.name} needs {needs}", "PowerShell would stop and ask for it")
