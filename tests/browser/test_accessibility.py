"""No page has a fault that axe finds, of any severity, in either language or scheme; exceptions stand here with why."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.kinds import KINDS, LOCALES, ROOT_PAGES

AXE = (Path(__file__).parent / "axe" / "axe.min.js").read_text(encoding="utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SCHEMES = {"light": "default", "dark": "slate"}
"""The schemes, and what the theme calls them."""
EXCEPTIONS: dict[str, str] = {}
"""The id of a rule that is let pass on all pages, and the reason."""


@pytest.fixture(scope="module")
def tab(chromium: Browser) -> Iterator[Page]:
    """A page of a desktop's size."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("path", [f"{locale}/{path}" for path in KINDS.values() for locale in LOCALES] + ROOT_PAGES[1:])
def test_axe_finds_nothing(tab: Page, real_address: str, path: str) -> None:
    tab.goto(real_address + path)
    tab.evaluate("document.querySelectorAll('article details').forEach((one) => { one.open = true; })")
    assert {scheme: faults for scheme in SCHEMES if (faults := _faults(tab, scheme))} == {}


@pytest.mark.parametrize(("system", "named"), SCHEMES.items())
def test_the_scheme_is_the_readers(chromium: Browser, real_address: str, system: Any, named: str) -> None:
    context = chromium.new_context(color_scheme=system)
    tab = context.new_page()
    tab.goto(f"{real_address}en/glossary/")
    assert tab.locator("body").get_attribute("data-md-color-scheme") == named
    context.close()


@pytest.mark.parametrize("locale", LOCALES)
def test_axe_finds_nothing_on_a_phone_with_menu_and_search_open(
    chromium: Browser, real_address: str, locale: str
) -> None:
    context = chromium.new_context(viewport={"width": 390, "height": 844}, reduced_motion="reduce")
    tab = context.new_page()
    tab.goto(f"{real_address}{locale}/errors/5.7.57/")
    found = {scheme: faults for scheme in SCHEMES if (faults := _faults(tab, scheme))}
    for name in ("drawer", "search"):
        tab.locator(f".kb-toggle--{name}").click()
        tab.wait_for_timeout(100)
        found |= {f"{name} {scheme}": faults for scheme in SCHEMES if (faults := _faults(tab, scheme))}
        tab.keyboard.press("Escape")
    context.close()
    assert found == {}


def test_axe_sees_a_fault(tab: Page, real_address: str) -> None:
    """The test of the tests above."""
    tab.goto(f"{real_address}en/")
    tab.evaluate("document.querySelector('article').append(document.createElement('img'))")
    assert [fault.split(":")[0] for fault in _faults(tab, "light")] == ["image-alt"]


def _faults(tab: Page, scheme: str) -> list[str]:
    """What axe finds in a scheme: the rule, where, and the measured values."""
    tab.evaluate("(scheme) => document.body.setAttribute('data-md-color-scheme', scheme)", SCHEMES[scheme])
    if not tab.evaluate("'axe' in window"):
        tab.evaluate(AXE)
    found = tab.evaluate(
        "(rules) => axe.run(document, { runOnly: rules, resultTypes: ['violations'] }).then((all) => all.violations)",
        RULES,
    )
    return [
        f"{fault['id']}: {node['target'][0]} {node['any'][0]['message'] if node['any'] else fault['help']}"
        for fault in found
        if fault["id"] not in EXCEPTIONS
        for node in fault["nodes"][:4]
    ]
