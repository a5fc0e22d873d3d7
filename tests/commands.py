"""Commands of the environment, each in a process of its own that has imported everything already.

What a command costs is mostly Python's imports, and the tests run hundreds of them. So one server imports once, and
forks for each command. The server itself runs nothing: a fork of it is as good as a new process.
"""

from __future__ import annotations

import multiprocessing
import os
import subprocess
import sys
from importlib.metadata import entry_points
from pathlib import Path
from tempfile import TemporaryDirectory

FORKED = ("kb", "mkdocs")
"""Programs that may be run so. ProperDocs puts its own modules in the place of those of MkDocs."""
SECONDS = 120
_FORKS = multiprocessing.get_context("forkserver")
_FORKS.set_forkserver_preload(["tests.commands", "generator.cli", "generator.plugin.hooks", "mkdocs.__main__"])


def forked(command: list[str], at: Path, environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """Run one of `FORKED`, and keep what it prints. Raises TimeoutExpired after `SECONDS`."""
    with TemporaryDirectory() as folder:
        files = [Path(folder) / name for name in ("out", "err")]
        process = _FORKS.Process(target=_run, args=(command, at.absolute(), environment, *files))
        process.start()
        process.join(SECONDS)
        if process.exitcode is None:
            process.kill()
            raise subprocess.TimeoutExpired(command, SECONDS)
        out, err = (file.read_text(encoding="utf-8") for file in files)
        return subprocess.CompletedProcess(command, process.exitcode, out, err)


def _run(command: list[str], at: Path, environment: dict[str, str], *files: Path) -> None:
    for number, file in enumerate(files, 1):
        with file.open("wb") as written:
            os.dup2(written.fileno(), number)
    os.chdir(at)
    os.environ.clear()
    os.environ.update(environment)
    sys.argv = command
    (point,) = entry_points(group="console_scripts", name=Path(command[0]).name)
    sys.exit(point.load()())
