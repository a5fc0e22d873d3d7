"""A document as a tree of elements, whatever it was written in. Unclosed and crossing elements are put right."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

MAX_DEPTH = 60


def _names(written: str) -> frozenset[str]:
    return frozenset(written.split())


INLINE = _names("""
    a abbr b bdi bdo big br cite code del dfn em font i img ins kbd label mark q s samp seg small strike strong
    sub sup tt u var wbr
""")
VOID = _names("""
    area base br col embed hr img input link meta param seg source track wbr
""")
GONE = _names("""
    script style iframe object embed applet noscript template svg math form input select textarea button canvas
    audio video head title base link meta
""")
"""Elements that no guide shows; their text goes with them."""

BLOCK = _names("""
    address article aside blockquote body center dd details div dl dt fieldset figcaption figure footer h1 h2 h3
    h4 h5 h6 header hr html li main nav ol p pre section summary table tbody td tfoot th thead tr ul caption
    colgroup col
""")
SPAN = frozenset({"span"})
KNOWN = INLINE | VOID | GONE | BLOCK | SPAN
_CLOSES: Mapping[str, frozenset[str]] = {
    "li": frozenset({"li"}),
    "tr": frozenset({"tr", "td", "th"}),
    "td": frozenset({"td", "th"}),
    "th": frozenset({"td", "th"}),
    "dt": frozenset({"dt", "dd"}),
    "dd": frozenset({"dt", "dd"}),
    "tbody": frozenset({"thead", "tbody", "tr", "td", "th"}),
}
_WALLS = frozenset({"ul", "ol", "table", "dl", "blockquote"})


@dataclass(slots=True)
class Node:
    """An element. Its children are elements and text; a `seg` stands for the pair `attrs["n"]`."""

    tag: str
    attrs: dict[str, str] = field(default_factory=dict)
    children: list[Node | str] = field(default_factory=list)

    def all(self, tag: str) -> Iterator[Node]:
        """Every element with this tag, at any depth, in order."""
        stack: list[Node | str] = [self]
        while stack:
            node = stack.pop()
            if isinstance(node, Node):
                if node.tag == tag:
                    yield node
                stack.extend(reversed(node.children))

    def text(self) -> str:
        """The text outside pairs."""
        return "".join(child if isinstance(child, str) else child.text() for child in self.children)


class Builder:
    """Builds the tree from openings, closings and text.

    Markdown's own elements are opened with `firm`: a stray closing tag cannot end them, and their end closes
    whatever was left open inside.
    """

    def __init__(self) -> None:
        self.root = Node("root")
        self._stack: list[tuple[Node, bool]] = [(self.root, True)]
        self._ignored: list[str] = []
        self.leaves: list[tuple[str, str]] | None = None

    def path(self) -> str:
        """What the present element stands in: `ul/li/p`."""
        return "/".join(node.tag for node, _ in self._stack[1:])

    @property
    def here(self) -> Node:
        return self._stack[-1][0]

    def open(self, tag: str, attrs: dict[str, str] | None = None, *, firm: bool = False) -> None:
        """Begin an element; void ones end at once."""
        if not firm:
            self._make_room(tag)
        if len(self._stack) > MAX_DEPTH and tag not in VOID:
            self._ignored.append(tag)
            return
        node = Node(tag, attrs or {})
        self.here.children.append(node)
        if tag not in VOID:
            self._stack.append((node, firm))

    def close(self, tag: str, *, firm: bool = False) -> None:
        """End the nearest such element; nothing happens when there is none."""
        if self._ignored and self._ignored[-1] == tag:
            self._ignored.pop()
            return
        for depth in range(len(self._stack) - 1, 0, -1):
            node, is_firm = self._stack[depth]
            if node.tag == tag and is_firm == firm:
                del self._stack[depth:]
                return
            if is_firm and not firm:
                return

    def text(self, text: str) -> None:
        """Add text; texts beside each other are one."""
        children = self.here.children
        if children and isinstance(children[-1], str):
            children[-1] += text
        elif text:
            children.append(text)

    def _make_room(self, tag: str) -> None:
        """Elements that HTML closes by itself: a paragraph before a block, an entry before the next one."""
        if tag in BLOCK and self.here.tag == "p" and not self._stack[-1][1]:
            self._stack.pop()
        closes = _CLOSES.get(tag)
        if not closes:
            return
        for depth in range(len(self._stack) - 1, 0, -1):
            node, firm = self._stack[depth]
            if firm or node.tag in _WALLS:
                return
            if node.tag in closes:
                del self._stack[depth:]
                if self.here.tag not in closes:
                    return
