"""Passing a page on: every button against the clipboard, in both languages, and from a ticket to a reply."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from tests.content import library
from tests.support import page as parsed

AXE = Path(__file__).with_name("axe") / "axe.min.js"
LOCALES = ("en", "ja")
PAGES = {
    "variant": "errors/5.7.139/security-defaults/",
    "only text": "errors/5.7.60/",
    "choice of texts": "errors/5.7.139/",
    "fix": "fixes/disable-security-defaults/",
    "guide": "guides/multifunction-printer/",
    "outcome": "diagnose/smtp-auth/out-mailbox-off/",
}
SHORT = {
    "variant": "e/5.7.139/security-defaults/",
    "only text": "e/5.7.60/",
    "choice of texts": "e/5.7.139/",
    "fix": "f/disable-security-defaults/",
}
COPIED = {"en": "Copied.", "ja": "コピーしました。"}
SELECTED = {"en": "The text is selected: press Ctrl+C.", "ja": "文字列を選択しました。Ctrl+C キーを押してください。"}
SIZES = {"phone": (390, 844), "desktop": (1280, 900)}
TICKETS = {
    "5.7.139/security-defaults-4": "the journal of a multifunction printer, broken into short lines",
    "5.7.57/hides-another-x3": "a Japanese Windows exception with the real error cut off behind it",
    "5.7.3/oauth-x4": "the debug output of a Python program",
    "5.7.64/relay-denied-1": "a non-delivery report",
    "5.7.139/cut-off-x1": "a display that cuts the reason off",
}
"""Raw texts of the samples, as tickets hold them."""


@pytest.fixture
def context(chromium: Browser) -> Iterator[BrowserContext]:
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    yield context
    context.close()


@pytest.fixture
def tab(context: BrowserContext) -> Page:
    return context.new_page()


def clipboard(tab: Page) -> str:
    return str(tab.evaluate("navigator.clipboard.readText()")).replace("\r\n", "\n")


def copy(tab: Page, one: Locator) -> str:
    """Press the button of a `kb-copy`, and take what it put on the clipboard."""
    tab.evaluate("navigator.clipboard.writeText('nothing yet')")
    button = one.locator("button")
    button.click()
    expect(one.locator("[role=status]")).not_to_be_empty()
    assert button.evaluate("one => one === document.activeElement"), "the focus stays where it was"
    return clipboard(tab)


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("kind", PAGES)
def test_every_button_copies_what_stands_on_the_page(tab: Page, real_address: str, kind: str, locale: str) -> None:
    tab.goto(f"{real_address}{locale}/{PAGES[kind]}")
    tab.click(".kb-share__more > summary")
    for other in tab.locator(".kb-share__other > summary").all():
        other.click()
    link = f"{real_address}{SHORT.get(kind) or f'{locale}/{PAGES[kind]}'}"
    found: dict[str, str] = {}
    for one in tab.locator(".kb-share kb-copy").all():
        name = one.get_attribute("for") or ""
        copied = copy(tab, one)
        assert one.locator("[role=status]").inner_text().strip() == COPIED[locale]
        assert found.setdefault(name, copied) == copied, "two buttons for one text copy the same"
        shown = tab.locator(f"#{name}").inner_text().strip()
        assert copied.strip() == shown or name == "pass-html"
    title = tab.locator("#pass-html a").inner_text()
    assert found["pass-link"] == link
    assert found["pass-plain"] == found["pass-html"] == f"{title}\n{link}"
    assert found["pass-markdown"] == f"[{title}]({link})"
    messages = [name for name in found if name.startswith(("reply-", "ask-"))]
    assert len(messages) == {"guide": 0, "choice of texts": 2, "outcome": 3}.get(kind, 4)
    for name in messages:
        assert found[name].split("\n")[-1].startswith(f"{real_address}e/" if kind == "outcome" else link)
        assert len(found[name]) <= 1000
    names = tab.locator("kb-copy button").evaluate_all("all => all.map((one) => one.textContent.trim())")
    assert len(names) == len(set(names)), "names of buttons are unique"


@pytest.mark.parametrize("locale", LOCALES)
def test_a_mail_gets_a_link_and_a_text_field_the_words(tab: Page, real_address: str, locale: str) -> None:
    tab.goto(f"{real_address}{locale}/{PAGES['variant']}")
    tab.click(".kb-share__more > summary")
    copy(tab, tab.locator("kb-copy[for=pass-html]"))
    read = "navigator.clipboard.read().then(([one]) => one.getType('text/html')).then((blob) => blob.text())"
    html = tab.evaluate(read)
    assert f'<a href="{real_address}{SHORT["variant"]}"' in html
    assert tab.locator("#pass-html").inner_text() in html


@pytest.mark.parametrize("locale", LOCALES)
def test_where_the_clipboard_is_closed_the_old_command_copies(tab: Page, real_address: str, locale: str) -> None:
    tab.goto(f"{real_address}{locale}/{PAGES['variant']}")
    tab.evaluate(
        """() => {
          self.clipboard = navigator.clipboard
          Object.defineProperty(navigator, "clipboard", { value: undefined, configurable: true })
        }"""
    )
    for name in (f"reply-{locale}", "pass-html"):
        if name == "pass-html":
            tab.click(".kb-share__more > summary")
        one = tab.locator(f"kb-copy[for={name}]").first
        one.locator("button").click()
        expect(one.locator("[role=status]")).to_have_text(COPIED[locale])
        text = str(tab.evaluate("self.clipboard.readText()")).replace("\r\n", "\n")
        assert text.split("\n")[-1] == f"{real_address}{SHORT['variant']}"
        assert tab.locator(".kb-share__more").evaluate("one => one.open") == (name == "pass-html")
        assert tab.evaluate("getSelection().isCollapsed")
    html = tab.evaluate("self.clipboard.read().then(([one]) => one.getType('text/html')).then((blob) => blob.text())")
    assert f"{real_address}{SHORT['variant']}" in html


@pytest.mark.parametrize("locale", LOCALES)
def test_where_nothing_can_copy_the_text_stands_open_and_selected(tab: Page, real_address: str, locale: str) -> None:
    tab.goto(f"{real_address}{locale}/{PAGES['variant']}")
    tab.evaluate(
        """() => {
          Object.defineProperty(navigator, "clipboard", { value: undefined })
          document.execCommand = () => false
        }"""
    )
    one = tab.locator(f"kb-copy[for=reply-{locale}]").first
    one.locator("button").click()
    expect(one.locator("[role=status]")).to_have_text(SELECTED[locale])
    assert tab.locator(f"#reply-{locale}").is_visible()
    selected = str(tab.evaluate("getSelection().toString()")).strip()
    assert selected == tab.locator(f"#reply-{locale}").inner_text().strip()


def test_a_page_from_a_folder_copies_too(tab: Page, plain_addresses: Path) -> None:
    tab.goto((plain_addresses / "ja/errors/4.1.8/coffee.html").as_uri())
    copied = copy(tab, tab.locator("kb-copy[for=reply-ja]").first)
    assert copied.split("\n")[-1] == (plain_addresses / "e/4.1.8/coffee/index.html").as_uri()


@pytest.mark.parametrize("locale", LOCALES)
def test_without_a_script_every_text_can_be_read_and_selected(chromium: Browser, built: Path, locale: str) -> None:
    context = chromium.new_context(java_script_enabled=False)
    tab = context.new_page()
    file = built / locale / "errors/4.1.8/coffee/index.html"
    tab.goto(file.as_uri())
    assert tab.locator("kb-copy").locator("visible=true").count() == 0
    tab.click(".kb-share__more > summary")
    assert tab.locator(f"#reply-{locale}").is_visible()
    link = "https://help.example.com/e/4.1.8/coffee/"
    for name in (f"reply-{locale}", f"ask-{locale}", "pass-plain", "pass-markdown", "pass-link"):
        assert link in tab.locator(f"#{name}").inner_text(), name
    assert not parsed(file).problems
    context.close()


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("size", SIZES)
def test_the_stamp_the_bar_and_the_answer_are_seen_without_scrolling(
    chromium: Browser, real_address: str, size: str, locale: str
) -> None:
    width, height = SIZES[size]
    context = chromium.new_context(viewport={"width": width, "height": height})
    tab = context.new_page()
    for kind, path in PAGES.items():
        tab.goto(f"{real_address}{locale}/{path}")
        answer = ".kb-answer__meaning, article .kb-lead, .kb-lead"
        for part in (".kb-stamp", ".kb-share", answer):
            if part == ".kb-stamp" and kind == "choice of texts":
                continue
            box = tab.locator(part).first.bounding_box()
            assert box, f"{kind}: {part}"
            assert box["y"] + box["height"] <= height, f"{kind}: {part}"
        bar = tab.locator(".kb-share").bounding_box()
        assert bar
        assert bar["height"] <= 48, f"{kind}: the bar is one row"
        assert tab.evaluate("document.documentElement.scrollWidth") <= width
    context.close()


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("ticket", TICKETS)
def test_from_a_ticket_to_a_reply_in_four_actions(tab: Page, real_address: str, ticket: str, locale: str) -> None:
    """What a support agent does: paste the ticket on the first page, follow the answer, copy the reply."""
    project = library.project()
    sample = project.library.samples[ticket]
    found = project.library.variant(sample.variant)
    assert found
    reply = found[1].reply
    assert reply
    tab.goto(f"{real_address}{locale}/")
    actions = 1
    tab.evaluate("text => navigator.clipboard.writeText(text)", sample.text)
    tab.locator("#kb-paste").focus()
    tab.keyboard.press("Control+V")
    results = tab.locator("[data-result] a:not([data-issue])")
    own = tab.locator(f"[data-result] a[href*='errors/{sample.variant}']")
    expect(results.first).to_be_visible()
    actions += 1
    (own if own.count() else results).first.click()
    if sample.variant.split("/")[1] not in tab.url and len(found[0].variants) > 1:
        actions += 1
        tab.click(f"#{found[1].id} .kb-card__title a")
    actions += 1
    copied = copy(tab, tab.locator(f".kb-share > kb-copy[for=reply-{locale}]"))
    assert actions <= 4
    words = project.catalogues[locale].passage(reply).text.replace("`", "")
    assert copied.startswith(words)
    assert copied.split("\n")[-1] == f"{real_address}e/{sample.variant}/"


def test_a_record_page_costs_little(tab: Page, real: Path, real_address: str) -> None:
    """The whole of a page with its styles and scripts, compressed as hosts do: at most 120 kB."""
    asked: list[str] = []
    tab.on("request", lambda request: asked.append(request.url))
    tab.goto(f"{real_address}ja/{PAGES['variant']}", wait_until="networkidle")
    files = {url.removeprefix(real_address).partition("?")[0] for url in asked if url.startswith(real_address)}
    paths = [real / (f"{name}index.html" if name.endswith("/") else name) for name in files]
    assert sum(len(gzip.compress(path.read_bytes())) for path in paths) <= 120_000


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("locale", LOCALES)
def test_axe_finds_nothing_where_everything_is_open_and_copied(
    tab: Page, real_address: str, locale: str, scheme: str
) -> None:
    tab.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]
    for kind in ("variant", "fix"):
        tab.goto(f"{real_address}{locale}/{PAGES[kind]}")
        tab.locator(".kb-share details").evaluate_all("all => all.forEach((one) => { one.open = true })")
        copy(tab, tab.locator(".kb-share > kb-copy").first)
        tab.evaluate(AXE.read_text(encoding="utf-8"))
        found = tab.evaluate("axe.run('.kb-share', { resultTypes: ['violations'] })")
        assert [f"{one['id']}: {[node['target'] for node in one['nodes']][:3]}" for one in found["violations"]] == []
