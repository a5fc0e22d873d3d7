"""What the commands of a unit do, against what the unit says it does.

The names of switches are the commonest trap: `SmtpClientAuthenticationDisabled $false` *enables*. A
parameter has a polarity when its name ends in `Disabled` or `Enabled`, or begins with `Disable`,
`Enable` or `Allow`; `…State` has one by its value. Others (`RejectDirectSend`) are not judged: whether
rejecting is "enabled" by `$true` depends on what one calls the setting.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from generator.powershell.finding import Finding, position
from generator.powershell.table import CmdletTable, bind
from generator.powershell.template import render
from generator.powershell.tree import Command, assignments, commands, parse, variables
from generator.records.fix import Snippet, Unit

_IDENTIFIER = re.compile(r"[A-Za-z][A-Za-z0-9]*")
_OPPOSITE = {"enable": "disable", "disable": "enable"}
_UNDOING = {
    "grant": frozenset(("remove", "revoke", "disable", "clear")),
    "create": frozenset(("remove", "revoke", "disable", "clear")),
    "revoke": frozenset(("add", "new", "grant", "enable", "register")),
    "remove": frozenset(("add", "new", "grant", "enable", "register")),
}
_SETTING = frozenset(("enable", "disable", "set"))


@dataclass(frozen=True, slots=True)
class _Setting:
    """A parameter or hash key with its value, and what that does."""

    name: str
    value: str
    start: int

    @property
    def polarity(self) -> str:
        name, value = self.name.lower(), self.value.lower().strip("'\"")
        if name.endswith("state"):
            return {"enabled": "enable", "enforced": "enable", "disabled": "disable"}.get(value, "")
        on = {"": True, "$true": True, "$false": False}.get(value)
        if on is None:
            return ""
        if name.endswith("disabled") or name.startswith("disable"):
            return "disable" if on else "enable"
        if name.endswith("enabled") or name.startswith(("enable", "allow")):
            return "enable" if on else "disable"
        return ""


def check_intent(unit: Unit, table: CmdletTable) -> Iterator[Finding]:
    """Everything about the unit as a whole."""
    yield from _check_parts(unit, table)
    yield from _check_reading(unit, table)
    if unit.apply is not None:
        yield from _check_direction(unit, unit.apply, table)
    yield from _check_whatif(unit, table)
    yield from _check_before(unit)


def _check_parts(unit: Unit, table: CmdletTable) -> Iterator[Finding]:
    if unit.apply is None:
        if unit.effect != "read":
            message = f"effect is '{unit.effect}', but there is no apply"
            hint = "add an `apply`, or say 'effect: read'"
            yield Finding("commands.effect", 0, 0, "KB727", message, hint)
        return
    if unit.effect == "read":
        hint = "say what it does under `effect`, or remove the `apply`"
        yield Finding("commands.effect", 0, 0, "KB727", "effect is 'read', but there is an apply", hint)
    changing = changes_in(unit.apply.code, table)
    if not changing and not _programs(unit.apply.code, table):
        hint = "put the change here; what only reads is a `check`"
        yield Finding("commands.apply.code", 0, 0, "KB727", "apply changes nothing", hint)
    lasting = [cmdlet for cmdlet in map(table.find, (command.name for command in changing)) if cmdlet]
    if unit.rollback is None and (not lasting or any(cmdlet.undone for cmdlet in lasting)):
        hint = "restore what `capture` kept; if there is no way back, say `undo: none` for the cmdlet in the table"
        yield Finding("commands.rollback", 0, 0, "KB709", "apply has no rollback", hint)
    if unit.verify is None:
        yield Finding("commands.verify", 0, 0, "KB710", "apply has no verify", "read the value that apply changes")
    named = unit.effect in _SETTING and _IDENTIFIER.fullmatch(unit.setting)
    if named and unit.setting.lower() not in unit.apply.code.lower():
        hint = "name the parameter that apply sets"
        yield Finding("commands.setting", 0, 0, "KB727", f"apply does not touch {unit.setting}", hint)
    if unit.effect in _SETTING and unit.capture is None:
        hint = "capture: $before = (Get-… ).…"
        yield Finding("commands.capture", 0, 0, "KB724", "the present value is not kept", hint, "warning")


def _check_reading(unit: Unit, table: CmdletTable) -> Iterator[Finding]:
    for name, snippet in (("check", unit.check), ("capture", unit.capture), ("verify", unit.verify)):
        if snippet is None:
            continue
        rendered = render(snippet.code)
        for command in changes_in(snippet.code, table):
            yield Finding(
                f"commands.{name}.code",
                *position(snippet.code, rendered.origin(command.start)),
                "KB711",
                f"{name} only reads, but {command.name} changes something",
                "move it to apply",
            )


def _check_direction(unit: Unit, apply: Snippet, table: CmdletTable) -> Iterator[Finding]:
    opposite = _OPPOSITE.get(unit.effect)
    if opposite:
        for name, snippet, wrong in (("apply", apply, opposite), ("rollback", unit.rollback, unit.effect)):
            if snippet is None:
                continue
            for setting in _relevant(snippet.code, unit.setting, table):
                if setting.polarity == wrong:
                    does = f"{setting.name} {setting.value or '(switch)'} {wrong}s"
                    undoing = ", and this is its undoing" if name == "rollback" else ""
                    rule = f"the declared effect is '{unit.effect}'{undoing}"
                    yield Finding(
                        f"commands.{name}.code",
                        *position(snippet.code, render(snippet.code).origin(setting.start)),
                        "KB708",
                        f"{does}, but {rule}",
                        "mind the name: `…Disabled $false` enables",
                    )
    against = _UNDOING.get(unit.effect, frozenset())
    verbs = {command.name.lower().partition("-")[0] for command in changes_in(apply.code, table)}
    if verbs and verbs <= against:
        does = ", ".join(sorted(verbs))
        message = f"effect is '{unit.effect}', but apply has only: {does}"
        yield Finding("commands.apply.code", 0, 0, "KB708", message, "correct the one that is wrong")


def _relevant(code: str, setting: str, table: CmdletTable) -> list[_Setting]:
    """The settings that decide: the declared one where it occurs, otherwise all with a polarity."""
    parsed = parse(render(code).text)
    found = []
    for command in commands(parsed):
        if table.changes(command):
            bound, _ = bind(command, table.find(command.name))
            found += [_Setting(item.name, item.value, item.argument.start) for item in bound]
    for node in parsed.of("hash_entry"):
        key, value = parsed.words(node).split("=", 1)
        found.append(_Setting(key.strip(" '\""), value.strip(), node.start))
    declared = [item for item in found if item.name.lower() == setting.lower()]
    return declared or [item for item in found if item.polarity]


def _check_whatif(unit: Unit, table: CmdletTable) -> Iterator[Finding]:
    for name, snippet in (("check", unit.check), ("capture", unit.capture), ("verify", unit.verify)):
        if snippet is not None and snippet.whatif:
            message = f"{name} changes nothing to try out"
            yield Finding(f"commands.{name}.whatif", 0, 0, "KB714", message, "remove `whatif`")
    for name, snippet in (("apply", unit.apply), ("rollback", unit.rollback)):
        if snippet is None:
            continue
        changing = changes_in(snippet.code, table)
        lacking = sorted(
            {command.name for command in changing if not ((cmdlet := table.find(command.name)) and cmdlet.whatif)}
        )
        path = f"commands.{name}.whatif"
        if snippet.whatif and (lacking or not changing):
            what = f"{', '.join(lacking)} cannot do it" if lacking else "it changes nothing"
            yield Finding(path, 0, 0, "KB714", f"-WhatIf is claimed for {name}, but {what}", "remove `whatif`")
        elif name == "apply" and changing and not lacking and not snippet.whatif:
            yield Finding(path, 0, 0, "KB715", f"{name} could offer -WhatIf", "whatif: true", "warning")


def _check_before(unit: Unit) -> Iterator[Finding]:
    uses = unit.rollback is not None and any(variables(parse(render(unit.rollback.code).text), "before"))
    if unit.capture is not None:
        kept = {name for name, _ in assignments(parse(render(unit.capture.code).text))}
        if "before" not in kept:
            yield Finding("commands.capture.code", 0, 0, "KB723", "capture does not assign $before", "$before = …")
        elif unit.rollback is not None and not uses:
            hint = "restore the captured value, or leave capture out"
            yield Finding("commands.rollback.code", 0, 0, "KB723", "rollback does not use $before", hint)
    elif uses:
        message = "rollback uses $before, which nothing captured"
        yield Finding("commands.rollback.code", 0, 0, "KB723", message, "add a `capture` that assigns $before")


def changes_in(code: str, table: CmdletTable) -> list[Command]:
    """The calls in a snippet that change anything."""
    return [command for command in commands(parse(render(code).text)) if table.changes(command)]


def _programs(code: str, table: CmdletTable) -> bool:
    return any(command.name.lower() in table.programs for command in commands(parse(render(code).text)))
