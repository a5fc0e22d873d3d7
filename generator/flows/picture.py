"""A flow as SVG: columns of steps, ways between them. Drawn at build time from the data alone.

The layout is the usual one for layered graphs (Sugiyama and others, 1981) in its simplest form: a step stands one
column behind the last step that leads to it, and columns are put in order by the middle of their neighbours.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup

from generator.flows.graph import Edge, edges, nodes_of
from generator.records.flow import STILL, Flow

WIDTH, HEIGHT = 168, 26
ACROSS, DOWN = 252, 36
MARGIN = 8
SWEEPS = 6


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a step stands."""

    x: float
    y: float


def columns(flow: Flow) -> Mapping[str, int]:
    """The column of each step: one behind the last that leads to it. The graph must have no undeclared cycle."""
    before: dict[str, list[str]] = defaultdict(list)
    for edge in edges(flow):
        if not edge.retry:
            before[edge.target].append(edge.source)
    found: dict[str, int] = {}

    def visit(name: str) -> int:
        if name not in found:
            found[name] = max((visit(one) + 1 for one in before[name]), default=0)
        return found[name]

    for node in flow.nodes:
        visit(node.id)
    return found


def spots(flow: Flow) -> Mapping[str, Spot]:
    """Where each step stands, the same for the same flow."""
    column = columns(flow)
    rows: dict[int, list[str]] = defaultdict(list)
    for node in flow.nodes:
        rows[column[node.id]].append(node.id)
    near: dict[str, list[str]] = defaultdict(list)
    for edge in edges(flow):
        if not edge.retry:
            near[edge.target].append(edge.source)
            near[edge.source].append(edge.target)
    place: dict[str, float] = {}
    for names in rows.values():
        _set(names, place)
    for sweep in range(SWEEPS):
        for number in sorted(rows, reverse=bool(sweep % 2)):
            rows[number].sort(key=lambda name: (_middle(near[name], place, place[name]), name))
            _set(rows[number], place)
    return {name: Spot(MARGIN + ACROSS * column[name], MARGIN + DOWN * place[name]) for name in place}


def picture(flow: Flow, addresses: Mapping[str, str], titles: Mapping[str, str], label: str) -> Markup:
    """The graph as an SVG whose boxes are links. `titles` are shown when a box is pointed at."""
    where = spots(flow)
    nodes = nodes_of(flow)
    width = max(spot.x for spot in where.values()) + WIDTH + MARGIN
    height = max(spot.y for spot in where.values()) + HEIGHT + MARGIN
    drawn = [edge for edge in edges(flow) if edge.target in nodes]
    ways = Markup("").join(_way(edge, where, unsure=_unsure(flow, edge)) for edge in drawn)
    boxes = Markup("").join(
        Markup(
            '<a href="{}" class="kb-graph__step kb-graph__step--{}"><title>{}</title>'
            '<rect x="{}" y="{}" width="{}" height="{}" rx="{}"/><text x="{}" y="{}">{}</text></a>'
        ).format(
            addresses[name],
            nodes[name].type,
            titles[name],
            *map(_number, (spot.x, spot.y, WIDTH, HEIGHT, 0 if nodes[name].type == "outcome" else HEIGHT / 2)),
            *map(_number, (spot.x + 12, spot.y + 17)),
            name,
        )
        for name, spot in where.items()
    )
    return Markup(
        '<svg class="kb-graph" viewBox="0 0 {0} {1}" width="{0}" height="{1}" role="group" aria-label="{2}" '
        'xmlns="http://www.w3.org/2000/svg">{3}{4}</svg>'
    ).format(_number(width), _number(height), label, ways, boxes)


def _set(names: list[str], place: dict[str, float]) -> None:
    """Put a column in its order, from the top: where the picture begins, the flow begins."""
    place.update((name, float(number)) for number, name in enumerate(names))


def _middle(near: list[str], place: Mapping[str, float], own: float) -> float:
    return sum(place[name] for name in near) / len(near) if near else own


def _unsure(flow: Flow, edge: Edge) -> bool:
    return any(
        option.id == edge.option and option.kind == "unsure"
        for node in flow.nodes
        if node.id == edge.source
        for option in getattr(node, "options", ())
    )


def _way(edge: Edge, where: Mapping[str, Spot], *, unsure: bool) -> Markup:
    start, end = where[edge.source], where[edge.target]
    kind = "retry" if edge.retry else "still" if edge.option == STILL else "unsure" if unsure else "answer"
    x1, y1, x2, y2 = start.x + WIDTH, start.y + HEIGHT / 2, end.x, end.y + HEIGHT / 2
    bend = max(40.0, abs(x2 - x1) / 2) if not edge.retry else 60.0
    return Markup('<path class="kb-graph__way kb-graph__way--{}" d="M{} {}C{} {} {} {} {} {}"/>').format(
        kind, *map(_number, (x1, y1, x1 + bend, y1, x2 - bend, y2, x2, y2))
    )


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
