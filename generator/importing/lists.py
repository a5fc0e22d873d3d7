"""Lists, however they were faked: letters at the beginning of lines, bullets that lost their indent.

Everything here rearranges the tree; what comes out is `ol`, `ul` and `li` elements like any other.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from generator.importing.tree import BLOCK, Node

Words = Callable[[Sequence[Node | str]], str]
"""The source's words of some elements."""

_LABEL = re.compile(r"\(?(?:([0-9]{1,2})|([a-z])|([A-Z]))[.)](?=\s|$)")
_BULLET = re.compile(r"[-*+•·–▪◦](?=\s)\s*")
_REACH = 8


@dataclass(slots=True)
class Line:
    """A line of a paragraph: its elements, the label that it begins with, and which paragraph it is of."""

    nodes: list[Node | str]
    paragraph: int
    style: str = ""
    rank: int = 0
    more: list[list[Node | str]] = field(default_factory=list)


def lines_of(paragraph: Node) -> list[list[Node | str]]:
    """The lines of a paragraph: parted at `<br>`, and where a line begins with a bullet that was indented too far."""
    lines: list[list[Node | str]] = [[]]
    for child in paragraph.children:
        if isinstance(child, Node) and child.tag == "br":
            lines.append([])
            continue
        if isinstance(child, str) and "\n" in child:
            parts = child.split("\n")
            lines[-1].append(parts[0])
            for part in parts[1:]:
                if _BULLET.match(part.lstrip()):
                    lines.append([part.lstrip()])
                else:
                    lines[-1].append("\n" + part)
            continue
        lines[-1].append(child)
    return [line for line in lines if any(not isinstance(one, str) or one.strip() for one in line)]


def gather(nodes: Sequence[Node | str], words: Words) -> list[Node | str]:
    """The same elements, with every faked list made a list."""
    return _labelled(_continued(_alerts(list(nodes))), words)


def _blank(node: Node | str) -> bool:
    return isinstance(node, str) and not node.strip()


def _alerts(nodes: list[Node | str]) -> list[Node | str]:
    """`> [!NOTE]` with nothing below it in the quote is about the block that follows."""
    out: list[Node | str] = []
    for node in nodes:
        before = next((one for one in reversed(out) if not _blank(one)), None)
        alone = isinstance(before, Node) and before.tag == "blockquote" and _is_bare_alert(before)
        if (
            alone
            and isinstance(before, Node)
            and isinstance(node, Node)
            and node.tag in ("ul", "ol", "p", "pre", "table")
        ):
            before.children.append(node)
        else:
            out.append(node)
    return out


def _is_bare_alert(quote: Node) -> bool:
    inner = [child for child in quote.children if not _blank(child)]
    if len(inner) != 1 or not isinstance(inner[0], Node) or inner[0].tag != "p":
        return False
    text = inner[0].text().strip()
    return (
        text.startswith("[!")
        and text.endswith("]")
        and " " not in text
        and not any(isinstance(one, Node) for one in inner[0].children)
    )


def _continued(nodes: list[Node | str]) -> list[Node | str]:
    """A numbered list that goes on after bullets, code or a paragraph without indent is one list: its numbers say so.

    What stands between belongs to the entry before. Once a list has taken in bullets, those right after its last
    entry belong to that entry.
    """
    out: list[Node | str] = []
    at = 0
    while at < len(nodes):
        node = nodes[at]
        at += 1
        out.append(node)
        if not isinstance(node, Node) or node.tag != "ol" or not _entries(node):
            continue
        took = False
        while True:
            found = _next_part(nodes, at, _start(node) + len(_entries(node)))
            if found is None:
                break
            took = took or any(isinstance(one, Node) and one.tag == "ul" for one in nodes[at:found])
            _entries(node)[-1].children.extend(nodes[at:found])
            node.children.extend(_entries_of(nodes[found]))
            at = found + 1
        while took and at < len(nodes) and _blank(nodes[at]):
            at += 1
        following = nodes[at] if at < len(nodes) else None
        if took and isinstance(following, Node) and following.tag == "ul":
            _entries(node)[-1].children.append(following)
            at += 1
    return out


def _next_part(nodes: list[Node | str], at: int, number: int) -> int | None:
    """Where the list goes on with this number, if there is only what an entry can hold before it."""
    for index in range(at, min(at + _REACH, len(nodes))):
        node = nodes[index]
        if not isinstance(node, Node):
            if node.strip():
                return None
            continue
        if node.tag == "ol":
            return index if index > at and _start(node) == number else None
        if node.tag not in ("ul", "pre", "p", "blockquote", "table", "aside", "div"):
            return None
    return None


def _start(node: Node) -> int:
    written = node.attrs.get("start", "1")
    return int(written) if written.isdigit() and len(written) < 6 else 1


def _entries(node: Node) -> list[Node]:
    return [child for child in node.children if isinstance(child, Node) and child.tag == "li"]


def _entries_of(node: Node | str) -> list[Node]:
    return _entries(node) if isinstance(node, Node) else []


def _labelled(nodes: list[Node | str], words: Words) -> list[Node | str]:
    """Lines that begin with a., b., c. or with bullets become lists."""
    out: list[Node | str] = []
    waiting: list[Node] = []
    for node in nodes:
        if isinstance(node, Node) and node.tag == "p" and not _holds_blocks(node):
            waiting.append(node)
        elif _blank(node) and waiting:
            continue
        else:
            out += _listed(waiting, words)
            waiting = []
            out.append(node)
    return out + _listed(waiting, words)


def _holds_blocks(node: Node) -> bool:
    return any(isinstance(child, Node) and child.tag in BLOCK for child in node.children)


def _listed(paragraphs: list[Node], words: Words) -> list[Node | str]:
    lines = [Line(nodes, number) for number, one in enumerate(paragraphs) for nodes in lines_of(one)]
    if not lines:
        return list(paragraphs)
    for line in lines:
        line.style, line.rank = _label(words(line.nodes[:4])[:80])
    out: list[Node | str] = []
    at = 0
    while at < len(lines):
        group, after = _group(lines, at)
        if len(group) > 1:
            out.append(_list(group, words))
            at = after
        else:
            out.append(Node("p", {}, lines[at].nodes))
            at += 1
    return out


def _label(text: str) -> tuple[str, int]:
    """What kind of label a line begins with, and its rank; bullets have rank 0."""
    text = text.lstrip()
    if _BULLET.match(text):
        return "bullet", 0
    found = _LABEL.match(text)
    if not found:
        return "", 0
    if found[1]:
        return "number", int(found[1])
    return ("letter", ord(found[2]) - 96) if found[2] else ("capital", ord(found[3]) - 64)


def _group(lines: list[Line], at: int) -> tuple[list[Line], int]:
    """The lines from `at` on that make a list: labels of one kind that rise from the first one.

    A line without a label in the same paragraph goes on with the entry before it.
    """
    first = lines[at]
    if not first.style or first.rank > 1:
        return [], at
    group = [first]
    after = at + 1
    pending: list[Line] = []
    for number in range(at + 1, len(lines)):
        line = lines[number]
        if line.style == first.style and (first.style == "bullet" or group[-1].rank < line.rank <= group[-1].rank + 3):
            group[-1].more += [one.nodes for one in pending]
            pending = []
            group.append(line)
            after = number + 1
        elif line.style or line.paragraph != lines[number - 1].paragraph:
            break
        else:
            pending.append(line)
    return group, after


def _list(group: list[Line], words: Words) -> Node:
    """The list of these lines. `written` says that the entries carry their labels."""
    bullets = group[0].style == "bullet"
    found = Node("ul" if bullets else "ol", {} if bullets else {"written": "yes"})
    for line in group:
        entry = Node("li")
        nodes = list(line.nodes)
        if bullets:
            nodes = _without_bullet(nodes)
        else:
            label, nodes = _label_apart(nodes, words)
            if label:
                entry.children.append(Node("label", {}, label))
        entry.children.append(Node("p", {}, nodes))
        entry.children += [Node("p", {}, more) for more in line.more]
        found.children.append(entry)
    return found


def _without_bullet(nodes: list[Node | str]) -> list[Node | str]:
    for index, node in enumerate(nodes):
        if isinstance(node, str) and node.strip():
            return [_BULLET.sub("", node.lstrip(), count=1), *nodes[index + 1 :]]
        if isinstance(node, Node):
            break
    return nodes


def _label_apart(nodes: list[Node | str], words: Words) -> tuple[list[Node | str], list[Node | str]]:
    """The label and the rest, where the label is a passage of its own or stands outside of passages."""
    for index, node in enumerate(nodes):
        if isinstance(node, str) and not node.strip():
            continue
        rest = nodes[index + 1 :]
        if isinstance(node, str):
            found = _LABEL.match(node.lstrip())
            if found and (rest or node.lstrip()[found.end() :].strip()):
                return [found[0]], [node.lstrip()[found.end() :], *rest]
        elif _LABEL.fullmatch(words([node]).strip()) and words(rest).strip():
            return [node], rest
        break
    return [], nodes
