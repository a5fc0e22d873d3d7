"""Parts of a site, each built by itself with the pages of one locale, become the site that one build makes.

A part holds everything but the pages of other locales. What two parts hold both must be the same bytes in both; only
the headers may name the scripts of their own pages, and the list of all files is made anew.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from generator.headers import FILE
from generator.output import Output, OutputError
from generator.trees import MANIFEST, keep

PART = ".kb-part"
"""What is in a part: its locale, and on the next line all locales of the site."""

_HASHES = re.compile(r"(?: 'sha256-[^']+')+")


def merge(parts: Sequence[Path], site: Path) -> int:
    """Put the parts together and let them take the place of `site`; returns the number of files.

    Raises OutputError when a part is missing, is none, or is of another state of the records; `site` is then as it was.
    """
    _complete(parts)
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
    output = Output(site)
    made = output.begin()
    try:
        for part in parts:
            keep(part, made, [name for name, where in sources.items() if where == part])
        if headers:
            (made / FILE).write_text(_joined(headers), encoding="utf-8")
    except OSError as error:
        output.abandon()
        raise output.explain(error) from None
    output.finish()
    return len(sources) + bool(headers) + 1


def _complete(parts: Sequence[Path]) -> None:
    found: dict[str, Path] = {}
    wanted: set[str] = set()
    for part in parts:
        try:
            locale, locales = (part / PART).read_text(encoding="utf-8").splitlines()
        except (OSError, ValueError):
            raise OutputError(
                f"{part} is no part of a site\n  hint: build it with KB_PART=LOCALE mkdocs build"
            ) from None
        if locale in found:
            raise OutputError(f"{found[locale]} and {part} are both the part '{locale}'\n  hint: name each part once")
        found[locale] = part
        wanted.update(locales.split())
    if wanted != set(found):
        missing = ", ".join(sorted(wanted - set(found))) or ", ".join(sorted(set(found) - wanted))
        raise OutputError(f"the part of {missing} is missing\n  hint: build it with KB_PART, and name it here")


def _joined(headers: Sequence[str]) -> str:
    """The first headers with the hashes of all."""
    hashes = sorted({one for text in headers for one in re.findall("'sha256-[^']+'", text)})
    return _HASHES.sub(lambda _: "".join(f" {one}" for one in hashes), headers[0])
