"""Answers as readers give them, keyed by the id of the step.

They stand in the query of an address (`?a=see.text~words.reason&r=3f9c01`): enumerated ids only, never a word that
somebody typed or pasted. The script of the pages (overrides/assets/javascripts/flow.js) follows the same rules.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping

from generator.flows.graph import edges_of, nodes_of, options_of, revision
from generator.records.flow import Flow, Node, Option


def walk(flow: Flow, answers: Mapping[str, str], start: str = "") -> tuple[str, ...]:
    """The steps that the answers lead through, the last being the one without an answer that holds.

    Answers that do not exist any more end the way where they stand. A way back ends it too.
    """
    nodes = nodes_of(flow)
    here = start or flow.start
    way = [here]
    while here in nodes:
        target = next((edge.target for edge in edges_of(nodes[here]) if edge.option == answers.get(here)), "")
        if not target or target not in nodes or target in way:
            break
        way.append(target)
        here = target
    return tuple(way)


def kept(flow: Flow, answers: Mapping[str, str]) -> dict[str, str]:
    """The answers that are on the way, in its order; all others have lost their meaning."""
    way = walk(flow, answers)
    return {step: answers[step] for step in way[:-1]}


def landing(flow: Flow, answers: Mapping[str, str]) -> str:
    """The step that the answers lead to."""
    return walk(flow, answers)[-1]


def stands_for(option: Option, variant: str) -> bool:
    """Whether whoever has this text (`code/variant`) would give this answer."""
    return variant in option.variants or variant.partition("/")[0] in option.variants


def prefilled(flow: Flow, variant: str) -> dict[str, str]:
    """The answers of somebody who has this text (`code/variant`); nothing when the flow has no place for it.

    Answers that name the text itself win over answers that name its whole code; then the shortest way to such an
    answer wins, and from there on every further question that names the text is answered too.
    """
    return _shortest(flow, variant) or _shortest(flow, variant.partition("/")[0], variant)


def _shortest(flow: Flow, name: str, variant: str = "") -> dict[str, str]:
    for node, answers in _ways(flow):
        for option in options_of(node):
            if name in option.variants:
                return _further(flow, variant or name, {**answers, node.id: option.id}, option.to)
    return {}


def _further(flow: Flow, variant: str, answers: dict[str, str], here: str) -> dict[str, str]:
    nodes = nodes_of(flow)
    while here in nodes and here not in answers:
        option = next((one for one in options_of(nodes[here]) if stands_for(one, variant)), None)
        if option is None:
            break
        answers = {**answers, here: option.id}
        here = option.to
    return answers


def leading(flow: Flow, step: str) -> dict[str, str]:
    """The answers of the shortest way to a step; ways back are not taken. Nothing when no way leads there."""
    return next((answers for node, answers in _ways(flow) if node.id == step), {})


def _ways(flow: Flow) -> Iterator[tuple[Node, dict[str, str]]]:
    """Each step that answers lead to, the nearest first, with the answers of the shortest way to it."""
    nodes = nodes_of(flow)
    found: dict[str, dict[str, str]] = {flow.start: {}} if flow.start in nodes else {}
    waiting = deque(found)
    while waiting:
        node = nodes[waiting.popleft()]
        yield node, found[node.id]
        for option in options_of(node):
            if option.to in nodes and option.to not in found and not option.retry:
                found[option.to] = {**found[node.id], node.id: option.id}
                waiting.append(option.to)


def query(flow: Flow, answers: Mapping[str, str]) -> str:
    """The query that keeps the answers in a link, `?` included; empty when there are none."""
    if not answers:
        return ""
    return "?a=" + "~".join(f"{step}.{option}" for step, option in answers.items()) + f"&r={revision(flow)}"
