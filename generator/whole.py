"""Files are written whole or not at all: beside their place first, then moved there in one step."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from pathlib import Path

_BESIDE = ".tmp"


def replace(files: Mapping[Path, bytes]) -> None:
    """Put files in their places, none before all are on the disk. Whoever reads one meanwhile gets the one before.

    Raises OSError, and leaves nothing beside them.
    """
    ready: list[tuple[Path, Path]] = []
    try:
        for path, data in files.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=_BESIDE)
            ready.append((Path(name), path))
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            ready[-1][0].chmod(0o644)
        while ready:
            ready[0][0].replace(ready[0][1])
            ready.pop(0)
    finally:
        for beside, _ in ready:
            beside.unlink(missing_ok=True)


def clear(folder: Path) -> None:
    """Remove what a process that was killed has left in a folder. Nobody else may be writing there."""
    for left in folder.glob(f".*{_BESIDE}"):
        left.unlink(missing_ok=True)


def save(texts: Mapping[Path, str]) -> list[Path]:
    """The same with texts, in UTF-8 and with the line ends that they have; returns those that changed."""
    files = {path: text.encode("utf-8") for path, text in texts.items()}
    changed = {path: data for path, data in files.items() if not path.exists() or path.read_bytes() != data}
    replace(changed)
    return list(changed)
