"""The page of a fix: what to change, who may, what it costs, and how to undo it."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from markupsafe import Markup

from generator.addresses import variant_key
from generator.inline import Link
from generator.records.fix import Fix, Former, Step
from generator.views.commands import SnippetView, UnitView, snippet_view, unit_view
from generator.views.parts import (
    Badge,
    FixCard,
    ItemView,
    NoticeView,
    PortalView,
    SourceView,
    VerifiedView,
    fix_card,
    items,
    notices,
    portal,
    risk,
    roles,
    scope,
    sources,
    verified,
)
from generator.views.share import ShareView, fix_share
from generator.views.voice import Voice


@dataclass(frozen=True, slots=True)
class FormerView:
    """How a place was called or reached before."""

    until: str
    portal: PortalView | None
    html: Markup | None


@dataclass(frozen=True, slots=True)
class StepView:
    """A step with its own anchor. `href` is its permanent place, also where it is shown by reference."""

    id: str
    anchor: str
    href: str
    goal: Markup
    portal: PortalView | None
    items: tuple[ItemView, ...]
    command: SnippetView | None
    expected: Markup | None
    undo: Markup | None
    caution: Markup | None
    former: FormerView | None


@dataclass(frozen=True, slots=True)
class FixView:
    """Everything about a fix."""

    id: str
    title: Markup
    goal: Markup
    scope: Badge
    risk: Badge
    lowers: Markup | None
    alternatives: tuple[FixCard, ...]
    roles: tuple[Link, ...]
    licence: Markup | None
    before: tuple[ItemView, ...]
    steps: tuple[StepView, ...]
    unit: UnitView | None
    verify: Markup
    undo: Markup
    delay: Markup | None
    not_for: tuple[ItemView, ...]
    used_by: tuple[Link, ...]
    sources: tuple[SourceView, ...]
    verified: VerifiedView | None
    notices: tuple[NoticeView, ...]
    share: ShareView


def fix_view(voice: Voice, fix: Fix, used_by: tuple[str, ...], as_of: datetime.date) -> FixView:
    """The page of a fix. `used_by` are the variants (`code/variant`) that name it."""
    library = voice.library
    return FixView(
        id=fix.id,
        title=voice.say(fix.title),
        goal=voice.say(fix.goal),
        scope=scope(voice, fix),
        risk=risk(voice, fix),
        lowers=voice.maybe(fix.risk.lowers),
        alternatives=tuple(fix_card(voice, library.fixes[one]) for one in fix.alternatives if one in library.fixes),
        roles=roles(voice, fix.roles),
        licence=voice.maybe(fix.licence),
        before=items(voice, fix.before),
        steps=tuple(step_view(voice, fix, step) for step in fix.steps),
        unit=unit_view(voice, fix, fix.commands) if fix.commands else None,
        verify=voice.say(fix.verify),
        undo=voice.say(fix.undo),
        delay=voice.maybe(fix.delay),
        not_for=items(voice, fix.not_for),
        used_by=tuple(Link(voice.to(variant_key(library, one)), voice.speaker.title("error", one)) for one in used_by),
        sources=sources(voice, fix.sources),
        verified=verified(voice, fix, fix.verified),
        notices=notices(voice, f"fixes/{fix.id}", as_of),
        share=fix_share(voice, fix),
    )


def step_view(voice: Voice, fix: Fix, step: Step, anchor: str = "", place: str = "") -> StepView:
    """A step of a fix. Where it is shown by reference, `anchor` is its anchor there, and `place` its number."""
    name = anchor or f"step-{step.id}"
    unit = fix.commands
    place = place or str(fix.steps.index(step) + 1)
    shown = (
        snippet_view(voice, unit, step.command, name, place)
        if unit and step.command and getattr(unit, step.command)
        else None
    )
    return StepView(
        id=step.id,
        anchor=name,
        href=voice.to(f"fixes/{fix.id}#step-{step.id}"),
        goal=voice.say(step.goal),
        portal=portal(voice, step.portal),
        items=items(voice, step.items),
        command=shown,
        expected=voice.maybe(step.expected),
        undo=voice.maybe(step.undo),
        caution=voice.maybe(step.caution),
        former=_former(voice, step.former),
    )


def _former(voice: Voice, former: Former | None) -> FormerView | None:
    if former is None:
        return None
    return FormerView(former.until, portal(voice, former.portal), voice.maybe(former.text))
