"""What readers of a translation are told when the English has changed: which passage, and the words of today."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import polib
import pytest

from tests.support import build_here, page, replace, run

GOAL = "fixes/ask-for-tea#goal"
PATH = "ja/fixes/ask-for-tea/index.html"


def test_exactly_the_passage_that_changed_is_named_with_the_english_of_today(built: Path) -> None:
    shown = page(built / PATH)
    (passage,) = [one for one in shown.elements if one.attributes.get("data-state") == "stale"]
    assert "gets an easy question" in passage.text
    html = (built / PATH).read_text(encoding="utf-8")
    (section,) = re.findall(r'<section class="kb-changed".*?</section>', html, re.DOTALL)
    assert "訳 " in section
    assert "<del>" in section
    assert "<ins>an easy</ins>" in section
    assert f'href="#{passage.attributes["id"]}"' in section
    assert [one.attributes["href"] for one in shown.all("a") if one.attributes.get("href") == "#kb-changed"]
    for other in sorted((built / "ja").rglob("index.html")):
        text = other.read_text(encoding="utf-8")
        assert ("kb-changed" in text) == ('data-state="stale"' in text), other
    assert "kb-changed" not in (built / PATH.replace("ja/", "en/")).read_text(encoding="utf-8")


@pytest.fixture
def mine(translated: Path, tmp_path: Path) -> Path:
    return shutil.copytree(translated, tmp_path / "mine")


def _update(folder: Path, *options: str) -> polib.POEntry:
    done = run("kb", "i18n", "update", *options, at=folder)
    assert done.returncode == 0, done.stderr
    file = polib.pofile(str(folder / "locales/ja/LC_MESSAGES/fixes.po"))
    return next(entry for entry in file if entry.msgctxt == GOAL)


def test_it_stays_so_when_the_catalogue_is_brought_up_to_date(built: Path, mine: Path, tmp_path: Path) -> None:
    assert _update(mine).previous_msgid
    site = build_here(mine, tmp_path / "site")
    assert (site / PATH).read_bytes() == (built / PATH).read_bytes()


def test_a_minor_change_stays_quiet(mine: Path, tmp_path: Path) -> None:
    _update(mine, "--minor", GOAL)
    site = build_here(mine, tmp_path / "site")
    text = (site / PATH).read_text(encoding="utf-8")
    assert "kb-changed" not in text
    assert "kb-untranslated" not in text


def test_a_kept_page_is_drawn_again_when_only_the_english_of_before_is_another(mine: Path, tmp_path: Path) -> None:
    _update(mine)
    site = build_here(mine, tmp_path / "site")
    replace(mine / "locales/ja/LC_MESSAGES/fixes.po", '#| msgid "The pot gets', '#| msgid "Every pot gets')
    build_here(mine, tmp_path / "site")
    assert "<del>Every</del>" in (site / PATH).read_text(encoding="utf-8")
