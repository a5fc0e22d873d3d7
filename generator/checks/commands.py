"""Every command is right: it parses, its cmdlets and parameters exist, its effect is what the fix says."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from generator.checks.references import Locate
from generator.library import Library
from generator.powershell.finding import Finding
from generator.powershell.lint import lint_code, lint_unit
from generator.powershell.table import cmdlet_table
from generator.problems import Place, Problem


def command_problems(library: Library, locate: Locate, root: Path) -> Iterator[Problem]:
    """Findings in the commands of fixes and modules; a knowledge base without a table of cmdlets has none."""
    written = library.data.get("cmdlets")
    if not written:
        return
    table = cmdlet_table(written)
    for fix in library.fixes.values():
        for finding in lint_unit(fix.commands, table) if fix.commands else ():
            place = locate("fix", fix.id, finding.path)
            yield Problem(
                _within(place, root, finding, _code(fix.commands, finding.path)),
                finding.code,
                finding.message,
                finding.hint,
                finding.severity,
            )
    for module in library.modules.values():
        kinds = {parameter.id: parameter.type for parameter in module.parameters}
        for name in ("install", "connect", "disconnect"):
            for finding in lint_code(getattr(module, name), name, table, kinds):
                place = locate("module", module.id, name)
                yield Problem(place, finding.code, finding.message, finding.hint, finding.severity)


def _code(unit: object, path: str) -> str:
    """The text of the snippet that a path such as `commands.apply.code` names; empty for other paths."""
    parts = path.split(".")
    snippet = getattr(unit, parts[1], None) if len(parts) == 3 and parts[2] == "code" else None
    return getattr(snippet, "code", "")


def _within(place: Place, root: Path, finding: Finding, code: str) -> Place:
    """The place inside a snippet. A block begins on the line below its field; a single line begins at its place."""
    if not finding.line or not code:
        return place
    if "\n" not in code:
        return Place(place.file, place.line, place.column + finding.column - 1)
    line = place.line + finding.line
    return Place(place.file, line, _indent(root / place.file, line, code, finding.line) + finding.column)


def _indent(file: Path, line: int, code: str, of: int) -> int:
    """How far the block is indented in its file, seen at one line of it; 0 when the file is not written so."""
    lines = file.read_text(encoding="utf-8").splitlines()
    written = lines[line - 1] if 0 < line <= len(lines) else ""
    return max(0, written.find(code.splitlines()[of - 1]))
