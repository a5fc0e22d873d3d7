"""Commands as readers get them: from the HTML of the site as it is built, from its files, and from the clipboard."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from generator.powershell.quote import literal, placeholder
from generator.powershell.tree import commands, first_error, parse

from .reader import read_string
from .units import CONTENT, TABLE

LOCALES = ("en", "ja")
FIXES = tuple(
    path.stem for path in sorted((CONTENT / "fixes").glob("*.yml")) if "\ncommands:" in path.read_text(encoding="utf-8")
)
PLAIN = {
    "mailbox": "o'neil@contoso.com",
    "domain": "contoso.com",
    "ipv4": "203.0.113.9",
    "guid": "00000000-1111-2222-3333-444444444444",
    "name": "'; Remove-Mailbox -Identity victim; '$(Remove-Mailbox x)`n\"{{mailbox}}",
    "number": "42",
}
"""Values that the grammar, which knows only the straight quote, can read."""
HOSTILE = {**PLAIN, "name": "’; Remove-Mailbox -Identity victim #‘‚‛''’ $env:USERNAME \"</code><script>"}
COPY_ALL = """async (values) => {
  for (const input of document.querySelectorAll("input[data-parameter]")) {
    input.value = values[input.dataset.type]
    input.dispatchEvent(new Event("input", { bubbles: true }))
    input.dispatchEvent(new Event("change", { bubbles: true }))
  }
  const found = []
  const copy = async (element) => {
    const status = element.querySelector("[role=status]")
    const before = status.textContent
    element.querySelector("button").click()
    for (let turn = 0; status.textContent === before; turn += 1) {
      if (turn > 500) throw new Error(`${element.getAttribute("for")} says nothing`)
      await new Promise((done) => setTimeout(done, 2))
    }
    return [await navigator.clipboard.readText(), status.textContent.trim()]
  }
  for (const element of document.querySelectorAll("kb-copy")) {
    if (element.closest(".kb-share")) continue
    const box = element.querySelector("input[data-whatif]")
    found.push([element.getAttribute("for"), ...(await copy(element))])
    if (!box) continue
    box.click()
    found.push([box.dataset.whatif, ...(await copy(element))])
    box.click()
  }
  return found
}"""


class Blocks(HTMLParser):
    """Every command of a page: text and slots in order, and the types of the values that it asks for."""

    def __init__(self) -> None:
        super().__init__()
        self.blocks: dict[str, list[tuple[str, str]]] = {}
        self.types: dict[str, str] = {}
        self.reachable: set[str] = set()
        self.buttons: list[str] = []
        self._name = self._block = self._slot = ""
        self._button = False

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attributes}
        if tag == "div" and "kb-command" in given.get("class", "").split():
            self._name = given["id"]
        elif tag == "pre" and "kb-code" in (names := given.get("class", "").split()) and "kb-message" not in names:
            self._block = self._name
            self.blocks[self._block] = []
            if given.get("tabindex") == "0" and given.get("aria-label"):
                self.reachable.add(self._block)
        elif self._block and "data-slot" in given:
            self._slot = given["data-slot"]
        elif tag == "input" and "data-parameter" in given:
            self.types[given["data-parameter"]] = given["data-type"]
        elif tag == "button" and "kb-copy__button" in given.get("class", ""):
            self._button = True
            self.buttons.append("")

    def handle_endtag(self, tag: str) -> None:
        if tag == "pre":
            self._block = ""
        elif tag == "span":
            self._slot = ""
        elif tag == "button":
            self._button = False

    def handle_data(self, data: str) -> None:
        if self._block:
            self.blocks[self._block].append((self._slot, data))
        elif self._button:
            self.buttons[-1] += data

    def text(self, block: str) -> str:
        return "".join(data for _, data in self.blocks[block])


def page_of(real: Path, locale: str, fix: str) -> Blocks:
    found = Blocks()
    found.feed((real / locale / "fixes" / fix / "index.html").read_text(encoding="utf-8"))
    return found


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("fix", FIXES)
def test_every_form_on_the_page_parses_with_its_placeholders(real: Path, fix: str, locale: str) -> None:
    page = page_of(real, locale, fix)
    assert page.blocks
    for name in page.blocks:
        text = page.text(name)
        assert first_error(text) is None, (name, text)
        assert not re.search(r"\{\{|\}\}", text), name
        for slot, data in page.blocks[name]:
            assert not slot or data == placeholder(slot), name
        for command in commands(parse(text)):
            assert TABLE.find(command.name) or command.name in text, command.name
    assert page.reachable == set(page.blocks), "long lines are scrolled by keyboard"
    assert len(set(page.buttons)) == len(page.buttons), "every button has a name of its own"


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("fix", FIXES)
def test_the_file_of_a_fix_has_a_byte_order_mark_crlf_and_parses(real: Path, fix: str, locale: str) -> None:
    content = (real / locale / "fixes" / f"{fix}.ps1").read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.count(b"\n") == content.count(b"\r\n")
    assert content.endswith(b"\r\n")
    text = content.decode("utf-8-sig").replace("\r\n", "\n")
    assert first_error(text) is None
    assert "PS C:" not in text


@pytest.mark.parametrize("locale", LOCALES)
def test_the_clipboard_holds_every_form_with_values_that_stay_values(
    chromium: Browser, real: Path, real_address: str, locale: str
) -> None:
    """With straight quotes in the values, which the parser reads as PowerShell does, and with any others."""
    context = chromium.new_context()
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=real_address.rstrip("/"))
    tab = context.new_page()
    for fix in FIXES:
        tab.goto(f"{real_address}{locale}/fixes/{fix}/")
        tab.bring_to_front()
        tab.wait_for_function("[...document.querySelectorAll('kb-copy')].every((one) => !one.hidden)")
        page = page_of(real, locale, fix)
        for values in (PLAIN, HOSTILE):
            copied = tab.evaluate(COPY_ALL, values)
            assert {name for name, *_ in copied} == set(page.blocks), fix
            for name, text, status in copied:
                assert status
                _agrees(page, name, text, values)
                if values is PLAIN:
                    assert first_error(text) is None, (fix, name, text)
        assert tab.locator("code script").count() == 0
    context.close()


def _agrees(page: Blocks, name: str, text: str, values: dict[str, str]) -> None:
    """The text is that of the page, with one whole string (or bare digits) at the place of each value."""
    place = 0
    parts = page.blocks[name]
    for index, (slot, data) in enumerate(parts):
        if not slot:
            shown = data.rstrip() if index == len(parts) - 1 else data
            assert text[place : place + len(shown)] == shown, (name, text)
            place += len(shown)
            continue
        kind = page.types[slot]
        written = literal(kind, values[kind])
        assert text.startswith(written, place), (name, text)
        if kind != "number":
            found, _ = read_string(text[place:])
            assert found == values[kind]
        place += len(written)
    assert place == len(text), (name, text)
