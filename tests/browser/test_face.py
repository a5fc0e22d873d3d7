"""What pages look like, as text: places, type, colours and contrast of the landmarks of one page of each kind (ADR 30).

`pytest tests/browser/test_face.py --update-golden` writes the files in `tests/golden/face`, and the diff is what is
reviewed. Nothing in them depends on fonts: what is as wide as its words says one edge only, and no height is noted.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.support import HERE

GOLDEN = HERE / "golden" / "face"
LOCALES = ("en", "ja")
SIZES = {"phone": {"width": 390, "height": 844}, "desktop": {"width": 1280, "height": 900}}
PAGES = {
    "home": "",
    "error": "errors/4.1.8/",
    "fix": "fixes/remove-lid/",
    "guide": "guides/making-tea/",
    "question": "diagnose/pot/",
}
LANDMARKS = {
    ".md-header": "box",
    ".kb-brand__name": "left",
    ".md-search__form": "none",
    ".kb-scheme": "none",
    ".kb-languages__link": "right",
    ".md-tabs__item--active .md-tabs__link": "none",
    ".md-content__inner": "box",
    ".kb-toc > summary": "left",
    "kb-beside select": "right",
    ".kb-crumbs": "box",
    "h1": "box",
    ".kb-code-chip": "left",
    ".kb-share .kb-copy__button": "left",
    ".kb-lead": "box",
    ".kb-answer__meaning": "box",
    ".kb-facts dt": "left",
    ".kb-facts dd": "right",
    ".kb-badge--risk": "left",
    ".kb-notice > summary": "box",
    ".admonition": "box",
    ".kb-decoder textarea": "box",
    "ul.kb-options": "box",
    ".kb-option__label": "left",
    ".kb-flow__number": "box",
    "article h2": "box",
    ".kb-card__title": "box",
    ".kb-card .kb-words": "box",
    ".kb-words mark": "left",
    ".kb-index__row h3": "left",
    ".kb-codes a": "left",
    ".kb-steps > li": "box",
    ".kb-snippet pre > code": "box",
    ".kb-snippet .kb-copy__button": "right",
    ".kb-parameters": "box",
    ".kb-parameters input": "left",
    "article table th": "left",
    "article table td": "none",
    "article p > a": "none",
    "article p code": "none",
    ".md-nav--secondary .md-nav__title": "left",
    ".md-nav--secondary .md-nav__link": "left",
    ".kb-footer": "box",
    ".kb-footer a": "left",
}
"""The first of each that is seen is noted, with both edges, the one that does not depend on its words, or neither."""
MEASURE = """(landmarks) => {
  const parts = (colour) => (colour.match(/[\\d.]+/g) || [0, 0, 0, 0]).map(Number)
  const two = (one) => Math.round(one).toString(16).padStart(2, "0")
  const hex = (colour) => "#" + parts(colour).slice(0, 3).map(two).join("")
  const ground = (one) => {
    for (let at = one; at; at = at.parentElement) {
      const colour = getComputedStyle(at).backgroundColor
      const [, , , alpha = 1] = parts(colour)
      if (alpha > 0.5) return colour
    }
    return "rgb(255, 255, 255)"
  }
  const light = (colour) => parts(colour).slice(0, 3).map((one) => one / 255)
    .map((one) => (one <= 0.04045 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4))
    .reduce((sum, one, at) => sum + one * [0.2126, 0.7152, 0.0722][at], 0)
  const contrast = (one, other) => {
    const [less, more] = [light(one), light(other)].sort((a, b) => a - b)
    return ((more + 0.05) / (less + 0.05)).toFixed(1)
  }
  const short = (text) => text.replaceAll("px", "").replace(/(\\.\\d)\\d+/g, "$1")
  const said = (name, value) => (value === "0px" ? "" : `${name} ${short(value)}`)
  const shown = { visibilityProperty: true, opacityProperty: true }
  const seen = (one) => one.checkVisibility(shown) && one.getClientRects().length
  const faces = {}
  let before = null
  for (const [selector, mode] of landmarks) {
    const one = [...document.querySelectorAll(selector)].find(seen)
    if (!one) continue
    const box = one.getBoundingClientRect()
    const [left, right] = [Math.round(box.left), Math.round(box.right)]
    const places = { box: `${left}-${right}`, left: `${left}-`, right: `-${right}`, none: "" }
    const below = before && box.top >= before.bottom - 1 ? "below" : ""
    const above = before && box.bottom <= before.top + 1 ? "above" : ""
    before = box
    const style = getComputedStyle(one)
    const lined = style.borderStyle !== "none" && style.borderWidth !== "0px"
    const breaks = [style.wordBreak, style.textWrap, style.textDecorationLine]
    const back = ground(one)
    faces[selector] = [
      [places[mode], below || above || "beside"].join(" ").trim(),
      [
        `${short(style.fontSize)}/${short(style.lineHeight)}`,
        style.fontWeight,
        ...breaks.filter((one) => !["normal", "wrap", "none"].includes(one)),
      ].join(" "),
      said("margin", style.margin),
      said("padding", style.padding),
      lined ? `border ${short(style.borderWidth)} ${hex(style.borderColor)}` : "",
      said("corner", style.borderRadius),
      `${hex(style.color)} on ${hex(back)} ${contrast(style.color, back)}`,
    ].filter(Boolean)
  }
  return faces
}"""


@pytest.fixture(scope="module")
def tab(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(color_scheme="light", locale="en-US", reduced_motion="reduce")
    yield context.new_page()
    context.close()


def face(tab: Page, url: str, size: str, style: str = "") -> str:
    """What the landmarks of a page look like, a line each; colours in both schemes."""
    tab.set_viewport_size(SIZES[size])  # type: ignore[arg-type]
    tab.emulate_media(color_scheme="light")
    tab.goto(url, wait_until="load")
    if style:
        tab.add_style_tag(content=style)
    light = tab.evaluate(MEASURE, list(LANDMARKS.items()))
    tab.emulate_media(color_scheme="dark")
    tab.wait_for_function("document.body.dataset.mdColorScheme === 'slate'")
    dark = tab.evaluate(MEASURE, list(LANDMARKS.items()))
    return "".join(f"{name}: {', '.join(one)}, dark {dark[name][-1]}\n" for name, one in light.items())


@pytest.mark.parametrize("kind", PAGES)
def test_the_face_of_a_page_is_what_was_reviewed(
    tab: Page, address: str, kind: str, request: pytest.FixtureRequest
) -> None:
    sections = [
        f"== {locale} {size}\n{face(tab, f'{address}{locale}/{PAGES[kind]}', size)}"
        for locale in LOCALES
        for size in SIZES
    ]
    if request.config.getoption("--update-golden"):
        GOLDEN.mkdir(parents=True, exist_ok=True)
        (GOLDEN / f"{kind}.txt").write_text("\n".join(sections), encoding="utf-8")
    assert sections == _reviewed(kind), "look at the page; see what pytest --update-golden changes"


def _reviewed(kind: str) -> list[str]:
    text = (GOLDEN / f"{kind}.txt").read_text(encoding="utf-8")
    return [f"== {section}" for section in text.replace("\n\n==", "\n==").split("== ")[1:]]


BROKEN = {
    "a colour": ".kb-lead { color: var(--kb-line) !important }",
    "a size": ".md-typeset h1 { font-size: 1rem !important }",
    "a column": ".md-content__inner { max-width: 30rem !important }",
    "an order": ".kb-lead { float: inline-end; width: 30% } h1 { width: 60%; float: inline-start }",
    "room": ".kb-card__title, article h2 { margin: 0 !important }",
    "a way to break lines": ".md-typeset h1 { text-wrap: wrap !important }",
    "something that vanished": ".kb-footer { display: none !important }",
}


@pytest.mark.parametrize("style", BROKEN.values(), ids=BROKEN)
def test_broken_styles_are_noticed(tab: Page, address: str, style: str) -> None:
    """The test of the test above."""
    made = face(tab, f"{address}en/{PAGES['error']}", "desktop", style)
    assert f"== en desktop\n{made}" not in _reviewed("error")


def test_other_fonts_are_no_other_face(tab: Page, address: str) -> None:
    fonts = "* { --md-text-font-family: serif !important; --md-code-font-family: sans-serif !important }"
    made = face(tab, f"{address}en/{PAGES['error']}", "desktop", fonts)
    assert f"== en desktop\n{made}" in _reviewed("error")
