"""Speaks a locale: texts become HTML in its words, references become links as seen from a page."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from markupsafe import Markup, escape

from generator.addresses import Addresses, record_key, relative
from generator.catalogue import Catalogue
from generator.inline import Link, to_html, to_plain
from generator.library import Library
from generator.records.types import Text


@dataclass(slots=True)
class Speaker:
    """A locale's words for a whole library. Titles are kept, because every list repeats them."""

    library: Library
    catalogue: Catalogue
    addresses: Addresses
    others: tuple[Speaker, ...] = ()
    cmdlets: Any = None
    _titles: dict[tuple[str, str], Markup] = field(default_factory=dict)

    @property
    def locale(self) -> str:
        return self.catalogue.locale

    def at(self, url: str) -> Voice:
        """The same, speaking from the page at `url`."""
        return Voice(self, url)

    def plain(self, text: Text) -> str:
        """The words without markup."""
        return to_plain(
            self.catalogue.passage(text).text, lambda kind, identity, _: str(self.title(kind, identity).striptags())
        )

    def title(self, kind: str, identity: str) -> Markup:
        """The title of a record, as HTML; its id when it has none or does not exist."""
        # The library is asked each time: it may want to know who speaks of the record.
        record = self.library.records.get(kind, {}).get(identity.partition("/")[0] if kind == "error" else identity)
        found = self._titles.get((kind, identity))
        if found is None:
            found = self._titles[kind, identity] = self._title(kind, identity, record)
        return found

    def _title(self, kind: str, identity: str, record: Any) -> Markup:
        if record is None:
            return escape(identity)
        if kind == "error":
            error = record
            found = self.library.variant(identity)
            text = self._marked(found[1].title if found else error.title)
            return Markup("<code>{}</code> {}").format(error.code, text) if error.code else text
        if kind == "source":
            return Markup('<span lang="{}">{}</span>').format(record.language, record.title)
        return self._marked(record.name if kind == "term" else record.title)

    def _marked(self, text: Text) -> Markup:
        passage = self.catalogue.passage(text)
        words = to_plain(passage.text, lambda kind, identity, _: identity)
        if passage.lang != self.locale:
            return Markup('<span lang="{}">{}</span>').format(passage.lang, words)
        return escape(words)


@dataclass(slots=True)
class Voice:
    """A locale's words as seen from one page. `fallbacks` counts passages shown in the source language."""

    speaker: Speaker
    url: str
    fallbacks: Counter[str] = field(default_factory=Counter)

    @property
    def library(self) -> Library:
        return self.speaker.library

    @property
    def locale(self) -> str:
        return self.speaker.locale

    def word(self, source: str) -> str:
        """A word of the interface."""
        return self.speaker.catalogue.gettext(source)

    def say(self, text: Text) -> Markup:
        """The text as HTML; in the source language, marked as such, when there is no current translation."""
        passage = self.speaker.catalogue.passage(text)
        html = to_html(passage.text, self.link)
        if passage.lang == self.locale:
            return html
        self.fallbacks[passage.state] += 1
        return Markup('<span class="kb-fallback" data-state="{}" lang="{}">{}</span>').format(
            passage.state, passage.lang, html
        )

    def maybe(self, text: Text | None) -> Markup | None:
        """The same for a text that may be absent."""
        return None if text is None else self.say(text)

    def plain(self, text: Text) -> str:
        """The words without markup."""
        return self.speaker.plain(text)

    def link(self, kind: str, identity: str, anchor: str = "") -> Link:
        """The link to a record; without address when the record has no place on the site."""
        key = record_key(self.library, kind, identity, anchor)
        href = self.to(key) if key else ""
        return Link(href, self.speaker.title(kind, identity))

    def to_file(self, name: str) -> str:
        """The way from this page to a file of the same locale."""
        return relative(f"{self.locale}/{name}", self.url)

    def to(self, key: str) -> str:
        """The way from this page to the page with a key, in the same locale."""
        return relative(self.speaker.addresses.url(self.locale, key), self.url)
