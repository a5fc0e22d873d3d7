"""The first look at a change in a preview: a few pages are made anew, before a whole build makes the site complete.

These are the pages that somebody looks at, where the change concerns them, and the pages of the records that were
changed. They are joined with the shells of the last whole build, and take the places of their files one by one.
Everything else is as it was until the build that must follow: that one makes these pages too, and has the last word.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.inputs import Inputs, Need
from generator.plugin.pages import Spot
from generator.plugin.printing import Printer
from generator.plugin.sorting import Group
from generator.project import Project
from generator.shell import Shell
from generator.whole import replace

MOST = 40
"""How many pages a first look makes at most: the whole build comes to the others."""


@dataclass(frozen=True, slots=True)
class Settled:
    """What the last whole build knows of the site that is shown."""

    site: Path
    inputs: Inputs
    templates: str
    """The digest of the templates of pages."""
    needs: Mapping[str, tuple[Need, ...]]
    """The records that pages were made from, by the names of their files; what is not here may need any."""
    shells: Mapping[Group, Shell]
    printer: Printer
    themed: Callable[[Spot], tuple[bytes, ...] | None]
    """Makes the files of a page that the theme draws; nothing of a page that was not there."""

    def glance(self, now: Project, templates: str, spots: Iterable[Spot], looked: Collection[str]) -> list[str]:
        """Write the pages of `spots` that matter first; returns the names of their files.

        `looked` holds the names of files that somebody looks at, the last one first. Raises what drawing raises.
        """
        written = []
        for spot in self._first(now, templates, spots, [*looked]):
            shell = self.shells.get(spot.group)
            files = self.printer.page(shell, spot).files if shell else self.themed(spot)
            for name, data in zip(self.printer.beside.names(spot), files or (), strict=files is not None):
                replace({self.site / name: data})
            written += [spot.file] if files else []
        return written

    def _first(self, now: Project, templates: str, spots: Iterable[Spot], looked: list[str]) -> Iterator[Spot]:
        if now.inputs is None:
            return
        changed = now.inputs.since(self.inputs)
        everything = (templates, now.inputs.world) != (self.templates, self.inputs.world)
        own = {now.library.files[need] for need in changed if need in now.library.files}

        def concerned(spot: Spot) -> bool:
            needs = self.needs.get(spot.file)
            return everything or needs is None or not changed.isdisjoint(needs)

        found = [spot for spot in spots if spot.plan.file in own or (spot.file in looked and concerned(spot))]
        found.sort(key=lambda spot: looked.index(spot.file) if spot.file in looked else len(looked))
        yield from found[:MOST]
