"""Pages made of tables: what changes when, how to send, the way of a message, the glossary, the sources."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from markupsafe import Markup

from generator.addresses import variant_key
from generator.inline import Link
from generator.pictures import Box, column, lanes
from generator.records.tables import Event, Method
from generator.views.labels import PICTURE, REACH, SOURCE_KIND, TERM_KIND
from generator.views.parts import SourceView, event_passed, sources
from generator.views.voice import Voice


@dataclass(frozen=True, slots=True)
class EventView:
    """A dated event. `when` is empty where no date is known."""

    id: str
    title: Markup
    html: Markup
    when: str
    announced: str
    passed: bool
    superseded_by: Link | None
    checked: str
    sources: tuple[SourceView, ...]


@dataclass(frozen=True, slots=True)
class TimelineView:
    """What is to come, what has been, and what is no longer planned."""

    as_of: str
    coming: tuple[EventView, ...]
    undated: tuple[EventView, ...]
    past: tuple[EventView, ...]
    superseded: tuple[EventView, ...]


@dataclass(frozen=True, slots=True)
class MethodView:
    """A way to send mail. `traits` are in the order of the table's rows."""

    id: str
    title: Markup
    summary: Markup
    fix: Link | None
    endpoint: str
    port: str
    fits: Markup
    not_fits: Markup
    traits: tuple[Markup, ...]
    sources: tuple[SourceView, ...]


@dataclass(frozen=True, slots=True)
class MethodsView:
    """The comparison. `traits` are the headings of the rows."""

    picture: Markup
    traits: tuple[Markup, ...]
    methods: tuple[MethodView, ...]


@dataclass(frozen=True, slots=True)
class StageView:
    """A stage on the way of a message, and the errors it can give."""

    id: str
    number: int
    title: Markup
    html: Markup
    errors: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class WayView:
    """The way of a message."""

    picture: Markup
    stages: tuple[StageView, ...]


@dataclass(frozen=True, slots=True)
class TermView:
    """A term with its name in every language of the site, and its old and wrong names."""

    id: str
    name: Markup
    names: tuple[tuple[str, str], ...]
    former: tuple[tuple[str, str], ...]
    avoid: tuple[tuple[str, str], ...]
    meaning: Markup | None
    href: str
    unconfirmed: bool


@dataclass(frozen=True, slots=True)
class GlossaryView:
    """Terms by kind: id of the kind, its heading, its terms."""

    groups: tuple[tuple[str, str, tuple[TermView, ...]], ...]


@dataclass(frozen=True, slots=True)
class SourcesView:
    """Sources by kind: id of the kind, its heading, its sources."""

    groups: tuple[tuple[str, str, tuple[SourceView, ...]], ...]


def timeline_view(voice: Voice, as_of: datetime.date) -> TimelineView:
    """What changes when, as of a day: next first, then the past, latest first."""
    views = [(event, _event(voice, event, as_of)) for event in voice.library.timeline.values()]
    current = [(event, view) for event, view in views if not event.superseded_by]

    def first(pair: tuple[Event, EventView]) -> str:
        return pair[0].effective.first if pair[0].effective else ""

    dated = sorted((pair for pair in current if pair[0].effective), key=first)
    return TimelineView(
        as_of=voice.speaker.catalogue.date(as_of),
        coming=tuple(view for _, view in dated if not view.passed),
        undated=tuple(view for event, view in current if not event.effective),
        past=tuple(view for _, view in reversed(dated) if view.passed),
        superseded=tuple(view for event, view in views if event.superseded_by),
    )


def _event(voice: Voice, event: Event, as_of: datetime.date) -> EventView:
    passed = event_passed(event, as_of)
    written = voice.speaker.catalogue.partial_date
    return EventView(
        id=event.id,
        title=voice.say(event.title),
        html=voice.say(event.after if passed else event.before),
        when=written(event.effective) if event.effective else "",
        announced=written(event.announced) if event.announced else "",
        passed=passed,
        superseded_by=voice.link("event", event.superseded_by) if event.superseded_by else None,
        checked=voice.speaker.catalogue.date(event.checked),
        sources=sources(voice, event.sources),
    )


def methods_view(voice: Voice) -> MethodsView:
    """The sending methods side by side, and a picture of where each leads."""
    methods = list(voice.library.methods.values())
    names = list(voice.library.traits)
    ends = tuple(voice.word(word) for word in REACH.values())
    boxes = [
        (
            Box(voice.plain(method.title), f"#{method.id}"),
            tuple(range(len(REACH))) if method.reach == "anywhere" else (0,),
        )
        for method in methods
    ]
    words = (voice.word(PICTURE["methods"]), voice.word(PICTURE["methods-text"]))
    return MethodsView(
        picture=lanes(voice.word(PICTURE["device"]), boxes, ends, words),
        traits=tuple(voice.say(trait.name) for trait in voice.library.traits.values()),
        methods=tuple(_method(voice, method, names) for method in methods),
    )


def _method(voice: Voice, method: Method, names: list[str]) -> MethodView:
    values = {trait.id: trait.value for trait in method.traits}
    return MethodView(
        id=method.id,
        title=voice.say(method.title),
        summary=voice.say(method.summary),
        fix=voice.link("fix", method.fix) if method.fix else None,
        endpoint=method.endpoint,
        port=method.port,
        fits=voice.say(method.fits),
        not_fits=voice.say(method.not_fits),
        traits=tuple(voice.say(values[name]) if name in values else Markup("–") for name in names),
        sources=sources(voice, method.sources),
    )


def way_view(voice: Voice) -> WayView:
    """The stages of a message's way, as a picture and as text."""
    library = voice.library
    stages = tuple(
        StageView(
            id=stage.id,
            number=number,
            title=voice.say(stage.title),
            html=voice.say(stage.text),
            errors=tuple(
                Link(voice.to(variant_key(library, one)), voice.speaker.title("error", one)) for one in stage.errors
            ),
        )
        for number, stage in enumerate(library.stages.values(), 1)
    )
    boxes = [
        Box(f"{stage.number}. {stage.title.striptags()}", f"#{stage.id}", str(len(stage.errors) or ""))
        for stage in stages
    ]
    return WayView(column(boxes, voice.word(PICTURE["way"]), voice.word(PICTURE["way-text"])), stages)


def glossary_view(voice: Voice) -> GlossaryView:
    """Every term by kind, with its names in all languages of the site."""
    groups = []
    speakers = voice.speaker.others or (voice.speaker,)
    for kind, word in TERM_KIND.items():
        terms = tuple(
            TermView(
                id=term.id,
                name=voice.say(term.name),
                names=tuple((one.locale, one.plain(term.name)) for one in speakers),
                former=_named(term.former),
                avoid=_named(term.avoid),
                meaning=voice.maybe(term.meaning),
                href=term.url,
                unconfirmed=voice.locale in term.unconfirmed,
            )
            for term in voice.library.terms.values()
            if term.kind == kind
        )
        if terms:
            groups.append((kind, voice.word(word), terms))
    return GlossaryView(tuple(groups))


def _named(names: dict[str, tuple[str, ...]]) -> tuple[tuple[str, str], ...]:
    return tuple((locale, name) for locale, all_names in names.items() for name in all_names)


def sources_view(voice: Voice) -> SourcesView:
    """Every source by kind."""
    groups = []
    for kind, word in SOURCE_KIND.items():
        found = sources(voice, (source.id for source in voice.library.sources.values() if source.kind == kind))
        if found:
            groups.append((kind, voice.word(word), found))
    return SourcesView(tuple(groups))
