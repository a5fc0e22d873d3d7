"""Speaks a locale: texts become HTML in its words, references become links as seen from a page.

Each passage carries its context, `<span data-passage="fixes/use-oauth#goal">`, the same in every language: by it, a
page finds the passages of another language that a reader wants to see beside its own.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from markupsafe import Markup, escape

from generator.addresses import Addresses, record_key, relative
from generator.catalogue import Catalogue, Passage
from generator.inline import Link, to_html, to_plain
from generator.library import Library
from generator.records.types import Text

_MARKED = re.compile(r"[<&]|[^\S ]|  |^ | $")
"""What a title has that is not in plain words yet: markup, or spaces that plain words do not have."""


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

    def at(self, url: str, own: str = "") -> Voice:
        """The same, speaking from the page at `url`, whose own texts have contexts that begin with `own`."""
        return Voice(self, url, own)

    def plain(self, text: Text) -> str:
        """The words without markup."""
        return to_plain(self.catalogue.passage(text).text, lambda kind, identity, _: self.name(kind, identity))

    def words(self, text: Text | str) -> str:
        """The same, or a word of the interface."""
        return self.plain(text) if isinstance(text, Text) else self.catalogue.gettext(text)

    def name(self, kind: str, identity: str) -> str:
        """The title of a record in plain words."""
        title = self.title(kind, identity)
        return str(title.striptags()) if _MARKED.search(title) else str(title)

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
        lang = f' lang="{passage.lang}"' if passage.lang != self.locale else ""
        return Markup(f'<span data-passage="{text.context}"{lang}>{escape(words)}</span>')


@dataclass(slots=True)
class Voice:
    """A locale's words as seen from one page.

    `own` is how the contexts of the page's own record begin (`fixes/use-oauth#`); pages do not repeat it. `fallbacks`
    counts passages in the source language by their state; `changed` holds those whose English has changed since they
    were translated, by their name on the page.
    """

    speaker: Speaker
    url: str
    own: str = ""
    fallbacks: Counter[str] = field(default_factory=Counter)
    changed: dict[str, Passage] = field(default_factory=dict)

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
        name = text.context.removeprefix(self.own)
        if passage.lang == self.locale:
            return Markup(f'<span data-passage="{name}">{html}</span>')
        self.fallbacks[passage.state] += 1
        if passage.state == "stale":
            self.changed[name] = passage
        return Markup(
            f'<span data-passage="{name}" class="kb-fallback" data-state="{passage.state}" lang="{passage.lang}">'
            f"{html}</span>"
        )

    def forget_unseen(self, html: str) -> bool:
        """Count what a page really shows of what was said; whether it says too much of it."""
        before = bool(self.fallbacks), bool(self.changed)
        self.fallbacks = Counter({one: html.count(f' data-state="{one}" lang=') for one in self.fallbacks})
        self.fallbacks += Counter()  # leaves out what is never shown
        self.changed = {name: one for name, one in self.changed.items() if stale_mark(name) in html}
        return before != (bool(self.fallbacks), bool(self.changed))

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

    def to_script(self, name: str) -> str:
        """The way from this page to a script of the site."""
        return relative(f"assets/javascripts/{name}", self.url)

    def to(self, key: str) -> str:
        """The way from this page to the page with a key, in the same locale."""
        return relative(self.speaker.addresses.url(self.locale, key), self.url)


def speakers(library: Library, catalogues: dict[str, Catalogue], addresses: Addresses) -> dict[str, Speaker]:
    """One speaker a locale."""
    made = {locale: Speaker(library, catalogue, addresses) for locale, catalogue in catalogues.items()}
    for speaker in made.values():
        speaker.others = tuple(made.values())
    return made


def stale_mark(name: str) -> str:
    """What stands in a page where a stale passage is shown."""
    return f'data-passage="{name}" class="kb-fallback" data-state="stale"'
