"""The search as a reader uses it: typing, pasting, looking at what is found, and what the address keeps."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.support import ROOT

FIELD = "[data-md-component=search-query]"
RESULTS = ".md-search-result__item"


@pytest.fixture
def tab(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, locale="en-US")
    yield context.new_page()
    context.close()


def _open(tab: Page, address: str) -> Locator:
    tab.goto(address)
    field = tab.locator(FIELD)
    field.focus()
    return field


def test_typing_finds_marks_and_leads_to_the_page(tab: Page, real_address: str) -> None:
    field = _open(tab, f"{real_address}ja/fixes/")
    field.press_sequentially("５．７．５７ サインイン")
    first = tab.locator(f"{RESULTS} a").first
    expect(first).to_contain_text("5.7.57")
    expect(tab.locator(f"{RESULTS} mark").first).to_be_visible()
    with tab.expect_navigation():
        first.click()
    assert tab.url == f"{real_address}ja/errors/5.7.57/"


def test_a_paste_without_a_key_is_searched_for(tab: Page, real_address: str) -> None:
    field = _open(tab, f"{real_address}en/errors/5.7.57/")
    field.evaluate(
        "(field, text) => { field.value = text;"
        " field.dispatchEvent(new InputEvent('input', { inputType: 'insertFromPaste', bubbles: true })) }",
        "2026-11-23T09:12:44 smtp;550 5.7.54 SMTP; Unable to relay recipient in non-accepted domain",
    )
    expect(tab.locator(f"{RESULTS} a").first).to_contain_text("5.7.54")


def test_words_that_are_being_composed_wait(tab: Page, real_address: str) -> None:
    field = _open(tab, f"{real_address}ja/fixes/")
    asked = field.evaluate(
        "(field) => { let keys = 0; field.addEventListener('keyup', () => { keys += 1 });"
        " field.dispatchEvent(new InputEvent('input', { isComposing: true }));"
        " const composing = keys; field.dispatchEvent(new InputEvent('input', {})); return [composing, keys] }"
    )
    assert asked == [0, 1]


def test_where_nothing_is_found_the_paste_box_is_offered(tab: Page, real_address: str) -> None:
    field = _open(tab, f"{real_address}en/errors/5.7.57/")
    field.press_sequentially("zzqqxy")
    offer = tab.locator(".kb-search-help a")
    expect(offer).to_be_visible()
    field.fill("")
    field.press_sequentially("relay")
    expect(tab.locator(RESULTS).first).to_be_visible()
    expect(offer).to_be_hidden()
    field.fill("")
    field.press_sequentially("zzqqxy")
    offer.click()
    assert tab.url == f"{real_address}en/#kb-paste"


def test_the_other_language_is_offered_and_marked_as_such(tab: Page, real_address: str) -> None:
    field = _open(tab, f"{real_address}en/fixes/")
    field.press_sequentially("利用者に確認してもらってください")
    first = tab.locator(f"{RESULTS} a").first
    expect(first.locator(".kb-search-language")).to_have_text("日本語")
    assert first.locator("[lang=ja]").count()
    with tab.expect_navigation():
        first.click()
    assert tab.url.startswith(f"{real_address}ja/")


@pytest.mark.parametrize(
    ("asked", "kept"),
    [
        ("5.7.139", True),
        ("認証に失敗", True),
        ("user@contoso.com", False),
        ("user＠contoso.com", False),
        ("198.51.100.7 blocked", False),
        ("2001:db8::7", False),
        ("word " * 20, False),
    ],
)
def test_the_address_keeps_words_only(tab: Page, real_address: str, asked: str, kept: bool) -> None:
    tab.goto(real_address)
    tab.goto(f"{real_address}en/?q={tab.evaluate('encodeURIComponent', asked)}")
    expect(tab.locator(FIELD)).to_have_value(asked)
    assert ("q=" in tab.url) is kept


def test_searching_writes_nothing_into_the_address_or_the_storage(tab: Page, real_address: str) -> None:
    field = _open(tab, f"{real_address}en/fixes/")
    before = tab.evaluate("JSON.stringify([localStorage, sessionStorage])")
    field.press_sequentially("user@contoso.com cannot send")
    expect(tab.locator(RESULTS).first).to_be_visible()
    assert tab.url == f"{real_address}en/fixes/"
    assert tab.evaluate("JSON.stringify([localStorage, sessionStorage])") == before


@pytest.mark.parametrize(
    ("path", "link"), [("errors/", "article a[href*='5.7.57']"), ("diagnose/smtp-auth/", "article a.kb-option")]
)
def test_following_a_link_is_an_ordinary_load(tab: Page, real_address: str, path: str, link: str) -> None:
    """Instant navigation is off, by decision (ADR 12): pages are small, and questions must be pages."""
    assert "navigation.instant" not in (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    tab.goto(f"{real_address}en/{path}")
    title = tab.title()
    tab.evaluate("window.kbSame = true")
    with tab.expect_navigation():
        tab.locator(link).first.click()
    assert tab.evaluate("window.kbSame === undefined")
    assert tab.title() != title
    tab.go_back()
    assert tab.title() == title
