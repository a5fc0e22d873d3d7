"""The page of what needs a person: for authors and translators, and for readers who want to know how far to trust."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from markupsafe import Markup

from generator.addresses import record_key
from generator.inline import Link
from generator.report import ABOUT, REASONS, Item
from generator.views.voice import Voice

SHOWN = 100
"""How many records stand below a reason; the rest is counted, so that the page does not grow with the content."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A record to look at: a link where it has a place, what about it, and the file to mend."""

    link: Link
    what: str
    file: str


@dataclass(frozen=True, slots=True)
class Group:
    """A reason with the records that it holds for. `more` is how many are not shown."""

    id: str
    title: str
    count: int
    entries: tuple[Entry, ...]
    more: int


@dataclass(frozen=True, slots=True)
class ReportView:
    """Everything that needs a person on a day, by reason."""

    date: str
    count: int
    groups: tuple[Group, ...]


def report_view(voice: Voice, items: tuple[Item, ...], as_of: datetime.date) -> ReportView:
    """The page of a report."""
    groups = []
    for reason, title in REASONS.items():
        found = [item for item in items if item.reason == reason]
        if found:
            entries = tuple(_entry(voice, item) for item in found[:SHOWN])
            groups.append(Group(reason, voice.word(title), len(found), entries, max(0, len(found) - SHOWN)))
    return ReportView(voice.speaker.catalogue.date(as_of), len(items), tuple(groups))


def _entry(voice: Voice, item: Item) -> Entry:
    place = record_key(voice.library, item.kind, item.id)
    link = voice.link(item.kind, item.id) if place else Link("", Markup("<code>{}</code>").format(item.record))
    return Entry(link, voice.word(ABOUT[item.said]) % dict(item.values), item.file)
