"""Pages of a flow: one a step, the whole flow on one page, its graph, and what the script of the pages knows.

Every page works without a script: answers are links, the ways to a step are listed, and "start again" is on each.
With the script, links keep the answers; see overrides/assets/javascripts/flow.js.
"""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup

from generator.addresses import step_key
from generator.flows.answers import query
from generator.flows.golden import fixes_of
from generator.flows.graph import asks, longest, nodes_of, numbers, options_of, order, ways_in
from generator.flows.picture import picture
from generator.inline import Link
from generator.languages import language_name
from generator.records.flow import STILL, Check, Flow, Handoff, Instruction, Node, Option, Outcome, Question
from generator.records.types import Text
from generator.views.commands import CodeView, ParameterView, SnippetView, snippet_view, unit_view
from generator.views.flow_script import script_name
from generator.views.labels import FLOW, STEP
from generator.views.parts import ItemView, items
from generator.views.voice import Speaker, Voice


@dataclass(frozen=True, slots=True)
class OptionView:
    """An answer as a link."""

    id: str
    label: Markup
    hint: Markup | None
    href: str
    unsure: bool


@dataclass(frozen=True, slots=True)
class WayView:
    """A step before another, and the answers there that lead on to it."""

    step: Link
    answers: tuple[Markup, ...]


@dataclass(frozen=True, slots=True)
class Language:
    """A language in which answers can be copied, with its name in itself."""

    locale: str
    name: str


@dataclass(frozen=True, slots=True)
class FlowHead:
    """What every page of a flow needs: where its parts are, its scripts, and the words that its script says, too.

    `root` is the way to the root of the locale.
    """

    id: str
    title: Markup
    start: str
    all: str
    graph: str
    root: str
    scripts: tuple[str, ...]
    step: str
    languages: tuple[Language, ...]
    words: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class CommandView:
    """The command of a check, what to fill in for it, and how to connect."""

    fix: Link
    module: str
    parameters: tuple[ParameterView, ...]
    connect: tuple[CodeView, ...]
    snippet: SnippetView


@dataclass(frozen=True, slots=True)
class StepPage:
    """A page that asks or instructs. `number` is 0 where it depends on the way; `left` counts what may follow."""

    head: FlowHead
    id: str
    type: str
    title: Markup
    help: Markup | None
    lead: Markup | None
    number: int
    left: int
    steps: tuple[ItemView, ...]
    fixes: tuple[Link, ...]
    command: CommandView | None
    options: tuple[OptionView, ...]
    ways: tuple[WayView, ...]


@dataclass(frozen=True, slots=True)
class FlowStart:
    """The first question, for another page: its links keep the answer. `most` counts the longest way."""

    head: FlowHead
    title: Markup
    most: int
    options: tuple[OptionView, ...]


@dataclass(frozen=True, slots=True)
class WayOn:
    """An answer in the whole flow: where it leads, by number."""

    label: Markup
    number: int
    href: str


@dataclass(frozen=True, slots=True)
class StepInAll:
    """A step in the whole flow."""

    id: str
    type: str
    kind: str
    number: int
    href: str
    title: Markup
    text: Markup | None
    steps: tuple[ItemView, ...]
    fixes: tuple[Link, ...]
    command: Markup | None
    ways_on: tuple[WayOn, ...]
    still: WayOn | None


@dataclass(frozen=True, slots=True)
class AllPage:
    """The whole flow on one page: to print, to read without clicking, and in place of the graph."""

    head: FlowHead
    lead: Markup
    steps: tuple[StepInAll, ...]


@dataclass(frozen=True, slots=True)
class GraphPage:
    """The graph, for those who keep the flow."""

    head: FlowHead
    svg: Markup
    questions: int
    outcomes: int


def step_page(voice: Voice, flow: Flow, node: Question | Check | Instruction) -> StepPage:
    """The page of a step that asks or instructs."""
    return StepPage(
        head=flow_head(voice, flow, node.id),
        id=node.id,
        type=node.type,
        title=voice.say(node.title),
        help=voice.say(node.text) if isinstance(node, Instruction) else voice.maybe(node.help),
        lead=voice.say(flow.lead) if node.id == flow.start else None,
        number=numbers(flow).get(node.id, 0),
        left=len(longest(flow)[node.id]) - asks(node),
        steps=items(voice, node.steps) if isinstance(node, Instruction) else (),
        fixes=tuple(voice.link("fix", one) for one in node.fixes) if isinstance(node, Instruction) else (),
        command=_command(voice, node) if isinstance(node, Check) else None,
        options=tuple(option_view(voice, flow, option) for option in node.options),
        ways=ways_to(voice, flow, node),
    )


def first_question(voice: Voice) -> FlowStart | None:
    """The first question of the first flow, for the home page."""
    flow = next(iter(voice.library.flows.values()), None)
    if flow is None:
        return None
    node = nodes_of(flow)[flow.start]
    return FlowStart(
        flow_head(voice, flow, node.id),
        voice.say(node.title),
        len(longest(flow)[flow.start]),
        tuple(
            dataclasses.replace(one, href=one.href + query(flow, {node.id: one.id}))
            for one in (option_view(voice, flow, option) for option in options_of(node))
        ),
    )


def all_page(voice: Voice, flow: Flow) -> AllPage:
    """The whole flow, its steps numbered in the order in which readers can meet them."""
    steps = order(flow)
    number = {node.id: at for at, node in enumerate(steps, 1)}

    def way_on(option: str, target: str, label: Markup) -> WayOn:
        return WayOn(label, number[target], f"#{target}")

    return AllPage(
        flow_head(voice, flow, "all"),
        voice.say(flow.lead),
        tuple(
            StepInAll(
                id=node.id,
                type=node.type,
                kind=voice.word(STEP[node.type]),
                number=number[node.id],
                href=voice.to(step_key(flow, node.id)),
                title=voice.say(node.title),
                text=_about(voice, node),
                steps=items(voice, node.steps) if isinstance(node, Instruction | Handoff) else (),
                fixes=_fixes(voice, node),
                command=_command_text(voice, node),
                ways_on=tuple(way_on(one.id, one.to, option_label(voice, one)) for one in options_of(node)),
                still=way_on(STILL, node.still_failing.to, Markup.escape(voice.word(FLOW["still"])))
                if isinstance(node, Outcome) and node.still_failing
                else None,
            )
            for node in steps
        ),
    )


def graph_page(voice: Voice, flow: Flow) -> GraphPage:
    """The graph of the flow."""
    return GraphPage(
        flow_head(voice, flow, "graph"),
        picture(
            flow,
            {node.id: voice.to(step_key(flow, node.id)) for node in flow.nodes},
            {node.id: voice.plain(node.title) for node in flow.nodes},
            voice.plain(flow.title),
        ),
        sum(asks(node) for node in flow.nodes),
        sum(not asks(node) and not options_of(node) for node in flow.nodes),
    )


def flow_head(voice: Voice, flow: Flow, step: str) -> FlowHead:
    """What every page of a flow needs."""
    return FlowHead(
        id=flow.id,
        title=voice.say(flow.title),
        start=voice.to(step_key(flow)),
        all=voice.to(step_key(flow, "all")),
        graph=voice.to(step_key(flow, "graph")),
        root=voice.to_file(""),
        scripts=(voice.to_file(script_name(flow)), voice.to_script("kb-flow.js")),
        step=step,
        languages=tuple(
            Language(one.locale, language_name(one.locale)) for one in voice.speaker.others or (voice.speaker,)
        ),
        words={name: voice.word(text) for name, text in FLOW.items()},
    )


def option_view(voice: Voice, flow: Flow, option: Option) -> OptionView:
    """An answer as a link to the step it leads to."""
    return OptionView(
        option.id,
        option_label(voice, option),
        voice.maybe(option.hint),
        voice.to(step_key(flow, option.to)),
        option.kind == "unsure",
    )


def option_label(voice: Voice, option: Option) -> Markup:
    """The words of an answer; "I am not sure" needs none of its own."""
    return voice.say(option.label) if option.label else Markup.escape(voice.word(FLOW["unsure"]))


def ways_to(voice: Voice, flow: Flow, node: Node) -> tuple[WayView, ...]:
    """How to get to a step, by the steps before it."""
    nodes = nodes_of(flow)
    found: dict[str, list[Markup]] = defaultdict(list)
    for edge in ways_in(flow)[node.id]:
        option = next((one for one in options_of(nodes[edge.source]) if one.id == edge.option), None)
        answer = option_label(voice, option) if option else Markup.escape(voice.word(FLOW["still"]))
        found[edge.source].append(answer)
    return tuple(
        WayView(Link(voice.to(step_key(flow, before)), voice.say(nodes[before].title)), tuple(answers))
        for before, answers in found.items()
    )


def head_title(speaker: Speaker, flow: Flow, node: Node) -> str:
    """The words of the browser's tab: the question first, its number where it has one, then the flow."""
    word = speaker.catalogue.gettext
    title = speaker.plain(node.title)
    if isinstance(node, Outcome):
        title = word(FLOW["answer"]) % {"title": title}
    number = numbers(flow).get(node.id, 0)
    parts = [title, word(FLOW["question"]) % {"number": number} if number else "", speaker.plain(flow.title)]
    return " - ".join(part for part in parts if part)


def describe(speaker: Speaker, flow: Flow, node: Node) -> str:
    """What a step is about, for search engines and previews."""
    text = _description(speaker, node)
    return speaker.plain(text or flow.lead)


def _description(speaker: Speaker, node: Node) -> Text | None:
    if isinstance(node, Outcome):
        found = speaker.library.variant(node.variant)
        return node.text or (found[1].meaning if found else None)
    return node.text if isinstance(node, Instruction | Handoff) else node.help


def _about(voice: Voice, node: Node) -> Markup | None:
    return voice.maybe(_description(voice.speaker, node))


def _fixes(voice: Voice, node: Node) -> tuple[Link, ...]:
    if isinstance(node, Check):
        return (voice.link("fix", node.fix),)
    if isinstance(node, Instruction):
        return tuple(voice.link("fix", one) for one in node.fixes)
    if isinstance(node, Outcome):
        return tuple(voice.link("fix", one) for one in outcome_fixes(voice, node))
    return ()


def _command_text(voice: Voice, node: Node) -> Markup | None:
    shown = _command(voice, node) if isinstance(node, Check) else None
    return shown.snippet.code.html if shown else None


def outcome_fixes(voice: Voice, node: Outcome) -> tuple[str, ...]:
    """The fixes of an outcome: its own, else those of its variant, as far as they exist."""
    return tuple(one for one in fixes_of(node, voice.library) if one in voice.library.fixes)


def _command(voice: Voice, node: Check) -> CommandView | None:
    fix = voice.library.fixes[node.fix]
    if fix.commands is None or getattr(fix.commands, node.command) is None:
        return None
    unit = unit_view(voice, fix, fix.commands)
    code = getattr(fix.commands, node.command).code
    module = voice.library.modules[fix.commands.module]
    needed = f"{code}\n{module.connect}"
    return CommandView(
        voice.link("fix", fix.id),
        unit.module,
        tuple(one for one in unit.parameters if f"{{{{{one.id}}}}}" in needed),
        unit.connect,
        snippet_view(voice, fix.commands, node.command),
    )
