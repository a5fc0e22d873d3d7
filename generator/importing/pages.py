"""Pairs of Markdown files become documents whose passages are known in both languages.

Which file translates which is read from folders (`docs/en`, `docs/ja`; `content/ja`; Docusaurus' `i18n/ja/…`) or from
endings (`page.ja.md`). Within a pair, blocks are matched by what kind of block they are, in order.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from generator.importing import markup
from generator.importing.convert import Conversion
from generator.importing.documents import Document, Refused, Source
from generator.importing.drafts import Draft
from generator.importing.links import key_of
from generator.importing.segments import Pair

MAX_ALIGNED = 3_000
"""Beyond this many blocks that do not match one to one, nothing is guessed: comparing grows with the square."""

_LOCALE = re.compile(r"[a-z]{2,3}(?:[-_](?:[A-Z][a-z]{3}|[A-Za-z]{2}|[0-9]{3})){0,2}")
_NO_LOCALE = frozenset(
    {"api", "app", "bin", "cli", "css", "dev", "doc", "env", "faq", "git", "img", "ios", "lib", "log", "mac", "man"}
    | {"net", "new", "old", "ops", "pdf", "sdk", "src", "sql", "tag", "tip", "tmp", "web"}
)
"""Names of folders that look like languages and are none."""
_DOCUSAURUS = re.compile(r"i18n/([^/]+)/docusaurus-plugin-content-(docs|blog|pages)(?:-[^/]+)?/(?:current/)?")
_ATTRIBUTES = re.compile(r"[ \t]*\{:?[ \t]*[#.][^{}\n]{0,200}\}[ \t]*$")
_MDX = re.compile(r"^(?:import|export)\s[^\n]*(?:\n|$)", re.MULTILINE)


class Paired(NamedTuple):
    """A source document, its translation, the language of that, and what both are called in every language."""

    source: Source
    other: Source | None
    locale: str
    key: str


@dataclass(frozen=True, slots=True)
class _Place:
    key: str
    locale: str


def is_locale(name: str) -> bool:
    """Whether a folder or ending is called like a language."""
    return bool(_LOCALE.fullmatch(name)) and name not in _NO_LOCALE


def pair_up(found: Sequence[Source], locales: Sequence[str]) -> Iterator[Paired]:
    """Every source document with each of its translations; a translation without its source pairs with nothing."""
    by_key: dict[str, dict[str, Source]] = {}
    for source in found:
        place = _place(source.origin, locales)
        by_key.setdefault(place.key, {}).setdefault(place.locale, source)
    for key, files in by_key.items():
        mine = files.pop(locales[0], None)
        for locale, other in files.items():
            yield Paired(mine or other, other if mine else None, locale, key)
        if mine and not files:
            yield Paired(mine, None, locales[0], key)


def _place(origin: str, locales: Sequence[str]) -> _Place:
    """The key and language of a document; without a sign of another language it is a source."""

    def known(name: str) -> str:
        small = name.lower().replace("_", "-")
        exact = next((one for one in locales if one.lower() == small), "")
        return exact or next((one for one in locales if one.lower() == small.partition("-")[0]), "")

    found = _DOCUSAURUS.search(origin)
    if found and known(found[1]):
        return _Place(key_of(f"{origin[: found.start()]}{found[2]}/{origin[found.end() :]}"), known(found[1]))
    folders, _, name = origin.rpartition("/")
    parts = folders.split("/") if folders else []
    for index, part in enumerate(parts):
        if is_locale(part) and known(part):
            return _Place(key_of("/".join([*parts[:index], *parts[index + 1 :], name])), known(part))
    stem, dot, ending = name.rpartition(".")
    before, point, locale = stem.rpartition(".")
    if point and is_locale(locale) and known(locale):
        return _Place(key_of("/".join([*parts, f"{before}{dot}{ending}"])), known(locale))
    return _Place(key_of(origin), locales[0])


def paired(conversion: Conversion, document: Document, other: Document | None) -> Draft:
    """The draft of a document and its translation, or [`Refused`][generator.importing.documents.Refused]."""
    try:
        mine = markup.leaves(_plain(document.text), extended=True)
        theirs = markup.leaves(_plain(other.text), extended=True) if other else None
    except markup.TooLong as error:
        raise Refused(str(error)) from None
    pairs = [Pair("", None, _bare(text)) for _, text in mine.found]
    extra: list[str] = []
    if theirs:
        for index, place in _aligned(mine.found, theirs.found):
            if index is None:
                extra.append(_bare(theirs.found[place][1]))
            else:
                pairs[index].target = _bare(theirs.found[place][1])
        if mine.loose and theirs.loose != mine.loose:
            conversion.account.add("changed", "HTML", "its words stay in the language of the source")
    for text in extra:
        conversion.account.add("changed", "passage only in the translation", "it stands at the end, in both", text)
        pairs.append(Pair("", text, None))
    title = document.first("title")
    conversion.titles = (title, other.first("title") if other else "")
    conversion.references = {**(theirs.references if theirs else {}), **mine.references}
    return conversion.draft(document, mine.root, pairs, translated=other is not None)


def _plain(text: str) -> str:
    """Without the imports of MDX."""
    return _MDX.sub("", text) if "\nimport " in text or text.startswith(("import ", "export ")) else text


def _bare(text: str) -> str:
    """A passage without the attributes that follow it (`## Title {#anchor}`)."""
    return _ATTRIBUTES.sub("", text)


def _aligned(mine: Sequence[tuple[str, str]], theirs: Sequence[tuple[str, str]]) -> Iterator[tuple[int | None, int]]:
    """Which of their passages translates which of mine, by the kind of block; nothing for those that translate none."""
    a, b = [kind for kind, _ in mine], [kind for kind, _ in theirs]
    if a == b:
        yield from ((index, index) for index in range(len(a)))
        return
    if len(a) + len(b) > MAX_ALIGNED:
        raise Refused(f"{len(a)} passages and {len(b)} in the translation, and they do not match one to one")
    for kind, start, end, low, high in difflib.SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if kind == "equal" or (kind == "replace" and end - start == high - low):
            yield from zip(range(start, end), range(low, high), strict=True)
        else:
            yield from ((None, place) for place in range(low, high))
