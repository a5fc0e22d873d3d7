"""What the page for missing pages knows: every page by its key, so that it can offer the one that was meant.

`self.kbAddresses` is `{pages: {key: {locale: [address, title]}}, gone: {old key: key}}`; addresses are relative to the
root of the site. It is a script of its own, loaded by that page only. How a wish becomes a page is decided in
overrides/assets/javascripts/not-found.js.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial

from generator.addresses import step_key, variant_key
from generator.jsontext import compact
from generator.library import Library
from generator.pieces import NONE, Pieces
from generator.views.labels import PAGES
from generator.views.lists import page_keys
from generator.views.voice import Speaker

NAME = "assets/javascripts/kb-addresses.js"


def wayfinding(
    speakers: Mapping[str, Speaker], forwards: Mapping[str, str], pieces: Pieces = NONE
) -> Iterator[tuple[str, bytes]]:
    """The script, named relative to the root of the site."""
    library = next(iter(speakers.values())).library

    def of(key: str, kind: str, identity: str) -> dict[str, list[str]]:
        return {one: [each.addresses.url(one, key), _title(each, kind, identity)] for one, each in speakers.items()}

    pages = {key: pieces.get(("way", key), partial(of, key, kind, identity)) for key, kind, identity in _pages(library)}
    for key, to in forwards.items():
        if not to and "#" not in key:
            pages[key] = {locale: [one.addresses.url(locale, key), key] for locale, one in speakers.items()}
    gone = {key: to for key, to in forwards.items() if to and "#" not in key}
    yield NAME, f"self.kbAddresses={compact({'pages': pages, 'gone': gone})};\n".encode()


def _pages(library: Library) -> Iterator[tuple[str, str, str]]:
    """Key, kind and id of every page that somebody may look for by its address."""
    for key in page_keys(library):
        yield key, "", key
    for error in library.errors.values():
        yield f"errors/{error.id}", "error", error.id
        for name in (f"{error.id}/{variant.id}" for variant in error.variants):
            yield variant_key(library, name), "error", name
    for fix in library.fixes:
        yield f"fixes/{fix}", "fix", fix
    for guide in library.guides:
        yield f"guides/{guide}", "guide", guide
    for flow in library.flows.values():
        yield step_key(flow), "flow", flow.id


def _title(speaker: Speaker, kind: str, identity: str) -> str:
    return speaker.name(kind, identity) if kind else speaker.catalogue.gettext(PAGES[identity])
