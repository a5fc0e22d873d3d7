"""A site that is built in parts, by language or by the beginning of addresses, is the site that one build makes."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from generator.discovery import WHOLE
from generator.merging import PART
from tests.support import copy_small, files_of, replace, run

PARTS = {"whole": "", "en": "en", "ja": "ja", "some": "errors/,en/guides/", "rest": "-errors/,en/guides/"}
"""The name of each part, and what it is told by."""


@pytest.fixture(scope="module")
def parts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two parts and the whole, each built on a machine of its own."""
    folder = tmp_path_factory.mktemp("parts")
    for name, part in PARTS.items():
        machine = copy_small(folder / f"machine-{name}")
        done = run("mkdocs", "build", "-d", folder / name, at=machine, **({"KB_PART": part} if part else {}))
        assert done.returncode == 0, done.stderr
    return folder


@pytest.mark.parametrize("named", [("en", "ja"), ("rest", "some")])
def test_two_parts_merged_are_the_bytes_of_one_build(parts: Path, tmp_path: Path, named: tuple[str, str]) -> None:
    done = run("kb", "merge", *(parts / name for name in named), "--to", tmp_path / "merged")
    assert done.returncode == 0, done.stderr
    whole, merged = files_of(parts / "whole"), files_of(tmp_path / "merged")
    assert sorted(whole) == sorted(merged)
    assert [name for name in whole if whole[name] != merged[name]] == []
    assert str(len(whole)) in done.stderr


def test_a_part_has_the_pages_of_its_language_only(parts: Path) -> None:
    whole, english, japanese = (set(files_of(parts / name)) for name in ("whole", "en", "ja"))
    assert {name for name in whole if name.startswith("ja/")} - {f"ja/{WHOLE}"} <= japanese
    left = {name for name in whole - english if name.endswith(".html")}
    assert left
    assert all(name.startswith("ja/") for name in left)


def test_a_part_has_the_pages_below_its_addresses_only(parts: Path) -> None:
    whole, some, rest = ({*files_of(parts / name)} for name in ("whole", "some", "rest"))
    for here, there in ((some, rest), (rest, some)):
        left = {name for name in whole - here if name.endswith(".html")}
        assert left <= there
        mine = {name.startswith(("en/errors/", "ja/errors/", "en/guides/")) for name in left}
        assert mine == {here is rest}


def test_what_is_no_whole_is_refused_and_leaves_the_site(parts: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    site.mkdir()
    (site / "index.html").write_text("before", encoding="utf-8")
    other = shutil.copytree(parts / "ja", tmp_path / "ja")
    (other / "index.html").write_text("of another day", encoding="utf-8")
    newer = shutil.copytree(parts / "ja", tmp_path / "newer")
    replace(newer / PART, '"pages": ["', '"pages": ["en/new/index.html", "')
    for named, why in (
        ((parts / "en",), "is in none of the parts"),
        ((parts / "en", parts / "en"), "are both the part 'en'"),
        ((parts / "en", parts / "whole"), "is no part of a site"),
        ((parts / "en", other), "index.html differs between"),
        ((parts / "en", parts / "some"), "is in none of the parts"),
        ((parts / "en", newer), f"{newer} is a part of another site"),
    ):
        done = run("kb", "merge", *named, "--to", site)
        assert done.returncode == 1
        assert why in done.stderr
        assert "hint: " in done.stderr
        assert files_of(site) == {"index.html": b"before"}


def test_a_part_that_is_no_language_is_named(small: Path, tmp_path: Path) -> None:
    done = run("mkdocs", "build", "-d", tmp_path / "site", at=small, KB_PART="fr,errors/,../x")
    assert done.returncode == 1
    for wrong in ("fr", "../x"):
        assert f"KB_PART: KB504 '{wrong}' is not a locale" in done.stdout + done.stderr
    assert "'errors/' is not" not in done.stdout + done.stderr
