"""Colours at build time: a snippet becomes HTML spans, with its placeholders marked for the page's script.

The text of the result (tags taken away, entities resolved) is the rendered snippet, character for
character, so that what is copied from the page is what was checked here. Classes are Pygments' short
names; their colours are in `overrides/assets/stylesheets/code.css`.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator
from html import escape

from pygments.lexers.shell import PowerShellLexer
from pygments.token import STANDARD_TYPES, Token

from generator.powershell.template import render

# Snippets begin and end as they are written: copying must not add a line break.
_LEXER = PowerShellLexer(stripnl=False, ensurenl=False)


@functools.lru_cache(maxsize=4096)
def highlight(code: str) -> str:
    """The inside of `<code>`. A placeholder is `<span class="kb-slot" data-slot="mailbox">'&lt;mailbox&gt;'</span>`."""
    rendered = render(code)
    parts: list[str] = []
    position = 0
    for slot in rendered.slots:
        parts += _spans(rendered.text, position, slot.start)
        shown = escape(rendered.text[slot.start : slot.end], quote=False)
        parts.append(f'<span class="kb-slot" data-slot="{slot.id}">{shown}</span>')
        position = slot.end
    parts += _spans(rendered.text, position, len(rendered.text))
    return "".join(parts)


@functools.lru_cache(maxsize=64)
def _tokens(text: str) -> tuple[tuple[int, str, str], ...]:
    """Each token with its offset and class; unnamed ones inherit the class of their family."""
    found = []
    for offset, kind, value in _LEXER.get_tokens_unprocessed(text):
        named = next((one for one in reversed(kind.split()) if one in STANDARD_TYPES), Token)
        found.append((offset, STANDARD_TYPES[named], value))
    return tuple(found)


def _spans(text: str, start: int, end: int) -> Iterator[str]:
    """The tokens between two offsets; a token that reaches over an edge is cut there."""
    for offset, name, value in _tokens(text):
        piece = value[max(start - offset, 0) : max(end - offset, 0)]
        if piece:
            words = escape(piece, quote=False)
            plain = not name or name == "w" or piece.isspace()
            yield words if plain else f'<span class="{name}">{words}</span>'
