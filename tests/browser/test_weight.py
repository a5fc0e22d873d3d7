"""What a first view costs: bytes as they travel, and scripts only where they are used."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.kinds import LOCALES
from tests.support import served

KB = 1000
MOST = {
    "": 150 * KB,
    "errors/5.7.139/security-defaults/": 120 * KB,
    "errors/5.7.57/": 120 * KB,
    "fixes/use-oauth/": 120 * KB,
}
"""Pages, and the most bytes that their first view may transfer."""
PLAIN = {"bundle", "kb.js", "kb-search.js"}
SCRIPTS = {
    "errors/5.7.57/": PLAIN,
    "glossary/": PLAIN,
    "fixes/": PLAIN,
    "guides/solving-smtp-authentication-issues/": PLAIN,
    "": {*PLAIN, "kb-home.js", "decoder.js"},
    "fixes/enable-smtp-auth-mailbox/": {*PLAIN, "kb-values.js"},
    "diagnose/smtp-auth/reason/": {*PLAIN, "kb-flow.js", "smtp-auth.js"},
}
"""Pages, and the scripts that they load: what every page needs (the search is a worker), and what this one does."""


@pytest.fixture(scope="module")
def compressed(real: Path) -> Iterator[str]:
    with served(real, compress=True) as address:
        yield address


@pytest.mark.parametrize("path", MOST)
@pytest.mark.parametrize("locale", LOCALES)
def test_a_first_view_is_light(chromium: Browser, compressed: str, locale: str, path: str) -> None:
    context = chromium.new_context(viewport={"width": 390, "height": 844})
    tab = context.new_page()
    sizes: list[float] = []
    session = context.new_cdp_session(tab)
    session.send("Network.enable")
    session.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    tab.goto(f"{compressed}{locale}/{path}", wait_until="networkidle")
    context.close()
    assert len(sizes) > 4
    assert 20 * KB < sum(sizes) <= MOST[path]


@pytest.mark.parametrize("path", SCRIPTS)
def test_scripts_are_loaded_where_they_are_used(chromium: Browser, compressed: str, path: str) -> None:
    tab = chromium.new_page()
    asked: set[str] = set()
    tab.on("request", lambda one: asked.add(one.url) if one.resource_type == "script" else None)
    tab.goto(f"{compressed}en/{path}", wait_until="networkidle")
    html = tab.content()
    tab.close()
    assert [one for one in re.findall(r"<script [^>]*src=[^>]*>", html) if " defer" not in one] == []
    names = {url.rpartition("/")[2] for url in asked}
    assert {"bundle" if name.startswith("bundle.") else name for name in names} == SCRIPTS[path]


@pytest.mark.parametrize("path", ["", "fixes/enable-smtp-auth-mailbox/", "diagnose/smtp-auth/out-mailbox-off/"])
def test_the_style_of_a_whole_page_is_worked_out_once_and_its_layout_seldom(
    chromium: Browser, compressed: str, path: str, tmp_path: Path
) -> None:
    """What keeps a phone busy while a page loads, counted: classes and attributes high up make everything anew."""
    context = chromium.new_context(viewport={"width": 390, "height": 844})
    tab = context.new_page()
    chromium.start_tracing(page=tab, path=tmp_path / "trace.json", categories=["devtools.timeline", "blink"])
    tab.goto(f"{compressed}en/{path}", wait_until="networkidle")
    chromium.stop_tracing()
    elements = tab.evaluate("document.querySelectorAll('body *').length")
    context.close()
    events = json.loads((tmp_path / "trace.json").read_text(encoding="utf-8"))["traceEvents"]
    styled = [one["args"].get("elementCount", 0) for one in events if one["name"] == "UpdateLayoutTree"]
    assert max(styled) > elements / 3
    assert sum(styled) < 2.2 * elements
