"""Short, language-neutral links: `/e/{code}/[{variant}/]` and `/f/{fix}/`, and redirects for hosts that read them.

A short link is a small page of its own, without the theme: the title and the answer in every language, each leading to
the page in that language. With the script it goes on to the remembered or the browser's language at once. What has
moved keeps its short link, which leads to the new place.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from markupsafe import Markup

from generator.addresses import record_of, relative
from generator.languages import language_name
from generator.library import Library
from generator.lock import published
from generator.records.types import Text
from generator.render import Renderer
from generator.views.voice import Speaker

REDIRECTS = "_redirects"


@dataclass(frozen=True, slots=True)
class ShortLink:
    """What a short link says in one language."""

    locale: str
    name: str
    href: str
    title: Markup
    text: Markup


def short_keys(library: Library, forwards: Mapping[str, str]) -> dict[str, str]:
    """The key of every page that has a short link, with the key of the page that the link leads to."""
    wanted = {key: key for key in published(library)} | {key: to or key for key, to in forwards.items()}
    pages = {key: to for key, to in wanted.items() if "#" not in key}
    return {
        key: to
        for key, to in sorted(wanted.items())
        if record_of(key)[0] in ("error", "fix")
        and (key in pages or (key.startswith("errors/") and key.replace("#", "/") not in pages))
    }


def short_pages(
    speakers: Mapping[str, Speaker], renderer: Renderer, forwards: Mapping[str, str]
) -> Iterator[tuple[str, bytes]]:
    """A page for each short link, named relative to the root of the site."""
    first = next(iter(speakers.values()))
    for key, to in short_keys(first.library, forwards).items():
        name = f"{first.addresses.short(key).removesuffix('index.html')}index.html"
        links = tuple(_link(speaker, to, name) for speaker in speakers.values())
        yield name, renderer.text("short.html", {"links": links, "root": relative("", name)}).encode()


def redirects(speakers: Iterable[Speaker], forwards: Mapping[str, str], base: str) -> Iterator[tuple[str, bytes]]:
    """The file `_redirects`: what has moved, in every language, and the page for what is missing in each.

    Anchors never reach a host, and are left out. Of the lines with 404, Netlify has need; Cloudflare Pages finds those
    pages by itself, and passes over the lines.
    """
    speakers = tuple(speakers)
    path = urlsplit(base).path.rstrip("/")
    lines = [
        f"{path}/{speaker.addresses.url(speaker.locale, key)} {path}/{speaker.addresses.url(speaker.locale, to)} 301"
        for key, to in sorted(forwards.items())
        if to and "#" not in key
        for speaker in speakers
    ]
    lines += [f"{path}/{one.locale}/* {path}/{one.locale}/404.html 404" for one in speakers]
    yield REDIRECTS, ("\n".join(lines) + "\n").encode()


def _link(speaker: Speaker, key: str, page: str) -> ShortLink:
    kind, identity, _ = record_of(key)
    voice = speaker.at(page)
    text = _about(speaker.library, kind, identity)
    return ShortLink(
        locale=speaker.locale,
        name=language_name(speaker.locale),
        href=voice.to(key),
        title=speaker.title(kind, identity),
        text=voice.say(text) if text else Markup(),
    )


def _about(library: Library, kind: str, identity: str) -> Text | None:
    """What a record says first."""
    if kind == "fix":
        return library.fixes[identity].goal if identity in library.fixes else None
    found = library.variant(identity)
    if found:
        return found[1].meaning
    return library.errors[identity].summary if identity in library.errors else None
