"""Drafts become the text of a record file, and files are written whole or not at all."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

_BREAKS = {code: f"\\u{code:04x}" for code in (0x85, 0x2028, 0x2029, 0xFEFF, 0x7F)}
"""Signs that YAML takes for the end of a line, or for none of a text."""


def yaml_text(record: dict[str, Any]) -> str:
    """The record as YAML: every text in double quotes on one line, so that nothing in it means anything."""
    return "\n".join(_fields(record, "")) + "\n"


def _fields(value: dict[str, Any], indent: str) -> Iterator[str]:
    for key, inner in value.items():
        if isinstance(inner, dict):
            yield f"{indent}{key}:"
            yield from _fields(inner, f"{indent}  ")
        elif isinstance(inner, list) and inner and isinstance(inner[0], dict):
            yield f"{indent}{key}:"
            for one in inner:
                lines = list(_fields(one, f"{indent}    "))
                yield f"{indent}  - {lines[0].lstrip(' ')}"
                yield from lines[1:]
        elif isinstance(inner, list):
            yield f"{indent}{key}: [{', '.join(map(_scalar, inner))}]"
        else:
            yield f"{indent}{key}: {_scalar(inner)}"


def _scalar(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return json.dumps(str(value), ensure_ascii=False).translate(_BREAKS)


def write_whole(path: Path, text: str) -> bool:
    """Write a file beside its place and move it there; whether that changed anything."""
    data = text.encode()
    if path.is_file() and path.read_bytes() == data:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".tmp")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return True
