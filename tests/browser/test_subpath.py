"""A site below a path of its host: everything that finds a page by its address, in a real browser."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.support import build_here, served

AT = "help/"


@pytest.fixture(scope="module")
def host(translated: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a host that has nothing but the site, at `/help/`."""
    root = tmp_path_factory.mktemp("subpath")
    site = build_here(translated, root / AT, site_url=f"https://example.com/{AT}")
    shutil.copyfile(site / "404.html", root / "404.html")  # as hosts do: the page of the site, at any depth
    with served(root) as url:
        yield url


@pytest.fixture
def tab(chromium: Browser, host: str) -> Iterator[Page]:
    """A page that must ask for nothing outside the site, and must get all that it asks for."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, locale="ja-JP")
    page = context.new_page()
    wrong: list[str] = []
    page.on("request", lambda one: wrong.append(one.url) if not one.url.startswith(f"{host}{AT}") else None)
    page.on("response", lambda one: wrong.append(f"{one.status} {one.url}") if one.status >= 400 else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    yield page
    context.close()
    assert [one for one in wrong if not one.endswith("/removelid/")] == []


def test_the_first_page_leads_to_the_readers_language(tab: Page, host: str) -> None:
    tab.goto(f"{host}{AT}")
    expect(tab).to_have_url(f"{host}{AT}ja/")
    tab.click("kb-languages a[hreflang=en]")
    expect(tab).to_have_url(f"{host}{AT}en/")


def test_the_switch_keeps_the_page(tab: Page, host: str) -> None:
    tab.goto(f"{host}{AT}en/fixes/remove-lid/#step-lift")
    tab.click("kb-languages a[hreflang=ja]")
    expect(tab).to_have_url(f"{host}{AT}ja/fixes/remove-lid/#step-lift")


@pytest.mark.parametrize("locale", ["en", "ja"])
def test_search_and_paste_box_lead_to_pages(tab: Page, host: str, locale: str) -> None:
    tab.goto(f"{host}{AT}{locale}/")
    tab.fill("#kb-paste", "Error: 418 4.1.8 Refused, coffee is not served by <teapots>. [pot.example.com]")
    answer = tab.locator("kb-decoder a[href*='4.1.8/coffee']").first
    answer.click()
    expect(tab).to_have_url(f"{host}{AT}{locale}/errors/4.1.8/coffee/")
    field = tab.locator("[data-md-component=search-query]")
    field.focus()
    field.press_sequentially("4.1.8")
    with tab.expect_navigation():
        tab.locator(".md-search-result__item a").first.click()
    expect(tab).to_have_url(f"{host}{AT}{locale}/errors/4.1.8/")


def test_answers_of_a_flow_lead_on(tab: Page, host: str) -> None:
    tab.goto(f"{host}{AT}ja/diagnose/pot/")
    tab.locator("article a[href*='a=answer.code']").first.click()
    tab.wait_for_url(f"{host}{AT}ja/diagnose/pot/words/?a=answer.code*")
    tab.locator("article a[href*='~words.']").first.click()
    tab.wait_for_url(f"{host}{AT}ja/diagnose/pot/*/?a=answer.code~words.*")
    expect(tab.locator(".kb-summary dd").first).to_be_visible()


def test_a_short_link_leads_into_the_site(tab: Page, host: str) -> None:
    tab.goto(f"{host}{AT}e/4.1.8/lid/")
    expect(tab).to_have_url(f"{host}{AT}ja/errors/4.1.8/lid/")


def test_what_is_missing_is_answered_with_what_was_meant(tab: Page, host: str) -> None:
    tab.goto(f"{host}{AT}ja/fixes/removelid/")
    offer = tab.locator("kb-not-found section[lang=ja] .kb-offer a").first
    offer.click()
    expect(tab).to_have_url(f"{host}{AT}ja/fixes/remove-lid/")
