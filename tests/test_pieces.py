"""What records say to lists is made again where it must be, and nowhere else."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Hashable
from pathlib import Path
from typing import Any

import pytest

from bench.corpus import write_records
from generator.pieces import Pieces
from tests.support import replace
from tests.test_preview import Serving


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> Counter[Hashable]:
    """Counts the pieces that are made, by their keys."""
    counts: Counter[Hashable] = Counter()
    original = Pieces.get

    def get(self: Pieces, key: Hashable, make: Any, needs: Any = None) -> Any:
        def counted() -> Any:
            counts[key] += 1
            return make()

        return original(self, key, counted, needs)

    monkeypatch.setattr(Pieces, "get", get)
    return counts


def test_an_edit_makes_the_pieces_of_its_record_only_however_many_there_are(
    tmp_path: Path, made: Counter[Hashable]
) -> None:
    for guides in (6, 18):
        write_records(tmp_path / str(guides), guides)
        serving = Serving(tmp_path / str(guides), tmp_path / f"site-{guides}")
        assert made
        for _ in range(2):
            made.clear()
            replace(serving.folder / "content/guides/guide-00003.yml", 'summary: "', 'summary: "New. ')
            serving.change()
            assert made
            assert {one for one in made if "guide-00003" not in str(one)} == set()
            assert set(made.values()) == {1}


def test_a_name_in_the_glossary_makes_every_piece_again(
    translated: Path, tmp_path: Path, made: Counter[Hashable]
) -> None:
    serving = Serving(shutil.copytree(translated, tmp_path / "kb"), tmp_path / "site")
    everything = set(made)
    made.clear()
    replace(serving.folder / "content/glossary.yml", "name: Keeper of the teapot", "name: Guardian")
    serving.change()
    assert set(made) == everything
