"""Pages at the end of a flow: what is wrong and what to do, or to whom to pass it on.

The order of an outcome is fixed: what is wrong, how sure and why, who can fix it, check,
fix, verify, undo, still failing, send it to someone, sources.
"""

from __future__ import annotations

import dataclasses
import datetime
from dataclasses import dataclass
from functools import partial

from markupsafe import Markup

from generator.addresses import step_key, variant_key
from generator.inline import Link
from generator.records.flow import Flow, Handoff, Outcome
from generator.views.commands import SnippetView
from generator.views.errors import CauseView, variant_view
from generator.views.fixes import FixView, fix_view
from generator.views.flows import FlowHead, OptionView, WayView, flow_head, outcome_fixes, ways_to
from generator.views.messages import MessageView, found_out, listed, messages
from generator.views.parts import (
    FixCard,
    ItemView,
    NoticeView,
    SourceView,
    VerifiedView,
    evidence,
    fix_card,
    items,
    roles,
)
from generator.views.share import ShareView, outcome_share, outcome_target
from generator.views.voice import Speaker, Voice


@dataclass(frozen=True, slots=True)
class OutcomePage:
    """What is wrong and what to do. `first` is the first fix in short, `fix` in full, `others` the rest."""

    head: FlowHead
    id: str
    title: Markup
    meaning: Markup
    sure: Markup | None
    causes: tuple[CauseView, ...]
    variant: Link | None
    who: tuple[Link, ...]
    first: FixCard
    fix: FixView
    check: SnippetView | None
    change: tuple[SnippetView, ...]
    verify: SnippetView | None
    undo: SnippetView | None
    others: tuple[FixCard, ...]
    still: OptionView | None
    messages: tuple[MessageView, ...]
    sources: tuple[SourceView, ...]
    verified: VerifiedView | None
    notices: tuple[NoticeView, ...]
    ways: tuple[WayView, ...]
    share: ShareView


@dataclass(frozen=True, slots=True)
class HandoffPage:
    """To whom to pass it on, with what, in which words."""

    head: FlowHead
    id: str
    title: Markup
    text: Markup
    to: Link
    steps: tuple[ItemView, ...]
    collect: tuple[tuple[str, Markup, Markup], ...]
    messages: tuple[MessageView, ...]
    ways: tuple[WayView, ...]


def outcome_page(voice: Voice, flow: Flow, node: Outcome, as_of: datetime.date) -> OutcomePage:
    """The page of an outcome."""
    library = voice.library
    found = library.variant(node.variant)
    about = variant_view(voice, *found, as_of) if found else None
    chosen = [library.fixes[one] for one in outcome_fixes(voice, node)]
    first = fix_view(voice, chosen[0], (), as_of)
    when = {choice.fix: choice.when for choice in found[1].fixes} if found else {}
    cards = tuple(fix_card(voice, fix, voice.maybe(when.get(fix.id))) for fix in chosen)
    shown = {one.name: one for one in first.unit.snippets} if first.unit else {}
    asks = messages(voice, "ask", outcome_target(voice, flow, node), partial(_ask, node=node, fix=chosen[0].id))
    return OutcomePage(
        head=flow_head(voice, flow, node.id),
        id=node.id,
        title=voice.say(node.title),
        meaning=voice.say(node.text) if node.text else about.meaning if about else Markup(),
        sure=voice.maybe(node.sure),
        causes=about.causes if about and not node.sure else (),
        variant=Link(voice.to(variant_key(library, node.variant)), voice.speaker.title("error", node.variant))
        if found
        else None,
        who=about.who if about else roles(voice, dict.fromkeys(role for fix in chosen[:1] for role in fix.roles)),
        first=cards[0],
        fix=dataclasses.replace(first, steps=tuple(dataclasses.replace(one, command=None) for one in first.steps)),
        check=shown.get("check"),
        change=tuple(shown[name] for name in ("capture", "apply") if name in shown),
        verify=shown.get("verify"),
        undo=shown.get("rollback"),
        others=cards[1:],
        still=_still(voice, flow, node),
        messages=asks,
        sources=about.sources if about else first.sources,
        verified=about.verified if about else first.verified,
        notices=about.notices if about else first.notices,
        ways=ways_to(voice, flow, node),
        share=outcome_share(voice, flow, node, asks),
    )


def handoff_page(voice: Voice, flow: Flow, node: Handoff) -> HandoffPage:
    """The page of a handoff. The message ends with what to send along, a line each."""

    def message(speaker: Speaker) -> str:
        return f"{speaker.plain(node.ask)}\n\n{listed(speaker, node.collect)}"

    return HandoffPage(
        head=flow_head(voice, flow, node.id),
        id=node.id,
        title=voice.say(node.title),
        text=voice.say(node.text),
        to=voice.link("term", node.to),
        steps=items(voice, node.steps),
        collect=evidence(voice, node.collect),
        messages=messages(voice, "ask", None, message),
        ways=ways_to(voice, flow, node),
    )


def _still(voice: Voice, flow: Flow, node: Outcome) -> OptionView | None:
    if node.still_failing is None:
        return None
    target = next(one for one in flow.nodes if one.id == node.still_failing.to)
    label = voice.say(node.still_failing.text) if node.still_failing.text else voice.say(target.title)
    return OptionView("still", label, None, voice.to(step_key(flow, target.id)), unsure=False)


def _ask(speaker: Speaker, node: Outcome, fix: str) -> str:
    """The message of the text, or one made of what the page says."""
    found = speaker.library.variant(node.variant)
    if found and found[1].ask:
        return speaker.plain(found[1].ask)
    return found_out(speaker, node.title, found[1] if found else None, node.text, fix)
