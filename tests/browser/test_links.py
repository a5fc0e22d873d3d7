"""Short links, and the page for missing pages, in a real browser."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.support import page as parsed


@pytest.fixture
def page(chromium: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    context = chromium.new_context(locale=getattr(request, "param", "ja-JP"))
    yield context.new_page()
    context.close()


@pytest.mark.parametrize(("page", "locale"), [("ja-JP", "ja"), ("en-GB", "en")], indirect=["page"])
def test_a_short_link_leads_to_the_page_in_the_readers_language(page: Page, address: str, locale: str) -> None:
    page.goto(f"{address}e/4.1.8/lid/?x=1")
    expect(page).to_have_url(f"{address}{locale}/errors/4.1.8/lid/?x=1")
    page.goto(f"{address}e/no-steam/cold/")
    expect(page).to_have_url(f"{address}{locale}/errors/no-steam/#cold")
    page.goto(f"{address}f/remove-lid/#step-lift")
    expect(page).to_have_url(f"{address}{locale}/fixes/remove-lid/#step-lift")


def test_a_short_link_remembers_the_language_that_was_chosen(page: Page, address: str) -> None:
    page.goto(f"{address}ja/errors/4.1.8/")
    page.click("kb-languages a[hreflang=en]")
    page.goto(f"{address}e/4.1.8/")
    expect(page).to_have_url(f"{address}en/errors/4.1.8/")


def test_a_short_link_is_whole_without_a_script_and_from_a_file(chromium: Browser, built: Path) -> None:
    context = chromium.new_context(java_script_enabled=False, locale="ja-JP")
    page = context.new_page()
    page.goto((built / "e/4.1.8/coffee/index.html").as_uri())
    assert page.locator("section[lang=en]").inner_text().startswith("4.1.8 It was asked for coffee")
    assert page.locator("section[lang=ja] p").first.inner_text().startswith("訳 Somebody asked for coffee")
    assert page.locator("a.go").count() == 2
    context.close()


def test_short_links_are_short(built: Path) -> None:
    for folder in ("e", "f"):
        for file in (built / folder).rglob("*.html"):
            assert len(file.parent.relative_to(built).as_posix()) < 40
            assert not parsed(file).problems


ASKED = {
    "4.1.8": "errors/4.1.8/",
    "418%204.1.8": "errors/4.1.8/",
    "418%204.1.8%20Refused,%20lid": "errors/4.1.8/",
    "４．１．８": "errors/4.1.8/",
    "４。１。８/": "errors/4.1.8/",
    "ja/errors/4.1.8/lid.html": "errors/4.1.8/lid/",
    "errors/4.1.8/lid": "errors/4.1.8/lid/",
    "4.1.8/Coffee": "errors/4.1.8/coffee/",
    "ja/fixes/removelid/": "fixes/remove-lid/",
    "en/fixes/remvoe-lid/": "fixes/remove-lid/",
    "4.1.80": "errors/4.1.8/",
    "no-steem": "errors/no-steam/",
    "making-tea": "guides/making-tea/",
    "fixes/make-tea": "fixes/ask-for-tea/",
    "old/deep/place/ask-for-tea": "fixes/ask-for-tea/",
    "e/4.1.8/lidd/": "errors/4.1.8/lid/",
}


@pytest.mark.parametrize("asked", ASKED)
def test_the_missing_page_offers_what_was_meant(page: Page, address: str, asked: str) -> None:
    page.goto(f"{address}{asked}")
    sections = page.locator("kb-not-found section")
    expect(sections.first).to_have_attribute("lang", "en" if asked.startswith("en/") else "ja")
    for locale in ("ja", "en"):
        link = page.locator(f"section[lang={locale}] .kb-offer a").first
        expect(link).to_have_attribute("href", f"/{locale}/{ASKED[asked]}")
    link.click()
    expect(page.locator("h1")).not_to_contain_text("There is no such page")


@pytest.mark.parametrize("asked", ["zzzz", "wp-login.php", "9.9.9", "%E0%A4%A", "en/"])
def test_the_missing_page_does_not_guess(page: Page, address: str, asked: str) -> None:
    page.goto(f"{address}404.html" if asked == "en/" else f"{address}{asked}")
    expect(page.locator("kb-not-found")).to_have_attribute("data-ready", "")
    assert page.locator(".kb-offer a").count() == 0
    assert page.locator("[data-offer]:visible").count() == 0


def test_there_is_a_missing_page_for_each_language(built: Path) -> None:
    for locale in ("en", "ja"):
        one = parsed(built / locale / "404.html")
        assert one.all("html")[0].attributes["lang"] == locale
        assert [section.attributes["lang"] for section in one.all("section")] == ["en", "ja"]
        scripts = [script.attributes.get("src", "") for script in one.all("script")]
        assert any(re.fullmatch(r"/assets/javascripts/kb-addresses\.js", src) for src in scripts)
