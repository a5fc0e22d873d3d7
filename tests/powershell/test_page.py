"""What is filled in and copied on a page, in a real browser."""

from __future__ import annotations

import html
import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, BrowserContext, Page

from generator.powershell.highlight import highlight
from generator.powershell.quote import REASONS, Refused, accept, quoted
from generator.powershell.template import fill
from generator.powershell.tree import commands, first_error, parse
from generator.scripts import bundle

from .reader import SINGLE_QUOTES, read_string
from .units import SCRIPTS, STYLES

FIXTURES = Path(__file__).parent / "fixtures"
VECTORS = json.loads((Path(__file__).parent / "vectors.json").read_text(encoding="utf-8"))
TEMPLATES = {
    "check": "Get-CASMailbox -Identity {{mailbox}} | Format-List SmtpClientAuthenticationDisabled",
    "apply": "Set-User -Identity {{mailbox}} -AuthenticationPolicy {{policy}}\n"
    "Set-CASMailbox -Identity {{mailbox}} -SmtpClientAuthenticationDisabled $false",
    "apply-whatif": "Set-User -Identity {{mailbox}} -AuthenticationPolicy {{policy}} -WhatIf\n"
    "Set-CASMailbox -Identity {{mailbox}} -SmtpClientAuthenticationDisabled $false -WhatIf",
    "trace": "Get-MessageTraceV2 -SenderAddress {{mailbox}} -ResultSize {{count}}",
}
KINDS = {"mailbox": "mailbox", "policy": "name", "count": "number"}
HOSTILE = [
    "’; Remove-Mailbox -Identity victim #",
    "'; Remove-Mailbox -Identity victim #",
    "‘‚‛''’’ $(Remove-Mailbox) `n \"$env:USERNAME\" {{mailbox}}",
    "</code><script>document.title='broken'</script><img src=x onerror=document.title='broken'>",
    "$& $1 $` {names}",
]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example page with the script that the build would make."""
    modules = tmp_path_factory.mktemp("modules")
    for name in ("copy.js", "powershell.js", "snippets.js"):
        shutil.copy(SCRIPTS / name, modules)
    shutil.copy(FIXTURES / "entry.js", modules)
    folder = tmp_path_factory.mktemp("page")
    (folder / "bundle.js").write_text(bundle(modules, ("entry.js",)), encoding="utf-8")
    shutil.copy(STYLES / "code.css", folder)
    shutil.copy(FIXTURES / "page.html", folder)
    return folder


@pytest.fixture
def context(chromium: Browser) -> Iterator[BrowserContext]:
    context = chromium.new_context(locale="ja-JP")
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext, site: Path) -> Page:
    """The example page as a file, with what it asks for and complains about in `page.heard`."""
    page = context.new_page()
    heard: list[str] = []
    page.on("request", lambda request: heard.append(request.url))
    page.on("pageerror", lambda error: heard.append(f"error: {error}"))
    page.on("console", lambda message: heard.append(f"console: {message.text}"))
    page.goto((site / "page.html").as_uri())
    page.heard = heard  # type: ignore[attr-defined]
    return page


def pasted(page: Page) -> str:
    """The plain text of the clipboard, by way of a paste."""
    page.fill("#paste", "")
    page.focus("#paste")
    page.keyboard.press("Control+V")
    return page.input_value("#paste")


def copied(page: Page, block: str) -> str:
    page.click(f"#copy-{block}")
    page.wait_for_function(
        "id => document.querySelector(`kb-copy[for=${id}] [role=status]`).textContent !== ''", arg=block
    )
    return pasted(page)


def status(page: Page, block: str) -> str:
    return page.inner_text(f"kb-copy[for={block}] [role=status]")


# -- the same rules in both languages -------------------------------------------------------------


def test_the_page_quotes_as_the_build_does(page: Page) -> None:
    script = "value => { try { return powershell.quoted(value) } catch { return null } }"
    for value, expected in VECTORS["quoted"]:
        assert page.evaluate(script, value) == expected, value


def test_the_page_accepts_as_the_build_does(page: Page) -> None:
    for kind, raw, value, reason in VECTORS["accept"]:
        assert page.evaluate("([kind, raw]) => powershell.accept(kind, raw)", [kind, raw]) == {
            "value": value,
            "reason": reason,
        }, (kind, raw)


def test_the_page_reads_the_diagnosis_as_the_build_does(page: Page) -> None:
    for text, states in VECTORS["diagnosis"]:
        assert page.evaluate("text => powershell.readDiagnosis(text)", text) == states


# Characters that both sides know: Python's tables are older than the browser's.
assigned = st.characters(exclude_categories=("Cn", "Cs"))
near = st.text(
    st.one_of(st.sampled_from([*"ab1.@-_{}<>:*'\u2019\u3002\uff41\uff20\uff0e\u2013 \u200b\t"]), assigned), max_size=24
)


@settings(max_examples=30, suppress_health_check=list(HealthCheck))
@given(st.lists(st.tuples(st.sampled_from(sorted(REASONS)), near), min_size=100, max_size=100))
def test_page_and_build_agree_on_thousands_of_values(page: Page, cases: list[tuple[str, str]]) -> None:
    script = """cases => cases.map(([kind, raw]) => {
      const { value, reason } = powershell.accept(kind, raw)
      let text = null
      try { text = powershell.quoted(raw) } catch {}
      return [value, reason, text]
    })"""
    for (kind, raw), (value, reason, text) in zip(cases, page.evaluate(script, cases), strict=True):
        answer = accept(kind, raw)
        assert (answer.value, answer.reason) == (value, reason), (kind, raw)
        try:
            expected: str | None = quoted(raw)
        except Refused:
            expected = None
        assert text == expected, raw
        if text is not None:
            assert read_string(text) == (raw, "")


# -- the example page ---------------------------------------------------------------------------


def test_the_example_holds_what_the_build_writes() -> None:
    text = (FIXTURES / "page.html").read_text(encoding="utf-8")
    blocks = dict(
        re.findall(r'<pre class="kb-code" id="([a-z-]+)"><code translate="no">(.*?)</code></pre>', text, re.DOTALL)
    )
    assert blocks == {name: highlight(code) for name, code in TEMPLATES.items()}


def test_without_the_script_everything_can_be_read_and_nothing_is_dead(chromium: Browser, site: Path) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((site / "page.html").as_uri())
    for name, code in TEMPLATES.items():
        block = page.locator(f"#{name}")
        assert block.is_visible()
        assert (block.text_content() or "") == fill(code, {}, KINDS)
    assert not page.locator("kb-parameters").is_visible()
    assert not page.locator("kb-copy").first.is_visible()
    context.close()


def test_a_value_is_typed_once_and_every_command_follows(page: Page) -> None:
    page.fill("#p-mailbox", "scanner@contoso.com")
    for name, code in TEMPLATES.items():
        expected = fill(code, {"mailbox": "scanner@contoso.com"}, KINDS)
        assert (page.locator(f"#{name}").text_content() or "") == expected
    assert page.locator('#check .kb-slot[data-slot="mailbox"]').get_attribute("data-filled") == ""


def test_full_width_input_is_normalised_where_the_reader_sees_it(page: Page) -> None:
    page.fill("#p-mailbox", "ｓｃａｎｎｅｒ＠ｃｏｎｔｏｓｏ。ｃｏｍ")
    page.locator("#p-mailbox").blur()
    assert page.input_value("#p-mailbox") == "scanner@contoso.com"
    assert "'scanner@contoso.com'" in (page.locator("#check").text_content() or "")


def test_a_refused_value_is_explained_and_never_stands_in_a_command(page: Page) -> None:
    page.fill("#p-mailbox", "scanner@contoso.com")
    page.locator("#p-mailbox").press_sequentially("’; Remove-Mailbox victim")
    assert page.inner_text("#p-mailbox-message") == ""  # not while typing
    assert "'<mailbox>'" in (page.locator("#check").text_content() or "")
    page.locator("#p-mailbox").blur()
    assert page.inner_text("#p-mailbox-message") == "ドメイン名ではありません。"
    assert page.get_attribute("#p-mailbox", "aria-invalid") == "true"
    assert "Remove" not in copied(page, "check")
    page.fill("#p-mailbox", "scanner@contoso.com")
    assert page.inner_text("#p-mailbox-message") == ""  # but taken back at once
    assert page.get_attribute("#p-mailbox", "aria-invalid") is None


def test_emptying_a_field_brings_the_placeholder_back(page: Page) -> None:
    page.fill("#p-mailbox", "scanner@contoso.com")
    page.fill("#p-mailbox", "")
    assert (page.locator("#check").text_content() or "") == fill(TEMPLATES["check"], {}, KINDS)
    assert page.locator("#check [data-filled]").count() == 0


def test_inputs_of_one_parameter_share_one_value(page: Page) -> None:
    page.evaluate(
        """() => document.body.insertAdjacentHTML("beforeend",
          '<kb-parameters hidden><input id="again" data-parameter="mailbox" data-type="mailbox"></kb-parameters>')"""
    )
    page.fill("#again", "scanner@contoso.com")
    assert page.input_value("#p-mailbox") == "scanner@contoso.com"


# -- copying -------------------------------------------------------------------------------------


@pytest.mark.parametrize("value", HOSTILE)
def test_the_clipboard_holds_one_string_token_whatever_was_typed(page: Page, value: str) -> None:
    page.fill("#p-mailbox", "o'neil@contoso.com")
    page.fill("#p-policy", value)
    text = copied(page, "apply")
    assert text == fill(TEMPLATES["apply"], {"mailbox": "o'neil@contoso.com", "policy": value}, KINDS)
    head = "Set-User -Identity 'o''neil@contoso.com' -AuthenticationPolicy "
    assert text.startswith(head)
    found, rest = read_string(text[len(head) :])
    assert found == value
    assert rest.startswith("\nSet-CASMailbox -Identity ")
    if not set(value) & (SINGLE_QUOTES - {"'"}):  # the grammar knows only the straight one
        assert first_error(text) is None
        assert [command.name for command in commands(parse(text))] == ["Set-User", "Set-CASMailbox"]
    assert page.title() == "コマンドの見本"
    assert page.locator("script").count() == 1


def test_copying_says_that_it_worked_and_keeps_the_focus(page: Page) -> None:
    page.fill("#p-mailbox", "scanner@contoso.com")
    page.focus("#copy-check")
    page.keyboard.press("Enter")
    page.wait_for_function("document.querySelector('kb-copy[for=check] [role=status]').textContent !== ''")
    assert status(page, "check") == "コピーしました。"
    assert page.evaluate("document.activeElement.id") == "copy-check"


def test_copying_says_what_is_missing_by_its_label(page: Page) -> None:
    text = copied(page, "apply")
    assert text == fill(TEMPLATES["apply"], {}, KINDS)
    assert status(page, "apply") == "コピーしました。未記入の値: メールボックス、ポリシーの名前"


def test_saying_the_same_again_is_a_change_for_screen_readers(page: Page) -> None:
    copied(page, "check")
    first = page.locator("kb-copy[for=check] [role=status]").text_content()
    page.click("#copy-check")
    page.wait_for_function(
        "first => document.querySelector('kb-copy[for=check] [role=status]').textContent !== first", arg=first
    )


def test_the_form_that_only_tries_is_one_tap_away(page: Page) -> None:
    assert page.locator("#apply").is_visible()
    assert not page.locator("#apply-whatif").is_visible()
    assert "-WhatIf" not in copied(page, "apply")
    page.check("#try")
    assert not page.locator("#apply").is_visible()
    assert page.locator("#apply-whatif").is_visible()
    page.click("#copy-apply")
    page.wait_for_function("document.querySelector('kb-copy[for=apply] [role=status]').textContent.endsWith('\\u00a0')")
    assert pasted(page).count("-WhatIf") == 2


@pytest.mark.parametrize("breakage", ["Promise.reject(new Error('closed'))", "undefined"])
def test_copying_works_where_the_clipboard_is_closed_to_scripts(page: Page, breakage: str) -> None:
    page.evaluate(
        f"""() => Object.defineProperty(navigator, "clipboard", {{ configurable: true, value:
          {"undefined" if breakage == "undefined" else "{ writeText: () => " + breakage + " }"} }})"""
    )
    page.fill("#p-mailbox", "scanner@contoso.com")
    page.focus("#copy-check")
    page.keyboard.press("Enter")
    page.wait_for_function("document.querySelector('kb-copy[for=check] [role=status]').textContent !== ''")
    assert status(page, "check") == "コピーしました。"
    assert page.evaluate("document.activeElement.id") == "copy-check"
    assert pasted(page) == fill(TEMPLATES["check"], {"mailbox": "scanner@contoso.com"}, KINDS)


def test_when_nothing_can_copy_the_text_is_left_selected(page: Page) -> None:
    page.evaluate(
        """() => { Object.defineProperty(navigator, "clipboard", { value: undefined })
                   document.execCommand = () => false }"""
    )
    page.click("#copy-check")
    page.wait_for_function("document.querySelector('kb-copy[for=check] [role=status]').textContent !== ''")
    assert status(page, "check") == "文字列を選択しました。Ctrl+C を押してください。"
    assert page.evaluate("getSelection().toString()") == fill(TEMPLATES["check"], {}, KINDS)


def test_the_plain_text_has_no_line_break_at_its_end_and_none_from_wrapping(page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 600})
    assert "\n" not in copied(page, "check")
    wide = page.evaluate("() => document.querySelector('#check').scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0  # nothing needs scrolling sideways


def test_a_line_break_that_a_template_left_is_not_copied(page: Page) -> None:
    page.evaluate("() => document.querySelector('#check code').append('\\n')")
    assert not copied(page, "check").endswith("\n")


def test_every_button_has_a_name_of_its_own(page: Page) -> None:
    names = page.locator("kb-copy button").all_inner_texts()
    assert len(set(names)) == len(names) == 3


# -- nothing leaves the page ----------------------------------------------------------------------


def stored(page: Page, context: BrowserContext) -> list[Any]:
    kept: list[Any] = page.evaluate(
        """async () => [localStorage.length, sessionStorage.length, document.cookie, location.search, location.hash,
                        history.length, JSON.stringify(history.state), (await indexedDB.databases()).length]"""
    )
    return [*kept, context.cookies()]


def test_values_are_stored_nowhere_and_sent_nowhere(page: Page, context: BrowserContext, site: Path) -> None:
    before = stored(page, context)
    page.fill("#p-mailbox", "secret@contoso.com")
    page.fill("#p-policy", HOSTILE[0])
    copied(page, "apply")
    page.check("#try")
    assert stored(page, context) == before
    heard: list[str] = page.heard  # type: ignore[attr-defined]
    names = {Path(url).name for url in heard}
    assert names <= {"page.html", "bundle.js", "code.css", "data:,"}, heard
    page.reload()
    assert page.input_value("#p-mailbox") == ""
    assert "secret" not in page.content()


def test_removed_elements_listen_no_more(page: Page) -> None:
    page.evaluate(
        """() => {
          window.kept = document.querySelector("kb-parameters")
          window.button = document.querySelector("#copy-check")
          window.copier = document.querySelector("kb-copy[for=check]")
          kept.remove()
          copier.remove()
        }"""
    )
    page.evaluate(
        """() => {
          const input = kept.querySelector("#p-mailbox")
          input.value = "scanner@contoso.com"
          input.dispatchEvent(new Event("input", { bubbles: true }))
          button.click()
        }"""
    )
    assert "'<mailbox>'" in (page.locator("#check").text_content() or "")
    assert page.evaluate("copier.querySelector('[role=status]').textContent") == ""
    page.evaluate("() => document.body.append(kept, copier)")
    page.fill("#p-mailbox", "other@contoso.com")
    assert "'other@contoso.com'" in copied(page, "check")


def test_a_removed_copy_button_leaves_both_forms_to_be_read(page: Page) -> None:
    page.evaluate("() => document.querySelector('kb-copy[for=apply]').remove()")
    assert page.locator("#apply").is_visible()
    assert page.locator("#apply-whatif").is_visible()


def test_what_is_shown_is_text_and_never_markup(page: Page) -> None:
    page.fill("#p-policy", HOSTILE[3])
    shown = page.locator('#apply .kb-slot[data-slot="policy"]')
    assert shown.locator("*").count() == 0
    assert html.escape(HOSTILE[3][:8]) in shown.inner_html()
