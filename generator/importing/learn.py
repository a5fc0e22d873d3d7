"""What the side-by-side documents add to Markdown becomes plain: pictures, videos, inclusions, marks of layout."""

from __future__ import annotations

import re

from generator.importing.report import Account
from generator.importing.segments import OPEN

_SIGN = re.compile(r"^([ \t>]*(?:[-*+]|\d+[.)])?[ \t]*):::[ \t]*([a-z-]*)(.*)$", re.MULTILINE)
_ATTRIBUTE = re.compile(r'([a-z-]{1,40})="([^"\n]*)"')
_VIDEO = re.compile(r"\[!(?:VIDEO|video)\s+(https?://[^\s\]]+)[^\]\n]{0,200}\]")
_INCLUDE = re.compile(r"\[!(?:INCLUDE|include)\s*\[([^\]\n]{0,200})\]\(([^)\n]{0,400})\)\s*\]")


def plain_markdown(text: str, account: Account) -> str:
    """The text without the signs that only one publisher's Markdown knows. What is left out is reported."""

    def sign(found: re.Match[str]) -> str:
        before, name, rest = found.groups()
        if name == "image":
            attributes = dict(_ATTRIBUTE.findall(rest))
            words = attributes.get("alt-text", "").replace("[", "\\[").replace("]", "\\]")
            return f"{before}![{words}](<{attributes.get('source', '')}>)"
        if name == "video":
            source = dict(_ATTRIBUTE.findall(rest)).get("source", "")
            return f"{before}<{source}>" if source.startswith("https://") else before
        if OPEN in rest:
            return f"{before}{rest}"
        account.add("changed", "mark of layout", "its content stays", f"{name}{rest}".strip(" :"))
        return before

    def include(found: re.Match[str]) -> str:
        account.add("refused", "inclusion", "it is another file", found[2])
        return found[1] if OPEN in found[1] else ""

    if ":::" in text:
        text = _SIGN.sub(sign, text)
    if "[!" in text:
        text = _INCLUDE.sub(include, _VIDEO.sub(lambda found: f"[{found[1]}]({found[1]})", text))
    return text
