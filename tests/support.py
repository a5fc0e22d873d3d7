"""What the tests share: building a site, copying one, serving it, reading its pages."""

from __future__ import annotations

import contextlib
import functools
import gzip
import http.server
import io
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, ClassVar, TypeVar

from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config

from tests.commands import FORKED, SECONDS, forked

HERE = Path(__file__).parent
ROOT = HERE.parent
SMALL = HERE / "sites" / "small"
VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"]
)

Found = TypeVar("Found")


def some(found: Iterable[Found]) -> list[Found]:
    """All that was found, and it is something: a test that loops over nothing passes whatever is wrong."""
    every = list(found)
    assert every, "nothing was found that could be looked at"
    return every


def environment(**more: str) -> dict[str, str]:
    """The environment of a child process: ours without what changes the outcome of a build."""
    kept = {key: value for key, value in os.environ.items() if key not in ("KB_AS_OF", "SOURCE_DATE_EPOCH")}
    return kept | {"NO_MKDOCS_2_WARNING": "1", "PYTHONUTF8": "1"} | more


def run(*arguments: str | Path, at: Path = ROOT, **more: str) -> subprocess.CompletedProcess[str]:
    """Run a command of the environment (`mkdocs`, `kb`, `pybabel`, …) and keep what it prints."""
    program, *rest = (str(argument) for argument in arguments)
    command = [str(Path(sys.executable).with_name(program)), *rest]
    if program in FORKED:
        return forked(command, at, environment(**more))
    return subprocess.run(
        command, cwd=at, env=environment(**more), capture_output=True, text=True, timeout=SECONDS, check=False
    )


def calls(act: Callable[[], object]) -> int:
    """How many functions are called, of Python or C: what work costs on any machine."""
    count = 0

    def called(frame: object, event: str, argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(called)
    try:
        act()
    finally:
        sys.setprofile(None)
    return count


def build(folder: Path, to: Path, *options: str, program: str = "mkdocs") -> Path:
    """Build the site in a folder in a process of its own."""
    done = run(program, "build", "-d", to, *options, at=folder)
    assert done.returncode == 0, done.stdout + done.stderr
    return to


def build_here(folder: Path, to: Path, **values: Any) -> Path:
    """Build the site in a folder in this process, with other values in its configuration."""
    config = load_config(str(folder / "mkdocs.yml"), site_dir=str(to), **values)
    config.plugins.on_startup(command="build", dirty=False)
    try:
        mkdocs_build(config)
    finally:
        config.plugins.on_shutdown()
    return to


def copy_small(to: Path) -> Path:
    """A copy of the small knowledge base, to be changed; what somebody has built of it by hand stays there."""
    built = shutil.ignore_patterns(".cache", "site", ".site-build")
    return shutil.copytree(SMALL, to, dirs_exist_ok=True, ignore=built)


def replace(file: Path, old: str, new: str) -> None:
    """Replace a text in a file that must hold it."""
    text = file.read_text(encoding="utf-8")
    assert old in text, f"{file} does not hold {old!r}"
    file.write_text(text.replace(old, new), encoding="utf-8")


def files_of(folder: Path) -> dict[str, bytes]:
    """Every file below a folder with its bytes."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


@contextlib.contextmanager
def served(
    folder: Path,
    headers: dict[str, str] | None = None,
    compress: bool = False,
    nearest: bool = False,
    handler: type[Quiet] | None = None,
) -> Iterator[str]:
    """The address of a folder that is served on the loopback interface, with more headers on every answer.

    With `compress`, texts are sent as web hosts send them: compressed. With `nearest`, what is missing below a folder
    is answered by the page of that folder for missing pages, as some hosts do. A `handler` answers in its own way.
    """
    kind = handler or (_Compressing if compress else _Nearest if nearest else Quiet)
    handler = functools.partial(kind, directory=str(folder), headers=headers or {})
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}/"
        finally:
            server.shutdown()
            thread.join()


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves as a web host does: the site's own 404 page for what is not there."""

    def __init__(self, *arguments: Any, headers: dict[str, str], **named: Any) -> None:
        self._more = headers
        super().__init__(*arguments, **named)

    def end_headers(self) -> None:
        for name, value in self._more.items():
            self.send_header(name, value)
        super().end_headers()

    def log_message(self, format: str, *args: Any) -> None:
        pass

    def missing(self) -> Path:
        """The page for what is not there."""
        return Path(self.directory) / "404.html"

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        page = self.missing()
        if code != 404 or not page.exists():
            super().send_error(code, message, explain)
            return
        body = page.read_bytes()
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


class _Nearest(Quiet):
    """Has a page for missing pages in each folder that has one."""

    def missing(self) -> Path:
        folders = Path(self.translate_path(self.path)).parents
        pages = (one / "404.html" for one in folders if one.is_relative_to(self.directory))
        return next((page for page in pages if page.exists()), super().missing())


class _Compressing(Quiet):
    """Compresses what hosts compress: texts, not pictures."""

    def send_head(self) -> io.BytesIO | Any:
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if path.suffix not in (".html", ".css", ".js", ".json", ".svg", ".xml") or not path.is_file():
            return super().send_head()
        body = gzip.compress(path.read_bytes(), 6, mtime=0)
        self.send_response(200)
        self.send_header("Content-Type", f"{self.guess_type(str(path))}; charset=utf-8")
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        return io.BytesIO(body)


@dataclass
class Element:
    """An element with its attributes and its words."""

    tag: str
    attributes: dict[str, str]
    parents: tuple[str, ...] = ()
    text: str = ""


@dataclass
class Document(HTMLParser):
    """A page taken apart: its elements in order. `problems` holds tags that do not fit together."""

    elements: list[Element] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    _open: list[Element] = field(default_factory=list)
    optional: ClassVar[frozenset[str]] = frozenset(("p", "li", "td", "th", "tr", "tbody", "thead", "option"))

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    @classmethod
    def of(cls, html: str) -> Document:
        page = cls()
        page.feed(html)
        page.close()
        return page

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {key: value or "" for key, value in attrs}, tuple(one.tag for one in self._open))
        self.elements.append(element)
        if tag not in VOID:
            self._open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self._open.pop()

    def handle_endtag(self, tag: str) -> None:
        if not any(one.tag == tag for one in self._open):
            self.problems.append(f"</{tag}> at line {self.getpos()[0]} closes nothing")
            return
        while self._open[-1].tag != tag:
            left = self._open.pop()
            if left.tag not in self.optional:
                self.problems.append(f"<{left.tag}> is not closed before </{tag}> at line {self.getpos()[0]}")
        self._open.pop()

    def handle_data(self, data: str) -> None:
        for element in self._open:
            element.text += data

    def all(self, tag: str, **wanted: str) -> list[Element]:
        """The elements with a tag and these attributes."""
        return [
            one
            for one in self.elements
            if one.tag == tag and all(one.attributes.get(key) == value for key, value in wanted.items())
        ]

    @property
    def ids(self) -> list[str]:
        return [one.attributes["id"] for one in self.elements if "id" in one.attributes]


def page(path: Path) -> Document:
    """A built page, taken apart."""
    return Document.of(path.read_text(encoding="utf-8"))
