"""The tree of a document becomes the body of a guide: paragraphs, lists, notes, code, pictures, tables."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from generator.importing import markup
from generator.importing.documents import slug
from generator.importing.drafts import Block, Phrase, walk
from generator.importing.lists import gather
from generator.importing.passages import Passages, segments_of
from generator.importing.report import Account
from generator.importing.tree import BLOCK, GONE, Node

MAX_NESTED = 8
"""How deep blocks may stand within blocks; what is deeper is said on the level above."""

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_ALERT = re.compile(r"\s*\[!([A-Za-z]+)([^\]\n]*)\]\s*")
_TONES = {
    **dict.fromkeys(("tip", "hint", "success", "example", "check", "done"), "tip"),
    **dict.fromkeys(("important", "warning", "attention"), "warning"),
    **dict.fromkeys(("caution", "danger", "error", "failure", "bug"), "danger"),
    **dict.fromkeys(("quote", "cite", "div"), "quote"),
}
_TITLED = re.compile(r'^([\w-]+)\s*(?:\[(.*)\]|"(.*)"|(.*))$')
_START = re.compile(r"0|[2-9]|[1-9][0-9]{1,5}")
_LANGUAGE = re.compile(r"[a-z0-9+#-]{1,20}")
_HOLDERS = frozenset(
    ["address", "article", "body", "center", "div", "fieldset", "footer", "header", "html", "main", "nav", "section"]
)

Nodes = Sequence[Node | str]


@dataclass(slots=True)
class Blocks:
    """Makes the blocks of one document. `ids` are taken; they are made of the ids of pairs, or of the words."""

    passages: Passages
    account: Account
    level: int = 1
    ids: Counter[str] = field(default_factory=Counter)

    def body(self, nodes: Nodes, depth: int = 0) -> list[Block]:
        """The blocks of these elements. Inline elements beside each other are a paragraph."""
        out: list[Block] = []
        loose: list[Node | str] = []
        for node in gather(nodes, self.passages.words):
            if isinstance(node, str) or not (_is_block(node) or _holds_blocks(node)):
                loose.append(node)
                continue
            out += self._paragraph(loose)
            loose = []
            out += self._block(node, depth)
        return out + self._paragraph(loose)

    def _block(self, node: Node, depth: int) -> list[Block]:
        if node.tag in HEADINGS:
            return self._heading(node, depth)
        if node.tag == "pre":
            return self._code(node)
        if depth >= MAX_NESTED and node.tag in ("ul", "ol", "dl", "blockquote", "aside", "details", "table"):
            self.account.add("changed", "nested too deeply", f"at most {MAX_NESTED} levels; the words stay")
            return self._paragraph([node])
        if node.tag in ("ul", "ol"):
            return self._list(node, depth)
        if node.tag == "dl":
            return self._definitions(node, depth)
        if node.tag == "blockquote":
            return self._quote(node, depth)
        if node.tag == "aside":
            return self._aside(node, depth)
        if node.tag == "details":
            return self._details(node, depth)
        if node.tag == "table":
            return self._table(node)
        if node.tag == "figure":
            return self._picture(node)
        if node.tag == "hr":
            self.account.add("changed", "line across the page", "headings part the page")
            return []
        if node.tag in GONE:
            return self._paragraph([node])
        return self.body(node.children, depth) if _holds_blocks(node) else self._paragraph(node.children)

    def paragraph(self, phrase: Phrase) -> Block:
        """A paragraph that says this."""
        return {"type": "paragraph", "id": self.name(phrase), "text": phrase}

    def name(self, phrase: Phrase | None, prefix: str = "") -> str:
        """An id that no other element has: that of the first pair, or made of the words."""
        found = ""
        if phrase and phrase.segments:
            found = slug(self.passages.pairs[phrase.segments[0]].id)[:60].strip("-")
        if not found:
            found = "t" + hashlib.sha256((phrase.source if phrase else "").encode()).hexdigest()[:8]
        found = f"{prefix}-{found}" if prefix else found
        self.ids[found] += 1
        while self.ids[found] > 1:
            found = f"{found}-{self.ids[found]}"
            self.ids[found] += 1
        return found

    def _paragraph(self, nodes: Nodes) -> list[Block]:
        """A paragraph; pictures that stand alone are blocks."""
        if _only_pictures(nodes):
            return [one for node in nodes if isinstance(node, Node) for one in self._pictures(node)]
        phrase = self.passages.phrase(nodes)
        return [self.paragraph(phrase)] if phrase else []

    def _heading(self, node: Node, depth: int) -> list[Block]:
        phrase = self.passages.phrase(node.children)
        if phrase is None:
            return []
        if depth:
            self.account.add("changed", "heading within a list or note", "it is a paragraph there", phrase.source)
            return [self.paragraph(phrase)]
        self.level = min(max(int(node.tag[1]), 2), self.level + 1, 4)
        return [{"type": "heading", "id": self.name(phrase), "text": phrase, "level": str(self.level)}]

    def _code(self, node: Node) -> list[Block]:
        if next(iter(segments_of([node])), None) is not None:
            self.account.add("changed", "code with passages in it", "each line is a paragraph of code")
            lines: list[list[Node | str]] = [[]]
            for child in node.children:
                parts = child.split("\n") if isinstance(child, str) else [child]
                lines[-1].append(parts[0])
                lines += [[part] for part in parts[1:]]
            return [block for line in lines for block in self._paragraph([Node("code", {}, line)])]
        code = node.text().strip("\n").rstrip()
        if not code.strip():
            return []
        language = node.attrs.get("language", "").lower().removeprefix("language-").strip("{}.")
        language = "powershell" if "powershell" in language else language.removesuffix("-interactive")
        return [
            {
                "type": "code",
                "id": self.name(Phrase(code), "code"),
                "language": language if _LANGUAGE.fullmatch(language) else "text",
                "code": code,
            }
        ]

    def _list(self, node: Node, depth: int) -> list[Block]:
        entries = []
        for child in node.children:
            if isinstance(child, Node) and child.tag == "li":
                entry = self._entry(child, node.tag, depth)
                entries += [entry] if entry else []
            elif isinstance(child, Node) or child.strip():
                entries += [self._filled(block) for block in self.body([child], depth + 1)]
        if not entries:
            return []
        found: Block = {"type": "list", "id": self._below(entries, "list")}
        start = node.attrs.get("start", "1")
        if node.tag == "ol":
            found |= {"ordered": True} | ({"start": start} if _START.fullmatch(start) else {})
        return [found | {"items": entries}]

    def _entry(self, node: Node, tag: str, depth: int) -> Block | None:
        nodes = list(node.children)
        label = next((one for one in nodes if isinstance(one, Node) and one.tag == "label"), None)
        named = self.passages.phrase(label.children) if label else None
        blocks = self.body([one for one in nodes if one is not label], depth + 1)
        if not blocks and named is None:
            return None
        lead = blocks.pop(0) if blocks and blocks[0]["type"] == "paragraph" else None
        text = lead["text"] if lead else None
        entry: Block = {"id": lead["id"] if lead else self.name(named or _first(blocks), "entry")}
        entry |= {"label": named} if named else {}
        entry |= {"text": text} if text else {}
        last = blocks[-1] if blocks else {}
        if (
            len(blocks) == 1
            and last["type"] == "list"
            and last.get("ordered", False) == (tag == "ol")
            and "start" not in last
        ):
            return entry | {"items": last["items"]}
        return entry | ({"body": blocks} if blocks else {})

    def _filled(self, block: Block) -> Block:
        """An entry that holds one block: something stood in a list without being an entry of it."""
        if block["type"] == "paragraph":
            return {"id": block["id"], "text": block["text"]}
        return {"id": self._below([block], "entry"), "body": [block]}

    def _below(self, value: Any, prefix: str) -> str:
        return self.name(_first(value), prefix)

    def _definitions(self, node: Node, depth: int) -> list[Block]:
        entries: list[Block] = []
        for child in node.children:
            if isinstance(child, str):
                continue
            if child.tag == "dd" and entries:
                entries[-1].setdefault("body", []).extend(self.body(child.children, depth + 1))
            else:
                entries += [self._filled(block) for block in self.body(child.children, depth + 1)]
        return [{"type": "list", "id": self._below(entries, "list"), "items": entries}] if entries else []

    def _quote(self, node: Node, depth: int) -> list[Block]:
        """`> [!NOTE]` is a note; any other quotation is one."""
        children = [child for child in node.children if not isinstance(child, str) or child.strip()]
        tone = "quote"
        first = children[0] if children else None
        if isinstance(first, Node) and first.tag == "p" and first.children and isinstance(first.children[0], str):
            found = _ALERT.match(first.children[0])
            if found:
                tone = _TONES.get(found[1].lower(), "note")
                first.children[0] = first.children[0][found.end() :]
        return self._note(tone, None, self.body(children, depth + 1))

    def _aside(self, node: Node, depth: int) -> list[Block]:
        found = _TITLED.match(node.attrs.get("info", "note"))
        kind = found[1].lower() if found else "note"
        written = next((one for one in found.groups()[1:] if one), "") if found else ""
        title = self.passages.phrase(markup.marked(written)) if written else None
        return self._note(_TONES.get(kind, "note"), title, self.body(node.children, depth + 1))

    def _details(self, node: Node, depth: int) -> list[Block]:
        summary = next((one for one in node.children if isinstance(one, Node) and one.tag == "summary"), None)
        title = self.passages.phrase(summary.children) if summary else None
        return self._note("note", title, self.body([one for one in node.children if one is not summary], depth + 1))

    def _note(self, tone: str, title: Phrase | None, blocks: list[Block]) -> list[Block]:
        if not blocks and title is None:
            return []
        lead = blocks.pop(0) if blocks and blocks[0]["type"] == "paragraph" else None
        text = lead["text"] if lead else None
        name = lead["id"] if lead else self.name(title or _first(blocks), "note")
        found: Block = {"type": "note", "id": name, "tone": tone}
        found |= {"title": title} if title else {}
        found |= {"text": text} if text else {}
        return [found | ({"body": blocks} if blocks else {})]

    def _pictures(self, node: Node) -> list[Block]:
        if node.tag == "figure":
            return self._picture(node)
        return [one for child in node.children if isinstance(child, Node) for one in self._pictures(child)]

    def _picture(self, node: Node) -> list[Block]:
        """A picture by its address and words; a figure of HTML may hold more than that."""
        if any(isinstance(child, Node) and _is_block(child) for child in node.children):
            return self.body(node.children, MAX_NESTED)
        written = node.attrs.get("src", "")
        src, reason = self.passages.links.picture(written) if written else ("", "picture without an address")
        phrase = self.passages.phrase(node.children)
        if reason:
            self.account.add("changed" if src or phrase else "refused", "picture", reason, written)
        if not src and phrase is None:
            return []
        found: Block = {"type": "picture", "id": self.name(phrase or Phrase(src), "picture")}
        return [found | ({"src": src} if src else {}) | ({"text": phrase} if phrase else {})]

    def _table(self, node: Node) -> list[Block]:
        """A table: what heads its columns stands in `thead` or in a first row of nothing but `th`."""
        caption = next(node.all("caption"), None)
        rows = [[cell for cell in row.children if isinstance(cell, Node)] for row in node.all("tr")]
        rows = [[cell for cell in row if cell.tag in ("td", "th")] for row in rows if row]
        rows = [row for row in rows if row]
        if not rows:
            return self._paragraph(node.children)
        headed = next(node.all("thead"), None) is not None or all(cell.tag == "th" for cell in rows[0])
        width = max(map(len, rows))
        columns = [self._cell(cell) for cell in rows[0]] if headed else []
        columns += [None] * (width - len(columns))
        made = []
        for row in rows[1:] if headed else rows:
            cells = [self._cell(cell) for cell in row]
            if any(cells):
                made.append(self._row(cells, width))
        name = self.passages.phrase(caption.children) if caption else None
        found: Block = {"type": "table", "id": self._below([name, columns, made], "table")}
        found |= {"caption": name} if name else {}
        found["columns"] = [
            {"id": f"c{number}"} | ({"text": phrase} if phrase else {}) for number, phrase in enumerate(columns, 1)
        ]
        if not made:
            made.append({"id": "r1"})
        return [found | {"rows": made}]

    def _cell(self, cell: Node) -> Phrase | None:
        if any(isinstance(child, Node) and child.tag in ("ul", "ol", "table") for child in cell.children):
            self.account.add("changed", "list in a cell of a table", "its words stand one after the other")
        return self.passages.phrase(cell.children)

    def _row(self, cells: list[Phrase | None], width: int) -> Block:
        first = next((cell for cell in cells if cell), None)
        row: Block = {"id": self.name(first, "row")}
        row |= {"head": cells[0]} if cells[0] else {}
        rest = [*cells[1:], *[None] * (width - len(cells))]
        return row | {
            "cells": [
                {"id": f"c{number}"} | ({"text": phrase} if phrase else {}) for number, phrase in enumerate(rest, 2)
            ]
        }


def _first(value: Any) -> Phrase | None:
    """The first phrase below a value."""
    return next((phrase for _, phrase in walk(value)), None)


def _is_block(node: Node) -> bool:
    return node.tag in BLOCK or node.tag in ("aside", "hr", "details") or node.tag in _HOLDERS


def _holds_blocks(node: Node) -> bool:
    """Whether there are blocks below an element, at any depth."""
    stack: list[Node | str] = list(node.children)
    while stack:
        child = stack.pop()
        if isinstance(child, Node):
            if _is_block(child) and child.tag != "figure":
                return True
            stack += child.children
    return False


def _only_pictures(nodes: Iterable[Node | str]) -> bool:
    """Whether these elements are pictures, perhaps within links, and nothing else."""
    found = False
    for node in nodes:
        if isinstance(node, str):
            if node.strip():
                return False
        elif node.tag == "figure" or (node.tag == "a" and _only_pictures(node.children)):
            found = True
        elif node.tag != "br":
            return False
    return found
