"""The page for translators: how far each language is, what is left, and where it stands."""

from __future__ import annotations

from dataclasses import dataclass

from generator.addresses import record_key
from generator.coverage import STATES, Coverage, Left, Section
from generator.languages import language_name
from generator.records import KINDS
from generator.views.labels import CATALOGUE
from generator.views.voice import Voice

SHOWN = 50
"""How many messages of a catalogue are listed; the rest is counted, so that the page does not grow with the content."""


@dataclass(frozen=True, slots=True)
class LeftView:
    """A message to translate: the words to be translated, its file and line, and the page that shows it."""

    state: str
    source: str
    place: str
    href: str
    page: str


@dataclass(frozen=True, slots=True)
class SectionView:
    """A catalogue of a language. `more` is how many messages are not listed."""

    title: str
    file: str
    percent: int
    counts: tuple[int, ...]
    left: tuple[LeftView, ...]
    more: int


@dataclass(frozen=True, slots=True)
class LanguageView:
    """How far a language is. `absent` counts texts that are not in its files yet."""

    locale: str
    name: str
    absent: int
    sections: tuple[SectionView, ...]


@dataclass(frozen=True, slots=True)
class TranslationView:
    """The page: the columns of its tables, and the languages. `glossary` leads to the glossary."""

    states: tuple[str, ...]
    languages: tuple[LanguageView, ...]
    glossary: str


def translation_view(voice: Voice, found: tuple[Coverage, ...]) -> TranslationView:
    """The page of how far translations are."""
    languages = tuple(
        LanguageView(one.locale, language_name(one.locale), one.absent, tuple(_section(voice, s) for s in one.sections))
        for one in found
    )
    glossary = voice.to("glossary") if voice.library.terms else ""
    return TranslationView(tuple(voice.word(CATALOGUE[state]) for state in STATES), languages, glossary)


def _section(voice: Voice, section: Section) -> SectionView:
    return SectionView(
        voice.word(CATALOGUE.get(section.name, section.name)),
        section.file,
        section.percent,
        section.counts,
        tuple(_left(voice, one) for one in section.left[:SHOWN]),
        max(0, len(section.left) - SHOWN),
    )


def _left(voice: Voice, left: Left) -> LeftView:
    place = f"{left.file}:{left.line}"
    return LeftView(voice.word(CATALOGUE[left.state]), left.source, place, _at(voice, left), _page(voice, left))


def _at(voice: Voice, left: Left) -> str:
    """The line in the repository, where the site names one."""
    repository = voice.speaker.addresses.repository.rstrip("/")
    kind = "-/blob" if "gitlab" in repository else "blob"
    return f"{repository}/{kind}/HEAD/{left.file}#L{left.line}" if repository else ""


def _page(voice: Voice, left: Left) -> str:
    plural, _, identity = left.context.partition("#")[0].partition("/")
    kind = next((one.name for one in KINDS.values() if one.plural == plural), "")
    key = record_key(voice.library, kind, identity) if kind in voice.library.records and identity else ""
    return voice.to(key) if key else ""
