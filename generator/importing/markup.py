"""Markdown and HTML become a tree. The only module of the import that knows markdown_it and html.parser's blocks."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from html.parser import HTMLParser
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.html_inline import html_inline
from markdown_it.token import Token

from generator.importing.extensions import admonition, container
from generator.importing.segments import OPEN, SHUT, mark
from generator.importing.tree import KNOWN, VOID, Builder, Node

ESCAPED = {"*": "\ufdd2", "_": "\ufdd3", "`": "\ufdd4"}
"""Noncharacters for signs that the writer escaped: they are themselves, and open nothing."""

MAX_PASSAGE = 200_000
MAX_HTML = 400_000
MARK = re.compile(f"{OPEN}(\\d+){SHUT}")
"""What stands in the skeleton for a pair; its number is in the group."""

_BLOCKS = {
    "paragraph": "p",
    "blockquote": "blockquote",
    "bullet_list": "ul",
    "ordered_list": "ol",
    "list_item": "li",
    "table": "table",
    "thead": "thead",
    "tbody": "tbody",
    "tr": "tr",
    "th": "th",
    "td": "td",
    "admonition": "aside",
    "strong": "strong",
    "em": "em",
    "s": "s",
    "link": "a",
}


class TooLong(Exception):
    """A passage that is no passage: the message says how long it is."""


def _html_inline(state: StateInline, silent: bool) -> bool:
    """Markdown-it's own rule, but what has no end in sight is not looked for again and again."""
    after = state.src[state.pos + 1 : state.pos + 2]
    if after in ("!", "?") and state.src.find(">", state.pos) < 0:
        return False
    if after == "!" and state.src.startswith("<!--", state.pos) and state.src.find("-->", state.pos + 4) < 0:
        return False
    if after == "?" and state.src.find("?>", state.pos) < 0:
        return False
    if state.src.startswith("<![CDATA[", state.pos) and state.src.find("]]>", state.pos) < 0:
        return False
    return html_inline(state, silent)


@cache
def _markdown(extended: bool) -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"maxNesting": 80}).enable(["table", "strikethrough"]).disable("text_join")
    parser.inline.ruler.at("html_inline", _html_inline)
    parser.validateLink = lambda url: True  # type: ignore[method-assign]
    if extended:
        parser.use(admonition).use(container)
    return parser


def tree(text: str) -> tuple[Node, dict[str, Any]]:
    """The tree of a document, and the addresses that links name elsewhere in it."""
    builder = Builder()
    env: dict[str, Any] = {}
    _walk(_markdown(False).parse(_with_ends(text), env), builder, False)
    return builder.root, dict(env.get("references", {}))


@dataclass(frozen=True, slots=True)
class Leaves:
    """A document as a tree with a `seg` in the place of each passage, and the passages with the kind of their block.

    `loose` counts blocks of HTML; `references` are the addresses that links name elsewhere in the document.
    """

    root: Node
    found: tuple[tuple[str, str], ...]
    loose: int
    references: dict[str, Any]


def leaves(text: str, *, extended: bool) -> Leaves:
    """The passages of a document in one language."""
    builder = Builder()
    builder.leaves = []
    env: dict[str, Any] = {}
    tokens = _markdown(extended).parse(_with_ends(text), env)
    _walk(tokens, builder, extended)
    loose = sum(token.type == "html_block" for token in tokens)
    return Leaves(builder.root, tuple(builder.leaves), loose, dict(env.get("references", {})))


def inline(text: str, references: Mapping[str, Any] | None = None) -> Node:
    """The tree of a passage."""
    builder = Builder()
    if not _SIGNS.search(text):
        builder.text(text)
        return builder.root
    _guard(text)
    _walk(_markdown(False).parseInline(text.replace("\n", " "), {"references": dict(references or {})}), builder, False)
    return builder.root


def marked(text: str) -> list[Node | str]:
    """Text that is no Markdown, with its pairs."""
    builder = Builder()
    _text(text, builder)
    return builder.root.children


_SIGNS = re.compile(r"[*_`\[\]\\<&!~\n]")


def _guard(text: str) -> None:
    if len(text) > MAX_PASSAGE:
        raise TooLong(f"a passage of {len(text):,} characters; at most {MAX_PASSAGE:,}")


def _with_ends(text: str) -> str:
    """Blocks of HTML that never end would swallow the rest of the document: their sign is taken from them."""
    ends = {start: text.rfind(end) for start, end in _ENDS.items()}
    lines = text.split("\n")
    at = 0
    for number, line in enumerate(lines):
        bare = line.lstrip(" ")
        if bare.startswith("<"):
            small = bare[:12].lower()
            for start, last in ends.items():
                if small.startswith(start) and last < at:
                    lines[number] = line.replace("<", "&lt;", 1) if start[1] in "!?" else _drop_tag(line)
                    break
        at += len(line) + 1
    longest = max(map(len, lines), default=0)
    if longest > MAX_HTML:
        raise TooLong(f"a line of {longest:,} characters; at most {MAX_HTML:,}")
    return "\n".join(lines)


def _drop_tag(line: str) -> str:
    start, end = line.find("<"), line.find(">")
    return line[:start] + (line[end + 1 :] if end >= 0 else "")


_ENDS = {
    "<script": "</script>",
    "<style": "</style>",
    "<pre": "</pre>",
    "<textarea": "</textarea>",
    "<!--": "-->",
    "<?": "?>",
    "<![cdata[": "]]>",
}


def _walk(tokens: list[Token], builder: Builder, extended: bool) -> None:
    for token in tokens:
        kind = token.type
        if kind == "inline" and builder.leaves is not None:
            _guard(token.content)
            _leaf(token.content, builder)
        elif kind == "inline":
            _guard(token.content)
            _walk(token.children or [], builder, extended)
        elif kind == "text":
            _text(token.content, builder)
        elif kind == "text_special":
            _text("".join(ESCAPED.get(char, char) for char in token.content), builder)
        elif kind in ("softbreak", "hardbreak"):
            builder.text("\n") if kind == "softbreak" else builder.open("br")
        elif kind == "code_inline":
            builder.open("code", firm=True)
            _text(token.content, builder)
            builder.close("code", firm=True)
        elif kind in ("fence", "code_block"):
            _code(token, builder, extended)
        elif kind == "image":
            _image(token, builder)
        elif kind in {"html_inline", "html_block"}:
            _html(token.content, builder)
        elif kind == "hr":
            builder.open("hr", firm=True)
        else:
            _element(token, builder)


def _element(token: Token, builder: Builder) -> None:
    name, _, which = token.type.rpartition("_")
    tag = token.tag if name == "heading" else _BLOCKS.get(name, "")
    if not tag:
        return
    if which == "close":
        builder.close(tag, firm=True)
        return
    attrs = {key: str(value) for key, value in token.attrs.items()}
    if token.info and name == "admonition":
        found = _TITLED.match(token.info)
        if found and builder.leaves is not None:
            attrs["info"] = f'{found[1]}"{mark(len(builder.leaves))}"'
            builder.leaves.append(("title", found[2] or found[3]))
        else:
            attrs["info"] = token.info
    builder.open(tag, attrs, firm=True)


_TITLED = re.compile(r'^([\w-]+\s+(?:tab\s+)?)(?:"(.*)"|([^"\[].*))$')


def _leaf(text: str, builder: Builder) -> None:
    """The passage stays a passage; the tree holds its number."""
    if text.strip() and builder.leaves is not None:
        builder.open("seg", {"n": str(len(builder.leaves))}, firm=True)
        builder.leaves.append((builder.path(), text))


def _text(text: str, builder: Builder) -> None:
    """Text with the marks of pairs in it."""
    if OPEN not in text:
        builder.text(text)
        return
    parts = MARK.split(text)
    for number, part in enumerate(parts):
        if number % 2:
            builder.open("seg", {"n": part}, firm=True)
        elif part:
            builder.text(part)


def _image(token: Token, builder: Builder) -> None:
    builder.open("figure", {"src": str(token.attrs.get("src", ""))}, firm=True)
    _walk(token.children or [], builder, False)
    builder.close("figure", firm=True)


def _code(token: Token, builder: Builder, extended: bool) -> None:
    """Code as it stands. Indented text that holds pairs was never code: it is read again without its indent."""
    if token.type == "code_block" and OPEN in token.content:
        _walk(_markdown(extended).parse(_dedent(token.content)), builder, extended)
        return
    words = token.info.split()
    builder.open("pre", {"language": words[0] if words else ""}, firm=True)
    _text(token.content, builder)
    builder.close("pre", firm=True)


def _dedent(text: str) -> str:
    return "\n".join(line.lstrip(" \t") for line in text.split("\n"))


class _Tags(HTMLParser):
    """HTML feeds the builder. Elements that HTML does not know are text: `<tenant>` is a placeholder for readers."""

    CDATA_CONTENT_ELEMENTS = ()  # type: ignore[misc]

    def __init__(self, builder: Builder) -> None:
        super().__init__(convert_charrefs=True)
        self.builder = builder

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in KNOWN:
            self.handle_data(self.get_starttag_text() or "")
            return
        found = {name: value or "" for name, value in attrs}
        if tag == "img":
            self.builder.open("figure", {"src": found.get("src", "")})
            _text(found.get("alt", ""), self.builder)
            self.builder.close("figure")
            return
        self.builder.open(tag, {name: found[name] for name in _KEPT if name in found})

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag in KNOWN and tag not in VOID:
            self.builder.close(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in KNOWN:
            self.handle_data(f"</{tag}>")
        elif tag == "br":
            self.builder.open("br")
        else:
            self.builder.close(tag)

    def handle_data(self, data: str) -> None:
        _text(data, self.builder)

    def parse_marked_section(self, i: int, report: bool = True) -> int:
        """A section such as `<![CDATA[…]]>` is no text; one that is none is read as browsers do, as a comment."""
        try:
            return super().parse_marked_section(i, report)
        except AssertionError:
            return self.parse_bogus_comment(i)

    def handle_comment(self, data: str) -> None:
        """A comment is no text; pairs in it are found to be missing later, and shown."""


_KEPT = ("href", "name", "id", "start", "type", "colspan", "class")


def _html(text: str, builder: Builder) -> None:
    """Whole tags are read by the standard library's parser. A `<` that opens nothing is a sign like any other."""
    last = text.rfind(">") + 1
    safe = text[:last]
    for start, end in (("<!--", "-->"), ("<?", "?>"), ("<![", "]]>")):
        stop = safe.rfind(end)
        head, tail = (safe[: stop + 1], safe[stop + 1 :]) if stop >= 0 else ("", safe)
        safe = head + tail.replace(start, "&lt;" + start[1:])
    parser = _Tags(builder)
    parser.feed(safe)
    parser.close()
    if text[last:]:
        _text(text[last:], builder)
