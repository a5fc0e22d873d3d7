"""Messages of the interface: what templates, views, theme overrides and scripts say in their own words.

Scripts are given their words by templates and views; what one marks with `N_` itself is found as well.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.extract import extract

from generator.messages import Wanted
from generator.shipped import OVERRIDES, PACKAGE

METHODS: dict[str, tuple[str, dict[str, str]]] = {
    ".py": ("python", {}),
    ".html": ("jinja2", {"silent": "false", "trimmed": "true", "newstyle_gettext": "true"}),
    ".js": ("javascript", {}),
}
"""How Babel reads a file, by its ending."""
KEYWORDS = {"_": None, "gettext": None, "N_": None, "pgettext": ((1, "c"), 2)}


def interface_messages(root: Path) -> Iterator[Wanted]:
    """Every message of the interface once, in the order of files. `root` may hold overrides of its own."""
    seen: set[tuple[str, str]] = set()
    folders = dict.fromkeys((OVERRIDES, root / "overrides"))
    sources = [(path, path.relative_to(PACKAGE.parent).as_posix()) for path in sorted(PACKAGE.rglob("*.py"))]
    for folder in folders:
        sources += [
            (path, f"overrides/{path.relative_to(folder).as_posix()}")
            for ending in (".html", ".js")
            for path in sorted(folder.rglob(f"*{ending}"))
        ]
    for path, name in sources:
        for context, source, note in messages_of(path.suffix, path.read_bytes()):
            if (context, source) not in seen:
                seen.add((context, source))
                yield Wanted(context, source, note, name)


def messages_of(ending: str, code: bytes) -> Iterator[tuple[str, str, str]]:
    """Messages marked with `N_` or asked for with `gettext`, as (context, source, note), of a file with an `ending`."""
    method, options = METHODS[ending]
    found = extract(
        method,
        BytesIO(code),
        keywords=KEYWORDS,
        comment_tags=("Translators:",),
        options=options,
        strip_comment_tags=True,
    )
    for _, message, comments, context in found:
        yield context or "", str(message), " ".join(comments)
