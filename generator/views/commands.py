"""Commands on a page: every form that can be shown, copied or saved, with what its outputs mean."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import get_args

from markupsafe import Markup

from generator.powershell.forms import Comments, Form, forms, script
from generator.powershell.highlight import highlight
from generator.powershell.quote import REASONS
from generator.powershell.table import CmdletTable, cmdlet_table
from generator.records.fix import CommandName, Fix, Parameter, Snippet, Unit
from generator.records.tables import Module
from generator.views.labels import COMMAND, REASON, SCRIPT
from generator.views.voice import Speaker, Voice

NO_TABLE = CmdletTable({}, {}, frozenset(), frozenset(), "")


@dataclass(frozen=True, slots=True)
class CodeView:
    """A text that can be copied. `id` is unique on the page; `label` names it for the copy button."""

    id: str
    label: str
    html: Markup


@dataclass(frozen=True, slots=True)
class SnippetView:
    """A command: as written, as a trial, and as it restores each value that may have been noted."""

    name: str
    code: CodeView
    whatif: CodeView | None
    restores: tuple[tuple[str, CodeView], ...]
    outputs: tuple[tuple[str, str, Markup], ...]
    note: Markup | None


@dataclass(frozen=True, slots=True)
class ParameterView:
    """A value that the reader supplies. `reasons` are sentences for what is refused, by the reason's id."""

    id: str
    type: str
    label: Markup
    example: str
    reasons: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class UnitView:
    """The commands of a fix, with the lines that connect. `file` is the address of the script as a file."""

    module: str
    connect: tuple[CodeView, ...]
    disconnect: CodeView | None
    parameters: tuple[ParameterView, ...]
    snippets: tuple[SnippetView, ...]
    script: CodeView
    file: str


def unit_view(voice: Voice, fix: Fix, unit: Unit) -> UnitView:
    """The commands of a fix in the order of use."""
    module = voice.library.modules[unit.module]
    lines = (("install", module.install), ("connect", module.connect))
    return UnitView(
        module=module.name,
        connect=tuple(CodeView(f"cmd-{name}", voice.word(COMMAND[name]), _html(code)) for name, code in lines if code),
        disconnect=CodeView("cmd-disconnect", voice.word(COMMAND["disconnect"]), _html(module.disconnect))
        if module.disconnect
        else None,
        parameters=tuple(parameter_view(voice, one) for one in (*unit.parameters, *module.parameters)),
        snippets=tuple(snippet_view(voice, unit, name) for name, _ in _snippets(unit)),
        script=CodeView("cmd-script", voice.word(SCRIPT["label"]), _html(script_text(voice.speaker, fix, unit))),
        file=voice.to_file(f"fixes/{fix.id}.ps1"),
    )


def snippet_view(voice: Voice, unit: Unit, name: CommandName, prefix: str = "cmd", place: str = "") -> SnippetView:
    """One command of a unit. `prefix` keeps its ids apart where a page shows it more than once, and the `place` of
    its step the names of its buttons."""
    snippet = dict(_snippets(unit))[name]
    mine = [form for form in _forms(voice.speaker, unit) if form.command == name]
    label = voice.word(COMMAND[name])
    if place:
        label = voice.word(SCRIPT["step"]) % {"command": label, "number": place}
    trial = next((form for form in mine if form.whatif), None)
    return SnippetView(
        name=name,
        code=CodeView(f"{prefix}-{name}", label, _html(mine[0].code)),
        whatif=CodeView(f"{prefix}-{trial.id}", f"{label} (-WhatIf)", _html(trial.code)) if trial else None,
        restores=tuple(
            (_shown(unit, form), CodeView(f"{prefix}-{form.id}", f"{label}: {_shown(unit, form)}", _html(form.code)))
            for form in mine
            if form.restores
        ),
        outputs=tuple((one.id, one.shows, voice.say(one.means)) for one in snippet.outputs),
        note=voice.maybe(snippet.note),
    )


def parameter_view(voice: Voice, parameter: Parameter) -> ParameterView:
    """A field for a value, with a sentence for each reason of refusal."""
    reasons = tuple((reason, voice.word(REASON[reason])) for reason in REASONS[parameter.type])
    return ParameterView(parameter.id, parameter.type, voice.say(parameter.label), parameter.example, reasons)


def script_text(speaker: Speaker, fix: Fix, unit: Unit) -> str:
    """The whole fix as one script with comments in the page's language; placeholders are still in it."""
    module: Module = speaker.library.modules[unit.module]
    word = speaker.catalogue.gettext
    comments = Comments(
        title=f"{speaker.plain(fix.title)}\n{speaker.plain(fix.goal)}",
        steps={name: word(COMMAND[name]) for name, _ in _snippets(unit)},
        unfilled=word(SCRIPT["unfilled"]),
    )
    connect = (module.connect,) if module.connect else ()
    disconnect = (module.disconnect,) if module.disconnect else ()
    return script(unit, _table(speaker), comments, connect=connect, disconnect=disconnect)


def _snippets(unit: Unit) -> Iterator[tuple[CommandName, Snippet]]:
    for name in get_args(CommandName):
        snippet = getattr(unit, name)
        if snippet is not None:
            yield name, snippet


def _forms(speaker: Speaker, unit: Unit) -> tuple[Form, ...]:
    return forms(unit, _table(speaker))


def _table(speaker: Speaker) -> CmdletTable:
    """The table of cmdlets, made once a speaker."""
    table: CmdletTable | None = speaker.cmdlets
    if table is None:
        written = speaker.library.data.get("cmdlets")
        table = speaker.cmdlets = cmdlet_table(written) if written else NO_TABLE
    return table


def _shown(unit: Unit, form: Form) -> str:
    shows = next((output.shows for output in unit.check.outputs if output.id == form.restores), "")
    return shows or "$null"


def _html(code: str) -> Markup:
    return Markup(highlight(code))
