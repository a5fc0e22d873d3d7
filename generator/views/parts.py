"""Parts that several pages show: sources, roles, portal paths, verification, dated notices."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from generator.inline import Link
from generator.library import fingerprint
from generator.records.common import Item, Verified
from generator.records.fix import Fix, PortalPath
from generator.records.tables import Event
from generator.views.labels import AGAINST, RISK, SCOPE
from generator.views.voice import Voice


@dataclass(frozen=True, slots=True)
class Badge:
    """A value with its word: shown by text and shape as well as by colour."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class SourceView:
    """A document that a claim rests on. `title` is in the language `lang`."""

    id: str
    title: str
    lang: str
    publisher: str
    href: str
    dated: str
    read: str
    kind: str


@dataclass(frozen=True, slots=True)
class ItemView:
    """An entry of a list, and what is nested in it."""

    id: str
    html: Markup
    items: tuple[ItemView, ...]


@dataclass(frozen=True, slots=True)
class PortalView:
    """Where to click: the portal and the labels in the reader's language."""

    portal: Link
    href: str
    labels: tuple[Markup, ...]


@dataclass(frozen=True, slots=True)
class VerifiedView:
    """When the record was last compared with its evidence, and whether it has changed since."""

    date: str
    against: str
    changed: bool


@dataclass(frozen=True, slots=True)
class NoticeView:
    """What a dated event says to the reader of a page, as of the day of the build."""

    id: str
    title: Markup
    html: Markup
    when: str
    passed: bool
    href: str
    superseded: tuple[Markup, ...]


@dataclass(frozen=True, slots=True)
class FixCard:
    """A fix in a list."""

    id: str
    link: Link
    goal: Markup
    when: Markup | None
    risk: Badge
    scope: Badge
    lowers: Markup | None
    roles: tuple[Link, ...]


def sources(voice: Voice, ids: Iterable[str]) -> tuple[SourceView, ...]:
    """The sources of a record, without those that are named twice."""
    found = []
    for identity in dict.fromkeys(ids):
        source = voice.library.sources.get(identity)
        if source:
            found.append(
                SourceView(
                    source.id,
                    source.title,
                    source.language,
                    source.publisher,
                    source.url,
                    source.dated,
                    source.read.isoformat(),
                    source.kind,
                )
            )
    return tuple(found)


def items(voice: Voice, entries: Iterable[Item]) -> tuple[ItemView, ...]:
    """A list with its nested lists."""
    return tuple(ItemView(entry.id, voice.say(entry.text), items(voice, entry.items)) for entry in entries)


def roles(voice: Voice, ids: Iterable[str]) -> tuple[Link, ...]:
    """Roles as links to the glossary."""
    return tuple(voice.link("term", identity) for identity in ids)


def evidence(voice: Voice, ids: Iterable[str]) -> tuple[tuple[str, Markup, Markup], ...]:
    """What to collect, each with its id and what it is for."""
    known = (voice.library.evidence.get(identity) for identity in ids)
    return tuple((one.id, voice.say(one.text), voice.say(one.why)) for one in known if one)


def portal(voice: Voice, path: PortalPath | None) -> PortalView | None:
    """A path through a portal, in the labels of the locale."""
    if path is None:
        return None
    term = voice.library.terms.get(path.at)
    return PortalView(
        voice.link("term", path.at),
        term.url if term else "",
        tuple(voice.speaker.title("term", label) for label in path.path),
    )


def risk(voice: Voice, fix: Fix) -> Badge:
    """The risk of a fix, as a badge."""
    return Badge(fix.risk.level, voice.word(RISK[fix.risk.level]))


def scope(voice: Voice, fix: Fix) -> Badge:
    """The scope of a fix, as a badge."""
    return Badge(fix.scope, voice.word(SCOPE[fix.scope]))


def fix_card(voice: Voice, fix: Fix, when: Markup | None = None) -> FixCard:
    """A fix in a list."""
    return FixCard(
        fix.id,
        voice.link("fix", fix.id),
        voice.say(fix.goal),
        when,
        risk(voice, fix),
        scope(voice, fix),
        voice.maybe(fix.risk.lowers),
        roles(voice, fix.roles),
    )


def verified(voice: Voice, record: Any, stamp: Verified | None) -> VerifiedView | None:
    """The stamp of a record; `changed` when its words are no longer those that were verified."""
    if stamp is None:
        return None
    return VerifiedView(
        voice.speaker.catalogue.date(stamp.on),
        voice.word(AGAINST[stamp.against]),
        bool(stamp.hash) and stamp.hash != fingerprint(record),
    )


def notices(voice: Voice, key: str, as_of: datetime.date) -> tuple[NoticeView, ...]:
    """What dated events have to say on the page of a record, as of a day. Superseded events say nothing."""
    today = as_of.isoformat()
    return tuple(
        notice(voice, event, as_of)
        for event in voice.library.timeline.values()
        if not event.superseded_by
        and ("*" in event.touches or key in event.touches or key.rsplit("/", 1)[0] in event.touches)
        and _shown(event, today)
    )


def notice(voice: Voice, event: Event, as_of: datetime.date) -> NoticeView:
    """An event's words for the day: what to say before it, or after."""
    passed = event_passed(event, as_of)
    return NoticeView(
        event.id,
        voice.say(event.title),
        voice.say(event.after if passed else event.before),
        voice.speaker.catalogue.partial_date(event.effective) if event.effective else "",
        passed,
        voice.to(f"timeline#{event.id}"),
        tuple(voice.say(old.after) for old in _superseded(voice, event)),
    )


def event_passed(event: Event, as_of: datetime.date) -> bool:
    """Whether the whole span that the date can mean lies behind us."""
    return event.effective is not None and event.effective.last < as_of.isoformat()


NOTICE_DAYS = 180
"""How long pages speak of a change after it has happened, unless the event says otherwise."""


def _shown(event: Event, today: str) -> bool:
    begins = event.notice_from or event.announced
    if begins and begins.first > today:
        return False
    if event.notice_until:
        return event.notice_until.last >= today
    if event.effective:
        last = datetime.date.fromisoformat(event.effective.last) + datetime.timedelta(days=NOTICE_DAYS)
        return last.isoformat() >= today
    return True


def _superseded(voice: Voice, event: Event) -> Iterator[Event]:
    """Every older plan that this event replaces, directly or through another."""
    for old in voice.library.timeline.values():
        if old.superseded_by == event.id:
            yield from _superseded(voice, old)
            yield old
