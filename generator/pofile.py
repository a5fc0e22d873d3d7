"""PO files as they are nearly always written, read entry by entry or line by line; all others are left to Babel.

A knowledge base has tens of messages a record, and reading them with Babel takes longer than reading the records.
This reader knows comments (what is obsolete stands in comments), `msgctxt`, `msgid`, `msgstr` and continued strings,
and gives up on the first line that is anything else: plural forms, unclosed quotes, messages without a translation.
Tests compare it with Babel.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_QUOTED = re.compile(r'"((?:[^"\\]|\\[trn"\\])*)"')
_PREVIOUS = re.compile(r'#\|[ \t]*(?:(msgctxt|msgid)[ \t]+)?"((?:[^"\\]|\\[trn"\\])*)"')
_ESCAPE = re.compile(r'\\([trn"\\])')
_MEANING = {"t": "\t", "r": "\r", "n": "\n"}
_ENTRY = re.compile(
    r"""
    ((?:\#[^\n]*+\n|\n)*+)
    (?:msgctxt[ ]"((?:[^"\\\n]++|\\[trn"\\])*+)"\n)?
    (msgid)[ ]"((?:[^"\\\n]++|\\[trn"\\])*+)"\n
    msgstr[ ]"((?:[^"\\\n]++|\\[trn"\\])*+)"(?:\n(?!")|\Z)
    """,
    re.VERBOSE,
)
"""Comments, and an entry without continued strings: how all of a file in canonical form is written, but its header."""
_WORDS = re.compile(r"^[^#\n]", re.MULTILINE)
_KEYWORDS = ("msgctxt", "msgid", "msgstr")


class Message(NamedTuple):
    """An entry: `line` is that of its `msgid`, counted from 1; `same` says that it has the flag `ignore-same`.

    `was` is the English that the translation was made from, where the entry names it (`#| msgid`).
    """

    context: str
    source: str
    text: str
    fuzzy: bool
    line: int
    same: bool = False
    was: str = ""


def read_simple(text: str) -> list[Message] | None:
    """Every message of a PO file but its header, or nothing where Babel must say what the file means."""
    found = _by_entry(text)
    if found is None:
        found = _by_line(text)
    if found is None:
        return None
    known = {(one.context, one.source) for one in found}
    return [one for one in found if one.source] if len(known) == len(found) else None


def _by_entry(text: str) -> list[Message] | None:
    """The messages of a file in canonical form; nothing where it is in another."""
    at = text.find("\n\n") + 1
    found = _by_line(text[:at])  # the header, which has a line for each of its fields
    if found is None:
        return None
    line = text.count("\n", 0, at) + 1
    while match := _ENTRY.match(text, at):
        comments, context, _, source, translation = match.groups()
        line += text.count("\n", at, match.start(3))
        flags: list[str] = []
        was: list[str] = []
        if "#," in comments or "#|" in comments:
            for comment in comments.split("\n"):
                _note(comment, flags, was)
        before = _before(was) if was else ""
        found.append(
            Message(
                _plain(context or ""),
                _plain(source),
                _plain(translation),
                "fuzzy" in flags,
                line,
                "ignore-same" in flags,
                before,
            )
        )
        line += text.count("\n", match.start(3), match.end())
        at = match.end()
    return None if _WORDS.search(text, at) else found


def _note(comment: str, flags: list[str], was: list[str]) -> None:
    """Add what a comment says of the next message."""
    if comment.startswith("#,"):
        flags += [flag.strip() for flag in comment[2:].split(",")]
    elif comment.startswith("#|"):
        was.append(comment)
    elif comment.startswith("#~"):
        flags.clear()
        was.clear()


def _by_line(text: str) -> list[Message] | None:  # noqa: PLR0912
    found: list[Message] = []
    parts: dict[str, list[str]] = {}
    keyword, at = "", 0
    flags: list[str] = []
    was: list[str] = []
    for number, line in enumerate(text.split("\n"), 1):
        if not line:
            continue
        if line[0] == "#":
            if parts:
                if "msgstr" not in parts or "msgid" not in parts:
                    return None
                found.append(_message(parts, flags, at, was))
                parts, keyword, flags, was = {}, "", [], []
            _note(line, flags, was)
            continue
        if line[0] != '"':
            name, _, line = line.partition(" ")  # noqa: PLW2901
            if name not in _KEYWORDS:
                return None
            if "msgstr" in parts and name != "msgstr":
                found.append(_message(parts, flags, at, was))
                parts, flags, was = {}, [], []
            if name in parts or (name == "msgctxt" and parts) or (name == "msgstr" and "msgid" not in parts):
                return None
            keyword, parts[name] = name, []
            if name == "msgid":
                at = number
        quoted = _QUOTED.fullmatch(line)
        if not quoted or not keyword:
            return None
        parts[keyword].append(quoted[1])
    if parts:
        if "msgstr" not in parts:
            return None
        found.append(_message(parts, flags, at, was))
    return found


def _message(parts: dict[str, list[str]], flags: list[str], at: int, was: list[str]) -> Message:
    context, source, text = ("".join(parts.get(name, ())) for name in _KEYWORDS)
    before = _before(was) if was else ""
    return Message(_plain(context), _plain(source), _plain(text), "fuzzy" in flags, at, "ignore-same" in flags, before)


def _before(lines: list[str]) -> str:
    """The English of `#| msgid "…"` with its continued lines."""
    said, keyword = [], ""
    for match in filter(None, map(_PREVIOUS.fullmatch, lines)):
        keyword = match[1] or keyword
        if keyword == "msgid":
            said.append(match[2])
    return _plain("".join(said))


def _plain(written: str) -> str:
    if "\\" not in written:
        return written
    return _ESCAPE.sub(lambda match: _MEANING.get(match[1], match[1]), written)
