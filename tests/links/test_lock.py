"""Addresses for ever: renaming, retiring and deleting in a knowledge base, and what readers of old links then find."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator.lock import answer, forwards, published, read_lock
from generator.project import load
from generator.settings import read_settings
from tests.support import ROOT, SMALL, Element, build_here, page, replace, run, some


def test_forwarding_addresses_are_followed_to_the_end() -> None:
    known = {
        "a": "b",
        "b": "c",
        "c#x": "",
        "gone": "retired",
        "gone#part": "",
        "a#part": "",
        "d": "e",
        "e": "d",
        "f": "",
    }
    keys = {"c"}
    assert answer("a", known, keys) == "c"
    assert answer("a#part", known, keys) == "c"
    assert answer("gone#part", known, keys) == "retired"
    assert answer("c#x", known, keys) is None
    assert answer("d", known, keys) is None
    assert answer("f", known, keys) is None
    assert forwards(known, keys) == {"a": "c", "b": "c", "a#part": "c", "gone": "", "gone#part": ""}


@pytest.mark.parametrize("change", ["rename", "delete"])
def test_what_is_gone_stops_a_check_until_the_lock_says_where_it_went(small: Path, change: str) -> None:
    file = small / "content/errors/no-steam.yml"
    if change == "rename":
        text = file.read_text(encoding="utf-8")
        file.with_name("no-heat.yml").write_text(text.replace("id: no-steam", "id: no-heat"), encoding="utf-8")
    for other in small.glob("content/guides/*.yml"):
        other.write_text(other.read_text(encoding="utf-8").replace("no-steam/cold", "4.1.8/lid"), encoding="utf-8")
    file.unlink()
    done = run("kb", "check", at=small)
    assert done.returncode == 1
    assert done.stdout.count("KB501") == 1, done.stdout
    assert "KB501 'errors/no-steam' was published and is gone" in done.stdout
    to = "errors/no-heat" if change == "rename" else "retired"
    replace(small / "content/ids.lock", "errors/no-steam\n", f"errors/no-steam -> {to}\n")
    assert "KB501" not in run("kb", "check", at=small).stdout


def test_a_renamed_text_and_a_retired_step_stay_answered_in_every_language(small: Path, tmp_path: Path) -> None:
    replace(small / "content/errors/4.1.8.yml", "- id: lid", "- id: closed")
    for file in small.glob("content/**/*.yml"):
        file.write_text(file.read_text(encoding="utf-8").replace("4.1.8/lid", "4.1.8/closed"), encoding="utf-8")
    replace(small / "content/fixes/remove-lid.yml", "id: lift", "id: pull")
    assert run("kb", "flow", "paths", "pot", "--write", at=small).returncode == 0
    lock = small / "content/ids.lock"
    assert run("kb", "check", at=small).stdout.count("KB501") == 2
    replace(lock, "errors/4.1.8/lid\n", "errors/4.1.8/lid -> errors/4.1.8/closed\n")
    replace(lock, "fixes/remove-lid#step-lift\n", "fixes/remove-lid#step-lift -> retired\n")
    run("kb", "lock", at=small)
    assert run("kb", "check", "--quiet", at=small).stdout.count("KB50") == 0

    site = build_here(small, tmp_path / "site", site_url="https://example.com/help/")

    for locale in ("en", "ja"):
        moved = page(site / locale / "errors/4.1.8/lid/index.html")
        assert any(_leads(one, f"{locale}/errors/4.1.8/closed/") for one in moved.all("a"))
        assert moved.all("meta", name="robots")[0].attributes["content"] == "noindex,follow"
        assert moved.all("link", rel="canonical")[0].attributes["href"].endswith(f"/{locale}/errors/4.1.8/closed/")
        retired = page(site / locale / "fixes/warm-cup/index.html")
        assert any(_leads(one, f"{locale}/fixes/") for one in retired.all("a"))
        fix = page(site / locale / "fixes/remove-lid/index.html")
        assert fix.all("p", id="step-lift", **{"class": "kb-gone"})
    lines = (site / "_redirects").read_text(encoding="utf-8").splitlines()
    assert "/help/ja/errors/4.1.8/lid/ /help/ja/errors/4.1.8/closed/ 301" in lines
    assert not any("warm-cup" in line or "#" in line for line in lines)
    short = page(site / "e/4.1.8/lid/index.html")
    assert [one.attributes["href"] for one in short.all("a", **{"class": "go"})] == [
        f"../../../{locale}/errors/4.1.8/closed/" for locale in ("en", "ja")
    ]
    assert (site / "f/warm-cup/index.html").exists()


def _leads(link: Element, to: str) -> bool:
    return link.attributes.get("href", "").lstrip("./") == to


@pytest.mark.parametrize("root", [ROOT, ROOT / "tests/sites/small"], ids=["content", "small"])
def test_the_committed_lock_is_complete(root: Path) -> None:
    project = load(read_settings(root))
    assert set(some(published(project.library))) <= read_lock(project.settings.lock).keys()
    assert all(key.isascii() for key in read_lock(project.settings.lock))


def test_an_anchor_is_equal_in_all_languages(built: Path) -> None:
    written = {file.stem for file in (SMALL / "content/pages").rglob("*.md")}
    for file in some(one for one in (built / "en").rglob("index.html") if one.parent.name not in written):
        other = built / "ja" / file.relative_to(built / "en")
        # The order of messages may differ (the own language is first); only a translation can be stale.
        others = ("__", "kb-changed")
        mine = sorted(one for one in page(file).ids if not one.startswith(others))
        assert mine == sorted(one for one in page(other).ids if not one.startswith(others)), file
        assert all(one.isascii() for one in mine), file


def test_headings_of_hand_written_pages_have_explicit_anchors() -> None:
    pages = {}
    for file in sorted((ROOT / "content/pages").rglob("*.md")):
        headings = re.findall(r"^##+ .*$", file.read_text(encoding="utf-8"), re.MULTILINE)
        assert all(re.search(r"\{ ?#[a-z0-9-]+ ?\}$", one) for one in headings), file
        locale, _, name = file.relative_to(ROOT / "content/pages").as_posix().partition("/")
        pages[locale, name] = [one.rpartition("{")[2] for one in headings]
    assert any(pages.values())
    for (_, name), anchors in pages.items():
        assert pages.get(("en", name), anchors) == anchors, name
