"""What a page says, as Markdown: for readers and tools that want its words without its frame.

Made from the body of the page, so that the two cannot differ. What only works on the page (buttons, fields, the way
back, what is there to be copied) is left out. Links lead to pages, absolute where the site has an address.
"""

from __future__ import annotations

import re

from html_to_markdown import ConversionOptions, convert

_LEFT_OUT = ["kb-copy", "kb-parameters", "button", "form", "nav", "script", "svg", ".kb-step__link", "kb-share"]
_CODE = re.compile(r"(<pre\b.*?</pre>|<code\b.*?</code>)", re.DOTALL)
_ANCHOR = re.compile(r'<a class="kb-anchor" href="#[^"]*">(.*?)</a>', re.DOTALL)
_TITLE = re.compile(r' title="[^"]*"')
_CUT = re.compile(
    r"<(kb-copy|kb-share|nav|script)\b.*?</\1>"
    r"|<span\b[^>]* hidden>[^<]*</span>"
    r"|</?span\b[^>]*>"
    r"|<wbr>",
    re.DOTALL,
)
"""What need not be parsed, half of a page: most of what is left out, what a script would show, and spans and
places to break, which mean nothing in Markdown."""


def to_markdown(body: str, address: str) -> str:
    """The body of the page at `address` as Markdown; its links stay as they are where there is no address."""
    body = _TITLE.sub("", _ANCHOR.sub(r"\1", _CUT.sub("", body)))
    parts = _CODE.split(body)
    # Written as entities, which mean the same in Markdown: a word must not become an element or a link.
    parts[::2] = (part.replace("&lt;", "&amp;lt;").replace("](", "]&amp;#40;") for part in parts[::2])
    options = ConversionOptions(
        bullets="-",
        compact_tables=True,
        highlight_style="none",
        autolinks=False,
        extract_metadata=False,
        escape_asterisks=True,
        escape_underscores=True,
        exclude_selectors=_LEFT_OUT,
        base_url=address or None,
    )
    return f"{str(convert(''.join(parts), options).content).strip()}\n"


def markdown_file(name: str) -> str:
    """The name of the Markdown beside a file of HTML."""
    return f"{name.removesuffix('.html')}.md"
