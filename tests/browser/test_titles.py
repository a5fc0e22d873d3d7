"""The lines of Japanese titles end at the end of a word, on a phone and on a tablet, with whatever font there is.

What a word is says the browser (`Intl.Segmenter`), which knows nothing of where pages say that they may break. It takes
`に対する` and `による` for one word each: a line may end with their particle.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.kinds import KINDS

WIDTHS = (320, 358, 780)
WIDER = "h1, h2, h3, h4, article * { letter-spacing: 0.07em !important }"
"""Another font than the one of this machine: fewer letters a line."""
PARTS = (
    "article :is(h2, h3, h4, th, dt, summary, button, .md-button, .kb-card__title, .kb-list__title, .kb-option__label,"
    " li > a, .kb-facts dd > a)"
)
ENDS = """(selector) => {
  const words = new Intl.Segmenter("ja", { granularity: "word" });
  const letters = /[ぁ-ゖァ-ヺー一-鿿]/;
  const found = [];
  for (const one of document.querySelectorAll(selector)) {
    if (!one.checkVisibility({ visibilityProperty: true }) || one.closest("[lang=en]")) continue;
    if (one.getBoundingClientRect().height < 2 * parseFloat(getComputedStyle(one).fontSize)) continue;  // one line
    const texts = document.createTreeWalker(one, NodeFilter.SHOW_TEXT);
    const range = document.createRange();
    const ends = [];
    let text = "";
    let before = null;
    while (texts.nextNode()) {
      const node = texts.currentNode;
      if (node.parentElement.closest("pre, code, .kb-hidden, [hidden]")) continue;
      for (let at = 0; at < node.length; at += 1, text += node.data[at - 1]) {
        range.setStart(node, at);
        range.setEnd(node, at + 1);
        const box = range.getClientRects()[0];
        if (!box?.width) continue;
        if (before && box.top > before.top + before.height / 2) ends.push(text.length);
        before = box;
      }
    }
    const cut = [...words.segment(text)].some(({ index, segment }) => letters.test(segment)
      && ends.some((end) => index < end && end < index + segment.length && !/^[にと]$/.test(text.slice(index, end))));
    const wrong = ends.some((end) =>
      /^[、。，．）」』】：；？！ーぁぃぅぇぉっゃゅょァィゥェォッャュョ]/.test(text.slice(end))
      || /[（「『【]$/.test(text.slice(0, end).trimEnd())
      || (/^(?:[がはをにのでとへや]|など|から|まで)/.test(text.slice(end))
        && /(^|[^\\w.+-])[\\w.+-]{1,12} $/.test(text.slice(0, end))));
    if (cut || wrong) found.push([0, ...ends].map((end, at) => text.slice(end, ends[at])).join("／"));
  }
  return found;
}"""


@pytest.fixture(scope="module")
def tab(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(bypass_csp=True)
    yield context.new_page()
    context.close()


@pytest.fixture(scope="module")
def titles(real: Path) -> str:
    """The title of every Japanese page as the page has it, one below the other."""
    pages = (page.read_text(encoding="utf-8") for page in sorted((real / "ja").rglob("index.html")))
    found = sorted({title[0] for page in pages if (title := re.search(r"<h1\b.*?</h1>", page, re.DOTALL))})
    assert len(found) > 300
    return "".join(found)


def test_no_title_of_a_page_breaks_within_a_word(tab: Page, real_address: str, titles: str) -> None:
    tab.goto(f"{real_address}ja/fixes/use-oauth/")
    tab.evaluate("(titles) => { document.querySelector('h1').outerHTML = titles }", titles)
    assert _cut(tab, "h1") == []


@pytest.mark.parametrize("kind", KINDS)
def test_no_title_within_a_page_breaks_within_a_word(tab: Page, real_address: str, kind: str) -> None:
    tab.goto(f"{real_address}ja/{KINDS[kind]}")
    assert _cut(tab, PARTS) == []


def test_a_title_that_breaks_anywhere_is_noticed(tab: Page, real_address: str, titles: str) -> None:
    """The test of the tests above."""
    tab.goto(f"{real_address}ja/fixes/use-oauth/")
    tab.evaluate("(titles) => { document.querySelector('h1').outerHTML = titles }", titles)
    tab.add_style_tag(content="h1 { word-break: normal !important }")
    assert len(_cut(tab, "h1")) > 300


def _cut(tab: Page, selector: str) -> list[tuple[int, str]]:
    """The titles that break where they must not, each with the width of the window, in one font and another."""
    found = []
    for style in ("", WIDER):
        tab.add_style_tag(content=f"article {{}} {style}")
        for width in WIDTHS:
            tab.set_viewport_size({"width": width, "height": 800})
            found += [(width, title) for title in tab.evaluate(ENDS, selector)]
    return found


@pytest.mark.parametrize("path", ["ja/timeline/", "en/timeline/", "ja/report/", "ja/fixes/use-oauth/"])
def test_no_date_is_parted_by_a_line(tab: Page, real_address: str, path: str) -> None:
    tab.set_viewport_size({"width": 320, "height": 800})
    tab.goto(real_address + path)
    lines = tab.evaluate("[...document.querySelectorAll('p .kb-whole')].map((one) => one.getClientRects().length)")
    assert lines and set(lines) == {1}
