"""decoder.js in a real Chromium: one page for all tests of this folder."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.decoder.material import SCRIPT

EXPORTS = "decode, decodeLog, isLog, logSteps, prepare, scrub"


@pytest.fixture(scope="package")
def page(chromium: Browser) -> Iterator[Page]:
    """A page that holds nothing but the module; its exports are `window.decoder`."""
    page = chromium.new_page()
    page.set_content("<!doctype html><title>decoder</title>")
    source = SCRIPT.read_text(encoding="utf-8")
    page.add_script_tag(content=f"{source}\nglobalThis.decoder = {{ {EXPORTS} }};", type="module")
    page.wait_for_function("globalThis.decoder !== undefined")
    yield page
    page.close()
