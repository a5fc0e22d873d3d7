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

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from generator.inputs import Inputs, Need
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

_RUN = re.compile(
    r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff々ー]+"
    r"|[^\W_\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff々]{3,40}"
)
_PARTS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")
_SOFT = re.compile(r"[\u3040-\u309f]{2}")


def words(texts: Iterable[str]) -> set[str]:
    """The words of texts in lower case; of what has no spaces, its pairs of characters, but for those of endings."""
    found: set[str] = set()
    for text in texts:
        for run in _RUN.findall(unicodedata.normalize("NFKC", text)):
            if run[0] < "\u3005":
                found.add(run.lower())
                if not run.islower():
                    found.update(part.lower() for part in _PARTS.findall(run) if len(part) > 2)
            else:
                found.update(run[place : place + 2] for place in range(len(run) - 1))
    return {word for word in found if not _SOFT.fullmatch(word)}


class LongTexts:
    """Whether long texts are split off, and the words of each record, cut once and kept between builds."""

    def __init__(self, chosen: str, store: Store | None = None, inputs: Inputs | None = None) -> None:
        """`chosen` is `auto`, `always` or `never`."""
        self._chosen, self._store, self._inputs = chosen, store, inputs

    def apart(self, pages: int) -> bool:
        """Whether a site with so many pages has its long texts in files of their own."""
        return pages > FROM if self._chosen == "auto" else self._chosen == "always"

    def words(self, speaker: Speaker, need: Need, part: str, record: Any) -> set[str]:
        """The words of a record with a page of its own, or of a part of it, in a language."""

        def make() -> set[str]:
            return words(speaker.catalogue.passage(text).text for _, text, _ in walk(record) if isinstance(text, Text))

        if self._store is None or self._inputs is None:
            return make()
        return self._store.get(digest(self._inputs.of((need,)), *need, part, speaker.locale), make)


def files_for(pages: int) -> int:
    """How many files of words there are for a number of pages."""
    return -(-pages // EACH)


def bucket(word: str, files: int) -> int:
    """The file that a word is in."""
    number = 0
    for letter in word[:3]:
        number = (number * 31 + ord(letter)) % 65_521
    return number % files


def split(pages: Sequence[Iterable[str]]) -> Iterator[dict[str, list[int]]]:
    """The files of words of all pages, each given by its words."""
    having: dict[str, list[int]] = defaultdict(list)
    for number, own in enumerate(pages):
        for word in own:
            having[word].append(number)
    most = max(EACH, COMMON * len(pages))
    found: list[dict[str, list[int]]] = [{} for _ in range(files_for(len(pages)))]
    for word in sorted(having):
        numbers = having[word]
        if len(numbers) <= most:
            steps = zip(numbers, (0, *numbers), strict=False)
            found[bucket(word, len(found))][word] = [number - before for number, before in steps]
    yield from found
