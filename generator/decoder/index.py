"""The table made ready for searching, and the search itself.

Every key is filed under its first three letters; each letter of a text looks into one drawer and compares
the few keys in it. The table is fixed, so the cost of a letter is bounded and a text costs linear time.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field

from generator.decoder.reading import Clean, Letters, is_letter
from generator.decoder.table import SHORTEST_KEY, Table, weight

FILED = SHORTEST_KEY
BOUNDED = 8
"""A key below this weight must stand alone: `GSMTP`, not a part of a longer word."""


@dataclass(slots=True)
class Meter:
    """Counts the work, so that a test can see that it grows with the text and no faster."""

    work: int = 0


@dataclass(slots=True)
class Key:
    """A string of letters and everything that it can mean."""

    text: str
    weight: int
    words: tuple[int, ...] = ()
    phrases: tuple[int, ...] = ()
    without: tuple[int, ...] = ()
    literal: str = ""
    foreign: str = ""
    own: bool = False
    name: bool = False


@dataclass(slots=True)
class Hit:
    """A key found at letters `start` to `end`, and the variants it still speaks for after longer hits had their say."""

    start: int
    end: int
    key: Key
    words: tuple[int, ...]
    phrases: tuple[int, ...]


@dataclass(slots=True)
class Index:
    """The table, filed."""

    table: Table
    drawers: dict[str, list[Key]] = field(default_factory=dict)
    ranges: list[tuple[str, int, int, str]] = field(default_factory=list)
    wordless: set[int] = field(default_factory=set)

    def known(self, code: str) -> str:
        """The entry of the table for a code as found in a text: itself, the range it lies in, or nothing."""
        if code in self.table["codes"]:
            return code
        head, _, tail = code.rpartition(".")
        if tail.isdigit():
            for prefix, low, high, entry in self.ranges:
                if prefix == head and low <= int(tail) <= high:
                    return entry
        return ""


def make_index(table: Table) -> Index:
    """File the keys of a table."""
    keys: dict[str, Key] = {}

    def key(text: str) -> Key:
        return keys.setdefault(text, Key(text, weight(text)))

    for text, numbers in table["words"].items():
        key(text).words = tuple(numbers)
    for text, numbers in table["phrases"].items():
        key(text).phrases = tuple(numbers)
    for text, numbers in table["without"].items():
        key(text).without = tuple(numbers)
    for text, code in table["literals"].items():
        key(text).literal = code
    for text, provider in table["foreign"].items():
        key(text).foreign = provider
    for text in table["own"]:
        key(text).own = True
    for text in table["names"]:
        key(text).name = True
    index = Index(table)
    for one in keys.values():
        index.drawers.setdefault(one.text[:FILED], []).append(one)
    for code in table["codes"]:
        head, _, tail = code.rpartition(".")
        low, dash, high = tail.partition("-")
        if dash:
            index.ranges.append((head, int(low), int(high), code))
    with_words = {number for numbers in table["words"].values() for number in numbers}
    index.wordless = {number for number in range(len(table["variants"])) if number not in with_words}
    return index


def find(index: Index, cleaned: Clean, letters: Letters, heads: list[int], meter: Meter) -> list[Hit]:
    """All hits in order of their start; a hit inside a longer one keeps only what both speak for.

    `heads` are the letters at which replies begin: what stands on both sides of one was not said in one breath.
    """
    hits: list[Hit] = []
    text = letters.text
    drawers = index.drawers
    meter.work += len(text)
    for start in range(len(text) - FILED + 1):
        drawer = drawers.get(text[start : start + FILED])
        if drawer is None:
            continue
        for key in drawer:
            meter.work += 1
            end = start + len(key.text)
            if not text.startswith(key.text, start) or not _stands(key, cleaned, letters, start):
                continue
            if bisect_right(heads, start) == bisect_left(heads, end):
                hits.append(Hit(start, end, key, key.words, key.phrases))
    return _without_covered(hits)


def _stands(key: Key, cleaned: Clean, letters: Letters, start: int) -> bool:
    """Whether a short key, a literal code or a name stands alone, not as a part of a longer word or number."""
    first, last = letters.of[start], letters.of[start + len(key.text) - 1]
    before = cleaned.text[first - 1] if first else " "
    after = cleaned.text[last + 1] if last + 1 < len(cleaned.text) else " "
    if key.weight < BOUNDED or key.literal or key.name:
        return not (before < "\x80" and is_letter(before)) and not (after < "\x80" and is_letter(after))
    return True


def _without_covered(hits: list[Hit]) -> list[Hit]:
    cover: Hit | None = None
    for hit in sorted(hits, key=lambda one: (one.start, -one.end)):
        if not (hit.words or hit.phrases):
            continue
        if cover is not None and cover.end >= hit.end and cover.end - cover.start > hit.end - hit.start:
            longer = set(cover.words) | set(cover.phrases)
            hit.words = tuple(number for number in hit.words if number in longer)
            hit.phrases = tuple(number for number in hit.phrases if number in longer)
        elif cover is None or hit.end > cover.end:
            cover = hit
    return sorted(hits, key=lambda one: one.start)
