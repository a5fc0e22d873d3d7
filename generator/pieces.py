"""What records say of themselves to lists, made once, and again only where something it was made from has changed.

A list of ten thousand titles is joined of ten thousand pieces, of which an edit changes one. Pieces are kept in memory
from one build of a preview to the next. While a piece is made, the library notes the records that it is asked for
(generator/inputs.py), as it does of pages, so that nobody keeps a list of what a piece depends on.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any, TypeVar

from generator.inputs import Inputs, Need, Watched

Piece = TypeVar("Piece")


class Pieces:
    """The pieces of the last build, of which those are known whose records have not changed. At first, nothing is."""

    def __init__(self) -> None:
        self._kept: dict[Hashable, tuple[tuple[Need, ...], Any]] = {}
        self._watched: Watched | None = None
        self._inputs: Inputs | None = None
        self._world = ""

    def begin(self, watched: Watched, inputs: Inputs | None, world: str) -> None:
        """Forget what `inputs` or the `world`, which is everything else that matters, no longer give."""
        before = self._inputs
        if inputs is None or before is None or (world, inputs.world) != (self._world, before.world):
            self._kept = {}
        elif changed := inputs.since(before):
            self._kept = {key: one for key, one in self._kept.items() if changed.isdisjoint(one[0])}
        self._watched, self._inputs, self._world = watched, inputs, world

    def get(self, key: Hashable, make: Callable[[], Piece], needs: tuple[Need, ...] | None = None) -> Piece:
        """A piece by what it is and whose, made now where it is not known.

        `needs` are the records that it is made from; without them, they are noted, and `make` must not ask for pieces.
        It must not hold on to anything of this build but records.
        """
        if self._watched is None or self._inputs is None:
            return make()
        kept = self._kept.get(key)
        if kept is None:
            self._watched.start()
            value = make()
            kept = self._kept[key] = (self._watched.needs if needs is None else needs, value)
        found: Piece = kept[1]
        return found


NONE = Pieces()
"""Keeps nothing."""
