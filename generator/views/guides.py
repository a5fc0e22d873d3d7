"""The page of a guide: its blocks in order."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from itertools import chain, repeat
from typing import Any, NamedTuple

from markupsafe import Markup

from generator.addresses import variant_key
from generator.highlight import highlight
from generator.inline import Link
from generator.records.guide import (
    Action,
    Block,
    Code,
    Entry,
    Errors,
    Guide,
    Heading,
    ItemList,
    Note,
    Origin,
    Paragraph,
    Picture,
    Table,
)
from generator.views.articles import section_link
from generator.views.errors import family_link
from generator.views.fixes import StepView, step_view
from generator.views.labels import TONE
from generator.views.parts import (
    Badge,
    FixCard,
    NoticeView,
    SourceView,
    VerifiedView,
    fix_card,
    notices,
    sources,
    verified,
)
from generator.views.share import ShareView, guide_share
from generator.views.voice import Voice


class EntryView(NamedTuple):
    """An entry of a list, and what is nested in it."""

    id: str
    label: Markup | None
    html: Markup | None
    blocks: tuple[BlockView, ...]
    items: tuple[EntryView, ...]


class CellView(NamedTuple):
    """A cell of a table, and the words of its column."""

    html: Markup
    literal: bool
    column: str


class BlockView(NamedTuple):
    """A block: `type` decides which of the values it holds."""

    type: str
    id: str
    html: Markup | None = None
    level: str = ""
    tone: Badge | None = None
    ordered: bool = False
    start: str = ""
    items: tuple[EntryView, ...] = ()
    blocks: tuple[BlockView, ...] = ()
    columns: tuple[Markup, ...] = ()
    rows: tuple[tuple[Markup | None, tuple[CellView, ...]], ...] = ()
    href: str = ""
    links: tuple[tuple[Link, tuple[str, ...]], ...] = ()
    number: str = ""
    warning: Markup | None = None
    fix: FixCard | None = None
    steps: tuple[StepView, ...] = ()
    language: str = ""


@dataclass(frozen=True, slots=True)
class OriginalView:
    """The article that the guide follows."""

    title: str
    publisher: str
    date: str
    href: str
    note: Markup | None


@dataclass(frozen=True, slots=True)
class OriginView:
    """The document that the guide was imported from."""

    document: str
    publisher: str
    licence: str
    href: str
    date: str


@dataclass(frozen=True, slots=True)
class GuideView:
    """Everything about a guide."""

    id: str
    title: Markup
    summary: Markup | None
    group: Link
    original: OriginalView | None
    origin: OriginView | None
    blocks: tuple[BlockView, ...]
    sources: tuple[SourceView, ...]
    verified: VerifiedView | None
    notices: tuple[NoticeView, ...]
    share: ShareView


def guide_view(voice: Voice, guide: Guide, as_of: datetime.date) -> GuideView:
    """The page of a guide."""
    original = guide.original
    return GuideView(
        id=guide.id,
        title=voice.say(guide.title),
        summary=voice.maybe(guide.summary),
        group=family_link(voice, guide.group, "guides")
        if guide.group or not guide.origin
        else section_link(voice, guide.origin.section),
        original=OriginalView(
            original.title,
            original.publisher,
            voice.speaker.catalogue.date(original.date),
            original.url,
            voice.maybe(original.note),
        )
        if original
        else None,
        origin=_origin(voice, guide.origin) if guide.origin else None,
        blocks=_blocks(voice, guide.body),
        sources=sources(voice, guide.sources),
        verified=verified(voice, guide, guide.verified),
        notices=notices(voice, f"guides/{guide.id}", as_of),
        share=guide_share(voice, guide),
    )


def _origin(voice: Voice, origin: Origin) -> OriginView:
    date = voice.speaker.catalogue.date(origin.updated) if origin.updated else ""
    return OriginView(origin.document, origin.publisher, origin.licence, origin.url, date)


def _blocks(voice: Voice, blocks: tuple[Block, ...]) -> tuple[BlockView, ...]:
    return tuple(_BLOCKS[type(block)](voice, block) for block in blocks)


def _heading(voice: Voice, block: Heading) -> BlockView:
    return BlockView("heading", block.id, html=voice.say(block.text), level=block.level)


def _paragraph(voice: Voice, block: Paragraph) -> BlockView:
    return BlockView("paragraph", block.id, html=voice.say(block.text))


def _note(voice: Voice, block: Note) -> BlockView:
    label = voice.say(block.title) if block.title else Markup.escape(voice.word(TONE[block.tone]))
    return BlockView(
        "note",
        block.id,
        html=voice.maybe(block.text),
        tone=Badge(block.tone, label),
        blocks=_blocks(voice, block.body),
    )


def _list(voice: Voice, block: ItemList) -> BlockView:
    return BlockView("list", block.id, ordered=block.ordered, start=block.start, items=_entries(voice, block.items))


def _entries(voice: Voice, entries: tuple[Entry, ...]) -> tuple[EntryView, ...]:
    return tuple(
        EntryView(
            entry.id,
            voice.maybe(entry.label),
            voice.maybe(entry.text),
            _blocks(voice, entry.body),
            _entries(voice, entry.items),
        )
        for entry in entries
    )


def _picture(voice: Voice, block: Picture) -> BlockView:
    return BlockView("picture", block.id, html=voice.maybe(block.text), href=block.src)


def _code(voice: Voice, block: Code) -> BlockView:
    return BlockView("code", block.id, html=highlight(block.code, block.language), language=block.language)


def _table(voice: Voice, block: Table) -> BlockView:
    columns = tuple(voice.maybe(column.text) or Markup() for column in block.columns)
    words = [column.striptags() for column in columns[1:]]
    rows = tuple(
        (
            voice.maybe(row.head),
            tuple(
                CellView(voice.say(cell.text) if cell.text else Markup.escape(cell.literal), not cell.text, column)
                for cell, column in zip(row.cells, chain(words, repeat("")), strict=False)
            ),
        )
        for row in block.rows
    )
    return BlockView("table", block.id, html=voice.maybe(block.caption), columns=columns, rows=rows)


def _errors(voice: Voice, block: Errors) -> BlockView:
    links = []
    for reference in block.errors:
        found = voice.library.variant(reference)
        words = found[1].match.words if found else ()
        links.append(
            (Link(voice.to(variant_key(voice.library, reference)), voice.speaker.title("error", reference)), words)
        )
    return BlockView("errors", block.id, links=tuple(links))


def _action(voice: Voice, block: Action) -> BlockView:
    fix = voice.library.fixes[block.fix]
    shown = [step for step in fix.steps if not block.steps or step.id in block.steps]
    return BlockView(
        "action",
        block.id,
        html=voice.say(block.title),
        number=block.number,
        warning=voice.maybe(block.warning),
        fix=fix_card(voice, fix),
        steps=tuple(
            step_view(voice, fix, step, f"{block.id}-{step.id}", f"{block.number}-{place}")
            for place, step in enumerate(shown, 1)
        ),
    )


_BLOCKS: dict[type[Block], Any] = {
    Heading: _heading,
    Paragraph: _paragraph,
    Note: _note,
    ItemList: _list,
    Code: _code,
    Picture: _picture,
    Table: _table,
    Errors: _errors,
    Action: _action,
}
