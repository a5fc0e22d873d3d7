"""Knowledge bases that documents are imported into."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from bench.articles import write_articles
from generator.importing.convert import About
from generator.importing.report import Report
from generator.importing.run import Import, Wish
from generator.settings import read_settings
from tests.importing.truth import record_texts, translations
from tests.support import build

CONFIG = """site_name: Imported
site_url: https://kb.example/
docs_dir: content/pages
theme: {name: material, font: false}
plugins:
  - kb: {locales: [en, ja, ar, zh-CN], as_of: "2026-11-24"}
"""


@dataclass
class Base:
    """A knowledge base without records, and documents to import into it."""

    root: Path

    @property
    def guides(self) -> Path:
        return self.root / "content/guides"

    def take(self, *paths: Path, form: str = "learn-sxs", locale: str = "", dry: bool = False, **about: Any) -> Report:
        """Import documents."""
        wish = Wish(form, locale, About(**({"base_url": "https://docs.example.com"} | about)), dry)
        return Import(read_settings(self.root), wish).run(paths)

    def one(self, text: str | bytes, name: str = "page", **more: Any) -> Report:
        """Import one document."""
        path = self.root / "documents" / f"{name}.md"
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return self.take(path, **more)

    def source(self, name: str = "page") -> list[str]:
        """The texts of a guide."""
        return record_texts(self.guides / f"{name}.yml")

    def target(self, name: str = "page", locale: str = "ja") -> list[str]:
        """Its translations."""
        return translations(self.root / f"locales/{locale}/LC_MESSAGES/guides.po").get(name, [])

    def record(self, name: str = "page") -> str:
        """The file of a guide."""
        return (self.guides / f"{name}.yml").read_text(encoding="utf-8")


def new_base(root: Path) -> Base:
    """An empty knowledge base."""
    (root / "content/pages").mkdir(parents=True)
    (root / "mkdocs.yml").write_text(CONFIG, encoding="utf-8")
    return Base(root)


@pytest.fixture
def base(tmp_path: Path) -> Base:
    """An empty knowledge base."""
    return new_base(tmp_path / "kb")


@pytest.fixture(scope="session")
def sixty(tmp_path_factory: pytest.TempPathFactory) -> Base:
    """A knowledge base of sixty imported guides."""
    root = tmp_path_factory.mktemp("sixty")
    write_articles(root / "kb", root / "documents", 60)
    return Base(root / "kb")


@pytest.fixture(scope="session")
def sixty_built(sixty: Base, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Its site."""
    return build(sixty.root, tmp_path_factory.mktemp("sixty-site") / "site")
