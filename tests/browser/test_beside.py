"""Another language beside every passage: when asked for, aligned by name, on paper, from a folder, under the policy."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from generator.headers import FILE, read_headers
from tests.support import served

KINDS = {
    "home": "",
    "list": "errors/",
    "variant": "errors/4.1.8/coffee/",
    "fix": "fixes/remove-lid/",
    "guide": "guides/making-tea/",
    "imported guide": "guides/imported-tea/",
    "question": "diagnose/pot/words/",
    "outcome": "diagnose/pot/out-lid/",
    "glossary": "glossary/",
}
PASSAGES = """() => Object.fromEntries([...document.querySelectorAll("article [data-passage]")]
    .filter((one) => !one.parentElement.closest("[data-passage]") && !one.lang)
    .map((one) => [one.dataset.passage, one.textContent]))"""
BESIDE = """() => Object.fromEntries([...document.querySelectorAll("article .kb-pair")]
    .map((one) => [one.firstElementChild.dataset.passage, one.lastElementChild.textContent]))"""


@pytest.fixture(scope="module")
def strict(built: Path) -> Iterator[str]:
    """The translated site, served with the policy that it asks for."""
    with served(built, read_headers((built / FILE).read_text(encoding="utf-8"))) as url:
        yield url


@pytest.fixture
def tab(chromium: Browser) -> Iterator[Page]:
    """A page that must not complain."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, locale="en-US")
    page = context.new_page()
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
    yield page
    context.close()
    assert wrong == []


def _choose(tab: Page, value: str) -> None:
    tab.locator("kb-beside select").select_option(value)
    expect(tab.locator(".kb-beside").first).to_be_attached()


@pytest.mark.parametrize("path", KINDS.values(), ids=KINDS)
def test_each_passage_has_the_one_of_the_same_name_beside_it(tab: Page, strict: str, path: str) -> None:
    tab.goto(f"{strict}ja/{path}")
    japanese = tab.evaluate(PASSAGES)
    tab.goto(f"{strict}en/{path}")
    english = tab.evaluate(PASSAGES)
    _choose(tab, "ja beside")
    shown = tab.evaluate(BESIDE)
    assert shown == {name: text for name, text in japanese.items() if text != english[name]}
    assert len(shown) > 2
    assert all("訳" in text for text in shown.values())
    assert tab.locator(".kb-beside:not([lang=ja])").count() == 0
    tab.locator("kb-beside select").select_option("")
    expect(tab.locator(".kb-pair")).to_have_count(0)
    assert tab.evaluate(PASSAGES) == english


def test_nothing_is_loaded_before_it_is_asked_for(tab: Page, strict: str) -> None:
    asked: list[str] = []
    tab.goto(f"{strict}en/{KINDS['fix']}", wait_until="networkidle")
    tab.on("request", lambda one: asked.append(one.url.removeprefix(strict)))
    assert tab.locator("kb-beside").is_visible()
    _choose(tab, "ja beside")
    assert asked == ["ja/fixes/remove-lid/"]


def test_what_is_not_translated_has_nothing_beside_it(tab: Page, strict: str) -> None:
    tab.goto(f"{strict}en/errors/4.1.8/lid/")
    _choose(tab, "ja beside")
    assert "variants.lid.title" in tab.evaluate(BESIDE)
    assert "variants.lid.meaning" not in tab.evaluate(BESIDE)
    tab.goto(f"{strict}ja/errors/4.1.8/lid/")
    _choose(tab, "en beside")
    assert "variants.lid.title" in tab.evaluate(BESIDE)
    assert "variants.lid.meaning" not in tab.evaluate(BESIDE)


def test_it_is_printed_and_the_control_is_not(tab: Page, strict: str) -> None:
    tab.goto(f"{strict}en/{KINDS['fix']}")
    _choose(tab, "ja beside")
    tab.emulate_media(media="print")
    assert tab.locator("h1 .kb-beside").is_visible()
    assert not tab.locator("kb-beside").is_visible()


def test_the_content_can_be_in_another_language_than_the_interface(tab: Page, strict: str) -> None:
    tab.goto(f"{strict}ja/{KINDS['guide']}")
    headings = tab.locator("nav.kb-crumbs > a").first.inner_text()
    _choose(tab, "en instead")
    assert tab.locator("html").get_attribute("lang") == "ja"
    assert tab.locator("nav.kb-crumbs > a").first.inner_text() == headings
    assert not tab.locator("h1 [data-passage]").is_visible()
    assert tab.locator("h1").inner_text() == "Making tea"
    links = tab.locator(".kb-beside a[href]").evaluate_all("all => all.map((one) => one.href)")
    assert links
    assert all("/ja/" in link or link.startswith("https://") for link in links)


def test_the_choice_holds_for_the_next_pages_of_the_tab_and_is_then_forgotten(tab: Page, strict: str) -> None:
    tab.goto(f"{strict}en/{KINDS['question']}")
    _choose(tab, "ja beside")
    tab.locator(".kb-option").first.click()
    tab.wait_for_url("**/en/diagnose/pot/out-**")
    expect(tab.locator("h1 .kb-beside")).to_be_visible()
    assert tab.evaluate("Object.keys(localStorage).filter((name) => name.startsWith('kb'))") == []


def test_it_says_so_when_the_other_page_cannot_be_had(tab: Page, strict: str) -> None:
    tab.route("**/ja/**", lambda route: route.fulfill(status=200, content_type="text/html", body="<p>Hello</p>"))
    tab.goto(f"{strict}en/{KINDS['fix']}")
    tab.locator("kb-beside select").select_option("ja beside")
    expect(tab.locator("kb-beside output")).to_have_text("Nothing on this page is said otherwise in that language.")


@pytest.mark.parametrize("path", ["errors/4.1.8/coffee.html", "guides/imported-tea.html", "diagnose/pot/words.html"])
def test_it_works_from_a_folder(tab: Page, plain_addresses: Path, path: str) -> None:
    tab.goto((plain_addresses / "ja" / path).as_uri())
    japanese = tab.evaluate(PASSAGES)
    tab.goto((plain_addresses / "en" / path).as_uri())
    _choose(tab, "ja beside")
    assert tab.locator("h1 .kb-beside").inner_text() in japanese.values()
    assert tab.locator("iframe").count() == 0
