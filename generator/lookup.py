"""Finds the record that somebody names at a terminal: by id, by address, by a code as a server writes it.

5.7.139   5.7.139/tenant   535 5.7.139   ５．７．１３９       an error, one of its texts
use-oauth   smtp-auth   smtp-auth/ask-admin                   a fix, guide, flow or step of a flow by its id
fixes/use-oauth#step-register   glossary#tenant               any address without its language; short ones too
an id that is gone                                            what answers for it now
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator.addresses import record_key, record_of, step_key
from generator.library import Library
from generator.lock import published

_KINDS = ("error", "fix", "guide", "flow", "event", "method", "term", "source")
"""Kinds that have a place on the site; what is asked for first comes first."""
_SHORT = {"e/": "errors/", "f/": "fixes/", "flows/": "diagnose/"}


@dataclass(frozen=True, slots=True)
class Found:
    """A place on the site: its key, and the record that has it (no kind where none has)."""

    key: str
    kind: str
    id: str


def find(library: Library, asked: str, forwards: Mapping[str, str] | None = None) -> Found | None:
    """What somebody means; nothing when there is no such thing. `forwards` are addresses that are gone."""
    word = unicodedata.normalize("NFKC", asked).strip().strip("/")
    keys = published(library)
    for name in dict.fromkeys((word, word.lower(), word.lower().rpartition(" ")[2])):
        key = next((f"{long}{name[len(short) :]}" for short, long in _SHORT.items() if name.startswith(short)), name)
        if key in keys:
            return _at(library, key)
        for kind in _KINDS:
            found = record_key(library, kind, name)
            if found and (kind != "error" or found in keys):
                return Found(found, kind, name)
        flow, _, step = name.partition("/")
        if flow in library.flows and any(node.id == step for node in library.flows[flow].nodes):
            return Found(step_key(library.flows[flow], step), "flow", flow)
        for prefix in ("", "errors/", "fixes/", "guides/"):
            to = (forwards or {}).get(f"{prefix}{key}")
            if to:
                return _at(library, to)
    return None


def names(library: Library) -> Iterator[str]:
    """Everything that can be asked for by a short name, for completion and for what was meant."""
    for error in library.errors.values():
        yield error.id
        yield from (f"{error.id}/{variant.id}" for variant in error.variants)
    for kind in ("fix", "guide"):
        yield from library.records[kind]
    for flow in library.flows.values():
        yield flow.id
        yield from (f"{flow.id}/{node.id}" for node in flow.nodes)


def _at(library: Library, key: str) -> Found:
    kind, identity, _ = record_of(key)
    return Found(key, kind, identity)
