"""The small inline Markdown of texts: bold, code, links and references.

Imports markdown_it, as only the importer does besides.

A reference is a link whose target is `kind:id` (`[](fix:use-oauth)`, `[](error:5.7.139/tenant)`); without
words of its own it shows the title of what it refers to. Everything else that Markdown can do is refused
by [`faults`][] and shown as plain text by [`to_html`][], so that nothing a stranger writes becomes markup.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup, escape

from generator.limits import address_fault
from generator.records.types import Text

REFERENCE = re.compile(r"(error|fix|guide|flow|term|event|method|source|page):([a-z0-9][a-z0-9./-]*)(?:#([a-z0-9-]+))?")
_PLAIN = re.compile(r"[^*`\[\]\\<&!_~]*")


@dataclass(frozen=True, slots=True)
class Link:
    """Where a reference leads: an address relative to the page, and the title of the target."""

    href: str
    title: Markup


Resolve = Callable[[str, str, str], Link | None]
"""Finds the target of a reference from its kind, id and anchor."""


class Piece(NamedTuple):
    """A token of a text: its type as markdown_it calls it, and its words or, for a link, its target."""

    type: str
    text: str = ""


def _parser() -> MarkdownIt:
    parser = MarkdownIt("zero").enable(["emphasis", "backticks", "link", "escape"])
    normal = parser.normalizeLink
    parser.validateLink = lambda url: True  # type: ignore[method-assign]
    parser.normalizeLink = lambda url: url if REFERENCE.fullmatch(url) else normal(url)  # type: ignore[method-assign]
    return parser


_MARKDOWN = _parser()


_WORDS = r"[^*`\[\]\\<&!_~\n\0]"
_PIECE = re.compile(
    rf"(?P<words>{_WORDS}+)"
    r"|`(?P<code>[^`\n\0]+)`(?!`)"
    rf"|\*\*(?P<bold>{_WORDS}+)\*\*(?!\*)"
    rf"|\[(?P<label>{_WORDS}*)\]\((?P<to>{REFERENCE.pattern}|https://[a-z0-9.-]+(?:/[A-Za-z0-9_./#-]*)?)\)"
)
"""What nearly all texts are made of. Links whose address might be written in another way are not among it."""


@lru_cache(maxsize=20_000)
def parse(text: str) -> tuple[Piece, ...]:
    """The inline tokens of a text; neighbouring words are one token."""
    return _simple(text) or _parsed(text)


def _simple(text: str) -> tuple[Piece, ...]:
    """The tokens of a text that holds nothing else than words, code, bold words and links; else nothing."""
    found: list[Piece] = []
    end = 0
    while end < len(text):
        match = _PIECE.match(text, end)
        if not match:
            return ()
        end = match.end()
        if words := match["words"]:
            found.append(Piece("text", words))
        elif code := match["code"]:
            if code != code.strip():
                return ()
            found.append(Piece("code_inline", code))
        elif bold := match["bold"]:
            if not (bold[0].isalnum() and bold[-1].isalnum()):  # what it stands beside decides
                return ()
            found += (_OPEN, Piece("text", bold), _CLOSE)
        else:
            label = match["label"]
            found += (Piece("link_open", match["to"]), *([Piece("text", label)] if label else ()), _END)
    return tuple(found)


_OPEN, _CLOSE, _END = Piece("strong_open"), Piece("strong_close"), Piece("link_close")


def _parsed(text: str) -> tuple[Piece, ...]:
    tokens: list[Token] = []
    _MARKDOWN.inline.parse(text.replace("\0", "\ufffd"), _MARKDOWN, {}, tokens)
    found: list[Piece] = []
    for token in tokens:
        if token.type in ("text", "text_special"):
            if not token.content:
                continue
            if found and found[-1].type == "text":
                found[-1] = Piece("text", found[-1].text + token.content)
            else:
                found.append(Piece("text", token.content))
        else:
            found.append(Piece(token.type, str(token.attrs.get("href", "")) if token.attrs else token.content))
    return tuple(found)


def is_plain(text: str) -> bool:
    """Whether a text is its words: nothing in it can be markup."""
    return _PLAIN.fullmatch(text) is not None


def to_html(text: str, resolve: Resolve) -> Markup:
    """The text as HTML. References go through `resolve`; what is not allowed is shown as its words."""
    if is_plain(text):
        return escape(text)
    out: list[str] = []
    closing: list[str] = []
    tokens = parse(text)
    for index, token in enumerate(tokens):
        if token.type == "text":
            out.append(escape(token.text))
        elif token.type == "code_inline":
            out.append(f"<code>{escape(token.text)}</code>")
        elif token.type == "strong_open":
            out.append("<strong>")
        elif token.type == "strong_close":
            out.append("</strong>")
        elif token.type == "link_open":
            opened, closed, title = _link(token.text, resolve)
            out.append(opened)
            closing.append(closed)
            if tokens[index + 1].type == "link_close":
                out.append(title)
        elif token.type == "link_close":
            out.append(closing.pop())
    return Markup("".join(out))


def _link(href: str, resolve: Resolve) -> tuple[str, str, str]:
    match = REFERENCE.fullmatch(href)
    if match:
        link = resolve(match[1], match[2], match[3] or "")
        if link and link.href:
            return f'<a href="{escape(link.href)}">', "</a>", str(link.title)
        return ("", "", str(link.title)) if link else ("", "", str(escape(match[2])))
    if address_fault(href):
        return "", "", str(escape(href))
    if href.startswith("https://"):
        return f'<a href="{escape(href)}" rel="noopener">', "</a>", str(escape(href))
    return f'<a href="{escape(href)}">', "</a>", str(escape(href.removeprefix("mailto:")))


def to_plain(text: str, title_of: Callable[[str, str, str], str]) -> str:
    """The words of a text without markup, for titles, descriptions and search."""
    if is_plain(text):
        return text
    out: list[str] = []
    tokens = parse(text)
    for index, token in enumerate(tokens):
        if token.type in ("text", "code_inline"):
            out.append(token.text)
        elif token.type == "link_open" and tokens[index + 1].type == "link_close":
            match = REFERENCE.fullmatch(token.text)
            out.append(title_of(match[1], match[2], match[3] or "") if match else token.text)
    return "".join(out)


def to_markdown(text: str, resolve: Callable[[str, str, str], tuple[str, str]]) -> str:
    """The text as Markdown that stands alone: references become links with the address and title of their target."""
    if "](" not in text:
        return text
    out: list[str] = []
    tokens = parse(text)
    closing: list[str] = []
    for index, token in enumerate(tokens):
        if token.type == "link_open":
            match = REFERENCE.fullmatch(token.text)
            href, title = resolve(match[1], match[2], match[3] or "") if match else (token.text, token.text)
            closing.append(f"]({href})" if href else "")
            out.append("[" if href else "")
            out.append(_escaped(title) if tokens[index + 1].type == "link_close" else "")
        elif token.type == "link_close":
            out.append(closing.pop())
        elif token.type == "code_inline":
            fence = "``" if "`" in token.text else "`"
            out.append(f"{fence}{token.text}{fence}")
        elif token.type in ("strong_open", "strong_close"):
            out.append("**")
        else:
            out.append(_escaped(token.text))
    return "".join(out)


def as_label(words: str) -> str:
    """Plain words as the label of a link in Markdown."""
    return re.sub(r"([\\\[\]])", r"\\\1", words)


def _escaped(words: str) -> str:
    return re.sub(r"([\\`*\[\]<])", r"\\\1", words)


def references(text: str) -> Iterator[tuple[str, str, str]]:
    """Kind, id and anchor of every record that a text refers to."""
    if "](" not in text:
        return
    for token in parse(text):
        if token.type == "link_open":
            match = REFERENCE.fullmatch(token.text)
            if match:
                yield match[1], match[2], match[3] or ""


def faults(text: Text | str) -> Iterator[tuple[str, str, str]]:
    """What is not allowed in a text, as (code, message, hint)."""
    source = str(text)
    if is_plain(source):
        return
    for token in parse(source):
        if token.type == "em_open":
            yield "KB202", "italics are not used", "use bold for labels, or backslash the asterisk: \\*"
        elif token.type == "link_open":
            wrong = "" if REFERENCE.fullmatch(token.text) else address_fault(token.text)
            if wrong:
                yield (
                    "KB203",
                    f"the link goes to '{token.text[:60]}': {wrong}",
                    "https://…, mailto:…, or a record such as fix:use-oauth",
                )
        elif token.type == "text":
            if "**" in token.text:
                yield (
                    "KB202",
                    "** is shown to the reader",
                    "bold does not open or close beside a bracket: put 「」 and （） outside, or a space beside it",
                )
            if re.search(r"</?[a-zA-Z][^<>]*>|<!--", token.text):
                yield "KB202", "HTML is shown to the reader as it stands", "put literal text in `code`"
            if "`" in token.text:
                yield "KB202", "a ` without its partner", "code begins and ends with `"


def literals(text: str) -> Counter[str]:
    """Everything in a text that must be equal in every language: code, links, references, and the number of bolds."""
    found: Counter[str] = Counter()
    if is_plain(text):
        return found
    for token in parse(text):
        if token.type == "code_inline":
            found[f"`{token.text}`"] += 1
        elif token.type == "link_open":
            found[f"({token.text})"] += 1
        elif token.type == "strong_open":
            found["**"] += 1
    return found


def spoken(text: str) -> str:
    """The words that are prose: code is left out, and so are the addresses of links."""
    if is_plain(text):
        return text
    return "".join(token.text if token.type == "text" else "`" for token in parse(text))


def bold(text: str) -> Iterator[str]:
    """The passages in bold: labels, as they stand on a screen."""
    if "**" not in text:
        return
    inside: list[str] | None = None
    for token in parse(text):
        if token.type == "strong_open":
            inside = []
        elif token.type == "strong_close" and inside is not None:
            yield "".join(inside)
            inside = None
        elif inside is not None:
            inside.append(token.text)
