"""PowerShell's own rules for single-quoted strings, written again from its source for the tests.

tokenizer.cs, `ScanStringLiteral`: read on until a single quote of any of the five kinds; when the next
character is a single quote of any kind too, skip the first and keep the second; otherwise the string ends.
CharTraits.cs: which characters are single quotes.
"""

from __future__ import annotations

SINGLE_QUOTES = frozenset("'\u2018\u2019\u201a\u201b")


def read_string(text: str) -> tuple[str, str]:
    """The value of the string that the text begins with, and what stands behind it."""
    assert text and text[0] in SINGLE_QUOTES, "not a single-quoted string"
    value: list[str] = []
    position = 1
    while position < len(text):
        character = text[position]
        if character in SINGLE_QUOTES:
            if text[position + 1 : position + 2] not in SINGLE_QUOTES or position + 1 == len(text):
                return "".join(value), text[position + 1 :]
            position += 1
            character = text[position]
        value.append(character)
        position += 1
    raise AssertionError("the string does not end")
