"""The archive that opens from a folder: search, paste box, flow, copying and languages, with no server."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.support import ROOT, run


@pytest.fixture(scope="module")
def kit(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The unpacked archive of this repository's site."""
    folder = tmp_path_factory.mktemp("kit")
    archive = folder / "smtp.zip"
    done = run("kb", "offline", "--to", archive, at=ROOT)
    assert done.returncode == 0, done.stderr
    with zipfile.ZipFile(archive) as packed:
        assert {name.split("/")[0] for name in packed.namelist()} == {"smtp"}
        packed.extractall(folder)
    return folder / "smtp"


@pytest.fixture
def context(chromium: Browser) -> Iterator[BrowserContext]:
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, locale="en-US")
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    yield context
    context.close()


@pytest.fixture
def tab(context: BrowserContext) -> Iterator[Page]:
    """A page that must not complain, and must not ask anything but the folder."""
    page = context.new_page()
    wrong: list[str] = []
    page.on("console", lambda one: wrong.append(one.text) if one.type == "error" else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("request", lambda one: wrong.append(one.url) if not one.url.startswith(("file:", "data:")) else None)
    # A page that is left before it has all its files gives up on them: that is no fault.
    page.on("requestfailed", lambda one: wrong.append(one.url) if one.failure != "net::ERR_ABORTED" else None)
    yield page
    assert wrong == []


def test_the_first_page_offers_both_languages(kit: Path, tab: Page) -> None:
    tab.goto((kit / "index.html").as_uri())
    tab.wait_for_url("**/en/index.html")
    assert tab.locator("h1").first.is_visible()


def test_every_address_is_a_file(kit: Path, tab: Page) -> None:
    tab.goto((kit / "ja" / "index.html").as_uri())
    hrefs = tab.locator("a[href]").evaluate_all("all => all.map((one) => one.href)")
    here = [href.partition("#")[0].partition("?")[0] for href in hrefs if href.startswith("file:")]
    assert len(here) > 20
    assert [href for href in here if not Path(href.removeprefix("file://")).is_file()] == []


def test_search_finds_in_both_languages(kit: Path, tab: Page) -> None:
    tab.goto((kit / "ja" / "fixes" / "use-oauth.html").as_uri())
    field = tab.locator("[data-md-component=search-query]")
    field.focus()
    field.press_sequentially("ＳＭＴＰ ５．７．５７")
    first = tab.locator(".md-search-result__item a").first
    expect(first).to_contain_text("5.7.57")
    with tab.expect_navigation():
        first.click()
    assert tab.url.endswith("/ja/errors/5.7.57.html") or "/ja/errors/5.7.57/" in tab.url
    tab.goto((kit / "en" / "index.html").as_uri())
    field.focus()
    field.press_sequentially("利用者に確認してもらってください")
    expect(tab.locator(".md-search-result__item .kb-search-language").first).to_have_text("日本語")


def test_the_paste_box_answers(kit: Path, tab: Page) -> None:
    tab.goto((kit / "ja" / "index.html").as_uri())
    tab.fill("#kb-paste", "535 5.7.139 Authentication unsuccessful, the user credentials were incorrect.")
    answer = tab.locator("kb-decoder a[href*='5.7.139/credentials']").first
    expect(answer).to_be_visible()
    with tab.expect_navigation():
        answer.click()
    assert tab.locator("h1").first.is_visible()


def test_the_flow_keeps_its_answers(kit: Path, tab: Page) -> None:
    tab.goto((kit / "en" / "diagnose" / "smtp-auth.html").as_uri())
    for _ in range(2):
        with tab.expect_navigation():
            tab.locator("article .kb-answers a, article [data-kb-answer], article ul a[href*='.html']").first.click()
    assert "?a=" in tab.url


def test_the_language_switch_stays_on_the_page(kit: Path, tab: Page) -> None:
    tab.goto((kit / "en" / "fixes" / "use-oauth.html").as_uri() + "#steps")
    with tab.expect_navigation():
        tab.locator("kb-languages a[data-kb-language=ja]").first.click()
    assert tab.url.endswith("/ja/fixes/use-oauth.html#steps")


def test_copying_works(kit: Path, tab: Page) -> None:
    tab.goto((kit / "en" / "fixes" / "enable-smtp-auth-mailbox.html").as_uri())
    tab.locator(".kb-snippet .kb-copy__button").first.click()
    expect(tab.locator(".kb-snippet kb-copy [role=status]").first).not_to_be_empty()
    assert "CASMailbox" in tab.evaluate("navigator.clipboard.readText()")


def test_the_same_site_gives_the_same_bytes(kit: Path, tmp_path: Path) -> None:
    """One file of the archive holds the site's folder name only; times are those of nobody's clock."""
    with zipfile.ZipFile(kit.parent / "smtp.zip") as packed:
        assert {one.date_time for one in packed.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert [one.filename for one in packed.infolist()] == sorted(one.filename for one in packed.infolist())
