"""The paste box of the site as it is built: answers, the way into the flow, and nothing that leaves the page."""

from __future__ import annotations

import gzip
import itertools
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
import yaml
from playwright.sync_api import Browser, Page

from generator.powershell.diagnosis import conclude, diagnosis
from tests.decoder.material import CONTENT
from tests.support import build_here

KILOBYTE = 1000
LIMIT = 40 * KILOBYTE
"""What table and script may weigh together, compressed."""
WATCH = """() => {
  const heard = self.heard = []
  for (const [owner, names] of [
    [Storage.prototype, ["setItem", "removeItem", "clear"]], [IDBFactory.prototype, ["open"]],
    [History.prototype, ["pushState", "replaceState"]], [Navigator.prototype, ["sendBeacon"]],
    [CacheStorage.prototype, ["open"]], [self, ["fetch"]], [XMLHttpRequest.prototype, ["open"]],
  ]) {
    for (const name of names) {
      const kept = owner[name]
      owner[name] = function (...given) { heard.push(name); return kept.apply(this, given) }
    }
  }
}"""
TENANT = (
    "535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant. "
    "Visit https://aka.ms/smtp_auth_disabled for more information."
)
STRANGE = "Robot 77 says: no mail today for scanner@contoso.com from 203.0.113.77"
FOUND = diagnosis(yaml.safe_load((CONTENT / "diagnosis.yml").read_text(encoding="utf-8")))


@pytest.fixture
def home(chromium: Browser, real_address: str) -> Iterator[Page]:
    context = chromium.new_context(locale="en")
    page = context.new_page()
    page.goto(f"{real_address}en/")
    page.wait_for_function("!document.querySelector('kb-decoder').hidden")
    page.wait_for_load_state("networkidle")
    page.evaluate(WATCH)
    yield page
    context.close()


def paste(page: Page, text: str) -> str:
    page.evaluate(
        """(text) => {
          const box = document.querySelector("#kb-paste")
          box.value = text
          box.dispatchEvent(new Event("input", { bubbles: true }))
        }""",
        text,
    )
    return page.inner_text("[data-result]")


def kept(page: Page) -> Any:
    return page.evaluate(
        """async () => [location.href, document.cookie, localStorage.length, sessionStorage.length, history.length,
                        JSON.stringify(history.state), (await indexedDB.databases()).length]"""
    )


def test_pasting_asks_for_nothing_stores_nothing_and_changes_no_address(home: Page) -> None:
    requests: list[str] = []
    home.on("request", lambda request: requests.append(request.url))
    before = kept(home)
    for text in (TENANT, STRANGE, "KB1 tenant=True mailbox= policy= via= direct=False", "535 5.7.139", TENANT * 400):
        paste(home, text)
    home.keyboard.type("535 5.7.57")
    home.wait_for_timeout(300)
    assert requests == []
    assert home.evaluate("heard") == []
    assert kept(home) == before


def test_an_answer_marks_its_words_and_leads_into_the_flow(home: Page) -> None:
    paste(home, f"Error on the device:\n{TENANT}")
    assert home.locator("[data-result] mark").all_inner_texts()[-1] == "disabled for the Tenant"
    home.click("[data-result] .kb-decoded__title a")
    assert home.inner_text("h1")
    assert "5.7.139" in home.url
    home.go_back()
    paste(home, TENANT)
    home.click("[data-result] a[href*='?a=']")
    assert "of the mailbox" in home.inner_text("h1")
    assert home.locator("[data-said]").inner_text() == ""
    assert home.locator("[data-answers] dl > div").count() >= 2


def test_a_text_of_another_provider_gets_its_name_and_no_link(home: Page) -> None:
    said = paste(home, "534-5.7.9 Application-specific password required. gsmtp")
    assert "written by Gmail / Google Workspace." in said
    assert home.locator("[data-result] a").count() == 0


def test_a_log_says_who_else_spoke(home: Page) -> None:
    other = "2026-11-19 09:41:18 534-5.7.9 Application-specific password required. gsmtp\n"
    said = paste(home, other * 40)
    assert "written by Gmail / Google Workspace." in said
    assert "not described" not in said
    said = paste(home, other * 20 + f"2026-11-19 09:41:18 {TENANT}\n" * 20)
    assert "20 × 5.7.139" in said
    assert "written by Gmail / Google Workspace." in said


def test_a_reason_that_was_cut_off_leads_to_the_choice_by_words(home: Page) -> None:
    paste(home, "535 5.7.139 Authentication unsuccessful,")
    words = home.locator("[data-result] .kb-decoded__list mark").all_inner_texts()
    assert "disabled for the Tenant" in words
    assert "disabled for the Mailbox" in words


def test_a_text_that_nobody_knows_becomes_a_report_without_names(home: Page) -> None:
    paste(home, STRANGE)
    report = home.inner_text("#kb-report code")
    assert "no mail today for <address> from <ip>" in report
    assert "scanner" not in home.inner_text("[data-result]")


def test_the_report_can_be_opened_as_an_issue_where_a_repository_is_known(
    chromium: Browser, translated: Path, tmp_path: Path
) -> None:
    for repository, start in (
        ("https://forge.example/kb", "https://forge.example/kb/issues/new?title="),
        ("https://gitlab.example/kb/", "https://gitlab.example/kb/-/issues/new?issue[title]="),
    ):
        to = tmp_path / repository.split("/")[2]
        build_here(translated, to, repo_url=repository, use_directory_urls=False, site_url="")
        page = chromium.new_page()
        page.goto((to / "en" / "index.html").as_uri())
        paste(page, STRANGE)
        href = page.get_attribute("[data-result] a[data-issue]", "href") or ""
        assert href.startswith(start)
        assert page.inner_text("#kb-report code") in unquote(href)
        assert "scanner" not in unquote(href)
        assert repository.split("/")[2] in page.inner_text("[data-result] a[data-issue]")
        page.close()


def test_every_state_of_the_switches_opens_the_flow_where_the_rules_say(home: Page) -> None:
    every = [dict(zip(FOUND.fields, states, strict=True)) for states in itertools.product(*FOUND.fields.values())]
    lines = ["KB1 " + " ".join(f"{name}={state}" for name, state in states.items()) for states in every]
    found = home.evaluate(
        """(lines) => lines.map((line) => {
          const box = document.querySelector("#kb-paste")
          box.value = `PS C:\\\\> …\\n${line}\\nPS C:\\\\> `
          box.dispatchEvent(new Event("input", { bubbles: true }))
          return document.querySelector("[data-result] .kb-decoded__title a")?.getAttribute("href") ?? ""
        })""",
        lines,
    )
    for states, href in zip(every, found, strict=True):
        rule = conclude(states, FOUND.rules)
        assert rule
        assert f"~{FOUND.step}.{rule.id}&" in href, (states, href)
    for href in sorted(set(found)):
        home.goto(f"{home.url.partition('?')[0].rsplit('en/', 1)[0]}en/{href}")
        assert home.locator("[data-answers] dl > div").count() == 3
        assert home.locator("[data-said]").inner_text() == ""


def test_a_line_that_lacks_a_field_is_not_guessed_at(home: Page) -> None:
    paste(home, "KB1 tenant=True mailbox= policy= via= direct=False")
    assert home.locator("[data-result] mark").all_inner_texts() == ["tenant=True", "mailbox="]
    said = paste(home, "KB1 tenant=True mailbox=")
    assert "not complete" in said
    assert home.locator("[data-result] a").count() == 0
    assert "not complete" in paste(home, "KB1 tenant=Maybe mailbox= policy= via= direct=")


def test_table_and_script_are_small(real: Path) -> None:
    for locale in ("en", "ja"):
        files = (real / locale / "decoder.js", real / "assets" / "javascripts" / "kb-home.js")
        assert sum(len(gzip.compress(file.read_bytes(), 9)) for file in files) <= LIMIT


def test_ten_megabytes_leave_the_page_alive(home: Page) -> None:
    """As somebody pastes them: frames are drawn while they are read, no piece is long, and all of it is counted."""
    line = f"2026-11-19 09:41:18 relay postfix: {TENANT}\n"
    count = 10_000_000 // len(line)
    home.evaluate(
        """([line, count]) => {
          const frame = () => { self.drawn = (self.drawn ?? 0) + 1; requestAnimationFrame(frame) }
          requestAnimationFrame(frame)
          const clipboardData = new DataTransfer()
          clipboardData.setData("text/plain", line.repeat(count))
          const paste = new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true })
          self.taken = !document.querySelector("#kb-paste").dispatchEvent(paste)
        }""",
        [line, count],
    )
    assert home.evaluate("taken"), "the field would have to lay out all of it"
    assert home.inner_text("[data-result]").startswith("Reading… ")
    home.wait_for_function("document.querySelector('.kb-decoded__log')", timeout=60_000)
    assert home.evaluate("drawn") >= 20
    assert home.inner_text(".kb-decoded__log li").startswith(f"{count} ×")
    assert "shows the beginning only" in home.inner_text("[data-result]")
    held = home.input_value("#kb-paste")
    assert 0 < len(held) <= 100_000
    assert set(held.split("\n")) == {line.strip(), ""}


def test_something_newer_wins_while_a_log_is_read(home: Page) -> None:
    line = f"2026-11-19 09:41:18 relay postfix: {TENANT}\n"
    said = home.evaluate(
        """async ([line, newer]) => {
          const box = document.querySelector("#kb-paste")
          const give = (text) => {
            box.value = text
            box.dispatchEvent(new Event("input", { bubbles: true }))
          }
          give(line.repeat(5000))
          const reading = document.querySelector("[data-result]").innerText
          give(newer)
          await new Promise((go) => setTimeout(go, 300))
          return [reading, document.querySelector("[data-result]").innerText]
        }""",
        [line, STRANGE],
    )
    assert said[0].startswith("Reading… ")
    assert "not described" in said[1]


def test_a_short_paste_is_left_to_the_browser(home: Page) -> None:
    taken = home.evaluate(
        """(text) => {
          const clipboardData = new DataTransfer()
          clipboardData.setData("text/plain", text)
          const paste = new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true })
          return !document.querySelector("#kb-paste").dispatchEvent(paste)
        }""",
        TENANT,
    )
    assert not taken


def test_the_box_works_from_a_disk(chromium: Browser, translated: Path, plain_addresses: Path) -> None:
    page = chromium.new_page()
    page.goto((plain_addresses / "en" / "index.html").as_uri())
    assert "not described" in paste(page, STRANGE)
    page.close()


def test_the_command_is_on_the_home_page_and_on_the_checks_of_the_flow(real: Path) -> None:
    for page in ("en/index.html", "ja/index.html", "en/diagnose/smtp-auth/mailbox-switch/index.html"):
        assert f"fixes/{FOUND.fix}/" in (real / page).read_text(encoding="utf-8"), page
