"""A site that is built in parts, one a language, is the site that one build makes."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.support import copy_small, files_of, run


@pytest.fixture(scope="module")
def parts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two parts and the whole, each built on a machine of its own."""
    folder = tmp_path_factory.mktemp("parts")
    for name, more in {"whole": {}, "en": {"KB_PART": "en"}, "ja": {"KB_PART": "ja"}}.items():
        done = run("mkdocs", "build", "-d", folder / name, at=copy_small(folder / f"machine-{name}"), **more)
        assert done.returncode == 0, done.stderr
    return folder


def test_two_parts_merged_are_the_bytes_of_one_build(parts: Path) -> None:
    done = run("kb", "merge", parts / "en", parts / "ja", "--to", parts / "merged")
    assert done.returncode == 0, done.stderr
    whole, merged = files_of(parts / "whole"), files_of(parts / "merged")
    assert sorted(whole) == sorted(merged)
    assert [name for name in whole if whole[name] != merged[name]] == []
    assert str(len(whole)) in done.stderr


def test_a_part_has_the_pages_of_its_language_only(parts: Path) -> None:
    whole, english, japanese = (set(files_of(parts / name)) for name in ("whole", "en", "ja"))
    assert {name for name in whole if name.startswith("ja/")} <= japanese
    left = {name for name in whole - english if name.endswith(".html")}
    assert left
    assert all(name.startswith("ja/") for name in left)


def test_what_is_no_whole_is_refused_and_leaves_the_site(parts: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    site.mkdir()
    (site / "index.html").write_text("before", encoding="utf-8")
    other = shutil.copytree(parts / "ja", tmp_path / "ja")
    (other / "index.html").write_text("of another day", encoding="utf-8")
    for named, why in (
        ((parts / "en",), "the part of ja is missing"),
        ((parts / "en", parts / "en"), "are both the part 'en'"),
        ((parts / "en", parts / "whole"), "is no part of a site"),
        ((parts / "en", other), "index.html differs between"),
    ):
        done = run("kb", "merge", *named, "--to", site)
        assert done.returncode == 1
        assert why in done.stderr
        assert "hint: " in done.stderr
        assert files_of(site) == {"index.html": b"before"}


def test_a_part_that_is_no_language_is_named(small: Path, tmp_path: Path) -> None:
    done = run("mkdocs", "build", "-d", tmp_path / "site", at=small, KB_PART="fr")
    assert done.returncode == 1
    assert "KB_PART: KB504 'fr' is not a locale" in done.stdout + done.stderr
