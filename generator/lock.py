"""Addresses for ever: what a library publishes, what was published before, and where what is gone leads now.

`ids.lock` holds one address a line, sorted: a key (`errors/5.7.139/tenant`) or a key with an anchor
(`fixes/use-oauth#step-register`), without locale. After ` -> ` stands what answers for one that is gone: another
address, or the word `retired` when nothing does. Short links and the addresses of the API are made of the same
ids, so they need no lines of their own. An anchor goes where its page goes, and the place of a text in the overview of
its code goes where the page of the text goes, unless they have lines of their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from generator.addresses import SECTIONS, step_key, variant_key
from generator.library import Library

HEADER = "# Every address ever published. Written by `kb lock`; never remove a line: forward it with ' -> '.\n"
RETIRED = "retired"
_NAME = r"[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?"
ADDRESS = re.compile(rf"(?:{_NAME}(?:/{_NAME}){{0,3}})?(?:#{_NAME})?")
"""An address without locale. A page is made where one that is gone was: no name in it leads out of the site."""


def published(library: Library) -> set[str]:
    """Every address and anchor that a library publishes, without locale.

    The anchors of imported guides are their source's affair: they come and go with it.
    """
    keys = set()
    for error in library.errors.values():
        keys.add(f"errors/{error.id}")
        for variant in error.variants:
            keys |= {f"errors/{error.id}#{variant.id}", variant_key(library, f"{error.id}/{variant.id}")}
    for fix in library.fixes.values():
        keys.add(f"fixes/{fix.id}")
        keys |= {f"fixes/{fix.id}#step-{step.id}" for step in fix.steps}
    for guide in library.guides.values():
        keys.add(f"guides/{guide.id}")
        if guide.origin is None:
            keys |= {f"guides/{guide.id}#{block.id}" for block in guide.body}
    for flow in library.flows.values():
        keys |= {step_key(flow, node.id) for node in flow.nodes} | {step_key(flow, "all"), step_key(flow, "graph")}
    keys |= {f"{family.of}#{family.id}" for family in library.families.values()}
    tables: tuple[tuple[str, Iterable[str]], ...] = (
        ("timeline", library.timeline),
        ("glossary", library.terms),
        ("methods", library.methods),
        ("sources", library.sources),
        ("way", library.stages),
    )
    for page, rows in tables:
        anchors = {f"{page}#{row}" for row in rows}
        keys |= anchors | ({page} if anchors else set())
    return keys


def read_lock(path: Path) -> dict[str, str]:
    """Addresses of the lock file with what answers for them (empty for those that still stand)."""
    if not path.exists():
        return {}
    lines = (line.strip() for line in path.read_text(encoding="utf-8-sig", errors="replace").splitlines())
    pairs = (line.partition(" -> ") for line in lines if line and not line.startswith("#"))
    return {key.strip(): to.strip() for key, _, to in pairs}


def write_lock(path: Path, library: Library) -> int:
    """Add what is new to the lock file; returns how many addresses were added. Nothing is ever removed."""
    known = read_lock(path)
    new = published(library) - known.keys()
    known |= dict.fromkeys(new, "")
    lines = [f"{key} -> {to}" if to else key for key, to in sorted(known.items())]
    path.write_text(HEADER + "\n".join(lines) + "\n", encoding="utf-8")
    return len(new)


def answer(key: str, known: Mapping[str, str], keys: set[str]) -> str | None:
    """What answers for an address now: itself, another address, `retired`, or nothing.

    Forwarding addresses are followed however many there are; a circle leads nowhere.
    """
    way: set[str] = set()
    while key and key not in way:
        if key in keys or key in SECTIONS or key == RETIRED:
            return key
        way.add(key)
        page, _, anchor = key.partition("#")
        key = known.get(key) or (known.get(f"{page}/{anchor}") or known.get(page, "") if anchor else "")
    return None


def forwards(known: Mapping[str, str], keys: set[str]) -> dict[str, str]:
    """Every address that is gone with the one that answers for it, or with nothing when it is retired."""
    found = {}
    for key in known:
        to = answer(key, known, keys)
        if to is not None and to != key:
            found[key] = "" if to == RETIRED else to
    return found
