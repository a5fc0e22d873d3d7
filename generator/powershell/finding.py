"""One thing that is wrong with the commands of a fix."""

from __future__ import annotations

from dataclasses import dataclass

from generator.problems import Severity


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """A mistake, at a line and column (from 1) of the field `path`; 0 means the field as a whole.

    `path` is counted from the fix (`commands.apply.code`, `commands.parameters.mailbox.example`); the
    caller knows where in the file that field begins.
    """

    path: str
    line: int
    column: int
    code: str
    message: str
    hint: str
    severity: Severity = "error"


def position(text: str, offset: int) -> tuple[int, int]:
    """Line and column, both from 1, of an offset."""
    line = text.count("\n", 0, offset) + 1
    return line, offset - (text.rfind("\n", 0, offset) + 1) + 1
