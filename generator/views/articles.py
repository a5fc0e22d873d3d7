"""Lists of imported guides: by section, in pages of a size that a reader can look through."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from generator.inline import Link
from generator.library import Library
from generator.records.guide import Guide
from generator.views.voice import Voice

PER_PAGE = 100
SHOWN = 5
"""How many articles of a section the list of all guides names before it leads to the section's own list."""


@dataclass(frozen=True, slots=True)
class Part:
    """A page of a section's list: its number from 1 on, how many there are, and the guides on it."""

    section: str
    number: int
    pages: int
    total: int
    guides: tuple[Guide, ...]


@dataclass(frozen=True, slots=True)
class ArticleEntry:
    """A guide in a list."""

    link: Link
    summary: Markup | None


@dataclass(frozen=True, slots=True)
class SectionView:
    """A section in the list of all guides."""

    id: str
    link: Link
    total: int
    entries: tuple[ArticleEntry, ...]


@dataclass(frozen=True, slots=True)
class PartView:
    """A page of a section's list. `pages` leads to each of them; the present one has no address."""

    title: Markup
    total: int
    number: int
    count: int
    entries: tuple[ArticleEntry, ...]
    pages: tuple[Link, ...]
    script: str


def parts(library: Library) -> Iterator[Part]:
    """Every page of every section's list. The order is that of the source's titles, the same in every language."""
    sections: dict[str, list[Guide]] = defaultdict(list)
    for guide in library.guides.values():
        if guide.origin and not guide.group:
            sections[guide.origin.section].append(guide)
    for section, guides in sorted(sections.items()):
        guides.sort(key=lambda one: (one.title.source.casefold(), one.id))
        pages = -(-len(guides) // PER_PAGE)
        for page in range(pages):
            shown = tuple(guides[page * PER_PAGE : (page + 1) * PER_PAGE])
            yield Part(section, page + 1, pages, len(guides), shown)


def part_key(section: str, number: int = 1) -> str:
    """The key of a page of a section's list."""
    return f"guides/in/{section}" if number == 1 else f"guides/in/{section}/{number}"


def section_title(voice: Voice, section: str) -> Markup:
    """The title of the family with that id, or the id in words."""
    family = voice.library.families.get(section)
    return voice.say(family.title) if family else Markup.escape(section.replace("-", " "))


def section_link(voice: Voice, section: str) -> Link:
    """The section of a guide, as a link to its list."""
    return Link(voice.to(part_key(section)), section_title(voice, section))


def section_views(voice: Voice, firsts: tuple[Part, ...]) -> tuple[SectionView, ...]:
    """The sections, each with its first articles. `firsts` are the first pages of their lists."""
    return tuple(
        SectionView(
            f"section-{part.section}",
            section_link(voice, part.section),
            part.total,
            _entries(voice, part.guides[:SHOWN]),
        )
        for part in firsts
    )


def part_view(voice: Voice, part: Part) -> PartView:
    """A page of a section's list."""
    pages = tuple(
        Link("" if number == part.number else voice.to(part_key(part.section, number)), Markup(number))
        for number in range(1, part.pages + 1)
    )
    script = voice.to_script("kb-filter.js")
    title = section_title(voice, part.section)
    return PartView(title, part.total, part.number, part.pages, _entries(voice, part.guides), pages, script)


def _entries(voice: Voice, guides: tuple[Guide, ...]) -> tuple[ArticleEntry, ...]:
    return tuple(ArticleEntry(voice.link("guide", guide.id), voice.maybe(guide.summary)) for guide in guides)
