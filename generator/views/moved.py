"""Pages and places that stand for what has moved or was retired, so that no link to them ever breaks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup

from generator.addresses import record_of
from generator.inline import Link
from generator.views.labels import PAGES
from generator.views.lists import page_keys
from generator.views.voice import Voice


@dataclass(frozen=True, slots=True)
class MovedView:
    """What was asked for, and where it is now; no `to` when it was retired. `near` is the list that it stood in."""

    old: str
    to: Link | None
    near: Link


@dataclass(frozen=True, slots=True)
class GoneView:
    """A place within a page that has moved or was retired."""

    anchor: str
    to: Link | None


def moved_view(voice: Voice, key: str, to: str) -> MovedView:
    """The page of an address that has moved to the key `to`, or was retired."""
    section, _, identity = key.partition("/")
    near = section if section in page_keys(voice.library) else ""
    return MovedView(identity or key, link_to(voice, to) if to else None, link_to(voice, near))


def gone_views(voice: Voice, gone: Mapping[str, str]) -> tuple[GoneView, ...]:
    """The notes of a page for its anchors that are gone; by anchor, with the key of what answers for it."""
    return tuple(GoneView(anchor, link_to(voice, to) if to else None) for anchor, to in gone.items())


def link_to(voice: Voice, key: str) -> Link:
    """A link to any key of the site, with the title of the record that has its place there."""
    kind, identity, _ = record_of(key)
    if kind:
        return Link(voice.to(key), voice.speaker.title(kind, identity))
    return Link(voice.to(key), Markup.escape(voice.word(PAGES.get(key.partition("#")[0], PAGES[""]))))
