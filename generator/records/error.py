"""Errors: one record a status code, one variant a text. The words decide, not the number."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from generator.records.common import Change, Confidence, Sources, State, Verified
from generator.records.types import CODE, PAGE, SLUG, AtLeast, Ref, Rule, Short, Text

MESSAGE = 800
"""How long a message may be, so that with its link it stays below 1,000 characters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standard:
    """What the code means in the registry of enhanced status codes, where that differs from practice."""

    code: Annotated[str, "The registered form, such as `X.7.3`."]
    meaning: Annotated[Text, "The registered meaning in one sentence."]
    sources: Annotated[Sources, "Where it is registered."]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cause:
    """One possible reason, and how sure we are."""

    id: Annotated[str, SLUG, "Id of the cause within the variant."]
    text: Annotated[Text, "The cause in one or two sentences."]
    confidence: Annotated[
        Confidence,
        "official: the vendor says so; reproduced: seen by us; reported: public reports; contested: sources disagree.",
    ]
    sources: Annotated[Sources, AtLeast(1), "Evidence for this cause."]


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """How a text is recognised. Literal words, compared after normalisation; no patterns."""

    texts: Annotated[tuple[str, ...], "The literal answers, as the server writes them, without host, time and id."]
    words: Annotated[
        tuple[str, ...],
        "The words that decide: a text belongs to the variant when one of these stands in it. "
        "Empty means: the code without any other variant's words.",
    ] = ()
    without: Annotated[tuple[str, ...], "Words that rule the variant out."] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FixChoice:
    """A fix for this variant, in the order in which to try them: least risk first."""

    fix: Annotated[str, Ref("fix"), "The fix."]
    when: Annotated[Text | None, "When this is the one to choose."] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """One text of a code: what happened, how to tell it from its neighbours, and what to do."""

    id: Annotated[str, PAGE, "Id within the error; part of the address. Never changes."]
    title: Annotated[Text, Short(90), "What is wrong, as a reader would say it."]
    match: Annotated[Match, "How the text is recognised."]
    meaning: Annotated[Text, "What happened, in one to three sentences; the answer above the fold."]
    tell_apart: Annotated[Text, "How to tell it from the neighbours with the same code."]
    who: Annotated[
        tuple[Annotated[str, Ref("term")], ...],
        AtLeast(1),
        Rule("KB312"),
        "Roles that can fix it, least privilege first.",
    ]
    causes: Annotated[tuple[Cause, ...], AtLeast(1), "Possible causes, most likely first."]
    fixes: Annotated[tuple[FixChoice, ...], AtLeast(1), Rule("KB311"), "What to do, least risk first."]
    collect: Annotated[tuple[Annotated[str, Ref("evidence")], ...], AtLeast(1), "What to collect when it stays."]
    sources: Annotated[Sources, AtLeast(1), Rule("KB310"), "Evidence for the text and its meaning."]
    confused_with: Annotated[tuple[str, ...], "Variants that are easily taken for this one, as `code/variant`."] = ()
    reply: Annotated[Text | None, Short(MESSAGE), "A ready reply to whoever reported it; the page adds its link."] = (
        None
    )
    ask: Annotated[Text | None, Short(MESSAGE), "A ready message to who can fix it; the page adds its link."] = None
    state: Annotated[State, "announced: not seen yet; retired: no longer sent by the service."] = "active"
    verified: Annotated[Verified | None, "Last comparison with the evidence."] = None
    changes: Annotated[tuple[Change, ...], "Dated changes for the feed."] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Error:
    """A status code, or a failure that has none, with all the texts it comes with."""

    id: Annotated[str, CODE, "The code in lower case (`5.7.139`); the name of the file and part of the address."]
    code: Annotated[str, "The code as it is shown; empty for failures without a code."] = ""
    replies: Annotated[tuple[str, ...], "Three-digit reply codes it comes with (`535`)."] = ()
    family: Annotated[str, Ref("family"), "The group it is listed under."]
    title: Annotated[Text, Short(90), "What the code is about, in a few words."]
    summary: Annotated[Text, "What the service means by it, in one to three sentences."]
    standard: Annotated[Standard | None, "The registered meaning, where it differs."] = None
    variants: Annotated[tuple[Variant, ...], AtLeast(1), "One entry a text; the order is the order of the overview."]
    search: Annotated[tuple[str, ...], "Other words people search for, in any language."] = ()
    see_also: Annotated[tuple[Annotated[str, Ref("error")], ...], "Related codes."] = ()
