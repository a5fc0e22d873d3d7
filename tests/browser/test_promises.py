"""What is promised of every page, tried on one of every kind, in both languages, in a real Chromium."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, Request, Response

from tests.browser.kinds import KINDS, PAGES
from tests.support import page as parsed
from tests.support import replace, run, served

STATE = "?a=see.exact-text&r=0#top"


@pytest.fixture
def tab(chromium: Browser) -> Iterator[Page]:
    """A page of a desktop's size that has seen nothing yet."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, locale="en-US")
    yield context.new_page()
    context.close()


def _watch(tab: Page) -> tuple[list[str], list[str]]:
    """The addresses that a page asks for, and what it complains of."""
    asked: list[str] = []
    wrong: list[str] = []

    def ask(request: Request) -> None:
        asked.append(request.url)

    def answer(response: Response) -> None:
        if response.status >= 400:
            wrong.append(f"{response.status} {response.url}")

    tab.on("request", ask)
    tab.on("response", answer)
    tab.on("pageerror", lambda error: wrong.append(f"error: {error}"))
    tab.on("console", lambda said: wrong.append(f"{said.type}: {said.text}") if said.type == "error" else None)
    return asked, wrong


@pytest.mark.parametrize("path", [*PAGES, ""])
def test_a_page_asks_its_own_host_only_and_finds_everything(tab: Page, real_address: str, path: str) -> None:
    asked, wrong = _watch(tab)
    tab.goto(real_address + path, wait_until="networkidle")
    tab.wait_for_timeout(100)
    host = urlsplit(real_address).netloc
    assert asked
    assert [url for url in asked if urlsplit(url).netloc != host and not url.startswith("data:")] == []
    assert wrong == []


@pytest.mark.parametrize("path", KINDS.values(), ids=KINDS)
def test_switching_the_language_keeps_page_query_and_fragment(tab: Page, real_address: str, path: str) -> None:
    query = STATE.replace("#top", "") if "diagnose" in path else "?x=1"
    tab.goto(f"{real_address}en/{path}{query}#kb-content")
    _switch(tab, "ja")
    assert tab.url.startswith(f"{real_address}ja/{path}?")
    assert tab.url.endswith("#kb-content")
    assert tab.locator("html").get_attribute("lang") == "ja"
    _switch(tab, "en")
    assert urlsplit(tab.url).path == urlsplit(f"{real_address}en/{path}").path
    assert tab.evaluate("Object.entries(localStorage).filter(([name]) => name.startsWith('kb')).flat()") == [
        "kb.language",
        "en",
    ]


def _switch(tab: Page, locale: str) -> None:
    with tab.expect_navigation():
        tab.locator(f"kb-languages a[data-kb-language={locale}]").first.click()


@pytest.mark.parametrize(
    ("tongue", "stored", "where"), [("ja-JP", "", "ja/"), ("fr-FR", "", "en/"), ("ja-JP", "en", "en/")]
)
def test_the_root_goes_to_the_readers_language(
    chromium: Browser, real_address: str, tongue: str, stored: str, where: str
) -> None:
    context = chromium.new_context(locale=tongue)
    tab = context.new_page()
    if stored:
        tab.goto(f"{real_address}ja/")
        tab.evaluate(f"localStorage.setItem('kb.language', '{stored}')")
    tab.goto(f"{real_address}?q=1#x")
    if tongue == "fr-FR":
        links = tab.locator("kb-choose-language a").evaluate_all("all => all.map((one) => one.getAttribute('href'))")
        assert {link.strip("./") for link in links} == {"en", "ja"}
    else:
        tab.wait_for_url(f"{real_address}{where}?q=1#x")
    context.close()


FALLBACKS = {
    "error": "ja/errors/4.1.8/",
    "variant": "ja/errors/4.1.8/lid/",
    "fix": "ja/fixes/ask-for-tea/",
    "written": "ja/only/",
}


@pytest.mark.parametrize("path", FALLBACKS.values(), ids=FALLBACKS)
def test_an_untranslated_passage_is_shown_in_english_and_says_so(tab: Page, address: str, path: str) -> None:
    tab.goto(address + path)
    assert tab.locator("html").get_attribute("lang") == "ja"
    note = tab.locator(".kb-untranslated, .kb-fallback-note").first
    assert note.is_visible()
    passage = tab.locator("article [lang=en]:not(code):visible").first
    assert passage.is_visible()
    assert passage.inner_text().strip()


def test_a_language_that_nobody_has_begun_is_a_whole_site_in_english(small: Path, tmp_path: Path, tab: Page) -> None:
    replace(small / "mkdocs.yml", "locales: [en, ja]", "locales: [en, ja, fr]")
    done = run("mkdocs", "build", "-d", tmp_path / "site", at=small)
    assert done.returncode == 0, done.stderr
    with served(tmp_path / "site") as url:
        _, wrong = _watch(tab)
        tab.goto(f"{url}fr/errors/4.1.8/lid/")
        assert tab.locator("html").get_attribute("lang") == "fr"
        assert tab.locator("h1 [lang=en], h1[lang=en]").first.is_visible()
        assert wrong == []


def test_links_to_other_languages_and_the_page_to_keep_are_right(built: Path) -> None:
    base = "https://help.example.com/"
    for path in ("errors/4.1.8/lid/", "fixes/remove-lid/", "guides/", ""):
        for locale in ("en", "ja"):
            page = parsed(built / locale / path / "index.html")
            links = {
                one.attributes["hreflang"]: one.attributes["href"]
                for one in page.all("link")
                if "hreflang" in one.attributes
            }
            assert links == {"en": f"{base}en/{path}", "ja": f"{base}ja/{path}", "x-default": f"{base}en/{path}"}
            assert [one.attributes["href"] for one in page.all("link", rel="canonical")] == [f"{base}{locale}/{path}"]
            assert page.all("html")[0].attributes["lang"] == locale
    sitemap = (built / "sitemap.xml").read_text(encoding="utf-8")
    assert sitemap.count(f"<loc>{base}ja/errors/4.1.8/lid/</loc>") == 1
    assert f'hreflang="x-default" href="{base}en/errors/4.1.8/lid/"' in sitemap
