"""A preview sees a change when it happens, where the system tells of changes.

MkDocs looks at all files twice a second, which works on every disk. Here it is told to look at once. It still looks by
itself, for disks of which the system does not tell: of another machine, or outside of a container. Where there are so
many files that looking would hold up what builds, it does so less often.
"""

from __future__ import annotations

import contextlib
import os
import time
from pathlib import Path

from mkdocs.livereload import LiveReloadServer
from watchdog.events import (
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer
from watchdog.utils.dirsnapshot import DirectorySnapshot

CHANGES: list[type[FileSystemEvent]] = [FileCreatedEvent, FileDeletedEvent, FileModifiedEvent, FileMovedEvent]
"""Files are opened and read by every build: that is none."""


REST = 10
"""How much longer than a look at all files the pause before the next one is."""
LONGEST = 5.0
"""Seconds of the longest pause."""


class Hurry(FileSystemEventHandler):
    """Lets a server look at its files as soon as one of them changes."""

    def __init__(self, server: LiveReloadServer) -> None:
        self._server = server
        self._system = Observer()
        self.heard = False
        """Whether something has changed at which nobody has looked yet."""

    def start(self) -> None:
        """Watch what the server watches. Where the system cannot, nothing happens."""
        self._system.daemon = True
        with contextlib.suppress(OSError):  # there are limits, and folders that cannot be watched
            for path in self._server._watched_paths:
                self._system.schedule(self, path, recursive=True, event_filter=CHANGES)
            self._system.start()
            for emitter in self._server.observer.emitters:
                begun = time.perf_counter()
                DirectorySnapshot(emitter.watch.path)
                pause = REST * (time.perf_counter() - begun)
                emitter._timeout = max(emitter.timeout, min(pause, LONGEST))

    def stop(self) -> None:
        """Watch no more. May be called at any time."""
        if self._system.is_alive():
            self._system.stop()

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Look, once for several changes that follow each other."""
        self.heard = True
        if self._system.event_queue.empty():
            try:
                for emitter in [*self._server.observer.emitters]:
                    if emitter.is_alive() and Path(os.fsdecode(event.src_path)).is_relative_to(emitter.watch.path):
                        emitter.queue_events(0)
            finally:
                self.heard = False
