"""Work that several processes share, where there are several processors and enough of it.

The items of a task are handed out in small groups to whoever is free: this process, and forks of it that know all that
it knows. What comes of an item goes where the item was, so nobody can tell who did it. Whatever a fork has not
finished, because it failed or was ended, is done here. A fork ends when this process does.

`KB_PROCESSES=1` keeps everything in one process. There is one, too, where forks are not safe: on macOS,
and beside threads.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from typing import Generic, NoReturn, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

MOST = 2
"""Processes that are used unless `KB_PROCESSES` says more: each costs memory."""
GROUPS = 1024
"""Into how many groups a task is divided at most: their numbers must fit into a pipe."""


_busy: set[int] = set()
"""The forks that work now."""


def processes() -> int:
    """How many processes may share a task that begins now, this one among them."""
    if not hasattr(os, "fork") or sys.platform == "darwin" or threading.active_count() > 1:
        return 1
    written = os.environ.get("KB_PROCESSES", "")
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    most = int(written) if written.isdigit() else min(MOST, cores)
    return max(1, most - len(_busy))


def shared(items: Sequence[Item], work: Callable[[Item], Result], least: int) -> list[Result]:
    """What `work` makes of each item, in their order. Fewer than `least` items are not worth another process.

    Raises what `work` raises. Results are pickled, and so is nothing else.
    """
    task = Task(items, work, least)
    try:
        return task.finish()
    finally:
        task.abandon()


class Task(Generic[Item, Result]):
    """A task that other processes begin at once. This process takes part when it comes to [`finish`][Task.finish]."""

    def __init__(self, items: Sequence[Item], work: Callable[[Item], Result], least: int) -> None:
        self._items, self._work = items, work
        self._size = max(4, -(-len(items) // GROUPS))
        self._numbers = range(0, len(items), self._size)
        self._done: dict[int, list[Result]] = {}
        self._queue = -1
        self._helpers: dict[int, int] = {}
        others = processes() - 1 if len(items) >= least else 0
        if others:
            self._hand_out(others)

    def finish(self) -> list[Result]:
        """Do what is left together with the others, and wait for them."""
        for number in self._taken():
            self._done[number] = self._group(number)
        for pid, pipe in [*self._helpers.items()]:
            with os.fdopen(pipe, "rb") as results, contextlib.suppress(EOFError, pickle.UnpicklingError):
                self._done |= pickle.load(results)
            del self._helpers[pid]
            os.waitpid(pid, 0)
            _busy.discard(pid)
        return [one for number in self._numbers for one in self._done.get(number) or self._group(number)]

    def abandon(self) -> None:
        """End the others. May be called at any time."""
        while self._helpers:
            pid, pipe = self._helpers.popitem()
            os.close(pipe)
            with contextlib.suppress(OSError):
                os.kill(pid, signal.SIGKILL)
                os.waitpid(pid, 0)
            _busy.discard(pid)
        if self._queue >= 0:
            os.close(self._queue)
            self._queue = -1

    def _hand_out(self, others: int) -> None:
        self._queue, filling = os.pipe()
        os.write(filling, b"".join(number.to_bytes(4) for number in self._numbers))
        os.close(filling)
        this = os.getpid()
        for _ in range(others):
            reading, writing = os.pipe()
            pid = os.fork()
            if not pid:
                self._help(this, writing)
            os.close(writing)
            self._helpers[pid] = reading
            _busy.add(pid)

    def _help(self, parent: int, results: int) -> NoReturn:
        """What a fork does. It ends without a word: whatever it leaves undone is done by its parent."""
        status = 1
        try:
            for number in self._taken():
                self._done[number] = self._group(number, parent)
            with os.fdopen(results, "wb") as pipe:
                pickle.dump(self._done, pipe, 5)
            status = 0
        finally:
            os._exit(status)

    def _taken(self) -> Iterator[int]:
        """The numbers of groups that nobody else does, until there are no more."""
        if self._queue < 0:
            yield from self._numbers
            return
        while number := os.read(self._queue, 4):
            yield int.from_bytes(number)

    def _group(self, number: int, parent: int = 0) -> list[Result]:
        found = []
        for item in self._items[number : number + self._size]:
            if parent and os.getppid() != parent:
                os._exit(1)
            found.append(self._work(item))
        return found
