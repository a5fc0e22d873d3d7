"""Each mistake is found, where it was made; sound commands are left alone."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.codes import CODES
from generator.powershell.finding import Finding
from generator.powershell.lint import lint_code, lint_unit
from generator.powershell.tree import first_error, parse
from generator.records.fix import Parameter, Snippet
from generator.records.types import Text
from tests.support import some

from .units import CONTENT, MAILBOX, SOUND, TABLE, spoiled, unit

SMTP = "SmtpClientAuthenticationDisabled"
SEND_TO = Parameter(id="policy", type="name", label=Text("Policy", ""), example="Devices")


def found(**changes: Any) -> list[Finding]:
    return list(lint_unit(spoiled(**changes), TABLE))


def codes(**changes: Any) -> set[str]:
    return {finding.code for finding in found(**changes)}


def in_check(code: str, *parameters: Parameter) -> set[str]:
    """What is found in a check, apart from values that it does not use."""
    return codes(check=code, parameters=(MAILBOX, *parameters)) - {"KB722"}


def test_sound_commands_have_no_findings() -> None:
    assert found() == []


SEEDED: dict[str, tuple[str, dict[str, Any]]] = {
    "missing quote": ("KB701", {"check": "Get-CASMailbox -Identity 'a"}),
    "missing brace": ("KB701", {"check": "Get-Mailbox | Where-Object { $_.Name"}),
    "unknown cmdlet": ("KB702", {"check": "Get-SmtpClientAuth -Identity {{mailbox}}"}),
    "unknown parameter": (
        "KB703", {"apply": "Set-CASMailbox -Identity {{mailbox}} -SmtpClientAuthenticationEnabled $true"}
    ),
    "ambiguous parameter": ("KB703", {"apply": f"Set-CASMailbox -Identity {{{{mailbox}}}} -{SMTP} $false -Ews $true"}),
    "unknown splatted parameter": (
        "KB703",
        {"apply": f"$p = @{{ Identity = {{{{mailbox}}}}; {SMTP} = $false; Nope = 1 }}\nSet-CASMailbox @p"},
    ),
    "wrong cmdlet for the parameter": ("KB703", {"check": "Set-TransportConfig -RejectDirectSend $true"}),
    "on premises": ("KB704", {"check": "Get-CASMailbox -Identity {{mailbox}} -DomainController 'dc01'"}),
    "on premises, of one cmdlet": (
        "KB704", {"apply": f"Set-CASMailbox -Identity {{{{mailbox}}}} -{SMTP} $false -MapiHttpEnabled $true"}
    ),
    "abbreviated": ("KB705", {"apply": "Set-CASMailbox -Identity {{mailbox}} -SmtpClientAuth $false # " + SMTP}),
    "required missing": ("KB706", {"apply": f"Set-CASMailbox -{SMTP} $false # {{{{mailbox}}}}"}),
    "required missing in a splat": ("KB706", {"apply": f"$p = @{{ {SMTP} = $false }}\nSet-CASMailbox @p"}),
    "alias": ("KB707", {"check": "Get-CASMailbox -Identity {{mailbox}} | fl " + SMTP}),
    "wrong polarity": ("KB708", {"apply": f"Set-CASMailbox -Identity {{{{mailbox}}}} -{SMTP} $true"}),
    "wrong polarity, splatted": (
        "KB708", {"apply": f"$p = @{{ Identity = {{{{mailbox}}}}; {SMTP} = $true }}\nSet-CASMailbox @p"}
    ),
    "enabled means enabled": (
        "KB708",
        {"setting": "PopEnabled", "apply": "Set-CASMailbox -Identity {{mailbox}} -PopEnabled $false"},
    ),
    "allow means enabled": (
        "KB708",
        {
            "setting": "AllowBasicAuthSmtp",
            "apply": "Set-AuthenticationPolicy -Identity 'x' -AllowBasicAuthSmtp:$false",
        },
    ),
    "in a body": (
        "KB708",
        {
            "setting": "isEnabled",
            "apply": "Update-MgPolicyIdentitySecurityDefaultEnforcementPolicy -BodyParameter @{ isEnabled = $false }",
        },
    ),
    "rollback does it again": ("KB708", {"rollback": f"Set-CASMailbox -Identity {{{{mailbox}}}} -{SMTP} $false"}),
    "granting by removing": (
        "KB708",
        {
            "effect": "grant",
            "setting": "SendAs",
            "apply": "Remove-RecipientPermission -Identity {{mailbox}} -Trustee 'x' -AccessRights SendAs",
        },
    ),
    "no rollback": ("KB709", {"rollback": None}),
    "no verify": ("KB710", {"verify": None}),
    "check changes": ("KB711", {"check": f"Set-CASMailbox -Identity {{{{mailbox}}}} -{SMTP} $false"}),
    "capture changes": ("KB711", {"capture": "$before = 1; Set-User -Identity {{mailbox}} -City 'x'"}),
    "verify changes": ("KB711", {"verify": "Get-Mailbox | ForEach-Object { Remove-ServicePrincipal -Identity 'x' }"}),
    "patch in a check": (
        "KB711", {"check": "Invoke-MgGraphRequest -Method PATCH -Uri 'https://graph.microsoft.com/v1.0/me'"}
    ),
    "in double quotes": ("KB712", {"check": 'Get-CASMailbox -Identity "{{mailbox}}"'}),
    "in single quotes": ("KB712", {"check": "Get-CASMailbox -Identity '{{mailbox}}'"}),
    "in a subexpression in quotes": ("KB712", {"check": 'Get-CASMailbox -Identity "$({{mailbox}})"'}),
    "in a here-string": ("KB712", {"check": '$x = @"\n{{mailbox}}\n"@\nGet-CASMailbox -Identity $x'}),
    "in a verbatim here-string": ("KB712", {"check": "$x = @'\n{{mailbox}}\n'@\nGet-CASMailbox -Identity $x"}),
    "part of a word": ("KB712", {"check": "Get-CASMailbox -Identity smtp:{{mailbox}}"}),
    "filter": ("KB713", {"check": "Get-Mailbox -Filter (\"Name -eq '\" + {{mailbox}} + \"'\")"}),
    "filter by format": ("KB713", {"check": "Get-Mailbox -Filter (\"Name -eq '{0}'\" -f {{mailbox}})"}),
    "filter by variable": ("KB713", {"check": "$m = {{mailbox}}\nGet-Mailbox -Filter \"Name -eq '$m'\""}),
    "splatted filter": (
        "KB713",
        {"check": "$p = @{ Filter = \"Name -eq '\" + {{mailbox}} + \"'\" }\nGet-Mailbox @p"},
    ),
    "filter by two variables": (
        "KB713", {"check": "$m = {{mailbox}}\n$f = \"Name -eq '$m'\"\nGet-Mailbox -Filter $f"}
    ),
    "filter with an address escape": (
        "KB713", {"check": "$m = [uri]::EscapeDataString({{mailbox}})\nGet-Mailbox -Filter \"Name -eq '$m'\""}
    ),
    "address": (
        "KB713",
        {"check": "Invoke-MgGraphRequest -Uri ('https://graph.microsoft.com/v1.0/users/' + {{mailbox}})"},
    ),
    "what-if is a lie": (
        "KB714",
        {
            "effect": "set",
            "setting": "City",
            "apply": "Set-User -Identity {{mailbox}} -City 'x'",
        },
    ),
    "what-if of a check": ("KB714", {"check": Snippet(code=SOUND.check.code, whatif=True)}),
    "what-if not offered": (
        "KB715", {"apply": dataclasses.replace(SOUND.apply, whatif=False) if SOUND.apply else None}
    ),
    "curly quotes": ("KB716", {"check": "Get-CASMailbox -Identity ‘x’ # {{mailbox}}"}),
    "curly double quotes": ("KB716", {"check": "Get-CASMailbox -Identity “x”"}),
    "en dash": ("KB717", {"check": "Get-CASMailbox –Identity {{mailbox}}"}),
    "full-width hyphen": ("KB717", {"check": "Get-CASMailbox －Identity {{mailbox}}"}),
    "full-width letters": ("KB718", {"check": "Get-CASMailbox -Identity Ｘ"}),
    "ideographic space": ("KB718", {"check": "Get-CASMailbox　-Identity {{mailbox}}"}),
    "no-break space": ("KB718", {"check": "Get-CASMailbox\u00a0-Identity {{mailbox}}"}),
    "zero-width space": ("KB719", {"check": "Get-CASMailbox -Identity {{mailbox}}\u200b"}),
    "bidi override": ("KB719", {"check": "Get-CASMailbox -Identity 'a\u202eb'"}),
    "angle brackets": ("KB720", {"check": "Get-CASMailbox -Identity <mailbox>"}),
    "undeclared": ("KB721", {"check": "Get-CASMailbox -Identity {{mail}}"}),
    "malformed placeholder": ("KB721", {"check": "Get-CASMailbox -Identity {{ mailbox }}"}),
    "unused": ("KB722", {"parameters": (MAILBOX, SEND_TO)}),
    "capture keeps nothing": ("KB723", {"capture": "(Get-CASMailbox -Identity {{mailbox}}).PopEnabled"}),
    "rollback ignores it": ("KB723", {"rollback": f"Set-CASMailbox -Identity {{{{mailbox}}}} -{SMTP} $null"}),
    "rollback without capture": ("KB723", {"capture": None}),
    "no capture": ("KB724", {"capture": None}),
    "splat from nowhere": ("KB725", {"apply": f"Set-CASMailbox @p # {SMTP}"}),
    "prompt": ("KB726", {"check": "PS C:\\> Get-CASMailbox -Identity {{mailbox}}"}),
    "tab": ("KB726", {"check": "Get-CASMailbox\t-Identity {{mailbox}}"}),
    "blank after a backtick": ("KB726", {"check": "Get-CASMailbox ` \n  -Identity {{mailbox}}"}),
    "reads, they say": ("KB727", {"effect": "read"}),
    "nothing is applied": ("KB727", {"apply": None}),
    "apply only reads": ("KB727", {"apply": "Get-CASMailbox -Identity {{mailbox}} # " + SMTP}),
    "another setting": ("KB727", {"setting": "PopEnabled"}),
    "deprecated": ("KB728", {"check": "Get-EXOMailbox -Identity {{mailbox}} -Async"}),
    "bad example": ("KB729", {"parameters": (dataclasses.replace(MAILBOX, example="scanner"),)}),
    "blank is forgotten": (
        "KB731", {"check": dataclasses.replace(SOUND.check, outputs=SOUND.check.outputs[:2])}
    ),
    "no state is explained": ("KB731", {"check": dataclasses.replace(SOUND.check, outputs=())}),
    "blank in a table": (
        "KB731",
        {
            "check": Snippet(
                code=f"Get-CASMailbox -Identity {{{{mailbox}}}} | Format-Table Name, {SMTP}",
                outputs=SOUND.check.outputs[:2],
            )
        },
    ),
    "switch without colon": (
        "KB730",
        {
            "setting": "AllowBasicAuthSmtp",
            "effect": "disable",
            "apply": "Set-AuthenticationPolicy -Identity 'x' -AllowBasicAuthSmtp $false",
        },
    ),
    "no value": ("KB730", {"apply": f"Set-CASMailbox -Identity {{{{mailbox}}}} -{SMTP}"}),
}  # fmt: skip


@pytest.mark.parametrize(("code", "changes"), SEEDED.values(), ids=SEEDED)
def test_a_seeded_mistake_is_found(code: str, changes: dict[str, Any]) -> None:
    assert code in codes(**changes)


def test_every_code_has_a_seeded_mistake() -> None:
    assert {code for code, _ in SEEDED.values()} == {code for code in CODES if code.startswith("KB7")}


def test_every_finding_has_a_known_code_and_a_place_in_the_unit() -> None:
    for _, changes in SEEDED.values():
        for finding in found(**changes):
            assert finding.code in CODES
            assert finding.path.startswith("commands.")
            assert finding.message
            assert finding.hint


@pytest.mark.parametrize(
    ("code", "line", "column"),
    [
        ("Get-Date\nGet-CASMailbox -Identity {{mailbox}} -Nope 1", 2, 38),
        ("Get-CASMailbox -Identity {{mailbox}} | fl", 1, 40),
        ("# é あ\nGet-User -Identity {{mailbox}} -Nope", 2, 32),
    ],
)
def test_a_finding_stands_where_the_author_wrote_it(code: str, line: int, column: int) -> None:
    (finding,) = lint_code(code, "commands.check.code", TABLE, {"mailbox": "mailbox"})
    assert (finding.line, finding.column) == (line, column)


@pytest.mark.parametrize(
    "code",
    [
        "Get-MessageTraceV2 -SenderAddress {{mailbox}} -StartDate (Get-Date).AddDays(-2) -EndDate (Get-Date)",
        "Get-MessageTraceV2 -SenderAddress {{mailbox}} | Get-MessageTraceDetailV2 | Format-List Date, Event",
        "$p = @{ Identity = {{mailbox}} }\nGet-CASMailbox @p -ErrorAction Stop",
        "Get-CASMailbox {{mailbox}} | Select-Object Name, @{ n = 'On'; e = { $_.PopEnabled } }",
        "switch ($x) { 'a' { 1 } default { Get-Date } }",
        'Get-Mailbox -Filter ("Name -eq \'{0}\'" -f {{mailbox}}.Replace("\'", "\'\'"))',
        '$m = {{mailbox}}\nGet-Mailbox -Filter "Name -eq \'$($m -replace "\'", "\'\'")\'"',
        '$m = {{mailbox}} -replace "\'", "\'\'"\nGet-Mailbox -Filter "Name -eq \'$m\'"',
        '$u = [uri]::EscapeDataString({{mailbox}})\nInvoke-MgGraphRequest -Uri "https://graph.microsoft.com/v1.0/users/$u"',
        "Invoke-MgGraphRequest -Method GET -Uri 'https://graph.microsoft.com/v1.0/me'",
        "Get-CASMailbox -Identity {{mailbox}} # <name> in a comment, also of {{mailbox}}",
        "if ($null -eq $x) { Get-Date } elseif ($y -gt 45GB) { Get-Date } else { $a ?? $b }",
        "try { Get-User -Identity {{mailbox}} } catch { throw }",
        "get-casmailbox -identity {{mailbox}}",
        "Disconnect-ExchangeOnline -Confirm:$false",
    ],
)
def test_good_commands_are_left_alone(code: str) -> None:
    assert in_check(code) == set()


def test_a_plain_type_needs_no_escaping_in_a_filter() -> None:
    app = Parameter(id="app", type="guid", label=Text("App", ""), example="11111111-2222-3333-4444-555555555555")
    assert in_check("Get-MgServicePrincipal -Filter (\"appId eq '{0}'\" -f {{app}})", app) == set()


def test_what_cannot_be_undone_needs_no_rollback() -> None:
    changes = {
        "effect": "remove",
        "setting": "BlockedSenderAddress",
        "capture": None,
        "rollback": None,
        "apply": Snippet(code="Remove-BlockedSenderAddress -SenderAddress {{mailbox}}"),
    }
    assert codes(**changes) == set()


def test_the_grammar_still_flags_the_switch_that_we_forgive() -> None:
    """When this fails the grammar has been mended, and `_only_switches` can go."""
    text = "switch ($x) { 'a' { 1 } default { 2 } }"
    assert any(node.bad for node in parse(text).nodes)
    assert first_error(text) is None


def test_a_broken_switch_is_not_forgiven() -> None:
    assert first_error("switch ($x) { 'a' { 1 } default { 2 }") is not None
    assert first_error("switch ($x) { 'a' { 1 } default { 2 } }\nGet-X 'a") is not None


def test_a_warning_does_not_stop_a_build() -> None:
    assert {finding.severity for finding in found(capture=None) if finding.code == "KB724"} == {"warning"}


def test_every_cmdlet_of_the_table_has_a_module_and_says_where_it_is_from() -> None:
    data = yaml.safe_load((CONTENT / "cmdlets.yml").read_text(encoding="utf-8"))
    sourced = {module for source in data["sources"].values() for module in source["modules"]}
    for name, entry in data["cmdlets"].items():
        assert entry["module"] in sourced, name
        # Where the names are from is said exactly once: a dated page, a page read on a day, or nowhere yet.
        assert len({"dated", "read", "unconfirmed"} & set(entry)) == 1, name
        known = set(entry.get("parameters", ()))
        named = {one for choice in entry.get("required", ()) for one in choice}
        assert named | set(entry.get("positional", ())) | set(entry.get("deprecated", ())) <= known, name
        assert not known & set(entry.get("on_premises", ())), name


FIXES = sorted((CONTENT / "fixes").glob("*.yml"))


@pytest.mark.parametrize("path", FIXES, ids=[path.stem for path in FIXES])
def test_the_commands_of_every_fix_have_no_findings(path: Path) -> None:
    record = yaml.safe_load(path.read_text(encoding="utf-8"))
    if record.get("commands"):
        assert list(lint_unit(unit(record["commands"]), TABLE)) == []


def test_the_connection_lines_of_every_module_have_no_findings() -> None:
    for module in some(yaml.safe_load((CONTENT / "modules.yml").read_text(encoding="utf-8"))):
        for field in ("install", "connect", "disconnect"):
            code = module.get(field, "")
            kinds = {"admin": "mailbox"}
            assert list(lint_code(code, field, TABLE, kinds)) == [], (module["id"], field)
