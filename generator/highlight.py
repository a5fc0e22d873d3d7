"""Code becomes coloured HTML at build time. Classes only; the colours are in the style sheet."""

from __future__ import annotations

from functools import lru_cache

from markupsafe import Markup, escape
from pygments import highlight as _highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import get_lexer_by_name
from pygments.util import ClassNotFound

_FORMATTER = HtmlFormatter(nowrap=True)


@lru_cache(maxsize=50_000)
def highlight(code: str, language: str) -> Markup:
    """The code as spans with Pygments' short class names; plain text for `text` and unknown languages."""
    code = code.strip("\n")
    if language in ("", "text"):
        return escape(code)
    try:
        lexer = get_lexer_by_name(language, stripnl=False)
    except ClassNotFound:
        return escape(code)
    return Markup(_highlight(code, lexer, _FORMATTER).rstrip("\n"))


def knows(language: str) -> bool:
    """Whether there is a highlighter of this name."""
    try:
        return language in ("", "text") or bool(get_lexer_by_name(language))
    except ClassNotFound:
        return False
