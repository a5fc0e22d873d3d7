"""YAML files become nodes that know their place: line and column of everything.

The only module that imports yaml. Composed only, never loaded: YAML's own guesses (`5.10`, `no`,
`0x800CCC0E`, `1:30`) never apply.
"""

from __future__ import annotations

import os
import re
import stat
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from generator.limits import leads_out
from generator.problems import Place, Problem

MappingNode = yaml.MappingNode
ScalarNode = yaml.ScalarNode
SequenceNode = yaml.SequenceNode

NULL = "tag:yaml.org,2002:null"
_NOTHING = ("", "~", "null", "Null", "NULL")
_Base: type[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Loader(_Base):  # type: ignore[misc]
    """Composes without asking what kind of value a text looks like: nobody here wants to know but of nothing."""

    def resolve(self, kind: Any, value: Any, implicit: Any) -> str:
        return NULL if kind is ScalarNode and implicit[0] and value in _NOTHING else ""


MAX_FILE_BYTES = 4_000_000
MAX_DEPTH = 60
MAX_OPENERS = 2_000
_SUSPECT = re.compile(r"(?:^|[\s\[{,])[&!]\S|^ {500}|(?:[-?] +){100}", re.MULTILINE)
_WRITTEN_OUT = "write the text out, or refer to a record by its id; a text that begins with & or * needs quotes"


@dataclass(slots=True)
class File:
    """A file being read: where we are, and what was found wrong."""

    name: str
    problems: list[Problem]
    prefix: str = ""
    root: str = ""

    def report(self, node: Any, code: str, message: str, hint: str = "") -> None:
        mark = node.start_mark if node is not None else None
        place = Place(self.name, mark.line + 1, mark.column + 1) if mark else Place(self.name)
        self.problems.append(Problem(place, code, message, hint))


def locate(file: Path, name: str, path: str) -> Place:
    """The line and column of a field, found by reading the file once more.

    `path` is a path by ids (`variants.tenant.title`); for files that hold many records it begins with the
    record's id. The nearest place that exists is given when the path does not.
    """
    try:
        state = file.stat()
    except OSError:
        return Place(name)
    node = _composed(file, state.st_mtime_ns, state.st_size)
    place = Place(name)
    for part in path.split("."):
        node = step(node, part)
        if node is None:
            break
        place = Place(name, node.start_mark.line + 1, node.start_mark.column + 1)
    return place


@lru_cache(maxsize=4)
def _composed(file: Path, changed: int, size: int) -> Any:
    """The nodes of a file that was composed a moment ago: problems come in the order of files."""
    return compose(file, File(file.name, []))


def compose(path: Path, file: File) -> Any:
    """The node tree of a YAML file, or nothing when the file cannot be read; problems are reported."""
    data = read_bytes(path, file)
    return None if data is None else compose_bytes(data, file)


def read_bytes(path: Path, file: File, root: Path | None = None, most: int = MAX_FILE_BYTES) -> bytes | None:
    """The bytes of a file, or nothing when it cannot be read, which is reported.

    A file has at most so many bytes, and stands below `root`: a link that leads out of it is not followed.
    """
    try:
        state = os.lstat(path)
        if stat.S_ISLNK(state.st_mode):
            if root is not None and leads_out(path, root):
                file.report(None, "KB122", "the file is a link that leads elsewhere", "put the file itself here")
                return None
            state = path.stat()
        if not stat.S_ISREG(state.st_mode):
            file.report(None, "KB118", "it is not a file", "remove it, or put a file in its place")
            return None
        if state.st_size > most:
            file.report(None, "KB118", f"the file is larger than {most} bytes", "split it")
            return None
        with open(path, "rb") as opened:  # noqa: PTH123
            return opened.read()
    except OSError as error:
        file.report(None, "KB118", f"cannot be read: {error.strerror}", "check that the file exists and is readable")
        return None


def compose_bytes(data: bytes, file: File) -> Any:
    """The node tree of the bytes of a YAML file, or nothing when they are none; problems are reported."""
    text = _decode(data, file)
    if text is None:
        return None
    if not re.search(r"^[^#\s]", text, re.MULTILINE):
        file.report(
            None, "KB104", "the file is empty", "fill it in, or delete it; `kb new` writes a record to start from"
        )
        return None
    try:
        return None if _refused(text, file) else yaml.compose(text, Loader=_Loader)
    except yaml.YAMLError as error:
        file.problems.append(_malformed(error, file.name))
    return None


def compose_freely(path: Path) -> Any:
    """The node tree of a file of somebody else's format, such as mkdocs.yml; nothing when it cannot be read."""
    data = read_bytes(path, File(path.name, []))
    try:
        return None if data is None else compose_text(data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return None


def compose_text(text: str) -> Any:
    """The node tree of somebody else's YAML; nothing when it is none, or bottomless. Aliases stay nodes."""
    depth = 0
    try:
        for event in yaml.parse(text, Loader=_Loader):
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth > MAX_DEPTH:
                return None
        return yaml.compose(text, Loader=_Loader)
    except yaml.YAMLError:
        return None


def _malformed(error: yaml.YAMLError, name: str) -> Problem:
    what = getattr(error, "problem", None) or str(error).splitlines()[0]
    if isinstance(error, yaml.reader.ReaderError):
        return Problem(Place(name), "KB105", f"malformed YAML: {what}", "remove the character")
    unclosed = "quoted scalar" in (getattr(error, "context", None) or "")
    mark = getattr(error, "context_mark" if unclosed else "problem_mark", None)
    place = Place(name, mark.line + 1, mark.column + 1) if mark else Place(name)
    if unclosed and "stream" in what:
        return Problem(place, "KB105", "malformed YAML: the quote that begins here has no end", "close the quote")
    if what == "found undefined alias":
        return Problem(place, "KB107", "anchors and aliases are not used here", _WRITTEN_OUT)
    if what == "but found another document":
        return Problem(place, "KB105", "malformed YAML: a second document begins here", "remove the line '---'")
    if what == "mapping values are not allowed in this context":
        what = "': ' begins a value where none can be"
    return Problem(
        place, "KB105", f"malformed YAML: {what}", "quote texts that contain ': ' or begin with a special character"
    )


def _decode(data: bytes, file: File) -> str | None:
    if data.startswith(b"\xef\xbb\xbf"):
        file.problems.append(
            Problem(
                Place(file.name, 1, 1),
                "KB102",
                "the file begins with a byte order mark",
                "save it as UTF-8 without a byte order mark",
            )
        )
        data = data[3:]
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start]
        line = before.count(b"\n") + 1
        column = error.start - before.rfind(b"\n")
        file.problems.append(
            Problem(
                Place(file.name, line, column),
                "KB101",
                f"not UTF-8: byte 0x{data[error.start]:02x}",
                "save the file as UTF-8",
            )
        )
        return None
    tabs = re.search(r"^ *\t", text, re.MULTILINE)
    if tabs:
        line = text.count("\n", 0, tabs.end()) + 1
        file.problems.append(
            Problem(
                Place(file.name, line, tabs.end() - tabs.start()),
                "KB103",
                "tab in the indentation",
                "indent with spaces",
            )
        )
        return None
    return text


def _refused(text: str, file: File) -> bool:
    """Whether there is something that no record needs: anchors, tags, or bottomless nesting.

    Refused before composing, so that nothing can be expanded and no depth can exhaust the stack. Events cost
    as much as composing; they are asked for only where the text gives reason to.
    """
    if not _suspect(text):
        return False
    depth = 0
    for event in yaml.parse(text, Loader=_Loader):
        tag = getattr(event, "tag", None)
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            file.report(event, "KB107", "anchors and aliases are not used here", _WRITTEN_OUT)
            return True
        if tag:
            file.report(event, "KB107", f"the tag '{tag}' is not used here", "put the value in quotes")
            return True
        if depth > MAX_DEPTH:
            file.report(event, "KB110", "the record is nested too deeply", f"at most {MAX_DEPTH} levels")
            return True
    return False


def _suspect(text: str) -> bool:
    """Whether it is worth looking at the events; what is asked first is found at the speed of memory."""
    if text.count("[") + text.count("{") >= MAX_OPENERS:
        return True
    many = "&" in text or "!" in text or " " * 500 in text or text.count("- ") + text.count("? ") >= 100
    return many and bool(_SUSPECT.search(text))


def plain(node: Any) -> Any:
    """A node tree as dicts, lists and strings. Only an unquoted true or false becomes a bool; nothing is guessed."""
    if isinstance(node, MappingNode):
        return {str(key.value): plain(value) for key, value in node.value}
    if isinstance(node, SequenceNode):
        return [plain(entry) for entry in node.value]
    if node is None or (not node.style and node.value in ("", "~", "null")):
        return None
    return node.value == "true" if not node.style and node.value in ("true", "false") else node.value


def step(node: Any, part: str) -> Any:
    """The child of a node that a path names: a field, an entry by its id, or an entry by position."""
    if isinstance(node, MappingNode):
        return next((value for key, value in node.value if key.value == part), None)
    if isinstance(node, SequenceNode):
        for entry in node.value:
            if isinstance(entry, MappingNode):
                for key, value in entry.value:
                    if key.value in ("id", "fix") and isinstance(value, ScalarNode) and value.value == part:
                        return entry
        if part.isdigit() and int(part) < len(node.value):
            return node.value[int(part)]
    return None
