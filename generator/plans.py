"""Which pages a library makes: a *plan* is a page in no particular language. Knows nothing of MkDocs or of a theme."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

from generator.addresses import SECTIONS, step_key, variant_key
from generator.inputs import Need
from generator.library import Library
from generator.pieces import NONE, Pieces
from generator.records.error import Error
from generator.records.fix import Fix
from generator.records.flow import Flow, Handoff, Node, Outcome
from generator.records.guide import Guide
from generator.records.types import Text
from generator.views.articles import part_key, part_view, parts
from generator.views.errors import error_view, variant_page
from generator.views.fixes import fix_view
from generator.views.flows import all_page, describe, graph_page, head_title, step_page
from generator.views.guides import guide_view
from generator.views.labels import HOME, N_
from generator.views.lists import errors_list, fixes_list, guides_list, home_view, page_keys
from generator.views.moved import moved_view
from generator.views.outcomes import handoff_page, outcome_page
from generator.views.tables import glossary_view, methods_view, sources_view, timeline_view, way_view
from generator.views.voice import Speaker, Voice


@dataclass(frozen=True, slots=True)
class Plan:
    """A page in no particular language.

    `key` is its address without locale; `section` the list it belongs to; `file` the record's file;
    `title` and `description` are texts, or words of the interface; `find` are more words for the search.
    `head` and `describe` say the title of the browser's tab and the description where they are made of several
    texts; `robots` is for search engines;
    `canonical` is the key of the page that says the same; `searched` whether the site's own search finds it;
    `outlined` whether it has a table of contents beside it.
    `gone` holds anchors that were published on this page once, with the keys that answer for them now.
    `made_of` are the records that the plan is made of, where they decide all of it; nothing where more does.
    """

    key: str
    kind: str
    section: str
    file: str
    template: str
    title: Text | str
    description: Text | str
    code: str
    find: tuple[str, ...]
    make: Callable[[Voice], Any]
    head: Callable[[Speaker], str] | None = None
    describe: Callable[[Speaker], str] | None = None
    robots: str = ""
    canonical: str = ""
    searched: bool = True
    outlined: bool = True
    gone: Mapping[str, str] = field(default_factory=dict)
    made_of: tuple[Need, ...] = ()

    @property
    def listed(self) -> bool:
        """Whether the page stands in the navigation."""
        return self.kind in ("home", "list")


def plans(
    library: Library, as_of: datetime.date, forwards: Mapping[str, str] | None = None, pieces: Pieces = NONE
) -> Iterator[Plan]:
    """Every page that is made from records, lists first; then one for each that is gone (generator/lock.py)."""
    gone: dict[str, dict[str, str]] = defaultdict(dict)
    for key, to in (forwards or {}).items():
        page, _, anchor = key.partition("#")
        gone[page] |= {anchor: to} if anchor else {}
    for plan in _records(library, as_of, pieces):
        yield replace(plan, gone=gone.pop(plan.key)) if plan.key in gone else plan
    for key, anchors in gone.items():
        if key in (forwards or {}):
            yield _moved(key, (forwards or {})[key], anchors, library)


def _moved(key: str, to: str, anchors: Mapping[str, str], library: Library) -> Plan:
    section = key.partition("/")[0]
    flow = library.flows.get(key.split("/")[1]) if section == "diagnose" else None
    return Plan(
        key,
        "moved",
        step_key(flow) if flow else section if section in SECTIONS and section in page_keys(library) else "",
        "",
        "moved.html",
        N_("This page has moved") if to else N_("This page was retired"),
        N_("What stood here is now at this place:") if to else N_("This page was retired"),
        "",
        (),
        partial(moved_view, key=key, to=to),
        robots="noindex,follow",
        canonical=to.partition("#")[0],
        searched=False,
        gone=anchors,
    )


def _records(library: Library, as_of: datetime.date, pieces: Pieces) -> Iterator[Plan]:
    yield from _lists(library, as_of)
    used = _used_by(library)
    for error in library.errors.values():
        own = ("error", error.id)
        yield from pieces.get(("plans", own), partial(_error, library, error, as_of), (own,))
    for fix in library.fixes.values():
        own = ("fix", fix.id)
        yield pieces.get(("plans", own), partial(_fix, library, fix, used[fix.id], as_of), (own, ("error", "*")))
    for guide in library.guides.values():
        own = ("guide", guide.id)
        yield pieces.get(("plans", own), partial(_guide, library, guide, as_of), (own,))
    for flow in library.flows.values():
        yield from _flow(library, flow, as_of)


def _error(library: Library, error: Error, as_of: datetime.date) -> tuple[Plan, ...]:
    file = library.files["error", error.id]
    words = tuple(word for variant in error.variants for word in variant.match.words)
    whole = Plan(
        f"errors/{error.id}",
        "error",
        "errors",
        file,
        "error.html",
        error.title,
        error.summary,
        error.code,
        (*error.search, *words),
        partial(error_view, error=error, as_of=as_of),
        made_of=(("error", error.id),),
    )
    texts = (
        Plan(
            f"errors/{error.id}/{variant.id}",
            "variant",
            "errors",
            file,
            "variant.html",
            variant.title,
            variant.meaning,
            error.code,
            (*variant.match.words, *variant.match.texts),
            partial(variant_page, error=error, variant=variant, as_of=as_of),
            made_of=(("error", error.id),),
        )
        for variant in (error.variants if len(error.variants) > 1 else ())
    )
    return whole, *texts


def _fix(library: Library, fix: Fix, used: Sequence[str], as_of: datetime.date) -> Plan:
    return Plan(
        f"fixes/{fix.id}",
        "fix",
        "fixes",
        library.files["fix", fix.id],
        "fix.html",
        fix.title,
        fix.goal,
        "",
        fix.search,
        partial(fix_view, fix=fix, used_by=tuple(used), as_of=as_of),
        made_of=(("fix", fix.id), ("error", "*")),
    )


def _guide(library: Library, guide: Guide, as_of: datetime.date) -> Plan:
    return Plan(
        f"guides/{guide.id}",
        "guide",
        "guides",
        library.files["guide", guide.id],
        "guide.html",
        guide.title,
        guide.summary or guide.title,
        "",
        guide.search,
        partial(guide_view, guide=guide, as_of=as_of),
        made_of=(("guide", guide.id),),
    )


def title_of(plan: Plan, speaker: Speaker) -> str:
    """The title of a page in plain words, with the code in front of it where there is one."""
    title = speaker.words(plan.title)
    return f"{plan.code} {title}" if plan.code else title


def _lists(library: Library, as_of: datetime.date) -> Iterator[Plan]:
    about, there = library.site, page_keys(library)
    yield _list("", "home", HOME, about.lead if about else HOME, partial(home_view, as_of=as_of))
    yield _list("errors", "list", N_("Errors"), N_("Every error code with all the texts it comes with."), errors_list)
    yield _list("fixes", "list", N_("Fixes"), N_("Every fix, least risk first."), fixes_list)
    guides = N_("Articles in order, and guides by device and application.")
    articles = tuple(parts(library))
    firsts = tuple(part for part in articles if part.number == 1)
    if "guides" in there:
        yield _list("guides", "list", N_("Guides"), guides, partial(guides_list, firsts=firsts))
    for part in articles:
        yield Plan(
            part_key(part.section, part.number),
            "articles",
            "guides",
            "",
            "articles.html",
            family.title if (family := library.families.get(part.section)) else part.section.replace("-", " "),
            guides,
            "",
            (),
            partial(part_view, part=part),
            searched=part.number == 1,
        )
    if "methods" in there:
        compared = N_("The ways to send side by side: when each fits, and when it does not.")
        yield _list("methods", "list", N_("Choose how to send"), compared, methods_view)
    if "timeline" in there:
        changes = N_("Dated changes: what is coming, what has happened, and what is no longer planned.")
        yield _list("timeline", "list", N_("What changes when"), changes, partial(timeline_view, as_of=as_of))
    if "way" in there:
        way = N_("Each stage in order, and the errors that it can give.")
        yield _list("way", "page", N_("The way of a message"), way, way_view)
    if "glossary" in there:
        terms = N_("Labels, products and roles with their exact names in every language, and their old names.")
        yield _list("glossary", "page", N_("Glossary"), terms, glossary_view)
    if "sources" in there:
        evidence = N_("Every document and report that the pages rest on, with the day it was read.")
        yield _list("sources", "page", N_("Sources"), evidence, sources_view)


def _list(key: str, kind: str, title: str, description: Text | str, make: Callable[[Voice], Any]) -> Plan:
    section = key if kind != "page" else ""
    template = f"{key or 'home'}.html"
    return Plan(key, kind, section, "", template, title, description, "", (), make, outlined=kind != "home")


def _flow(library: Library, flow: Flow, as_of: datetime.date) -> Iterator[Plan]:
    """A page a step, the whole flow, and its graph. The first question stands in the navigation.

    Search engines are led to the first question, the whole flow, and the ends; an end that is the answer to a
    text says that the page of the text is the one to keep.
    """
    file = library.files["flow", flow.id]
    section = step_key(flow)
    for node in sorted(flow.nodes, key=lambda one: one.id != flow.start):
        ends = isinstance(node, Outcome | Handoff)
        start = node.id == flow.start
        yield Plan(
            step_key(flow, node.id),
            "list" if start else "flow-end" if ends else "flow-step",
            section,
            file,
            f"flow-{node.type if ends else 'step'}.html",
            flow.title if start else node.title,
            flow.lead,
            "",
            flow.search if start else (),
            partial(_view(node), flow=flow, node=node, as_of=as_of)
            if isinstance(node, Outcome)
            else partial(_view(node), flow=flow, node=node),
            head=partial(head_title, flow=flow, node=node),
            describe=partial(describe, flow=flow, node=node),
            robots="" if start or ends else "noindex,follow",
            canonical=variant_key(library, node.variant).partition("#")[0] if isinstance(node, Outcome) else "",
            searched=start,
            outlined=ends,
        )
    for name, title, view in (("all", N_("The whole flow"), all_page), ("graph", N_("The graph"), graph_page)):
        yield Plan(
            step_key(flow, name),
            f"flow-{name}",
            section,
            file,
            f"flow-{name}.html",
            title,
            flow.lead,
            "",
            (),
            partial(view, flow=flow),
            head=partial(_named, title=title, flow=flow),
            robots="noindex,follow" if name == "graph" else "",
            searched=False,
            outlined=False,
        )


def _view(node: Node) -> Callable[..., Any]:
    if isinstance(node, Outcome):
        return outcome_page
    return handoff_page if isinstance(node, Handoff) else step_page


def _named(speaker: Speaker, title: str, flow: Flow) -> str:
    return f"{speaker.catalogue.gettext(title)} - {speaker.plain(flow.title)}"


def _used_by(library: Library) -> dict[str, list[str]]:
    used: dict[str, list[str]] = defaultdict(list)
    for name, _, variant in library.variants():
        for choice in variant.fixes:
            used[choice.fix].append(name)
    return used
