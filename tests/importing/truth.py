"""What a document says, found without the importer: its words, and whether a guide says all of them."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from pathlib import Path

import polib
import yaml

_LINK = re.compile(r"!?\[((?:[^\[\]]|\[[^\[\]]*\])*)\]\([^()\s]*\)")
_TAG = re.compile(r"</?[a-zA-Z][a-zA-Z0-9]*(?:\s[^<>]*)?/?>")
_AUTOLINK = re.compile(r"<((?:https?|mailto):[^\s<>]+|[^\s<>@]+@[^\s<>@]+)>")
_SIGNS = re.compile(r"[\s*`\\\u00a0]+")


def words(text: str) -> str:
    """The words of a passage without markup, gaps and entities."""
    for _ in range(3):
        text = _LINK.sub(r"\1", text)
    return _SIGNS.sub("", html.unescape(_TAG.sub("", _AUTOLINK.sub(r"\1", text))))


def texts(value: object, key: str = "") -> Iterable[str]:
    """Every string of a record that readers see."""
    if isinstance(value, dict):
        for name, inner in value.items():
            if name not in ("id", "origin", "type", "tone", "src", "level", "start", "language"):
                yield from texts(inner, name)
    elif isinstance(value, list):
        for inner in value:
            yield from texts(inner, key)
    elif isinstance(value, str):
        yield value


def record_texts(path: Path) -> list[str]:
    """The texts of a record file."""
    return list(texts(yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CBaseLoader)))


def translations(catalogue: Path) -> dict[str, list[str]]:
    """The translations of each guide."""
    found: dict[str, list[str]] = {}
    for entry in polib.pofile(str(catalogue)):
        if not entry.obsolete:
            found.setdefault(str(entry.msgctxt).partition("#")[0].removeprefix("guides/"), []).append(entry.msgstr)
    return found


def missing(passages: Iterable[str], said: Iterable[str]) -> list[str]:
    """The passages that are not said. Each must be said once for every time it occurs: what was found is used up."""
    left = [words(text) for text in said]
    lost = []
    for passage in sorted(map(words, passages), key=len, reverse=True):
        if not passage:
            continue
        for index, text in enumerate(left):
            if passage in text:
                left[index] = text.replace(passage, "\0", 1)
                break
        else:
            lost.append(passage)
    return lost
