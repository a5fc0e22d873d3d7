"""Short links, and the page for missing pages, in a real browser."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.support import page as parsed
from tests.support import served, some


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
        for file in some((built / folder).rglob("*.html")):
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


WRITTEN = (
    "5.7.139",
    "535%205.7.139",
    "%EF%BC%95%EF%BC%8E%EF%BC%97%EF%BC%8E%EF%BC%91%EF%BC%93%EF%BC%99",
    "５．７．１３９",
    "5.7.1399",
)
"""A code as somebody types it: bare, with the reply, in full width (escaped or not), with a typing error."""


@pytest.mark.parametrize("nearest", [False, True], ids=["one page at the root", "a page a language"])
def test_a_code_behind_the_address_of_the_real_site_is_read(chromium: Browser, real: Path, nearest: bool) -> None:
    """For the whole site and for each language, on hosts with one page for missing pages and on those with several."""
    context = chromium.new_context(locale="ja-JP")
    page = context.new_page()
    with served(real, nearest=nearest) as address:
        for start in ("", "ja/", "en/"):
            for written in WRITTEN:
                page.goto(f"{address}{start}{written}")
                assert page.locator("html").get_attribute("lang") == (start.rstrip("/") if nearest and start else "en")
                locale = start.rstrip("/") or "ja"
                expect(page.locator("kb-not-found section").first).to_have_attribute("lang", locale)
                link = page.locator(f"section[lang={locale}] .kb-offer a").first
                expect(link).to_have_attribute("href", f"/{locale}/errors/5.7.139/")
        link.click()
        expect(page.locator("h1")).to_contain_text("5.7.139")
    context.close()


def test_the_missing_page_knows_what_has_moved_and_what_was_retired(page: Page, address: str) -> None:
    """Ids that are gone, typed without the rest of their address: the small site forwards two and has retired one."""
    for asked, to in {
        "make-tea": "fixes/ask-for-tea/",
        "pour-tea": "fixes/ask-for-tea/",
        "warm-cup": "fixes/warm-cup/",
    }.items():
        page.goto(f"{address}{asked}")
        expect(page.locator("section[lang=ja] .kb-offer a").first).to_have_attribute("href", f"/ja/{to}")
