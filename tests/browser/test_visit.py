"""A whole visit, watched from outside the browser: nothing is asked of another host, and nothing pasted stays."""

from __future__ import annotations

import contextlib
import http.server
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from generator.headers import FILE, read_headers
from tests.support import served

PERSON = "tanaka.hanako@contoso.com"
MACHINE = "203.0.113.77"
PASTED = (
    f"2026-11-20T01:02:03Z {PERSON} [{MACHINE}] 535 5.7.139 Authentication unsuccessful,"
    " SmtpClientAuthentication is disabled for the Mailbox. [TY2PR01CA0001.jpnprd01.prod.outlook.com]"
)
SECRETS = (PERSON, "hanako", MACHINE, "TY2PR01CA0001", "2026-11-20T01:02")
BROWSERS_OWN = "CONNECT content-autofill.googleapis.com:443"
"""Chromium asks this by itself, whatever the page, where it sees fields to fill in."""
KEPT = """async () => JSON.stringify([
  Object.entries(localStorage), Object.entries(sessionStorage), document.cookie, location.href, history.state,
  (await indexedDB.databases()).map((one) => one.name), self.caches ? await caches.keys() : [],
  (await navigator.serviceWorker?.getRegistrations() ?? []).length, window.name,
])"""


@contextlib.contextmanager
def _elsewhere() -> Iterator[tuple[str, list[str]]]:
    """A proxy that reaches nothing: its address, and what it is asked for."""
    asked: list[str] = []

    class Nowhere(http.server.BaseHTTPRequestHandler):
        def _note(self) -> None:
            if (line := f"{self.command} {self.path}") != BROWSERS_OWN:
                asked.append(line)
            self.send_error(502)

        do_GET = do_POST = do_HEAD = do_OPTIONS = do_CONNECT = _note

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Nowhere) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}", asked
        finally:
            server.shutdown()


@pytest.fixture
def outside() -> Iterator[tuple[str, list[str]]]:
    with _elsewhere() as found:
        yield found


def _watched(chromium: Browser, proxy: str, site: str) -> tuple[BrowserContext, Page, list[str]]:
    """A context whose way to other hosts is a proxy, and the addresses that its pages and workers ask for."""
    context = chromium.new_context(
        viewport={"width": 1280, "height": 900},
        locale="en-US",
        proxy={"server": proxy, "bypass": urlsplit(site).netloc},
    )
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    return context, context.new_page(), asked


def test_a_whole_visit_asks_the_site_only_and_leaves_nothing_pasted(
    chromium: Browser, real: Path, outside: tuple[str, list[str]]
) -> None:
    with served(real, read_headers((real / FILE).read_text(encoding="utf-8"))) as site:
        proxy, elsewhere = outside
        context, tab, asked = _watched(chromium, proxy, site)
        kept: list[str] = []

        def leave() -> None:
            kept.append(tab.evaluate(KEPT))

        _paste_search_and_read(tab, site, leave)
        _go_a_way(tab, site, leave)
        cookies = context.cookies()
        context.close()
    assert len(asked) > 60
    assert {urlsplit(url).netloc for url in asked if not url.startswith(("data:", "blob:"))} == {urlsplit(site).netloc}
    assert elsewhere == []
    assert cookies == []
    assert [secret for secret in SECRETS for one in [*asked, *kept] if secret in one] == []


def _paste_search_and_read(tab: Page, site: str, leave: Callable[[], None]) -> None:
    """From the paste box to a record, a search with a name in it, two languages side by side, the other one, dark."""
    tab.goto(site)
    tab.wait_for_url(f"{site}en/")
    tab.locator(".kb-decoder textarea").fill(PASTED)
    result = tab.locator(".kb-decoded a[href*='errors/5.7.139/']").first
    expect(result).to_be_visible()
    leave()
    result.click()
    tab.wait_for_url("**/en/errors/5.7.139/**")
    tab.locator(".kb-share .kb-copy__button").first.click()
    assert tab.evaluate("navigator.clipboard.readText()").startswith("http")
    leave()

    field = tab.locator("[data-md-component=search-query]")
    field.focus()
    field.press_sequentially(f"{PERSON} relay")
    expect(tab.locator(".md-search-result__list a").first).to_be_visible()
    leave()
    field.fill("")
    field.press_sequentially("oauth")
    with tab.expect_navigation():
        tab.locator(".md-search-result__list a[href*='fixes/use-oauth']").first.click()
    tab.locator("kb-beside select").select_option("ja beside")
    expect(tab.locator(".kb-beside").first).to_be_attached()
    leave()
    with tab.expect_navigation():
        tab.locator("kb-languages a[data-kb-language=ja]").first.click()
    tab.locator(".kb-scheme:visible").click()


def _go_a_way(tab: Page, site: str, leave: Callable[[], None]) -> None:
    """From a question to an outcome, its commands filled in, on paper; and an address that is wrong."""
    tab.goto(f"{site}ja/diagnose/smtp-auth/")
    for answer in ("exact-text", "reason", "tenant", "inherits"):
        with tab.expect_navigation():
            tab.locator(f"a[data-answer={answer}]").click()
    assert "/out-tenant-off/" in tab.url
    tab.locator(".kb-parameters input").first.fill(PERSON)
    expect(tab.locator("article pre code", has_text=PERSON).first).to_be_attached()
    leave()
    tab.emulate_media(media="print")
    assert tab.pdf(format="A4").startswith(b"%PDF")
    tab.emulate_media(media="screen")

    answer = tab.goto(f"{site}ja/no/such/page/5.7.57")
    assert answer is not None
    assert answer.status == 404
    expect(tab.locator(".kb-offer a:visible").first).to_be_visible()
    tab.wait_for_timeout(300)
    leave()


def test_what_pages_workers_and_beacons_ask_of_others_is_noticed(
    chromium: Browser, address: str, outside: tuple[str, list[str]]
) -> None:
    """The test of the test above."""
    proxy, elsewhere = outside
    context, tab, _ = _watched(chromium, proxy, address)
    tab.goto(f"{address}en/")
    tab.evaluate(
        """async () => {
  navigator.sendBeacon("http://beacon.example/", "x")
  const code = 'fetch("http://worker.example/").catch(() => postMessage(1)).then(() => postMessage(2))'
  const worker = new Worker(URL.createObjectURL(new Blob([code])))
  await new Promise((resolve) => { worker.onmessage = resolve })
  await fetch("http://page.example/", { mode: "no-cors" }).catch(() => 0)
  localStorage.setItem("x", "hanako")
}"""
    )
    tab.wait_for_timeout(200)
    assert "hanako" in tab.evaluate(KEPT)
    context.close()
    assert {urlsplit(one.split(" ")[1]).netloc for one in elsewhere} == {
        "beacon.example",
        "worker.example",
        "page.example",
    }
