"""Every address that was ever published stays answered.

`ids.lock` holds one address a line, sorted: a key (`errors/5.7.139/tenant`) or a key with an anchor
(`fixes/use-oauth#step-register`). After ` -> ` stands the address that answers for one that is gone.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from generator.addresses import step_key, variant_key
from generator.library import Library
from generator.problems import Place, Problem

HEADER = "# Every address ever published. Written by `kb lock`; never remove a line: forward it with ' -> '.\n"


def published(library: Library) -> set[str]:
    """Every address and anchor that a library publishes, without locale.

    The anchors of imported guides are their source's affair: they come and go with it.
    """
    keys = set()
    for error in library.errors.values():
        keys.add(f"errors/{error.id}")
        for variant in error.variants:
            keys.add(variant_key(library, f"{error.id}/{variant.id}"))
    for fix in library.fixes.values():
        keys.add(f"fixes/{fix.id}")
        keys |= {f"fixes/{fix.id}#step-{step.id}" for step in fix.steps}
    for guide in library.guides.values():
        keys.add(f"guides/{guide.id}")
        if guide.origin is None:
            keys |= {f"guides/{guide.id}#{block.id}" for block in guide.body}
    for flow in library.flows.values():
        keys |= {step_key(flow, node.id) for node in flow.nodes} | {step_key(flow, "all"), step_key(flow, "graph")}
    keys |= {f"timeline#{event}" for event in library.timeline}
    keys |= {f"glossary#{term}" for term in library.terms}
    keys |= {f"methods#{method}" for method in library.methods}
    return keys


def read_lock(path: Path) -> dict[str, str]:
    """Addresses of the lock file with their forwarding address (empty for those that still stand)."""
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


def lock_problems(library: Library, path: Path, root: Path) -> Iterator[Problem]:
    """Published addresses that nothing answers for, and new ones that the lock file does not hold yet."""
    name = path.relative_to(root).as_posix() if path.is_relative_to(root) else path.as_posix()
    if not path.exists():
        return
    keys = published(library)
    known: dict[str, int] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8-sig", errors="replace").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        key, arrow, to = (part.strip() for part in line.partition(" -> "))
        if key in known:
            yield Problem(Place(name, number, 1), "KB503", f"'{key}' stands here twice", "keep one of the two lines")
            continue
        if not key.isascii() or " " in key or line.endswith("->") or (arrow and not to):
            yield Problem(
                Place(name, number, 1),
                "KB503",
                f"'{line.strip()[:60]}' is not an address of its own",
                "one address a line; a forwarding address after ' -> '",
            )
            continue
        known[key] = number
        if to and to not in keys:
            yield Problem(
                Place(name, number, 1),
                "KB501",
                f"'{key}' is forwarded to '{to}', which does not exist",
                "forward it to an address that exists",
            )
        elif not to and key not in keys:
            yield Problem(
                Place(name, number, 1),
                "KB501",
                f"'{key}' was published and is gone",
                "bring it back, or forward it: 'old -> new'",
            )
    new = sorted(keys - known.keys())
    if new:
        shown = ", ".join(new[:3]) + (" …" if len(new) > 3 else "")
        yield Problem(
            Place(name),
            "KB502",
            f"{len(new)} new {'address is' if len(new) == 1 else 'addresses are'} not in the lock file: {shown}",
            "run `kb lock`",
            "warning",
        )
