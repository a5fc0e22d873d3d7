"""Finding status codes in a text, by the grammar of RFC 5321 (replies) and RFC 3463 (enhanced codes).

Three numbers with dots are everywhere: versions, addresses, dates. Here only what *cannot* be a code is turned away;
whether the rest is one is decided by its neighbours (`generator.decoder.decode`).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

BREAK = "(?:\r?\n[ \t>|]{0,8})?"
GAP = f"[\u00ad\u200b]{{0,4}}{BREAK}"
DOT = rf"{GAP}\.( )?{GAP}"
PART = "([0-9](?:\u00ad?[0-9]){0,2})"
CODE = re.compile(rf"(?<![0-9])([245]){DOT}{PART}{DOT}{PART}(-[0-9]{{3}}(?![0-9]))?")
WRAPPED = re.compile("\u00ad?\r?\n[ \t>|]{0,8}([0-9]{1,2})(?![0-9.])")
REPLY = re.compile(rf"(?:^|[^0-9.])([45]{BREAK}[0-9]{BREAK}[0-9])([^0-9a-z]{{1,12}}(?:[bu]['\"]{{1,2}})?)\Z")
BEFORE = 40
"""Characters before a code in which its reply code stands."""
SINGLE_REPLIES = (421, 432, 454, 455, 458, 521, 523, 530, 534, 535, 538, 541)
REPLIES = frozenset(map(str, (*SINGLE_REPLIES, *range(450, 453), *range(500, 505), *range(550, 557))))
"""Reply codes that refuse (RFC 5321, 4954, 3207, 7504 and the registry of reply codes)."""

DIGITS = "0123456789"
LINE_HEAD = 80
"""Characters that a log may put before a line of a reply."""
NEVER_BEFORE = "_@/\\.-"
NEVER_AFTER = ".-/"
AUTHENTICATION = frozenset(("432", "454", "504", "534", "535", "538"))
"""Answers to AUTH itself (RFC 4954 §6)."""
NOT_AUTHENTICATED = "530"
"""The consequence: another command was refused because AUTH had not succeeded (RFC 4954 §6)."""


@dataclass(slots=True)
class Token:
    """A possible code at clean characters `start` (with its reply) to `end`; the code itself begins at `first`."""

    start: int
    first: int
    end: int
    code: str
    reply: str = ""
    hyphen: bool = False
    continues: bool = False
    """Whether it begins a further line of the reply before it."""
    letter: int = 0
    """The letter at which it stands."""


def registered(code: str) -> bool:
    """Whether the code may be in the registry of enhanced codes (RFC 5248), so that every server may use it.

    The registry ends at X.1.10, X.2.4, X.3.6, X.4.7, X.5.6, X.6.10 and X.7.30; what lies beyond is one product's own.
    """
    subject, _, detail = code[2:].partition(".")
    return int(detail.partition("-")[0]) <= (30 if subject == "7" else 10)


def find_codes(text: str, known: Callable[[str], str]) -> list[Token]:
    """Everything in a clean text that can be an enhanced code, in order."""
    found: list[Token] = []
    position = 0
    while match := CODE.search(text, position):
        first, end = match.span()
        position = end
        code = ".".join(part.replace("\u00ad", "") for part in match.group(1, 3, 5))
        if match.group(6):
            if known(code + match.group(6)) == code + match.group(6):
                code += match.group(6)
            else:
                end = match.end(5)
        joined = WRAPPED.match(text, end)
        if joined is not None and known(code + joined.group(1)):
            longer = code + joined.group(1)
            if len(longer.rpartition(".")[2]) == 3 or (len(longer.rpartition(".")[2]) < 3 and not known(code)):
                code, end = longer, joined.end()
        reply = REPLY.search(text[max(0, first - BEFORE) : first])
        number = "".join(char for char in reply.group(1) if char in DIGITS) if reply is not None else ""
        if number not in REPLIES:
            number = ""
        spaced = match.group(2) or match.group(4)
        if not _possible(text, first, end, number != "") or (spaced and not number):
            # `5. 5.7.139`: a code may begin inside what looked like one.
            position = first + 1
            continue
        token = Token(first, first, end, code)
        if reply is not None and number:
            token.start = first - len(reply.group(1)) - len(reply.group(2))
            token.reply = number
            token.hyphen = reply.group(2) == "-"
        last = found[-1] if found else None
        if last is not None and last.code == code:
            if last.hyphen and last.reply == token.reply:
                token.continues = True
                # The next line of the same reply: what stands before the code (`S: `, a time) is not part of it.
                line = text.rfind("\n", max(last.end, token.start - LINE_HEAD), token.start)
                token.start = token.start if line < 0 else line
            elif not token.reply and text[max(0, first - 12) : first].rstrip(" \t>|").endswith("\n"):
                token.continues = True
        found.append(token)
    return found


def _alphanumeric(char: str) -> bool:
    return char < "\x80" and char.isalnum()


def _possible(text: str, first: int, end: int, paired: bool) -> bool:
    """Whether the characters on both sides allow a code: not a part of a longer number, name or path."""
    before = text[first - 1] if first else " "
    after = text[end] if end < len(text) else " "
    next_after = text[end + 1] if end + 1 < len(text) else " "
    if after in DIGITS or (after == "." and next_after in DIGITS):
        return False
    if paired:
        return True
    if _alphanumeric(before) or before in NEVER_BEFORE:
        return False
    if _alphanumeric(after) or after in "_@":
        return False
    if after in NEVER_AFTER and _alphanumeric(next_after):
        return False
    return not (after == ":" and next_after in DIGITS)
