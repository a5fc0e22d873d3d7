"""A preview shows a change where somebody looks first, and is the site of a clean build when all is done."""

from __future__ import annotations

import gc
import shutil
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from jinja2 import Template
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.livereload import LiveReloadServer
from mkdocs.structure.files import File
from watchdog.events import FileModifiedEvent, FileSystemEvent

from bench.corpus import write_records
from generator.catalogue import Catalogue
from generator.library import Library
from generator.plans import Plan
from generator.plugin import glancing, watching
from generator.plugin.hooks import KnowledgeBasePlugin
from generator.plugin.pages import RecordPage, Spot
from generator.plugin.serving import Preview, ServingPlugin
from generator.plugin.watching import CHANGES as TOLD
from generator.plugin.watching import Hurry
from generator.views.voice import Speaker
from tests.support import build_here, files_of, replace
from tests.test_incremental import EDITS

Drawn = Counter[str]

HELD = (Speaker, Library, Catalogue, Plan, Spot, RecordPage, File, Template)
"""What a build makes for itself."""


class Serving:
    """A site in MkDocs' own server, which is told of changes here, and never listens."""

    def __init__(self, folder: Path, to: Path) -> None:
        self.folder, self.to = folder, to
        self.whole = True
        self.plugins: dict[str, Any] = {}
        self.first: dict[str, bytes] = {}
        self.build()
        server = LiveReloadServer(self.build, "127.0.0.1", 0, str(to))
        self.plugin.preview = self.preview = Preview(server, self.plugin, ())
        self.server = server
        self.begun = server._visible_epoch
        self.waited: list[bool] = []
        """Whether requests had to wait for each whole build."""

    def build(self) -> None:
        """The whole build, unless it is held back."""
        if self.to.exists():
            self.waited.append(self.server._visible_epoch != self.server._wanted_epoch)
            self.first = files_of(self.to)
        if self.whole:
            option: Any = dict(MkDocsConfig._schema)["plugins"]
            others, option.plugin_cache = option.plugin_cache, self.plugins  # builds of other sites are other processes
            config = load_config(str(self.folder / "mkdocs.yml"), site_dir=str(self.to))
            option.plugin_cache = others
            self.plugin: ServingPlugin = config.plugins["kb"]  # type: ignore[assignment]
            build(config)

    def look(self, *pages: str) -> None:
        """Ask for pages, one after the other."""
        for page in pages:
            self.server.get_app()({"PATH_INFO": f"/{page}"}, lambda *_: None)  # type: ignore[arg-type]

    def change(self) -> None:
        """What MkDocs does when it has seen a change."""
        self.server._want_rebuild = False
        self.server._wanted_epoch += 10
        self.server.builder()
        self.server._visible_epoch = self.server._wanted_epoch


@pytest.fixture
def serving(translated: Path, tmp_path: Path) -> Serving:
    folder = shutil.copytree(translated, tmp_path / "kb")
    (folder / "over").mkdir()
    replace(folder / "mkdocs.yml", "  name: material\n", "  name: material\n  custom_dir: over\n")
    return Serving(folder, tmp_path / "site")


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> Drawn:
    """Counts the pages that are drawn, by locale and key."""
    counts: Drawn = Counter()
    original = KnowledgeBasePlugin._draw

    def draw(plugin: Any, plan: Any, locale: str) -> Any:
        counts[f"{locale}/{plan.key}"] += 1
        return original(plugin, plan, locale)

    monkeypatch.setattr(KnowledgeBasePlugin, "_draw", draw)
    return counts


CHANGES = {
    "a passage": "en/fixes/remove-lid/index.html",
    "a translation": "ja/errors/4.1.8/index.html",
    "a fuzzy mark": "ja/errors/4.1.8/index.html",
    "a template of records": "en/fixes/remove-lid/index.html",
    "a name in the glossary": "",
    "a record under another name": "en/guides/brewing/index.html",
    "the day that counts as today": "",
}
"""Edits of a knowledge base, and a page that is whole when they are shown first."""


def test_what_is_shown_first_is_what_a_clean_build_makes_and_so_is_all_that_follows(
    serving: Serving, tmp_path: Path
) -> None:
    serving.look("en/", "ja/errors/4.1.8/", "ja/fixes/", "en/fixes/remove-lid/")
    for name, shown in CHANGES.items():
        EDITS[name](serving.folder)
        serving.change()
        shutil.copytree(serving.folder, tmp_path / "copy", ignore=shutil.ignore_patterns(".cache"))
        clean = files_of(build_here(tmp_path / "copy", tmp_path / "clean"))
        site = files_of(serving.to)
        assert sorted(site) == sorted(clean), name
        assert [file for file in site if site[file] != clean[file]] == [], name
        if shown:
            assert serving.first[shown] == clean[shown], name
            assert serving.first != site
        for one in ("copy", "clean"):
            shutil.rmtree(tmp_path / one)


def test_lists_are_shown_first_too(serving: Serving) -> None:
    serving.look("en/fixes/")
    replace(serving.folder / "content/fixes/ask-for-tea.yml", "title: Ask for tea", "title: Ask for green tea")
    serving.change()
    for name in ("en/fixes/index.html", "en/fixes/ask-for-tea/index.html"):
        assert b"Ask for green tea" in serving.first[name]
        assert serving.first[name] == files_of(serving.to)[name]
    assert serving.waited == [False]


def test_a_first_look_draws_the_same_pages_however_many_there_are(tmp_path: Path, drawn: Drawn) -> None:
    for guides in (6, 18):
        folder = tmp_path / str(guides)
        write_records(folder, guides)
        one = Serving(folder, folder / "site")
        one.look("en/guides/guide-00001/", "ja/guides/guide-00003/")
        one.whole = False
        replace(folder / "content/guides/guide-00003.yml", 'summary: "', 'summary: "New. ')
        drawn.clear()
        one.change()
        assert drawn == {"en/guides/guide-00003": 1, "ja/guides/guide-00003": 1}
        drawn.clear()
        replace(folder / "content/glossary.yml", "name: ", "name: The ")
        one.change()
        assert drawn == {f"{locale}/guides/guide-0000{n}": 1 for locale, n in (("en", 1), ("en", 3), ("ja", 3))}


def test_a_first_look_is_short_when_everything_changes(
    serving: Serving, drawn: Drawn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(glancing, "MOST", 10)
    serving.whole = False
    serving.look("ja/fixes/remove-lid/")
    for file in (serving.folder / "content").glob("*/*.yml"):
        file.write_text(f"{file.read_text(encoding='utf-8')}# more\n", encoding="utf-8")
    drawn.clear()
    serving.change()
    assert drawn.total() == 10
    assert next(iter(drawn)) == "ja/fixes/remove-lid"


def test_what_changes_around_a_page_loads_it_once_more(serving: Serving) -> None:
    """The name of the site stands in the shell, which only a whole build cuts."""
    serving.look("en/fixes/remove-lid/")
    for edit, loads in (("a passage", 0), ("the name of the site", 1)):
        EDITS[edit](serving.folder)
        serving.change()
        assert serving.server._visible_epoch % 10 == (serving.begun + loads) % 10, edit
        serving.begun = serving.server._visible_epoch


def test_another_change_ends_the_build_of_the_one_before(serving: Serving, monkeypatch: pytest.MonkeyPatch) -> None:
    serving.look("en/fixes/remove-lid/", "en/fixes/")
    before = files_of(serving.to)
    EDITS["a passage"](serving.folder)
    hear = ServingPlugin.on_files

    def changed_again(*arguments: Any, **named: Any) -> Any:
        serving.server._want_rebuild = True
        return hear(*arguments, **named)

    with monkeypatch.context() as patch:
        patch.setattr(ServingPlugin, "on_files", changed_again)
        serving.change()
        assert serving.server._want_rebuild
    shown = {f"fixes/{name}" for name in ("index.html", "index.md", "remove-lid/index.html", "remove-lid/index.md")}
    after = files_of(serving.to)
    assert {name.partition("/")[2] for name in after if after[name] != before[name]} == shown
    replace(serving.folder / "content/fixes/remove-lid.yml", "goal: The pot is open.", "goal: The pot is wide open.")
    serving.whole = False
    serving.change()  # what the build that was ended has begun is not in the way
    again = files_of(serving.to)
    assert {name.partition("/")[2] for name in again if again[name] != after[name]} == shown
    serving.whole = True
    serving.change()
    assert files_of(serving.to)["en/search/records.json"] != before["en/search/records.json"]


def test_a_first_look_is_ended_by_nothing(serving: Serving) -> None:
    serving.plugin.hurry = Hurry(serving.server)
    serving.plugin.hurry.heard = True
    serving.look("en/fixes/remove-lid/", "en/fixes/")
    EDITS["a passage"](serving.folder)
    assert sorted(serving.plugin.glance(["en/fixes/index.html"])) == [
        "en/fixes/index.html",
        "en/fixes/remove-lid/index.html",
        "ja/fixes/remove-lid/index.html",
    ]


def test_what_is_heard_of_ends_a_build_before_anybody_has_looked(
    serving: Serving, monkeypatch: pytest.MonkeyPatch
) -> None:
    serving.plugin.hurry = Hurry(serving.server)
    serving.look("en/fixes/remove-lid/")
    hear = ServingPlugin.on_files

    def told(*arguments: Any, **named: Any) -> Any:
        serving.plugin.hurry.heard = True
        return hear(*arguments, **named)

    before = files_of(serving.to)
    EDITS["a passage"](serving.folder)
    with monkeypatch.context() as patch:
        patch.setattr(ServingPlugin, "on_files", told)
        serving.change()
    assert serving.server._want_rebuild
    assert files_of(serving.to)["en/search/records.json"] == before["en/search/records.json"]
    serving.plugin.hurry.heard = False
    serving.change()
    assert files_of(serving.to)["en/search/records.json"] != before["en/search/records.json"]


def test_a_change_is_seen_at_once_and_reading_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """MkDocs' own watcher would look in an hour."""
    file = tmp_path / "record.yml"
    file.write_text("before", encoding="utf-8")
    server = LiveReloadServer(lambda: None, "127.0.0.1", 0, str(tmp_path), polling_interval=3600)
    server.watch(str(tmp_path))
    heard: list[type[FileSystemEvent]] = []
    hear = Hurry.on_any_event
    monkeypatch.setattr(Hurry, "on_any_event", lambda hurry, one: (heard.append(type(one)), hear(hurry, one)))
    hurry = Hurry(server)
    server.observer.start()
    hurry.start()
    try:
        for words in ("longer than before", "and longer than that"):
            file.read_bytes()
            with server._rebuild_cond:
                server._want_rebuild = False
                file.write_text(words, encoding="utf-8")
                assert server._rebuild_cond.wait_for(lambda: server._want_rebuild, timeout=20)
        assert heard
        assert set(heard) <= {*TOLD}
    finally:
        hurry.stop()
        server.shutdown()


@pytest.mark.parametrize(("took", "pause"), [(0.001, 0.5), (0.2, 2.0), (3.0, watching.LONGEST)])
def test_looking_at_many_files_leaves_time_for_a_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, took: float, pause: float
) -> None:
    """A tenth of the time at most; where there are few files, MkDocs looks as often as it likes."""
    clock = iter(range(100))
    monkeypatch.setattr(watching.time, "perf_counter", lambda: next(clock) * took)
    server = LiveReloadServer(lambda: None, "127.0.0.1", 0, str(tmp_path), polling_interval=0.5)
    server.watch(str(tmp_path))
    hurry = Hurry(server)
    hurry.start()
    hurry.stop()
    server.server_close()
    assert [emitter.timeout for emitter in server.observer.emitters] == [pytest.approx(pause)]


def test_a_look_that_fails_holds_up_no_build_after_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    server = LiveReloadServer(lambda: None, "127.0.0.1", 0, str(tmp_path), polling_interval=60)
    server.watch(str(tmp_path))
    server.observer.start()
    (emitter,) = server.observer.emitters
    monkeypatch.setattr(emitter, "queue_events", lambda timeout: 1 / timeout)
    hurry = Hurry(server)
    with pytest.raises(ZeroDivisionError):
        hurry.on_any_event(FileModifiedEvent(str(tmp_path / "a.yml")))
    server.observer.stop()
    server.server_close()
    assert not hurry.heard


def test_a_preview_holds_as_much_after_the_sixth_edit_as_after_the_third(tmp_path: Path) -> None:
    """What is frozen is never looked at again: a build that has ended must not be frozen with what stays."""
    folder = tmp_path / "kb"
    write_records(folder, 6)
    serving, found = Serving(folder, tmp_path / "site"), []
    gc.unfreeze()
    for edits in range(1, 7):
        replace(folder / "content/guides/guide-00003.yml", 'summary: "', 'summary: "New. ')
        serving.change()
        if edits % 3 == 0:
            gc.collect()
            gc.unfreeze()
            found.append(Counter(type(one).__name__ for one in gc.get_objects() if type(one) in HELD))
    assert found[0] == found[1]
