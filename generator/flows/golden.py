"""Every path of a flow as a line of text, so that a review of a change shows what it does to readers."""

from __future__ import annotations

from collections.abc import Iterator

from generator.flows.graph import nodes_of, paths
from generator.library import Library
from generator.records.flow import Flow, Handoff, Outcome


def lines(flow: Flow, library: Library) -> Iterator[str]:
    """One line a path: the answers, the step at the end, and what it says to do. Then where "still failing" leads."""
    nodes = nodes_of(flow)
    for path in paths(flow):
        answers = " ".join(f"{step}={option}" for step, option in path.answers)
        end = nodes[path.end]
        if isinstance(end, Outcome):
            about = " ".join(part for part in (end.variant, ", ".join(fixes_of(end, library))) if part)
            yield f"{answers} -> {end.id} ({about})"
        elif isinstance(end, Handoff):
            yield f"{answers} -> {end.id} (to {end.to})"
        else:
            yield f"{answers} -> back to {end.id}"
    for node in flow.nodes:
        if isinstance(node, Outcome) and node.still_failing:
            yield f"{node.id} still failing -> {node.still_failing.to}"


def fixes_of(outcome: Outcome, library: Library) -> tuple[str, ...]:
    """The fixes of an outcome: its own, else those of its variant."""
    if outcome.fixes:
        return outcome.fixes
    found = library.variant(outcome.variant)
    return tuple(choice.fix for choice in found[1].fixes) if found else ()


def text(flow: Flow, library: Library) -> str:
    """The file of paths."""
    return "".join(f"{line}\n" for line in lines(flow, library))
