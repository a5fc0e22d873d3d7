"""Side-by-side spans become pairs; the document keeps a mark in the place of each.

    <span data-ttu-id="x">target</span><span class="sxs-lookup"><span data-stu-id="x">source</span></span>

Only these spans are looked for; all other markup stays for the parser. Real documents leave spans open, close
them twice, nest them and split them over lines, so the end of a passage is found by what follows it. One walk
over the spans, one over the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html.parser import HTMLParser

OPEN, SHUT = "\ufdd0", "\ufdd1"
"""Noncharacters around the number of a pair: no document holds them, because reading takes them out."""

MAX_TAG = 600
MAX_ID = 80
MAX_NESTED = 20
_SPAN = re.compile(r"<(/?)span(?=[\s/>])", re.IGNORECASE)


@dataclass(slots=True)
class Pair:
    """A passage in both languages, as inline Markdown. `None` says that a side is missing."""

    id: str
    target: str | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Skeleton:
    """The document with marks, the pairs they stand for, and what was odd about the spans, by name."""

    text: str
    pairs: tuple[Pair, ...]
    odd: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class _Tag:
    """A span tag: `target`, `lookup`, `source`, `other` or `close`, and where it stands."""

    kind: str
    id: str
    start: int
    end: int


class _Attributes(HTMLParser):
    """Reads the attributes of one start tag."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: dict[str, str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found = {name: value or "" for name, value in attrs}

    def read(self, tag: str) -> dict[str, str]:
        self.reset()
        self.found = {}
        self.feed(tag)
        return self.found


def mark(number: int) -> str:
    """What stands in the skeleton for a pair."""
    return f"{OPEN}{number}{SHUT}"


def skeleton(text: str) -> Skeleton:
    """The document with a mark for each pair."""
    return _Walk(text, list(_tags(text))).run()


def _tags(text: str) -> Iterator[_Tag]:
    reader = _Attributes()
    for found in _SPAN.finditer(text):
        start = found.start()
        end = text.find(">", start, start + MAX_TAG)
        if end < 0:
            continue
        if found[1]:
            yield _Tag("close", "", start, end + 1)
        else:
            yield _tag(reader.read(text[start : end + 1]), start, end + 1)


def _tag(found: dict[str, str], start: int, end: int) -> _Tag:
    if "data-ttu-id" in found:
        return _Tag("target", found["data-ttu-id"][:MAX_ID], start, end)
    if "data-stu-id" in found:
        return _Tag("source", found["data-stu-id"][:MAX_ID], start, end)
    if "sxs-lookup" in found.get("class", "").split():
        return _Tag("lookup", "", start, end)
    return _Tag("other", "", start, end)


class _Walk:
    """One walk over the span tags of a document."""

    def __init__(self, text: str, tags: Sequence[_Tag]) -> None:
        self.text = text
        self.tags = tags
        self.pairs: list[Pair] = []
        self.waiting: dict[str, list[int]] = {}
        self.early: dict[str, int] = {}
        self.last: dict[str, int] = {}
        for number, tag in enumerate(tags):
            if tag.kind == "source":
                self.last[tag.id] = number
        self.out: list[str] = []
        self.odd: list[tuple[str, str]] = []
        self.done = 0
        self.depth = 0

    def run(self) -> Skeleton:
        number = 0
        while number < len(self.tags):
            number = self._step(number)
        self._copy(len(self.text))
        return Skeleton("".join(self.out), tuple(self.pairs), tuple(self.odd))

    def _copy(self, to: int) -> None:
        """Text that belongs to no pair goes to the skeleton."""
        if to > self.done:
            self.out.append(self.text[self.done : to])
            self.done = to

    def _step(self, number: int) -> int:
        """Deal with the tag at `number`; returns the number of the next one to deal with."""
        tag = self.tags[number]
        self._copy(tag.start)
        self.done = tag.end
        if tag.kind == "target":
            passage, after = self._passage(number)
            if tag.id in self.early:
                self.pairs[self.early.pop(tag.id)].target = passage
                return after
            self.waiting.setdefault(tag.id, []).append(len(self.pairs))
            self.out.append(mark(len(self.pairs)))
            self.pairs.append(Pair(tag.id, target=passage))
            return after
        if tag.kind == "source":
            passage, after = self._passage(number)
            self._attach(tag.id, passage)
            return after
        return number + 1

    def _attach(self, identity: str, passage: str) -> None:
        waiting = self.waiting.get(identity)
        if waiting:
            self.pairs[waiting.pop(0)].source = passage
            return
        self.early[identity] = len(self.pairs)
        self.out.append(mark(len(self.pairs)))
        self.pairs.append(Pair(identity, source=passage))

    def _passage(self, number: int) -> tuple[str, int]:
        """The text of the span that begins at `number`, and the tag to go on with.

        Its own end is the first closing tag that balances it. A second closing tag before the next span, with
        text in between, shows that the first one was a stray: `… the steps </span> below.</span>`.
        """
        begin = self.tags[number]
        parts: list[str] = []
        at, depth, ended = begin.end, 0, -1
        number += 1
        while number < len(self.tags):
            tag = self.tags[number]
            gap = self.text[at : tag.start]
            if ended < 0 and self._paragraph_ends(gap) and not (depth == 0 and self._ends_well(begin, number)):
                break
            if tag.kind == "close":
                if ended < 0:
                    parts.append(gap)
                    if depth:
                        depth -= 1
                    else:
                        ended = number
                elif gap.strip() and not self._paragraph_ends(gap) and self._stray(begin, number):
                    parts.append(gap)
                    self.odd.append(("closing tag too many", begin.id))
                    ended = number
                else:
                    break
            elif tag.kind == "other" and ended < 0:
                parts.append(gap)
                depth += 1
            elif tag.kind == "target" and ended < 0 and begin.kind == "target" and self._nested(begin, tag):
                parts.append(gap)
                number = self._inner(number)
                at = self.done
                continue
            else:
                break
            at = tag.end
            number += 1
        if ended >= 0:
            self.done = self.tags[ended].end
            return "".join(parts), ended + 1
        gap_end = self.tags[number].start if number < len(self.tags) else len(self.text)
        rest, self.done = self._until_paragraph_ends(at, gap_end)
        self.odd.append(("span without an end", begin.id))
        return "".join(parts) + rest, number

    def _ends_well(self, begin: _Tag, number: int) -> bool:
        """Whether a closing tag after an empty line ends the span all the same: what must follow it does."""
        if self.tags[number].kind != "close" or number + 1 >= len(self.tags):
            return False
        after = self.tags[number + 1]
        near = not self.text[self.tags[number].end : after.start].strip()
        return near and after.kind in (("close",) if begin.kind == "source" else ("lookup", "source"))

    def _stray(self, begin: _Tag, number: int) -> bool:
        """Whether the closing tag at `number` is the true end: then the one before it was a stray."""
        after = self.tags[number + 1] if number + 1 < len(self.tags) else None
        if begin.kind == "source":
            return after is not None and after.kind == "close"
        between = self.text[self.tags[number].end : after.start] if after else ""
        return after is not None and not between.strip() and after.kind in ("lookup", "source")

    def _nested(self, outer: _Tag, inner: _Tag) -> bool:
        """Whether a target inside a target is nested, not a sign that the first has no end: its source comes later."""
        mine, its = self.last.get(outer.id), self.last.get(inner.id)
        return self.depth < MAX_NESTED and mine is not None and its is not None and mine > its and outer.id != inner.id

    def _inner(self, number: int) -> int:
        """A pair within a target: its mark goes before that of the outer one."""
        self.depth += 1
        self.done = self.tags[number].start
        number = self._step(number)
        while number < len(self.tags) and self.tags[number].kind in ("lookup", "source"):
            number = self._step(number)
        after_source = self.tags[number - 1].end
        if number < len(self.tags) and self.tags[number].kind == "close" and self.tags[number].start == after_source:
            self.done = self.tags[number].end
            number += 1
        self.depth -= 1
        return number

    def _until_paragraph_ends(self, start: int, end: int) -> tuple[str, int]:
        """A span without an end reaches to the end of its line."""
        stop = self.text.find("\n", start, end)
        stop = end if stop < 0 else stop
        return self.text[start:stop], stop

    @staticmethod
    def _paragraph_ends(gap: str) -> bool:
        """Whether there is an empty line: no passage goes beyond one."""
        if "\n" not in gap:
            return False
        return any(not line.strip() for line in gap.split("\n")[1:-1])
