"""Messages of the interface: what templates, views and theme overrides say in their own words."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from generator.catalogue import extract_python, extract_template
from generator.messages import Wanted

PACKAGE = Path(__file__).parent
OVERRIDES = next(
    (folder for folder in (PACKAGE / "overrides", PACKAGE.parent / "overrides") if folder.is_dir()), PACKAGE
)


def interface_messages(root: Path) -> Iterator[Wanted]:
    """Every message of the interface once, in the order of files. `root` may hold overrides of its own."""
    seen: set[tuple[str, str]] = set()
    folders = dict.fromkeys((OVERRIDES, root / "overrides"))
    sources = [
        (path, path.relative_to(PACKAGE.parent).as_posix(), extract_python) for path in sorted(PACKAGE.rglob("*.py"))
    ]
    for folder in folders:
        sources += [
            (path, f"overrides/{path.relative_to(folder).as_posix()}", extract_template)
            for path in sorted(folder.rglob("*.html"))
        ]
    for path, name, extract in sources:
        for context, source, note in extract(BytesIO(path.read_bytes())):
            if (context, source) not in seen:
                seen.add((context, source))
                yield Wanted(context, source, note, name)
