"""The site runs under the strict policy that it writes for its host, and says nothing against it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from generator.headers import FILE, headers, headers_file, inline_scripts, policy, read_headers
from tests.browser.kinds import KINDS
from tests.support import served


@pytest.fixture(scope="module")
def guarded(real: Path) -> Iterator[str]:
    """Where the site is served as a host that reads `_headers` serves it."""
    with served(real, read_headers((real / FILE).read_text(encoding="utf-8"))) as url:
        yield url


@pytest.fixture
def tab(chromium: Browser) -> Iterator[tuple[Page, list[str]]]:
    """A page, and what it says against the policy."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, locale="en-US")
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda one: said.append(one.text) if one.type == "error" else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    page.add_init_script(
        "addEventListener('securitypolicyviolation', (event) =>"
        " console.error(event.violatedDirective, event.blockedURI, event.sample))"
    )
    yield page, said
    context.close()


def test_the_policy_is_strict(real: Path) -> None:
    rules = read_headers((real / FILE).read_text(encoding="utf-8"))["Content-Security-Policy"]
    assert rules.startswith("default-src 'none'; script-src 'self' 'sha256-")
    assert "unsafe" not in rules
    assert "http" not in rules
    assert "*" not in rules


@pytest.mark.parametrize("path", [*KINDS.values(), None], ids=[*KINDS, "not found"])
def test_a_page_does_nothing_that_the_policy_forbids(
    tab: tuple[Page, list[str]], guarded: str, path: str | None
) -> None:
    page, said = tab
    page.goto(f"{guarded}ja/{path}" if path is not None else f"{guarded}404.html", wait_until="networkidle")
    assert page.evaluate("getComputedStyle(document.body).margin") == "0px"
    assert said == []


def test_search_paste_box_copying_and_flow_work_under_the_policy(tab: tuple[Page, list[str]], guarded: str) -> None:
    page, said = tab
    page.goto(f"{guarded}en/")
    page.fill("#kb-paste", "535 5.7.139 Authentication unsuccessful, the user credentials were incorrect.")
    expect(page.locator("kb-decoder a[href*='5.7.139/credentials']").first).to_be_visible()
    page.locator("[data-md-component=search-query]").focus()
    page.locator("[data-md-component=search-query]").press_sequentially("relay")
    expect(page.locator(".md-search-result__item").first).to_be_visible()
    page.goto(f"{guarded}en/fixes/enable-smtp-auth-mailbox/")
    page.locator(".kb-copy__button").first.click()
    page.goto(f"{guarded}en/diagnose/smtp-auth/")
    page.locator("article a[href*='find-text'], article a[href*='reason'], article a[href*='exact']").first.click()
    assert said == []


def test_a_script_that_got_into_a_page_does_not_run(tab: tuple[Page, list[str]], guarded: str) -> None:
    """The test of the tests above: what is not in the policy is refused, and heard of."""
    page, said = tab
    page.goto(f"{guarded}en/")
    page.evaluate(
        "() => { const script = document.createElement('script'); script.textContent = 'window.kbRan = true';"
        " document.body.append(script) }"
    )
    assert page.evaluate("window.kbRan === undefined")
    assert said


def test_scripts_are_found_as_browsers_find_them() -> None:
    page = (
        "<script>one</script><SCRIPT type='text/javascript'>two</SCRIPT><script src=x></script>"
        '<script type="application/ld+json">{"a": 1}</script><script id="__config" type=application/json>{}</script>'
        '<script type="module">three\n</script>'
    )
    assert list(inline_scripts(page)) == ["one", "two", "three\n"]


def test_the_order_of_pages_does_not_matter() -> None:
    assert policy(["b", "a", "b"]) == policy(["a", "b"])
    values = headers(["a"])
    assert read_headers(headers_file(values, ["assets/a.0123abcd.css"])) == values
