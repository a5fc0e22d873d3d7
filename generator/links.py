"""Every link of a site leads somewhere: what pages lead to, what can be led to, and what leads nowhere.

    .site-build/links     of each page a line: its file, its anchors, and where it leads

A page that is kept from the site before is not read again. Its links were whole then; they are whole now unless
something is gone that was there then, and its line says whether it leads to that.

A *target* is the name of a file, relative to the root of the site, with an anchor: `ja/glossary/index.html#tenant`.
"""

from __future__ import annotations

import contextlib
import html
import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from generator.problems import Place, Problem, did_you_mean
from generator.whole import replace

_ATTRIBUTE = re.compile(r'\s(id|href|src)="([^"]*)"')
_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)
_SIMPLE = re.compile(r"(?:[\w-][\w.-]*/)*(?:[\w-][\w.-]*)?", re.ASCII)
"""A path that goes down only: it means what it says. All others are left to `urljoin`, which takes longer."""
_LOCALE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*/")


@dataclass(frozen=True, slots=True)
class Broken:
    """A link that leads nowhere: the file it stands in, its target, and the anchors that there are instead."""

    file: str
    target: str
    anchors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Known:
    """What a file can be led to by, and what it leads to."""

    ids: tuple[str, ...]
    targets: tuple[str, ...]

    def line(self, name: str) -> str:
        return f"{name}\t{' '.join(self.ids)}\t{' '.join(self.targets)}"

    @classmethod
    def of(cls, line: str) -> Known:
        _, ids, targets = line.split("\t")
        return cls(tuple(ids.split()), tuple(targets.split()))


class Links:
    """The links of one build. `base` is the address of the site with its last slash, or nothing."""

    def __init__(self, base: str, file: Path, roots: Collection[str]) -> None:
        """`file` is where the links of kept pages are remembered; `roots` are the folders of the site."""
        self._base, self._file = base, file
        self._path = urlsplit(base).path or "/"
        self._pages: dict[str, Known] = {}
        self._others: list[tuple[str, Known]] = []
        self._seen: dict[tuple[str, str], str] = {}
        inside = "|".join(map(re.escape, sorted(roots)))
        address = re.escape(base) + r'([^"\s)<>\\]*)' if base else rf'["(]((?:{inside})/[^"\s)<>\\]*)'
        self._reference = re.compile(address)
        self.faulty: set[str] = set()
        """Files of pages with links that lead nowhere: such a page is not kept."""

    def add(self, name: str, content: bytes) -> None:
        """Note a file that we make: a page, or data by the ending of its name."""
        (self.page if name.endswith(".html") else self.data)(name, content.decode())

    def take(self, name: str, known: Known) -> None:
        """Note what somebody else has found in a file: see [`read`][Links.read]."""
        if name.endswith(".html"):
            self._pages[name] = known
        else:
            self._others.append((name, known))

    def read(self, name: str, text: str, more: Iterable[str] = ()) -> Known:
        """What is in a page or in data, by the ending of its name. Nothing is noted."""
        return self._read(name, text, more) if name.endswith(".html") else self._data(text)

    def page(self, name: str, text: str, more: Iterable[str] = ()) -> None:
        """Note the anchors and links of a page; `text` is its HTML, `more` are links that stand around it."""
        self._pages[name] = self._read(name, text, more)

    def frame(self, name: str, text: str) -> None:
        """Note the links of a page as a whole, of which later pages are made."""
        self._others.append((name, self._read(name, text)))

    def data(self, name: str, text: str) -> None:
        """Note the addresses of this site in a file that is no page: JSON, a feed, a list."""
        self._others.append((name, self._data(text)))

    def broken(self, site: Path, kept: Collection[str], there: Callable[[str], bool]) -> tuple[Broken, ...]:
        """Every link that leads nowhere. `kept` are files of the old `site`; `there` tells whether a new one exists."""
        before = self._before()
        for name in kept:
            if name.endswith(".html") and name not in before:
                with contextlib.suppress(OSError):
                    self.page(name, (site / name).read_text(encoding="utf-8"))
        lines = {name: before[name] for name in kept if name in before and name not in self._pages}
        found = [*self._new(lines, kept, there), *self._old(before, lines)]
        self.faulty = {one.file for one in found}
        self._lines = lines
        return tuple(found)

    def save(self) -> None:
        """Remember the links of all pages for the next build, in which some of them may be kept."""
        lines = [*self._lines.values(), *(known.line(name) for name, known in self._pages.items())]
        with contextlib.suppress(OSError):
            replace({self._file: "\n".join(lines).encode()})

    def _read(self, name: str, text: str, more: Iterable[str] = ()) -> Known:
        ids: dict[str, None] = {}
        hrefs = dict.fromkeys(more)
        for attribute, value in _ATTRIBUTE.findall(text):
            (ids if attribute == "id" else hrefs)[value] = None
        targets = dict.fromkeys(self._target(name, href) for href in hrefs)
        own = {"", name, *(f"{name}#{one}" for one in ids)}
        return Known(tuple(ids), tuple(target for target in targets if target not in own))

    def _data(self, text: str) -> Known:
        found = dict.fromkeys(self._target("", one) for one in self._reference.findall(text))
        return Known((), tuple(filter(None, found)))

    def _target(self, name: str, href: str) -> str:
        """Where a link of a file leads; nothing when it leaves the site."""
        folder = name if href.startswith("#") else name.rpartition("/")[0]
        found = self._seen.get((folder, href))
        if found is None:
            found = self._seen[folder, href] = self._resolved(folder if folder == name else f"{folder}/", href)
        return found

    def _resolved(self, folder: str, href: str) -> str:
        href = html.unescape(href)
        if self._base and href.startswith(self._base):
            href = self._path + href[len(self._base) :]
        elif _ELSEWHERE.match(href):
            return ""
        href, _, anchor = href.partition("#")
        path = self._joined(folder, href.partition("?")[0])
        if path is None:
            return ""
        file = f"{path}index.html" if not path or path.endswith("/") else path
        return f"{file}#{anchor}" if anchor else file

    def _joined(self, folder: str, path: str) -> str | None:
        """Where a path leads as seen from a folder or file; nothing when it leaves the site."""
        if not path:
            return folder
        rest, above = path, [part for part in folder.split("/") if part]
        while rest.startswith("../") and above:
            rest = rest[3:]
            above.pop()
        if (not folder or folder.endswith("/")) and _SIMPLE.fullmatch(rest):
            return "/".join((*above, rest))
        found = urljoin(self._path + folder.lstrip("/"), path)
        return found[len(self._path) :] if found.startswith(self._path) else None

    def _new(self, lines: Mapping[str, str], kept: Collection[str], there: Callable[[str], bool]) -> Iterator[Broken]:
        """What is wrong with the links that were noted in this build."""
        good: dict[str, bool] = {}
        for name, known in (*self._pages.items(), *self._others):
            for target in known.targets:
                file, _, anchor = unquote(target).partition("#")
                if target not in good:
                    good[target] = self._leads_somewhere(file, anchor, lines, kept, there)
                if not good[target]:
                    yield Broken(name, target, self._ids(file, lines) or ())

    def _leads_somewhere(
        self, file: str, anchor: str, lines: Mapping[str, str], kept: Collection[str], there: Callable[[str], bool]
    ) -> bool:
        if file not in self._pages and file not in kept and not there(file):
            return False
        ids = self._ids(file, lines)
        return not anchor or anchor == "top" or ids is None or anchor in ids

    def _ids(self, file: str, lines: Mapping[str, str]) -> tuple[str, ...] | None:
        if file in self._pages:
            return self._pages[file].ids
        return Known.of(lines[file]).ids if file in lines else None

    def _old(self, before: Mapping[str, str], lines: Mapping[str, str]) -> Iterator[Broken]:
        """What is wrong with the links of kept pages: those to what was there before and is gone."""
        files = {name for name in before if name not in lines and name not in self._pages}
        places = {
            f"{name}#{anchor}"
            for name, known in self._pages.items()
            if name in before
            for anchor in set(Known.of(before[name]).ids) - set(known.ids)
        }
        if not (files or places):
            return
        for name, line in lines.items():
            for target in Known.of(line).targets:
                plain = unquote(target)
                if plain in places or plain.partition("#")[0] in files:
                    yield Broken(name, target, self._ids(plain.partition("#")[0], lines) or ())

    def _before(self) -> dict[str, str]:
        try:
            lines = self._file.read_text(encoding="utf-8").split("\n")
        except (OSError, ValueError):
            return {}
        return {line.partition("\t")[0]: line for line in lines if line.count("\t") == 2}


def link_problems(broken: Iterable[Broken], root: Path, sources: Mapping[str, str]) -> Iterator[Problem]:
    """What to say of links that lead nowhere: one problem for each place that names the target, in all languages.

    `sources` holds the file below `root` that a page was made from; the link is looked for in it. Pages that repeat
    what stands in another file are not named when that one is.
    """
    groups: dict[str, list[Broken]] = defaultdict(list)
    for one in sorted(broken, key=lambda one: (one.file, one.target)):
        groups[_LOCALE.sub("", one.target, count=1)].append(one)
    for group in groups.values():
        places: dict[Place, Broken] = {}
        for one in group:
            places.setdefault(_place(root, sources.get(one.file, ""), one), one)
        exact = {place: one for place, one in places.items() if place.line}
        for place, one in (exact or dict(list(places.items())[:1])).items():
            file, _, anchor = unquote(one.target).partition("#")
            where = f"'{_shown(file)}', which has no place '#{anchor}'" if one.anchors else f"'{_shown(file)}'"
            why = "" if one.anchors else ", which does not exist"
            own = [name for name in one.anchors if not name.startswith("__")]  # the theme's begin so
            hint = did_you_mean(anchor, own) if own else "correct the link, or forward the address"
            message = f"the page '{_shown(one.file)}' leads to {where}{why}"
            yield Problem(place, "KB506", message, hint, "warning")


def _shown(file: str) -> str:
    return file.removesuffix("index.html") or "/"


def _place(root: Path, source: str, broken: Broken) -> Place:
    """Where a source names a target: the last part of its address, with the anchor where it has one."""
    if not source:
        return Place(broken.file)
    file, _, anchor = unquote(broken.target).partition("#")
    name = file.removesuffix("/index.html").removesuffix(".html").rpartition("/")[2]
    place = re.escape(f"#{anchor}" if anchor else "")
    exact = re.compile(rf"{re.escape(name)}(?:\.md|\.html|/|/index\.html)?{place}(?![\w.-])")
    with contextlib.suppress(OSError):
        for number, line in enumerate((root / source).read_text(encoding="utf-8", errors="replace").splitlines(), 1):
            if found := exact.search(line):
                return Place(source, number, found.start() + 1)
    return Place(source)
