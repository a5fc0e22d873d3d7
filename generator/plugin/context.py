"""What a theme template is given for a page in a locale: configuration, words, navigation."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from generator.addresses import Addresses, relative
from generator.catalogue import Catalogue, language_name, regional
from generator.issues import issue_form
from generator.plugin.pages import Alternate
from generator.records.tables import Site
from generator.records.types import Text
from generator.views.voice import Speaker


class LocalConfig:
    """MkDocs' configuration with another site name. Templates see the difference; nothing is changed."""

    def __init__(self, config: MkDocsConfig, **values: Any) -> None:
        self._config = config
        self._values = values

    def __getattr__(self, name: str) -> Any:
        return self._values[name] if name in self._values else getattr(self._config, name)

    def __getitem__(self, name: str) -> Any:
        return self._values[name] if name in self._values else self._config[name]


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
        )

    def given(self, catalogue: Catalogue, alternates: tuple[Alternate, ...], base: str) -> dict[str, Any]:
        """The names that our theme overrides use. `base` is the way to the locale's root, with its last slash."""
        locale = catalogue.locale
        return {
            "gettext": catalogue.gettext,
            "kb_locale": locale,
            "kb_alternates": alternates,
            "kb_base": base,
            "kb_names": self.names,
            "kb_leads": self.leads,
            "kb_short": self.shorts[locale],
            "kb_notice": self.notices[locale],
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


FILTERS = {"move_base": move_base, "drop_palette": drop_palette, "issue_form": issue_form}
"""What the overrides of the theme do with values."""
