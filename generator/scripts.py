"""ES modules become one classic script, so that pages work from `file://`, where browsers block modules.

The step is small on purpose: a module may begin with `import { a, b } from "./other.js"` lines and mark
declarations with `export`; nothing else of the module syntax is used. Each module keeps its own scope. Comments
for those who read the modules (`/** … */` on lines of their own) stay with them.
"""

from __future__ import annotations

import re
from pathlib import Path

_IMPORT = re.compile(r'^import\s*\{([^}]*)\}\s*from\s*"\./([\w.-]+)";?[ \t]*$', re.MULTILINE)
_DOC = re.compile(r"^[ \t]*/\*\*(?:(?!\*/).)*\*/[ \t]*\n", re.MULTILINE | re.DOTALL)
_EXPORT = re.compile(r"^export\s+(?=(?:async\s+)?(?:function\*?|class|const|let)\s+(\w+))", re.MULTILINE)


class ScriptError(ValueError):
    """A module uses syntax that the bundling step does not know, or imports what does not exist."""


def bundle(folder: Path, entries: tuple[str, ...]) -> str:
    """One classic script of the modules `entries` and everything they import, in the order of need."""
    done: dict[str, str] = {}
    for entry in entries:
        _add(folder, entry, done, ())
    body = "\n".join(done.values())
    return f'(() => {{\n"use strict";\n{body}\n}})();\n'


def _add(folder: Path, name: str, done: dict[str, str], above: tuple[str, ...]) -> None:
    if name in done:
        return
    if name in above:
        raise ScriptError(f"{name}: imports itself by way of {' → '.join(above)}")
    path = folder / name
    if not path.is_file():
        raise ScriptError(f"{above[-1] if above else folder}: there is no module '{name}'")
    source = _DOC.sub("", path.read_text(encoding="utf-8"))
    imports = []
    for names, target in _IMPORT.findall(source):
        _add(folder, target, done, (*above, name))
        wanted = ", ".join(re.sub(r"\s+as\s+", ": ", one.strip()) for one in names.split(",") if one.strip())
        imports.append(f"const {{ {wanted} }} = {_variable(target)};")
    exports = _EXPORT.findall(source)
    body = _EXPORT.sub("", _IMPORT.sub("", source))
    left = re.search(r"^(?:import|export)\b.*$", body, re.MULTILINE)
    if left:
        raise ScriptError(f"{name}: '{left.group()[:60]}' is not a form of import or export that is bundled")
    head = "\n".join(imports)
    done[name] = (
        f"const {_variable(name)} = (() => {{\n{head}\n{body.strip()}\nreturn {{ {', '.join(exports)} }};\n}})();"
    )


def _variable(name: str) -> str:
    return "module_" + re.sub(r"\W", "_", name.removesuffix(".js"))
