"""The options of the plugin, as they stand in mkdocs.yml."""

from __future__ import annotations

import os
from pathlib import Path

from mkdocs.config import config_options as c
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig

from generator.settings import Settings


class KnowledgeBaseConfig(Config):
    """Every option has a default that suits a knowledge base laid out as in this project."""

    content = c.Type(str, default="content")
    """Folder of the records, relative to mkdocs.yml."""

    catalogues = c.Type(str, default="locales")
    """Folder of the translations, relative to mkdocs.yml."""

    locales = c.ListOfItems(c.Type(str), default=["en", "ja"])
    """Languages of the site; the first is the language of the records."""

    api = c.Type(bool, default=True)
    """Whether the records are published as JSON below `api/v1/` too."""

    markdown = c.Type(bool, default=True)
    """Whether each page stands beside itself as Markdown too, with `llms.txt`; one or two milliseconds a page."""

    long_text = c.Choice(("auto", "always", "never"), default="auto")
    """Whether the search asks for long texts in parts: `auto` does so above 2,000 pages a language."""

    report = c.Type(bool, default=True)
    """Whether the site has a page of what needs a person (`kb report`), which search engines leave alone."""

    offline = c.Type(bool, default=False)
    """Whether the site is to be opened from a folder (`file://`); `kb offline` sets it."""

    as_of = c.Type(str, default="")
    """The day that counts as today, `2027-01-05`; default: `KB_AS_OF`, `SOURCE_DATE_EPOCH`, or today in UTC."""


def settings_of(site: MkDocsConfig, options: KnowledgeBaseConfig) -> Settings:
    """Where a knowledge base is, from MkDocs' configuration and the plugin's options."""
    root = Path(site.config_file_path or "mkdocs.yml").parent
    return Settings(
        root,
        options.content,
        options.catalogues,
        tuple(options.locales),
        options.as_of,
        site.site_url or "",
        site.repo_url or "",
        os.path.relpath(site.docs_dir, root),
        site.use_directory_urls,
    )
