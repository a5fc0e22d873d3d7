"""What a theme template is given for a page in a locale: configuration, words, navigation."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from markupsafe import Markup, escape
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from generator.addresses import Addresses, relative
from generator.catalogue import Catalogue
from generator.issues import issue_form
from generator.languages import language_name, regional
from generator.plugin.pages import Alternate
from generator.records.tables import Site
from generator.records.types import Text
from generator.views.voice import Speaker

PRINTED = ("site_name", "site_author", "site_description", "copyright", "repo_url", "repo_name", "edit_uri")
"""Options that the theme prints as they are. Templates of themes do not escape by themselves."""


class LocalConfig:
    """MkDocs' configuration with another site name, escaped. Templates see the difference; nothing is changed."""

    def __init__(self, config: MkDocsConfig, **values: Any) -> None:
        self._config = config
        self._values = values

    def __getattr__(self, name: str) -> Any:
        value = self._values[name] if name in self._values else getattr(self._config, name)
        return escape(value) if name in PRINTED and isinstance(value, str) else value

    def __getitem__(self, name: str) -> Any:
        return getattr(self, name)


def _escaping(catalogue: Catalogue) -> Callable[[str], Markup]:
    """What says a word of the interface in a template of the theme."""
    return lambda source: escape(catalogue.gettext(source))


def theme_locale(folders: Iterable[str], locale: str) -> str:
    """The language in which the theme speaks on pages of a locale: itself, without its region, or English."""
    for name in (locale, locale.partition("-")[0]):
        if any((Path(folder) / "partials" / "languages" / f"{name}.html").is_file() for folder in folders):
            return name
    return "en"


def local_navigation(pages: list[Page]) -> Navigation:
    """The navigation of one locale: its lists and hand-written pages, the first being the home page."""
    navigation = Navigation(list(pages), list(pages))
    navigation.homepage = pages[0] if pages else None
    return navigation


@dataclass(frozen=True, slots=True)
class Words:
    """What the site says of itself in each language, and how it calls the languages."""

    names: dict[str, str]
    shorts: dict[str, str]
    leads: dict[str, str]
    notices: dict[str, str]
    languages: dict[str, str]
    gettexts: dict[str, Callable[[str], Markup]]

    @classmethod
    def of(cls, about: Site | None, speakers: Mapping[str, Speaker], name: str) -> Words:
        """The words of a site record; `name` is the site's name where there is no record."""

        def say(text: Text | None, otherwise: Mapping[str, str]) -> dict[str, str]:
            return {key: speaker.plain(text) if text else otherwise[key] for key, speaker in speakers.items()}

        nothing = dict.fromkeys(speakers, "")
        names = say(about.name if about else None, dict.fromkeys(speakers, name))
        return cls(
            names,
            say(about.short if about else None, names),
            say(about.lead if about else None, nothing),
            say(about.notice if about else None, nothing),
            {locale: language_name(locale) for locale in speakers},
            {locale: _escaping(speaker.catalogue) for locale, speaker in speakers.items()},
        )

    def given(self, catalogue: Catalogue, alternates: tuple[Alternate, ...], base: str) -> dict[str, Any]:
        """The names that our theme overrides use. `base` is the way to the locale's root, with its last slash."""
        locale = catalogue.locale
        return {
            "gettext": self.gettexts[locale],
            "kb_gettext": self.gettexts,
            "kb_locale": locale,
            "kb_alternates": alternates,
            "kb_base": base,
            "kb_names": {key: escape(name) for key, name in self.names.items()},
            "kb_leads": {key: escape(lead) for key, lead in self.leads.items()},
            "kb_short": escape(self.shorts[locale]),
            "kb_notice": escape(self.notices[locale]),
            "kb_regions": {one: regional(one) for one in self.languages},
        }

    def alternates(self, addresses: Addresses, key: str, url: str, address: str | None) -> tuple[Alternate, ...]:
        """The page of a key in every language, as seen from `url`. `address` is that of the site, if it has one."""
        base = (address or "").rstrip("/")
        found = []
        for locale, language in self.languages.items():
            target = addresses.url(locale, key)
            href = relative(target, url)
            found.append(Alternate(locale, language, href, f"{base}/{target}" if base else href, url == target))
        return tuple(found)


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


def defer_bundle(html: str) -> str:
    """The theme's scripts without one that holds up the page: its bundle runs when the page is there, before ours."""
    return re.sub(r'<script (src="[^"]*/bundle\.[^"]*")>', r"<script \1 defer>", html)


FILTERS = {"move_base": move_base, "drop_palette": drop_palette, "defer_bundle": defer_bundle, "issue_form": issue_form}
"""What the overrides of the theme do with values."""
