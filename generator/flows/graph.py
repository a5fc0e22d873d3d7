"""What leads where in a flow.

A question of a path is a step that asks: a question, or a check that the reader runs. Instructions, outcomes and
handoffs do not count. Ways that lead back on purpose (`retry`) are ways, but no progress: they are left out wherever
something is counted.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator.records.flow import STILL, Check, Flow, Handoff, Node, Option, Outcome, Question


@dataclass(frozen=True, slots=True)
class Edge:
    """A way from a step to another. `option` is the id of the answer, `still` for "it still fails"."""

    source: str
    option: str
    target: str
    retry: bool


@dataclass(frozen=True, slots=True)
class Path:
    """Answers in order, as (step, answer), and the step at their end."""

    answers: tuple[tuple[str, str], ...]
    end: str


def nodes_of(flow: Flow) -> Mapping[str, Node]:
    """The steps by id."""
    return {node.id: node for node in flow.nodes}


def options_of(node: Node) -> tuple[Option, ...]:
    """The answers of a step; outcomes and handoffs have none."""
    return () if isinstance(node, Outcome | Handoff) else node.options


def asks(node: Node) -> bool:
    """Whether the step is a question to the reader, or to the reader's tenant."""
    return isinstance(node, Question | Check)


def edges_of(node: Node) -> Iterator[Edge]:
    """The ways out of a step."""
    for option in options_of(node):
        yield Edge(node.id, option.id, option.to, option.retry)
    if isinstance(node, Outcome) and node.still_failing:
        yield Edge(node.id, STILL, node.still_failing.to, node.still_failing.retry)


def edges(flow: Flow) -> Iterator[Edge]:
    """Every way, in the order of steps and answers."""
    for node in flow.nodes:
        yield from edges_of(node)


def ways_in(flow: Flow) -> Mapping[str, tuple[Edge, ...]]:
    """The ways that lead to each step."""
    found: dict[str, list[Edge]] = defaultdict(list)
    for edge in edges(flow):
        found[edge.target].append(edge)
    return {node.id: tuple(found[node.id]) for node in flow.nodes}


def reachable(flow: Flow) -> frozenset[str]:
    """The steps that can be reached from the first."""
    nodes = nodes_of(flow)
    seen: set[str] = set()
    waiting = [flow.start] if flow.start in nodes else []
    while waiting:
        here = waiting.pop()
        if here not in seen:
            seen.add(here)
            waiting += [edge.target for edge in edges_of(nodes[here]) if edge.target in nodes]
    return frozenset(seen)


def cycle(flow: Flow) -> tuple[str, ...]:
    """Steps that lead round to the first of them without a declared retry, or nothing."""
    nodes = nodes_of(flow)
    done: set[str] = set()

    def visit(here: str, above: tuple[str, ...]) -> tuple[str, ...]:
        if here in above:
            return (*above[above.index(here) :], here)
        if here in done or here not in nodes:
            return ()
        for edge in edges_of(nodes[here]):
            if not edge.retry:
                found = visit(edge.target, (*above, here))
                if found:
                    return found
        done.add(here)
        return ()

    for node in flow.nodes:
        found = visit(node.id, ())
        if found:
            return found
    return ()


def longest(flow: Flow) -> Mapping[str, tuple[str, ...]]:
    """For each step the longest way that begins with it, as the questions on it; ends at an outcome or handoff.

    The graph must have no undeclared cycle. Still-failing ways do not count: they begin anew.
    """
    nodes = nodes_of(flow)
    found: dict[str, tuple[str, ...]] = {}

    def visit(here: str) -> tuple[str, ...]:
        if here not in found:
            node = nodes[here]
            on = [visit(one.to) for one in options_of(node) if not one.retry and one.to in nodes]
            found[here] = ((here,) if asks(node) else ()) + max(on, key=len, default=())
        return found[here]

    for node in flow.nodes:
        visit(node.id)
    return found


def numbers(flow: Flow) -> Mapping[str, int]:
    """The number of each question, where every way from the first step gives it the same one."""
    nodes = nodes_of(flow)
    seen: dict[str, set[int]] = defaultdict(set)

    def visit(here: str, before: int) -> None:
        if before in seen[here]:
            return
        seen[here].add(before)
        node = nodes[here]
        for option in options_of(node):
            if not option.retry and option.to in nodes:
                visit(option.to, before + asks(node))

    visit(flow.start, 0)
    return {name: min(counts) + 1 for name, counts in seen.items() if len(counts) == 1 and asks(nodes[name])}


def paths(flow: Flow) -> Iterator[Path]:
    """Every way from the first step to an end or back, in the order of the answers. The graph must have no cycle."""
    nodes = nodes_of(flow)

    def visit(here: str, answers: tuple[tuple[str, str], ...]) -> Iterator[Path]:
        node = nodes[here]
        if not options_of(node):
            yield Path(answers, here)
        for option in options_of(node):
            now = (*answers, (here, option.id))
            if option.retry:
                yield Path(now, option.to)
            else:
                yield from visit(option.to, now)

    yield from visit(flow.start, ())


def revision(flow: Flow) -> str:
    """What kept answers depend on, as six hexadecimal digits: the steps, their answers, and where these lead.

    Words do not count: a corrected sentence makes no link old.
    """
    lines = [f"start {flow.start}"]
    lines += sorted(f"{node.id} {node.type}" for node in flow.nodes)
    lines += sorted(f"{edge.source}.{edge.option} {edge.target} {edge.retry}" for edge in edges(flow))
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:6]


def order(flow: Flow) -> tuple[Node, ...]:
    """The steps in the order in which a reader can meet them: by distance, then by the order of answers."""
    nodes = nodes_of(flow)
    seen: dict[str, Node] = {}
    row = [flow.start]
    while row:
        following: list[str] = []
        for name in row:
            if name in nodes and name not in seen:
                seen[name] = nodes[name]
                following += [edge.target for edge in edges_of(nodes[name])]
        row = following
    return tuple(seen.values())
