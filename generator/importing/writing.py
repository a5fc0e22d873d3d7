"""Drafts become the text of a record file."""

from __future__ import annotations

import json
from collections.abc import Iterator
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
