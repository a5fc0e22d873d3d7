"""The pictures that other sites show when they link to a page: one a section and locale (ADR 20).

They are drawn before a build, by `python -m tools.cards`, and kept beside the records as
`content/cards/<locale>/<section>.png`; a build only publishes them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from generator.plans import Plan, title_of
from generator.views.voice import Speaker

WIDTH, HEIGHT = 1200, 630
"""The size in pixels that the Open Graph protocol's readers ask for."""
FOLDER = "cards"
"""Where they are kept below the folder of the records."""
PUBLISHED = "assets/cards"
"""Where they stand on the site."""


@dataclass(frozen=True, slots=True)
class Card:
    """What a picture says, in a language. `name` is the file's without its ending."""

    locale: str
    name: str
    site: str
    title: str
    lead: str


def card_name(section: str) -> str:
    """The name of a section's picture."""
    return section.replace("/", "-") or "home"


def cards(plans: Iterable[Plan], speaker: Speaker) -> Iterator[Card]:
    """The pictures of a locale: one for each page that stands in the navigation."""
    about = speaker.library.site
    for plan in plans:
        if plan.listed:
            home = about if plan.kind == "home" else None
            title = speaker.plain(home.question) if home else title_of(plan, speaker)
            site = speaker.plain(about.short or about.name) if about else ""
            yield Card(speaker.locale, card_name(plan.section), site, title, speaker.words(plan.description))


def published(folder: Path, locales: Iterable[str]) -> dict[str, Path]:
    """The pictures below a folder, by their names on the site."""
    return {
        f"{PUBLISHED}/{locale}/{file.name}": file
        for locale in locales
        for file in sorted((folder / FOLDER / locale).glob("*.png"))
    }
