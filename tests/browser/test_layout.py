"""Every kind of page on a narrow phone, at twice its size, with the reader's own colours, and by keyboard."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.kinds import KINDS, LOCALES
from tests.support import Quiet, served

NARROW = {"width": 320, "height": 640}
TWICE = {"width": 640, "height": 450}
"""What a window of 1280 by 900 shows at 200 %."""
SHIFTS = """() => {
  window.kbShifts = [];
  new PerformanceObserver((list) => list.getEntries().forEach((one) =>
    window.kbShifts.push([one.value, ...one.sources.map(({ node }) => node?.outerHTML?.slice(0, 80) ?? "")])
  )).observe({ type: "layout-shift", buffered: true });
}"""
WIDER = """() => document.documentElement.scrollWidth > document.documentElement.clientWidth
  ? [...document.querySelectorAll("body *")]
      .filter((one) => one.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
      .map((one) => one.outerHTML.slice(0, 90)).slice(-3)
  : []"""
UNSEEN = """() => {
  const wrong = [];
  const seen = ({ outlineStyle, outlineWidth }) => outlineStyle !== "none" && parseFloat(outlineWidth) >= 2;
  for (const one of document.querySelectorAll("a[href], button, input, textarea, summary, [tabindex='0']")) {
    if (!one.checkVisibility({ visibilityProperty: true }) || one.disabled || one.tabIndex < 0) continue;
    one.focus({ focusVisible: true, preventScroll: true });
    if (document.activeElement !== one) continue;
    const line = one instanceof SVGElement && one.querySelector("rect");  // links in pictures have a thick line instead
    if (line ? parseFloat(getComputedStyle(line).strokeWidth) < 3 : !seen(getComputedStyle(one)))
      wrong.push(one.outerHTML.slice(0, 90));
  }
  return wrong;
}"""
PLACES = [(locale, kind) for kind in KINDS for locale in LOCALES]


@pytest.fixture(scope="module")
def phone(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(viewport=NARROW, has_touch=True)
    context.add_init_script(f"({SHIFTS})()")
    yield context.new_page()
    context.close()


@pytest.fixture(scope="module")
def forced(chromium: Browser) -> Iterator[Page]:
    """A page in the colours of the reader's system."""
    context = chromium.new_context(forced_colors="active", color_scheme="dark")
    yield context.new_page()
    context.close()


@pytest.mark.parametrize(("locale", "kind"), PLACES, ids=[f"{kind} {locale}" for locale, kind in PLACES])
def test_a_page_fits_a_narrow_window_and_stands_still(phone: Page, real_address: str, locale: str, kind: str) -> None:
    _resize(phone, NARROW)
    phone.goto(f"{real_address}{locale}/{KINDS[kind]}", wait_until="networkidle")
    assert phone.evaluate("window.kbShifts") == []
    assert phone.evaluate(WIDER) == []
    _resize(phone, TWICE)
    assert phone.evaluate(WIDER) == []
    assert phone.evaluate(UNSEEN) == []


def test_a_header_that_comes_in_two_pieces_stands_still(chromium: Browser, real: Path) -> None:
    """On a slow line, a browser paints what is there; the rest of the header must not push it aside."""
    first, *rest = (real / "en/fixes/index.html").read_bytes().partition(b'class="md-search__input"')

    class Slow(Quiet):
        def do_GET(self) -> None:
            if self.path != "/en/fixes/":
                super().do_GET()
                return
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(first)
            time.sleep(0.5)
            self.wfile.write(b"".join(rest))

    context = chromium.new_context(viewport=NARROW, has_touch=True)
    context.add_init_script(f"({SHIFTS})()")
    tab = context.new_page()
    with served(real, handler=Slow) as address:
        tab.goto(f"{address}en/fixes/", wait_until="networkidle")
        assert tab.evaluate("window.kbShifts") == []
    context.close()


def _resize(tab: Page, size: Any) -> None:
    """Resize a window, and wait until it is: the next page must not see it happen."""
    tab.set_viewport_size(size)
    tab.evaluate("() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))")


def test_what_jumps_what_is_too_wide_and_focus_that_is_not_seen_are_noticed(phone: Page, real_address: str) -> None:
    """The test of the test above."""
    _resize(phone, NARROW)
    phone.goto(f"{real_address}en/fixes/", wait_until="networkidle")
    phone.evaluate(
        "() => { const one = document.createElement('a'); one.href = '#'; one.style = 'display: block; width: 900px;"
        " height: 90px; outline: none !important'; document.querySelector('h1').before(one) }"
    )
    phone.wait_for_function("window.kbShifts.length > 0")
    assert phone.evaluate(WIDER)
    assert len(phone.evaluate(UNSEEN)) == 1


@pytest.mark.parametrize("locale", LOCALES)
def test_the_name_of_the_site_is_whole_on_the_smallest_phone(phone: Page, real_address: str, locale: str) -> None:
    _resize(phone, NARROW)
    phone.goto(f"{real_address}{locale}/fixes/")
    name = phone.locator(".kb-brand__name")
    assert name.evaluate("(one) => one.scrollWidth <= one.clientWidth")
    assert phone.locator(".md-header").evaluate("(one) => one.scrollHeight <= one.offsetHeight")


@pytest.mark.parametrize("locale", LOCALES)
def test_without_a_script_the_first_question_has_the_room(chromium: Browser, real_address: str, locale: str) -> None:
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, java_script_enabled=False)
    tab = context.new_page()
    tab.goto(f"{real_address}{locale}/")
    title = tab.locator("h1").bounding_box()
    first = tab.locator(".kb-option").first.bounding_box()
    assert title and first
    assert abs(title["x"] - first["x"]) < 20
    assert tab.locator("kb-decoder").is_hidden()
    context.close()


@pytest.mark.parametrize("kind", ["question", "check", "outcome", "handoff"])
def test_what_only_a_screen_can_use_is_not_printed(chromium: Browser, real_address: str, kind: str) -> None:
    context = chromium.new_context()
    tab = context.new_page()
    tab.goto(f"{real_address}en/{KINDS[kind]}", wait_until="networkidle")
    tab.emulate_media(media="print")
    for part in (".kb-flow__bar", ".kb-flow__share", ".kb-ways", "nav", "button", "select"):
        assert tab.locator(part).locator("visible=true").count() == 0, part
    assert tab.locator("h1").is_visible()
    context.close()


@pytest.mark.parametrize("kind", KINDS)
def test_the_readers_own_colours_are_kept(forced: Page, real_address: str, kind: str) -> None:
    """Nothing keeps colours of ours but marks, and focus is seen."""
    tab = forced
    tab.goto(f"{real_address}en/{KINDS[kind]}")
    kept = tab.evaluate(
        "() => [...document.querySelectorAll('body *')].filter((one) => one.checkVisibility())"
        ".filter((one) => getComputedStyle(one).forcedColorAdjust === 'none' && !(one instanceof SVGElement))"
        ".filter((one) => !one.matches('mark, .kb-slot')).map((one) => one.outerHTML.slice(0, 90))"
    )
    assert kept == []
    assert tab.evaluate(UNSEEN) == []


def test_badges_are_told_apart_without_colours(forced: Page, real_address: str) -> None:
    forced.goto(f"{real_address}en/fixes/")
    risks = forced.locator(".kb-badge--risk")
    words = {risk.inner_text() for risk in risks.all()}
    shapes = {
        risk.evaluate("(one) => getComputedStyle(one, '::before').backgroundImage") for risk in risks.all() if words
    }
    assert len(words) == len(shapes) >= 3


def test_less_motion_is_no_motion(chromium: Browser, real_address: str) -> None:
    context = chromium.new_context(viewport={"width": 390, "height": 844}, reduced_motion="reduce")
    tab = context.new_page()
    tab.goto(f"{real_address}en/fixes/use-oauth/")
    tab.locator(".kb-toggle--drawer").click()
    moving = "[...document.querySelectorAll('*')].flatMap((one) => one.getAnimations()).length"
    assert tab.evaluate(moving) == 0
    assert tab.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"
    context.close()


def test_a_record_is_reached_read_and_copied_by_keyboard(chromium: Browser, real_address: str) -> None:
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    tab = context.new_page()
    tab.goto(f"{real_address}en/fixes/enable-smtp-auth-mailbox/")
    tab.keyboard.press("Tab")
    assert tab.evaluate("document.activeElement.matches('.md-skip')")
    tab.keyboard.press("Enter")
    names: list[str] = []
    for _ in range(60):
        tab.keyboard.press("Tab")
        names.append(tab.evaluate("document.activeElement.className"))
        if "kb-copy__button" in names[-1]:
            break
    assert "kb-copy__button" in names[-1], "the first button that copies is not reached"
    tab.keyboard.press("Enter")
    expect(tab.locator("kb-copy [role=status]:not(:empty)")).to_have_count(1)
    context.close()
