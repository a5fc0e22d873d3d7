"""Every form of a snippet that the page can show, copy or offer as a file.

A form is still a template: placeholders stay in double braces, so that one and the same text is
highlighted, filled in by the page's script, and filled in by tests.

    check, capture, apply, verify, rollback   as written
    apply-whatif, rollback-whatif             every changing call with `-WhatIf`
    rollback-<output id>                      `$before` set to the value that this reading shows, for the
                                              reader who noted it and has closed the window since; blank
                                              is `$null`, which inherits
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.powershell.quote import quoted
from generator.powershell.table import CmdletTable
from generator.powershell.template import fill, render, slots
from generator.powershell.tree import assignments, commands, parse, value_of
from generator.records.fix import CommandName, Unit

GUARD = "if (-not (Test-Path -Path Variable:before)) { throw '$before ?' }"
"""Stops a change in a window where nothing was captured: there `$before` would be `$null`, or nothing at all."""

_COMMANDS: tuple[CommandName, ...] = ("check", "capture", "apply", "verify", "rollback")
_CONSTANTS = {"true": "$true", "false": "$false", "": "$null"}
_WORD = re.compile(r"[A-Za-z]+")
_LINE_ENDS = re.compile(r"\r\n|[\n\v\f\r\u0085\u2028\u2029]")
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


@dataclass(frozen=True, slots=True)
class Form:
    """One text of a command. `id` is unique within the unit; `restores` is the id of a reading of `check`."""

    id: str
    command: CommandName
    code: str
    whatif: bool = False
    restores: str | None = None

    @property
    def placeholders(self) -> tuple[str, ...]:
        """The placeholders of the form, each once, in order."""
        return tuple(dict.fromkeys(name for name, _ in slots(self.code)))

    def fill(self, values: Mapping[str, str], kinds: Mapping[str, str]) -> str:
        """The text with values; what is missing stays a visible placeholder."""
        return fill(self.code, values, kinds)


@dataclass(frozen=True, slots=True)
class Comments:
    """The words of a script, in the page's language. A line break begins another comment line."""

    title: str
    steps: Mapping[CommandName, str]
    unfilled: str = ""


def forms(unit: Unit, table: CmdletTable) -> tuple[Form, ...]:
    """Every form of every command of a unit, in the order of their use."""
    return tuple(_forms(unit, table))


def _forms(unit: Unit, table: CmdletTable) -> Iterator[Form]:
    for name in _COMMANDS:
        snippet = getattr(unit, name)
        if snippet is None:
            continue
        code = clean(snippet.code)
        needs_captured = name == "rollback" or (name == "apply" and "$before" in code)
        if needs_captured and unit.capture is not None and "Variable:before" not in code:
            code = f"{GUARD}\n{code}"
        yield Form(name, name, code)
        if snippet.whatif:
            yield Form(f"{name}-whatif", name, with_whatif(code, table), whatif=True)
    if unit.rollback is not None:
        for output, constant in restored_values(unit):
            code = f"$before = {constant}\n{clean(unit.rollback.code)}"
            yield Form(f"rollback-{output}", "rollback", code, restores=output)


def clean(code: str) -> str:
    """Without blanks at line ends, and without a last line break, which would run the last line on pasting."""
    return "\n".join(line.rstrip() for line in code.strip("\n").split("\n"))


def with_whatif(code: str, table: CmdletTable) -> str:
    """The snippet with `-WhatIf` behind the last argument of every changing call."""
    rendered = render(code)
    places = []
    for command in commands(parse(rendered.text)):
        named = {argument.name.lower() for argument in command.arguments}
        if table.changes(command) and "whatif" not in named:
            places.append(rendered.origin_after(command.end))
    # From the back, because calls can stand inside calls and every insertion moves what follows.
    for place in sorted(places, reverse=True):
        code = f"{code[:place]} -WhatIf{code[place:]}"
    return code


def restored_values(unit: Unit) -> Iterator[tuple[str, str]]:
    """Each reading (its id) that shows the value that `capture` keeps, and that value as a constant.

    Only where `capture` keeps the very property that `check` shows, named by `setting`: the reading of
    another property (whether a policy allows something, where its name is kept) must not be written back.
    """
    if unit.capture is None or unit.rollback is None or not unit.setting:
        return
    parsed = parse(render(clean(unit.capture.code)).text)
    kept = next((value_of(parsed, node) for name, node in assignments(parsed) if name == "before"), "")
    if not kept.lower().endswith(f").{unit.setting.lower()}"):
        return
    for output in unit.check.outputs:
        shown = output.shows.strip()
        constant = _CONSTANTS.get(shown.lower())
        if constant or _WORD.fullmatch(shown):
            yield output.id, constant or quoted(shown)


def script(
    unit: Unit,
    table: CmdletTable,
    comments: Comments,
    *,
    connect: Sequence[str] = (),
    disconnect: Sequence[str] = (),
    values: Mapping[str, str] | None = None,
    whatif: bool = False,
) -> str:
    """The whole fix as one script, still a template unless `values` are given.

    The rollback is commented out, because a script that runs to its end would undo what it did. Where
    placeholders are left and `comments.unfilled` is given, the script stops before its first command.
    """
    by_id = {form.id: form for form in forms(unit, table)}
    blocks = [_comment(comments.title)]
    chosen = [by_id.get(f"{name}-whatif" if whatif else name) or by_id.get(name) for name in _COMMANDS]
    body = [form for form in chosen if form is not None]
    given = values or {}
    wanted = dict.fromkeys(name for form in body for name in form.placeholders)
    missing = [name for name in wanted if not given.get(name)]
    if missing and comments.unfilled:
        blocks.append(f"throw {quoted(_one_line(comments.unfilled) + ' ' + ', '.join(missing))}")
    blocks += ["\n".join(connect)] if connect else []
    for form in body:
        words = _comment(comments.steps.get(form.command, ""))
        code = "\n".join(f"# {line}" for line in form.code.split("\n")) if form.command == "rollback" else form.code
        blocks.append(f"{words}\n{code}" if words else code)
    blocks += ["\n".join(disconnect)] if disconnect else []
    text = "\n\n".join(block for block in blocks if block)
    if values is None:
        return text
    kinds = {parameter.id: parameter.type for parameter in unit.parameters}
    return fill(text, values, {name: kinds.get(name, "name") for name, _ in slots(text)})


def ps1(text: str) -> bytes:
    """A script file: UTF-8 with byte order mark, which Windows PowerShell 5.1 needs for it, and CRLF.

    Placeholders that are left become visible, quoted stand-ins.
    """
    lines = render(text).text.replace("\r\n", "\n").split("\n")
    return b"\xef\xbb\xbf" + "\r\n".join([*lines, ""]).encode()


def _comment(words: str) -> str:
    """Comment lines. Whatever a translation holds, nothing of it can leave the comment."""
    lines = [_UNSEEN.sub("", line).strip() for line in _LINE_ENDS.split(words)]
    # Braces would be taken for a placeholder when the script is filled in.
    return "\n".join(f"# {line}".replace("{{", "{ {").rstrip() for line in lines if line)


def _one_line(words: str) -> str:
    return " ".join(_UNSEEN.sub("", line).strip() for line in _LINE_ENDS.split(words)).replace("{{", "{ {").strip()
