"""The links of a build: every page that MkDocs writes is noted, and what leads nowhere is said by file and place."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from mkdocs.structure.files import File
from mkdocs.structure.pages import Page

from generator.links import Links, link_problems
from generator.output import Output
from generator.plugin.pages import RecordPage, Spot
from generator.problems import Problem
from generator.settings import Settings

NEUTRAL = ("e", "f", "api")
"""Folders of the site that are of no language."""


class SiteLinks(Links):
    """The links of one build, noted page by page."""

    def __init__(self, base: str, output: Output, settings: Settings) -> None:
        super().__init__(base, output.work / "links", (*settings.locales, *NEUTRAL))
        self._output, self._root, self._part = output, settings.root, settings.part
        self._sources: dict[str, str] = {}

    def note(self, page: Page, html: str) -> None:
        """Note a page that is written. What is around the body of a joined page is noted with its group."""
        if isinstance(page, RecordPage) and page.shell:
            self.page(page.spot.file, page.content or "", (one.href for one in page.alternates))
        else:
            self.page(page.file.dest_uri, html)
            self._sources[page.file.dest_uri] = self._source(page.file)

    def problems(self, made: Path, kept: Collection[str], spots: Iterable[Spot]) -> Iterator[Problem]:
        """What to say of every link that leads nowhere, when all is written to `made` but what is `kept`."""
        broken = self.broken(self._output.site, frozenset(kept), lambda name: (made / name).is_file())
        if broken and not self._part:  # pages of the other parts are not here to be led to
            sources = self._sources | {spot.file: spot.plan.file for spot in spots}
            yield from link_problems(broken, self._root, sources)

    def _source(self, file: File) -> str:
        """The file of a hand-written page, or that of the page that it repeats in another language."""
        path = Path(file.abs_src_path or "")
        return path.relative_to(self._root).as_posix() if path.is_relative_to(self._root) else ""
