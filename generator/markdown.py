"""What a page says, as Markdown: for readers and tools that want its words without its frame.

Made from the body of the page, so the two cannot differ. What only works on the page (buttons, fields, the way back)
is left out, and so is what the page hides. Links lead to pages, absolute where the site has an address.
"""

from __future__ import annotations

import re

from html_to_markdown import ConversionOptions, convert

_LEFT_OUT = re.compile(r"<(kb-copy|kb-parameters|kb-share|button|form|nav|script|style|svg)\b.*?</\1>", re.DOTALL)
_STEP_LINK = re.compile(r'<a class="kb-step__link".*?</a>', re.DOTALL)
_ANCHOR = re.compile(r'<a class="kb-anchor" href="#[^"]*">(.*?)</a>', re.DOTALL)
_TITLE = re.compile(r' title="[^"]*"')


def to_markdown(body: str, address: str) -> str:
    """The body of the page at `address` as Markdown; its links stay as they are where there is no address."""
    for pattern, kept in ((_LEFT_OUT, ""), (_STEP_LINK, ""), (_ANCHOR, r"\1"), (_TITLE, "")):
        body = pattern.sub(kept, body)
    options = ConversionOptions(
        bullets="-",
        compact_tables=True,
        highlight_style="none",
        autolinks=False,
        extract_metadata=False,
        escape_asterisks=True,
        escape_underscores=True,
        escape_misc=True,
        base_url=address or None,
    )
    return f"{str(convert(body, options).content).strip()}\n"


def markdown_file(name: str) -> str:
    """The name of the Markdown beside a file of HTML."""
    return f"{name.removesuffix('.html')}.md"
