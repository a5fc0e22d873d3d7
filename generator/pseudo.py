"""A pseudo-locale: English with accents, a third longer, between ⟦ and ⟧, so that a word nobody wrapped stands out.

What must stay the same in every language stays: code, links, references, placeholders, addresses and names.
"""

from __future__ import annotations

import re

from generator.facts import SHAPES
from generator.languages import calendar

_ACCENTS = str.maketrans(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "åƀçðéƒĝĥîĵķļɱñöþǫŕšţûṽŵẋýžÅƁÇÐÉƑĜĤÎĴĶĻṀÑÖÞǪŔŠŢÛṼŴẊÝŽ",
)
_MONTHS = "|".join(calendar("en").months)
_KEPT = re.compile(rf"\b(?:{_MONTHS})\b|`[^`]*`|\]\([^)]*\)|\\.|\*\*|&\w+;|(?x:{SHAPES.pattern})", re.ASCII)


def pseudo(text: str) -> str:
    """The text as the pseudo-locale says it."""
    out, at = [], 0
    for match in _KEPT.finditer(text):
        out += [text[at : match.start()].translate(_ACCENTS), match[0]]
        at = match.end()
    out.append(text[at:].translate(_ACCENTS))
    padding = "·" * (len(text) // 3)
    said = "".join(out)
    lead, trail = said[: len(said) - len(said.lstrip())], said[len(said.rstrip()) :]
    return f"{lead}⟦{said.strip()}{' ' + padding if padding else ''}⟧{trail}"
