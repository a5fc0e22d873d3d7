"""`mkdocs serve`: what is watched, and what happens while a record is broken."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from mkdocs.exceptions import Abort
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import get_plugin_logger

log = get_plugin_logger("kb")


def watch(server: LiveReloadServer, folders: Iterable[Path]) -> LiveReloadServer:
    """Watch what pages are made of, and keep showing the last good site while a record is broken."""
    rebuild = server.builder

    def rebuild_or_say_why() -> None:
        try:
            rebuild()
        except Abort as error:
            log.error(str(error))

    server.builder = rebuild_or_say_why
    for folder in folders:
        server.watch(str(folder))
    return server
