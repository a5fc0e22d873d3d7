"""Fixes: what to change, who may do it, what it costs in security, and how to undo it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from generator.records.common import Change, Item, RiskLevel, Scope, Sources, Verified
from generator.records.types import PAGE, SLUG, AtLeast, Ref, Rule, Short, Text

CommandName = Literal["check", "capture", "apply", "verify", "rollback"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PortalPath:
    """Where to click: a portal and the labels in it, as terms, so that each language shows its own labels."""

    at: Annotated[str, Ref("term"), "The portal."]
    path: Annotated[tuple[Annotated[str, Ref("term")], ...], "Labels in the order of clicking."] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Former:
    """How a place was called or reached before; readers of old articles know it by this."""

    until: Annotated[str, "The year (or month) of the old form, `2021`."]
    portal: Annotated[PortalPath | None, "The old place."] = None
    text: Annotated[Text | None, "The old wording, in a sentence."] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of a fix: written once, shown wherever it is referred to."""

    id: Annotated[str, SLUG, "Id within the fix; the anchor is `step-` and this id."]
    goal: Annotated[Text, "What to do, as one instruction."]
    portal: Annotated[PortalPath | None, "Where to do it."] = None
    items: Annotated[tuple[Item, ...], "Sub-steps."] = ()
    command: Annotated[CommandName | None, "The command of the fix that does this step."] = None
    expected: Annotated[Text | None, "What is seen when it worked."] = None
    undo: Annotated[Text | None, "How to take this step back."] = None
    caution: Annotated[Text | None, "What to know before doing it."] = None
    former: Annotated[Former | None, "Old names or paths of the same place."] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Risk:
    """What the fix does to security."""

    level: Annotated[RiskLevel, "none: nothing weaker; low: one account; medium; high: the whole tenant."]
    lowers: Annotated[Text | None, "What gets weaker, in one sentence; set means: this fix lowers security."] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """A value that the reader types once and every command on the page follows."""

    id: Annotated[str, SLUG, "The name inside double braces: `{{mailbox}}`."]
    type: Annotated[
        Literal["mailbox", "domain", "ipv4", "guid", "name", "number"],
        "Decides what is accepted and how it is quoted.",
    ]
    label: Annotated[Text, "What the field asks for."]
    example: Annotated[str, "A fictitious value (`scanner@contoso.com`)."]


@dataclass(frozen=True, slots=True, kw_only=True)
class Output:
    """What one possible output of a command means."""

    id: Annotated[str, SLUG, "Id of the reading (`enabled`, `inherits`)."]
    shows: Annotated[str, "The output, literally; empty for a blank value."]
    means: Annotated[Text, "What that says."]


@dataclass(frozen=True, slots=True, kw_only=True)
class Snippet:
    """A command. Placeholders stand in double braces and are quoted when they are filled in."""

    code: Annotated[str, "The PowerShell text, without prompts and without output."]
    whatif: Annotated[bool, "Every changing cmdlet in it accepts `-WhatIf`."] = False
    outputs: Annotated[tuple[Output, ...], "What each possible output means."] = ()
    note: Annotated[Text | None, "What to know about this command, in a sentence."] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """The commands of a fix: check, capture, apply, verify, roll back to what was captured."""

    module: Annotated[str, Ref("module"), "The PowerShell module and its connection lines."]
    effect: Annotated[
        Literal["read", "enable", "disable", "set", "grant", "revoke", "create", "remove"],
        "What applying it does; compared with the polarity of the parameters.",
    ]
    setting: Annotated[str, "The parameter or object that is changed."] = ""
    parameters: Annotated[tuple[Parameter, ...], "Values that the reader supplies."] = ()
    check: Annotated[Snippet, "Reads the present state; changes nothing."]
    capture: Annotated[Snippet | None, "Keeps the present value in `$before`; changes nothing."] = None
    apply: Annotated[Snippet | None, "Makes the change; absent for fixes that only read."] = None
    verify: Annotated[Snippet | None, "Shows that the change is there; changes nothing."] = None
    rollback: Annotated[Snippet | None, "Restores what was captured, blank included."] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fix:
    """One way to make sending work again, or to send differently."""

    id: Annotated[str, PAGE, "The name of the file and part of the address. Never changes."]
    title: Annotated[Text, Short(90), "What it does, beginning with a verb."]
    goal: Annotated[Text, "What is true afterwards, in one or two sentences."]
    scope: Annotated[Scope, "The largest thing that changes."]
    risk: Annotated[Risk, "What it does to security."]
    alternatives: Annotated[
        tuple[Annotated[str, Ref("fix")], ...], "Fixes to prefer; at least one where security gets lower."
    ] = ()
    roles: Annotated[tuple[Annotated[str, Ref("term")], ...], AtLeast(1), "Who may do it, least privilege first."]
    licence: Annotated[Text | None, "Licence needed, where it matters."] = None
    before: Annotated[tuple[Item, ...], "What must be true or done first."] = ()
    steps: Annotated[tuple[Step, ...], AtLeast(1), "What to do, in order."]
    commands: Annotated[Unit | None, "The same in PowerShell."] = None
    verify: Annotated[Text, "How to see that it worked."]
    undo: Annotated[Text, Rule("KB321"), "How to go back."]
    delay: Annotated[Text | None, "How long it takes to work."] = None
    not_for: Annotated[tuple[Item, ...], "What it does not cure, or where it does not fit."] = ()
    sources: Annotated[Sources, AtLeast(1), "Evidence."]
    search: Annotated[tuple[str, ...], "Other words people search for, in any language."] = ()
    verified: Annotated[Verified | None, "Last comparison with the evidence."] = None
    changes: Annotated[tuple[Change, ...], "Dated changes for the feed."] = ()
