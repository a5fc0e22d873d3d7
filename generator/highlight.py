"""Code becomes coloured HTML at build time. Classes only; the colours are in the style sheet."""

from __future__ import annotations

from functools import cache, lru_cache

from markupsafe import Markup, escape
from pygments import highlight as _highlight
from pygments.formatters import HtmlFormatter
from pygments.lexer import Lexer
from pygments.lexers import get_lexer_by_name
from pygments.util import ClassNotFound

_FORMATTER = HtmlFormatter(nowrap=True)


@lru_cache(maxsize=50_000)
def highlight(code: str, language: str) -> Markup:
    """The code as spans with Pygments' short class names; plain text for `text` and unknown languages."""
    code = code.strip("\n")
    if language in ("", "text"):
        return escape(code)
    lexer = _lexer(language)
    return Markup(_highlight(code, lexer, _FORMATTER).rstrip("\n")) if lexer else escape(code)


@cache
def _lexer(language: str) -> Lexer | None:
    try:
        return get_lexer_by_name(language, stripnl=False)
    except ClassNotFound:
        return None
