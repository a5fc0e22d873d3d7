"""The files of a site that are no pages, but for the search index and what stands beside pages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.api import api_files
from generator.explain import browser_data
from generator.jsontext import compact
from generator.library import Library
from generator.pieces import NONE, Pieces
from generator.powershell.forms import ps1
from generator.render import Renderer
from generator.short import redirects, short_pages
from generator.views.commands import script_text
from generator.views.flow_script import flow_script, script_name
from generator.views.voice import Speaker
from generator.wayfinding import wayfinding


def local_files(library: Library, speaker: Speaker) -> Iterator[tuple[str, bytes]]:
    """Files of a locale that are not pages, named relative to its root: what the paste box knows, and scripts."""
    home = speaker.addresses.url(speaker.locale, "")
    data = compact(browser_data(speaker, home))
    yield "decoder.js", f"self.kbDecoder={data};\n".encode()
    for fix in library.fixes.values():
        if fix.commands:
            yield f"fixes/{fix.id}.ps1", ps1(script_text(speaker, fix, fix.commands))
    for flow in library.flows.values():
        yield script_name(flow), flow_script(speaker, flow).encode()


def neutral_files(
    speakers: Mapping[str, Speaker],
    renderer: Renderer,
    forwards: Mapping[str, str],
    pieces: Pieces = NONE,
    *,
    api: bool = True,
) -> Iterator[tuple[str, bytes]]:
    """Files of the site that are no pages, named relative to its root: short links, redirects, records as JSON."""
    base = next(iter(speakers.values())).addresses.base
    yield from short_pages(speakers, renderer, forwards)
    yield from redirects(speakers.values(), forwards, base)
    yield from wayfinding(speakers, forwards, pieces)
    if api:
        yield from api_files(speakers, pieces)
