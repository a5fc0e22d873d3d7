"""What earlier runs found in a record is kept, and is what would be found anew."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from generator.checks import About
from generator.project import load
from generator.settings import Settings
from generator.store import Store
from tests.support import replace

Asked = list[tuple[str, str]]


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Asked:
    """The records that are checked, by kind and id."""
    found: Asked = []
    original = About.record

    def record(about: Any, kind: str, identity: str, one: Any) -> Any:
        found.append((kind, identity))
        return original(about, kind, identity, one)

    monkeypatch.setattr(About, "record", record)
    return found


def _said(folder: Path, stores: dict[str, Store] | None = None) -> list[str]:
    said = [str(one) for one in load(Settings(folder), lines=False, stores=stores).problems]
    for store in (stores or {}).values():
        store.save()
    return said


def _stores(folder: Path) -> dict[str, Store]:
    return {name: Store(folder / ".cache" / name) for name in ("records", "messages", "checks")}


def test_only_what_changed_is_checked_again_and_all_is_said_again(
    translated: Path, tmp_path: Path, asked: Asked
) -> None:
    folder = tmp_path / "kb"
    shutil.copytree(translated, folder)
    first = _said(folder, _stores(folder))
    assert {line.split()[1] for line in first} >= {"KB404", "KB405"}
    asked.clear()
    assert _said(folder, _stores(folder)) == first
    assert asked == []
    replace(folder / "content/fixes/remove-lid.yml", "title: Remove", "title: Take away")
    again = _said(folder, _stores(folder))
    checked = set(asked)
    assert ("fix", "remove-lid") in checked
    assert checked < {(kind, record.id) for kind, record in load(Settings(folder)).library.all()}
    assert again == _said(folder) != first
