"""Which pages MkDocs hears of, which are kept, and which are drawn and written by ourselves.

MkDocs hears of lists, of pages that hand-written ones link to, and of a sample of each group: pages that are cut the
shell from, or compared with what the theme makes of them. With any other plugin or hook it hears of all pages.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from functools import partial
from typing import NamedTuple

from generator.inputs import Need
from generator.merging import drawn
from generator.plugin.keeping import Keeping
from generator.plugin.pages import RecordPage, Spot
from generator.plugin.press import Leaf, Printed
from generator.settings import Settings
from generator.shell import Shell
from generator.store import digest

SAMPLE = 0.01
"""The share of pages that are compared with what the theme makes of them."""

Group = tuple[object, ...]


class _One(NamedTuple):
    spot: Spot
    own: str
    needs: tuple[Need, ...]


class Sorting:
    """Sorts the pages of a site. Without `keeping`, MkDocs hears of all."""

    def __init__(
        self,
        spots: Iterable[Spot],
        files: Callable[[Spot], tuple[str, ...]],
        linked: Collection[str],
        keeping: Keeping | None,
        settings: Settings,
    ) -> None:
        """`files` are those of a page, `linked` the names of all files that hand-written pages link to.

        Of a site that is built in parts, only pages of the part are drawn, and those that MkDocs must hear of.
        """
        self.told: list[Spot] = []
        self.kept: dict[str, int] = {}
        self._keeping, self._files = keeping, files
        self._held: dict[Group, list[_One]] = defaultdict(list)
        self._fresh: dict[Group, list[_One]] = defaultdict(list)
        seen: set[Group] = set()
        for spot in spots:
            first = spot.group not in seen
            seen.add(spot.group)
            name = f"{spot.plan.key.rpartition('/')[2]}.md"
            if not (first or spot.plan.listed or name in linked or drawn(settings.part, spot.locale, spot.plan.key)):
                continue
            if keeping is None or first or spot.plan.listed or name in linked:
                self.told.append(spot)
                continue
            one = _One(spot, *keeping.of(spot))
            place = self._held if keeping.unchanged(files(spot), one.own) else self._fresh
            place[spot.group].append(one)
        for group, ones in self._fresh.items():
            sample = {number for number in range(len(ones)) if random.random() < SAMPLE} | {len(ones) - 1}
            self.told += [ones[number].spot for number in sorted(sample)]
            self._fresh[group] = [one for number, one in enumerate(ones) if number not in sample]

    def sample(self, pages: list[RecordPage]) -> list[RecordPage]:
        """The pages of a group, of all that MkDocs hears of, that are compared with the theme's."""
        if self._keeping:
            return pages
        return [page for page in pages if page is pages[-1] or random.random() < SAMPLE]

    def leaves(self, group: Group, shell: Shell, make: Callable[[Spot], Printed]) -> Iterator[Leaf]:
        """The pages of a group that we write ourselves. Those that have their old shell are kept."""
        cut = digest(*shell.parts)
        for one in self._held.pop(group, []):
            kept = self._keeping.keeps(self._files(one.spot), cut) if self._keeping else {}
            if kept:
                self.kept |= kept
            else:
                self._fresh[group].append(one)
        for one in self._fresh.pop(group, []):
            yield Leaf(self._files(one.spot), one.own, one.needs, cut, partial(make, one.spot))

    def left(self, group: Group) -> Iterator[Spot]:
        """The pages of a group that has no shell: MkDocs must draw them after all."""
        for one in self._held.pop(group, []) + self._fresh.pop(group, []):
            yield one.spot

    def data(self, files: Iterable[tuple[str, str, Callable[[], Printed]]]) -> Iterator[Leaf]:
        """The files that are no pages, with what each says by itself; those that are kept are left out."""
        for name, own, make in files:
            if self._keeping and self._keeping.unchanged((name,), own):
                self.kept |= self._keeping.keeps((name,), "")
            else:
                yield Leaf((name,), own, (), "", make)
