"""What is kept of the site before is what a clean build would make, byte for byte, whatever has changed."""

from __future__ import annotations

import pickle
import shutil
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bench.corpus import write_records
from generator import store
from generator.plugin.hooks import KnowledgeBasePlugin
from tests.support import ROOT, build_here, files_of, replace

Edit = Callable[[Path], None]
Drawn = Counter[tuple[str, str]]

MOVES = ("os.link", "os.remove", "os.rename", "os.mkdir", "os.rmdir")
moves: Counter[str] = Counter()
"""What this process has asked the system for."""
sys.addaudithook(lambda event, _: moves.update([event]) if event in MOVES else None)


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> Drawn:
    """Counts the pages that are drawn, by locale and address."""
    counts: Drawn = Counter()
    original = KnowledgeBasePlugin._draw

    def draw(plugin: Any, plan: Any, locale: str) -> Any:
        counts[locale, plan.key] += 1
        return original(plugin, plan, locale)

    monkeypatch.setattr(KnowledgeBasePlugin, "_draw", draw)
    return counts


def _in(name: str, old: str, new: str) -> Edit:
    return lambda folder: replace(folder / name, old, new)


def _write(name: str, text: str) -> Edit:
    def edit(folder: Path) -> None:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")

    return edit


def _template(folder: Path) -> None:
    text = (ROOT / "overrides/records/fix.html").read_text(encoding="utf-8")
    _write("over/records/fix.html", text.replace('<h1 id="top">', '<h1 id="top" class="big">'))(folder)


def _rename(folder: Path) -> None:
    (folder / "content/guides/making-tea.yml").rename(folder / "content/guides/brewing.yml")
    replace(folder / "content/guides/brewing.yml", "id: making-tea", "id: brewing")
    for path in (folder / "content").rglob("*.yml"):
        path.write_text(path.read_text(encoding="utf-8").replace("guide:making-tea", "guide:brewing"), encoding="utf-8")
    lock = folder / "content/ids.lock"
    lines = lock.read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(lines):
        if line.startswith("guides/making-tea"):
            lines[number] = f"{line} -> guides/brewing"
    lock.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _touched_site(folder: Path) -> None:
    page = folder.parent / "site/en/fixes/remove-lid/index.html"
    page.unlink()
    page.write_text("somebody was here", encoding="utf-8")


def _gone(folder: Path) -> None:
    (folder.parent / "site/ja/fixes/remove-lid/index.html").unlink()


def _nonsense(folder: Path) -> None:
    for path in (folder / ".cache/kb").iterdir():
        path.write_bytes(path.read_bytes()[:-10])
    (folder.parent / ".site-build/pages.json").write_text('{"en/fixes/remove-lid/index.html": [1, 2]}', "utf-8")


EDITS: dict[str, Edit] = {
    "nothing": lambda folder: None,
    "the title of a record that others name": _in("content/fixes/ask-for-tea.yml", "title: Ask for tea", "title: Tea!"),
    "a passage": _in("content/fixes/remove-lid.yml", "goal: The pot stays open.", "goal: The pot is open."),
    "a translation": _in("locales/ja/LC_MESSAGES/errors.po", "訳 The lid is closed", "ふたが閉まっています"),
    "a fuzzy mark": _in(
        "locales/ja/LC_MESSAGES/errors.po", 'msgctxt "errors/4.1.8#summary"', '#, fuzzy\nmsgctxt "errors/4.1.8#summary"'
    ),
    "a word of the interface": _in("locales/ja/LC_MESSAGES/site.po", 'msgstr "対処方法"', 'msgstr "直し方"'),
    "a name in the glossary": _in("content/glossary.yml", "name: Keeper of the teapot", "name: Guardian"),
    "a date of the timeline": _in("content/timeline.yml", "effective: 2026-12", "effective: 2026-10"),
    "the day that counts as today": _in("mkdocs.yml", 'as_of: "2026-11-24"', 'as_of: "2031-11-24"'),
    "a template of records": _template,
    "a partial of the theme": _write("over/partials/footer.html", "<footer>new</footer>"),
    "an option of the theme": _in("mkdocs.yml", "features: [navigation.tabs]", "features: [header.autohide]"),
    "the name of the site": _in("content/site.yml", "name: Teapot help", "name: Kettle help"),
    "the address of the site": _in("mkdocs.yml", "help.example.com", "tea.example.com"),
    "the sources' repository": _in("mkdocs.yml", "docs_dir:", "repo_url: https://x.example/r\nedit_uri: e/\ndocs_dir:"),
    "a record under another name": _rename,
    "a file of the site that somebody wrote": _touched_site,
    "a file of the site that is gone": _gone,
    "broken caches": _nonsense,
    "a hand-written page with links": _write(
        "content/pages/en/more.md", "# More\n\n[lid](fixes/remove-lid.md) [code](errors/4.1.8.md)\n"
    ),
    "a hook that changes every page": lambda folder: (
        _write("hook.py", "def on_post_page(output, **_):\n    return output + '<!-- hook -->'\n")(folder),
        _in("mkdocs.yml", "docs_dir:", "hooks: [hook.py]\ndocs_dir:")(folder),
    )[0],
}

SAME = ("nothing", "broken caches", "a file of the site that somebody wrote", "a file of the site that is gone")


def test_every_edit_gives_the_site_of_a_clean_build(translated: Path, tmp_path: Path, drawn: Drawn) -> None:
    folder = shutil.copytree(translated, tmp_path / "kb")
    (folder / "over").mkdir()
    replace(folder / "mkdocs.yml", "  name: material\n", "  name: material\n  custom_dir: over\n")
    build_here(folder, tmp_path / "site")
    everything = drawn.total()
    for name, edit in EDITS.items():
        before = files_of(tmp_path / "site")
        edit(folder)
        drawn.clear()
        site = files_of(build_here(folder, tmp_path / "site"))
        if name == "nothing":
            assert drawn.total() < everything
        shutil.copytree(folder, tmp_path / "copy", ignore=shutil.ignore_patterns(".cache"))
        clean = files_of(build_here(tmp_path / "copy", tmp_path / "clean"))
        assert sorted(site) == sorted(clean), name
        assert [file for file in site if site[file] != clean[file]] == [], name
        assert name in SAME or site != before, name
        for one in ("copy", "clean", ".clean-build"):
            shutil.rmtree(tmp_path / one)


def test_a_change_of_our_own_code_draws_everything(
    translated: Path, tmp_path: Path, drawn: Drawn, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = shutil.copytree(translated, tmp_path / "kb")
    build_here(folder, tmp_path / "site")
    everything = drawn.copy()
    monkeypatch.setattr("generator.inputs.our_digest", lambda: "other")
    monkeypatch.setattr(store, "our_digest", lambda: "other")
    drawn.clear()
    build_here(folder, tmp_path / "site")
    assert drawn == everything


def test_one_edit_draws_and_moves_the_same_files_however_many_there_are(tmp_path: Path, drawn: Drawn) -> None:
    """Drawn pages, and files that are linked, moved and removed. Two builds later, two trees change places."""
    found = []
    for guides in (6, 18):
        folder = tmp_path / str(guides)
        write_records(folder, guides)
        for edits in range(4):
            moves.clear()
            drawn.clear()
            build_here(folder, folder / "site")
            if edits < 3:
                replace(folder / "content/guides/guide-00003.yml", 'summary: "', 'summary: "New. ')
        assert drawn["en", "guides/guide-00003"] == drawn["ja", "guides/guide-00003"] == 1
        found.append((drawn.copy(), moves.copy()))
    assert found[0] == found[1]


def test_a_cache_is_read_as_if_a_stranger_had_written_it(tmp_path: Path) -> None:
    class Evil:
        def __reduce__(self) -> Any:
            return (Path.touch, (tmp_path / "owned",))

    file = tmp_path / "store"
    for written in (Evil(), (store.our_digest(), {"key": pickle.dumps(Evil())})):
        file.write_bytes(pickle.dumps(written))
        assert store.Store(file).get("key", lambda: "made anew") == "made anew"
        assert not (tmp_path / "owned").exists()


def test_objects_are_kept_where_they_are_used_often(tmp_path: Path) -> None:
    """Words of long texts are asked for once a build, and were two fifths of what a large build held."""
    for often in (True, False):
        kept = store.Store(tmp_path / "store", often=often)
        first = kept.get("key", lambda: {"word"})
        assert kept.get("key", lambda: {"other"}) == first
        assert (kept.get("key", lambda: {"other"}) is first) == often


def test_a_store_forgets_what_nobody_asks_for(tmp_path: Path) -> None:
    one = store.Store(tmp_path / "cache/store")
    assert [one.get(key, lambda key=key: key.upper()) for key in ("a", "b")] == ["A", "B"]
    assert one.get("c", lambda: "C", keep=lambda _: False) == "C"
    one.save()
    two = store.Store(tmp_path / "cache/store")
    assert two.get("a", lambda: "not asked") == "A"
    assert two.get("c", lambda: "asked") == "asked"
    two.save()
    three = store.Store(tmp_path / "cache/store")
    assert three.get("b", lambda: "forgotten") == "forgotten"
