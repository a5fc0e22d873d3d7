"""What a theme template is given for a page in a locale: configuration, words, navigation."""

from __future__ import annotations

import json
import re
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from generator.catalogue import Catalogue


class LocalConfig:
    """MkDocs' configuration with another site name. Templates see the difference; nothing is changed."""

    def __init__(self, config: MkDocsConfig, **values: Any) -> None:
        self._config = config
        self._values = values

    def __getattr__(self, name: str) -> Any:
        return self._values[name] if name in self._values else getattr(self._config, name)

    def __getitem__(self, name: str) -> Any:
        return self._values[name] if name in self._values else self._config[name]


def local_navigation(pages: list[Page]) -> Navigation:
    """The navigation of one locale: its lists and hand-written pages, the first being the home page."""
    navigation = Navigation(list(pages), list(pages))
    navigation.homepage = pages[0] if pages else None
    return navigation


def words(catalogue: Catalogue, alternates: tuple[Any, ...], base: str) -> dict[str, Any]:
    """The names that our theme overrides use. `base` is the way to the locale's root, with its last slash."""
    return {
        "gettext": catalogue.gettext,
        "kb_locale": catalogue.locale,
        "kb_alternates": alternates,
        "kb_base": base,
    }


def move_base(html: str, base: str) -> str:
    """The theme's configuration with another base, where its scripts look for the search index, and our worker."""

    def moved(match: re.Match[str]) -> str:
        values = json.loads(match[2])
        values["base"] = base
        values["search"] = re.sub(r"workers/search\.\w+\.min\.js$", "kb-search.js", values["search"])
        return match[1] + json.dumps(values, separators=(",", ":")).replace("</", "<\\/") + match[3]

    return re.sub(r'(<script id="__config" type="application/json">)(.*?)(</script>)', moved, html, flags=re.DOTALL)


def drop_palette(html: str) -> str:
    """The theme's style sheets without its palette: `colours.css` says every colour, in both schemes."""
    return re.sub(r'<link rel="stylesheet" href="[^"]*/palette\.[^"]*">', "", html)
