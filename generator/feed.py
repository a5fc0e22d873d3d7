"""What changed for readers, as an Atom feed a locale (RFC 4287).

Entries come from the dated `changes` of records, never from the times of files: a build on another day or from another
copy of the files gives the same feed. Minor changes are left out, and so is what is older than the last
[`ENTRIES`][] entries.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree import ElementTree

from generator.addresses import record_key
from generator.library import Library
from generator.records.common import Change
from generator.views.labels import FEED
from generator.views.voice import Speaker

ATOM = "http://www.w3.org/2005/Atom"
FILE = "feed.xml"
"""The name of the feed below the root of a locale."""
ENTRIES = 100


@dataclass(frozen=True, slots=True)
class Changed:
    """A change with the record that changed: its kind, and its id (`code/variant` for a text)."""

    kind: str
    id: str
    change: Change


def changed(library: Library) -> tuple[Changed, ...]:
    """The changes that readers hear of, the newest first."""
    told = [
        Changed(kind, identity, change)
        for kind, identity, record in library.verifiable()
        for change in record.changes
        if not change.minor
    ]
    told.sort(key=lambda one: (-one.change.on.toordinal(), one.kind, one.id, one.change.id))
    return tuple(told[:ENTRIES])


def feed(speaker: Speaker, name: str, changes: tuple[Changed, ...]) -> bytes:
    """The feed of a locale. `name` is that of the site, which must have an address; there is at least one change."""
    base, locale = speaker.addresses.base, speaker.locale
    home, here = base + speaker.addresses.url(locale, ""), f"{base}{locale}/{FILE}"
    root = ElementTree.Element(f"{{{ATOM}}}feed", {"{http://www.w3.org/XML/1998/namespace}lang": locale})
    _add(root, "id", here)
    _add(root, "title", f"{name}: {speaker.catalogue.gettext(FEED)}")
    _add(root, "updated", _time(changes[0].change.on))
    _add(_add(root, "author"), "name", name)
    _add(root, "link", rel="self", type="application/atom+xml", href=here)
    _add(root, "link", rel="alternate", type="text/html", hreflang=locale, href=home)
    for one in changes:
        _entry(root, speaker, one)
    ElementTree.register_namespace("", ATOM)
    ElementTree.indent(root)
    return ElementTree.tostring(root, encoding="unicode").encode() + b"\n"


def feed_files(speakers: dict[str, Speaker], names: dict[str, str]) -> Iterator[tuple[str, bytes]]:
    """The feeds of all locales, named relative to the root of the site; none where nothing has changed yet."""
    first = next(iter(speakers.values()))
    changes = changed(first.library) if first.addresses.base else ()
    if changes:
        for locale, speaker in speakers.items():
            yield f"{locale}/{FILE}", feed(speaker, names[locale], changes)


def _entry(root: ElementTree.Element, speaker: Speaker, one: Changed) -> None:
    url = speaker.addresses.base + speaker.addresses.url(speaker.locale, record_key(speaker.library, one.kind, one.id))
    entry = _add(root, "entry")
    _add(entry, "id", f"{speaker.addresses.base}{speaker.locale}/{FILE}#{one.kind}:{one.id}:{one.change.id}")
    _add(entry, "title", speaker.name(one.kind, one.id))
    _add(entry, "updated", _time(one.change.on))
    _add(entry, "link", rel="alternate", type="text/html", hreflang=speaker.locale, href=url)
    _add(entry, "category", term=one.kind)
    _add(entry, "summary", speaker.plain(one.change.text))


def _add(parent: ElementTree.Element, name: str, text: str | None = None, **attributes: str) -> ElementTree.Element:
    made = ElementTree.SubElement(parent, f"{{{ATOM}}}{name}", attributes)
    made.text = text
    return made


def _time(day: datetime.date) -> str:
    """The beginning of a day (UTC) as Atom writes it; records know days only."""
    return f"{day.isoformat()}T00:00:00Z"
