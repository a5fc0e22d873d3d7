"""Every path through every flow, walked from the data: by its answers, and from page to page."""

from __future__ import annotations

import dataclasses
import posixpath
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pytest

from generator.addresses import step_key
from generator.flows import golden
from generator.flows.answers import kept, landing, prefilled, query, walk
from generator.flows.graph import asks, longest, nodes_of, options_of, order, paths, revision
from generator.plugin.assets import MODULES
from generator.records.flow import STILL, Flow, Handoff, Instruction, Outcome
from generator.scripts import bundle
from generator.shipped import OVERRIDES
from tests.content.library import project
from tests.support import ROOT, page, run

LOCALES = ("en", "ja")
LARGEST = 8_000
"""Bytes of the script of the pages, as it is shipped."""


def flows() -> tuple[Flow, ...]:
    return tuple(project().library.flows.values())


@pytest.fixture(params=flows(), ids=lambda flow: flow.id)
def flow(request: pytest.FixtureRequest) -> Flow:
    found: Flow = request.param
    return found


def test_every_path_ends_at_an_answer_or_a_person_after_six_questions_at_most(flow: Flow) -> None:
    nodes = nodes_of(flow)
    walked = list(paths(flow))
    assert len({path.answers for path in walked}) == len(walked) > 100
    for path in walked:
        assert sum(asks(nodes[step]) for step, _ in path.answers) <= 6
        last, name = path.answers[-1]
        back = next(one.retry for one in options_of(nodes[last]) if one.id == name)
        assert back or isinstance(nodes[path.end], Outcome | Handoff)
        way = [step for step, _ in path.answers]
        if path.end not in way:
            assert walk(flow, dict(path.answers)) == (*way, path.end)
            assert kept(flow, dict(path.answers)) == dict(path.answers)


def test_whoever_does_not_know_at_all_still_comes_to_an_end(flow: Flow) -> None:
    nodes = nodes_of(flow)
    for node in flow.nodes:
        here, seen = node, set()
        while options_of(here):
            assert here.id not in seen, f"from {node.id}, only not knowing leads round"
            seen.add(here.id)
            options = options_of(here)
            # Whoever has looked and found nothing takes the last answer of an instruction.
            unsure = next((one for one in options if one.kind == "unsure"), options[-1])
            here = nodes[unsure.to]
        assert isinstance(here, Outcome | Handoff)


def test_after_every_outcome_there_is_a_way_on_that_ends_with_a_person(flow: Flow) -> None:
    nodes = nodes_of(flow)
    for node in flow.nodes:
        here, seen = node, set()
        while isinstance(here, Outcome):
            assert here.id not in seen
            seen.add(here.id)
            assert here.still_failing
            here = nodes[here.still_failing.to]
        assert not isinstance(here, Outcome)


def test_every_text_is_led_to_a_step_that_says_no_other(flow: Flow) -> None:
    library, nodes = project().library, nodes_of(flow)
    for error in library.errors.values():
        for variant in error.variants:
            reference = f"{error.id}/{variant.id}"
            answers = prefilled(flow, reference)
            assert answers, reference
            assert kept(flow, answers) == answers
            end = nodes[landing(flow, answers)]
            if isinstance(end, Outcome) and end.variant and len(error.variants) > 1:
                known = library.variant(end.variant)
                assert known
                step, name = list(answers.items())[-1]
                meant = next(one for one in options_of(nodes[step]) if one.id == name).variants
                assert end.variant == reference or reference in meant, reference


def test_the_committed_paths_are_those_of_today(flow: Flow) -> None:
    file = ROOT / project().library.files["flow", flow.id].replace(".yml", ".paths")
    assert file.read_text(encoding="utf-8") == golden.text(flow, project().library)
    done = run("kb", "flow", "paths", flow.id)
    assert done.stdout == file.read_text(encoding="utf-8")


def test_every_reader_of_the_promise_has_an_entry() -> None:
    """The exact text, only a number, no code, sent but not there, preparing, no rights, and not sure."""
    flow = project().library.flows["smtp-auth"]
    entries = {one.id: one.to for one in options_of(nodes_of(flow)[flow.start])}
    assert list(entries) == ["exact-text", "number", "no-code", "not-delivered", "preparing", "no-admin", "unsure"]
    ends = {path.end for path in paths(flow) if path.answers[0] == (flow.start, "no-admin")}
    assert "ask-admin" in ends
    assert isinstance(nodes_of(flow)[entries["unsure"]], Instruction)


def test_a_reworded_flow_keeps_its_revision_and_a_moved_answer_does_not(flow: Flow) -> None:
    first = flow.nodes[0]
    reworded = dataclasses.replace(first, title=dataclasses.replace(first.title, source="Something else?"))
    assert revision(dataclasses.replace(flow, nodes=(reworded, *flow.nodes[1:]))) == revision(flow)
    options = options_of(first)
    moved = dataclasses.replace(options[0], to=options[1].to)
    changed = dataclasses.replace(first, options=(moved, *options[1:]))  # type: ignore[call-arg]
    assert revision(dataclasses.replace(flow, nodes=(changed, *flow.nodes[1:]))) != revision(flow)


def test_a_query_holds_ids_and_nothing_else(flow: Flow) -> None:
    for path in paths(flow):
        assert re.fullmatch(
            r"\?a=[a-z0-9-]+\.[a-z0-9-]+(~[a-z0-9-]+\.[a-z0-9-]+)*&r=[0-9a-f]{6}", query(flow, dict(path.answers))
        )
    assert query(flow, {}) == ""


def test_the_script_of_the_pages_is_small() -> None:
    assert len(bundle(OVERRIDES / MODULES, ("diagnose.js",)).encode()) <= LARGEST


@cache
def _links(file: Path) -> Mapping[str, str]:
    """The answers of a built page, and the files that they lead to."""
    found = {}
    for one in page(file).all("a"):
        if "data-answer" in one.attributes:
            target = posixpath.normpath(posixpath.join(file.parent.as_posix(), one.attributes["href"], "index.html"))
            found[one.attributes["data-answer"]] = target
    return found


@pytest.mark.parametrize("locale", LOCALES)
def test_every_path_can_be_walked_from_page_to_page_without_a_script(real: Path, flow: Flow, locale: str) -> None:
    def file(step: str) -> Path:
        return real / locale / step_key(flow, step) / "index.html"

    for path in paths(flow):
        here = file(flow.start)
        for step, answer in path.answers:
            assert here == file(step)
            here = Path(_links(here)[answer])
        assert here == file(path.end)
    for node in flow.nodes:
        if isinstance(node, Outcome) and node.still_failing:
            assert Path(_links(file(node.id))[STILL]) == file(node.still_failing.to)


@pytest.mark.parametrize("locale", LOCALES)
def test_every_page_has_one_heading_a_beginning_and_the_ways_to_it(real: Path, flow: Flow, locale: str) -> None:
    left = longest(flow)
    titles = set()
    for node in flow.nodes:
        built = page(real / locale / step_key(flow, node.id) / "index.html")
        (heading,) = built.all("h1")
        titles.add(heading.text)
        again = [one for one in built.all("a") if one.text in ("Start again", "最初からやり直す")]
        assert bool(again) == (node.id != flow.start), node.id
        for link in again:
            target = posixpath.normpath(posixpath.join("/", locale, step_key(flow, node.id), link.attributes["href"]))
            assert target == f"/{locale}/{step_key(flow)}"
        assert [one for one in built.all("a") if one.attributes["href"].endswith("/all/")]
        ways = [one for one in built.all("section") if one.attributes.get("aria-labelledby") == "ways"]
        assert bool(ways) == any(edge == node.id for other in flow.nodes for edge in _targets(other)), node.id
        more = re.search(r"(?:At most|多くても) (\d+|one)", built.all("main")[0].text)
        if options_of(node) and len(left[node.id]) - asks(node) > 1:
            assert more
            assert more[1] == str(len(left[node.id]) - asks(node))
    assert len(titles) == len(flow.nodes)


def _targets(node: object) -> tuple[str, ...]:
    if isinstance(node, Outcome):
        return (node.still_failing.to,) if node.still_failing else ()
    return tuple(one.to for one in options_of(node))  # type: ignore[arg-type]


@pytest.mark.parametrize("locale", LOCALES)
def test_the_whole_flow_on_one_page_leads_where_its_steps_do(real: Path, flow: Flow, locale: str) -> None:
    built = page(real / locale / step_key(flow, "all") / "index.html")
    numbers = {node.id: number for number, node in enumerate(order(flow), 1)}
    told = [one.attributes["href"] for one in built.all("a") if re.search(r"go to \d|\d へ", one.text)]
    assert told == [f"#{target}" for node in order(flow) for target in _targets(node)]
    assert set(numbers) <= set(built.ids)


def test_only_the_whole_flow_links_to_the_graph(real: Path, flow: Flow) -> None:
    linking = {
        file.relative_to(real).as_posix()
        for file in real.glob("en/**/index.html")
        if re.search(rf'href="[^"]*{flow.id}/graph/"', file.read_text(encoding="utf-8").partition("<main")[2])
    }
    assert linking == {f"en/diagnose/{flow.id}/all/index.html"}
    graph = (real / "en" / step_key(flow, "graph") / "index.html").read_text(encoding="utf-8")
    assert graph.count('class="kb-graph__step ') == len(flow.nodes)
    assert "<img" not in graph.partition("<main")[2]


def test_only_pages_of_a_flow_load_its_script(real: Path) -> None:
    files = [*real.glob("en/**/index.html")]
    assert any("kb-flow.js" in file.read_text(encoding="utf-8") for file in files)
    for file in files:
        loads = "kb-flow.js" in file.read_text(encoding="utf-8")
        inside = file.parent.relative_to(real / "en").as_posix()
        assert loads == (inside.startswith("diagnose/") and not inside.endswith(("/all", "/graph"))), inside
