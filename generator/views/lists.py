"""Pages that list records: errors and guides by family, fixes by risk, and the home page."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from markupsafe import Markup

from generator.inline import Link
from generator.library import Library
from generator.views.articles import Part, SectionView, section_views
from generator.views.flows import FlowStart, first_question
from generator.views.labels import HOME, MORE, PAGES, RISK
from generator.views.parts import FixCard, NoticeView, fix_card, notice
from generator.views.voice import Voice


@dataclass(frozen=True, slots=True)
class Entry:
    """A record in a list: its title, what it is about, and the words to look for."""

    link: Link
    summary: Markup
    words: tuple[str, ...] = ()
    code: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """A heading with the records below it."""

    id: str
    title: Markup
    summary: Markup
    entries: tuple[Entry, ...] = ()
    fixes: tuple[FixCard, ...] = ()


@dataclass(frozen=True, slots=True)
class ListView:
    """A page of groups; for guides, also the sections of imported ones."""

    groups: tuple[Group, ...]
    sections: tuple[SectionView, ...] = ()


@dataclass(frozen=True, slots=True)
class HomeView:
    """The first page of a locale."""

    question: Markup
    lead: Markup | None
    start: FlowStart | None
    families: tuple[Group, ...]
    guides: tuple[Group, ...]
    decoder: str
    script: str
    command: str
    pasted: Markup | None
    example: str
    coming: tuple[NoticeView, ...]
    more: tuple[Link, ...]


def page_keys(library: Library) -> tuple[str, ...]:
    """The keys of the pages that are no record's own: those that would say something."""
    needs = {
        "guides": library.guides,
        "methods": library.methods,
        "timeline": library.timeline,
        "way": library.stages,
        "glossary": library.terms,
        "sources": library.sources,
    }
    return tuple(key for key in PAGES if needs.get(key, True))


def errors_list(voice: Voice) -> ListView:
    """Every code, by family."""
    return ListView(_by_family(voice, "errors"))


def guides_list(voice: Voice, firsts: tuple[Part, ...]) -> ListView:
    """Every guide by family, then the sections of imported ones: `firsts` are the first pages of their lists."""
    return ListView(_by_family(voice, "guides"), section_views(voice, firsts))


def fixes_list(voice: Voice) -> ListView:
    """Every fix, least risk first."""
    groups = []
    for level, label in RISK.items():
        cards = tuple(fix_card(voice, fix) for fix in voice.library.fixes.values() if fix.risk.level == level)
        if cards:
            groups.append(Group(f"risk-{level}", Markup.escape(voice.word(label)), Markup(), fixes=cards))
    return ListView(tuple(groups))


def home_view(voice: Voice, as_of: datetime.date) -> HomeView:
    """The first page: the codes by family, the guides, and what changes when."""
    library = voice.library
    today = as_of.isoformat()
    coming = [
        event
        for event in library.timeline.values()
        if not event.superseded_by and event.effective and event.effective.last >= today
    ]
    coming.sort(key=lambda event: event.effective.first if event.effective else "")
    about = library.site
    return HomeView(
        question=voice.say(about.question) if about else Markup.escape(voice.word(HOME)),
        lead=voice.say(about.lead) if about else None,
        start=first_question(voice),
        families=_by_family(voice, "errors"),
        guides=_by_family(voice, "guides"),
        decoder=voice.to_file("decoder.js") if library.errors else "",
        script=voice.to_script("kb-home.js"),
        command=_diagnosis_command(voice),
        pasted=voice.maybe(about.pasted) if about else None,
        example=about.example if about else "",
        coming=tuple(notice(voice, event, as_of) for event in coming[:5]),
        more=tuple(
            Link(voice.to(key), Markup.escape(voice.word(MORE[key]))) for key in page_keys(library) if key in MORE
        ),
    )


def _diagnosis_command(voice: Voice) -> str:
    """The page of the command whose line the paste box understands."""
    data = voice.library.data.get("diagnosis")
    return voice.to(f"fixes/{data['fix']}") if data else ""


def _by_family(voice: Voice, kind: str) -> tuple[Group, ...]:
    library = voice.library
    groups = []
    for family in library.families.values():
        if family.of != kind:
            continue
        entries: tuple[Entry, ...]
        if kind == "errors":
            entries = tuple(
                Entry(
                    voice.link("error", error.id),
                    voice.say(error.summary),
                    tuple(word for variant in error.variants for word in variant.match.words[:1]),
                    error.code,
                )
                for error in library.errors.values()
                if error.family == family.id
            )
        else:
            entries = tuple(
                Entry(voice.link("guide", guide.id), voice.maybe(guide.summary) or Markup())
                for guide in library.guides.values()
                if guide.group == family.id
            )
        if entries:
            groups.append(Group(family.id, voice.say(family.title), voice.say(family.summary), entries))
    return tuple(groups)
