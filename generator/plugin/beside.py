"""Files that stand beside the pages: each page as Markdown, and what tells other programs where to begin."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from mkdocs.structure.pages import Page

from generator import discovery
from generator.feed import FILE as FEED
from generator.feed import changed, feed_files
from generator.markdown import markdown_file, to_markdown
from generator.merging import About, Whole
from generator.plans import Plan
from generator.plugin.context import Words
from generator.plugin.pages import Spot, locale_of
from generator.settings import Settings
from generator.views.voice import Speaker


class Beside:
    """What stands beside the pages of one build. `markdown` says whether pages are there as Markdown too."""

    def __init__(self, speakers: dict[str, Speaker], words: Words, made: Path, *, markdown: bool, api: bool) -> None:
        """`made` is the tree that is built."""
        first = next(iter(speakers.values()))
        self._speakers, self._words, self._made = speakers, words, made
        self._base, self._markdown, self._api = first.addresses.base, markdown, api
        self.links = {
            "kb_feed": FEED if self._base and changed(first.library) else "",
            "kb_ask": discovery.ASK if self._base else "",
        }
        """Names of files below the root of each locale, for the heads of pages; empty where there is none."""

    def names(self, spot: Spot) -> tuple[str, ...]:
        """Every file that is written for a page."""
        return (spot.file, markdown_file(spot.file)) if self._markdown else (spot.file,)

    def head(self, page: Page) -> str:
        """The Markdown of a page as seen from it; nothing where there is none."""
        name = markdown_file(page.file.dest_uri).rpartition("/")[2]
        return name if self._markdown and locale_of(page.file.src_uri) in self._speakers else ""

    def write(self, page: Page) -> None:
        """Write the Markdown of a page that is about to be written."""
        if self.head(page):
            file = self._made / markdown_file(page.file.dest_uri)
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(self.markdown(page.url, page.content or ""))

    def markdown(self, url: str, html: str) -> bytes:
        """The Markdown of a page."""
        return to_markdown(html, f"{self._base}{url}" if self._base else "").encode()

    def files(self, plans: Collection[Plan]) -> Iterator[tuple[str, bytes]]:
        """Files of the site that are no pages, named relative to its root."""
        words = self._words
        feed = bool(self.links["kb_feed"])
        yield from feed_files(self._speakers, words.names)
        for locale, speaker in self._speakers.items():
            if self._base:
                about = words.names[locale], words.shorts[locale], words.leads[locale]
                yield f"{locale}/{discovery.ASK}", discovery.description(speaker, *about)
            if self._markdown:
                name, lead = words.names[locale], words.leads[locale]
                text = discovery.list_file(plans, speaker, name, lead, api=self._api, feed=feed)
                yield f"{locale}/{discovery.LIST}", text.encode()
        if self._markdown:
            yield discovery.LIST, discovery.root_list(self._speakers, words.names, words.leads).encode()

    def finish(self, spots: Iterable[Spot], site: Path, settings: Settings) -> None:
        """Write the Markdown of all pages of a locale into one file. Pages that are kept stand in the old `site`.

        A part of a site cannot do so, and says how it is done.
        """
        pages: dict[str, list[tuple[str, str]]] = {locale: [] for locale in self._speakers} if self._markdown else {}
        spots = list(spots)
        for spot in spots if self._markdown else ():
            if discovery.worth_reading(spot.plan, self._speakers[spot.locale]):
                head = f"\n<!-- {self._base}{spot.url} -->\n\n"
                pages[spot.locale].append((head, markdown_file(spot.file)))
        wholes = {
            f"{locale}/{discovery.WHOLE}": Whole(f"# {self._words.names[locale]}\n", tuple(pages[locale]))
            for locale in pages
        }
        if settings.part:
            About(settings.part, tuple(spot.file for spot in spots), wholes).write(self._made)
        else:
            for name, whole in wholes.items():
                whole.write(self._made / name, self._made, site)
