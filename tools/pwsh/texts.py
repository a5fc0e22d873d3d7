"""Every command in every form that a page can produce, as files for PowerShell, and what PowerShell says about them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from generator.addresses import Addresses
from generator.powershell.forms import forms, ps1
from generator.powershell.table import cmdlet_table
from generator.powershell.template import fill, slots
from generator.project import Project
from generator.views.commands import script_text
from generator.views.voice import Speaker

VALUES = {
    "mailbox": "o'neil@contoso.com",
    "domain": "contoso.com",
    "ipv4": "203.0.113.9",
    "guid": "00000000-1111-2222-3333-444444444444",
    "name": "’; Remove-Mailbox -Identity victim #‘‚‛''’ $(Remove-Mailbox x)`n\"{{mailbox}}",
    "number": "42",
}
"""For each type a value that breaks out wherever it is not quoted as PowerShell reads quotes."""
FILLED = "--filled"


@dataclass(frozen=True, slots=True)
class Finding:
    """What PowerShell says about a text; lines count from 1."""

    text: str
    line: int
    rule: str
    says: str

    def __str__(self) -> str:
        return f"{self.text}:{self.line}: {self.rule}: {' '.join(self.says.split())}"


def texts(project: Project) -> Iterator[tuple[str, bytes]]:
    """The name and the bytes of each file: a form with its placeholders, and once more with values to break out."""
    library = project.library
    table = cmdlet_table(library.data["cmdlets"])
    for module in library.modules.values():
        kinds = {parameter.id: parameter.type for parameter in module.parameters}
        for name in ("install", "connect", "disconnect"):
            code = getattr(module, name)
            if code:
                yield from _both(f"{module.id}--{name}", code, kinds)
    for fix in library.fixes.values():
        unit = fix.commands
        if unit is None:
            continue
        asked = (*unit.parameters, *library.modules[unit.module].parameters)
        kinds = {parameter.id: parameter.type for parameter in asked}
        for form in forms(unit, table):
            yield from _both(f"{fix.id}--{form.id}", form.code, kinds)
        for locale, catalogue in project.catalogues.items():
            whole = script_text(Speaker(library, catalogue, Addresses()), fix, unit)
            yield from _both(f"{fix.id}--script-{locale}", whole, kinds)


def _both(name: str, code: str, kinds: Mapping[str, str]) -> Iterator[tuple[str, bytes]]:
    yield f"{name}.ps1", ps1(code)
    wanted = {slot for slot, _ in slots(code)}
    if wanted:
        values = {slot: VALUES[kinds.get(slot, "name")] for slot in wanted}
        # A value may hold double braces itself: what is filled in is finished, and no template any more.
        lines = fill(code, values, {slot: kinds.get(slot, "name") for slot in wanted}).split("\n")
        yield f"{name}{FILLED}.ps1", b"\xef\xbb\xbf" + "\r\n".join([*lines, ""]).encode()


def findings(report: Iterable[str]) -> Iterator[Finding]:
    """What is wrong, from the lines of JSON that check.ps1 prints: every finding, and every value that broke out."""
    called: dict[str, list[str]] = {}
    for line in report:
        one = json.loads(line)
        if "commands" in one:
            called[one["file"]] = one["commands"]
        else:
            yield Finding(one["file"], int(one["line"]), one["rule"], one["says"])
    for name, commands in called.items():
        plain = called.get(name.replace(FILLED, ""), [])
        if commands != plain:
            says = f"with values it calls {', '.join(commands)}; without, {', '.join(plain)}"
            yield Finding(name, 1, "a value broke out", says)
