"""Every address that was ever published stays answered."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from generator.library import Library
from generator.lock import ADDRESS, RETIRED, answer, published
from generator.problems import Place, Problem, named


def lock_problems(library: Library, path: Path, root: Path) -> Iterator[Problem]:
    """Published addresses that nothing answers for, and new ones that the lock file does not hold yet."""
    name = named(path, root)
    if not path.exists():
        return
    keys = published(library)
    known: dict[str, str] = {}
    lines: dict[str, int] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8-sig", errors="replace").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        key, arrow, to = (part.strip() for part in line.partition(" -> "))
        if key in known:
            yield Problem(Place(name, number, 1), "KB503", f"'{key}' stands here twice", "keep one of the two lines")
            continue
        if not ADDRESS.fullmatch(key) or line.endswith("->") or (arrow and not ADDRESS.fullmatch(to)):
            yield Problem(
                Place(name, number, 1),
                "KB503",
                f"'{line.strip()[:60]}' is not an address of its own",
                f"one address a line; after ' -> ' the one that answers for it now, or {RETIRED}",
            )
            continue
        known[key] = to
        lines[key] = number
    for key, to in known.items():
        place = Place(name, lines[key], 1)
        if to and key in keys:
            yield Problem(
                place, "KB505", f"'{key}' exists, and is forwarded to '{to}' all the same", f"write only '{key}'"
            )
        elif to and answer(key, known, keys) is None:
            circle = to in known and known[to] and answer(to, known, keys) is None
            yield Problem(
                place,
                "KB501",
                f"'{key}' is forwarded to '{to}', which {'leads nowhere' if circle else 'does not exist'}",
                f"forward it to an address that exists, or to {RETIRED}",
            )
        elif answer(key, known, keys) is None and not _said_with_its_page(key, known, keys):
            yield Problem(
                place,
                "KB501",
                f"'{key}' was published and is gone",
                f"bring it back, or say what answers for it: 'old -> new' or 'old -> {RETIRED}'",
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


def _said_with_its_page(key: str, known: dict[str, str], keys: set[str]) -> bool:
    """Whether a place is gone together with its page, which is reported itself."""
    page, _, anchor = key.partition("#")
    return bool(anchor) and (page not in keys or f"{page}/{anchor}" in known)
