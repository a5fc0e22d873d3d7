"""Joined pages are the theme's pages, byte for byte."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config

from generator import shell
from generator.plugin import sorting
from generator.plugin.hooks import KnowledgeBasePlugin
from generator.plugin.pages import RecordPage
from tests.support import copy_small, replace, some

STRANGE = """<i>"it's" & 急須</i> {{ x }} {% y %} kbslottitleendslot kbslot endslot \\\\1 $& &amp; &#39; ]]> --"""
JOINED_KINDS = ("error", "variant", "fix", "guide", "flow-step", "flow-end", "flow-all", "flow-graph")
VALUES: tuple[dict[str, Any], ...] = (
    {
        "use_directory_urls": True,
        "site_url": "https://help.example.com/kb/",
        "repo_url": "https://example.com/r",
        "edit_uri": "edit/main/",
    },
    {"use_directory_urls": True, "site_url": ""},
    {"use_directory_urls": False, "site_url": "", "repo_url": "https://example.com/r", "edit_uri": "edit/main/"},
    {"use_directory_urls": False, "site_url": "https://help.example.com/"},
)


@pytest.fixture(scope="module")
def strange(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small knowledge base with every character that a template could trip over, in every kind of page."""
    folder = copy_small(tmp_path_factory.mktemp("strange") / "small")
    text = STRANGE.replace("\\\\", "\\").replace("'", "''")
    content = folder / "content"
    short = text[:60]
    replace(
        content / "errors/4.1.8.yml", 'summary: "The pot answers `418` to everything but tea."', f"summary: '`{text}`'"
    )
    replace(content / "errors/4.1.8.yml", "title: The lid is closed", f"title: '`{short}`'")
    replace(content / "errors/no-steam.yml", "title: No steam", f"title: '`{short}`'")
    replace(content / "fixes/ask-for-tea.yml", "title: Ask for tea", f"title: '`{short}`'")
    replace(content / "fixes/remove-lid.yml", "goal: The pot stays open.", f"goal: '`{text}`'")
    replace(content / "guides/making-tea.yml", "title: Making tea", f"title: '`{short}`'")
    replace(content / "guides/making-tea.yml", "summary: Everything about tea.", f"summary: '`{text}`'")
    for title in ("Look again", "The lid is in the way", "Ask the keeper"):
        replace(content / "flows/pot.yml", f"title: {title}", f"title: '{title} `{short}`'")
    replace(content / "flows/pot.yml", 'label: "It shows `418`"', f"label: '`{text}`'")
    return folder


class Watch:
    """Remembers what the full template gave for each page."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.rendered: dict[str, str] = {}
        original = KnowledgeBasePlugin._render

        def render(plugin: Any, env: Any, page: RecordPage, documents: Any, config: Any) -> str:
            html = original(plugin, env, page, documents, config)
            if any(page is one for one in plugin.pages):
                self.rendered[page.url] = html
            return html

        monkeypatch.setattr(KnowledgeBasePlugin, "_render", render)

    def build(self, folder: Path, to: Path, **values: Any) -> list[RecordPage]:
        config = load_config(str(folder / "mkdocs.yml"), site_dir=str(to), **values)
        config.plugins.on_startup(command="build", dirty=False)
        mkdocs_build(config)
        plugin: Any = config.plugins["kb"]
        return list(plugin.pages)


@pytest.fixture
def watch(monkeypatch: pytest.MonkeyPatch) -> Iterator[Watch]:
    yield Watch(monkeypatch)


@pytest.mark.parametrize("values", VALUES, ids=lambda values: "-".join(str(one) for one in values.values()))
def test_every_page_is_the_one_of_the_theme(
    strange: Path, tmp_path: Path, watch: Watch, monkeypatch: pytest.MonkeyPatch, values: dict[str, Any]
) -> None:
    monkeypatch.setattr(sorting, "SAMPLE", 1.0)
    pages = watch.build(strange, tmp_path / "site", **values)
    joined = [page for page in pages if page.shell]
    assert {(page.locale, page.plan.kind) for page in joined} >= {
        (locale, kind) for locale in ("en", "ja") for kind in JOINED_KINDS
    }
    assert len({page.url.count("/") for page in joined}) > 1
    assert not [page.url for page in pages if not page.shell and page.plan.kind in JOINED_KINDS]
    for page in joined:
        written = (tmp_path / "site" / page.file.dest_uri).read_text(encoding="utf-8")
        assert written == watch.rendered[page.url]


def test_no_mark_is_left_and_nothing_strange_becomes_markup(strange: Path, tmp_path: Path, watch: Watch) -> None:
    watch.build(strange, tmp_path / "site")
    pages = [*(tmp_path / "site").glob("*/**/*.html")]
    assert len(pages) > 50
    for page in pages:
        html = page.read_text(encoding="utf-8")
        assert "kbslotcontentendslot" not in html
        assert "kbslothref0endslot" not in html
        assert '<i>"it' not in html
        assert "<i>&#34;" not in html


@pytest.mark.parametrize("what", ["each page", "the content"])
def test_a_plugin_that_changes_pages_is_heard(
    small: Path, tmp_path: Path, watch: Watch, caplog: pytest.LogCaptureFixture, what: str
) -> None:
    (small / "probe.py").write_text(
        "def on_page_context(context, page, config, nav):\n"
        + (
            "    context['kb_notice'] = f'This is {page.url}.'\n"
            if what == "each page"
            else "    context['kb_notice'] = f'{len(page.content or str())} characters'\n"
        ),
        encoding="utf-8",
    )
    with (small / "mkdocs.yml").open("a", encoding="utf-8") as file:
        file.write("\nhooks: [probe.py]\n")
    with caplog.at_level(logging.WARNING):
        pages = watch.build(small, tmp_path / "site")
    assert "draws this page differently from its shell" in caplog.text
    for page in some(pages):
        html = (tmp_path / "site" / page.file.dest_uri).read_text(encoding="utf-8")
        if what == "each page":
            assert f"This is {page.url}." in html
        else:
            assert " characters" in html
    assert {page.shell for page in pages if page.plan.kind == "fix"} == {None}


def test_marks_and_joining() -> None:
    marks = shell.marks(["title", "href0"])
    cut = shell.cut(f'<a href="{marks["href0"]}">{marks["title"]}</a>{marks["title"]}')
    assert cut.join({"title": "kbslottitleendslot", "href0": ""}) == (
        '<a href="">kbslottitleendslot</a>kbslottitleendslot'
    )
    with pytest.raises(KeyError):
        cut.join({"title": "x"})
    assert shell.cut("no mark").join({}) == "no mark"
