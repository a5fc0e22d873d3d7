"""Units to test with: a sound one, and ways to spoil it."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

import yaml

from generator.powershell.table import CmdletTable, cmdlet_table
from generator.records.fix import Output, Parameter, Snippet, Unit
from generator.records.types import Text

ROOT = Path(__file__).parents[2]
CONTENT = ROOT / "content"
SCRIPTS = ROOT / "overrides" / "assets" / "javascripts"
STYLES = ROOT / "overrides" / "assets" / "stylesheets"
TABLE: CmdletTable = cmdlet_table(yaml.safe_load((CONTENT / "cmdlets.yml").read_text(encoding="utf-8")))

_STATES = tuple(
    Output(id=id_, shows=shows, means=Text(means, ""))
    for id_, shows, means in (("on", "False", "On."), ("off", "True", "Off."), ("inherits", "", "Follows."))
)
MAILBOX = Parameter(id="mailbox", type="mailbox", label=Text("Mailbox", ""), example="scanner@contoso.com")

SOUND = Unit(
    module="exchange-online",
    effect="enable",
    setting="SmtpClientAuthenticationDisabled",
    parameters=(MAILBOX,),
    check=Snippet(
        code="Get-CASMailbox -Identity {{mailbox}} | Format-List SmtpClientAuthenticationDisabled\n", outputs=_STATES
    ),
    capture=Snippet(code="$before = (Get-CASMailbox -Identity {{mailbox}}).SmtpClientAuthenticationDisabled\n"),
    apply=Snippet(code="Set-CASMailbox -Identity {{mailbox}} -SmtpClientAuthenticationDisabled $false\n", whatif=True),
    verify=Snippet(code="Get-CASMailbox -Identity {{mailbox}} | Format-List SmtpClientAuthenticationDisabled\n"),
    rollback=Snippet(
        code="Set-CASMailbox -Identity {{mailbox}} -SmtpClientAuthenticationDisabled $before\n", whatif=True
    ),
)
"""Turns SMTP AUTH on for one mailbox."""


def spoiled(**changes: Any) -> Unit:
    """The sound unit with other fields; a text replaces the code of a snippet, `None` removes it."""
    fields: dict[str, Any] = {}
    for name, value in changes.items():
        old = getattr(SOUND, name)
        fields[name] = (
            dataclasses.replace(old, code=value) if isinstance(value, str) and isinstance(old, Snippet) else value
        )
    return dataclasses.replace(SOUND, **fields)


def unit(data: dict[str, Any]) -> Unit:
    """A unit from the parsed YAML of a fix."""

    def text(words: str | None) -> Text | None:
        return Text(words, "") if words else None

    def snippet(part: dict[str, Any] | None) -> Snippet | None:
        if part is None:
            return None
        outputs = tuple(
            Output(id=str(one["id"]), shows=str(one["shows"]), means=Text(one["means"], ""))
            for one in part.get("outputs", ())
        )
        return Snippet(
            code=part["code"], whatif=part.get("whatif", False), outputs=outputs, note=text(part.get("note"))
        )

    check = snippet(data["check"])
    assert check is not None
    return Unit(
        module=data["module"],
        effect=data["effect"],
        setting=data.get("setting", ""),
        parameters=tuple(
            Parameter(id=one["id"], type=one["type"], label=Text(one["label"], ""), example=str(one["example"]))
            for one in data.get("parameters", ())
        ),
        check=check,
        **{name: snippet(data.get(name)) for name in ("capture", "apply", "verify", "rollback")},
    )
