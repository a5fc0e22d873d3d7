"""Parts of a site, each built by itself with some of the pages, become the site that one build makes.

A part (`KB_PART`) is that of a locale, or of addresses that begin in some way: `ja`, `guides/`, `en/errors/,en/fixes/`;
with a minus before it, of all others: `-guides/`. It holds everything but the pages of other parts. What two parts hold
both must be the same bytes in both; only the headers may name the scripts of their own pages. The list of all files,
and the file of all Markdown of a locale, are made when all pages are there.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from generator.headers import FILE
from generator.output import Output, OutputError
from generator.trees import MANIFEST, keep

PART = ".kb-part"
"""The file in a part that says what it is part of."""

_HASHES = re.compile(r"(?: 'sha256-[^']+')+")


@dataclass(frozen=True, slots=True)
class Whole:
    """A file that is made of files of pages: how it begins, and what stands before each of them."""

    head: str
    pages: tuple[tuple[str, str], ...]

    def write(self, file: Path, *folders: Path) -> None:
        """Write it; pages are in the first of the folders that has them."""
        with file.open("w", encoding="utf-8") as written:
            written.write(self.head)
            for before, name in self.pages:
                path = next((folder / name for folder in folders if (folder / name).exists()), folders[-1] / name)
                written.write(f"{before}{path.read_text(encoding='utf-8')}")


@dataclass(frozen=True, slots=True)
class About:
    """What a part says of itself: its name, all pages of the site, and the files that are made of pages, by name."""

    part: str
    pages: tuple[str, ...]
    wholes: Mapping[str, Whole]

    def write(self, made: Path) -> None:
        """Write it into a part."""
        (made / PART).write_text(json.dumps(asdict(self), ensure_ascii=False), encoding="utf-8")

    @classmethod
    def read(cls, part: Path) -> About:
        """What a part says. Raises OutputError when it is none."""
        try:
            found = json.loads((part / PART).read_text(encoding="utf-8"))
            wholes = {
                name: Whole(one["head"], tuple(map(tuple, one["pages"]))) for name, one in found["wholes"].items()
            }
            return cls(found["part"], tuple(found["pages"]), wholes)
        except (OSError, ValueError, TypeError, KeyError, AttributeError):
            raise OutputError(f"{part} is no part of a site\n  hint: build it with KB_PART=… mkdocs build") from None


def drawn(part: str, locale: str, key: str) -> bool:
    """Whether a part has the page of a key in a locale. The part without a name is the whole site."""
    names = part.removeprefix("-").split(",")
    addresses = (f"{key}/", f"{locale}/{key}/")
    mine = any(name == locale or ("/" in name and one.startswith(name)) for name in names for one in addresses)
    return not part or mine != part.startswith("-")


def merge(parts: Sequence[Path], site: Path) -> int:
    """Put the parts together and let them take the place of `site`; returns the number of files.

    Raises OutputError when a part is missing, is none, or is of another state of the records; `site` is then as it was.
    """
    about = _about(parts)
    sources: dict[str, Path] = {}
    headers: list[str] = []
    for part in parts:
        for path in sorted(part.rglob("*")):
            name = path.relative_to(part).as_posix()
            if not path.is_file() or name in (PART, MANIFEST):
                continue
            if name == FILE:
                headers.append(path.read_text(encoding="utf-8"))
            elif name not in sources:
                sources[name] = part
            elif (sources[name] / name).read_bytes() != path.read_bytes():
                raise OutputError(
                    f"{name} differs between {sources[name]} and {part}\n"
                    "  hint: build all parts from the same commit, on the same day (KB_AS_OF)"
                )
    for name in about.pages:
        if name not in sources:
            hint = "build the part that it is in (KB_PART), and name that here"
            raise OutputError(f"{name} is in none of the parts\n  hint: {hint}")
    output = Output(site)
    made = output.begin()
    try:
        for part in parts:
            keep(part, made, [name for name, where in sources.items() if where == part])
        if headers:
            (made / FILE).write_text(_joined(headers), encoding="utf-8")
        for name, whole in about.wholes.items():
            whole.write(made / name, made)
    except OSError as error:
        output.abandon()
        raise output.explain(error) from None
    output.finish()
    return len(sources) + bool(headers) + len(about.wholes) + 1


def _about(parts: Sequence[Path]) -> About:
    """What all parts say of the site. Raises OutputError where they do not say the same."""
    found: dict[str, Path] = {}
    first: About | None = None
    for part in parts:
        about = About.read(part)
        first = first or about
        if about.part in found:
            both = f"{found[about.part]} and {part} are both the part '{about.part}'"
            raise OutputError(f"{both}\n  hint: name each part once")
        if (about.pages, about.wholes) != (first.pages, first.wholes):
            raise OutputError(f"{part} is a part of another site\n  hint: build all parts from the same commit")
        found[about.part] = part
    assert first is not None
    return first


def _joined(headers: Sequence[str]) -> str:
    """The first headers with the hashes of all."""
    hashes = sorted({one for text in headers for one in re.findall("'sha256-[^']+'", text)})
    return _HASHES.sub(lambda _: "".join(f" {one}" for one in hashes), headers[0])
