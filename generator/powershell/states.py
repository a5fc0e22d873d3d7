"""What a command can show that its outputs do not explain: a switch with three states is read as two by everybody."""

from __future__ import annotations

from collections.abc import Iterator

from generator.powershell.finding import Finding
from generator.powershell.table import CmdletTable
from generator.powershell.template import render
from generator.powershell.tree import commands, parse
from generator.records.fix import Snippet

_SHOWING = frozenset(("format-list", "format-table", "select-object"))


def unexplained(snippet: Snippet, table: CmdletTable) -> Iterator[tuple[str, str]]:
    """Each property that the snippet shows, with a state (empty for blank) that none of its outputs explains."""
    called = commands(parse(render(snippet.code).text))
    shown = {
        word.strip(", ").lower()
        for command in called
        if command.name.lower() in _SHOWING
        for argument in command.arguments
        for word in argument.text.split(",")
    }
    explained = {output.shows.strip().lower() for output in snippet.outputs}
    found = {command.name.lower(): table.find(command.name) for command in called}
    for cmdlet in filter(None, found.values()):
        for name, states in cmdlet.states:
            if name.lower() in shown:
                yield from ((name, state) for state in states if state.lower() not in explained)


def check_states(snippet: Snippet, table: CmdletTable) -> Iterator[Finding]:
    """The states that readers of a check would have to guess at."""
    for name, state in unexplained(snippet, table):
        yield Finding(
            "commands.check.outputs",
            0,
            0,
            "KB731",
            f"{name} can show {_quoted(state) if state else 'nothing (blank)'}, and no output says what that means",
            f"add an output with `shows: {_quoted(state)}`",
        )


def _quoted(state: str) -> str:
    return f"'{state}'"
