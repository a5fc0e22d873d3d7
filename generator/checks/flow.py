"""Flows lead every reader to an answer: the lints G1–G12 of the decision tree, each with a code of its own.

G1   KB601  ids that are taken (form, uniqueness and the lock file are checked for every record)
G2   KB602  ways that lead nowhere; KB613 steps that are never reached
G3   KB603  circles without a declared retry
G4   KB604  2 to 7 answers, each with words, exactly one for those who do not know (or why nobody is unsure)
G5   KB605  checks only read
G6   KB606  no dead ends
G7   KB607  at most six questions
G8   KB608  whoever has a text is led to a step
G9   KB609  headings and answers differ, in every language (completeness: KB404)
G10  KB610  least risk first, and never only fixes that lower security
G11  KB611  the paths are those that were committed
G12  KB612  a check has an answer for each output; which there are, blank included, KB731 says
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

from generator.catalogue import Catalogue
from generator.checks.references import Locate
from generator.checks.step import Step
from generator.flows import golden
from generator.flows.answers import landing, prefilled
from generator.flows.graph import cycle, edges, longest, nodes_of, options_of, reachable
from generator.library import Library
from generator.problems import Place, Problem, did_you_mean
from generator.records.flow import Flow, Option, Outcome, Question

RESERVED = ("all", "graph")
MOST_QUESTIONS = 6


def flow_problems(
    library: Library, catalogues: Mapping[str, Catalogue], locate: Locate, root: Path, *, broken: bool
) -> Iterator[Problem]:
    """Problems of every flow. References and what follows from them wait until all records could be read."""
    for flow in library.flows.values():
        yield from _graph(flow, locate)
        for node in flow.nodes:
            yield from Step(flow, node, library, locate).problems()
        yield from _same_words(flow, catalogues, locate)
        if not broken:
            yield from _references(flow, library, locate)
            if is_sound(flow):
                yield from _places(flow, library, locate)
                yield from _paths(flow, library, root)


def is_sound(flow: Flow) -> bool:
    """Whether the graph can be walked: every way leads somewhere, and none goes round."""
    nodes = nodes_of(flow)
    return flow.start in nodes and all(edge.target in nodes for edge in edges(flow)) and not cycle(flow)


def _graph(flow: Flow, locate: Locate) -> Iterator[Problem]:
    nodes = nodes_of(flow)
    for name in RESERVED:
        if name in nodes:
            yield Problem(
                locate("flow", flow.id, f"nodes.{name}.id"),
                "KB601",
                f"'{name}' is the address of a page of the flow itself",
                "choose another id for the step",
            )
    if flow.start not in nodes:
        place = locate("flow", flow.id, "start")
        yield Problem(place, "KB602", f"there is no step '{flow.start}' to start with", did_you_mean(flow.start, nodes))
        return
    if not isinstance(nodes[flow.start], Question):
        place = locate("flow", flow.id, "start")
        yield Problem(
            place, "KB602", f"the flow starts with '{flow.start}', which is no question", "begin with a question"
        )
    for edge in edges(flow):
        if edge.target not in nodes:
            inside = "still_failing.to" if isinstance(nodes[edge.source], Outcome) else f"options.{edge.option}.to"
            yield Problem(
                locate("flow", flow.id, f"nodes.{edge.source}.{inside}"),
                "KB602",
                f"there is no step '{edge.target}'",
                did_you_mean(edge.target, nodes),
            )
    reached = reachable(flow)
    for name in nodes:
        if name not in reached:
            yield Problem(
                locate("flow", flow.id, f"nodes.{name}.id"),
                "KB613",
                f"no way leads to '{name}'",
                "lead an answer to it, or remove it",
            )
    round_trip = cycle(flow)
    if round_trip:
        yield Problem(
            locate("flow", flow.id, f"nodes.{round_trip[-2]}"),
            "KB603",
            f"readers go round in a circle: {' → '.join(round_trip)}",
            "lead on to another step, or declare the way back with 'retry: true'",
        )
    else:
        yield from _length(flow, locate)


def _length(flow: Flow, locate: Locate) -> Iterator[Problem]:
    """G7, from the first question and from every step at which somebody starts anew after a fix."""
    ways = longest(flow)
    starts = [flow.start]
    starts += [node.still_failing.to for node in flow.nodes if isinstance(node, Outcome) and node.still_failing]
    for start in dict.fromkeys(one for one in starts if one in ways):
        if len(ways[start]) > MOST_QUESTIONS:
            yield Problem(
                locate("flow", flow.id, f"nodes.{ways[start][MOST_QUESTIONS]}"),
                "KB607",
                f"{len(ways[start])} questions in a row: {' → '.join(ways[start])}",
                f"at most {MOST_QUESTIONS}: leave one out, or ask for more at once",
            )


def _same_words(flow: Flow, catalogues: Mapping[str, Catalogue], locate: Locate) -> Iterator[Problem]:
    for catalogue in catalogues.values():
        source = catalogue.locale == catalogue.source_locale
        language = "" if source else f" in {catalogue.locale}"
        titles: dict[str, str] = {}
        for node in flow.nodes:
            passage = catalogue.passage(node.title)
            if not source and passage.state != "translated":
                continue
            first = titles.setdefault(passage.text, node.id)
            if first != node.id:
                yield Problem(
                    _place_of(flow, f"nodes.{node.id}.title", node.title.context, catalogue, locate),
                    "KB609",
                    f"'{node.id}' has the heading of '{first}'{language}",
                    "readers and search tell steps apart by their headings",
                )
            labels: dict[str, Option] = {}
            for option in options_of(node):
                if option.label is None:
                    continue
                found = catalogue.passage(option.label)
                if not source and found.state != "translated":
                    continue
                if labels.setdefault(found.text, option) is not option:
                    inside = f"nodes.{node.id}.options.{option.id}.label"
                    yield Problem(
                        _place_of(flow, inside, option.label.context, catalogue, locate),
                        "KB609",
                        f"the answers '{labels[found.text].id}' and '{option.id}' read the same{language}",
                        "say what makes the difference",
                    )


def _place_of(flow: Flow, path: str, context: str, catalogue: Catalogue, locate: Locate) -> Place:
    entry = catalogue.records.get(context)
    return entry.place if entry else locate("flow", flow.id, path)


def _references(flow: Flow, library: Library, locate: Locate) -> Iterator[Problem]:
    known = [name for name, _, _ in library.variants()]
    for node in flow.nodes:
        if isinstance(node, Outcome) and node.variant and library.variant(node.variant) is None:
            place = locate("flow", flow.id, f"nodes.{node.id}.variant")
            yield Problem(place, "KB201", f"there is no text '{node.variant}'", did_you_mean(node.variant, known))
        for option in options_of(node):
            for name in option.variants:
                if name not in known and name not in library.errors:
                    yield Problem(
                        locate("flow", flow.id, f"nodes.{node.id}.options.{option.id}.variants"),
                        "KB201",
                        f"there is no text '{name}'",
                        did_you_mean(name, [*known, *library.errors]),
                    )


def _places(flow: Flow, library: Library, locate: Locate) -> Iterator[Problem]:
    """G8: who has a text comes by the answers that name it, no two of a step claim it, and none is forgotten."""
    nodes = nodes_of(flow)
    for node in flow.nodes:
        claims = Counter(name for option in options_of(node) for name in option.variants)
        for name, count in claims.items():
            path = f"nodes.{node.id}.options"
            if count > 1:
                yield Problem(
                    locate("flow", flow.id, path),
                    "KB608",
                    f"{count} answers of '{node.id}' stand for '{name}'",
                    "leave it with one of them",
                )
            if node.id not in prefilled(flow, name):
                yield Problem(
                    locate("flow", flow.id, path),
                    "KB608",
                    f"whoever has '{name}' does not come by '{node.id}'",
                    "name it on the answers that lead there, too",
                )
    forgotten: list[str] = []
    for reference, error, _ in library.variants():
        answers = prefilled(flow, reference)
        end = nodes[landing(flow, answers)]
        if not answers:
            forgotten.append(reference)
        elif isinstance(end, Outcome) and end.variant not in ("", reference) and len(error.variants) > 1:
            step, name = list(answers.items())[-1]
            if not any(name == one.id and reference in one.variants for one in options_of(nodes[step])):
                yield Problem(
                    locate("flow", flow.id, f"nodes.{step}.options.{name}.variants"),
                    "KB608",
                    f"whoever has '{reference}' is told that it is '{end.variant}'",
                    f"name '{reference}' itself where this is meant, or lead it elsewhere",
                )
    if forgotten:
        shown = ", ".join(forgotten[:3]) + (f" … ({len(forgotten)} in all)" if len(forgotten) > 3 else "")
        yield Problem(
            locate("flow", flow.id, "nodes"),
            "KB608",
            f"without a place in the flow: {shown}",
            "name each text under 'variants' of the answer that stands for it",
            "warning",
        )


def _paths(flow: Flow, library: Library, root: Path) -> Iterator[Problem]:
    name = library.files["flow", flow.id].removesuffix(".yml") + ".paths"
    now = list(golden.lines(flow, library))
    try:
        before = (root / name).read_text(encoding="utf-8").splitlines()
    except OSError:
        hint = f"run `kb flow paths {flow.id} --write`, and commit the file"
        yield Problem(Place(name), "KB611", "the paths of the flow are not kept yet", hint, "warning")
        return
    if now == before:
        return
    new = [line for line in now if line not in set(before)]
    gone = [line for line in before if line not in set(now)]
    example = f"; now {new[0]}" if new else f"; gone is {gone[0]}" if gone else "; the order has changed"
    number = next((at for at, pair in enumerate(zip(now, before, strict=False), 1) if pair[0] != pair[1]), 1)
    yield Problem(
        Place(name, number, 1),
        "KB611",
        f"new paths: {len(new)}, gone: {len(gone)}{example}",
        f"see `kb flow paths {flow.id} --diff`; when readers should get this, run it with --write",
    )
