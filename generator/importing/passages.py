"""Elements inside a block become phrases: the words of both languages in the inline Markdown of records."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from generator.importing import markup
from generator.importing.drafts import Phrase
from generator.importing.links import Links
from generator.importing.report import Account
from generator.importing.runs import Run, pair_bolds, plain, tidy, write
from generator.importing.segments import Pair
from generator.importing.tree import GONE, INLINE, Node

BOLD = frozenset({"strong", "b"})
CODE = frozenset({"code", "kbd", "samp", "tt", "var", "pre"})
QUIET = INLINE - BOLD - CODE - {"a"}
"""Inline elements that leave only their words."""


@dataclass(frozen=True, slots=True)
class _Style:
    code: bool = False
    bold: bool = False
    href: str = ""


@dataclass(slots=True)
class Passages:
    """Makes the phrases of one document; remembers which pairs have found their place."""

    pairs: Sequence[Pair]
    links: Links
    account: Account
    translated: bool = True
    references: Mapping[str, Any] = field(default_factory=dict)
    placed: set[int] = field(default_factory=set)
    _trees: dict[str, Node] = field(default_factory=dict)

    def phrase(self, nodes: Iterable[Node | str]) -> Phrase | None:
        """The phrase of these elements; nothing when they have no words."""
        nodes = list(nodes)
        segments = tuple(dict.fromkeys(segments_of(nodes)))
        source = self._side(nodes, "source")
        self.placed.update(segments)
        if not self.translated:
            return Phrase(source, None, segments) if source else None
        if segments and not any((self.pairs[number].target or "").strip() for number in segments):
            self.account.add("changed", "passage without a translation", "the source stands alone", source)
            return Phrase(source, None, segments) if source else None
        target = self._side(nodes, "target")
        if not source and not target:
            return None
        return Phrase(source or target, target or None, segments)

    def words(self, nodes: Iterable[Node | str], side: str = "source") -> str:
        """The words of these elements, without markup."""
        return plain(tidy(self._runs(list(nodes), side, report=False)))

    def _side(self, nodes: list[Node | str], side: str) -> str:
        runs, alone = pair_bolds(self._runs(nodes, side, report=side == "source"))
        if alone:
            self.account.add("changed", "bold that opens or closes alone", "the mark was taken out", plain(runs))
        written = write(tidy(runs))
        if written.plainer:
            self.account.add("changed", f"{written.plainer} that cannot stand there", "its words stay", written.text)
        return written.text

    def _runs(self, nodes: list[Node | str], side: str, *, report: bool) -> list[Run]:
        out: list[Run] = []
        self._collect(nodes, side, _Style(), out, report)
        return out

    def _collect(self, nodes: list[Node | str], side: str, style: _Style, out: list[Run], report: bool) -> None:
        for node in nodes:
            if isinstance(node, str):
                out.append(Run(node, style.code, style.bold, style.href))
            elif node.tag == "seg":
                self._segment(node, side, style, out, report)
            elif node.tag in ("br", "hr", "wbr"):
                out.append(Run("" if node.tag == "wbr" else " ", style.code, style.bold, style.href))
            elif node.tag == "figure":
                self._picture(node, side, style, out, report)
            elif node.tag in GONE:
                self._gone(node, side, style, out, report)
            else:
                self._collect(node.children, side, self._style(node, style, report), out, report)
                if node.tag not in INLINE and node.tag != "span":
                    out.append(Run(" ", style.code, style.bold, style.href))

    def _style(self, node: Node, style: _Style, report: bool) -> _Style:
        if node.tag in BOLD:
            return _Style(style.code, True, style.href)
        if node.tag in CODE:
            return _Style(True, style.bold, style.href)
        if node.tag == "a" and not style.href and "href" in node.attrs:
            return _Style(style.code, style.bold, self._href(node.attrs["href"], report))
        if report and node.tag in QUIET:
            name = "italics" if node.tag in ("em", "i") else f"<{node.tag}>"
            self.account.add("changed", name, "the words stay")
        return style

    def _href(self, written: str, report: bool) -> str:
        written = markup.MARK.sub(lambda found: self.pairs[int(found[1])].source or "", written)
        href, reason = self.links.resolve(written)
        if report and reason:
            self.account.add("changed" if href else "refused", "link", reason, written)
        return href

    def _segment(self, node: Node, side: str, style: _Style, out: list[Run], report: bool) -> None:
        pair = self.pairs[int(node.attrs["n"])] if int(node.attrs["n"]) < len(self.pairs) else Pair("")
        text, other = (pair.source, pair.target) if side == "source" else (pair.target, pair.source)
        if text is None or not text.strip():
            if report and text is None:
                self.account.add("changed", "passage without its source", "the translation stands in both", pair.id)
            elif side == "target" and text is None:
                self.account.add("changed", "passage without a translation", "the source stands in both", pair.id)
            text = other or ""
        if style.code:
            out.append(Run(text, True, style.bold, style.href))
            return
        self._collect(self._tree(text).children, side, style, out, report)

    def _tree(self, text: str) -> Node:
        """Both sides and every question about a passage read it once."""
        found = self._trees.get(text)
        if found is None:
            found = self._trees[text] = markup.inline(text, self.references)
        return found

    def _picture(self, node: Node, side: str, style: _Style, out: list[Run], report: bool) -> None:
        """A picture in a sentence leaves its description, as a link to it where it can be reached."""
        before = len(out)
        href = style.href or self.links.picture(node.attrs.get("src", ""))[0]
        self._collect(node.children, side, _Style(style.code, style.bold, href), out, False)
        if report and len(out) == before:
            self.account.add("refused", "picture in a sentence", "it has no description", node.attrs.get("src", ""))
        elif report:
            self.account.add("changed", "picture in a sentence", "its description stays", node.attrs.get("src", ""))

    def _gone(self, node: Node, side: str, style: _Style, out: list[Run], report: bool) -> None:
        """Elements that no guide shows. Pairs inside are words, and stay."""
        if report:
            self.account.add("refused", f"<{node.tag}>", "no guide shows it", node.text())
        for segment in node.all("seg"):
            self._segment(segment, side, style, out, report)


def segments_of(nodes: Iterable[Node | str]) -> Iterable[int]:
    """The numbers of the pairs below these elements, in order."""
    for node in nodes:
        if isinstance(node, Node):
            for segment in node.all("seg"):
                yield int(segment.attrs["n"])
