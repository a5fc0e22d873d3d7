"""PO files as they are written: read whole, written in one form, moved into place. Imports polib with `translate`.

The one form is polib's without wrapping: a passage is one line, so a diff shows words. A file in that form is written
as it was, byte for byte, but for the entries that changed.
"""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Mapping
from pathlib import Path

import polib

_PREVIOUS = re.compile(r'^#~\| (?:(msgctxt|msgid|msgid_plural) )?"(.*)"$')


def load(path: Path) -> polib.POFile:
    """The entries of a file; none when there is no file. The file must be one that `catalogue` can read."""
    if not path.exists():
        return polib.POFile(wrapwidth=0)
    text = path.read_text(encoding="utf-8")
    file = polib.pofile(text if "\n" in text else str(path), wrapwidth=0)
    if "#~|" in text:
        _keep_previous(file, text.split("\n"))
    return file


def _keep_previous(file: polib.POFile, lines: list[str]) -> None:
    """Give obsolete entries back their `#~|` lines, which polib writes but does not read."""
    ends = [number for number, line in enumerate(lines, 1) if not line.strip()]
    for entry in file.obsolete_entries():
        entry_line = entry.linenum or 0
        start = max((number for number in ends if number < entry_line), default=0)
        end = min((number for number in ends if number > entry_line), default=len(lines) + 1)
        field = ""
        for line in lines[start : end - 1]:
            match = _PREVIOUS.match(line)
            if match:
                field = f"previous_{match[1]}" if match[1] else field
                setattr(entry, field, (getattr(entry, field) or "") + polib.unescape(match[2]))


def dump(file: polib.POFile) -> str:
    """The file in its one form."""
    text = str(file)
    return text if text.endswith("\n") else f"{text}\n"


def save(texts: Mapping[Path, str]) -> list[Path]:
    """Write files whole and move them into place, none before all are on the disk; returns those that changed."""
    changed = [path for path, text in texts.items() if not path.exists() or path.read_bytes() != text.encode("utf-8")]
    ready: list[tuple[str, Path]] = []
    try:
        for path in changed:
            path.parent.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".tmp")
            ready.append((name, path))
            with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
                file.write(texts[path])
            Path(name).chmod(0o644)
        while ready:
            name, path = ready[0]
            Path(name).replace(path)
            ready.pop(0)
    finally:
        for name, _ in ready:
            Path(name).unlink(missing_ok=True)
    return changed
