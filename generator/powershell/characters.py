"""Characters that look right and are not.

Most of them are legal PowerShell, or are tokenised differently than they look (CharTraits.cs: curly
quotes are quotes, dashes of other lengths are dashes, a full-width hyphen is not), so no parser objects.
Committed snippets hold none of them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from generator.powershell.finding import Finding, position
from generator.powershell.quote import UNSEEN
from generator.powershell.template import Rendered
from generator.powershell.tree import STRINGS, parse

_QUOTES = frozenset("\u2018\u2019\u201a\u201b\u201c\u201d\u201e\u201f\u2032\u2033\u00b4\uff02\uff07")
_DASHES = frozenset("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe63\uff0d")
_PROMPT = re.compile(r"^\s*(?:PS(?: [^>\n]*)?>|\[PS\][^>\n]*>|>> )", re.MULTILINE)
_AFTER_BACKTICK = re.compile(r"`[ \t]+$", re.MULTILINE)
_BRACKETS = re.compile(r"<[A-Za-z][\w .-]*>")


def check_characters(code: str, path: str) -> Iterator[Finding]:
    """Typographic, full-width and invisible characters, tabs, prompts, and blanks after a backtick."""
    for offset, character in enumerate(code):
        found = _judge(character)
        if found:
            problem, message, hint = found
            yield Finding(path, *position(code, offset), problem, message, hint)
    for pattern, message in (
        (_PROMPT, "a prompt is part of the snippet"),
        (_AFTER_BACKTICK, "blanks follow the backtick, so the line does not continue"),
    ):
        for match in pattern.finditer(code):
            yield Finding(path, *position(code, match.start()), "KB726", message, "delete it")


def check_brackets(rendered: Rendered, code: str, path: str) -> Iterator[Finding]:
    """`<mailbox>` outside a string. The grammar takes it for a word, PowerShell for a redirection."""
    parsed = parse(rendered.text)
    for match in _BRACKETS.finditer(rendered.text):
        around = parsed.innermost(match.start(), match.end()).ancestors()
        if not any(node.type in STRINGS or node.type == "comment" for node in around):
            yield Finding(
                path,
                *position(code, rendered.origin(match.start())),
                "KB720",
                f"{match[0]} stands outside quotes",
                f"write {{{{{match[0][1:-1].strip().lower().replace(' ', '-')}}}}} and declare the parameter",
            )


def _judge(character: str) -> tuple[str, str, str] | None:
    number = f"U+{ord(character):04X}"
    if character in _QUOTES:
        return "KB716", f"typographic quote {number}", "use ' (U+0027)"
    if character in _DASHES:
        return "KB717", f"dash {number}", "use - (U+002D)"
    if character == "\t":
        return "KB726", "tab", "use spaces: a tab completes names when it is pasted into a console"
    category = unicodedata.category(character)
    if category in UNSEEN and character != "\n":
        return "KB719", f"invisible character {number}", "delete it"
    if "\uff01" <= character <= "\uff5e":
        return "KB718", f"full-width character {number}", f"use {unicodedata.normalize('NFKC', character)}"
    if category == "Zs" and character != " ":
        return "KB718", f"space {number}", "use an ordinary space"
    return None
