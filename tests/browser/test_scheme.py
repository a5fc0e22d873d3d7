"""Light and dark: the reader's system decides before anything is painted, until the reader does."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

SCHEME = "document.body.dataset.mdColorScheme"
FIRST = """addEventListener("DOMContentLoaded", () => { window.kbFirst = document.body.dataset.mdColorScheme })"""


@pytest.fixture
def dark(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(color_scheme="dark")
    context.add_init_script(FIRST)
    tab = context.new_page()
    tab.route("**/bundle.*.js", lambda route: route.abort())
    yield tab
    context.close()


def test_a_dark_system_has_dark_pages_before_any_script_file_ran(dark: Page, address: str) -> None:
    dark.route("**/*.js", lambda route: route.abort())
    dark.goto(f"{address}en/fixes/")
    assert dark.evaluate(SCHEME) == "slate"
    assert dark.evaluate("window.kbFirst") == "slate"


def test_the_system_is_followed_until_the_reader_chooses(dark: Page, address: str) -> None:
    dark.goto(f"{address}en/fixes/")
    assert dark.evaluate("Object.keys(localStorage)") == []
    dark.emulate_media(color_scheme="light")
    dark.wait_for_function(f"{SCHEME} === 'default'")
    dark.locator(".kb-scheme:visible").click()
    assert dark.evaluate(SCHEME) == "slate"
    dark.goto(f"{address}ja/fixes/")
    assert dark.evaluate("window.kbFirst") == "slate"
    dark.emulate_media(color_scheme="dark")
    dark.emulate_media(color_scheme="light")
    assert dark.evaluate(SCHEME) == "slate"


def test_one_button_is_seen_has_a_name_and_keeps_the_focus(dark: Page, address: str) -> None:
    dark.goto(f"{address}en/fixes/")
    names = []
    for _ in range(2):
        button = dark.locator(".kb-scheme:visible")
        names.append(button.get_attribute("aria-label"))
        button.focus()
        dark.keyboard.press("Enter")
        assert dark.evaluate("document.activeElement.checkVisibility() && document.activeElement.dataset.kbScheme")
    assert len(set(names)) == 2
