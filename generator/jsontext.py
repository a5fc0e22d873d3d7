"""JSON in the form of all files of a site: every character as itself, no spaces, one line."""

from __future__ import annotations

import json


def compact(value: object) -> str:
    """A value as JSON, without an end of line."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
