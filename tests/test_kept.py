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


def test_what_is_made_of_a_value_stays_in_memory_as_long_as_that_is_kept(tmp_path: Path) -> None:
    made = []

    def count(store: Store, key: str, keep: bool = True) -> list[int]:
        def make() -> list[int]:
            made.append(key)
            return [*store.get(key, lambda: [1], lambda _: keep), 2]

        return store.made(key, make)

    store = Store(tmp_path / "store")
    assert count(store, "a") == count(store, "a") == [1, 2]
    assert count(store, "faulty", keep=False) == count(store, "faulty", keep=False) == [1, 2]
    assert made == ["a", "faulty", "faulty"]
    store.save()
    assert count(Store(tmp_path / "store"), "a") == [1, 2]
    store.save()  # this build has not asked for it
    assert not store.knows("a")
    assert count(store, "a") == [1, 2]
    assert made == ["a", "faulty", "faulty", "a", "a"]


def test_messages_that_stay_in_memory_are_those_of_the_file(translated: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(translated, tmp_path / "kb")
    stores = _stores(folder)
    catalogue = folder / "locales/ja/LC_MESSAGES/fixes.po"
    before = _said(folder, stores)
    good = catalogue.read_bytes()
    for _ in range(2):  # what is wrong is said each time
        catalogue.write_bytes(good + b'\nmsgid "x\n')
        assert any("KB401" in line for line in _said(folder, stores))
    catalogue.write_bytes(good)
    assert _said(folder, stores) == before == _said(folder)
