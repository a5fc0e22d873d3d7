"""Reading: from what was pasted to letters that can be compared, each with its place in the original.

Two steps, so that wrappers need no rules of their own:

1. *clean*: escapes of HTML, JSON, URLs and quoted-printable are undone, every character is put in its
   compatible form (NFKC, so that full-width digits are digits) and ASCII letters in lower case.
2. *letters*: only letters and digits are kept. A hard wrap inside a word, `+` for a space, a quote mark or an
   apostrophe of another kind cannot matter any more, because none of them is a letter. Codes are left out:
   a reply of several lines repeats its code at the start of each line (RFC 5321 §4.2.1).

Every clean character knows where it began (`at`), every letter which clean character it is (`of`).
The cost is linear: each character is looked at a fixed number of times.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

SOFT = "\u00ad"
"""Stands for a break that is no break: a quoted-printable line end, `<wbr>`. Never a letter."""

JOINING = "\u3099\u309a\uff9e\uff9f"
"""Voicing marks that NFKC joins to the character before them (`ｶﾞ`)."""

OCTET = r"(?:=|%(?:25){0,3}|\\{1,8}x)"
NEXT = rf"(?:=\r?\n)?{OCTET}[89abAB][0-9a-fA-F]"
UNUSUAL = re.compile(
    r"&(?:amp;){0,3}(?:#([0-9]{1,6})|#[xX]([0-9a-fA-F]{1,5})|([a-z]{2,6}));"
    r"|=\r?\n"
    rf"|({OCTET}(?:[cCdD][0-9a-fA-F]|[eE][0-9a-fA-F]{NEXT}){NEXT})"
    r"|=(09|0[aAdD]|20|22|27|2[cC]|3[aAbBdD]|5[bBdD])"
    r"|%(?:25){0,3}([2357][0-9a-fA-F]|0[9aAdD])"
    r"|\\{1,8}(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|[nrt])"
    r"|</?(wbr|br|b|i|u|p|a|em|strong|span|div|font|code|pre|td|th|tr|li|ul|ol|table|tbody|h[1-6]|CRLF)"
    r"(?:[ \t\r\n][^<>]{0,200})?/?>"
    r"|(?:\x1b|\^\[|\\{1,2}(?:033|e))?\[[0-9]{1,2}(?:;[0-9]{1,3}){0,4}m"
    rf"|([^\x00-\x7f][{JOINING}]*)"
)
"""Characters beyond ASCII, and escapes worth undoing: of HTML, quoted-printable, URLs, JSON, bytes of UTF-8 in any of
them, and the colours of a terminal. In quoted-printable only what can stand around a reply: `=53` in `status=535` is
none."""
VALUE = re.compile(rf"{OCTET}([0-9a-fA-F]{{2}})")

NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"', "apos": "'", "rsquo": "'", "lsquo": "'", "shy": SOFT}
PLAIN = {upper: upper + 32 for upper in range(65, 91)} | dict.fromkeys((*range(0x2010, 0x2016), 0x2212), "-")
"""Lower case for ASCII letters, and one hyphen for all dashes: a word processor changes `535-5.7.139`."""


@dataclass(frozen=True, slots=True)
class Clean:
    """`text` in comparable characters; `at[i]` is where character i began in the original (one more at the end)."""

    text: str
    at: list[int]


@dataclass(frozen=True, slots=True)
class Letters:
    """Only letters and digits; `of[i]` is the clean character that letter i is."""

    text: str
    of: list[int]


def _undo(match: re.Match[str]) -> str:
    """What an unusual character stands for, or an escape (one character)."""
    decimal, hexadecimal, name, utf8, quoted, percent, unicode, byte, tag, beyond = match.groups()
    if beyond:
        return beyond
    number = quoted or percent or unicode or byte or hexadecimal
    if decimal or number:
        point = int(decimal) if decimal else int(number, 16)
        return _character(point)
    if utf8:
        first, *more = (int(pair, 16) for pair in VALUE.findall(utf8))
        point = first & (0x1F if len(more) == 1 else 0x0F)
        for one in more:
            point = point << 6 | one & 0x3F
        return _character(point)
    if name:
        return NAMED.get(name, " ")
    if tag:
        return SOFT if tag == "wbr" else " "
    token = match.group()
    if token[-1] == "m" or token[0] == "=":
        return SOFT
    return " " if token[-1] == "t" else "\n"


def _character(point: int) -> str:
    return chr(point) if 0 < point < 0xD800 or 0xE000 <= point <= 0xFFFF else " "


def clean(text: str) -> Clean:
    """Undo escapes, NFKC, ASCII lower case."""
    out: list[str] = []
    at: list[int] = []
    position = 0
    for match in UNUSUAL.finditer(text):
        start, end = match.span()
        normal = unicodedata.normalize("NFKC", _undo(match))
        out += (text[position:start], normal)
        at.extend(range(position, start))
        at.extend([start] * len(normal))
        position = end
    out.append(text[position:])
    at.extend(range(position, len(text)))
    at.append(len(text))
    return Clean("".join(out).translate(PLAIN), at)


def is_letter(char: str) -> bool:
    """A letter or a digit of the basic plane; what both languages agree on."""
    if char < "\x80":
        return char.isalnum()
    return char <= "\uffff" and unicodedata.category(char)[0] in "LN"


def letters(cleaned: Clean, left_out: list[tuple[int, int]]) -> tuple[Letters, list[int]]:
    """The letters outside `left_out` (spans in order), and for each span the letter at which it stood."""
    out: list[str] = []
    of: list[int] = []
    stood: list[int] = []
    text = cleaned.text
    position = 0
    for start, end in [*left_out, (len(text), len(text))]:
        for index in range(position, start):
            if is_letter(text[index]):
                out.append(text[index])
                of.append(index)
        stood.append(len(of))
        position = end
    stood.pop()
    return Letters("".join(out), of), stood


def squeeze(text: str) -> str:
    """The letters of a short literal, for the table."""
    return letters(clean(text), [])[0].text
