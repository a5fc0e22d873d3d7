"""Two block rules that MkDocs and Docusaurus add to Markdown: `!!! note "Title"` and `:::note Title`."""

from __future__ import annotations

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock

_SIGNS = ("!!!", "???", "===")


def admonition(parser: MarkdownIt) -> None:
    """`!!! note "Title"`, `??? tip`, and the tabs `=== "Title"`: what follows, indented by four, belongs to it."""
    parser.block.ruler.before(
        "fence", "admonition", _admonition, {"alt": ["paragraph", "reference", "blockquote", "list"]}
    )


def container(parser: MarkdownIt) -> None:
    """`:::note Title` … `:::`."""
    parser.block.ruler.before(
        "fence", "container", _container, {"alt": ["paragraph", "reference", "blockquote", "list"]}
    )


def _line(state: StateBlock, line: int) -> str:
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]


def _admonition(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    first = _line(state, start)
    if not first.startswith(_SIGNS) or state.is_code_block(start):
        return False
    words = first[3:].lstrip("+").strip()
    if not words or (first.startswith("===") and not words.startswith('"')):
        return False
    if silent:
        return True
    indent = state.sCount[start]
    line = start + 1
    last = start
    while line < end:
        if not state.isEmpty(line):
            if state.sCount[line] < indent + 4:
                break
            last = line
        line += 1
    _emit(
        state,
        ("tab " if first.startswith("===") else "") + words,
        start=start,
        begin=start + 1,
        end=last + 1,
        indent=indent + 4,
    )
    state.line = last + 1
    return True


def _container(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    first = _line(state, start)
    if not first.startswith(":::") or state.is_code_block(start):
        return False
    words = first.lstrip(":").strip()
    colons = len(first) - len(first.lstrip(":"))
    if not words or words.endswith(":::"):
        return False
    # Found once, or known not to be there: a thousand openings must not each look through the whole document.
    missing: set[int] = state.env.setdefault("containers without an end", set())
    if colons in missing:
        return False
    line = start + 1
    while line < end and not (_line(state, line).rstrip() == ":" * colons and state.sCount[line] >= state.blkIndent):
        line += 1
    if line >= end:
        missing.add(colons)
        return False
    if silent:
        return True
    _emit(state, words, start=start, begin=start + 1, end=line, indent=state.blkIndent)
    state.line = line + 1
    return True


def _emit(state: StateBlock, info: str, *, start: int, begin: int, end: int, indent: int) -> None:
    token = state.push("admonition_open", "aside", 1)
    token.block, token.info, token.map = True, info, [start, end]
    old_indent, old_max, old_parent = state.blkIndent, state.lineMax, state.parentType
    state.blkIndent, state.lineMax = indent, end
    state.md.block.tokenize(state, begin, end)
    state.blkIndent, state.lineMax, state.parentType = old_indent, old_max, old_parent
    state.push("admonition_close", "aside", -1).block = True
