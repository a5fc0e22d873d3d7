"""Files become text: found, decoded, cleaned of characters that no text needs, and parted from their metadata."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from generator.composing import MappingNode, ScalarNode, SequenceNode, compose_text
from generator.limits import UNSEEN, unseen

MAX_BYTES = 16_000_000
MAX_METADATA = 20_000
SUFFIXES = (".md", ".mdx", ".markdown")
_BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))

Metadata = Mapping[str, tuple[str, ...]]
"""Front matter: every value is a list of strings, most of them with one entry."""


class Refused(Exception):
    """The document is left out; the message says why."""


@dataclass(frozen=True, slots=True)
class Source:
    """A file to import. `origin` is its path below the PATH that was given, with `/`."""

    path: Path
    origin: str


@dataclass(frozen=True, slots=True)
class Document:
    """A file as text. `cleaned` counts what was taken out, by name."""

    metadata: Metadata
    text: str
    cleaned: Mapping[str, int] = field(default_factory=dict)

    def first(self, *names: str) -> str:
        """The first value of the first metadata field that has one."""
        return next((value for name in names for value in self.metadata.get(name, ()) if value), "")


def find(paths: Iterable[Path], called: Callable[[str], bool] = lambda name: False) -> Iterator[Source]:
    """Every Markdown file of the paths, in order. A file's origin is its name; README files explain a folder.

    A path that is `called` like a language stays part of the origin.
    """
    for path in paths:
        if path.is_file():
            yield Source(path, path.name)
            continue
        for file in sorted(path.rglob("*")):
            below = file.relative_to(path)
            hidden = any(part.startswith(".") for part in below.parts)
            if file.suffix.lower() in SUFFIXES and not hidden and file.stem.lower() != "readme" and file.is_file():
                yield Source(file, f"{path.name}/{below.as_posix()}" if called(path.name) else below.as_posix())


def read(path: Path) -> Document:
    """The document of a file, or [`Refused`][]."""
    try:
        if path.stat().st_size > MAX_BYTES:
            raise Refused(f"larger than {MAX_BYTES // 1_000_000} MB")
        data = path.read_bytes()
    except OSError as error:
        raise Refused(f"cannot be read: {error.strerror}") from None
    return document(data)


def document(data: bytes) -> Document:
    """The document in these bytes, or [`Refused`][]."""
    cleaned: dict[str, int] = {}
    text = _clean(_decode(data, cleaned), cleaned)
    if not text.strip():
        raise Refused("the document is empty")
    metadata, body = _front_matter(text)
    return Document(metadata, body, cleaned)


def _decode(data: bytes, cleaned: dict[str, int]) -> str:
    encoding = "utf-8"
    for mark, name in _BOMS:
        if data.startswith(mark):
            data, encoding = data[len(mark) :], name
            cleaned["byte order mark"] = 1
            break
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise Refused(
            f"not UTF-8: byte 0x{data[error.start]:02x} in line {line}; save it as UTF-8"
            if encoding == "utf-8"
            else f"the byte order mark says {encoding}, the bytes do not"
        ) from None


def _clean(text: str, cleaned: dict[str, int]) -> str:
    """Without control characters, noncharacters and odd line ends. Texts are normalised (NFC), as the reader does."""
    nul = text.count("\0")
    if nul > 16 and nul > len(text) // 4:
        raise Refused("mostly NUL bytes: UTF-16 without a byte order mark, or not a text; save it as UTF-8")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    kept = text.translate(_CHARACTERS)
    if len(kept) != len(text):
        cleaned["control character"] = len(text) - len(kept)
    shown = UNSEEN.sub("", kept)
    shown = re.sub("[\u2066-\u2069]", "", shown) if unseen(shown) else shown
    if len(shown) != len(kept):
        cleaned["invisible character"] = len(kept) - len(shown)
    return unicodedata.normalize("NFC", shown)


_CHARACTERS: dict[int, str | None] = {
    **{code: None for code in range(0x20) if chr(code) not in "\t\n"},
    **dict.fromkeys(range(127, 160)),
    **dict.fromkeys(range(64976, 65008)),
    **{plane * 0x10000 + end: None for plane in range(17) for end in (0xFFFE, 0xFFFF)},
    **dict.fromkeys(range(55296, 57344)),
    0xFEFF: None,
    0x0B: " ",
    0x0C: " ",
    0x85: "\n",
    0x2028: "\n",
    0x2029: "\n",
}


def _front_matter(text: str) -> tuple[Metadata, str]:
    """Metadata between lines of `---` (YAML) or `+++` (Hugo's TOML), and the rest."""
    fence = text[:3]
    first = text.find("\n")
    if fence not in ("---", "+++") or first < 0 or text[:first].strip() != fence:
        return {}, text
    end = text.find(f"\n{fence}", first)
    if end < 0 or end > MAX_METADATA:
        return {}, text
    rest = text.find("\n", end + 1)
    body = text[rest + 1 :] if rest >= 0 else ""
    inside = text[first + 1 : end + 1]
    return (_yaml(inside) if fence == "---" else _lines(inside, "=")), body


def _yaml(text: str) -> Metadata:
    """Top-level scalars and lists of scalars. What is not YAML is read line by line: `title: a: b` is common."""
    node = compose_text(text)
    if not isinstance(node, MappingNode):
        return _lines(text, ":")
    found: dict[str, tuple[str, ...]] = {}
    for key, value in node.value:
        if isinstance(key, ScalarNode) and isinstance(value, ScalarNode):
            found[key.value] = (_line(value.value),)
        elif isinstance(key, ScalarNode) and isinstance(value, SequenceNode):
            found[key.value] = tuple(_line(one.value) for one in value.value if isinstance(one, ScalarNode))
    return found


def _lines(text: str, sign: str) -> Metadata:
    found: dict[str, tuple[str, ...]] = {}
    for line in text.split("\n"):
        name, found_sign, value = line.partition(sign)
        if found_sign and name.strip() and not name.startswith((" ", "-", "#", "[")):
            found[name.strip()] = (_line(value.strip().strip("\"'")),)
    return found


def _line(value: str) -> str:
    return " ".join(value.split())


def slug(text: str) -> str:
    """The text as an id: lower-case ASCII letters, digits and single hyphens; empty when nothing is left."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return "-".join("".join(char if char.isalnum() else " " for char in plain).split())


def stem(origin: str) -> str:
    """The name of a document without its ending; `index` documents are called like their folder."""
    path = PurePosixPath(origin)
    name = path.stem
    if name.lower() in ("index", "_index") and path.parent.name:
        return path.parent.name
    return name
