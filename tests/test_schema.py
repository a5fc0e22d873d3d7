"""The JSON Schemas accept what the reader accepts and refuse what it refuses, as far as a schema can."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from generator.records import KINDS
from generator.schema import editor_settings, schemas
from tests.support import HERE, ROOT, SMALL, run

SCHEMAS = schemas()


def _load(path: Path) -> Any:
    """A file as an editor sees it, except that nothing is guessed but true and false."""

    def plain(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: plain(one) for key, one in value.items()}
        if isinstance(value, list):
            return [plain(one) for one in value]
        return {"true": True, "false": False}.get(value, value)

    return plain(yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CBaseLoader))


def _kind(path: Path) -> str:
    """The kind of record that a file holds, from where it lies below `content`."""
    inside = path.as_posix().rpartition("/content/")[2]
    return next(kind.name for kind in KINDS.values() if inside == kind.where or inside.partition("/")[0] == kind.where)


def _errors(path: Path) -> list[str]:
    return [error.message for error in Draft202012Validator(SCHEMAS[_kind(path)]).iter_errors(_load(path))]


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_schema_is_valid_and_says_what_each_field_is(name: str) -> None:
    Draft202012Validator.check_schema(SCHEMAS[name])
    text = json.dumps(SCHEMAS[name])
    assert "description" in text
    assert '"additionalProperties": false' in text


def _records(folder: Path) -> list[Path]:
    wheres = {kind.where for kind in KINDS.values()}
    content = folder / "content"
    return sorted(
        path
        for path in content.rglob("*.yml")
        if (inside := path.relative_to(content).parts)[0] in wheres and len(inside) <= 2
    )


@pytest.mark.parametrize("path", _records(SMALL), ids=lambda path: path.name)
def test_the_small_records_are_accepted(path: Path) -> None:
    assert _errors(path) == []


def test_all_records_of_the_knowledge_base_are_accepted() -> None:
    assert {path.name: errors for path in _records(ROOT) if (errors := _errors(path))} == {}


@pytest.mark.parametrize(
    ("case", "file"),
    [
        ("KB108-unknown-field", "glossary.yml"),
        ("KB109-missing-field", "glossary.yml"),
        ("KB109-missing-type", "guides/tea.yml"),
        ("KB110-wrong-type", "glossary.yml"),
        ("KB110-wrong-type", "guides/tea.yml"),
        ("KB110-wrong-type", "site.yml"),
        ("KB111-value-not-allowed", "glossary.yml"),
        ("KB111-value-not-allowed", "guides/tea.yml"),
        ("KB112-wrong-form", "glossary.yml"),
        ("KB112-wrong-form", "sources.yml"),
        ("KB112-wrong-form", "timeline.yml"),
        ("KB115-list-too-short", "fixes/ask.yml"),
        ("KB116-text-too-long", "glossary.yml"),
        ("KB117-address", "sources.yml"),
        ("KB117-address", "glossary.yml"),
    ],
)
def test_a_broken_record_is_refused(case: str, file: str) -> None:
    assert _errors(HERE / "problems" / case / "content" / file)


def test_the_editor_is_told_which_schema_belongs_to_which_file(small: Path) -> None:
    (small / ".vscode").mkdir()
    (small / ".vscode/settings.json").write_text('{"editor.tabSize": 2}', encoding="utf-8")
    done = run("kb", "schema", "--to", ".vscode/schemas", at=small)
    assert done.returncode == 0, done.stderr
    told = json.loads((small / ".vscode/settings.json").read_text(encoding="utf-8"))
    assert told["editor.tabSize"] == 2
    for schema, (pattern,) in told["yaml.schemas"].items():
        written = json.loads((small / schema).read_text(encoding="utf-8"))
        assert written == SCHEMAS[Path(schema).name.partition(".")[0]]
        assert pattern.startswith("content/")


def test_the_committed_editor_settings_are_current() -> None:
    told = json.loads((ROOT / ".vscode/settings.json").read_text(encoding="utf-8"))
    assert told["yaml.schemas"] == editor_settings(".vscode/schemas")
    for name, schema in SCHEMAS.items():
        written = (ROOT / ".vscode/schemas" / f"{name}.schema.json").read_text(encoding="utf-8")
        assert json.loads(written) == schema, f"run kb schema --to .vscode/schemas ({name})"
