"""Every check of the commands of a fix."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.powershell.characters import check_brackets, check_characters
from generator.powershell.finding import Finding, position
from generator.powershell.forms import Form, forms
from generator.powershell.intent import check_intent
from generator.powershell.quote import accept
from generator.powershell.states import check_states
from generator.powershell.table import CmdletTable
from generator.powershell.template import malformed_slots, render, slots
from generator.powershell.tree import first_error
from generator.powershell.usage import check_usage
from generator.powershell.values import check_filters, check_places
from generator.problems import did_you_mean
from generator.records.fix import Unit


def lint_unit(unit: Unit, table: CmdletTable) -> Iterator[Finding]:
    """Everything that is wrong with the commands of a fix."""
    kinds = {parameter.id: parameter.type for parameter in unit.parameters}
    used: set[str] = set()
    broken: set[str] = set()
    for name in ("check", "capture", "apply", "verify", "rollback"):
        snippet = getattr(unit, name)
        if snippet is None:
            continue
        path = f"commands.{name}.code"
        used.update(slot for slot, _ in slots(snippet.code))
        found = list(lint_code(snippet.code, path, table, kinds))
        if any(finding.code == "KB701" for finding in found):
            broken.add(name)
        yield from found
    yield from _check_parameters(unit, used)
    if not broken:
        yield from check_intent(unit, table)
        yield from check_states(unit.check, table)
        yield from _check_forms(unit, table)


def lint_code(code: str, path: str, table: CmdletTable, kinds: Mapping[str, str]) -> Iterator[Finding]:
    """Everything that can be said of one snippet alone, also of the connection lines of a module.

    `kinds` maps each declared placeholder to its type.
    """
    yield from check_characters(code, path)
    yield from _check_slots(code, path, kinds)
    rendered = render(code)
    yield from check_brackets(rendered, code, path)
    wrong = first_error(rendered.text)
    if wrong is not None:
        yield Finding(
            path,
            *position(code, rendered.origin(wrong)),
            "KB701",
            "PowerShell cannot parse the snippet from here",
            "look for a missing quote, bracket or brace before this place",
        )
        return
    yield from check_places(rendered, code, path)
    yield from check_filters(rendered, code, path, table, kinds)
    yield from check_usage(rendered, code, path, table)


def _check_slots(code: str, path: str, kinds: Mapping[str, str]) -> Iterator[Finding]:
    for name, offset in slots(code):
        if name not in kinds:
            hint = did_you_mean(name, kinds) or "declare it in `parameters`"
            yield Finding(path, *position(code, offset), "KB721", f"{{{{{name}}}}} is not declared", hint)
    for written, offset in malformed_slots(code):
        hint = "lower-case ASCII letters, digits and single hyphens, without blanks: {{mailbox}}"
        yield Finding(path, *position(code, offset), "KB721", f"{written} is not a placeholder", hint)


def _check_parameters(unit: Unit, used: set[str]) -> Iterator[Finding]:
    for parameter in unit.parameters:
        path = f"commands.parameters.{parameter.id}"
        if parameter.id not in used:
            yield Finding(path, 0, 0, "KB722", f"no command uses {{{{{parameter.id}}}}}", "delete it")
        answer = accept(parameter.type, parameter.example)
        if answer.reason or not answer.value:
            message = f"'{parameter.example}' is not accepted as {parameter.type}"
            hint = f"a fictitious {parameter.type}, as readers would type it"
            yield Finding(f"{path}.example", 0, 0, "KB729", message, hint)


def _check_forms(unit: Unit, table: CmdletTable) -> Iterator[Finding]:
    """The forms that differ from the source by more than their values: each must parse as well."""
    kinds = {parameter.id: parameter.type for parameter in unit.parameters}
    examples = {
        parameter.id: parameter.example
        for parameter in unit.parameters
        if not accept(parameter.type, parameter.example).reason
    }
    for form in forms(unit, table):
        for text in (render(form.code).text, _filled(form, examples, kinds)):
            if first_error(text) is not None:
                path = f"commands.{form.command}.code"
                yield Finding(path, 0, 0, "KB701", f"the form '{form.id}' does not parse", "simplify the snippet")
                break


def _filled(form: Form, examples: Mapping[str, str], kinds: Mapping[str, str]) -> str:
    known = {name: kinds.get(name, "name") for name, _ in slots(form.code)}
    return form.fill(examples, known)
