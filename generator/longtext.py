"""Words of long texts, in many small files, of which a search asks for the few that it needs (ADR 26).

At some thousands of pages, an index of everything is more than a visitor should wait for. Then `records.json` keeps
what pages are called and known by, and the rest is split, below `search/` of a locale:

    words/<n>.json    word → pages that have it; a word is in the file of its first three letters (`bucket`)
    texts/<n>.json    what results show of pages n·EACH … n·EACH + EACH - 1

Pages are named by their places in `records.json`; lists of them hold the first, then differences. Words are cut here as
roughly as can be, letters and digits, or pairs of characters where words have no spaces: the worker looks at each as it
looks at a query (overrides/assets/javascripts/search/).
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import Any

from generator.inputs import Inputs, Need
from generator.jsontext import compact
from generator.records.shape import walk
from generator.records.types import Text
from generator.store import Store, digest
from generator.views.voice import Speaker

EACH = 50
"""Pages of which one file holds what results show; and for how many pages there is one more file of words."""
FROM = 2000
"""The number of pages above which long texts are split off."""
COMMON = 0.2
"""A word that more than this share of all pages has tells none of them apart."""

_UNSPACED = r"\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff々"
_WORD = re.compile(rf"[^\W_{_UNSPACED}]{{3,40}}")
_PAIR = re.compile(rf"(?![\u3040-\u309f]{{2}})(?=([{_UNSPACED}]{{2}}))")
_PARTS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")


def words(texts: Iterable[str]) -> set[str]:
    """The words of texts in lower case; of what has no spaces, its pairs of characters, but for those of endings."""
    whole = unicodedata.normalize("NFKC", "\n".join(texts))
    found = set(_PAIR.findall(whole))
    for run in set(_WORD.findall(whole)):
        if run[0] < "\u3005":
            found.add(run.lower())
            if not run.islower():
                found.update(part.lower() for part in _PARTS.findall(run) if len(part) > 2)
        else:
            found.update(map("".join, pairwise(run)))
    return found


@dataclass(frozen=True, slots=True)
class Said:
    """What cuts the words of a page, and the digest of what they are cut from."""

    key: str
    cut: Callable[[], set[str]]


class LongTexts:
    """Whether long texts are split off, and the words of each record, cut once and kept between builds."""

    def __init__(self, chosen: str, store: Store | None = None, inputs: Inputs | None = None) -> None:
        """`chosen` is `auto`, `always` or `never`."""
        self._chosen, self._store, self._inputs = chosen, store, inputs

    def apart(self, pages: int) -> bool:
        """Whether a site with so many pages has its long texts in files of their own."""
        return pages > FROM if self._chosen == "auto" else self._chosen == "always"

    def said(self, speaker: Speaker, own: Sequence[str], need: Need | None, part: str, record: Any) -> Said:
        """The words of a page: its `own`, and those of the record, or of the part of it, that it shows."""

        def make() -> set[str]:
            shown = walk(record) if need else ()
            texts = (speaker.catalogue.passage(text).text for _, text, _ in shown if isinstance(text, Text))
            return words(own) | words(texts)

        if self._store is None or self._inputs is None:
            return Said("", make)
        return Said(digest(self._inputs.of((need,) if need else ()), part, speaker.locale, *own), make)

    def split(self, locale: str, pages: Sequence[Said]) -> list[str]:
        """The files of words of all pages, as JSON: those of the last build, where only some words are others now."""
        store, name = self._store, f"split {locale}"
        if store is None:
            return [f"{compact(one)}\n" for one in _split((page.cut() for page in pages), len(pages))[0]]
        keys = [page.key for page in pages]
        before: _Kept | None = store.peek(name)
        found = _patched(before, pages, store) if before and len(before[0]) == len(keys) else None
        if found is None:
            store.prepare((page.key, page.cut) for page in pages)
            files, common = _split((store.get(page.key, page.cut) for page in pages), len(pages))
            found = [f"{compact(one)}\n" for one in files], common
        if not (before and before[0] == keys and store.knows(name)):
            store.put(name, (keys, *found))
        for page in pages:
            if not store.knows(page.key):
                store.get(page.key, page.cut)
        return found[0]


def files_for(pages: int) -> int:
    """How many files of words there are for a number of pages."""
    return -(-pages // EACH)


def bucket(word: str, files: int) -> int:
    """The file that a word is in."""
    number = 0
    for letter in word[:3]:
        number = (number * 31 + ord(letter)) % 65_521
    return number % files


def _most(pages: int) -> float:
    """How many pages a word may have."""
    return max(EACH, COMMON * pages)


def _split(pages: Iterable[Iterable[str]], many: int) -> tuple[list[dict[str, list[int]]], dict[str, int]]:
    """The files of words, and for words that are in none, because too many pages have them, how many do."""
    having: dict[str, list[int]] = defaultdict(list)
    for number, own in enumerate(pages):
        for word in own:
            having[word].append(number)
    most, common = _most(many), {}
    found: list[dict[str, list[int]]] = [{} for _ in range(files_for(many))]
    for word in sorted(having):
        numbers = having[word]
        if len(numbers) <= most:
            found[bucket(word, len(found))][word] = _steps(numbers)
        else:
            common[word] = len(numbers)
    return found, common


_Kept = tuple[list[str], list[str], dict[str, int]]
"""What the last build made: the keys of all pages, the files of words, and how often each word is that is in none."""


def _patched(before: _Kept, pages: Sequence[Said], store: Store) -> tuple[list[str], dict[str, int]] | None:
    """The files of as many pages with other words, or nothing where they had better be made anew."""
    keys, files, common = before
    changed = [number for number, page in enumerate(pages) if page.key != keys[number]]
    if len(changed) > EACH:
        return None
    opened: dict[int, dict[str, list[int]]] = {}
    common, most = {**common}, _most(len(pages))
    for number in changed:
        old, now = store.peek(keys[number]), store.get(pages[number].key, pages[number].cut)
        if old is None:
            return None
        for word in old ^ now:
            if word in common:
                common[word] += 1 if word in now else -1
                if common[word] <= most:
                    return None  # who has it is not known
                continue
            place = bucket(word, len(files))
            if place not in opened:
                opened[place] = json.loads(files[place])
            file = opened[place]
            numbers = {*accumulate(file.get(word, ()))} ^ {number}
            if len(numbers) > most:
                return None
            file[word] = _steps(sorted(numbers))
            if not numbers:
                del file[word]
    files = [*files]
    for place, file in opened.items():
        files[place] = compact({word: file[word] for word in sorted(file)}) + "\n"
    return files, common


def _steps(numbers: list[int]) -> list[int]:
    """The first of some numbers in order, then differences."""
    return [number - before for number, before in zip(numbers, (0, *numbers), strict=False)]
