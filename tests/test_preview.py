"""A preview shows a change where somebody looks first, and is the site of a clean build when all is done."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.livereload import LiveReloadServer

from bench.corpus import write_records
from generator import pofile
from generator.plugin.hooks import KnowledgeBasePlugin
from generator.plugin.serving import Preview, ServingPlugin
from tests.support import build_here, files_of, replace
from tests.test_incremental import EDITS


class Served:
    """A site in a preview whose changes are told and not waited for."""

    def __init__(self, folder: Path, to: Path) -> None:
        self.folder, self.to = folder, to
        self.plugins: Any = None
        self.build()
        self.plugin: ServingPlugin = self.plugins["kb"]
        server = LiveReloadServer(self.build, "127.0.0.1", 0, str(to))
        self.preview = Preview(server, self.plugin, ())
        self.plugin.preview = self.preview
        self.server = server

    def build(self) -> None:
        """A whole build, with the plugins of the one before, as MkDocs does."""
        config = load_config(str(self.folder / "mkdocs.yml"), site_dir=str(self.to))
        self.plugins = config.plugins = self.plugins or config.plugins
        build(config)

    def look(self, *pages: str) -> None:
        """Ask for pages, the last one last."""
        for page in pages:
            list(self.preview.answer({"PATH_INFO": f"/{page}"}, lambda *_: None))
