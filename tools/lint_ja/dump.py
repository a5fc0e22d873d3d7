"""Catalogues become Markdown that textlint can read, one paragraph a message, and its findings find their way back.

A message that is a sentence becomes a paragraph; a title, label or phrase becomes a heading, of which the rules ask
no full stop. What is not translated, or not up to date, is left out: nobody sees it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import polib

SENTENCE = re.compile(r"[.!?:…)”\"`]$")
"""How a source text ends that is a sentence; its translation then ends as one."""

CODE = re.compile(r"`[^`]+`")
PLACEHOLDER = re.compile(r"%\((\w+)\)s|%%|\{(\w+)\}")
FILLED = {"date": "当日", "year": "翌年", "against": "文書", "title": "題名"}
"""What stands for the values that are filled in; anything else is a number."""


@dataclass(frozen=True, slots=True)
class Message:
    """A translated message: where it stands, its context, and its words as Markdown."""

    file: str
    line: int
    context: str
    markdown: str


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule says about a message. The column is that of the Markdown, without the mark of a heading."""

    message: Message
    rule: str
    says: str
    column: int

    def __str__(self) -> str:
        words = " ".join(self.says.split())
        return f"{self.message.file}:{self.message.line}: {self.rule}: {words} ({self.message.context})"


def messages(path: Path, name: str) -> Iterator[Message]:
    """Every message of a PO file that readers see."""
    for entry in polib.pofile(str(path), wrapwidth=0):
        if not entry.msgstr or entry.fuzzy or entry.obsolete:
            continue
        words = PLACEHOLDER.sub(_filled, CODE.sub(_shortened, entry.msgstr))
        sentence = SENTENCE.search(entry.msgid) and "。" in words
        context = entry.msgctxt or entry.msgid[:40]
        yield Message(name, entry.linenum, context, words if sentence else f"# {words}")


def _shortened(code: re.Match[str]) -> str:
    """Commands and answers of servers are not sentences: their length does not count."""
    return code[0] if len(code[0]) <= 9 else f"{code[0][:8].rstrip()}`"


def _filled(placeholder: re.Match[str]) -> str:
    return "%" if placeholder[0] == "%%" else FILLED.get(placeholder[1] or placeholder[2], "1")


def markdown(found: list[Message]) -> tuple[str, dict[int, Message]]:
    """The messages as one document, and which line of it holds which message."""
    lines: list[str] = []
    at: dict[int, Message] = {}
    for message in found:
        lines += [f"<!-- {message.context.replace('--', '- -')} -->", ""]
        at[len(lines) + 1] = message
        lines += [message.markdown, ""]
    return "\n".join(lines), at


def findings(report: list[dict[str, object]], at: dict[int, Message]) -> Iterator[Finding]:
    """What textlint reports (its JSON) about one document, in the order of the document."""
    for one in report:
        line, column = int(str(one["line"])), int(str(one["column"]))
        message = at.get(line)
        if message:
            yield Finding(message, str(one["ruleId"]), str(one["message"]), column)
