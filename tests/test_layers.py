"""Who may import whom. The order is written here, once, from the bottom to the top."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support import ROOT

GENERATOR = ROOT / "generator"
LAYERS: tuple[tuple[str, ...], ...] = (
    ("generator.limits",),
    (
        "generator",
        "generator.problems",
        "generator.codes",
        "generator.shell",
        "generator.scripts",
        "generator.headers",
        "generator.styles",
        "generator.facts",
        "generator.issues",
        "generator.jsontext",
        "generator.markdown",
        "generator.phrases",
        "generator.sharing",
        "generator.shipped",
        "generator.trees",
        "generator.whole",
    ),
    ("generator.output", "generator.pofile", "generator.store", "generator.nginx", "generator.links"),
    ("generator.merging",),
    ("generator.records.types",),
    ("generator.records.common", "generator.records.shape"),
    ("generator.records.*",),
    ("generator.records",),
    ("generator.library", "generator.inline", "generator.highlight", "generator.schema", "generator.composing"),
    ("generator.languages",),
    ("generator.powershell.*", "generator.pictures"),
    ("generator.powershell",),
    ("generator.decoder.*", "generator.flows.*"),
    ("generator.decoder", "generator.flows"),
    ("generator.converting", "generator.settings", "generator.addresses", "generator.catalogue", "generator.messages"),
    ("generator.po", "generator.pseudo"),
    ("generator.coverage",),
    ("generator.inputs", "generator.reader", "generator.interface", "generator.render", "generator.lock"),
    ("generator.pieces",),
    ("generator.reference", "generator.extract", "generator.scaffold", "generator.stamp", "generator.translate"),
    ("generator.sheets",),
    ("generator.importing.*",),
    ("generator.importing",),
    ("generator.checks.references", "generator.checks.fidelity"),
    ("generator.checks.typography",),
    ("generator.checks.*",),
    ("generator.checks",),
    ("generator.project", "generator.outside"),
    ("generator.views.voice", "generator.views.labels"),
    ("generator.report",),
    ("generator.views", "generator.views.parts", "generator.views.messages"),
    ("generator.views.*",),
    ("generator.explain", "generator.longtext"),
    (
        "generator.api",
        "generator.short",
        "generator.wayfinding",
        "generator.structured",
        "generator.feed",
        "generator.lookup",
    ),
    ("generator.plans", "generator.files"),
    ("generator.drawing",),
    ("generator.workshop",),
    ("generator.search", "generator.cards", "generator.discovery"),
    ("generator.plugin.assets", "generator.plugin.config", "generator.plugin.pages"),
    ("generator.plugin.strict", "generator.plugin.stopping", "generator.plugin.watching"),
    ("generator.plugin.context", "generator.plugin.previews"),
    ("generator.plugin.keeping", "generator.plugin.linking", "generator.plugin.written"),
    ("generator.plugin.beside", "generator.plugin.cutting", "generator.plugin.press"),
    ("generator.plugin.sorting", "generator.plugin.printing"),
    ("generator.plugin.glancing",),
    ("generator.plugin.knowing",),
    ("generator.plugin.hooks",),
    ("generator.plugin.serving",),
    ("generator.plugin.kit",),
    ("generator.plugin",),
    ("generator.commands", "generator.commands.*"),
    ("generator.cli",),
)
"""A module imports only from lines above its own; within a folder named with `.*`, modules may help each other."""

OUTSIDE = {
    "mkdocs": "generator.plugin",
    "jinja2": "generator.render generator.plugin",
    "yaml": "generator.composing",
    "babel": "generator.catalogue generator.interface generator.languages",
    "markdown_it": "generator.inline generator.importing",
    "html_to_markdown": "generator.markdown",
    "polib": "generator.po generator.translate generator.sheets",
    "pygments": "generator.highlight generator.powershell.highlight",
    "click": "generator.cli generator.commands",
    "rich": "generator.cli generator.commands",
    "material": "",
    "markdown": "",
}
"""Which part alone may import what."""

TRADE = re.compile(
    r"smtp|microsoft|exchange|office ?365|m365|outlook|azure|entra\b|\bauth\b|mailbox|tenant|send mail",
    re.IGNORECASE,
)
"""Words of one knowledge base that the generator must not know."""

CODES = re.compile(r"\b[245]\.[0-9]+\.[0-9]+\b|aadsts", re.IGNORECASE)
"""Its codes: modules may name one as an example of a form, pages may not."""

KNOWN = {
    "generator.records.common": "mailbox tenant",  # how far a change reaches: names of choices
    "generator.views.labels": "mailbox tenant",  # and what pages call them
    "generator.powershell.quote": "mailbox",  # a kind of value: an address of somebody
    "generator.powershell.lint": "mailbox",  # an example in a message
    "generator.scaffold": "tenant",  # an example in a message
    "generator.limits": "mailbox",  # an example in a message
    "generator.cli": "tenant",  # what a record was compared with: the name of a choice
    "generator.decoder.scrub": "auth smtp",  # the command in a log behind which a password stands
}
"""Where such a word may stand, and why."""


def _modules() -> Iterator[tuple[str, Path]]:
    for path in sorted(GENERATOR.rglob("*.py")):
        parts = path.relative_to(ROOT).with_suffix("").parts
        yield ".".join(parts[:-1] if parts[-1] == "__init__" else parts), path


MODULES = dict(_modules())


def _imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{path}: write imports in full"
            for alias in node.names:
                inner = f"{node.module}.{alias.name}"
                yield inner if inner in MODULES else str(node.module)


def _layer(module: str) -> int:
    for number, names in enumerate(LAYERS):
        if module in names:
            return number
    folder = f"{module.rpartition('.')[0]}.*"
    return next((number for number, names in enumerate(LAYERS) if folder in names), -1)


@pytest.mark.parametrize("module", MODULES)
def test_a_module_imports_only_from_below(module: str) -> None:
    mine = _layer(module)
    assert mine >= 0, f"{module} has no layer: add it to LAYERS"
    for other in _imports(MODULES[module]):
        if other in MODULES and other not in (module, "generator"):
            same = (
                module.rpartition(".")[0] == other.rpartition(".")[0]
                and f"{module.rpartition('.')[0]}.*" in (LAYERS[mine])
            )
            assert _layer(other) < mine or (same and _layer(other) == mine), f"{module} imports {other}"


@pytest.mark.parametrize("module", MODULES)
def test_a_package_is_imported_in_one_place_only(module: str) -> None:
    for other in _imports(MODULES[module]):
        package = other.partition(".")[0]
        if package in OUTSIDE:
            allowed = OUTSIDE[package].split()
            assert any(module == one or module.startswith(f"{one}.") for one in allowed), f"{module} imports {other}"


def test_modules_do_not_import_in_circles() -> None:
    graph = {
        module: {one for one in _imports(path) if one in MODULES and one != module} for module, path in MODULES.items()
    }

    def visit(module: str, above: tuple[str, ...]) -> None:
        assert module not in above, " → ".join((*above, module))
        for other in graph[module]:
            if other != "generator" and not module.startswith(f"{other}."):
                visit(other, (*above, module))

    for module in graph:
        visit(module, ())


def test_no_file_wants_a_table_of_contents() -> None:
    long = {
        path.relative_to(ROOT).as_posix(): lines
        for path in GENERATOR.rglob("*.py")
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > 400
    }
    assert long == {}


def test_the_generator_knows_no_trade() -> None:
    """Comments and examples may name one; what is printed or decided may not."""
    found = []
    for module, path in MODULES.items():
        tree = ast.parse(path.read_text(encoding="utf-8"))
        spoken = _said(tree)
        words: list[tuple[int, str]] = []
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in spoken:
                words += [(node.lineno, match[0].lower()) for match in TRADE.finditer(node.value)]
            elif isinstance(node, (ast.FunctionDef, ast.ClassDef, ast.Name, ast.arg)):
                name = getattr(node, "name", getattr(node, "id", getattr(node, "arg", "")))
                words += [(node.lineno, match[0].lower()) for match in TRADE.finditer(name)]
        allowed = KNOWN.get(module, "").split()
        found += [f"{module}:{line}: {word}" for line, word in words if word not in allowed]
        found += [f"{module} may say what it does not: {word}" for word in {*allowed} - {word for _, word in words}]
    for path in sorted((ROOT / "overrides").rglob("*.html")):
        text = re.sub(r"\{#.*?#\}|\{%.*?%\}", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
        found += [f"{path.relative_to(ROOT)}: {match[0]}" for words in (TRADE, CODES) for match in words.finditer(text)]
    assert found == []


def _said(tree: ast.AST) -> set[int]:
    """Docstrings, and the sentences in `Annotated[…]` that describe a field to authors: both give examples."""
    said = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr):
            said.add(id(node.value))
        elif isinstance(node, ast.Subscript) and isinstance(node.value, ast.Name) and node.value.id == "Annotated":
            said |= {id(one) for one in ast.walk(node.slice)}
    return said
