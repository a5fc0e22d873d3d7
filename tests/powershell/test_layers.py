"""The package stands on its own: records, problems, a grammar and a highlighter, nothing else."""

from __future__ import annotations

import ast
import sys

from tests.support import some

from .units import ROOT

ALLOWED = (
    "generator.powershell",
    "generator.problems",
    "generator.records",
    "tree_sitter",
    "tree_sitter_pwsh",
    "pygments",
)


def test_the_package_imports_only_what_is_below_it() -> None:
    for path in some((ROOT / "generator" / "powershell").glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            for name in names:
                known = name.split(".")[0] in sys.stdlib_module_names
                assert known or any(name == one or name.startswith(f"{one}.") for one in ALLOWED), (
                    f"{path.name}: {name}"
                )
