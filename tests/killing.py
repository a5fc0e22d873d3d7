"""Builds that end in the middle: `python -m tests.killing FOLDER SITE [--journal] [--moment N | --fail N]`.

A moment is a thing that the operating system is asked for: opening, linking, renaming, removing. At moment N the
process ends as by `kill -9`, or the disk is full from then on. Without N, the number of moments of each phase is
printed: `reading`, `writing`, `swapping`.
"""

from __future__ import annotations

import argparse
import errno
import json
import os
import signal
import sys
from collections import Counter
from pathlib import Path
from typing import Any

from mkdocs.exceptions import Abort

from generator import output
from tests.support import build_here

ASKED = {"open", "os.rename", "os.link", "os.mkdir", "os.remove", "os.rmdir", "kb.output"}
PHASES = {"writing": "writing", "swapping": "swapping", "clearing": "swapping"}


class Moments:
    """Counts what a build asks the system for, and ends it at the moment that was chosen."""

    def __init__(self, kill: int, fail: int) -> None:
        self.kill, self.fail = kill, fail
        self.phase = "reading"
        self.counts: Counter[str] = Counter()
        self.on = True

    def __call__(self, event: str, values: tuple[Any, ...]) -> None:
        if not self.on or event not in ASKED:
            return
        if event == "kb.output":
            self.phase = PHASES[values[0]]
        self.counts[self.phase] += 1
        number = self.counts.total()
        if number == self.kill:
            os.kill(os.getpid(), signal.SIGKILL)
        writes = event == "os.mkdir" or (event == "open" and isinstance(values[1], str) and values[1][0] in "wax")
        if self.fail and number >= self.fail and writes and "-build" in str(values[0]):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(values[0]))


def main() -> None:
    """Build, count, and end."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("site", type=Path)
    parser.add_argument("--journal", action="store_true")
    parser.add_argument("--moment", type=int, default=0)
    parser.add_argument("--fail", type=int, default=0)
    chosen = parser.parse_args()
    if chosen.journal:
        output.trade_places = lambda one, other: False
    moments = Moments(chosen.moment, chosen.fail)
    sys.addaudithook(moments)
    try:
        build_here(chosen.folder, chosen.site)
    except Abort as error:
        raise SystemExit(str(error)) from None
    finally:
        moments.on = False
        sys.stdout.write(json.dumps(moments.counts))


if __name__ == "__main__":
    main()
