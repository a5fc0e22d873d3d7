"""The pictures that other sites show when they link to a page of this one."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from generator.cards import PUBLISHED, card_name, published
from generator.plugin.pages import RecordPage


class Previews:
    """Which pictures there are, and which of them a page has."""

    def __init__(self, folder: Path, locales: Iterable[str]) -> None:
        """`folder` is that of the records."""
        self._have = published(folder, locales)

    def add(self, files: Files, config: MkDocsConfig) -> None:
        """Publish them."""
        for name, file in self._have.items():
            files.append(File.generated(config, name, abs_src_path=str(file)))

    def of(self, page: Page, locale: str) -> str:
        """The picture of a page's section, or of the home page; nothing where there is neither."""
        section = page.plan.section if isinstance(page, RecordPage) else ""
        names = (f"{PUBLISHED}/{locale}/{card_name(one)}.png" for one in (section, ""))
        return next((name for name in names if name in self._have), "")
