"""A document in two languages becomes a draft, with an account of what happened to it."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from generator.importing import markup
from generator.importing.blocks import HEADINGS, Blocks
from generator.importing.documents import Document, Refused, slug
from generator.importing.drafts import Draft, Phrase
from generator.importing.learn import plain_markdown
from generator.importing.links import Links
from generator.importing.passages import Passages, segments_of
from generator.importing.report import Account
from generator.importing.runs import Run, tidy, write
from generator.importing.segments import Pair, skeleton
from generator.importing.tree import Node

TITLE = 90
"""The longest title of a guide, in characters."""


@dataclass(frozen=True, slots=True)
class About:
    """What the import says of every document: where its links hang, and who published it under which licence."""

    base_url: str = ""
    publisher: str = ""
    licence: str = ""
    section: str = ""


@dataclass(slots=True)
class Conversion:
    """Everything that is known while a document is converted."""

    id: str
    origin: str
    locale: str
    about: About
    account: Account
    guides: Mapping[str, str] = field(default_factory=dict)
    key: str = ""
    titles: tuple[str, str] = ("", "")
    references: Mapping[str, Any] = field(default_factory=dict)

    def side_by_side(self, document: Document) -> Draft:
        """The draft of a document in the side-by-side format, or [`Refused`][generator.importing.documents.Refused]."""
        inside = [one for values in document.metadata.values() for one in values if "data-ttu-id" in one]
        if inside:
            self.account.add("changed", "passage in the metadata", "it stands at the end", count=len(inside))
        found = skeleton("\n\n".join([document.text, *inside]))
        if not found.pairs:
            raise Refused("there is no side-by-side passage in it; for plain Markdown say --format markdown")
        for what, identity in found.odd:
            self.account.add("changed", what, "mended", identity)
        try:
            root, self.references = markup.tree(plain_markdown(found.text, self.account))
        except markup.TooLong as error:
            raise Refused(str(error)) from None
        return self.draft(document, root, found.pairs)

    def draft(self, document: Document, root: Node, pairs: Sequence[Pair], *, translated: bool = True) -> Draft:
        """The draft of a document, given as a tree with a `seg` in the place of each pair."""
        for name, count in document.cleaned.items():
            self.account.add("changed", name, "taken out", count=count)
        try:
            return self._draft(document, root, pairs, translated)
        except markup.TooLong as error:
            raise Refused(str(error)) from None

    def _draft(self, document: Document, root: Node, pairs: Sequence[Pair], translated: bool) -> Draft:
        links = Links(self.about.base_url, self.origin, self.guides, _anchors(root, pairs), self.id, self.key)
        passages = Passages(pairs, links, self.account, translated, self.references)
        blocks = Blocks(passages, self.account)
        title = _take_title(root, passages)
        if title is None:
            own = document.first("title")
            written = self.titles[0] or own or self.id.replace("-", " ")
            title = Phrase(as_text(written), as_text(self.titles[1] or own or written) if translated else None)
            self.account.add("changed", "no heading at the top", "the title is that of the metadata", written)
        body = blocks.body(root.children)
        self.account.segments = len(pairs)
        self.account.placed = len(passages.placed)
        body += self._left_over(pairs, blocks)
        record: dict[str, Any] = {"id": self.id, **_head(title, body, blocks)}
        record["origin"] = self._origin(document)
        if body:
            record["body"] = body
        self._account(body)
        return Draft(self.id, self.locale, record, tuple(pair.id for pair in pairs))

    def _left_over(self, pairs: Sequence[Pair], blocks: Blocks) -> list[dict[str, Any]]:
        """Pairs that stood where no reader sees them (a comment, an attribute) end the guide: nothing is lost."""
        out = []
        for number in range(len(pairs)):
            if number not in blocks.passages.placed:
                phrase = blocks.passages.phrase([Node("seg", {"n": str(number)})])
                if phrase:
                    out.append(blocks.paragraph(phrase))
                    reason = "it stood in a comment or an attribute, and is at the end now"
                    self.account.add("changed", "passage out of place", reason, phrase.source)
        return out

    def _origin(self, document: Document) -> dict[str, Any]:
        first = document.first
        found = {
            "document": self.origin,
            "section": self.about.section
            or slug(first("ms.service", "ms.prod", "section", "category"))[:60]
            or "other",
            "publisher": self.about.publisher,
            "licence": self.about.licence,
            "updated": _day(first("ms.date", "date", "last_update", "lastmod")),
            "topic": first("ms.topic", "type")[:80],
            "audience": first("ms.audience", "audience")[:80],
            "numbers": [one[:80] for one in document.metadata.get("ms.custom", ()) if one],
            "revision": first("ms.sourcegitcommit")[:80],
        }
        kept = ("title", *_KEPT)
        left = [name for name in document.metadata if name not in kept]
        if left:
            self.account.add("refused", "metadata", "concerns the site it came from", ", ".join(left), len(left))
        return {name: value for name, value in found.items() if value}

    def _account(self, body: list[dict[str, Any]]) -> None:
        for block in body:
            self.account.add("kept", str(block["type"]))


_KEPT = frozenset(
    {"ms.service", "ms.prod", "section", "category", "ms.date", "date", "last_update", "lastmod", "ms.topic", "type"}
    | {"ms.audience", "audience", "ms.custom", "ms.sourcegitcommit", "ms.contentlocale"}
)
"""Metadata that is used; what remains concerns the site that the document comes from."""


def _head(title: Phrase, body: list[dict[str, Any]], blocks: Blocks) -> dict[str, Phrase]:
    """Title and summary: the first paragraph leads. A title that is too long is shortened, and leads as a whole."""
    if max(len(title.source), len(title.target or "")) > TITLE:
        blocks.account.add("changed", "long title", f"shortened to {TITLE} characters; the whole title follows it")
        body.insert(0, blocks.paragraph(title))
        passages = blocks.passages
        nodes = [Node("seg", {"n": str(number)}) for number in title.segments]
        source = passages.words(nodes) if nodes else title.source
        target = passages.words(nodes, "target") if nodes else title.target
        title = Phrase(_short(source), _short(target or "") if title.target else None)
    head = {"title": title}
    if body and body[0]["type"] == "paragraph":
        head["summary"] = body.pop(0)["text"]
    return head


def as_text(words: str) -> str:
    """Plain words as a text of a record."""
    return write(tidy([Run(words)])).text or "–"


def _short(words: str) -> str:
    plain = re.sub(r"[*_`\[\]\\<>&]", " ", words)
    plain = " ".join(plain.split())
    return plain if len(plain) <= TITLE else plain[: TITLE - 1].rstrip() + "…"


def _take_title(root: Node, passages: Passages) -> Phrase | None:
    """The first heading, if nothing of weight stands before it; it leaves the tree."""
    for index, node in enumerate(root.children):
        if isinstance(node, str) and not node.strip():
            continue
        if isinstance(node, Node) and node.tag in HEADINGS[:2]:
            phrase = passages.phrase(node.children)
            if phrase:
                del root.children[index]
                return phrase
            continue
        if isinstance(node, Node) and not node.text().strip() and not any(True for _ in segments_of([node])):
            continue
        break
    heading = next((node for node in root.children if isinstance(node, Node) and node.tag == "h1"), None)
    phrase = passages.phrase(heading.children) if heading else None
    if phrase and heading:
        root.children.remove(heading)
    return phrase


def _anchors(root: Node, pairs: Sequence[Pair]) -> dict[str, str]:
    """The block of each anchor: the id of the first pair beside it."""
    found: dict[str, str] = {}
    waiting: list[str] = []
    stack: list[Node | str] = [root]
    while stack:
        node = stack.pop()
        if isinstance(node, str):
            continue
        if node.tag == "seg":
            number = int(node.attrs["n"])
            for name in waiting:
                found.setdefault(name, slug(pairs[number].id) if number < len(pairs) else "")
            waiting = []
        anchor = node.attrs.get("name") or node.attrs.get("id")
        if anchor:
            waiting.append(anchor.lower())
        stack.extend(reversed(node.children))
    return {name: block for name, block in found.items() if block}


def _day(written: str) -> str:
    """A date as ISO; American dates are those of the format."""
    american = re.fullmatch(r"(\d{1,2})/(\d{1,2})/(\d{4})", written.strip())
    parts = (american[3], american[1], american[2]) if american else tuple(written.strip()[:10].split("-"))
    try:
        return datetime.date(*map(int, parts)).isoformat() if len(parts) == 3 else ""
    except ValueError:
        return ""
