"""Mistakes that were seeded in the record of a fix: each stops the build, with file, line and remedy."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.support import HERE, ROOT, replace, run

BASE = HERE / "problems" / "KB321-no-way-back" / "content"
SOUND = """\
id: ask
title: Do ask
goal: It is done.
scope: message
risk: {level: none}
roles: [keeper]
steps: [{id: do, goal: Do it.}]
commands:
  module: exchange-online
  effect: enable
  setting: SmtpClientAuthenticationDisabled
  parameters: [{id: mailbox, type: mailbox, label: Mailbox, example: scanner@contoso.com}]
  check:
    code: |
      Get-CASMailbox -Identity {{mailbox}} | Format-List SmtpClientAuthenticationDisabled
  capture:
    code: |
      $before = (Get-CASMailbox -Identity {{mailbox}}).SmtpClientAuthenticationDisabled
  apply:
    code: |
      Set-CASMailbox -Identity {{mailbox}} -SmtpClientAuthenticationDisabled $false
    whatif: true
  verify:
    code: |
      Get-CASMailbox -Identity {{mailbox}} | Format-List SmtpClientAuthenticationDisabled
  rollback:
    code: |
      Set-CASMailbox -Identity {{mailbox}} -SmtpClientAuthenticationDisabled $before
    whatif: true
verify: Look.
undo: Ask again.
sources: [manual]
verified: {on: 2026-11-02, against: documents}
"""
ROLLBACK = """\
  rollback:
    code: |
      Set-CASMailbox -Identity {{mailbox}} -SmtpClientAuthenticationDisabled $before
    whatif: true
"""
MISTAKES: dict[str, tuple[str, str, str, int]] = {
    "wrong polarity": ("Disabled $false", "Disabled $true", "KB708", 21),
    "unknown parameter": ("-SmtpClientAuthenticationDisabled $false", "-SmtpClientAuthEnabled $true", "KB703", 21),
    "missing rollback": (ROLLBACK, "", "KB709", 9),
    "mutating check": (
        "  check:\n    code: |\n      Get-CASMailbox -Identity {{mailbox}} |",
        "  check:\n    code: |\n      Set-CASMailbox -Identity {{mailbox}} -SmtpClientAuthenticationDisabled $false |",
        "KB711",
        15,
    ),
    "unsafe quoting": (
        'Set-CASMailbox -Identity {{mailbox}} -SmtpClientAuthenticationDisabled $false',
        'Set-CASMailbox -Identity "{{mailbox}}" -SmtpClientAuthenticationDisabled $false',
        "KB712",
        21,
    ),
    "on-premises-only parameter": (
        "-SmtpClientAuthenticationDisabled $false",
        "-SmtpClientAuthenticationDisabled $false -DomainController DC1",
        "KB704",
        21,
    ),
    "unknown cmdlet": ("Set-CASMailbox -Identity {{mailbox}} -SmtpClientAuthenticationDisabled $false",
                       "Set-CasMailboxes -Identity {{mailbox}} -SmtpClientAuthenticationDisabled $false", "KB702", 21),
    "typographic quote": ("$before = (Get-CASMailbox -Identity {{mailbox}})",
                          "$before = (Get-CASMailbox -Identity ‘scanner’)", "KB716", 18),
}  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A knowledge base of one fix without mistakes, with this project's own table of cmdlets."""
    content = shutil.copytree(BASE, tmp_path / "content")
    for name in ("cmdlets.yml", "modules.yml"):
        shutil.copy(ROOT / "content" / name, content)
    (content / "fixes" / "ask.yml").write_text(SOUND, encoding="utf-8")
    (tmp_path / "docs").mkdir()
    (tmp_path / "mkdocs.yml").write_text(
        "site_name: Asking\nsite_url: ''\ntheme: material\nplugins: [kb]\n", encoding="utf-8"
    )
    return tmp_path


def test_without_a_mistake_there_is_nothing_to_say(folder: Path) -> None:
    done = run("kb", "check", at=folder)
    assert "KB7" not in done.stdout
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_found_where_it_was_written(folder: Path, name: str) -> None:
    old, new, code, line = MISTAKES[name]
    replace(folder / "content" / "fixes" / "ask.yml", old, new)
    done = run("kb", "check", at=folder)
    assert done.returncode == 1
    found = [one for one in done.stdout.splitlines() if f" {code} " in one]
    assert any(one.startswith(f"content/fixes/ask.yml:{line}:") for one in found), done.stdout


def test_a_mistake_stops_the_build_and_nothing_is_written(folder: Path) -> None:
    old, new, code, line = MISTAKES["wrong polarity"]
    replace(folder / "content" / "fixes" / "ask.yml", old, new)
    done = run("mkdocs", "build", "-q", at=folder)
    assert done.returncode != 0
    assert f"content/fixes/ask.yml:{line}:" in done.stdout + done.stderr
    assert code in done.stdout + done.stderr
    assert not (folder / "site").exists()
