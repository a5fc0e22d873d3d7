"""The pages of imported guides as a reader sees them: lists in pages, a filter, accessibility, no other host."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from generator.addresses import Addresses
from generator.drawing import draw
from generator.plans import plans as all_plans
from generator.project import load
from generator.render import Renderer
from generator.settings import as_of, read_settings
from generator.shipped import OVERRIDES
from generator.views import articles
from generator.views.voice import speakers as all_speakers
from tests.importing.conftest import Base
from tests.support import HERE, Document, served

AXE = HERE / "browser/axe/axe.min.js"


@pytest.fixture(scope="module")
def at(sixty_built: Path) -> Iterator[str]:
    """Where the site of imported guides is served."""
    with served(sixty_built) as url:
        yield url


@pytest.fixture
def tab(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()


def test_a_long_list_has_pages(sixty: Base, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(articles, "PER_PAGE", 3)
    settings = read_settings(sixty.root)
    project = load(settings).require()
    speaker = all_speakers(project.library, project.catalogues, Addresses())["ja"]
    renderer = Renderer((OVERRIDES / "records",), project.catalogues["ja"])
    plans = [one for one in all_plans(project.library, as_of(settings.as_of)) if one.kind == "articles"]
    names: list[str] = []
    for plan in plans:
        drawn = Document.of(draw(plan, speaker, renderer, Addresses()).html)
        assert len(drawn.all("span", **{"aria-current": "page"})) <= 1
        links = [one.attributes["href"].rstrip("/").rpartition("/")[2] for one in drawn.all("a")]
        found = [name for name in links if name.startswith("article-")]
        assert 1 <= len(found) <= 3
        names += found
    assert sorted(names) == sorted(project.library.guides)
    keys = {plan.key for plan in plans}
    assert len(keys) == len(plans)
    assert sum(key.endswith("/2") for key in keys) == 8
    assert sum(plan.searched for plan in plans) == 8


def test_the_filter_narrows_the_list(tab: Page, at: str) -> None:
    tab.goto(f"{at}en/guides/")
    tab.locator("main a[href*='in/']").first.click()
    entries = tab.locator(".kb-list > li:visible")
    expect(entries.first).to_be_visible()  # a count does not wait for the page to be drawn
    all_of_them = entries.count()
    assert all_of_them > 1
    words = (tab.locator(".kb-list__title").first.text_content() or "").strip()
    field = tab.locator("kb-filter input")
    field.fill(words.upper())
    expect(entries.first).to_contain_text(words)
    assert entries.count() < all_of_them
    field.fill("no article says this")
    expect(tab.locator("kb-filter output")).to_contain_text("No article")
    field.fill("")
    expect(entries).to_have_count(all_of_them)


def test_without_scripts_there_is_no_box(chromium: Browser, at: str) -> None:
    context = chromium.new_context(java_script_enabled=False)
    tab = context.new_page()
    tab.goto(f"{at}ja/guides/in/teams/")
    assert tab.locator("kb-filter").is_hidden()
    assert tab.locator(".kb-list > li").count() > 1
    context.close()


@pytest.mark.parametrize("kind", ["guides/", "guides/in/teams/", "guide", "picture", "table"])
@pytest.mark.parametrize("locale", ["en", "ja"])
def test_pages_are_accessible_and_ask_nobody_else(tab: Page, at: str, locale: str, kind: str, sixty: Base) -> None:
    address = kind
    if not kind.endswith("/"):
        wanted = f'type: "{kind}"' if kind != "guide" else 'label: "a."'
        found = next(
            path.stem for path in sorted(sixty.guides.glob("*.yml")) if wanted in path.read_text(encoding="utf-8")
        )
        address = f"guides/{found}/"
    asked: list[str] = []
    tab.on("request", lambda request: asked.append(request.url))
    tab.goto(f"{at}{locale}/{address}")
    tab.add_script_tag(path=AXE)
    problems = tab.evaluate("async () => (await axe.run(document)).violations.map(one => one.id)")
    assert problems == []
    assert {url.startswith(at) for url in asked} == {True}, asked
