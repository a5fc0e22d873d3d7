"""What a build knows before it makes anything: everything is read and checked, and who draws and speaks is there."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin

from generator.addresses import Addresses
from generator.inputs import Watched
from generator.pieces import Pieces
from generator.plans import Plan, plans
from generator.plugin.config import KnowledgeBaseConfig
from generator.plugin.context import Words
from generator.plugin.pages import Alternate, Spot
from generator.plugin.stopping import stop
from generator.problems import Problems
from generator.project import Project, load
from generator.render import Renderer
from generator.settings import Settings, as_of
from generator.shipped import OVERRIDES
from generator.store import Store
from generator.views.voice import speakers


class Knowing(BasePlugin[KnowledgeBaseConfig]):
    """The part of the plugin that reads. What it has read stays for the next build of a preview."""

    settings: Settings
    stores: dict[str, Store] | None = None

    def __init__(self) -> None:
        super().__init__()
        self.pieces = Pieces()

    def know(self, config: MkDocsConfig) -> tuple[Path, ...]:
        """Read and check everything, and be ready to draw it. Returns the folders of the templates of pages."""
        self.project = self._load()
        base = f"{config.site_url.rstrip('/')}/" if config.site_url else ""
        self.addresses = Addresses(config.use_directory_urls, base, config.repo_url or "")
        self.watched = Watched(self.project.library)
        self.forwards = self.project.forwards
        self.speakers = speakers(self.watched.library, self.project.shown, self.addresses)
        folders = tuple(Path(folder) / "records" for folder in (config.theme.custom_dir, OVERRIDES) if folder)
        self.renderers = {locale: Renderer(folders, catalogue) for locale, catalogue in self.project.shown.items()}
        self.words = Words.of(self.project.library.site, self.speakers, config.site_name)
        self.pieces.begin(self.watched, self.project.inputs, repr((self._options(config), self.settings.shown)))
        return folders

    def _options(self, config: MkDocsConfig) -> tuple[object, ...]:
        """What pages and pieces are made from besides records: options, the day, and what has moved."""
        own = (self.config.offline, self.config.markdown, self.as_of, sorted(self.forwards.items()))
        return (config.site_url, config.repo_url, config.edit_uri, config.use_directory_urls, *own)

    def _load(self) -> Project:
        try:
            cache = self.settings.cache
            if not self.stores or self.stores["checks"].file.parent != cache:  # MkDocs keeps us for the next project
                names = ("records", "messages", "checks", "words")
                self.stores = {name: Store(cache / name, often=name != "words") for name in names}
            project = load(self.settings, lines=False, stores=self.stores).require()
            self.as_of: datetime.date = as_of(self.config.as_of)
            return project
        except Problems as found:
            stop(found.problems)
            raise

    def _plans(self) -> Iterator[Plan]:
        return plans(self.project.library, self.as_of, self.forwards, self.pieces)

    def _spot(self, plan: Plan, locale: str, config: MkDocsConfig) -> Spot:
        def make() -> Spot:
            url = self.addresses.url(locale, plan.key)
            return Spot(plan, locale, url, self._alternates(plan.key, url, config))

        return self.pieces.get(("spot", locale, plan.key), make, plan.made_of) if plan.made_of else make()

    def _alternates(self, key: str, url: str, config: MkDocsConfig) -> tuple[Alternate, ...]:
        return self.words.alternates(self.addresses, key, url, config.site_url)
