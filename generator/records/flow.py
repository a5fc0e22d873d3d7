"""Flows: questions that lead to one answer. Nodes are data and edges are ids, so that the graph can be proved.

The model is GOV.UK's smart-answers and the design system's question pages (one question a page, answers keyed by
the id of the question); design.md §6 says what we take from them. What differs: nothing here is code, every
question has an answer for those who do not know, and an outcome says where to go when its fix did not help.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from generator.records.common import Item, Sources
from generator.records.fix import CommandName
from generator.records.types import PAGE, SLUG, AtLeast, Ref, Short, Text

STILL = "still"
"""The id under which "it still fails" is kept among the answers: an outcome has this one edge."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """An answer that the reader can give, and the step it leads to."""

    id: Annotated[str, SLUG, "Id within the step; part of links that keep answers. Never changes."]
    kind: Annotated[
        Literal["answer", "unsure"], "unsure: for those who do not know, or cannot look. Every question has one."
    ] = "answer"
    label: Annotated[
        Text | None, Short(140), "What the reader sees or has. Only `unsure` may leave it out: 'I am not sure'."
    ] = None
    hint: Annotated[Text | None, Short(200), "A sentence below it: an example, or where to look."] = None
    to: Annotated[str, SLUG, "The id of the step it leads to."]
    retry: Annotated[bool, "The way leads back on purpose: the reader looks again and knows more."] = False
    variants: Annotated[
        tuple[str, ...],
        "Texts that this answer stands for, as `code/variant`, or `code` for all texts of a code: "
        "whoever has one of them can be taken past this question.",
    ] = ()
    outputs: Annotated[
        tuple[str, ...], "In a check: ids of the outputs of its command that this answer stands for."
    ] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Asks for something that the reader sees or knows."""

    type: Literal["question"]
    id: Annotated[str, PAGE, "Id within the flow; part of the address. Never changes."]
    title: Annotated[Text, Short(90), "The question; the only heading of its page."]
    help: Annotated[Text | None, "How to find the answer, in one or two sentences."] = None
    everybody_knows: Annotated[
        str, "Why nobody can be unsure here, for reviewers; the question then has no answer `unsure`. Rarely right."
    ] = ""
    options: Annotated[tuple[Option, ...], AtLeast(2), "The answers, in the order of the page."]


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """Asks the tenant instead of the reader, with a command of a fix that only reads."""

    type: Literal["check"]
    id: Annotated[str, PAGE, "Id within the flow; part of the address. Never changes."]
    title: Annotated[Text, Short(90), "The question that the command answers."]
    help: Annotated[Text | None, "What to look at, or how to see the same in a portal."] = None
    fix: Annotated[str, Ref("fix"), "The fix whose command it is."]
    command: Annotated[CommandName, "Which of its commands; one that changes nothing."] = "check"
    options: Annotated[tuple[Option, ...], AtLeast(2), "What can come out, and `unsure` for those who cannot run it."]


@dataclass(frozen=True, slots=True, kw_only=True)
class Instruction:
    """Tells the reader to do or find something, then goes on."""

    type: Literal["instruction"]
    id: Annotated[str, PAGE, "Id within the flow; part of the address. Never changes."]
    title: Annotated[Text, Short(90), "What to do."]
    text: Annotated[Text, "Why, and what it gives."]
    steps: Annotated[tuple[Item, ...], "What to do, in order."] = ()
    fixes: Annotated[tuple[Annotated[str, Ref("fix")], ...], "Pages that say how in full."] = ()
    options: Annotated[tuple[Option, ...], AtLeast(1), "How to go on."]


@dataclass(frozen=True, slots=True, kw_only=True)
class StillFailing:
    """Where to go on when the fix did not help: to what is most likely next."""

    to: Annotated[str, SLUG, "The id of the step."]
    retry: Annotated[bool, "The way leads back on purpose, such as to the words of the next text."] = False
    text: Annotated[Text | None, "What that step looks at, in a sentence."] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What is wrong, and what to do. Words and fixes come from the variant unless they are written here."""

    type: Literal["outcome"]
    id: Annotated[str, PAGE, "Id within the flow; part of the address. Never changes."]
    title: Annotated[Text, Short(90), "What is wrong, as the reader would say it."]
    variant: Annotated[str, "The text it is the answer to, as `code/variant`."] = ""
    text: Annotated[Text | None, "What is wrong in one sentence; needed where there is no variant."] = None
    sure: Annotated[Text | None, "How sure that is, and why; needed where there is no variant."] = None
    fixes: Annotated[tuple[Annotated[str, Ref("fix")], ...], "What to do, least risk first."] = ()
    still_failing: Annotated[StillFailing | None, "Where to go on when it did not help."] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Handoff:
    """Passes the matter on: to whom, with what, in which words."""

    type: Literal["handoff"]
    id: Annotated[str, PAGE, "Id within the flow; part of the address. Never changes."]
    title: Annotated[Text, Short(90), "What to do now."]
    text: Annotated[Text, "Why this is not for the reader to solve, and what will happen."]
    to: Annotated[str, Ref("term"), "The role that can go on."]
    steps: Annotated[tuple[Item, ...], "What the reader can try before."] = ()
    collect: Annotated[tuple[Annotated[str, Ref("evidence")], ...], AtLeast(1), "What to send along."]
    ask: Annotated[Text, Short(1000), "The message to send."]


Node = Question | Check | Instruction | Outcome | Handoff


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """A way from "it does not work" to one answer."""

    id: Annotated[str, PAGE, "The name of the file and part of the address. Never changes."]
    title: Annotated[Text, Short(40), "What the flow does, in a few words; a tab of the site."]
    lead: Annotated[Text, "What the reader needs and gets, in one or two sentences."]
    start: Annotated[str, SLUG, "The id of the first question."]
    nodes: Annotated[
        tuple[Question | Check | Instruction | Outcome | Handoff, ...], AtLeast(3), "The steps, in any order."
    ]
    sources: Annotated[Sources, "Evidence for the order of the questions."] = ()
    search: Annotated[tuple[str, ...], "Other words people search for, in any language."] = ()
