"""One run of one command: how long, how much processor time, how much memory, how many bytes."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

TICK = 0.05


class Failed(Exception):
    """The command did not end well; the message holds the last lines that it wrote."""


@dataclass(frozen=True, slots=True)
class Measure:
    """What a run took. `peak` is the largest memory of one of its processes; `late`: stopped by the time-out."""

    wall: float
    cpu: float
    peak: int
    output: int
    pages: int
    late: bool = False

    @property
    def each(self) -> float:
        """Seconds a page."""
        return self.wall / self.pages if self.pages else 0.0


def measure(
    command: list[str], folder: Path, site: Path, env: Mapping[str, str], *, timeout: float, tick: Callable[[], None]
) -> Measure:
    """Run `command` in `folder` and look at what it wrote to `site`. Raises Failed when it fails."""
    log = folder / "build.log"
    with log.open("wb") as out:
        begin = time.perf_counter()
        child = subprocess.Popen(
            command, cwd=folder, env={**os.environ, **env}, stdout=out, stderr=out, start_new_session=True
        )
        late = False
        while True:
            pid, status, usage = os.wait4(child.pid, os.WNOHANG)
            if pid:
                break
            if time.perf_counter() - begin > timeout and not late:
                late = True
                os.killpg(child.pid, signal.SIGKILL)
            tick()
            time.sleep(TICK)
        wall = time.perf_counter() - begin
    child.returncode = os.waitstatus_to_exitcode(status)  # wait4 has collected it: Popen must not look again
    if child.returncode and not late:
        tail = log.read_text(encoding="utf-8", errors="replace").splitlines()[-8:]
        raise Failed("\n".join([f"{' '.join(command)} ended with {child.returncode}:", *tail]))
    size, pages = _weigh(site)
    unit = 1 if os.uname().sysname == "Darwin" else 1024
    return Measure(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * unit, size, pages, late)


def total(runs: Iterable[Measure]) -> Measure:
    """Several runs, one after the other, as one; the output is what stands there after the last."""
    first, *rest = runs
    for one in rest:
        first = Measure(
            first.wall + one.wall,
            first.cpu + one.cpu,
            max(first.peak, one.peak),
            one.output,
            one.pages,
            first.late or one.late,
        )
    return first


def _weigh(site: Path) -> tuple[int, int]:
    size = pages = 0
    for folder, _, names in os.walk(site):
        for name in names:
            size += Path(folder, name).stat().st_size
            pages += name.endswith(".html")
    return size, pages
