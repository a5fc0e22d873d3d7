"""Every path of a flow as a line of text, so that a review of a change shows what it does to readers."""

from __future__ import annotations

from collections.abc import Iterator

from generator.flows.graph import nodes_of, paths
from generator.library import Library
from generator.records.flow import Flow, Handoff, Outcome


def lines(flow: Flow, library: Library) -> Iterator[str]:
    """One line a path: the answers and the step at the end. Then one line an end: what it says, and where next."""
    nodes = nodes_of(flow)
    for path in paths(flow):
        answers = " ".join(f"{step}={option}" for step, option in path.answers)
        again = "" if isinstance(nodes[path.end], Outcome | Handoff) else "back to "
        yield f"{answers} -> {again}{path.end}"
    for node in flow.nodes:
        if isinstance(node, Outcome):
            about = [node.variant, *fixes_of(node, library)]
            still = f"; still failing -> {node.still_failing.to}" if node.still_failing else ""
            yield f"{node.id}: {', '.join(part for part in about if part)}{still}"
        elif isinstance(node, Handoff):
            yield f"{node.id}: to {node.to}"


def fixes_of(outcome: Outcome, library: Library) -> tuple[str, ...]:
    """The fixes of an outcome: its own, else those of its variant."""
    if outcome.fixes:
        return outcome.fixes
    found = library.variant(outcome.variant)
    return tuple(choice.fix for choice in found[1].fixes) if found else ()


def text(flow: Flow, library: Library) -> str:
    """The file of paths."""
    return "".join(f"{line}\n" for line in lines(flow, library))
