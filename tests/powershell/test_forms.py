"""Every form that a page can show is right, and none can surprise."""

from __future__ import annotations

import dataclasses
import re

import pytest

from generator.powershell.forms import Comments, clean, forms, ps1, script, with_whatif
from generator.powershell.template import render
from generator.powershell.tree import commands, first_error, parse
from generator.records.fix import Snippet

from .units import SOUND, TABLE, spoiled

WORDS = Comments(
    title="SMTP AUTH をメールボックスで有効にする",
    steps={
        "check": "いまの値を確かめます。",
        "apply": "変更します。",
        "rollback": "元に戻すときは、\n行頭の # を消します。",
    },
    unfilled="まだ記入していない値があります:",
)


def by_id(**changes: object) -> dict[str, str]:
    return {form.id: form.code for form in forms(spoiled(**changes), TABLE)}


def test_every_command_has_its_forms_in_the_order_of_use() -> None:
    assert list(by_id()) == [
        "check", "capture", "apply", "apply-whatif", "verify", "rollback", "rollback-whatif",
        "rollback-on", "rollback-off", "rollback-inherits",
    ]  # fmt: skip


def test_whatif_stands_behind_the_last_argument() -> None:
    assert by_id()["apply-whatif"].endswith("-SmtpClientAuthenticationDisabled $false -WhatIf")


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("Set-User -Identity {{mailbox}}", "Set-User -Identity {{mailbox}} -WhatIf"),
        ("Remove-ServicePrincipal {{a}}; Get-Date", "Remove-ServicePrincipal {{a}} -WhatIf; Get-Date"),
        ("Set-User @p", "Set-User @p -WhatIf"),
        ("Get-Mailbox | Set-CASMailbox -PopEnabled $false | Out-String",
         "Get-Mailbox | Set-CASMailbox -PopEnabled $false -WhatIf | Out-String"),
        ("Set-User `\n  -Identity a `\n  -City b", "Set-User `\n  -Identity a `\n  -City b -WhatIf"),
        ("Set-User -Identity (New-MailUser -Name 'x').Name -City 'y'",
         "Set-User -Identity (New-MailUser -Name 'x' -WhatIf).Name -City 'y' -WhatIf"),
        ("Get-Mailbox | ForEach-Object { Set-CASMailbox -Identity $_.Id }",
         "Get-Mailbox | ForEach-Object { Set-CASMailbox -Identity $_.Id -WhatIf }"),
        ("Set-User -Identity a -WhatIf", "Set-User -Identity a -WhatIf"),
        ("# Ä\nSet-User -Identity 'é' # Set-User", "# Ä\nSet-User -Identity 'é' -WhatIf # Set-User"),
        ("Get-Date", "Get-Date"),
    ],
)  # fmt: skip
def test_every_changing_call_gets_whatif_and_no_other(code: str, expected: str) -> None:
    assert with_whatif(code, TABLE) == expected
    assert first_error(render(expected).text) is None


def test_a_noted_value_can_be_restored_in_another_window_blank_included() -> None:
    found = by_id()
    assert found["rollback-inherits"].startswith("$before = $null\nSet-CASMailbox")
    assert found["rollback-off"].startswith("$before = $true\n")


def test_a_reading_of_another_property_is_never_written_back() -> None:
    capture = "$before = (Get-User -Identity {{mailbox}}).AuthenticationPolicy"
    assert not [name for name in by_id(capture=capture) if name.startswith("rollback-o")]


def test_pasting_does_not_run_the_last_line_by_itself() -> None:
    assert not any(form.code.endswith("\n") for form in forms(SOUND, TABLE))
    assert clean("\nA `\n  B  \n\n") == "A `\n  B"


def test_a_script_does_not_undo_what_it_did() -> None:
    text = script(SOUND, TABLE, WORDS, values={"mailbox": "scanner@contoso.com"})
    changing = [command for command in commands(parse(text)) if TABLE.changes(command)]
    assert [command.arguments[-1].text for command in changing] == ["$false"]
    assert "\n# Set-CASMailbox -Identity 'scanner@contoso.com' -SmtpClientAuthenticationDisabled $before" in text


def test_a_script_stops_before_anything_when_values_are_missing() -> None:
    text = render(script(SOUND, TABLE, WORDS, connect=("Connect-ExchangeOnline",))).text
    assert text.index("throw 'まだ記入していない値があります: mailbox'") < text.index("Connect-ExchangeOnline")
    assert "まだ記入" not in script(SOUND, TABLE, WORDS, values={"mailbox": "scanner@contoso.com"})


def test_a_rollback_stops_where_nothing_was_captured() -> None:
    rollback = next(form for form in forms(SOUND, TABLE) if form.id == "rollback")
    assert rollback.code.startswith("if (-not (Test-Path -Path Variable:before)) { throw")


def test_a_change_that_builds_on_what_was_captured_stops_without_it() -> None:
    assert SOUND.apply is not None
    for code in ("Set-CASMailbox -Identity {{mailbox}} -PopEnabled $before", SOUND.apply.code):
        unit = dataclasses.replace(SOUND, apply=Snippet(code=code, whatif=True))
        guarded = [form.id for form in forms(unit, TABLE) if form.code.startswith("if (-not (Test-Path")]
        assert ("apply" in guarded) == ("apply-whatif" in guarded) == ("$before" in code)


def test_a_script_can_be_only_tried() -> None:
    text = script(SOUND, TABLE, WORDS, values={"mailbox": "scanner@contoso.com"}, whatif=True)
    assert text.count("-WhatIf") == 2


def test_no_translation_can_leave_its_comment() -> None:
    hostile = "a\nRemove-Mailbox b\r\nc\u2028Remove-Mailbox d\u0085e\vf #> {{mailbox}} \u202e"
    words = Comments(hostile, {"check": hostile, "rollback": hostile}, hostile)
    text = script(SOUND, TABLE, words, values={"mailbox": "scanner@contoso.com"})
    called = {command.name for command in commands(parse(text))}
    assert called == {"Get-CASMailbox", "Set-CASMailbox", "Format-List"}
    assert "\u202e" not in text
    assert "'scanner@contoso.com' \n" not in text
    unfilled = render(script(SOUND, TABLE, words)).text
    assert first_error(unfilled) is None
    assert not re.search(r"^Remove-Mailbox", unfilled, re.MULTILINE)


def test_a_script_file_has_a_byte_order_mark_and_windows_line_ends() -> None:
    data = ps1(script(SOUND, TABLE, WORDS))
    assert data.startswith(b"\xef\xbb\xbf#")
    assert data.endswith(b"\r\n")
    assert not re.search(rb"(?<!\r)\n|\r(?!\n)", data)
    assert "'<mailbox>'" in data.decode("utf-8-sig")
    assert b"{{" not in data


def test_forms_name_their_placeholders_once() -> None:
    unit = dataclasses.replace(SOUND, check=Snippet(code="Get-User {{b}}; Get-User {{a}}; Get-User {{b}}"))
    assert forms(unit, TABLE)[0].placeholders == ("b", "a")
