"""What `make pwsh` hands to PowerShell, and what it makes of the answer. PowerShell is not needed for this."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from generator.powershell.tree import commands, first_error, parse
from tests.content.library import project
from tools.pwsh import __main__ as tool
from tools.pwsh.texts import FILLED, findings, texts

from .units import ROOT, TABLE

TEXTS = dict(texts(project()))


def test_every_form_and_every_script_is_handed_over_with_and_without_values() -> None:
    for fix in project().library.fixes.values():
        if fix.commands is None:
            continue
        assert f"{fix.id}--check.ps1" in TEXTS
        for locale in ("en", "ja"):
            assert f"{fix.id}--script-{locale}.ps1" in TEXTS
    assert "enable-smtp-auth-mailbox--apply-whatif--filled.ps1" in TEXTS
    assert "exchange-online--connect--filled.ps1" in TEXTS
    for name, content in TEXTS.items():
        assert content.startswith(b"\xef\xbb\xbf"), name
        assert b"\r\n" in content
        if FILLED not in name:
            text = content.decode("utf-8-sig")
            assert first_error(text) is None, name
            assert all(TABLE.find(command.name) for command in commands(parse(text)) if "-" in command.name), name
        else:
            assert b"{{" not in content.replace(b"{{mailbox}}", b""), name


def test_a_value_that_breaks_out_is_a_finding() -> None:
    report = [
        json.dumps({"file": "a--apply.ps1", "commands": ["Set-CASMailbox"]}),
        json.dumps({"file": "a--apply--filled.ps1", "commands": ["Set-CASMailbox", "Remove-Mailbox"]}),
        json.dumps({"file": "b--check.ps1", "commands": ["Get-Mailbox"]}),
        json.dumps({"file": "b--check--filled.ps1", "commands": ["Get-Mailbox"]}),
        json.dumps({"file": "b--check.ps1", "line": 3, "rule": "PSAvoidUsingCmdletAliases", "says": "'fl' is\n one"}),
    ]
    assert [str(one) for one in findings(report)] == [
        "b--check.ps1:3: PSAvoidUsingCmdletAliases: 'fl' is one",
        "a--apply--filled.ps1:1: a value broke out: with values it calls Set-CASMailbox, Remove-Mailbox; "
        "without, Set-CASMailbox",
    ]


def test_without_powershell_it_says_what_is_missing(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", "")
    assert tool.main() == 2
    said = capsys.readouterr().err
    assert "PowerShell 7" in said
    assert "PSScriptAnalyzer" in said


def test_its_own_script_parses_and_runs_nothing_of_what_it_reads() -> None:
    text = (Path(ROOT) / "tools" / "pwsh" / "check.ps1").read_text(encoding="utf-8")
    assert first_error(text) is None
    called = {command.name for command in commands(parse(text))}
    assert called == {
        "Get-Module", "Import-Module", "Get-ChildItem", "ForEach-Object", "ConvertTo-Json", "Invoke-ScriptAnalyzer",
    }  # fmt: skip
