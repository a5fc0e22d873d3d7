"""Finds a Chromium for the browser tests, or obtains one. `python -m tests.browser.chromium` prints where it is.

Browser tests are never skipped: without a browser this says what to do, and fails.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
MAC = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
ADVICE = """No Chromium was found, and none could be had.
Any of these helps:
  - install Chromium or Google Chrome, so that it is on the PATH
  - set KB_CHROMIUM to the path of its program
  - run .venv/bin/python -m playwright install chromium (needs the network)"""


class NoChromium(RuntimeError):
    """There is no Chromium, and none could be obtained; the message says what to do."""


def find() -> str:
    """The path of a Chromium; obtains one if need be. Raises NoChromium when there is none to be had."""
    chosen = os.environ.get("KB_CHROMIUM")
    if chosen:
        if not shutil.which(chosen):
            raise NoChromium(f"KB_CHROMIUM is '{chosen}', which is not a program.\n{ADVICE}")
        return chosen
    for look in (_installed, _playwright, _obtained_by_playwright, _obtained_by_apt):
        found = next(iter(look()), None)
        if found:
            return found
    raise NoChromium(ADVICE)


def _installed() -> Iterator[str]:
    yield from (path for name in NAMES if (path := shutil.which(name)))
    yield from (path for path in MAC if Path(path).exists())


def _playwright() -> Iterator[str]:
    """The one that Playwright keeps; asked for in a process of its own, because it starts a driver."""
    ask = (
        "from playwright.sync_api import sync_playwright as s\n"
        "with s() as p:\n    import sys; sys.stdout.write(p.chromium.executable_path)"
    )
    done = _try([sys.executable, "-c", ask])
    if done and Path(done).is_file():
        yield done


def _obtained_by_playwright() -> Iterator[str]:
    print("No Chromium found; asking Playwright for one …", file=sys.stderr)
    if _try([sys.executable, "-m", "playwright", "install", "chromium"], seconds=600) is not None:
        yield from _playwright()


def _obtained_by_apt() -> Iterator[str]:
    is_root: Callable[[], int] = getattr(os, "geteuid", lambda: 1)
    if not shutil.which("apt-get") or is_root() != 0:
        return
    print("Asking Debian for the package chromium …", file=sys.stderr)
    _try(["apt-get", "update"], seconds=300)
    if _try(["apt-get", "install", "-y", "--no-install-recommends", "chromium"], seconds=600) is not None:
        yield from _installed()


def _try(command: list[str], seconds: int = 60) -> str | None:
    """What a command prints, or nothing when it fails."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=seconds, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout.strip() if done.returncode == 0 else None


def main() -> int:
    try:
        print(find())
    except NoChromium as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
